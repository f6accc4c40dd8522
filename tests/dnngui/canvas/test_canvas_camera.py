"""Zoom, pan and fit."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dnngui.canvas.geometry import PREVIEW_HEIGHT
from dnngui.document.project import Position
from dnngui.training.frames import NodePreview
from engine import layers

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def wheel(
    hand,
    point: QPoint,
    notches: float,
    modifiers=CTRL,
) -> None:
    viewport = hand.view.viewport()
    event = QWheelEvent(
        QPointF(point),
        viewport.mapToGlobal(QPointF(point)),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


@pytest.fixture
def wide(make_hand, chain):
    """Open a drawing much larger than the view."""
    return make_hand(chain, {node: Position(1500.0 * node, 900.0 * node) for node in chain.by_id})


def zoom(hand) -> float:
    return hand.view._camera.zoom


@pytest.mark.parametrize("notches", [3, -2])
def test_ctrl_and_wheel_zoom_around_the_pointer(wide, notches):
    point = QPoint(700, 300)
    before = wide.view.mapToScene(point)
    old = zoom(wide)
    wheel(wide, point, notches)
    after = wide.view.mapToScene(point)
    assert zoom(wide) == pytest.approx(old * 1.2**notches)
    assert abs(after.x() - before.x()) * zoom(wide) <= 1.5
    assert abs(after.y() - before.y()) * zoom(wide) <= 1.5


def test_zoom_stays_between_10_and_400_percent(hand):
    for _ in range(30):
        hand.view.zoom_in()
    assert zoom(hand) == pytest.approx(4.0)
    for _ in range(60):
        hand.view.zoom_out()
    assert zoom(hand) == pytest.approx(0.1)
    hand.view.reset_zoom()
    assert zoom(hand) == pytest.approx(1.0)


def test_fit_shows_the_whole_drawing(wide):
    wide.view.fit()
    inside = wide.view.viewport().rect()
    assert all(inside.contains(wide.at(node)) for node in (1, 2, 3, 4))


def test_fit_does_not_enlarge_a_small_drawing(hand):
    hand.view.fit()
    assert zoom(hand) == pytest.approx(1.0)


def test_a_drawing_is_fitted_when_it_is_first_shown_and_when_the_window_grows(wide):
    small = zoom(wide)
    wide.view.resize(2000, 1400)
    assert zoom(wide) > small
    assert all(wide.view.viewport().rect().contains(wide.at(node)) for node in (1, 4))


def test_a_fitted_drawing_stays_in_sight_when_its_cards_grow(make_hand, chain):
    hand = make_hand(chain, {node: Position(0.0, 200.0 * node) for node in chain.by_id})
    hand.view.resize(1200, 690)
    maps = np.zeros((1, 4, 4), np.float32)
    shown = NodePreview(maps=maps, histogram=None, limits=(-1.0, 1.0))
    hand.view.show_previews(dict.fromkeys(chain.by_id, shown))
    content = hand.view._drawing.content_rect()
    assert hand.view._camera.visible().contains(content)


def test_once_zoomed_by_hand_a_resize_leaves_the_zoom(wide):
    wide.view.zoom_in()
    chosen = zoom(wide)
    wide.view.resize(2000, 1400)
    assert zoom(wide) == chosen


def test_the_wheel_scrolls(wide):
    wide.view.reset_zoom()
    before = wide.view.mapToScene(QPoint(0, 0))
    wheel(wide, QPoint(600, 400), -1, NONE)
    after = wide.view.mapToScene(QPoint(0, 0))
    assert after.y() > before.y()
    assert after.x() == before.x()


def test_with_shift_the_wheel_scrolls_sideways(wide):
    wide.view.reset_zoom()
    before = wide.view.mapToScene(QPoint(0, 0))
    wheel(wide, QPoint(600, 400), -1, Qt.KeyboardModifier.ShiftModifier)
    after = wide.view.mapToScene(QPoint(0, 0))
    assert after.x() > before.x()
    assert after.y() == before.y()


def test_a_pinch_on_a_trackpad_zooms_around_the_pointer(wide):
    point = QPointF(700.0, 300.0)
    before, old = wide.view.mapToScene(point.toPoint()), zoom(wide)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        point,
        point,
        point,
        0.5,
        QPointF(),
    )
    QApplication.sendEvent(wide.view.viewport(), event)
    after = wide.view.mapToScene(point.toPoint())
    assert zoom(wide) == pytest.approx(1.5 * old)
    assert (after - before).manhattanLength() * zoom(wide) <= 2.5


@pytest.mark.parametrize("space", [False, True])
def test_the_middle_button_or_space_pans(wide, space):
    wide.view.reset_zoom()
    point = QPoint(600, 400)
    grabbed = wide.view.mapToScene(point)
    button = Qt.MouseButton.LeftButton if space else Qt.MouseButton.MiddleButton
    if space:
        QTest.keyPress(wide.view, Qt.Key.Key_Space)
    wide.drag(point, point + QPoint(-150, 80), button=button)
    if space:
        QTest.keyRelease(wide.view, Qt.Key.Key_Space)
    moved = wide.view.mapToScene(point + QPoint(-150, 80))
    assert (moved.x(), moved.y()) == pytest.approx((grabbed.x(), grabbed.y()), abs=1.0)
    assert wide.history.stack.count() == 0
    assert wide.view.selected() == frozenset()


def test_the_drawing_cannot_be_lost_by_scrolling(hand):
    for _ in range(200):
        wheel(hand, QPoint(600, 400), 5, NONE)
    content = hand.view._drawing.content_rect()
    assert hand.view._camera.visible().intersects(content)


def test_a_drag_held_at_the_border_scrolls_on(wide, qtbot):
    wide.view.reset_zoom()
    wide.view.reveal(1)
    wide.view.centerOn(wide.place(1).x, wide.place(1).y)
    before = wide.view._camera.visible().right()
    start = wide.place(1)
    border = QPoint(wide.view.viewport().width() - 2, wide.at(1).y())
    wide.hold(wide.at(1), border)
    qtbot.waitUntil(lambda: wide.view._camera.visible().right() > before + 100.0)
    wide.release(border)
    assert wide.place(1).x > start.x + 600.0
    assert not wide.view._auto_scroll.active


def test_the_scrolling_ends_with_the_drag_or_away_from_the_border(wide):
    inside, border = QPoint(600, 400), QPoint(600, 2)
    wide.view.centerOn(0.0, 3000.0)
    wide.hold(inside, border)
    assert wide.view._auto_scroll.active
    wide.move(inside)
    assert not wide.view._auto_scroll.active
    wide.move(border)
    wide.release(border)
    assert not wide.view._auto_scroll.active


def test_a_layer_that_was_added_out_of_sight_is_shown(wide):
    from engine.layers import Dense

    wide.view.reset_zoom()
    wide.view.centerOn(1500.0, 900.0)
    wide.view.add_layer(Dense())
    assert wide.view.viewport().rect().contains(wide.at(5))


def card(hand, node, room=0.0):
    """Return where a layer's card, with room below it, is on the screen."""
    item = hand.view._drawing.nodes[node]
    rect = item.card_rect().translated(item.pos()).adjusted(0.0, 0.0, 0.0, room)
    return hand.view.mapFromScene(rect).boundingRect()


def all_in_sight(hand):
    viewport = hand.view.viewport().rect()
    return all(viewport.contains(card(hand, node)) for node in hand.graph.by_id)


def test_a_layer_put_into_a_connection_pushes_nothing_out_of_sight(hand):
    hand.view.resize(900, 800)
    assert all_in_sight(hand)
    hand.drop(layers.Dense(units=3), hand.on_edge(1, 2))
    assert len(hand.graph.nodes) == 5
    assert all_in_sight(hand)


def test_layers_from_the_palette_never_stand_half_below_the_view(make_hand):
    hand = make_hand()
    hand.view.resize(700, 400)
    for _ in range(4):
        hand.view.add_layer(layers.Input())
        hand.view.add_layer(layers.Dense(units=3))
        assert all_in_sight(hand)


def test_at_a_zoom_of_the_persons_own_the_added_layer_is_in_sight_whole(hand):
    hand.view.zoom_in()
    hand.view.zoom_in()
    before = zoom(hand)
    hand.view.add_layer(layers.Input())
    assert hand.view.viewport().rect().contains(card(hand, 5, PREVIEW_HEIGHT))
    assert zoom(hand) == before


def test_undoing_a_tidied_drawing_shows_it_whole_again(make_hand, chain):
    far = {node: Position(900.0 * node, 0.0) for node in chain.by_id}
    hand = make_hand(chain, far)
    before = zoom(hand)
    hand.view.tidy()
    assert zoom(hand) > before
    hand.history.stack.undo()
    assert zoom(hand) == pytest.approx(before)
    assert all_in_sight(hand)
    hand.history.stack.redo()
    assert zoom(hand) > before
