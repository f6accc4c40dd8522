"""``dnngui film``: a project learns, as an animated picture."""

from __future__ import annotations

import pytest

from dnngui.cli import main

Image = pytest.importorskip("PIL.Image")


@pytest.fixture
def project(tmp_path, capsys):
    path = tmp_path / "circle.dnn"
    assert main(["new", "Playground circle", str(path)]) == 0
    capsys.readouterr()
    return path


@pytest.mark.parametrize("subject", ["boundary", "window"])
def test_a_project_is_filmed_without_a_window(project, tmp_path, capsys, subject):
    pytest.importorskip("PySide6.QtWidgets")
    out = tmp_path / "film.gif"
    words = ["film", str(project), str(out), "--show", subject, "--epochs", "2"]
    assert main([*words, "--seconds", "1", "--rate", "3", "--width", "160"]) == 0
    with Image.open(out) as image:
        assert image.n_frames == 4
        assert image.size[0] == 160
    assert "4 pictures" in capsys.readouterr().out


def test_another_ending_is_misuse(project, tmp_path, capsys):
    assert main(["film", str(project), str(tmp_path / "film.mov")]) == 2
    assert "ends with .gif" in capsys.readouterr().err
    assert not (tmp_path / "film.mov").exists()


def test_a_project_that_cannot_be_trained_makes_no_film(project, tmp_path, capsys):
    words = ["film", str(project), str(tmp_path / "film.gif"), "--set", "learning_rate=wrong"]
    assert main(words) == 2
    assert "learning_rate" in capsys.readouterr().err
