"""RBMs on the command line: pre-trained before the rest, or alone."""

import csv

import msgspec
import numpy as np
import pytest

from dnngui.cli import main
from dnngui.document.file import SavedProject, load, save
from dnngui.document.project import Project, TrainingSettings
from dnngui.document.run import prepare
from engine import Graph, layers, losses
from engine.data.settings import Builtin, DataSettings


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def project(*more, **settings):
    machine = layers.RBM(units=5, visible="gaussian", pretraining_rate=0.01, pretraining_epochs=3)
    given = {"loss": losses.SparseCategoricalCrossentropy(), "batch_size": 30, "epochs": 2}
    return Project(
        graph=Graph.sequential(layers.Input(shape=(4,)), machine, *more),
        data=DataSettings(source=Builtin(name="iris"), test_share=0.2),
        training=TrainingSettings(**{**given, **settings}),
    )


@pytest.fixture
def belief():
    given = project(layers.Dense(units=3, activation="softmax"), pretraining=True)
    save("belief.dnn", SavedProject(given))
    return given


@pytest.fixture
def alone():
    save("alone.dnn", SavedProject(project()))
    return project()


def run(capsys, *words):
    capsys.readouterr()
    code = main(list(words))
    result = capsys.readouterr()
    return code, result.out.splitlines(), result.err.splitlines()


def test_machines_are_pre_trained_first_with_the_bits_of_a_trainer(capsys, belief):
    code, out, err = run(capsys, "train", "belief.dnn", "--save", "out.dnn")
    trainer = prepare(belief).trainer
    for _ in trainer.steps(2):
        pass
    assert code == 0
    assert out[0] == "epoch 2, step 8, after 12 of pre-training"
    assert any("layer 1 of 1 (rbm_1), epoch 3 of 3" in line for line in err)
    saved = load("out.dnn").run.snapshot
    np.testing.assert_array_equal(saved.theta, trainer.program.theta)


def test_the_switch_can_be_set(capsys, belief):
    _, out, _ = run(capsys, "train", "belief.dnn", "--set", "pretraining=false")
    assert out[0] == "epoch 2, step 8"


def test_a_machine_alone_tells_its_reconstruction_and_free_energy(capsys, alone):
    code, out, _ = run(capsys, "train", "alone.dnn", "--save", "out.dnn", "--log", "run.csv")
    assert code == 0
    assert out[0] == "epoch 3, step 12"
    assert [line.split("  ")[0] for line in out[2:]] == ["reconstruction error", "free energy"]
    with open("run.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["epoch"] for row in rows] == ["1.0", "2.0", "3.0"]
    assert set(rows[0]) >= {"reconstruction_error", "free_energy", "test_free_energy"}

    _, told, _ = run(capsys, "evaluate", "out.dnn", "--json")
    found = msgspec.json.decode(told[0])
    assert float(rows[-1]["free_energy"]) == pytest.approx(found["training"]["free_energy"])
    assert found["test"].keys() == {"reconstruction_error", "free_energy"}


def test_a_machine_alone_is_evaluated_and_used_on_rows_without_a_target(capsys, alone):
    main(["train", "alone.dnn", "--save", "out.dnn"])
    dataset = prepare(alone).dataset
    names = dataset.preprocessing.names
    with open("rows.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, *dataset.raw_test.tolist()])
    _, told, _ = run(capsys, "evaluate", "out.dnn", "--data", "rows.csv", "--json")
    _, whole, _ = run(capsys, "evaluate", "out.dnn", "--json")
    found, wanted = msgspec.json.decode(told[0])["data"], msgspec.json.decode(whole[0])["test"]
    assert found == pytest.approx(wanted)
    _, table, _ = run(capsys, "predict", "out.dnn", "rows.csv")
    assert table[0] == "row,unit 1,unit 2,unit 3,unit 4,unit 5"
    assert len(table) == 31


def test_a_machine_alone_has_epochs_of_its_own(capsys, alone):
    code, _, err = run(capsys, "train", "alone.dnn", "--epochs", "3")
    assert code == 2
    assert "learns for its own pre-training epochs" in err[0]


def test_a_machine_that_runs_away_is_told_of_and_the_weights_before_are_kept(capsys, alone):
    machine = msgspec.structs.replace(
        alone.graph[2].layer, pretraining_rate=10.0, pretraining_epochs=900
    )
    wild = msgspec.structs.replace(alone, graph=alone.graph.replace(2, machine))
    save("wild.dnn", SavedProject(wild))
    code, _, err = run(capsys, "train", "wild.dnn", "--save", "kept.dnn")
    assert code == 1
    assert "rbm_1 ran away" in err[-1]
    assert np.isfinite(load("kept.dnn").run.snapshot.theta).all()


def test_a_project_with_a_machine_at_its_end_is_checked_without_its_targets(capsys, alone):
    code, out, _ = run(capsys, "check", "alone.dnn")
    assert code == 0
    assert not any(line.startswith(("Error", "Warning")) for line in out)
