"""Comments, frames and the arrangement of the drawing from menus and keys of the window."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from driving import child
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPlainTextEdit

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def layers(window):
    """Ids of the layers of the first example, in order."""
    window.canvas.setFocus()
    return list(window.history.project.graph.order)


def written(window):
    return [note.text for note in window.history.project.notes.by_id.values()]


def add(window, hand, key, text):
    """Add a comment or frame by its key and write into it."""
    hand.key(key, CTRL)
    QTest.keyClicks(child(window, QPlainTextEdit, "note_field"), text)
    QTest.keyClick(child(window, QPlainTextEdit, "note_field"), Qt.Key.Key_Escape)


def enabled(window, *names):
    child(window, QMenu, "menu_arrange").aboutToShow.emit()
    return [window.actions_by_name[name].isEnabled() for name in names]


def test_keys_add_a_comment_and_a_frame(window, hand, layers):
    window.canvas.select(layers[1:3])
    add(window, hand, Qt.Key.Key_J, "Hidden layers")
    window.canvas.select([layers[0]])
    add(window, hand, Qt.Key.Key_M, "The plane")
    assert written(window) == ["Hidden layers", "The plane"]
    assert window.history.stack.undoText() == "Add a comment"


def test_neither_a_comment_nor_a_move_begins_the_run_anew(window, hand, layers, qtbot):
    window.session.step_batch()
    qtbot.waitUntil(lambda: window.session.state == "paused", timeout=10_000)
    window.canvas.select([layers[1]])
    add(window, hand, Qt.Key.Key_M, "Steps go on")
    hand.drag(hand.at(layers[1]), hand.at(layers[1], 0.0, 100.0))
    window.actions_by_name["unpin"].trigger()
    QTest.qWait(50)
    assert window.session.state == "paused"


def test_the_menu_offers_what_can_be_done_with_the_selection(window, hand, layers):
    names = ("align_left", "distribute_across", "pin", "unpin", "cut", "delete")
    window.canvas.select([])
    assert enabled(window, *names) == [False] * 6
    window.canvas.select(layers[:2])
    assert enabled(window, *names) == [True, False, True, False, True, True]
    window.canvas.select(layers[:3])
    hand.key(Qt.Key.Key_Down)
    assert enabled(window, *names) == [True, True, False, True, True, True]
    window.canvas.select([])
    add(window, hand, Qt.Key.Key_M, "Alone")
    assert enabled(window, *names) == [False, False, False, False, True, True]


def test_keys_align_and_distribute_the_selection(window, hand, layers):
    window.canvas.select(layers[1:2])
    hand.key(Qt.Key.Key_Down, SHIFT)
    window.canvas.select(layers[:3])
    hand.key(Qt.Key.Key_Up, CTRL | SHIFT)
    assert len({hand.place(node).y for node in layers[:3]}) == 1
    window.canvas.select(layers[1:2])
    hand.key(Qt.Key.Key_Left, SHIFT)
    window.canvas.select(layers[:3])
    hand.key(Qt.Key.Key_H, CTRL | SHIFT)
    a, b, c = (hand.place(node).x for node in layers[:3])
    assert b - a == c - b


def test_keys_tidy_around_what_was_moved_and_then_everything(window, hand, layers):
    window.canvas.select([layers[1]])
    hand.key(Qt.Key.Key_Down, SHIFT)
    put = hand.place(layers[1])
    hand.key(Qt.Key.Key_L, CTRL)
    assert hand.place(layers[1]) == put
    assert hand.place(layers[0]).y == put.y
    hand.key(Qt.Key.Key_L, CTRL | SHIFT)
    assert window.history.project.pinned == ()


def test_the_colour_is_chosen_in_a_menu_that_marks_the_present_one(window, hand, layers):
    menu = child(window, QMenu, "menu_note_colour")
    menu.aboutToShow.emit()
    assert not any(action.isEnabled() for action in menu.actions())
    add(window, hand, Qt.Key.Key_M, "Red?")
    menu.aboutToShow.emit()
    assert [each.data() for each in menu.actions() if each.isChecked()] == ["gold"]
    next(each for each in menu.actions() if each.data() == "teal").trigger()
    assert window.canvas.note_colours() == {"teal"}
    menu.aboutToShow.emit()
    assert [each.data() for each in menu.actions() if each.isChecked()] == ["teal"]


def test_notes_of_a_group_are_seen_in_its_drawing_alone(window, hand, layers):
    window.canvas.select([layers[1]])
    window.canvas.group_selection()
    (group,) = window.canvas.selected()
    window.open_group()
    add(window, hand, Qt.Key.Key_M, "Inner")
    assert len(window.canvas.drawing.notes.items) == 1
    assert [each.text for each in window.history.project.notes.of(group).values()] == ["Inner"]
    window.leave_group()
    assert window.canvas.drawing.notes.items == {}
    window.history.stack.undo()
    assert written(window) == []


def test_words_of_comments_and_titles_are_in_the_exported_drawing(
    window, hand, layers, qtbot, tmp_path
):
    window.canvas.select([layers[1]])
    add(window, hand, Qt.Key.Key_J, "Encoder")
    window.canvas.select([layers[0]])
    add(window, hand, Qt.Key.Key_M, "Bare words")
    said: list[str] = []
    window.drawing_exporter.done.connect(said.append)
    window.drawing_exporter.export(tmp_path / "net.svg")
    qtbot.waitUntil(lambda: bool(said))
    root = ElementTree.parse(tmp_path / "net.svg").getroot()
    words = "".join(text for each in root.iter(f"{SVG}text") for text in each.itertext())
    assert "Encoder" in words
    assert "Barewords" in words.replace(" ", "")


def test_words_with_characters_that_no_svg_may_hold_are_exported_without_them(
    window, hand, layers, qtbot, tmp_path
):
    hand.key(Qt.Key.Key_M, CTRL)
    field = child(window, QPlainTextEdit, "note_field")
    QGuiApplication.clipboard().setText("pas\x01ted\x0b\uffff")
    field.paste()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert "\x01" in written(window)[0]
    said: list[str] = []
    window.drawing_exporter.done.connect(said.append)
    window.drawing_exporter.export(tmp_path / "net.svg")
    qtbot.waitUntil(lambda: bool(said))
    root = ElementTree.parse(tmp_path / "net.svg").getroot()
    assert "pasted" in "".join(text for each in root.iter(f"{SVG}text") for text in each.itertext())


def test_a_comment_alone_is_a_drawing_that_can_be_exported(window, hand, qtbot, tmp_path):
    window.start_empty()
    window.canvas.setFocus()
    add(window, hand, Qt.Key.Key_M, "To do")
    said: list[str] = []
    window.drawing_exporter.done.connect(said.append)
    window.drawing_exporter.export(tmp_path / "net.png")
    qtbot.waitUntil(lambda: bool(said))
    assert (tmp_path / "net.png").exists()
