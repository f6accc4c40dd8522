"""The overview in the corner of a drawing that is much larger than the view."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dnngui.canvas import minimap
from dnngui.document.project import Position
from dnngui.training.frames import NodePreview

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def spread(graph, across: float, down: float) -> dict[int, Position]:
    return {node: Position(across * node, down * node) for node in graph.by_id}


@pytest.fixture
def wide(make_hand, chain):
    """A drawing much larger than the view, seen at its own size."""
    hand = make_hand(chain, spread(chain, 1500.0, 900.0))
    hand.view.reset_zoom()
    settle()
    return hand


def settle() -> None:
    """Let changes of the layout arrive."""
    QTest.qWait(2 * minimap.DELAY)


def overview(hand) -> QWidget:
    return hand.view.findChild(QWidget, "mini_map")


def middle(hand) -> QPointF:
    return hand.view.mapToScene(hand.view.viewport().rect()).boundingRect().center()


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(widget, LEFT, NONE, start)
    at = QPointF(end)
    move = QMouseEvent(
        QEvent.Type.MouseMove, at, widget.mapToGlobal(at), Qt.MouseButton.NoButton, LEFT, NONE
    )
    QApplication.sendEvent(widget, move)
    QTest.mouseRelease(widget, LEFT, NONE, end)


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_it_is_there_where_the_drawing_is_much_larger_than_what_is_seen(wide):
    assert overview(wide).isVisible()
    wide.view.fit()
    assert not overview(wide).isVisible()
    wide.view.reset_zoom()
    assert overview(wide).isVisible()


def test_it_is_not_there_where_the_drawing_fits(hand):
    settle()
    assert not overview(hand).isVisible()


def test_it_stands_in_the_corner_at_any_size_of_the_view_and_goes_where_that_is_small(wide):
    def from_corner():
        place = overview(wide).geometry()
        return wide.view.width() - 1 - place.right(), wide.view.height() - 1 - place.bottom()

    assert from_corner() == (minimap.FROM_CORNER, minimap.FROM_CORNER)
    wide.view.resize(700, 500)
    assert from_corner() == (minimap.FROM_CORNER, minimap.FROM_CORNER)
    wide.view._camera.scroll_by(QPoint(100, 50))
    assert from_corner() == (minimap.FROM_CORNER, minimap.FROM_CORNER)
    wide.view.resize(300, 200)
    assert not overview(wide).isVisible()


def test_it_can_be_there_always_or_never(hand, wide):
    hand.view.set_mini_map("always")
    assert overview(hand).isVisible()
    hand.view.set_mini_map("large")
    assert not overview(hand).isVisible()
    wide.view.set_mini_map("never")
    wide.view._camera.scroll_by(QPoint(10, 10))
    assert not overview(wide).isVisible()


def test_an_empty_drawing_has_none(make_hand):
    hand = make_hand()
    hand.view.set_mini_map("always")
    assert not overview(hand).isVisible()


def test_the_frame_is_what_is_seen_and_follows_the_view(wide):
    before = overview(wide).frame
    content = wide.view.drawing.content_rect()
    scale = (overview(wide).height() - 2.0 * minimap.PADDING) / content.height()
    assert before.width() == pytest.approx(1200.0 * scale, abs=0.5)
    assert before.height() == pytest.approx(800.0 * scale, abs=0.5)
    wide.view._camera.scroll_by(QPoint(-600, 300))
    after = overview(wide).frame
    assert after.left() - before.left() == pytest.approx(-600.0 * scale, abs=0.1)
    assert after.top() - before.top() == pytest.approx(300.0 * scale, abs=0.1)
    wide.view.zoom_in()
    assert overview(wide).frame.width() == pytest.approx(before.width() / 1.2, abs=0.5)


def test_the_frame_is_dragged_and_the_view_with_it(wide):
    before, frame = middle(wide), overview(wide).frame
    start = (frame.center() + QPointF(9.0, -4.0)).toPoint()
    drag(overview(wide), start, start + QPoint(-30, 10))
    moved = overview(wide).frame
    assert moved.left() - frame.left() == pytest.approx(-30.0, abs=0.5)
    assert moved.top() - frame.top() == pytest.approx(10.0, abs=0.5)
    assert middle(wide).x() < before.x() - 600.0
    assert not wide.view._camera.fitted


def test_a_press_beside_the_frame_brings_that_place_into_the_middle(wide):
    # The first layer lies in the corner at the top left of what is drawn.
    corner = QPoint(round(minimap.PADDING) + 3, round(minimap.PADDING) + 2)
    assert not overview(wide).frame.contains(QPointF(corner))
    QTest.mouseClick(overview(wide), LEFT, NONE, corner)
    place = wide.place(1)
    assert middle(wide).x() == pytest.approx(place.x, abs=120.0)
    assert middle(wide).y() == pytest.approx(place.y, abs=120.0)
    assert wide.view.selected() == frozenset()


def test_the_wheel_zooms(wide):
    before = wide.view._camera.zoom
    at = QPointF(20.0, 20.0)
    event = QWheelEvent(
        at,
        overview(wide).mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(overview(wide), event)
    assert wide.view._camera.zoom == pytest.approx(1.2 * before)


def test_layers_that_are_moved_or_added_are_shown(wide):
    before = overview(wide).grab().toImage()
    wide.view.select([3])
    wide.view.delete_selection()
    settle()
    without = overview(wide).grab().toImage()
    assert without != before
    wide.history.stack.undo()
    wide.view.reset_zoom()
    settle()
    assert overview(wide).grab().toImage() != without


def test_what_the_cards_show_while_training_does_not_repaint_it(wide):
    previews = [
        {
            node: NodePreview(
                maps=np.full((1, 10, 10), level, np.float32), histogram=None, limits=(-1.0, 1.0)
            )
            for node in wide.graph.by_id
        }
        for level in (0.1, 0.5, 0.9)
    ]
    wide.view._camera.centre_on(QPointF(4 * 1500.0 - 450.0, 4 * 900.0 - 250.0))
    wide.view.show_previews(previews[0])
    settle()
    place = overview(wide).geometry()
    card = wide.at(4)
    overlap = wide.view.drawing.nodes[4].card_rect().toRect().translated(card)
    assert overlap.intersects(place.translated(-wide.view.viewport().pos()))
    paints, beneath = Paints(overview(wide)), Paints(wide.view.viewport())
    for shown in previews[1:]:
        wide.view.show_previews(shown)
        QTest.qWait(30)
    assert beneath.count >= 2
    assert paints.count == 0


def test_it_is_seen_in_light_and_dark(wide):
    for dark, ground in ((False, "#ffffff"), (True, "#22272d")):
        wide.view.set_theme(dark)
        assert overview(wide).grab().toImage().pixelColor(3, 3).name() == ground
