"""``dnngui train`` says why a run does not learn."""

import pytest

from dnngui.cli import main


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def errors(capsys, *words):
    capsys.readouterr()
    code = main(list(words))
    return code, capsys.readouterr().err


def test_a_start_that_is_too_small_is_named_with_its_repair(capsys):
    main(["new", "XOR (too-small start)", "xor.dnn"])
    code, said = errors(capsys, "train", "xor.dnn", "--epochs", "200")
    assert code == 0
    assert "Doctor: The weights of dense_1 began at about 0.01" in said
    assert "  Repair: Begin again with larger first weights" in said


def test_a_run_that_fails_is_told_a_rate_that_was_tried_out(capsys):
    main(["new", "Linear regression y = 3 + 4x", "line.dnn"])
    code, said = errors(capsys, "train", "line.dnn", "--set", "learning_rate=5")
    assert code == 1
    assert "Doctor: The loss is no longer a number" in said
    assert "  Repair: Set the learning rate to 0.015" in said


def test_nothing_is_said_of_a_run_that_learns(capsys):
    main(["new", "Playground circle", "circle.dnn"])
    code, said = errors(capsys, "train", "circle.dnn", "--epochs", "50")
    assert code == 0
    assert "Doctor" not in said
