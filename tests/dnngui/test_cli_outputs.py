"""The command line with networks that have several outputs."""

import csv
import io
from pathlib import Path

import msgspec
import numpy as np
import pytest

from dnngui.cli import main
from dnngui.commands import settings
from dnngui.document.file import SavedProject, load, save
from dnngui.document.project import Project
from dnngui.document.run import prepare, restore
from dnngui.document.tables import fitted
from engine import Graph, layers, losses
from engine.data.settings import ColumnChoice, DataSettings, Table


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(capsys, *words):
    capsys.readouterr()
    code = main(list(words))
    result = capsys.readouterr()
    return code, result.out, result.err


def read_csv(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def two_outputs():
    """Save a project in which a number and a class are learned from a table, and train it."""
    text = "a,size,kind\n" + "".join(
        f"{place * 7 % 40},{place * 7 % 40 * 3 + 1},{'xyz'[place * 7 % 40 // 14]}\n"
        for place in range(40)
    )
    Path("two.csv").write_text(text, encoding="utf-8")
    columns = (
        ColumnChoice(name="a"),
        ColumnChoice(name="size", role="target"),
        ColumnChoice(name="kind", role="target", kind="category"),
    )
    source = Table(attachment="two.csv", file_name="two.csv", columns=columns)
    graph = Graph.sequential(
        layers.Input(shape=(1,)), layers.Dense(units=6, activation="tanh"), layers.Dense(units=1)
    )
    project = Project(
        graph=graph,
        data=DataSettings(source=source),
        attachments={"two.csv": text.encode()},
    )
    save("two.dnn", SavedProject(fitted(project)))
    words = ["dense_2.loss_weight=0.5", "optimizer=adam", "learning_rate=0.05"]
    options = [word for pair in words for word in ("--set", pair)]
    assert main(["train", "two.dnn", "--epochs", "40", "--save", "two.dnn", *options]) == 0
    saved = load("two.dnn")
    trainer = prepare(saved.project).trainer
    restore(trainer, saved.run)
    return trainer


def test_check_tells_what_each_output_learns(capsys, two_outputs):
    code, out, _ = run(capsys, "check", "two.dnn")
    assert code == 0
    lines = [line.split() for line in out.splitlines()]
    assert ["dense_2", "size", "Mean", "squared", "error", "0.5"] in lines
    assert ["dense_3", "kind", "Sparse", "categorical", "cross-entropy", "1"] in lines
    assert "regression (size), multiclass (3 classes)" in out


def test_evaluate_tells_the_metrics_of_each_output(capsys, two_outputs):
    _, out, _ = run(capsys, "evaluate", "two.dnn", "--json")
    found, last = msgspec.json.decode(out)["test"], two_outputs.evaluate()
    assert found.items() >= {"loss": last.test_loss, **last.test_metrics}.items()
    total = 0.5 * found["dense_2/loss"] + found["dense_3/loss"]
    assert found["loss"] == pytest.approx(total)
    assert {"dense_2/explained_variance", "dense_3/f1", "dense_3/confusion_matrix"} <= found.keys()
    _, out, _ = run(capsys, "evaluate", "two.dnn")
    assert "dense_3: accuracy" in out
    assert "test, dense_3: true" in out
    _, out, _ = run(capsys, "evaluate", "two.dnn", "--data", "two.csv", "--json")
    whole = msgspec.json.decode(out)["data"]
    parts = [
        msgspec.json.decode(run(capsys, "evaluate", "two.dnn", "--json")[1])[each]
        for each in ("training", "test")
    ]
    counts = [len(two_outputs.dataset.x_train), len(two_outputs.dataset.x_test)]
    expected = np.average([part["dense_3/accuracy"] for part in parts], weights=counts)
    assert whole["dense_3/accuracy"] == pytest.approx(expected)


def test_predict_writes_every_output(capsys, two_outputs):
    _, out, _ = run(capsys, "predict", "two.dnn", "two.csv")
    rows = read_csv(out)
    assert list(rows[0]) == [
        *("row", "size", "kind"),
        *(f"kind probability of {label}" for label in "xyz"),
    ]
    table = read_csv(Path("two.csv").read_text(encoding="utf-8"))
    right = [row["kind"] == known["kind"] for row, known in zip(rows, table, strict=True)]
    assert np.mean(right) > 0.8
    pairs = zip(rows, table, strict=True)
    far = [abs(float(row["size"]) - float(known["size"])) for row, known in pairs]
    assert np.mean(far) < 20


def test_settings_of_one_output_are_for_one_of_several(capsys, two_outputs):
    project = load("two.dnn").project
    changed = settings.apply(project, ["dense_3.loss=focal", "dense_2.targets=size"])
    assert changed.training.outputs[4].loss == losses.Focal()
    assert changed.training.outputs[3].targets == "size"
    again = settings.apply(changed, ["dense_3.loss=none", "dense_3.targets="])
    assert 4 not in again.training.outputs
    main(["new", "XOR", "x.dnn"])
    code, _, err = run(capsys, "train", "x.dnn", "--set", "dense_2.loss_weight=2")
    assert code == 2
    assert "is for one of several outputs" in err
