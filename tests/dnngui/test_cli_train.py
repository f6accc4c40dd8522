"""``dnngui train``: the same bits as anywhere else, settings, stopping, failing."""

import csv
import os
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import numpy as np
import pytest

from dnngui.cli import main
from dnngui.commands import settings
from dnngui.commands.training import Stop
from dnngui.document.file import SavedProject, load, save
from dnngui.document.run import prepare, saved_run
from engine import layers, losses, optim
from engine.averaging import MovingAverage
from engine.classweights import Balanced, GivenWeights
from engine.optim.clipping import ClipNorm
from engine.optim.layers import LayerTraining
from engine.ratefinder import find_rate
from engine.schedules import MultiStep
from engine.stopping import EarlyStopping, Target

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals of POSIX")


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def digits():
    """Adam, dropout, and batches that do not divide the rows."""
    main(["new", "Digits", "digits.dnn"])
    return load("digits.dnn").project


@pytest.fixture
def circle():
    main(["new", "Playground circle", "circle.dnn"])
    return load("circle.dnn").project


def run(capsys, *words):
    capsys.readouterr()
    code = main(list(words))
    result = capsys.readouterr()
    return code, result.out.splitlines(), result.err.splitlines()


def theta(path):
    return load(path).run.snapshot.theta.tobytes()


def by_hand(project, epochs):
    trainer = prepare(project).trainer
    for _ in trainer.steps(epochs):
        pass
    return saved_run(trainer).snapshot.theta.tobytes()


# ---------------------------------------------------------------- the same bits


def test_the_weights_are_those_of_a_trainer_used_by_hand(digits):
    assert main(["train", "digits.dnn", "--epochs", "3", "--save", "out.dnn"]) == 0
    assert theta("out.dnn") == by_hand(digits, 3)


def test_another_process_gives_the_same_weights(digits):
    words = ["train", "digits.dnn", "--epochs", "2", "--save"]
    main([*words, "here.dnn"])
    subprocess.run(
        [sys.executable, "-m", "dnngui", *words, "there.dnn"],
        check=True,
        capture_output=True,
    )
    assert theta("here.dnn") == theta("there.dnn")


def test_four_epochs_and_six_are_ten(digits):
    main(["train", "digits.dnn", "--epochs", "10", "--save", "ten.dnn"])
    main(["train", "digits.dnn", "--epochs", "4", "--save", "part.dnn"])
    main(["train", "part.dnn", "--epochs", "6", "--save", "part.dnn"])
    assert theta("part.dnn") == theta("ten.dnn")
    assert load("part.dnn").run.snapshot.record == load("ten.dnn").run.snapshot.record


def test_the_seed_decides(circle):
    words = ["train", "circle.dnn", "--epochs", "2", "--save"]
    main([*words, "a.dnn", "--seed", "1"])
    main([*words, "b.dnn", "--seed", "1"])
    main([*words, "c.dnn", "--seed", "2"])
    assert theta("a.dnn") == theta("b.dnn") != theta("c.dnn")
    assert load("a.dnn").project.training.seed == 1


def test_restart_forgets_the_run(circle):
    main(["train", "circle.dnn", "--epochs", "2", "--save", "two.dnn"])
    main(["train", "two.dnn", "--epochs", "3", "--restart", "--save", "three.dnn"])
    assert theta("three.dnn") == by_hand(circle, 3)


def test_two_workers_go_on_in_another_process_with_the_same_bits(capsys, digits):
    words = ["--set", "workers=2", "--save"]
    main(["train", "digits.dnn", "--epochs", "4", *words, "four.dnn"])
    main(["train", "digits.dnn", "--epochs", "3", *words, "three.dnn"])
    main(["train", "three.dnn", "--epochs", "1", "--set", "workers=none", "--save", "three.dnn"])
    assert load("three.dnn").run.snapshot.workers == 2
    assert theta("three.dnn") == theta("four.dnn") != by_hand(digits, 4)
    _, out, _ = run(capsys, "train", "three.dnn", "--epochs", "1")
    assert out[0].endswith(", on 2 cores")
    _, out, _ = run(capsys, "train", "three.dnn", "--epochs", "1", "--set", "workers=1")
    assert "cores" not in out[0]


def test_a_number_of_workers_that_cannot_be_is_refused(capsys, circle):
    code, _, err = run(capsys, "train", "circle.dnn", "--set", "workers=3")
    assert code == 2
    assert err == ["“workers=3” cannot be set. Write a whole number of at most 2."]


# ---------------------------------------------------------------- how far, and what is left


def test_without_a_number_it_trains_up_to_the_projects_epochs(capsys, circle):
    main(["train", "circle.dnn", "--epochs", "290", "--save", "circle.dnn"])
    code, out, err = run(capsys, "train", "circle.dnn", "--save", "circle.dnn")
    assert code == 0
    assert out[0] == "epoch 300, step 7500"
    assert load("circle.dnn").run.snapshot.epoch == 300
    code, out, err = run(capsys, "train", "circle.dnn")
    assert code == 0
    assert err[0].startswith("The run has done its 300 epochs. Train on with --epochs N")


def test_the_result_is_that_of_the_last_weights(capsys, circle):
    _, out, _ = run(capsys, "train", "circle.dnn", "--epochs", "50")
    trainer = prepare(circle).trainer
    list(trainer.steps(50))
    last = trainer.evaluate()
    assert out[1].split() == ["training", "test"]
    assert out[2].split() == ["loss", f"{last.loss:.5g}", f"{last.test_loss:.5g}"]
    accuracy = f"{100 * last.metrics['accuracy']:.1f}"
    assert out[3].split()[:3] == ["accuracy", accuracy, "%"]


def test_what_is_not_saved_is_said(capsys, circle):
    _, _, err = run(capsys, "train", "circle.dnn", "--epochs", "1")
    assert err[-1] == "The weights were not kept. Add --save FILE.dnn to keep them."
    assert load("circle.dnn").run is None


def test_the_picture_of_a_drawing_stays_with_it(circle):
    picture = b"\x89PNG\r\n\x1a\n and so on"
    save("circle.dnn", SavedProject(circle, None, picture))
    main(["train", "circle.dnn", "--epochs", "1", "--save", "circle.dnn"])
    assert load("circle.dnn").picture == picture


def test_a_drawing_without_a_picture_gets_one(circle):
    widgets = pytest.importorskip("PySide6.QtGui", reason="a drawing is painted by Qt")
    save("circle.dnn", SavedProject(circle))
    main(["train", "circle.dnn", "--epochs", "1", "--save", "circle.dnn"])
    image = widgets.QImage.fromData(load("circle.dnn").picture, "PNG")
    colours = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    assert image.width() > 2 * image.height()
    assert len(colours) > 20


def test_where_qt_cannot_be_loaded_a_project_has_no_picture(circle, monkeypatch):
    monkeypatch.setitem(sys.modules, "dnngui.app.portrait", None)
    save("circle.dnn", SavedProject(circle))
    main(["train", "circle.dnn", "--epochs", "1", "--save", "circle.dnn"])
    assert load("circle.dnn").picture is None


def test_the_log_holds_every_evaluation_and_the_last(circle):
    assert main(["train", "circle.dnn", "--epochs", "30", "--log", "run.csv"]) == 0
    with open("run.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    metrics = ["accuracy", "precision", "recall", "f1", "roc_auc"]
    told = ["loss", *metrics]
    assert list(rows[0]) == ["epoch", "step", *told, *(f"test_{name}" for name in told)]
    assert [int(row["step"]) for row in rows] == [25 * epoch for epoch in range(1, 31)]
    trainer = prepare(circle).trainer
    list(trainer.steps(30))
    assert float(rows[-1]["test_loss"]) == trainer.evaluate().test_loss
    assert float(rows[9]["loss"]) == trainer.record.evaluations[10].loss


# ---------------------------------------------------------------- settings


def test_any_setting_can_be_changed(circle):
    words = ["learning_rate=0.5", "batch_size=full", "l2=1e-3", "noise=25", "source.seed=4"]
    words += ["optimizer=momentum", "momentum=0.5", "threshold=0.25", "test_share=.2", "seed=9"]
    words += ["stratify=false", "loss=huber", "delta=2", "training.epochs=7", "samples=80"]
    options = [word for pair in words for word in ("--set", pair)]
    assert main(["train", "circle.dnn", "--save", "out.dnn", *options]) == 0
    saved = load("out.dnn")
    training, data = saved.project.training, saved.project.data
    # The kind of optimizer came after its learning rate, and brought its own.
    assert training.optimizer == optim.Momentum(momentum=0.5)
    assert training.loss == losses.Huber(delta=2.0)
    assert (training.batch_size, training.l2, training.seed) == (None, 1e-3, 9)
    assert (training.threshold, training.epochs) == (0.25, 7)
    assert (data.source.noise, data.source.seed, data.source.samples) == (25.0, 4, 80)
    assert (data.test_share, data.stratify) == (0.2, False)
    assert saved.run.snapshot.epoch == 7
    assert saved.run.samples == 64


def test_schedules_averages_and_what_stops_a_run_are_settings_too(circle):
    words = ["schedule=multi_step", "milestones=3,5", "factor=0.5", "warm_up=1.5"]
    words += ["clipping=clip_norm", "limit=3", "averaging=moving_average", "decay=0.9"]
    words += ["stopping=on", "stopping.patience=3", "target=on", "target.value=0.5"]
    words += ["weight_decay=0.1", "max_norm=2", "dense_1.frozen=true", "dense_2.rate_factor=0.5"]
    training = settings.apply(circle, words).training
    assert training.schedule == MultiStep(milestones=(3, 5), factor=0.5, warm_up=1.5)
    assert training.clipping == ClipNorm(limit=3.0)
    assert training.averaging == MovingAverage(decay=0.9)
    assert (training.stopping, training.target) == (EarlyStopping(patience=3), Target(value=0.5))
    assert (training.weight_decay, training.max_norm) == (0.1, 2.0)
    ids = {node.name: node.id for node in circle.graph.nodes}
    assert training.layers == {
        ids["dense_1"]: LayerTraining(frozen=True),
        ids["dense_2"]: LayerTraining(rate_factor=0.5),
    }
    again = settings.apply(
        msgspec.structs.replace(circle, training=training),
        ["clipping=none", "stopping=none", "dense_1.frozen=false", "max_norm=none"],
    ).training
    assert (again.clipping, again.stopping, again.max_norm) == (None, None, None)
    assert list(again.layers) == [ids["dense_2"]]


def test_weights_of_classes_are_a_setting_too(circle):
    assert settings.apply(circle, ["class_weights=balanced"]).training.class_weights == Balanced()
    words = ["class_weights=given", "class_weights.weights=orange=2, blue=0.5"]
    given = settings.apply(circle, words)
    assert given.training.class_weights == GivenWeights(weights="orange=2, blue=0.5")
    assert settings.apply(given, ["class_weights=none"]).training.class_weights is None


def test_a_run_with_weights_of_classes_is_told_where_they_do_not_fit(capsys, circle):
    words = ["--set", "class_weights=given", "--set", "weights=fish=2"]
    code, _, err = run(capsys, "train", "circle.dnn", *words)
    assert (code, len(err)) == (1, 1)
    assert "“fish”, which is no class of the data" in err[0]


def test_a_state_is_carried_where_the_rows_keep_their_order(capsys):
    main(["new", "Text, letter by letter", "text.dnn"])
    project = load("text.dnn").project
    node = next(
        each for each in project.graph.nodes if isinstance(each.layer, layers.LSTM | layers.GRU)
    )
    carried = msgspec.structs.replace(node.layer, stateful=True)
    graph = project.graph.replace(node.id, carried)
    save("text.dnn", SavedProject(project.with_graph(graph)))
    few = ["--epochs", "1", "--set", "samples=40", "--set", "source.steps=8"]
    code, _, err = run(capsys, "train", "text.dnn", *few)
    assert (code, len(err)) == (1, 1)
    assert f"{node.name} carries its state from batch to batch" in err[0]
    assert main(["train", "text.dnn", *few, "--set", "in_order=true"]) == 0


def test_a_run_that_stops_early_has_come_to_its_end(capsys, circle):
    words = ["--set", "stopping=on", "--set", "stopping.patience=2"]
    words += ["--set", "stopping.minimum_change=9", "--save", "out.dnn"]
    code, _, err = run(capsys, "train", "circle.dnn", "--epochs", "50", *words)
    assert code == 0
    assert "Training stopped early: 2 epochs brought no improvement." in "\n".join(err)
    assert load("out.dnn").run.snapshot.epoch == 3


def test_a_setting_is_used_by_the_training(circle):
    main(["train", "circle.dnn", "--epochs", "2", "--set", "learning_rate=0.1", "--save", "o.dnn"])
    optimizer = optim.SGD(learning_rate=0.1)
    training = msgspec.structs.replace(circle.training, optimizer=optimizer)
    assert theta("o.dnn") == by_hand(msgspec.structs.replace(circle, training=training), 2)


def test_a_run_goes_on_under_another_setting(circle):
    main(["train", "circle.dnn", "--epochs", "2", "--save", "two.dnn"])
    words = ["--set", "learning_rate=0.1", "--set", "batch_size=25", "--save", "four.dnn"]
    assert main(["train", "two.dnn", "--epochs", "2", *words]) == 0
    trainer = prepare(circle).trainer
    list(trainer.steps(2))
    trainer.set_optimizer(optim.SGD(learning_rate=0.1))
    trainer.set_batch_size(25)
    list(trainer.steps(2))
    assert theta("four.dnn") == trainer.program.theta.tobytes()


@pytest.mark.parametrize(
    ("assignment", "said"),
    [
        ("learning_rate", "sets nothing. Write KEY=VALUE"),
        ("learning_rte=1", "There is no setting “learning_rte”. Did you mean “learning_rate”?"),
        ("zzz=1", "Choose one of: loss, optimizer, batch_size, epochs, seed, schedule, l1, l2,"),
        ("zzz=1", "learning_rate, test_share,"),
        ("layer.seed=1", "There is no setting “layer.seed”."),
        ("batch_size=0", "“batch_size=0” cannot be set. The batch size is between 1 and"),
        ("batch_size=two", "Write a whole number or none."),
        ("epochs=1.5", "“epochs=1.5” cannot be set. Write a whole number."),
        ("learning_rate=0", "“learning_rate=0” cannot be set. Write a number greater than 0."),
        ("learning_rate=nan", "“learning_rate=nan” cannot be set. Write a number."),
        ("learning_rate=", "Write a number."),
        ("tolerance=inf", "Write a number."),
        ("stratify=1", "Write true or false."),
        ("optimizer=adan", "Choose one of: sgd, momentum, nesterov, adam, adamw, amsgrad,"),
        ("schedule=cosin", "Choose one of: constant, step, multi_step,"),
        ("clipping=norm", "Choose one of: clip_global_norm, clip_norm, clip_value, none."),
        ("stopping=yes", "There is no stopping “yes”. Choose one of: on, none."),
        ("class_weights=even", "Choose one of: balanced, given, none."),
        ("stopping.patience=3", "There is no setting “stopping.patience”."),
        ("dense_1.l2=-1", "“dense_1.l2=-1” cannot be set. Write a number of at least 0"),
        ("dense_1.units=3", "There is no setting “dense_1.units”."),
        ("loss=mse", "Choose one of: mean_squared_error,"),
        ("source.noise=99", "Write a number of at most 50."),
        ("source.samples=3", "Write a whole number of at least 4."),
        ("source.name=hexagon", "cannot be set. Choose one of: circle, gauss, line, moons,"),
    ],
)
def test_a_wrong_setting_is_misuse_said_in_one_sentence(capsys, circle, assignment, said):
    code, out, err = run(capsys, "train", "circle.dnn", "--set", assignment)
    assert (code, out) == (2, [])
    assert len(err) == 1
    assert said in err[0]


@pytest.mark.parametrize("seed", ["-1", "abc", "1.5", "2147483648"])
def test_a_wrong_seed_is_misuse_that_names_its_option(capsys, circle, seed):
    code, out, err = run(capsys, "train", "circle.dnn", "--seed", seed)
    assert (code, out, len(err)) == (2, [], 1)
    assert f"--seed: “{seed}” is not a whole number from 0 to 2147483647" in err[0]


def test_a_seed_for_a_run_that_goes_on_is_misuse(capsys, circle):
    main(["train", "circle.dnn", "--epochs", "1", "--save", "one.dnn"])
    code, _, err = run(capsys, "train", "one.dnn", "--seed", "3")
    assert code == 2
    assert "Add --restart" in err[0]


def test_a_run_on_other_data_is_not_gone_on_with(capsys, circle):
    main(["train", "circle.dnn", "--epochs", "1", "--save", "one.dnn"])
    code, _, err = run(capsys, "train", "one.dnn", "--set", "noise=30")
    assert code == 2
    assert err == [
        "The saved weights were trained on other data. Start again from first weights. "
        "Add --restart for that."
    ]
    assert main(["train", "one.dnn", "--set", "noise=30", "--epochs", "1", "--restart"]) == 0


def test_a_table_given_for_training_is_kept_with_the_project(tmp_path, circle):
    rows = "".join(f"{i * 7 % 40},{i % 5},{2 * i + i % 5}\n" for i in range(40))
    (tmp_path / "own.csv").write_text("a,b,y\n" + rows)
    words = ["--data", "own.csv", "--epochs", "20", "--save", "own.dnn"]
    assert main(["train", "circle.dnn", *words]) == 0
    saved = load("own.dnn")
    assert saved.project.attachments == {"own.csv": (tmp_path / "own.csv").read_bytes()}
    assert saved.run.preprocessing.names == ("a", "b")
    assert saved.project.graph.nodes[-1].layer.activation == "linear"


# ---------------------------------------------------------------- stopping and failing


@POSIX
def test_ctrl_c_ends_between_two_steps_and_saves(circle):
    words = ["train", "circle.dnn", "--epochs", "5000000", "--save", "part.dnn"]
    with subprocess.Popen(
        [sys.executable, "-m", "dnngui", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        child.stderr.readline()
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "Traceback" not in err
    assert err.splitlines()[-1] == "Saved to part.dnn."
    part = load("part.dnn").run.snapshot
    assert f"step {part.step}" in out
    # Wherever it was stopped, it is on the way that an undisturbed run takes.
    trainer = prepare(circle).trainer
    for step in trainer.steps():
        if step.step == part.step:
            break
    assert trainer.program.theta.tobytes() == part.theta.tobytes()


def test_ctrl_c_a_second_time_ends_at_once():
    stop = Stop()
    stop(signal.SIGINT, None)
    assert stop.asked
    with pytest.raises(KeyboardInterrupt):
        stop(signal.SIGINT, None)


def test_after_training_ctrl_c_is_what_it_was(circle):
    before = signal.getsignal(signal.SIGINT)
    main(["train", "circle.dnn", "--epochs", "1"])
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("saving", [True, False])
def test_a_loss_that_is_not_finite_is_one_line_and_the_last_good_weights_are_kept(capsys, saving):
    main(["new", "Diabetes regression", "wild.dnn"])
    words = ["--set", "optimizer=sgd", "--set", "learning_rate=100", "--set", "l2=0"]
    words += ["--save", "good.dnn"] if saving else []
    code, out, err = run(capsys, "train", "wild.dnn", *words)
    assert (code, out) == (1, [])
    assert "The loss is not a finite number at step" in err[-1]
    assert not any("Warning" in line for line in err)
    assert os.path.exists("good.dnn") == saving
    if saving:
        assert err[-1].endswith("The last good weights, of epoch 0, were saved to good.dnn.")
        good = load("good.dnn").run.snapshot
        first = prepare(load("good.dnn").project).program.theta
        np.testing.assert_array_equal(good.theta, first)
        assert good.step == 0


def test_a_network_that_does_not_fit_its_data_is_said_in_one_sentence(capsys, circle):
    wide = circle.graph.replace(1, layers.Input(shape=(3,)))
    save("wide.dnn", SavedProject(circle.with_graph(wide)))
    assert run(capsys, "train", "wide.dnn") == (
        1,
        [],
        [
            "input_1 takes 3 values and a sample of the data has 2. "
            "“dnngui check wide.dnn” lists the problems and their repairs."
        ],
    )


# ---------------------------------------------------------------- progress


def test_without_a_terminal_a_run_leaves_a_line_for_each_tenth(capsys, circle):
    _, _, err = run(capsys, "train", "circle.dnn", "--epochs", "200", "--save", "out.dnn")
    shown = [line.split()[1] for line in err if line.startswith("epoch")]
    assert shown[1:] == [f"{20 * tenth}/200" for tenth in range(1, 11)]
    assert len(err) == len(shown) + 1


@POSIX
def test_on_a_terminal_a_bar_fills_on_one_line(circle):
    import pty

    try:
        terminal, end = pty.openpty()
    except OSError:
        pytest.skip("this system gives no pseudo-terminals, as in a bare root")
    child = subprocess.run(
        [sys.executable, "-m", "dnngui", "train", "circle.dnn", "--epochs", "100"],
        stdout=subprocess.DEVNULL,
        stderr=end,
        env={**os.environ, "COLUMNS": "100", "LINES": "24"},
        check=False,
    )
    os.close(end)
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(terminal)
    assert child.returncode == 0
    first, *_ = shown.decode().split("\r\n")
    frames = first.split("\r")[1:]
    assert frames[-1].startswith("[####################")
    assert "epoch 100/100" in frames[-1]
    assert max(map(len, frames)) < 100


def test_a_rate_is_looked_for_and_the_file_stays_as_it_is(circle, capsys):
    before = Path("circle.dnn").read_bytes()
    code, lines, _ = run(capsys, "rate", "circle.dnn", "--set", "batch_size=full")
    found = find_rate(prepare(msgspec.structs.replace(circle, training=full(circle))).trainer)
    assert code == 0
    assert lines[0].split() == ["rate", "loss"]
    assert lines[1].split() == [f"{found.rates[0]:.2g}", f"{found.losses[0]:.5g}"]
    assert lines[-2].split() == [f"{found.rates[-1]:.2g}", f"{found.losses[-1]:.5g}"]
    assert lines[-1] == f"suggestion: {found.suggestion:.2g}"
    assert Path("circle.dnn").read_bytes() == before


def full(project):
    return msgspec.structs.replace(project.training, batch_size=None)


def test_a_search_for_a_rate_goes_on_from_the_run_of_the_file(circle, capsys):
    run(capsys, "train", "circle.dnn", "--epochs", "30", "--save", "circle.dnn")
    _, trained, _ = run(capsys, "rate", "circle.dnn", "--json")
    _, fresh, _ = run(capsys, "rate", "circle.dnn", "--json", "--restart")
    first = [msgspec.json.decode(lines[0])["losses"][0] for lines in (trained, fresh)]
    assert first[0] < 0.5 < first[1]


def test_a_search_that_finds_nothing_fails(capsys):
    main(["new", "XOR (too-small start)", "xor.dnn"])
    code, lines, _ = run(capsys, "rate", "xor.dnn")
    assert (code, lines[-1]) == (1, "suggestion: none, as the loss fell at no rate")
    code, _, errors = run(capsys, "rate", "xor.dnn", "--set", "optimizer=lbfgs")
    assert code == 1
    assert errors[-1].startswith("L-BFGS finds its step lengths itself.")
