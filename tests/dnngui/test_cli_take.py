"""``dnngui evaluate``, ``predict``, ``export`` and ``demo``: what a trained project gives."""

import csv
import dataclasses
import io
import sys
import types
from pathlib import Path

import msgspec
import numpy as np
import pytest
from sklearn import metrics as reference

from dnngui.cli import main
from dnngui.document import examples
from dnngui.document.file import SavedProject, load, save
from dnngui.document.run import prepare, restore, saved_run
from engine import optim
from engine.data import trees
from engine.data.settings import DataSettings, Generated, Phrases


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(capsys, *words):
    capsys.readouterr()
    code = main(list(words))
    result = capsys.readouterr()
    return code, result.out, result.err


def trained(name, epochs, path="net.dnn"):
    """Return the trainer of a project that the command line trained."""
    main(["new", name, path])
    main(["train", path, "--epochs", str(epochs), "--save", path])
    saved = load(path)
    trainer = prepare(saved.project).trainer
    restore(trainer, saved.run)
    return trainer


def write_table(path, dataset, rows, target):
    """Write raw rows as a person has them, with the labels or numbers that belong to them."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["note", *(column.name for column in dataset.columns), *target])
        for number, row in enumerate(rows):
            table.writerow([f"n{number}", *row, *(values[number] for values in target.values())])


def read_csv(text):
    return list(csv.DictReader(io.StringIO(text)))


# ---------------------------------------------------------------- evaluate


def test_evaluate_gives_what_training_ended_with(capsys):
    trainer = trained("Iris", 30)
    last = trainer.evaluate()
    code, out, err = run(capsys, "evaluate", "net.dnn", "--json")
    assert (code, err) == (0, "")
    found = msgspec.json.decode(out)
    assert found["training"].items() >= {"loss": last.loss, **last.metrics}.items()
    assert found["test"].items() >= {"loss": last.test_loss, **last.test_metrics}.items()
    assert last.test_metrics.keys() >= {"precision", "recall", "f1", "roc_auc", "perplexity"}
    assert found["test"].keys() - last.test_metrics.keys() == {"loss", "confusion_matrix"}
    _, out, _ = run(capsys, "evaluate", "net.dnn")
    losses = [f"{last.loss:.5g}", f"{last.test_loss:.5g}"]
    assert out.split()[:5] == ["training", "test", "loss", *losses]


def test_evaluate_on_a_table_is_evaluating_on_its_rows(capsys):
    trainer = trained("Iris", 30)
    dataset, last = trainer.dataset, trainer.evaluate()
    labels = [dataset.classes[index] for index in dataset.y_test]
    write_table("test.csv", dataset, dataset.raw_test, {"class": labels})
    code, out, _ = run(capsys, "evaluate", "net.dnn", "--data", "test.csv", "--json")
    assert code == 0
    found = msgspec.json.decode(out)["data"]
    assert found["accuracy"] == last.test_metrics["accuracy"]
    assert found["loss"] == pytest.approx(last.test_loss, rel=1e-6)


def test_evaluate_tells_which_class_was_taken_for_which(capsys):
    trainer = trained("Iris", 3)
    dataset = trainer.dataset
    _, out, _ = run(capsys, "evaluate", "net.dnn", "--json")
    chosen = trainer.program.predict(dataset.x_test).argmax(axis=1)
    expected = reference.confusion_matrix(dataset.y_test, chosen)
    assert msgspec.json.decode(out)["test"]["confusion_matrix"] == {
        "classes": list(dataset.classes),
        "counts": expected.tolist(),
    }
    _, out, _ = run(capsys, "evaluate", "net.dnn")
    lines = [line.split() for line in out.splitlines()]
    assert ["test:", "true", "\\", "predicted", *dataset.classes] in lines
    for name, counts in zip(dataset.classes, expected.tolist(), strict=True):
        assert [name, *map(str, counts)] in lines


def test_the_matrix_of_many_classes_is_left_to_json(capsys, monkeypatch):
    trained("Iris", 1)
    monkeypatch.setattr("dnngui.commands.evaluate._MOST_CLASSES", 2)
    _, out, _ = run(capsys, "evaluate", "net.dnn")
    assert "test: --json has the confusion matrix of the 3 classes" in out


def test_evaluate_on_a_table_of_a_regression_uses_the_units_of_the_data(capsys):
    trainer = trained("Diabetes regression", 30)
    dataset, last = trainer.dataset, trainer.evaluate()
    targets = dataset.preprocessing.inverse_target(dataset.y_test)[:, 0]
    write_table("test.csv", dataset, dataset.raw_test, {"progression": targets})
    _, out, _ = run(capsys, "evaluate", "net.dnn", "--data", "test.csv", "--json")
    found = msgspec.json.decode(out)["data"]
    for name, value in last.test_metrics.items():
        assert found[name] == pytest.approx(value, rel=1e-4)


@pytest.mark.parametrize("command", [["evaluate"], ["predict", "t.csv"], ["export", "w.npz"]])
def test_a_project_that_was_never_trained_says_how_to_train_it(capsys, command):
    main(["new", "XOR", "net.dnn"])
    name, *rest = command
    code, _, err = run(capsys, name, "net.dnn", *rest)
    assert code == 2
    assert err == (
        "“net.dnn” holds no trained weights. Train it first: dnngui train net.dnn --save net.dnn\n"
    )


def test_evaluate_on_rows_that_were_changed_since_is_refused(capsys):
    trained("Playground circle", 2)
    saved = load("net.dnn")
    other = DataSettings(source=Generated(seed=8))
    project = msgspec.structs.replace(saved.project, data=other)
    save("net.dnn", SavedProject(project, saved.run))
    code, _, err = run(capsys, "evaluate", "net.dnn")
    assert code == 1
    assert err.startswith("The saved weights were trained on other data.")


def test_a_damaged_run_is_told_before_it_is_missed(capsys):
    trained("Playground circle", 2)
    whole = bytearray(Path("net.dnn").read_bytes())
    whole[whole.index(b"run.json") + 40] ^= 1
    Path("net.dnn").write_bytes(whole)
    code, _, err = run(capsys, "evaluate", "net.dnn")
    warning, error = err.splitlines()
    assert code == 2
    assert warning.startswith("Warning: The training state in the file is damaged")
    assert "holds no trained weights" in error


# ---------------------------------------------------------------- predict


@pytest.fixture
def past_the_best():
    """A file whose last weights are worse than the best of the run."""
    project = examples.named("Playground circle").build()
    training = msgspec.structs.replace(project.training, optimizer=optim.SGD(learning_rate=3.0))
    project = msgspec.structs.replace(project, training=training)
    trainer = prepare(project).trainer
    list(trainer.steps(20))
    save("net.dnn", SavedProject(project, saved_run(trainer)))
    best = trainer.best
    assert not np.array_equal(best.theta, trainer.program.theta)
    return trainer, best


def test_evaluate_and_export_take_the_best_weights_where_asked(capsys, past_the_best):
    trainer, best = past_the_best
    last = trainer.evaluate()
    _, plain, _ = run(capsys, "evaluate", "net.dnn", "--json")
    assert msgspec.json.decode(plain)["test"]["loss"] == last.test_loss
    trainer.restore(best)
    at_best = trainer.evaluate()
    assert at_best.test_loss == min(each.test_loss for each in trainer.record.evaluations[1:])
    _, out, _ = run(capsys, "evaluate", "net.dnn", "--json", "--best")
    found = msgspec.json.decode(out)["test"]
    assert found.items() >= {"loss": at_best.test_loss, **at_best.test_metrics}.items()
    code, _, _ = run(capsys, "export", "net.dnn", "net.npz", "--best")
    assert code == 0
    with np.load("net.npz") as weights:
        for name, values in trainer.program.parameters.items():
            assert np.array_equal(weights[name], values)


def test_predict_takes_the_best_weights_where_asked(capsys, past_the_best):
    trainer, best = past_the_best
    write_table("rows.csv", trainer.dataset, trainer.dataset.raw_test, {})
    trainer.restore(best)
    _, out, _ = run(capsys, "predict", "net.dnn", "rows.csv", "--best")
    outputs = trainer.program.predict(trainer.dataset.x_test)[:, 0]
    first, second = trainer.dataset.classes
    middle = (trainer.program.low_target + 1.0) / 2.0
    expected = [second if each > middle else first for each in outputs]
    assert [row["prediction"] for row in read_csv(out)] == expected


def test_where_a_file_has_no_best_weights_that_is_said(capsys, past_the_best):
    saved = load("net.dnn")
    bare = dataclasses.replace(saved.run.snapshot, best=None)
    save("net.dnn", SavedProject(saved.project, dataclasses.replace(saved.run, snapshot=bare)))
    code, _, err = run(capsys, "evaluate", "net.dnn", "--best")
    assert code == 1
    assert err.startswith("The file holds no best weights")


def test_predictions_are_labels_with_a_probability_for_each_class(capsys):
    trainer = trained("Iris", 60)
    dataset = trainer.dataset
    write_table("rows.csv", dataset, dataset.raw_test, {})
    code, out, err = run(capsys, "predict", "net.dnn", "rows.csv", "-o", "out.csv")
    assert (code, out, err) == (0, "", "Saved to out.csv.\n")
    rows = read_csv(Path("out.csv").read_text(encoding="utf-8"))
    wanted = trainer.program.predict(dataset.x_test)
    found = np.array(
        [[row[f"probability of {name}"] for name in dataset.classes] for row in rows], np.float32
    )
    np.testing.assert_array_equal(found, wanted)
    labels = [dataset.classes[index] for index in wanted.argmax(axis=1)]
    assert [row["prediction"] for row in rows] == labels
    assert [int(row["row"]) for row in rows] == list(range(2, len(labels) + 2))


def test_one_sigmoid_gives_the_probability_of_both_classes_and_heeds_the_threshold(capsys):
    main(["new", "Single neuron", "net.dnn"])
    main(["train", "net.dnn", "--epochs", "5", "--set", "threshold=0.9", "--save", "net.dnn"])
    with open("rows.csv", "w") as file:
        file.write("x1,x2\n" + "".join(f"{x / 10},{x / 10}\n" for x in range(-30, 30)))
    _, out, _ = run(capsys, "predict", "net.dnn", "rows.csv")
    rows = read_csv(out)
    for row in rows:
        first, second = float(row["probability of 0"]), float(row["probability of 1"])
        assert first + second == pytest.approx(1.0, abs=1e-6)
        assert row["prediction"] == ("1" if second > 0.9 else "0")
    assert {row["prediction"] for row in rows} == {"0", "1"}


def test_an_output_that_is_no_probability_is_not_called_one(capsys):
    trained("Playground circle", 5)
    Path("rows.csv").write_text("x1,x2\n0,0\n5,5\n")
    _, out, _ = run(capsys, "predict", "net.dnn", "rows.csv")
    assert out.splitlines()[0] == "row,prediction,output"


def test_a_regression_predicts_in_the_units_of_the_data(capsys):
    trainer = trained("Diabetes regression", 30)
    dataset = trainer.dataset
    write_table("rows.csv", dataset, dataset.raw_test, {})
    _, out, _ = run(capsys, "predict", "net.dnn", "rows.csv")
    found = [float(row["progression"]) for row in read_csv(out)]
    outputs = trainer.program.predict(dataset.x_test)
    np.testing.assert_allclose(
        found, dataset.preprocessing.inverse_target(outputs)[:, 0], rtol=1e-5
    )
    assert 25 < min(found) < max(found) < 350


def test_rows_keep_their_numbers_where_some_are_empty(capsys):
    trained("Playground circle", 2)
    Path("rows.csv").write_text("x1;x2\n1,5;2\n\n;3\n")
    _, out, err = run(capsys, "predict", "net.dnn", "rows.csv")
    assert [row["row"] for row in read_csv(out)] == ["2", "4"]
    assert err == "Missing cells, filled as in the training: 1 in 1 of 2 rows.\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("x1,y\n1,2\n", "no column “x2”"),
        ("x1,x2\n1,two\n3,4\n", "Row 2, column “x2”: “two” is not a number."),
        ("x1,x2\n", "The file “rows.csv” has a header but no rows."),
    ],
)
def test_a_table_that_does_not_fit_is_refused_with_row_and_column(capsys, content, said):
    trained("Playground circle", 2)
    Path("rows.csv").write_text(content)
    code, out, err = run(capsys, "predict", "net.dnn", "rows.csv", "-o", "out.csv")
    assert (code, out) == (1, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_predictions_for_a_folder_that_is_not_there_are_refused(capsys):
    trained("Playground circle", 2)
    Path("rows.csv").write_text("x1,x2\n0,0\n")
    code, _, err = run(capsys, "predict", "net.dnn", "rows.csv", "-o", "nowhere/out.csv")
    assert code == 2
    assert "does not exist" in err


# ---------------------------------------------------------------- export


def test_exported_weights_are_the_trained_ones(capsys):
    trainer = trained("Digits", 2)
    code, out, _ = run(capsys, "export", "net.dnn", "weights.npz")
    assert code == 0
    assert "9610 weights, equal bit for bit" in out
    with np.load("weights.npz") as archive:
        for name, array in trainer.program.parameters.items():
            np.testing.assert_array_equal(archive[name], array, strict=True)


def test_an_exported_model_says_what_predict_says(capsys):
    runtime = pytest.importorskip("onnxruntime")
    trainer = trained("Iris", 30)
    dataset = trainer.dataset
    code, _, _ = run(capsys, "export", "net.dnn", "net.onnx")
    assert code == 0
    write_table("rows.csv", dataset, dataset.raw_test, {})
    _, out, _ = run(capsys, "predict", "net.dnn", "rows.csv")
    session = runtime.InferenceSession("net.onnx")
    (entry,) = session.get_inputs()
    outputs, labels = session.run(None, {entry.name: dataset.raw_test.astype(np.float32)})
    rows = read_csv(out)
    found = [[float(row[f"probability of {name}"]) for name in dataset.classes] for row in rows]
    np.testing.assert_allclose(found, outputs, atol=1e-5)
    assert [row["prediction"] for row in rows] == list(labels)


def test_the_format_can_be_told_apart_from_the_ending(capsys):
    trained("Playground circle", 2)
    assert run(capsys, "export", "net.dnn", "weights.bin", "--format", "npz")[0] == 0
    with np.load("weights.bin") as archive:
        assert archive["dense_1/bias"].shape == (4,)
    assert run(capsys, "export", "net.dnn", "weights.bin", "--format", "safetensors")[0] == 0


@pytest.mark.parametrize("words", [["weights.bin"], ["weights.npz", "--format", "keras"]])
def test_an_unknown_format_is_misuse_and_the_known_ones_are_named(capsys, words):
    trained("Playground circle", 2)
    code, out, err = run(capsys, "export", "net.dnn", *words)
    assert (code, out) == (2, "")
    for name in ("onnx", "safetensors", "npz"):
        assert name in err


# ---------------------------------------------------------------- demo


@pytest.fixture
def pictures(monkeypatch):
    """Stand in for the window, which has tests of its own."""
    shown = []

    def render(project, run, path):
        shown.append((project, run))
        path.write_bytes(b"picture")

    module = types.ModuleType("dnngui.app.demo")
    module.render = render
    monkeypatch.setitem(sys.modules, "dnngui.app.demo", module)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return shown


def test_the_demonstration_trains_pictures_exports_and_names_its_folder(capsys, tmp_path, pictures):
    code, out, err = run(capsys, "demo", "--output", "some/where")
    folder = tmp_path / "some" / "where"
    assert code == 0
    assert out.splitlines()[-1].endswith(f"are in {folder}")
    assert "epoch 2,000/2,000" in err
    assert {each.suffix for each in folder.iterdir()} == {".dnn", ".npz", ".onnx", ".png"}
    project, last = pictures[0]
    saved = load(folder / "spiral.dnn")
    assert saved.project == project
    assert saved.run.snapshot.epoch == last.snapshot.epoch == 2000
    assert run(capsys, "evaluate", str(folder / "spiral.dnn"))[0] == 0


def test_a_folder_that_cannot_be_made_is_said(capsys, tmp_path, pictures):
    (tmp_path / "file").write_text("")
    code, _, err = run(capsys, "demo", "--output", "file/folder")
    assert code == 2
    assert "cannot be made" in err


# ---------------------------------------------------------------- trees


def small_treebank():
    """Write the grammar's phrases as a person's own file; return it as text."""
    text = "\n".join(
        trees.bracketed(tree.words, tree.labels)
        for tree in trees.generate(Phrases(samples=60, words=6))
    )
    Path("mine.trees").write_text(text, encoding="utf-8")
    return text


def test_a_treebank_is_trained_on_evaluated_and_predicted_for(capsys):
    small_treebank()
    assert main(["new", "Sentiment trees", "net.dnn", "--data", "mine.trees"]) == 0
    assert main(["train", "net.dnn", "--epochs", "2", "--save", "net.dnn"]) == 0
    Path("other.txt").write_text("(2 good)\n\n(2 (2 not) (2 zebra))\n", encoding="utf-8")
    code, out, err = run(capsys, "predict", "net.dnn", "other.txt")
    assert code == 0
    assert err == "Words that the training did not have: zebra\n"
    found = read_csv(out)
    assert [row["row"] for row in found] == ["1", "3"]
    for row, words in zip(found, ("good", "not zebra"), strict=True):
        assert row["tree"].startswith(f"({row['prediction']} ")
        assert "".join(c for c in row["tree"] if c not in "()01234").split() == words.split()
        shares = [float(row[f"output of {label}"]) for label in range(5)]
        assert sum(shares) == pytest.approx(1.0, abs=1e-5)
        assert int(row["prediction"]) == np.argmax(shares)
    code, out, _ = run(capsys, "evaluate", "net.dnn", "--data", "mine.trees", "--json")
    assert code == 0
    assert {"loss", "accuracy", "root_accuracy"} <= msgspec.json.decode(out)["data"].keys()


def test_a_tree_that_is_none_is_refused_with_its_place(capsys):
    small_treebank()
    main(["new", "Sentiment trees", "net.dnn", "--data", "mine.trees"])
    main(["train", "net.dnn", "--epochs", "1", "--save", "net.dnn"])
    Path("bad.txt").write_text("(2 good)\n(2 (2 not)", encoding="utf-8")
    code, out, err = run(capsys, "predict", "net.dnn", "bad.txt")
    assert (code, out) == (1, "")
    assert err == "Line 2, column 1: this bracket is not closed.\n"
