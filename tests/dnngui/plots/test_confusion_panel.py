"""The confusion matrix as a person sees and uses it."""

from __future__ import annotations

import dataclasses

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from dnngui import theme
from dnngui.document.project import Project
from dnngui.plots.confusion import ConfusionPanel
from dnngui.training.confusion import Confusion, Tally
from dnngui.training.frames import Frame, Needs
from engine import metrics
from engine.data.dataset import Dataset

NAMES = ("cat", "dog", "owl")


def dataset(classes=NAMES, rows=30, test=True):
    random = np.random.default_rng(0)
    x, y = random.normal(size=(rows, 2)), np.arange(rows) % len(classes)
    parts = (x, y) if test else (None, None)
    return Dataset.from_arrays(x, y, *parts, classes=classes)


def frame(panel, predicted, generation=1):
    """Return what the worker would answer."""
    request = panel.needs().views[0]
    data = panel.dataset
    truth = data.y_test if request.test else data.y_train
    classes = len(data.classes)
    counts = metrics.confusion(truth, predicted, classes, classes)
    return Frame(generation, 1, 1, None, views={request: Tally(counts, predicted)})


@pytest.fixture
def panel(shown):
    panel = shown(ConfusionPanel())
    panel.show_dataset(dataset())
    return panel


@pytest.fixture
def filled(panel):
    predicted = panel.dataset.y_test.astype(np.int32)
    predicted[[1, 4]] = 2
    panel.show_frame(frame(panel, predicted))
    return panel


def press(matrix, cell):
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.place(cell).center().toPoint())


def colour(matrix, cell):
    """Return the ground of a cell, near its corner where no figures are."""
    at = matrix.place(cell).topLeft().toPoint() + QPoint(3, 3)
    return matrix.grab().toImage().pixelColor(at)


def test_it_asks_for_the_test_part_and_for_nothing_while_hidden(panel):
    assert panel.needs() == Needs(views=(Confusion(True),))
    panel.hide()
    assert panel.needs() == Needs()


def test_it_asks_for_nothing_while_another_panel_stands_before_it(panel, qtbot):
    with qtbot.waitSignal(panel.needs_changed):
        panel.set_uncovered(False)
    assert panel.needs() == Needs()
    with qtbot.waitSignal(panel.needs_changed):
        panel.set_uncovered(True)
    assert panel.needs() != Needs()


def test_counts_and_shares_of_each_class_are_told(filled):
    assert filled.right.text() == "Right: 93.3%"
    assert filled.matrix.words((1, 2)) == "True: dog\nPredicted: owl\n2 (20.0% of the row)"
    assert filled.accessibleDescription() == (
        "Right: 93.3%. Most often, dog is taken for owl: 2 times"
    )


def test_what_is_right_is_blue_and_errors_are_orange_the_more_the_stronger(filled):
    right, error, nothing = (colour(filled.matrix, cell) for cell in ((0, 0), (1, 2), (0, 2)))
    assert right == QColor(theme.LIGHT.positive)
    assert error.red() > error.blue() + 20
    assert abs(nothing.red() - nothing.blue()) < 8
    assert nothing.lightness() > error.lightness() > right.lightness()


def test_a_pressed_cell_lists_its_samples_and_pressed_again_none(filled):
    press(filled.matrix, (1, 2))
    assert filled.strip.isVisible()
    assert filled.strip.rows.tolist() == [1, 4]
    assert filled.strip.caption == "dog taken for owl: 2"
    assert filled.strip.accessibleDescription() == "Rows 2, 5"
    press(filled.matrix, (1, 2))
    assert not filled.strip.isVisible()


def test_the_chosen_cell_follows_the_run(filled):
    press(filled.matrix, (1, 2))
    predicted = filled.dataset.y_test.astype(np.int32)
    predicted[7] = 2
    filled.show_frame(frame(filled, predicted))
    assert filled.strip.rows.tolist() == [7]


def test_cells_are_reached_by_keys(filled):
    filled.matrix.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(filled.matrix, key)
    assert filled.matrix.cell == (1, 2)
    assert filled.strip.rows.tolist() == [1, 4]
    QTest.keyClick(filled.matrix, Qt.Key.Key_Escape)
    assert filled.matrix.cell is None


def test_the_training_part_is_shown_when_chosen(filled, qtbot):
    filled.part.setFocus()
    with qtbot.waitSignal(filled.needs_changed):
        QTest.keyClick(filled.part, Qt.Key.Key_Down)
    assert filled.needs() == Needs(views=(Confusion(False),))
    filled.show_frame(frame(filled, filled.dataset.y_train.astype(np.int32)))
    assert filled.right.text() == "Right: 100.0%"


def test_without_a_test_part_the_training_part_is_shown(shown):
    panel = shown(ConfusionPanel())
    panel.show_dataset(dataset(test=False))
    assert panel.needs() == Needs(views=(Confusion(False),))
    assert not panel.part.isEnabled()


def test_the_threshold_of_the_project_decides(panel):
    training = msgspec.structs.replace(Project().training, threshold=0.8)
    panel.synchronize(Project(training=training))
    assert panel.needs() == Needs(views=(Confusion(True, 0.8),))


def test_numbers_are_declined_in_words(shown):
    panel = shown(ConfusionPanel())
    x = np.arange(6.0)[:, None]
    panel.show_dataset(Dataset.from_arrays(x, x))
    assert panel.needs() == Needs()
    assert "no classes" in panel.notice.text()
    assert panel.notice.isVisible()


@pytest.mark.parametrize("classes", [300, 1000])
def test_hundreds_of_classes_are_one_picture(shown, classes):
    panel = shown(ConfusionPanel())
    panel.show_dataset(dataset(tuple(map(str, range(classes))), rows=2 * classes))
    panel.show_frame(frame(panel, panel.dataset.y_test.astype(np.int32)))
    area = panel.matrix.area()
    assert area.bottom() <= panel.matrix.height() + classes
    picture = panel.matrix.grab().toImage()
    middle = picture.pixelColor(panel.matrix.place((40, 40)).center().toPoint())
    assert middle.blue() > middle.red() + 20


def test_the_values_are_a_table_with_the_truth_in_rows(filled):
    assert filled.csv().splitlines() == [
        "true,cat,dog,owl",
        "cat,10,0,0",
        "dog,0,8,2",
        "owl,0,0,10",
    ]


def test_figures_can_be_read_on_every_colour(filled, qapp):
    """The ink of the figures has a contrast of 4.5 at least, in both appearances."""

    def light(colour):
        parts = [colour.redF(), colour.greenF(), colour.blueF()]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    from dnngui.plots.matrix import _ink

    for dark in (False, True):
        filled.set_theme(dark)
        for red, green, blue, _ in filled.matrix._table().reshape(-1, 4).tolist():
            ground, ink = light(QColor(red, green, blue)), light(_ink((red, green, blue)))
            high, low = max(ground, ink), min(ground, ink)
            assert (high + 0.05) / (low + 0.05) >= 4.5


def test_the_picture_before_stays_for_a_moment_and_no_longer(filled, qtbot):
    filled.show_dataset(dataset())
    assert filled.matrix.isVisible()
    assert not filled.strip.isVisible()
    qtbot.waitUntil(lambda: not filled.matrix.isVisible())
    assert filled.notice.text() == "Draw a network that fits the data first."


def test_rows_of_other_data_are_not_looked_up_in_what_came_before(filled):
    press(filled.matrix, (1, 2))
    filled.show_dataset(dataset(("one", "two"), rows=4))
    assert not filled.strip.isVisible()
    filled.show_frame(frame(filled, filled.dataset.y_test.astype(np.int32)))
    assert filled.right.text() == "Right: 100.0%"


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test moves."""
    now = [100.0]
    monkeypatch.setattr("dnngui.plots.viewpanel.monotonic", lambda: now[0])
    return now


def at(panel, epoch, *, shows=None, speed=50.0):
    """Return a frame of a run at ``epoch``, with the matrix of another epoch or without any."""
    bare = Frame(1, 1, 1, None, position=epoch, steps_per_second=speed)
    if shows is None:
        return bare
    views = frame(panel, panel.dataset.y_test.astype(np.int32)).views
    return dataclasses.replace(bare, views=views, view_epochs=dict.fromkeys(views, shows))


def test_a_matrix_that_grows_old_says_of_which_epoch_it_is(panel, clock):
    panel.show_frame(at(panel, 2.25, shows=2.25))
    clock[0] += 0.9
    panel.show_frame(at(panel, 5.0))
    assert not panel.age.isVisible()
    clock[0] += 0.2
    panel.show_frame(at(panel, 6.0))
    assert panel.age.isVisible()
    assert panel.age.text() == "of epoch 2.2"


def test_it_keeps_saying_so_until_pictures_come_soon_or_the_run_rests(panel, clock):
    panel.show_frame(at(panel, 1.0, shows=1.0))
    clock[0] += 2.0
    panel.show_frame(at(panel, 4.0, shows=4.0))
    assert panel.age.text() == "of epoch 4"
    assert panel.age.isVisible()
    clock[0] += 0.5
    panel.show_frame(at(panel, 5.0, shows=5.0))
    assert not panel.age.isVisible()
    clock[0] += 2.0
    panel.show_frame(at(panel, 9.0))
    assert panel.age.isVisible()
    clock[0] += 2.0
    panel.show_frame(at(panel, 9.0, shows=9.0, speed=0.0))
    assert not panel.age.isVisible()
