"""Comments and frames in the drawing: made, written, moved, sized, copied, removed, by hand."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from dnngui import theme
from dnngui.canvas import noteedits
from dnngui.canvas.items.comment import least_height
from dnngui.canvas.items.note import MARGIN
from dnngui.canvas.style import Style
from dnngui.document.notes import Comment, Frame, Notes
from dnngui.document.project import Position, Project
from engine.graph import Edge

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


def notes(hand) -> dict:
    return dict(hand.history.project.notes.by_id)


def contrast(first: str, second: str) -> float:
    """Contrast of two colours (WCAG 2.2)."""

    def luminance(name):
        shares = [QColor(name).redF(), QColor(name).greenF(), QColor(name).blueF()]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def put(hand, *some) -> tuple[int, ...]:
    """Let a project have notes from its beginning."""
    made, ids = Notes().added(some)
    hand.history.open(msgspec.structs.replace(hand.history.project, notes=made))
    hand.view.fit()
    return ids


def field(hand) -> QPlainTextEdit:
    found = hand.view.findChild(QPlainTextEdit, "note_field")
    assert found is not None
    return found


def around(hand, *nodes) -> Frame:
    """Return a frame around layers, with room for their cards."""
    xs, ys = [hand.place(n).x for n in nodes], [hand.place(n).y for n in nodes]
    left, top = min(xs) - 110.0, min(ys) - 100.0
    return Frame(
        left=left,
        top=top,
        width=max(xs) + 110.0 - left,
        height=max(ys) + 80.0 - top,
        text="Encoder",
    )


@pytest.fixture
def comment(hand) -> int:
    (found,) = put(hand, Comment(left=0.0, top=-300.0, width=200.0, height=80.0, text="Why?"))
    return found


@pytest.fixture
def framed(hand) -> int:
    """Give layers 2 and 3 a frame."""
    (found,) = put(hand, around(hand, 2, 3))
    return found


def title(hand, note: int) -> QPoint:
    """Return a spot in the title of a frame, or in the upper part of a comment."""
    shown = notes(hand)[note]
    return hand.spot(shown.left + shown.width / 2.0, shown.top + 14.0)


def corner(hand, note: int) -> QPoint:
    shown = notes(hand)[note]
    return hand.spot(shown.right, shown.bottom)


# -- making and writing


def test_a_comment_is_put_over_what_is_selected_and_written_where_it_stands(hand):
    hand.view.select([2])
    hand.view.add_comment()
    QTest.keyClicks(field(hand), "Eight are too many")
    QTest.keyClick(field(hand), KEY.Key_Escape)
    ((note, made),) = notes(hand).items()
    assert made.text == "Eight are too many"
    assert made.bottom < hand.place(2).y - 45.0
    assert abs(made.middle[0] - hand.place(2).x) <= 5.0
    assert hand.view.selected_notes() == {note}
    assert field(hand).isHidden()
    assert hand.history.stack.count() == 1
    assert hand.undo_text == "Add a comment"
    hand.history.stack.undo()
    assert notes(hand) == {}
    assert hand.view.selected() == {2}


def test_a_comment_without_a_selection_stands_in_the_middle_of_what_is_seen(hand):
    hand.view.add_comment()
    ((_, made),) = notes(hand).items()
    middle = hand.view.mapFromScene(*made.middle)
    assert (middle - hand.view.viewport().rect().center()).manhattanLength() <= 12


def test_a_new_comment_covers_no_card(make_hand, chain):
    hand = make_hand(chain, {node: Position(0.0, 200.0 * node) for node in chain.by_id})
    hand.view.select([3])
    hand.view.add_comment()
    ((_, made),) = notes(hand).items()
    cards = [hand.place(node) for node in chain.by_id]
    assert all(made.bottom <= at.y - 45.0 or made.top >= at.y + 45.0 for at in cards)


def test_a_frame_is_put_around_what_is_selected_with_room_for_previews(hand):
    hand.view.select([2, 3])
    hand.view.add_frame()
    QTest.keyClicks(field(hand), "Encoder")
    QTest.keyClick(field(hand), KEY.Key_Return)
    ((_, made),) = notes(hand).items()
    assert made.text == "Encoder"
    for node in (2, 3):
        at = hand.place(node)
        assert made.left < at.x - 90.0 < at.x + 90.0 < made.right
        assert made.top + 32.0 < at.y - 45.0
        assert at.y + 143.0 < made.bottom
    assert not made.holds(hand.place(1).x, hand.place(1).y)
    assert hand.undo_text == "Add a frame"


def test_a_frame_without_a_selection_is_empty(hand):
    hand.view.add_frame()
    ((_, made),) = notes(hand).items()
    assert (made.width, made.height) >= noteedits.EMPTY_FRAME
    middle = hand.view._camera.visible().center()
    assert made.holds(middle.x(), middle.y())


def test_enter_is_a_new_line_in_a_comment_and_with_ctrl_its_end(hand, comment):
    hand.double_click(title(hand, comment))
    QTest.keyClick(field(hand), KEY.Key_End, CONTROL)
    QTest.keyClick(field(hand), KEY.Key_Return)
    QTest.keyClicks(field(hand), "Because.")
    QTest.keyClick(field(hand), KEY.Key_Return, CONTROL)
    assert notes(hand)[comment].text == "Why?\nBecause."
    assert field(hand).isHidden()
    assert hand.view.hasFocus()
    hand.history.stack.undo()
    assert notes(hand)[comment].text == "Why?"


def test_what_is_typed_is_in_the_project_at_once(hand, comment):
    hand.double_click(title(hand, comment))
    QTest.keyClicks(field(hand), "So")
    assert notes(hand)[comment].text == "So"


def test_a_comment_grows_with_its_words(hand, comment):
    hand.double_click(title(hand, comment))
    QTest.keyClicks(field(hand), "many words " * 30)
    made = notes(hand)[comment]
    font: QFont = hand.view._drawing.look.text_font
    lines = (made.height - 2.0 * MARGIN) / QFontMetricsF(font).lineSpacing()
    assert made.height == least_height(made.text, font, made.width) > 80.0
    # About as many lines as the words would fill, laid end to end.
    needed = QFontMetricsF(font).horizontalAdvance(made.text) / (made.width - 2.0 * MARGIN)
    assert needed <= lines <= needed * 1.3 + 1.0


def test_two_times_of_writing_are_two_steps(hand, comment):
    for text in ("One", "Two"):
        hand.double_click(title(hand, comment))
        QTest.keyClicks(field(hand), text)
        QTest.keyClick(field(hand), KEY.Key_Escape)
    hand.history.stack.undo()
    assert notes(hand)[comment].text == "One"
    assert hand.undo_text == "Write a comment"


def test_what_was_written_stays_selected(hand):
    upper = Comment(left=0.0, top=-400.0, width=90.0, height=40.0)
    lower = Comment(left=0.0, top=-300.0, width=90.0, height=40.0)
    first, _ = put(hand, upper, lower)
    hand.double_click(title(hand, first))
    QTest.keyClick(field(hand), KEY.Key_Escape)
    assert hand.view.hasFocus()
    assert hand.view.selected_notes() == {first}


def test_a_click_elsewhere_ends_the_writing(hand, comment):
    hand.double_click(title(hand, comment))
    hand.view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert field(hand).isHidden()


def test_a_comment_that_is_undone_while_it_is_written_closes_its_field(hand):
    hand.view.add_comment()
    assert field(hand).isVisible()
    hand.history.stack.undo()
    assert field(hand).isHidden()
    assert hand.view._drawing.notes.items == {}


def test_the_field_shows_what_undo_makes_of_the_words(hand, comment):
    hand.double_click(title(hand, comment))
    QTest.keyClicks(field(hand), "Other")
    hand.history.stack.undo()
    assert field(hand).toPlainText() == "Why?"


def test_the_field_stays_over_its_comment_when_the_view_moves(hand, comment):
    hand.double_click(title(hand, comment))
    before = field(hand).pos()
    bar = hand.view.horizontalScrollBar()
    moved = bar.value() + 60
    bar.setValue(moved)
    assert bar.value() == moved
    assert before.x() - field(hand).x() == 60


def test_a_text_that_no_file_could_hold_is_not_taken(hand, comment):
    hand.double_click(title(hand, comment))
    QApplication.clipboard().setText("x" * 20_001)
    QTest.keyClick(field(hand), KEY.Key_V, CONTROL)
    assert len(notes(hand)[comment].text) <= 20_000
    assert len(field(hand).toPlainText()) <= 20_000


# -- selecting


def test_a_click_selects_a_note_and_escape_lets_go(hand, comment):
    hand.view.select([2])
    hand.click(title(hand, comment))
    assert hand.view.selected_notes() == {comment}
    assert hand.view.selected() == frozenset()
    hand.key(KEY.Key_Escape)
    assert hand.view.selected_notes() == frozenset()


def test_a_click_with_ctrl_adds_a_note_and_takes_it_away(hand, comment):
    hand.view.select([2])
    hand.click(title(hand, comment), CONTROL)
    assert (hand.view.selected(), hand.view.selected_notes()) == ({2}, {comment})
    hand.click(title(hand, comment), CONTROL)
    assert (hand.view.selected(), hand.view.selected_notes()) == ({2}, frozenset())


def test_a_press_within_a_frame_draws_a_rubber_band(hand, framed):
    shown = notes(hand)[framed]
    start = hand.spot(shown.left + 8.0, shown.bottom - 10.0)
    hand.drag(start, hand.at(2))
    assert hand.view.selected() == {2}
    assert hand.view.selected_notes() == frozenset()
    assert notes(hand)[framed] == shown


def test_a_rubber_band_takes_frames_that_lie_in_it_and_comments_that_it_touches(hand, framed):
    shown = notes(hand)[framed]
    both = put(hand, shown, Comment(left=shown.right, top=shown.top, width=90.0, height=40.0))
    outside = hand.spot(shown.left - 15.0, shown.top - 15.0)
    hand.drag(outside, hand.spot(shown.right + 10.0, shown.bottom - 10.0))
    assert hand.view.selected_notes() == {both[1]}
    hand.drag(outside, hand.spot(shown.right + 10.0, shown.bottom + 10.0))
    assert hand.view.selected_notes() == set(both)


def test_select_all_and_tab_reach_notes(hand, comment):
    hand.view.select_all()
    assert hand.view.selected_notes() == {comment}
    hand.view.setFocus()
    hand.view.select([4])
    hand.key(KEY.Key_Tab)
    assert hand.view.selected_notes() == {comment}
    assert hand.sentences[-1] == "Comment: Why?"
    assert hand.view.accessibleDescription() == "Comment: Why?"
    hand.key(KEY.Key_Return)
    assert field(hand).isVisible()
    QTest.keyClick(field(hand), KEY.Key_Escape)
    hand.key(KEY.Key_Tab, SHIFT)
    assert hand.view.selected() == {4}


def test_undo_selects_what_was_selected(hand, comment):
    hand.click(title(hand, comment))
    hand.view.delete_selection()
    assert notes(hand) == {}
    hand.history.stack.undo()
    assert hand.view.selected_notes() == {comment}


# -- moving and sizing


def test_a_comment_is_dragged_on_the_grid_as_one_step(hand, comment):
    hand.drag(title(hand, comment), title(hand, comment) + QPoint(83, 41))
    moved = notes(hand)[comment]
    zoom = hand.view._camera.zoom
    assert abs(moved.left - 83.0 / zoom) <= 5.0
    assert abs(moved.top + 300.0 - 41.0 / zoom) <= 5.0
    assert (moved.left % 10.0, moved.top % 10.0) == (0.0, 0.0)
    assert hand.undo_text == "Move the comment"
    hand.history.stack.undo()
    assert notes(hand)[comment].left == 0.0


def test_a_frame_takes_along_the_layers_in_it_and_no_others(hand, framed):
    before = {node: hand.place(node) for node in (1, 2, 3, 4)}
    start = notes(hand)[framed]
    hand.drag(title(hand, framed), title(hand, framed) + QPoint(0, 120))
    way = notes(hand)[framed].top - start.top
    assert way > 60.0
    for node in (2, 3):
        assert hand.place(node).y == before[node].y + way
    assert {node: hand.place(node) for node in (1, 4)} == {1: before[1], 4: before[4]}
    assert hand.view.selected_notes() == {framed}
    assert hand.history.stack.count() == 1


def test_a_frame_takes_along_comments_and_frames_in_it(hand, framed):
    outer = notes(hand)[framed]
    inner = Frame(left=outer.left + 5.0, top=outer.top + 40.0, width=60.0, height=60.0)
    inside = Comment(left=outer.left + 9.0, top=outer.bottom - 60.0, width=50.0, height=40.0)
    apart = Comment(left=outer.right + 300.0, top=outer.top, width=50.0, height=40.0)
    ids = put(hand, outer, inner, inside, apart)
    before = notes(hand)
    hand.drag(title(hand, ids[0]), title(hand, ids[0]) + QPoint(0, -90))
    after = notes(hand)
    ways = [after[each].top - before[each].top for each in ids]
    assert ways[0] < -40.0
    assert ways == [ways[0]] * 3 + [0.0]


def test_escape_puts_a_dragged_frame_and_its_layers_back(hand, framed):
    before, project = hand.place(2), hand.history.project
    hand.hold(title(hand, framed), title(hand, framed) + QPoint(0, 150))
    assert hand.place(2) != before
    hand.key(KEY.Key_Escape)
    assert hand.place(2) == before
    assert hand.view._drawing.notes.shown[framed] == project.notes[framed]
    hand.release(title(hand, framed))
    assert hand.history.project is project


def test_a_layer_that_is_dragged_takes_selected_notes_along(hand, comment):
    hand.view.select([2])
    hand.click(title(hand, comment), CONTROL)
    before = notes(hand)[comment]
    hand.drag(hand.at(2), hand.at(2, 0.0, 120.0))
    assert notes(hand)[comment].top - before.top == pytest.approx(120.0, abs=8.0)
    assert hand.undo_text == "Move 2 things"


def test_arrows_move_a_frame_with_what_is_in_it(hand, framed):
    before = hand.place(2)
    hand.click(title(hand, framed))
    hand.key(KEY.Key_Down)
    hand.key(KEY.Key_Down)
    assert hand.place(2).y == before.y + 20.0
    assert hand.history.stack.count() == 1


def test_a_corner_changes_the_size_and_leaves_the_layers(hand, framed):
    before, place = notes(hand)[framed], hand.place(3)
    hand.drag(corner(hand, framed), corner(hand, framed) + QPoint(70, 50))
    after = notes(hand)[framed]
    assert after.width > before.width
    assert after.height > before.height
    assert (after.left, after.top) == (before.left, before.top)
    assert hand.place(3) == place
    assert hand.undo_text == "Change the size of the frame Encoder"


def test_a_comment_is_not_made_smaller_than_its_words(hand, comment):
    hand.drag(corner(hand, comment), corner(hand, comment) - QPoint(190, 190))
    made = notes(hand)[comment]
    font = hand.view._drawing.look.text_font
    assert made.width == 60.0
    assert made.height >= least_height(made.text, font, made.width)
    assert (made.left, made.top) == (0.0, -300.0)


def test_the_left_side_leaves_the_right_one_where_it_is(hand, comment):
    shown = notes(hand)[comment]
    side = hand.spot(shown.left, shown.middle[1])
    hand.drag(side, side - QPoint(40, 0))
    after = notes(hand)[comment]
    assert after.left < shown.left
    assert after.right == shown.right


@pytest.mark.parametrize(
    ("place", "shape"),
    [
        (lambda n: (n.right, n.bottom), Qt.CursorShape.SizeFDiagCursor),
        (lambda n: (n.left, n.bottom), Qt.CursorShape.SizeBDiagCursor),
        (lambda n: (n.left, n.middle[1]), Qt.CursorShape.SizeHorCursor),
        (lambda n: (n.middle[0], n.bottom), Qt.CursorShape.SizeVerCursor),
        (lambda n: n.middle, Qt.CursorShape.ArrowCursor),
    ],
)
def test_the_pointer_shows_which_way_a_side_can_be_dragged(hand, comment, place, shape):
    spot = hand.spot(*place(notes(hand)[comment]))
    hand.move(spot, Qt.MouseButton.NoButton)
    assert hand.view.viewport().cursor().shape() is shape


# -- removing and copying


def test_delete_removes_a_frame_and_leaves_its_layers(hand, framed):
    hand.click(title(hand, framed))
    hand.view.delete_selection()
    assert notes(hand) == {}
    assert set(hand.graph.by_id) == {1, 2, 3, 4}
    assert hand.undo_text == "Delete the frame Encoder"


def test_backspace_closes_the_gap_of_layers_and_removes_notes(hand, comment):
    hand.view.select([2])
    hand.click(title(hand, comment), CONTROL)
    hand.view.heal_selection()
    assert notes(hand) == {}
    assert Edge(1, 3) in hand.graph.edges


def test_notes_are_copied_with_layers_and_pasted_beside_them(hand, framed):
    hand.view.select([2, 3])
    hand.click(title(hand, framed), CONTROL)
    hand.view.copy()
    hand.view.paste()
    (copy,) = hand.view.selected_notes()
    a, b = notes(hand)[framed], notes(hand)[copy]
    assert (b.text, b.width, b.height) == (a.text, a.width, a.height)
    held = {n for n in hand.graph.by_id if b.holds(hand.place(n).x, hand.place(n).y)}
    assert held == hand.view.selected() != {2, 3}
    assert hand.undo_text == "Paste 3 things"


def test_a_comment_alone_is_cut_and_pasted(hand, comment):
    hand.click(title(hand, comment))
    hand.view.cut()
    assert notes(hand) == {}
    hand.view.paste()
    assert [note.text for note in notes(hand).values()] == ["Why?"]
    assert hand.undo_text == "Paste the comment"


def test_a_duplicate_of_a_comment_does_not_cover_it(hand, comment):
    hand.click(title(hand, comment))
    hand.view.duplicate()
    first, second = notes(hand).values()
    assert second.top >= first.bottom


def test_what_is_written_within_a_group_is_copied_with_it(hand, framed):
    hand.view.select([2, 3])
    hand.view.group_selection()
    (group,) = hand.view.selected()
    assert [note.text for note in hand.history.project.notes.of(group).values()] == ["Encoder"]
    assert hand.view._drawing.notes.items == {}
    hand.view.duplicate()
    (copy,) = hand.view.selected()
    assert [note.text for note in hand.history.project.notes.of(copy).values()] == ["Encoder"]
    hand.view.select([group])
    hand.view.ungroup_selection()
    (out,) = hand.history.project.notes.of().values()
    held = {n for n in hand.graph.by_id if out.holds(hand.place(n).x, hand.place(n).y)}
    assert held == {2, 3}


# -- colours and pictures


def test_the_colour_of_selected_notes_is_changed_in_one_step(hand, framed):
    hand.click(title(hand, framed))
    hand.view.colour_notes("rose")
    assert notes(hand)[framed].colour == "rose"
    assert hand.view.note_colours() == {"rose"}
    hand.history.stack.undo()
    assert notes(hand)[framed].colour == "grey"


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_words_and_titles_can_be_read_on_every_colour(palette):
    style = Style.of(palette)
    for tint in style.note_tints.values():
        assert contrast(style.text.name(), tint.tile.name()) >= 4.5
        assert contrast(tint.line, style.canvas.name()) >= 4.5


def test_notes_are_in_the_picture_of_the_drawing_without_marks(hand, comment):
    shown = notes(hand)[comment]
    hand.click(title(hand, comment))
    tint = hand.view._drawing.look.note_tints[shown.colour]
    image = hand.view.picture()
    rect = hand.view._drawing.content_rect().adjusted(-30.0, -30.0, 30.0, 30.0)
    inside = QPoint(round(shown.right - 8.0 - rect.left()), round(shown.top + 40.0 - rect.top()))
    assert image.pixelColor(inside) == QColor(tint.tile)
    accent = hand.view._drawing.look.accent.name()
    edge = {image.pixelColor(inside.x() + 8 + dx, inside.y()).name() for dx in (-1, 0, 1)}
    assert accent not in edge


def test_a_drawing_of_a_comment_alone_is_shown_whole_without_the_hint(make_hand):
    hand = make_hand()
    hand.view.add_comment()
    QTest.keyClick(field(hand), KEY.Key_Escape)
    assert not hand.view._drawing.hint.isVisible()
    hand.history.stack.undo()
    assert hand.view._drawing.hint.isVisible()


def test_another_project_shows_its_own_notes(hand, comment):
    hand.history.open(Project(graph=hand.graph))
    assert hand.view._drawing.notes.items == {}
