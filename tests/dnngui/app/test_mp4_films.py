"""A run is filmed as MP4, where PyAV is installed: what is read back is what the window showed."""

from __future__ import annotations

from fractions import Fraction
from importlib import metadata

import msgspec
import numpy as np
import pytest
from driving import child, click, press
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLineEdit

from dnngui.app import mp4, subjects
from dnngui.app.filmdialog import Wishes
from dnngui.app.subjects import Subject
from engine.formats.errors import ExportError
from engine.optim import SGD

with_av = pytest.mark.skipif(not mp4.available(), reason="PyAV is not installed")

COLOURS = ([245, 147, 34], [8, 119, 189], [232, 234, 235], [255, 255, 255], [0, 0, 0])


@pytest.fixture
def trained(window, qtbot):
    """Some single steps into a run, so large that each moment looks different."""
    project = window.history.project
    training = msgspec.structs.replace(project.training, optimizer=SGD(learning_rate=2.0))
    window.history.do("Learn fast", msgspec.structs.replace(project, training=training))
    frames = []
    window.display.shown.connect(frames.append)
    for _ in range(4):
        press(window, "step_batch")
    qtbot.waitUntil(lambda: any(each.step == 4 and each.settled for each in frames))
    return window


def decoded(path):
    """Return all pictures of a film, and what its file says of it."""
    import av

    with av.open(str(path)) as film:
        (stream,) = film.streams.video
        facts = (stream.codec_context.name, stream.pix_fmt, stream.average_rate)
        seconds = film.duration / av.time_base
        return [each.to_ndarray(format="rgb24") for each in film.decode(video=0)], facts, seconds


def far(one, other):
    """Return how far the values of two pictures are from each other on average, of 255."""
    return np.abs(one.astype(float) - other).mean()


def brightnesses(path):
    """Return the brightness of each pixel of a film as the file holds it."""
    import av

    with av.open(str(path)) as film:
        pictures = [each.to_ndarray(format="yuv420p") for each in film.decode(video=0)]
        return [each[: film.streams.video[0].height] for each in pictures]


def brightness(picture):
    """Return the brightness by the formula of ITU-R BT.709, 16 for black and 235 for white."""
    return 16.0 + 219.0 / 255.0 * picture @ np.array([0.2126, 0.7152, 0.0722])


@with_av
@pytest.mark.parametrize("subject", list(Subject))
def test_each_picture_of_the_film_is_what_the_window_showed(
    trained, qtbot, tmp_path, monkeypatch, subject
):
    seen, picture = [], subjects.picture

    def watched(*wanted):
        seen.append(picture(*wanted))
        return seen[-1]

    monkeypatch.setattr(subjects, "picture", watched)
    path = tmp_path / "run.mp4"
    trained.filming.begin(path, Wishes(subject, seconds=1, rate=4, width=320))
    qtbot.waitUntil(path.exists, timeout=20_000)
    qtbot.waitUntil(trained.banner.isVisible)
    found, facts, _ = decoded(path)
    assert facts == ("h264", "yuv420p", 4)
    assert len({each.tobytes() for each in seen}) == len(seen) == 5
    height, width = seen[0].shape[:2]
    for place, light in enumerate(brightnesses(path)[: len(seen)]):
        distances = [far(light[:height, :width], brightness(shown)) for shown in seen]
        assert distances[place] < min(min(distances) + 0.02, 1.0)
        assert far(found[place][:height, :width], seen[place]) < 5.0


@with_av
def test_colours_times_and_the_last_picture_are_as_they_were_asked_for(tmp_path):
    shown = [np.full((32, 48, 3), each, np.uint8) for each in COLOURS]
    mp4.write(tmp_path / "a.mp4", shown, 2.0)
    found, facts, seconds = decoded(tmp_path / "a.mp4")
    assert facts[2] == Fraction(2)
    # Of the last picture there are some more: it stands for a while.
    assert len(found) == len(shown) + 3
    assert seconds == pytest.approx(0.5 * len(found))
    for read, colour in zip(found, [*COLOURS, *[COLOURS[-1]] * 3], strict=True):
        assert np.abs(read.astype(int) - colour).max() <= 3


@with_av
def test_a_picture_of_odd_sides_gets_one_more_row_and_column(tmp_path):
    shown = np.random.default_rng(0).integers(0, 2, (8, 12)).repeat(4, 0).repeat(4, 1)[:31, :47]
    picture = np.repeat(shown[..., None] * 255, 3, axis=2).astype(np.uint8)
    mp4.write(tmp_path / "a.mp4", [picture, picture], 1.0)
    (first, *_), _, _ = decoded(tmp_path / "a.mp4")
    assert first.shape == (32, 48, 3)
    assert far(first[:31, :47], picture) < 6.0
    assert far(first[31], first[30]) < 3.0


@with_av
def test_a_film_of_one_picture_is_a_film(tmp_path):
    mp4.write(tmp_path / "a.mp4", [np.full((16, 16, 3), 200, np.uint8)], 3.0)
    assert decoded(tmp_path / "a.mp4")[0]


@with_av
def test_an_ffmpeg_without_h264_is_told_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(mp4, "_CODEC", "none of these")
    with pytest.raises(ExportError, match="Save it as a GIF"):
        mp4.write(tmp_path / "a.mp4", [np.zeros((16, 16, 3), np.uint8)] * 2, 1.0)
    assert not list(tmp_path.iterdir())


@with_av
def test_the_person_chooses_mp4_among_the_kinds_of_files(trained, qtbot, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def save():
        dialog = child(trained, QFileDialog, "film_file")
        dialog.setDirectory(str(tmp_path))
        kinds = child(dialog, QComboBox, "fileTypeCombo")
        name = child(dialog, QLineEdit, "fileNameEdit")
        assert name.text().endswith(".gif")
        kinds.setFocus()
        QTest.keyClick(kinds, Qt.Key.Key_Down)
        assert name.text().endswith(".mp4")
        click(dialog, "film_file_save")

    def answer():
        QTimer.singleShot(200, save)
        click(child(trained, QDialog, "film_dialog"), "film_dialog_save")

    QTimer.singleShot(100, answer)
    press(trained, "save_film")
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("*.mp4"))), timeout=20_000)
    qtbot.waitUntil(trained.banner.isVisible)
    assert ".mp4: " in trained.banner.text()


def test_without_pyav_mp4_is_not_offered(trained, qtbot, monkeypatch):
    monkeypatch.setattr(mp4, "available", lambda: False)
    kinds = []

    def leave():
        dialog = child(trained, QFileDialog, "film_file")
        kinds.extend(dialog.nameFilters())
        dialog.reject()

    def answer():
        QTimer.singleShot(200, leave)
        click(child(trained, QDialog, "film_dialog"), "film_dialog_save")

    QTimer.singleShot(100, answer)
    press(trained, "save_film")
    assert kinds == ["Animated pictures (*.gif)"]


def test_without_pyav_an_mp4_is_refused_before_it_is_filmed(trained, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(mp4, "available", lambda: False)
    trained.filming.begin(tmp_path / "run.mp4", Wishes(seconds=1, rate=4))
    assert not trained.filming.active
    assert trained.banner.text() == (
        "An MP4 needs PyAV. Install it with “pip install -U av”, or choose a name that ends with "
        ".gif."
    )


def test_another_kind_of_film_is_refused(trained, tmp_path):
    trained.filming.begin(tmp_path / "run.mov", Wishes(seconds=1, rate=4))
    assert "ends with .gif or .mp4" in trained.banner.text()


@pytest.mark.parametrize(("installed", "found"), [("18.1.0", True), ("17.9", False), ("20", True)])
def test_a_pyav_that_is_too_old_counts_as_none(monkeypatch, installed, found):
    monkeypatch.setattr(metadata, "version", lambda _: installed)
    assert mp4.available() is found
