"""The surface of the outputs in the boundary panel: live, turned by hand, with the rows in it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from dnngui import theme
from dnngui.plots import picture
from dnngui.plots.neuronmap import Pointed
from dnngui.plots.relief import Pose, Relief
from dnngui.plots.surface import INTERVAL
from engine.data.load import load
from engine.data.settings import Builtin, DataSettings, Generated


def left_and_right(x, y):
    return (np.clip(x + 0.5, 0.0, 1.0),)


@pytest.fixture
def panel(boundary_panel, two_classes, boundary_frame):
    """A panel with two classes, one left and one right."""
    boundary_panel.show_dataset(two_classes)
    boundary_panel.show_frame(boundary_frame(boundary_panel.needs().boundary, left_and_right))
    return boundary_panel


@pytest.fixture
def surface(panel):
    """The surface of the panel, switched on by its button."""
    button = panel.findChild(QToolButton, "boundary_surface")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    return panel.stack.surface


def drag(widget, way: QPoint) -> None:
    start = widget.rect().center()
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    at = QPointF(start + way)
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        at,
        widget.mapToGlobal(at),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=start + way)


def colours(widget) -> set[str]:
    seen_now = widget.grab().toImage()
    return {
        seen_now.pixelColor(x, y).name()
        for x in range(0, seen_now.width(), 3)
        for y in range(0, seen_now.height(), 3)
    }


def share_of(widget, hue: str) -> float:
    """Which share of a picture is nearer to this colour than to the other end of the scale."""
    seen_now = widget.grab().toImage()
    wanted = QColor(hue).hue()
    seen = [
        seen_now.pixelColor(x, y)
        for x in range(0, seen_now.width(), 3)
        for y in range(0, seen_now.height(), 3)
    ]
    close = [each for each in seen if each.saturation() > 60 and abs(each.hue() - wanted) < 25]
    return len(close) / len(seen)


def test_before_it_is_wanted_there_is_none(panel) -> None:
    assert panel.stack.surface is None
    assert panel.stack.currentWidget() is panel.chart


def test_it_takes_the_place_of_the_chart_and_gives_it_back(panel, surface) -> None:
    assert surface.isVisible()
    assert not panel.chart.isVisible()
    QTest.mouseClick(panel.findChild(QToolButton, "boundary_surface"), Qt.MouseButton.LeftButton)
    assert panel.chart.isVisible()


def test_it_shows_both_classes(surface) -> None:
    assert share_of(surface, theme.LIGHT.negative) > 0.03
    assert share_of(surface, theme.LIGHT.positive) > 0.03


def test_the_next_frame_changes_it(panel, surface, boundary_frame, qtbot) -> None:
    grid = panel.needs().boundary
    panel.show_frame(boundary_frame(grid, lambda x, y: (0.0 * x + 1.0,)))
    qtbot.waitUntil(lambda: share_of(surface, theme.LIGHT.negative) < 0.01, timeout=2000)
    assert share_of(surface, theme.LIGHT.positive) > 0.1


def test_of_frames_that_come_fast_only_some_are_drawn_but_the_last_one_is(
    panel, surface, boundary_frame, qtbot, monkeypatch
) -> None:
    drawn = []
    plain = Relief.picture

    def noted(relief, heights, colours):
        drawn.append(float(heights[0, 0]))
        return plain(relief, heights, colours)

    qtbot.wait(2 * INTERVAL)
    monkeypatch.setattr(Relief, "picture", noted)
    grid = panel.needs().boundary
    for step in range(8):
        panel.show_frame(boundary_frame(grid, lambda x, y, step=step: (0.0 * x + step / 10.0,)))
        surface.grab()
    assert drawn == [0.0]
    qtbot.waitUntil(lambda: drawn[-1] == pytest.approx(0.7), timeout=2000)


def test_without_a_boundary_the_chart_says_why(panel, surface) -> None:
    panel.forget()
    assert panel.stack.currentWidget() is panel.chart
    assert "Press Run" in panel.chart.notice.text()


def test_dragging_turns_it(surface) -> None:
    before = surface.grab().toImage()
    drag(surface, QPoint(60, 20))
    assert surface.pose.azimuth == pytest.approx(Pose().azimuth + math.radians(30.0))
    assert surface.pose.elevation == pytest.approx(Pose().elevation + math.radians(10.0))
    assert surface.grab().toImage() != before


def test_it_stays_upright_and_is_seen_from_above(surface) -> None:
    drag(surface, QPoint(0, 2000))
    assert math.degrees(surface.pose.elevation) < 90.0
    drag(surface, QPoint(0, -2000))
    assert surface.pose.elevation > 0.0
    surface.grab()


def test_keys_turn_it_and_home_turns_it_back(surface) -> None:
    QTest.keyClick(surface, Qt.Key.Key_Left)
    QTest.keyClick(surface, Qt.Key.Key_Up)
    assert surface.pose != Pose()
    QTest.keyClick(surface, Qt.Key.Key_Home)
    assert surface.pose == Pose()


def test_a_double_click_turns_it_back(surface) -> None:
    drag(surface, QPoint(30, 30))
    QTest.mouseDClick(surface, Qt.MouseButton.LeftButton)
    assert surface.pose == Pose()


def test_rows_stand_at_the_height_of_their_class(panel, surface) -> None:
    heights = surface._rows.places[:, 2].tolist()
    assert heights == [0.0, 1.0, 0.0, 1.0]


def test_test_points_go_with_their_switch(panel, surface) -> None:
    QTest.mouseClick(
        panel.findChild(QToolButton, "boundary_test_points"), Qt.MouseButton.LeftButton
    )
    assert len(surface._rows.places) == 2


def test_at_rest_it_is_finer_than_while_it_moves(surface, qtbot) -> None:
    drag(surface, QPoint(10, 0))
    surface.grab()
    moving = surface._relief.columns
    qtbot.waitUntil(lambda: not surface._rest.isActive())
    surface.grab()
    assert surface._relief.columns > moving


def test_it_has_the_colours_of_the_appearance(panel, surface) -> None:
    panel.set_theme(dark=True)
    assert theme.DARK.surface in colours(surface)


def test_drawing_goes_back_to_the_chart(boundary_panel, boundary_frame) -> None:
    panel = boundary_panel
    panel.show_dataset(load(DataSettings(source=Generated(samples=20))))
    panel.show_frame(boundary_frame(panel.needs().boundary, left_and_right))
    panel.surface_action.setChecked(True)
    panel.draw_action.setChecked(True)
    assert not panel.surface_action.isChecked()
    assert panel.chart.isVisible()
    panel.surface_action.setChecked(True)
    assert not panel.draw_action.isChecked()


def test_over_a_single_column_there_is_no_surface(boundary_panel, boundary_frame) -> None:
    panel = boundary_panel
    panel.surface_action.setChecked(True)
    panel.show_dataset(load(DataSettings(source=Generated(name="line", samples=20))))
    panel.show_frame(boundary_frame(panel.needs().boundary, lambda x: (x,)))
    assert not panel.surface_action.isVisible()
    assert panel.chart.isVisible()


@pytest.mark.parametrize(
    "source",
    [Generated(name="regression gauss", samples=60), Builtin(name="iris")],
    ids=["numbers", "many classes"],
)
def test_numbers_and_many_classes_have_surfaces_too(boundary_panel, boundary_frame, source) -> None:
    panel = boundary_panel
    dataset = load(DataSettings(source=source))
    panel.show_dataset(dataset)
    count = len(dataset.classes) or 1
    panel.surface_action.setChecked(True)
    planes = lambda x, y: [np.cos(x + place) for place in range(count)]  # noqa: E731
    panel.show_frame(boundary_frame(panel.needs().boundary, planes))
    assert panel.stack.currentWidget() is panel.stack.surface
    panel.stack.surface.grab()


def test_it_is_in_the_drawing_that_is_saved(panel, surface, tmp_path) -> None:
    path = tmp_path / "surface.svg"
    picture.save(panel, path)
    shown = QImage(panel.size(), QImage.Format.Format_RGB32)
    shown.fill(Qt.GlobalColor.white)
    painter = QPainter(shown)
    QSvgRenderer(str(path)).render(painter)
    painter.end()
    at = surface.mapTo(panel, surface.rect().center())
    near = [shown.pixelColor(at + QPoint(x, 0)) for x in range(-120, 121, 4)]
    assert {each.saturation() > 60 for each in near} == {True, False}


def test_a_neuron_that_is_pointed_at_is_seen_as_a_map(panel, surface, boundary_frame) -> None:
    panel.point_at(Pointed(2, 0, "dense_1, neuron 1"))
    (request,) = panel.needs().views
    frame = boundary_frame(panel.needs().boundary, left_and_right)
    panel.show_frame(replace(frame, views={request: frame.boundary}))
    assert panel.stack.currentWidget() is panel.chart
    assert panel.neuron.image.isVisible()
    panel.point_at(None)
    assert panel.stack.currentWidget() is surface
