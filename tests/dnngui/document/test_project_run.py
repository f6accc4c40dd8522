import zipfile

import msgspec
import numpy as np
import pytest
from document_projects import (
    advance,
    classifier,
    regression_on_a_table,
    same_run,
    trained,
    with_training,
)

from dnngui.document.examples import named
from dnngui.document.file import SavedProject, load, save
from dnngui.document.run import (
    RunError,
    fit_weights,
    prepare,
    restore,
    saved_run,
    trained_program,
)
from engine import Graph, layers, losses, optim
from engine.averaging import MovingAverage
from engine.data.settings import Builtin, DataSettings, Generated, Sequences
from engine.optim.clipping import ClipGlobalNorm
from engine.optim.layers import LayerTraining
from engine.optim.transforms import Transforms
from engine.program import CompileError, compile
from engine.progress import NotFiniteError
from engine.schedules import ReduceOnPlateau
from engine.stopping import EarlyStopping, Target
from engine.trainer import Trainer


def test_the_settings_of_the_project_are_those_of_the_run():
    """The same as by hand: nothing of a project's settings is forgotten."""
    project = with_training(classifier(), l1=0.01, l2=0.02, threshold=0.4, tolerance=0.3)
    dataset, program, trainer = prepare(project)
    advance(trainer, 40)
    settings = project.training
    other = compile(project.graph, settings.loss, seed=settings.seed)
    by_hand = Trainer(
        other,
        dataset,
        settings.optimizer,
        settings.batch_size,
        settings.seed,
        transforms=Transforms(l1=0.01, l2=0.02),
        threshold=0.4,
    )
    advance(by_hand, 40)
    assert program.theta.tobytes() == other.theta.tobytes()
    assert trainer.evaluate() == by_hand.evaluate()


def test_another_seed_gives_other_weights_and_the_same_seed_the_same():
    def theta(seed):
        return trained(with_training(classifier(), seed=seed), 20).program.theta.tobytes()

    assert theta(1) == theta(1)
    assert theta(1) != theta(2)


@pytest.mark.parametrize("steps", [5, 12, 15], ids=["mid-epoch", "mid-epoch later", "epoch's end"])
@pytest.mark.parametrize(
    "optimizer",
    [kind() for kind in optim.OPTIMIZERS],
    ids=lambda optimizer: optimizer.kind(),
)
def test_saved_reopened_and_resumed_it_is_bit_for_bit_the_run_that_went_on(
    tmp_path, steps, optimizer
):
    project = classifier(optimizer)
    straight = trained(project, 50)
    first = trained(project, steps)
    path = tmp_path / "half.dnn"
    save(path, SavedProject(project, saved_run(first)))
    opened = load(path)
    second = prepare(opened.project).trainer
    restore(second, opened.run)
    advance(second, 50 - steps)
    assert same_run(saved_run(second), saved_run(straight))


EVERYTHING = {
    "schedule": ReduceOnPlateau(patience=0, factor=0.7, minimum_change=0.05, warm_up=0.5),
    "averaging": MovingAverage(decay=0.9),
    "stopping": EarlyStopping(patience=1000),
    "target": Target(watch="loss", value=0.0),
    "clipping": ClipGlobalNorm(limit=0.5),
    "weight_decay": 0.01,
    "max_norm": 1.2,
    "layers": {2: LayerTraining(rate_factor=0.5), 4: LayerTraining(l2=0.1)},
}


@pytest.mark.parametrize("steps", [5, 31])
def test_with_every_setting_too_what_is_saved_goes_on_bit_for_bit(tmp_path, steps):
    project = with_training(classifier(), **EVERYTHING)
    straight, first = trained(project, 60), trained(project, steps)
    save(tmp_path / "half.dnn", SavedProject(project, saved_run(first)))
    opened = load(tmp_path / "half.dnn")
    assert opened.project == project
    second = prepare(opened.project).trainer
    restore(second, opened.run)
    advance(second, 60 - steps)
    found, expected = saved_run(second), saved_run(straight)
    assert same_run(found, expected)
    for name in ("average", "best"):
        values = getattr(expected.snapshot, name)
        assert getattr(found.snapshot, name).tobytes() == values.tobytes()
    for name in ("plateau", "stopping", "average_count", "averaging", "optimizer"):
        assert getattr(found.snapshot, name) == getattr(expected.snapshot, name)


@pytest.mark.parametrize("used", [True, False])
def test_predictions_are_made_with_the_average_where_it_is_used(used):
    project = with_training(classifier(), averaging=MovingAverage(decay=0.9, used=used))
    run = saved_run(trained(project, 40))
    expected = run.snapshot.average if used else run.snapshot.theta
    assert not np.array_equal(run.snapshot.average, run.snapshot.theta)
    assert np.array_equal(trained_program(project, run).theta, expected)


def test_a_file_from_before_there_were_these_settings_still_opens(tmp_path):
    """Files of the first version name the optimizer's kind and nothing of a schedule."""
    import json
    import zipfile

    project = classifier()
    save(tmp_path / "new.dnn", SavedProject(project, saved_run(trained(project, 12))))
    later = {"schedule", "averaging", "stopping", "target", "clipping"}
    later |= {"weight_decay", "max_norm", "layers"}
    of_run = {"rule", "optimizer_numbers", "plateau", "stopping", "best", "averaging"}
    of_run |= {"average_count"}
    with (
        zipfile.ZipFile(tmp_path / "new.dnn") as new,
        zipfile.ZipFile(tmp_path / "old.dnn", "w") as old,
    ):
        for name in new.namelist():
            content = new.read(name)
            if name in {"project.json", "run.json"}:
                whole = json.loads(content)
                in_project = name == "project.json"
                tree = whole["project"]["training"] if in_project else whole
                for key in later if in_project else of_run:
                    del tree[key]
                content = json.dumps(whole).encode()
            old.writestr(name, content)
    opened = load(tmp_path / "old.dnn")
    assert opened.project == project
    assert opened.run is not None
    second = prepare(opened.project).trainer
    restore(second, opened.run)
    advance(second, 8)
    assert (
        saved_run(second).snapshot.theta.tobytes() == trained(project, 20).program.theta.tobytes()
    )


def test_a_removed_layer_takes_its_settings_with_it():
    project = with_training(
        classifier(), layers={2: LayerTraining(frozen=True), 4: LayerTraining(l1=1.0)}
    )
    left = project.with_graph(project.graph.remove({2}, heal=True))
    assert list(left.training.layers) == [4]
    assert project.with_graph(project.graph.rename(2, "first")).training is project.training


def test_ten_epochs_are_four_and_six(tmp_path):
    """A person's own table as well: its preparation travels with the file."""
    project = regression_on_a_table()
    straight = prepare(project).trainer
    list(straight.steps(10))
    first = prepare(project).trainer
    list(first.steps(4))
    save(tmp_path / "four.dnn", SavedProject(project, saved_run(first)))
    opened = load(tmp_path / "four.dnn")
    second = prepare(opened.project).trainer
    restore(second, opened.run)
    list(second.steps(6))
    assert second.program.theta.tobytes() == straight.program.theta.tobytes()
    assert second.progress.epoch == 10


def test_a_network_that_does_not_fit_its_data_is_refused_with_every_reason():
    project = classifier()
    wrong = project.graph.replace(1, layers.Input(shape=(3,)))
    with pytest.raises(CompileError, match="takes 3 values and a sample of the data has 2"):
        prepare(project.with_graph(wrong))


def test_a_loss_that_does_not_fit_the_data_is_refused():
    project = msgspec.structs.replace(
        classifier(), data=DataSettings(source=Generated(name="regression plane"))
    )
    with pytest.raises(CompileError, match="is for classes and the data has numbers to predict"):
        prepare(project)


def test_weights_of_another_network_are_refused():
    run = saved_run(trained(classifier(), 3))
    project = classifier()
    grown = project.with_graph(project.graph.replace(2, layers.Dense(units=6, activation="tanh")))
    with pytest.raises(RunError, match="belong to another network"):
        restore(prepare(grown).trainer, run)


def test_weights_trained_on_other_data_are_not_gone_on_with_but_predict():
    project = classifier()
    run = saved_run(trained(project, 3))
    elsewhere = msgspec.structs.replace(
        project, data=DataSettings(source=Generated(samples=60, noise=10.0, seed=6))
    )
    prepared = prepare(elsewhere)
    with pytest.raises(RunError, match="trained on other data"):
        restore(prepared.trainer, run)
    fit_weights(prepared.program, run)
    np.testing.assert_array_equal(prepared.program.theta, run.snapshot.theta)


def test_a_fit_of_the_same_data_that_differs_in_its_last_bits_is_the_same_data():
    project = msgspec.structs.replace(
        classifier(), graph=classifier().graph.replace(1, layers.Input(shape=(4,)))
    )
    project = msgspec.structs.replace(
        project.with_graph(project.graph.replace(4, layers.Dense(units=3, activation="softmax"))),
        data=DataSettings(source=Builtin(name="iris")),
    )
    project = with_training(project, loss=losses.SparseCategoricalCrossentropy())
    trainer = trained(project, 3)
    run = saved_run(trainer)
    first, *rest = run.preprocessing.transforms
    nudged = msgspec.structs.replace(first, mean=float(np.nextafter(first.mean, 10.0)))
    preprocessing = msgspec.structs.replace(run.preprocessing, transforms=(nudged, *rest))
    restore(trainer, type(run)(run.snapshot, run.shapes, run.samples, preprocessing))


def test_weights_that_are_not_finite_are_kept_as_they_were_when_all_was_well():
    project = with_training(
        classifier(), loss=losses.MeanSquaredError(), optimizer=optim.SGD(learning_rate=1000.0)
    )
    linear = project.graph.replace(2, layers.Dense(units=5)).replace(4, layers.Dense(units=1))
    trainer = prepare(project.with_graph(linear)).trainer
    with pytest.raises(NotFiniteError), np.errstate(all="ignore"):
        list(trainer.steps(200))
    trainer.program.theta[0] = np.nan
    run = saved_run(trainer)
    assert np.isfinite(run.snapshot.theta).all()
    assert run.snapshot.step == trainer.last_good.step


@pytest.mark.parametrize("name", ["Sentiment trees", "Text, letter by letter"])
def test_a_run_with_a_class_at_each_step_is_saved_with_its_project(name, tmp_path):
    project = named(name).build()
    source = msgspec.structs.replace(project.data.source, samples=40)
    data = msgspec.structs.replace(project.data, source=source)
    project = msgspec.structs.replace(project, data=data)
    run = saved_run(trained(project, 1))
    save(tmp_path / "steps.dnn", SavedProject(project, run))
    opened = load(tmp_path / "steps.dnn")
    assert not opened.warnings
    assert same_run(opened.run, run)


def stateful():
    """Return a project in which a state goes on from batch to batch."""
    graph = Graph.sequential(
        layers.Input(shape=(6,)),
        layers.Embedding(vocabulary=29, units=3),
        layers.LSTM(units=4, output="sequence", stateful=True),
        layers.Dense(units=29, activation="softmax"),
    )
    data = DataSettings(source=Sequences(name="text", samples=40, steps=6), in_order=True)
    project = msgspec.structs.replace(classifier(batch_size=4), graph=graph, data=data)
    return with_training(project, loss=losses.SparseCategoricalCrossentropy())


@pytest.mark.parametrize("steps", [3, 5, 9])
def test_what_a_stateful_layer_carries_is_saved_within_an_epoch(tmp_path, steps):
    project = stateful()
    straight, first = trained(project, 12), trained(project, steps)
    run = saved_run(first)
    assert bool(run.snapshot.memory) == (steps % 5 > 0)
    save(tmp_path / "half.dnn", SavedProject(project, run))
    opened = load(tmp_path / "half.dnn")
    assert opened.warnings == ()
    second = prepare(opened.project).trainer
    restore(second, opened.run)
    advance(second, 12 - steps)
    assert same_run(saved_run(second), saved_run(straight))


def test_a_saved_state_that_is_damaged_is_left_out(tmp_path):
    project = stateful()
    save(tmp_path / "whole.dnn", SavedProject(project, saved_run(trained(project, 3))))
    with (
        zipfile.ZipFile(tmp_path / "whole.dnn") as whole,
        zipfile.ZipFile(tmp_path / "less.dnn", "w") as less,
    ):
        for name in whole.namelist():
            if name != "memory/3-cell.npy":
                less.writestr(name, whole.read(name))
    opened = load(tmp_path / "less.dnn")
    assert opened.run is None
    assert "damaged and was left out" in str(opened.warnings[0])
