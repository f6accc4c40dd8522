"""ROC and precision-recall as a person sees them."""

from __future__ import annotations

import csv
import io

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from dnngui.document.project import Project
from dnngui.plots.separation import SeparationPanel
from dnngui.training.frames import Frame, Needs
from dnngui.training.separation import Separated, SeparationOf
from engine.data.dataset import Dataset
from engine.ranking import separate

SCORES = np.array([0.9, 0.8, 0.4, 0.2])
RIGHT = np.array([True, False, True, False])


def data(classes):
    x, y = np.zeros((4, 2)), np.arange(4) % len(classes)
    return Dataset.from_arrays(x, y, x, y, classes=classes)


TWO, THREE = data(("no", "yes")), data(("a", "b", "c"))


@pytest.fixture
def panel(shown):
    panel = shown(SeparationPanel())
    panel.synchronize(Project())
    panel.show_dataset(TWO)
    return panel


def show(panel, scores=SCORES, right=RIGHT, decides=0.5):
    (request,) = panel.needs().views
    curve = separate(scores, right)
    view = Separated(curve, curve.area, curve.average_precision, decides)
    panel.show_frame(Frame(1, 1, 1, None, views={request: view}))


def drawn(panel):
    return [tuple(point) for point in np.transpose(panel.line.getData()).tolist()]


def test_of_two_classes_it_asks_for_the_second_and_of_more_for_all(panel):
    assert panel.needs() == Needs(views=(SeparationOf(True, 1),))
    panel.show_dataset(THREE)
    assert panel.needs() == Needs(views=(SeparationOf(True, None),))
    assert panel.classes.currentText() == "All classes"


def test_another_class_part_and_threshold_are_asked_for(panel):
    QTest.keyClick(panel.classes, Qt.Key.Key_Up)
    QTest.keyClick(panel.part, Qt.Key.Key_Down)
    training = msgspec.structs.replace(Project().training, threshold=0.3)
    panel.synchronize(msgspec.structs.replace(Project(), training=training))
    assert panel.needs() == Needs(views=(SeparationOf(False, 0, 0.3),))


def test_the_roc_curve_begins_at_nothing_found_and_tells_its_area(panel):
    show(panel)
    assert drawn(panel) == [(0.0, 0.0), (0.0, 0.5), (0.5, 0.5), (0.5, 1.0), (1.0, 1.0)]
    assert panel.figure.text() == "Area under the curve 0.7500"
    assert panel.accessibleDescription() == "yes: Area under the curve 0.7500"


def test_precision_over_recall_is_one_key_away(panel):
    show(panel)
    QTest.keyClick(panel.kind, Qt.Key.Key_Down)
    assert drawn(panel)[-1] == (1.0, 0.5)
    assert panel.figure.text() == "Average precision 0.8333"
    assert panel.chart.bottom.caption == "recall"


def test_a_dot_marks_where_the_network_decides(panel):
    show(panel)
    assert [each.tolist() for each in panel.line.dots] == [[0.5], [0.5]]
    show(panel, decides=None)
    assert panel.line.dots is None


def test_where_the_network_finds_nothing_the_dot_is_at_the_beginning(panel):
    show(panel, decides=0.95)
    assert [each.tolist() for each in panel.line.dots] == [[0.0], [0.0]]


def test_the_pointer_reads_the_nearest_threshold(panel):
    show(panel)
    panel.chart.pointed.emit(QPointF(0.48, 0.97))
    words = panel.chart.readout.text()
    assert "Threshold 0.400" in words
    assert "Found: 2 of 2" in words
    assert "False alarms: 1 of 2" in words
    panel.chart.pointed.emit(None)
    assert not panel.chart.readout.isVisible()


def test_one_class_alone_is_shown_without_an_area(panel):
    show(panel, right=np.array([True] * 4))
    assert panel.figure.text() == "Area under the curve –"


def test_numbers_to_be_predicted_have_no_classes(panel):
    panel.show_dataset(Dataset.from_arrays(np.zeros((3, 1)), np.arange(3.0)))
    assert panel.needs() == Needs()
    assert "no classes" in panel.notice.text()


def test_the_values_are_saved_by_threshold(panel):
    show(panel)
    rows = list(csv.DictReader(io.StringIO(panel.csv())))
    assert [float(row["threshold"]) for row in rows] == SCORES.tolist()
    assert rows[2]["precision"] == str(2 / 3)
