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


def test_a_project_is_filmed_as_mp4_where_pyav_is_installed(project, tmp_path, capsys):
    pytest.importorskip("PySide6.QtWidgets")
    av = pytest.importorskip("av", "18")
    out = tmp_path / "film.mp4"
    words = ["film", str(project), str(out), "--epochs", "2", "--seconds", "1", "--rate", "3"]
    assert main([*words, "--width", "160"]) == 0
    with av.open(str(out)) as film:
        assert sum(1 for _ in film.decode(video=0)) >= 4
        assert film.streams.video[0].width == 160
    assert "4 pictures" in capsys.readouterr().out


def test_without_pyav_an_mp4_is_misuse(project, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("dnngui.app.mp4.available", lambda: False)
    assert main(["film", str(project), str(tmp_path / "film.mp4")]) == 2
    assert "pip install -U av" in capsys.readouterr().err


def test_another_ending_is_misuse(project, tmp_path, capsys):
    assert main(["film", str(project), str(tmp_path / "film.mov")]) == 2
    assert "ends with .gif" in capsys.readouterr().err
    assert not (tmp_path / "film.mov").exists()


def test_a_project_that_cannot_be_trained_makes_no_film(project, tmp_path, capsys):
    words = ["film", str(project), str(tmp_path / "film.gif"), "--set", "learning_rate=wrong"]
    assert main(words) == 2
    assert "learning_rate" in capsys.readouterr().err
