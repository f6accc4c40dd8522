"""Projects whose networks have several outputs."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from document_projects import advance, classifier, same_run, trained, two_outputs, with_training

from dnngui.document.file import SavedProject, load, save
from dnngui.document.outputparts import OutputParts
from dnngui.document.project import Project, TrainingSettings
from dnngui.document.run import RunError, load_data, prepare, restore, saved_run
from dnngui.document.tables import fitted
from engine import layers
from engine.formats import Trained, export
from engine.outputs import OutputTraining
from engine.program import CompileError


def test_outputs_learn_what_the_project_says():
    trainer = prepare(two_outputs()).trainer
    assert [part.target_names for part in trainer.parts] == [("height",), ("kind",)]
    assert [each.weight for each in trainer.program.objectives] == [0.5, 1.0]
    assert [each.loss.kind() for each in trainer.program.objectives] == [
        "mean_squared_error",
        "sparse_categorical_crossentropy",
    ]


def test_saved_reopened_and_resumed_it_is_the_run_that_went_on(tmp_path):
    project = two_outputs()
    straight, first = trained(project, 9), trained(project, 4)
    save(tmp_path / "half.dnn", SavedProject(project, saved_run(first)))
    opened = load(tmp_path / "half.dnn")
    assert opened.warnings == ()
    assert opened.project == project
    second = prepare(opened.project).trainer
    restore(second, opened.run)
    advance(second, 5)
    assert same_run(saved_run(second), saved_run(straight))


def test_a_run_whose_outputs_learned_something_else_is_refused():
    project = two_outputs()
    run = saved_run(trained(project, 4))
    assert [each.target_names for each in run.preprocessing.outputs] == [("height",), ("kind",)]
    numbers = msgspec.structs.replace(run.preprocessing, classes=(), further=())
    with pytest.raises(RunError, match="trained on other data"):
        restore(prepare(project).trainer, replace(run, preprocessing=numbers))
    wrong = {**project.training.outputs, 3: OutputTraining(targets="size")}
    with pytest.raises(CompileError, match="“size”, which is no target"):
        prepare(with_training(project, outputs=wrong))


def test_files_from_before_there_were_outputs_open():
    plain = msgspec.to_builtins(TrainingSettings())
    for name in ("outputs", "class_weights"):
        del plain[name]
    assert msgspec.convert(plain, TrainingSettings) == TrainingSettings()


def test_settings_of_outputs_go_with_their_layers():
    project = two_outputs()
    assert list(project.with_graph(project.graph.remove({4})).training.outputs) == [3]
    graph, end = project.graph.add(layers.Activation(function="softmax"))
    longer = project.with_graph(graph.connect(4, end))
    assert longer.training.outputs.keys() == {3, end}


def test_a_table_with_several_targets_gets_an_output_for_each():
    alone = msgspec.structs.replace(
        two_outputs(), graph=Project().graph, training=TrainingSettings()
    )
    start = alone.with_graph(classifier().graph)
    made = prepare(fitted(start)).trainer
    assert sorted(part.target_names for part in made.parts) == [("height",), ("kind",)]


def test_every_output_is_exported_and_compared(tmp_path):
    onnxruntime = pytest.importorskip("onnxruntime")
    trainer = trained(two_outputs(), 30)
    taken = Trained.of(trainer.program, trainer.preprocessing, sample=trainer.dataset.raw_train)
    path = export(tmp_path / "two.onnx", taken).path
    session = onnxruntime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    assert names == ["dense_2/output", "dense_3/output", "dense_3/label"]
    rows = trainer.dataset.raw_test
    height, shares, labels = session.run(None, {"input": rows.astype(np.float32)})
    expected = trainer.program.predict_all(trainer.dataset.x_test)
    number, kind = trainer.preprocessing.outputs
    np.testing.assert_allclose(height, number.inverse_target(expected["dense_2"]), rtol=1e-5)
    np.testing.assert_allclose(shares, expected["dense_3"], rtol=1e-4, atol=1e-6)
    assert labels.tolist() == [kind.classes[each] for each in expected["dense_3"].argmax(axis=1)]
    for ending in (".npz", ".safetensors"):
        assert export(tmp_path / f"two{ending}", taken).bytes


def named(parts):
    return [(each.node, each.name, each.dataset.target_names) for each in parts]


def test_the_panels_see_the_targets_of_each_output():
    project, shown = two_outputs(), OutputParts()
    dataset = load_data(project)
    assert dataset.target_names == ("kind",)
    parts = shown.take(project, dataset)
    assert named(parts) == [(3, "dense_2", ("height",)), (4, "dense_3", ("kind",))]
    assert shown.changed(project) is None
    swapped = shown.changed(with_training(project, outputs={}))
    assert named(swapped) == [(3, "dense_2", ("kind",)), (4, "dense_3", ("height",))]
    assert [each.dataset for each in swapped] == [each.dataset for each in reversed(parts)]


def test_one_output_is_shown_all_rows_and_none_without_data():
    single, rows, shown = classifier(), load_data(classifier()), OutputParts()
    assert shown.take(single, rows) == ((None, "", rows),)
    assert shown.changed(single.with_graph(single.graph.rename(4, "end"))) is None
    assert shown.take(single, None) == ()
    assert shown.changed(single) is None


def test_an_output_without_a_target_is_not_shown_and_the_first_always_is():
    project = two_outputs()
    dataset, wrong = load_data(project), {3: OutputTraining(targets="nothing")}
    ((node, _, part),) = OutputParts().take(with_training(project, outputs=wrong), dataset)
    assert (node, part.target_names) == (3, ("kind",))
    graph, _ = project.graph.add(layers.Dense(units=1))
    third = graph.connect(2, 5)
    assert [each.node for each in OutputParts().take(project.with_graph(third), dataset)] == [3, 4]
    bare = msgspec.structs.replace(project, graph=Project().graph)
    assert named(OutputParts().take(bare, dataset)) == [(None, "", ("kind",))]
