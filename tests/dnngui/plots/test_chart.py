"""The chart: looking elsewhere, and the way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dnngui.plots.loss import LossPanel


@pytest.fixture
def panel(shown, curves_frame) -> LossPanel:
    panel = shown(LossPanel())
    panel.show_frame(curves_frame([1.0, 0.5, 0.4], [1.0, 0.7, 0.5]))
    panel.chart.fit()
    return panel


def turn_wheel(panel: LossPanel) -> None:
    view = panel.chart.viewport()
    at = QPointF(view.rect().center())
    wheel = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, wheel)


def test_the_wheel_zooms_and_the_button_fits_again(panel) -> None:
    whole = panel.chart.view.viewRange()
    turn_wheel(panel)
    near = panel.chart.view.viewRange()
    assert near[0][1] - near[0][0] < whole[0][1] - whole[0][0]
    assert panel.chart.fit_button.isVisible()
    QTest.mouseClick(panel.chart.fit_button, Qt.MouseButton.LeftButton)
    assert panel.chart.view.viewRange() == whole
    assert not panel.chart.fit_button.isVisible()


def test_what_the_person_looks_at_stays_while_the_run_goes_on(panel, curves_frame, qtbot) -> None:
    turn_wheel(panel)
    near = panel.chart.view.viewRange()
    panel.show_frame(curves_frame([9.0] * 500, [9.0] * 300))
    qtbot.wait(600)
    assert panel.chart.view.viewRange() == near
    panel.chart.fit()
    assert panel.chart.view.viewRange()[1][1] > 9.0


def test_dragging_pans(panel) -> None:
    before = panel.chart.view.viewRange()
    view, middle = panel.chart.viewport(), panel.chart.viewport().rect().center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    for step in range(1, 5):
        QTest.mouseMove(view, middle + QPoint(10 * step, 0), delay=5)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(40, 0))
    assert panel.chart.view.viewRange()[0][0] < before[0][0]
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=middle)
    assert panel.chart.view.viewRange() == before


def test_keys_zoom_pan_and_fit(panel) -> None:
    whole = panel.chart.view.viewRange()
    panel.chart.setFocus()
    QTest.keyClick(panel.chart, Qt.Key.Key_Plus)
    zoomed = panel.chart.view.viewRange()
    assert zoomed[0][1] - zoomed[0][0] < whole[0][1] - whole[0][0]
    QTest.keyClick(panel.chart, Qt.Key.Key_Right)
    assert panel.chart.view.viewRange()[0][0] > zoomed[0][0]
    QTest.keyClick(panel.chart, Qt.Key.Key_Home)
    assert panel.chart.view.viewRange() == whole


def test_lines_are_as_thick_on_a_screen_of_twice_the_pixels(panel, monkeypatch) -> None:
    monkeypatch.setattr(panel.chart, "devicePixelRatioF", lambda: 2.0)
    panel.chart.restyled.emit()
    assert panel.curves[1].line.opts["pen"].widthF() == 4.0
