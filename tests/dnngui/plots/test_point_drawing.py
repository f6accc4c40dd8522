"""Points are drawn in the boundary panel by mouse and keys, each gesture one step to undo."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from drawing_hand import DrawingHand
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDoubleSpinBox, QSlider, QToolButton

from engine.data.settings import MOST_POINTS, Builtin, DataSettings, Generated, Point, Points

FOUR = Points(
    points=(
        Point(-3.0, -3.0, 0, 0.9),
        Point(3.0, 3.0, 1, 0.8),
        Point(-3.0, 3.0, 0, 0.7),
        Point(3.0, -3.0, 1, 0.1),
    )
)


@pytest.fixture
def drawing(boundary_panel):
    """Make a hand over a panel that shows these data, with the drawing switched on."""

    def make(source, **settings) -> DrawingHand:
        project = boundary_panel.history.project
        data = DataSettings(source=source, **settings)
        boundary_panel.history.open(msgspec.structs.replace(project, data=data))
        hand = DrawingHand(boundary_panel)
        hand.follow()
        if boundary_panel.draw_action.isVisible():
            hand.draw()
        return hand

    return make


@pytest.fixture
def hand(drawing) -> DrawingHand:
    """A hand over four points, one in each quarter, all trained on."""
    return drawing(FOUR, test_share=0.0)


def last(hand: DrawingHand) -> Point:
    return hand.points.points[-1]


# -- placing and moving


def test_a_click_places_a_point_of_the_chosen_class(hand) -> None:
    hand.press_button("boundary_class_1")
    hand.click(0.5, -1.0)
    assert hand.points.points[:4] == FOUR.points
    assert last(hand).target == 1
    assert (last(hand).x, last(hand).y) == pytest.approx((0.5, -1.0), abs=0.05)
    assert hand.steps == ["Add point"]
    hand.panel.history.stack.undo()
    assert hand.points == FOUR


def test_a_point_is_moved_by_dragging_it(hand) -> None:
    hand.drag((3.0, 3.0), (1.0, 1.0), (0.0, -1.0))
    moved = hand.points.points[1]
    assert (moved.x, moved.y) == pytest.approx((0.0, -1.0), abs=0.05)
    assert (moved.target, moved.rank) == (1, 0.8)
    assert hand.steps == ["Move point"]
    hand.panel.history.stack.undo()
    assert hand.points == FOUR


def test_a_press_on_a_point_without_a_drag_changes_nothing(hand) -> None:
    hand.click(3.0, 3.0)
    assert hand.points == FOUR
    assert hand.steps == []


def test_a_new_point_goes_on_with_the_drag_that_placed_it(hand) -> None:
    hand.drag((0.0, 0.0), (1.0, 0.0), (2.0, 0.0))
    assert len(hand.points.points) == 5
    assert last(hand).x == pytest.approx(2.0, abs=0.05)
    assert hand.steps == ["Add point"]


def test_each_gesture_is_a_step_of_its_own(hand) -> None:
    hand.click(0.0, 0.0)
    hand.click(1.0, 0.0)
    assert hand.steps == ["Add point", "Add point"]
    hand.panel.history.stack.undo()
    assert len(hand.points.points) == 5


def test_while_it_is_dragged_a_point_is_where_the_pointer_is(hand, qtbot) -> None:
    hand.drag((3.0, 3.0), (1.0, 1.0), (0.5, 0.5), let_go=False)
    qtbot.waitUntil(lambda: abs(hand.points.points[1].x - 0.5) < 0.05)
    QTest.mouseRelease(hand.panel.chart.viewport(), Qt.MouseButton.LeftButton)


def test_undo_in_the_midst_of_a_drag_ends_it(hand) -> None:
    hand.drag((3.0, 3.0), (1.0, 1.0), let_go=False)
    hand.panel.history.stack.undo()
    hand.move(0.0, 0.0)
    QTest.mouseRelease(hand.panel.chart.viewport(), Qt.MouseButton.LeftButton)
    assert hand.points == FOUR


def test_a_press_beside_the_plane_draws_nothing(hand) -> None:
    left = hand.panel.chart.area().left() - 5
    at = QPoint(left, hand.at(0.0, 0.0).y())
    QTest.mouseClick(hand.panel.chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert hand.points == FOUR


def test_the_right_button_is_left_to_the_menu(hand) -> None:
    at = hand.at(0.0, 0.0)
    QTest.mouseClick(hand.panel.chart.viewport(), Qt.MouseButton.RightButton, pos=at)
    assert hand.points == FOUR


def test_switched_off_a_drag_moves_the_plane_again(hand) -> None:
    hand.draw()
    assert hand.panel.tools.isHidden()
    hand.drag((0.0, 0.0), (1.0, 1.0))
    assert hand.points == FOUR


# -- brush and eraser


def test_the_brush_leaves_points_around_the_pointer(hand) -> None:
    hand.press_button("boundary_tool_brush")
    hand.click(0.0, 0.0)
    new = hand.points.points[4:]
    assert len(new) == 4
    assert {point.target for point in new} == {0}
    wide, high = hand.panel.chart.view.viewPixelSize()
    away = [np.hypot(point.x / wide, point.y / high) for point in new]
    assert max(away) <= hand.panel.tools.radius + 1.0
    assert hand.steps == ["Brush points"]


def test_the_brush_goes_on_over_its_way(hand) -> None:
    hand.press_button("boundary_tool_brush")
    hand.drag(*((x, 0.0) for x in np.linspace(-2.0, 2.0, 21).tolist()))
    across = np.array([point.x for point in hand.points.points[4:]])
    assert across.min() < -1.0
    assert across.max() > 1.0
    assert hand.steps == ["Brush points"]


def test_a_wider_brush_spreads_its_points_wider(hand) -> None:
    hand.press_button("boundary_tool_brush")
    hand.panel.findChild(QSlider, "boundary_tool_size").setValue(60)
    hand.click(0.0, 0.0)
    wide, _ = hand.panel.chart.view.viewPixelSize()
    across = [abs(point.x) / wide for point in hand.points.points[4:]]
    assert max(across) > 18.0


def test_the_eraser_takes_what_it_touches(hand) -> None:
    hand.press_button("boundary_tool_eraser")
    hand.drag((3.0, 3.0), (3.0, 0.0), (3.0, -3.0))
    assert hand.points.points == (FOUR.points[0], FOUR.points[2])
    assert hand.steps == ["Erase points"]


def test_the_eraser_beside_all_points_changes_nothing(hand) -> None:
    hand.press_button("boundary_tool_eraser")
    hand.click(0.0, 0.0)
    assert hand.steps == []


def test_a_ring_shows_how_far_the_eraser_reaches(hand) -> None:
    ring = hand.panel.drawing._ring
    hand.move(0.0, 0.0, Qt.MouseButton.NoButton)
    assert not ring.isVisible()
    hand.press_button("boundary_tool_eraser")
    hand.move(1.0, 0.0, Qt.MouseButton.NoButton)
    assert ring.isVisible()
    assert ring.rect().center().x() == pytest.approx(1.0, abs=0.05)
    wide, _ = hand.panel.chart.view.viewPixelSize()
    assert ring.rect().width() == pytest.approx(2.0 * hand.panel.tools.radius * wide)


def test_points_held_out_are_left_alone_while_they_are_hidden(drawing) -> None:
    hand = drawing(FOUR, test_share=0.5)
    hand.press_button("boundary_tool_eraser")
    hand.press_button("boundary_test_points")
    hand.click(3.0, -3.0)
    assert hand.points == FOUR
    hand.press_button("boundary_test_points")
    hand.click(3.0, -3.0)
    assert hand.points.points == FOUR.points[:3]


# -- classes


def test_the_first_point_of_a_new_class_brings_it_to_the_choice(hand) -> None:
    hand.press_button("boundary_class_2")
    hand.click(0.0, 0.0)
    assert hand.points.classes == ("0", "1", "2")
    assert hand.panel.findChild(QToolButton, "boundary_class_3") is not None
    hand.click(1.0, 0.0)
    assert last(hand).target == 2


def test_a_class_whose_points_are_gone_is_chosen_no_more(hand) -> None:
    hand.press_button("boundary_class_2")
    hand.click(0.0, 0.0)
    hand.panel.history.stack.undo()
    hand.follow()
    hand.click(1.0, 0.0)
    assert last(hand).target == 1
    assert hand.points.classes == ("0", "1")


def test_figures_choose_the_class(hand) -> None:
    hand.key(Qt.Key.Key_2)
    hand.click(0.0, 0.0)
    assert last(hand).target == 1
    hand.key(Qt.Key.Key_9)
    hand.click(1.0, 0.0)
    assert last(hand).target == 1


# -- keys


def test_keys_alone_place_and_erase(hand) -> None:
    hand.panel.chart.setFocus()
    hand.key(Qt.Key.Key_Right, 10)
    hand.key(Qt.Key.Key_Up, 5)
    hand.key(Qt.Key.Key_Space)
    assert (last(hand).x, last(hand).y) == pytest.approx((3.0, 1.5), abs=0.05)
    assert hand.panel.drawing._ring.isVisible()
    hand.key(Qt.Key.Key_Delete)
    assert hand.points == FOUR
    assert hand.steps == ["Erase points", "Add point"]


def test_keys_go_before_the_commands_of_the_window(hand, qtbot) -> None:
    shortcut = QShortcut(QKeySequence(Qt.Key.Key_Space), hand.panel)
    hand.panel.activateWindow()
    hand.panel.chart.setFocus()
    with qtbot.assertNotEmitted(shortcut.activated):
        hand.key(Qt.Key.Key_Space)
    assert len(hand.points.points) == 5


# -- where the points come from


def test_points_of_a_formula_are_drawn_on_where_they_are(drawing) -> None:
    hand = drawing(Generated(name="xor", samples=40), test_share=0.25)
    before = hand.panel._dataset
    hand.click(0.0, 0.0)
    after = hand.panel._dataset
    assert len(after.raw_train) == len(before.raw_train) + 1
    assert after.raw_test.tolist() == before.raw_test.tolist()
    assert hand.steps == ["Add point"]
    hand.panel.history.stack.undo()
    assert hand.points == Generated(name="xor", samples=40)


def test_a_table_cannot_be_drawn_on(drawing) -> None:
    hand = drawing(Builtin(name="iris"))
    assert not hand.panel.draw_action.isVisible()


def test_another_data_set_switches_the_drawing_off(hand) -> None:
    project = hand.panel.history.project
    data = DataSettings(source=Builtin(name="iris"))
    hand.panel.history.do("Choose data set", msgspec.structs.replace(project, data=data))
    assert not hand.panel.drawing.active
    assert hand.panel.tools.isHidden()


def test_drawing_on_a_table_begins_with_an_empty_plane(drawing) -> None:
    hand = drawing(Builtin(name="iris"))
    hand.panel.begin_drawing()
    assert hand.points == Points()
    assert hand.panel.chart.view.viewRange() == [[-6.0, 6.0], [-6.0, 6.0]]
    assert "no points yet" in hand.panel.chart.notice.text()
    hand.click(2.0, 1.0)
    assert (last(hand).x, last(hand).y) == pytest.approx((2.0, 1.0), abs=0.05)
    assert hand.steps == ["Add point", "Begin own points"]


def test_all_points_can_be_cleared_and_new_ones_drawn(hand) -> None:
    hand.press_button("boundary_clear_points")
    hand.follow()
    assert hand.points == Points()
    hand.click(-2.0, 0.0)
    assert len(hand.points.points) == 1
    assert hand.steps == ["Add point", "Clear points"]


def test_beside_a_line_the_height_of_a_press_is_the_target(drawing) -> None:
    hand = drawing(Generated(name="line", samples=20), test_share=0.0)
    assert not hand.panel.findChild(QDoubleSpinBox, "boundary_tool_number").isVisible()
    hand.click(1.0, 5.0)
    assert not hand.panel.findChild(QDoubleSpinBox, "boundary_tool_number").isVisible()
    assert hand.points.inputs == 1
    assert last(hand).target == pytest.approx(5.0, abs=0.1)
    assert last(hand).x == pytest.approx(1.0, abs=0.05)


def test_points_with_a_number_take_the_one_that_is_typed(drawing) -> None:
    hand = drawing(Generated(name="regression plane", samples=20), test_share=0.0)
    box = hand.panel.findChild(QDoubleSpinBox, "boundary_tool_number")
    assert box.isVisible()
    box.setValue(0.75)
    hand.click(0.0, 0.0)
    assert last(hand).target == 0.75


def test_too_many_points_are_refused_in_one_sentence(drawing) -> None:
    hand = drawing(Generated(samples=MOST_POINTS + 2))
    hand.click(0.0, 0.0)
    assert "Take fewer points" in hand.sentences[-1]
    assert isinstance(hand.points, Generated)


def test_axes_that_change_places_keep_the_inputs(drawing) -> None:
    hand = drawing(FOUR, test_share=0.0)
    project = hand.panel.history.project
    view = msgspec.structs.replace(project.view, horizontal="x2", vertical="x1")
    hand.panel.history.do("Choose axes", msgspec.structs.replace(project, view=view))
    hand.click(1.0, 2.0)
    assert (last(hand).x, last(hand).y) == pytest.approx((2.0, 1.0), abs=0.05)
    hand.drag((3.0, -3.0), (0.0, -3.0))
    assert hand.points.points[2].y == pytest.approx(0.0, abs=0.05)
