"""A run is filmed: each picture shows one of its moments, and the file plays in a loop."""

from __future__ import annotations

import numpy as np
import pytest
from driving import child, click, press
from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QProgressDialog, QSpinBox

from dnngui.app import gif, subjects
from dnngui.app.filmdialog import Wishes
from dnngui.app.filming import moments
from dnngui.app.subjects import Subject, pixels
from dnngui.training.frames import Track
from engine.message import SpokenError

STEPS = 6


@pytest.fixture
def trained(window, qtbot):
    """Some single steps into a run."""
    frames = []
    window.display.shown.connect(frames.append)
    for _ in range(STEPS):
        press(window, "step_batch")
    qtbot.waitUntil(lambda: any(each.step == STEPS and each.settled for each in frames))
    return window


def film(window, qtbot, path, **wishes):
    window.filming.begin(path, Wishes(**{"seconds": 1, "rate": 5, "width": 200, **wishes}))
    qtbot.waitUntil(path.exists, timeout=20_000)
    qtbot.waitUntil(lambda: window.banner.isVisible())
    return Image.open(path)


def pictures(image):
    """Return all pictures of an animation as they are seen."""
    found = []
    for place in range(image.n_frames):
        image.seek(place)
        found.append(np.asarray(image.convert("RGB")))
    return found


@pytest.mark.parametrize("subject", list(Subject))
def test_each_subject_is_filmed_as_it_changes(trained, qtbot, tmp_path, subject):
    with film(trained, qtbot, tmp_path / "run.gif", subject=subject) as image:
        assert image.size[0] == 200
        assert image.info["loop"] == 0
        assert image.n_frames == 6
        seen = pictures(image)
    assert len({each.tobytes() for each in seen}) == len(seen)


def test_the_last_picture_is_what_the_window_shows_at_the_present(trained, qtbot, tmp_path):
    chart = trained.docks.boundary.chart
    with film(trained, qtbot, tmp_path / "run.gif", width=chart.width()) as image:
        last = pictures(image)[-1].astype(int)
    qtbot.waitUntil(lambda: trained.look_back.track.shown is None)
    now = pixels(chart.grab().toImage()).astype(int)
    assert last.shape == now.shape
    assert np.abs(last - now).mean() < 3.0


def test_drawing_and_figures_are_those_of_the_moment_too(trained, qtbot, tmp_path, monkeypatch):
    told = []
    picture = subjects.picture

    def watched(window, *rest):
        epoch = child(window, QLabel, "transport_epoch").text()
        told.append((window.look_back.track.shown, epoch))
        return picture(window, *rest)

    monkeypatch.setattr(subjects, "picture", watched)
    with film(trained, qtbot, tmp_path / "run.gif"):
        assert told == [
            (0, "0"),
            (1, "0.04"),
            (2, "0.08"),
            (4, "0.16"),
            (5, "0.20"),
            (None, "0.24"),
        ]


def test_a_hidden_boundary_is_opened_to_be_filmed(trained, qtbot, tmp_path):
    trained.docks.by_name["boundary"].hide()
    with film(trained, qtbot, tmp_path / "run.gif") as image:
        seen = pictures(image)
    assert not np.array_equal(seen[0], seen[-1])


def test_a_cancelled_film_leaves_no_file_and_shows_the_present(trained, qtbot, tmp_path):
    path = tmp_path / "run.gif"
    trained.filming.begin(path, Wishes(seconds=1, rate=5))
    box = child(trained, QProgressDialog, "film_progress")
    click(box, "film_cancel")
    assert not trained.filming.active
    qtbot.waitUntil(lambda: trained.look_back.track.shown is None)
    qtbot.wait(100)
    assert list(tmp_path.glob("*.gif")) == []


def test_without_a_run_there_is_nothing_to_film(window, qtbot):
    press(window, "save_film")
    qtbot.waitUntil(window.banner.isVisible)
    assert "Train first" in window.banner.accessibleName() + window.banner.text()


def test_the_person_chooses_subject_length_and_place(trained, qtbot, tmp_path, answers):
    answers["file"] = str(tmp_path / "drawn")

    def fill():
        dialog = child(trained, QDialog, "film_dialog")
        subjects = child(dialog, QComboBox, "film_subject")
        subjects.setCurrentIndex(subjects.findData(Subject.DRAWING))
        child(dialog, QSpinBox, "film_seconds").setValue(1)
        child(dialog, QSpinBox, "film_rate").setValue(3)
        child(dialog, QSpinBox, "film_width").setValue(150)
        click(dialog, "film_dialog_save")

    QTimer.singleShot(100, fill)
    click(trained, "timeline_film")
    qtbot.waitUntil((tmp_path / "drawn.gif").exists, timeout=20_000)
    with Image.open(tmp_path / "drawn.gif") as image:
        assert image.size[0] == 150
        assert image.n_frames == 4


def test_a_film_that_cannot_be_written_is_told_in_one_sentence(trained, qtbot, tmp_path):
    trained.filming.begin(tmp_path / "gone" / "run.gif", Wishes(seconds=1, rate=2))
    qtbot.waitUntil(trained.banner.isVisible, timeout=20_000)
    assert "does not exist. Choose another." in trained.banner.text()


def track(steps, present):
    found = np.array(steps, np.int64)
    return Track(found, found / 1.0, present, float(present))


@pytest.mark.parametrize(
    ("kept", "present", "count", "expected"),
    [
        (range(0, 100, 10), 100, 6, [0, 20, 40, 60, 80, None]),
        (range(3), 3, 50, [0, 1, 2, None]),
        ([0, 1, 2, 90], 100, 3, [0, 90, None]),
        ([0], 9, 4, [0, None]),
        ([0, 5, 10], 10, 11, [0, 5, None]),
    ],
)
def test_the_moments_of_a_film_are_even_over_the_run(kept, present, count, expected):
    assert moments(track(kept, present), count) == expected


def test_a_gif_has_the_colours_of_its_pictures_and_their_times(tmp_path):
    colours = ([245, 147, 34], [8, 119, 189], [232, 234, 235])
    shown = [np.full((12, 16, 3), each, np.uint8) for each in colours]
    gif.write(tmp_path / "a.gif", shown, 1.0)
    with Image.open(tmp_path / "a.gif") as image:
        found, times = pictures(image), []
        for place in range(image.n_frames):
            image.seek(place)
            times.append(image.info["duration"])
    for one, other in zip(found, shown, strict=True):
        assert np.abs(one.astype(int) - other).max() <= 2
    assert times == [500, 500, 1500]


def test_an_existing_film_stays_where_a_new_one_cannot_be_written(tmp_path, monkeypatch):
    path = tmp_path / "a.gif"
    path.write_bytes(b"kept")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(SpokenError, match="disk"):
        gif.write(path, [np.zeros((4, 4, 3), np.uint8)] * 2, 1.0)
    assert path.read_bytes() == b"kept"
    assert [each.name for each in tmp_path.iterdir()] == ["a.gif"]


@pytest.mark.parametrize("width", [5, 8])
def test_pixels_are_those_of_the_picture_whatever_its_width(qapp, width):
    image = QImage(width, 3, QImage.Format.Format_RGB32)
    image.fill(0x0877BD)
    image.setPixel(width - 1, 2, 0xF59322)
    found = pixels(image)
    assert found.shape == (3, width, 3)
    assert found[0, 0].tolist() == [8, 119, 189]
    assert found[2, -1].tolist() == [245, 147, 34]
