"""Opening a table of one's own."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QMenu, QWidget

from dnngui.panels.reader import Reader
from dnngui.panels.table_dialog import TableDialog
from engine.data.table import rows

GERMAN = "Länge;Breite;Art\n1,5;2;rot\n2,5;3;blau\n;4;rot\n3,5;5;blau\n".encode("cp1252")


@pytest.fixture
def open_table(show, qtbot):
    def open_table(content: bytes, name: str = "own.csv") -> TableDialog:
        dialog = TableDialog(content, name)
        with qtbot.waitSignal(dialog._trial.done):
            show(dialog, 780, 600)
        return dialog

    return open_table


def find(dialog: QWidget, name: str) -> QWidget:
    widget = dialog.findChild(QWidget, name)
    assert widget is not None, name
    return widget


def press(dialog: QWidget, name: str) -> None:
    button = find(dialog, name)
    assert isinstance(button, QAbstractButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def quiet_menus(monkeypatch):
    """Off screen a menu cannot take the keyboard, which Qt says in a warning."""
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)


def choose(dialog: TableDialog, name: str, title: str) -> None:
    box = find(dialog, name)
    box.setFocus()
    wanted = box.findText(title)
    while box.currentIndex() != wanted:
        down = box.currentIndex() < wanted
        QTest.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)


def header_texts(dialog: TableDialog) -> list[str]:
    model = dialog.form.view.model()
    return [
        model.headerData(i, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        for i in range(model.columnCount())
    ]


def roles(dialog: TableDialog) -> list[tuple[str, str]]:
    return [(choice.role, choice.kind) for choice in dialog.form.choices()]


def test_the_format_is_found_and_shown(open_table):
    dialog = open_table(GERMAN)
    assert find(dialog, "table_separator").currentText() == "Semicolon"
    assert find(dialog, "table_decimal").currentText() == "Comma 1,5"
    assert find(dialog, "table_encoding").currentText() == "CP1252"
    assert find(dialog, "table_header").isChecked()
    assert header_texts(dialog) == ["Länge", "Breite", "Art"]
    assert roles(dialog) == [("feature", "number"), ("feature", "number"), ("target", "category")]
    model = dialog.form.view.model()
    assert model.index(0, 0).data() == "1,5"
    assert model.index(2, 0).data() == "–"
    assert find(dialog, "table_facts").text() == "Rows: 4, columns: 3, missing values: 1"


def test_ok_gives_the_table_as_shown(open_table, qtbot):
    dialog = open_table(GERMAN)
    with qtbot.waitSignal(dialog.accepted):
        press(dialog, "table_ok")
    table = dialog.table()
    assert (table.file_name, table.separator, table.decimal) == ("own.csv", ";", ",")
    assert rows(table, {table.attachment: GERMAN}).dropped_rows == 1


def test_cancel_closes(open_table):
    dialog = open_table(GERMAN)
    press(dialog, "table_cancel")
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not dialog.isVisible()


def test_another_format_is_shown_at_once(open_table, qtbot):
    dialog = open_table(b"1,2\n3,4\n5,6\n")
    assert not find(dialog, "table_header").isChecked()
    assert len(header_texts(dialog)) == 2
    with qtbot.waitSignal(dialog.form.previewed):
        press(dialog, "table_header")
    assert header_texts(dialog) == ["1", "2"]


def test_a_wrong_separator_is_seen_and_can_be_mended(open_table, qtbot):
    dialog = open_table(GERMAN)
    with qtbot.waitSignal(dialog.form.previewed):
        choose(dialog, "table_separator", "Bar")
    qtbot.waitUntil(lambda: len(header_texts(dialog)) == 1)
    assert "single column" in dialog.form.notes.sentences()[0]
    with qtbot.waitSignal(dialog.form.previewed):
        choose(dialog, "table_separator", "Semicolon")
    qtbot.waitUntil(lambda: len(header_texts(dialog)) == 3)
    assert dialog.table().columns[2].role == "target"


def test_a_role_is_chosen_in_the_header(open_table, quiet_menus):
    dialog = open_table(GERMAN)
    header = dialog.form.header
    line = (header.height() - 8) // 3
    place = QPoint(header.sectionViewportPosition(1) + 20, 4 + line + line // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    menu = header.findChild(QMenu, "table_column_menu")
    assert [action.text() for action in menu.actions()] == [
        "Feature",
        "Target",
        "Weight",
        "Ignored",
    ]
    assert [action.isChecked() for action in menu.actions()] == [True, False, False, False]
    assert menu.accessibleName() == "Role: Breite"
    assert [action.objectName() for action in menu.actions()] == [
        "table_column_feature",
        "table_column_target",
        "table_column_weight",
        "table_column_ignored",
    ]
    menu.actions()[3].trigger()
    menu.close()
    assert roles(dialog)[1] == ("ignored", "number")
    assert dialog.table().columns[1].role == "ignored"


def test_the_kind_is_chosen_in_the_headers_third_line(open_table, quiet_menus):
    dialog = open_table(GERMAN)
    header = dialog.form.header
    line = (header.height() - 8) // 3
    place = QPoint(header.sectionViewportPosition(1) + 20, 4 + 2 * line + line // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    menu = header.findChild(QMenu, "table_column_menu")
    menu.actions()[1].trigger()
    menu.close()
    assert roles(dialog)[1] == ("feature", "category")


def test_the_keyboard_sets_several_columns_at_once(open_table):
    dialog = open_table(GERMAN)
    view = dialog.form.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert find(dialog, "table_selected").text() == "2 selected columns"
    choose(dialog, "table_role", "Ignored")
    assert [role for role, _ in roles(dialog)] == ["ignored", "ignored", "target"]


def test_the_target_is_selected_at_first(open_table):
    dialog = open_table(GERMAN)
    assert find(dialog, "table_selected").text() == "Art"
    assert find(dialog, "table_role").currentText() == "Target"


def test_what_cannot_be_used_is_refused_in_a_sentence_and_the_window_stays(open_table, qtbot):
    late = b"a,b\n" + b"".join(b"%d,%d.5\n" % (i, i) for i in range(6000)) + b"1,oops\n"
    dialog = open_table(late)
    with qtbot.waitSignal(dialog._check.done):
        press(dialog, "table_ok")
    assert dialog.isVisible()
    assert dialog.notes.sentences() == [
        "Row 6002, column “b”: “oops” is not a number. Mend the cell, or mark the column as a "
        "category."
    ]
    assert find(dialog, "table_ok").isEnabled()
    with qtbot.waitSignal(dialog.form.previewed):
        dialog.form.header.role_chosen.emit(0, "target")
    assert dialog.notes.sentences() == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file “own.csv” is empty."),
        (b"PK\x03\x04abc", "“own.csv” is a workbook or an archive."),
        (b"a\0b,c\n", "“own.csv” is not a text file."),
    ],
)
def test_what_is_no_table_cannot_be_taken(open_table, content, sentence):
    dialog = open_table(content)
    assert dialog.form.notes.sentences()[0].startswith(sentence)
    assert not find(dialog, "table_ok").isEnabled()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a,b,c\n", "no rows"),
        (b"a\n1\n2\n3\n", "single column"),
        (b"a,b\n1,yes\n2,yes\n3,yes\n", "“b”"),
        (b"a,b\n1.5,0.1\n2.5,inf\n3.5,0.3\n", "“inf”"),
    ],
)
def test_what_is_known_to_be_of_no_use_cannot_be_taken(open_table, qtbot, content, sentence):
    dialog = open_table(content)
    assert any(sentence in said for said in dialog.form.notes.sentences())
    assert not find(dialog, "table_ok").isEnabled()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04abc", b"a\n1\n2\n"])
def test_no_sentence_covers_another_however_many_lines_it_needs(open_table, qtbot, content):
    dialog = open_table(content, "a_workbook_with_a_name_that_needs_many_lines_" * 6 + ".csv")
    qtbot.wait(50)
    form = dialog.form
    parts = [form.view, form._facts, form._chosen, find(dialog, "table_role"), form.notes]
    places = [each.geometry() for each in parts]
    assert form.notes.height() >= form.notes.heightForWidth(form.notes.width())
    assert dialog.height() == 600
    assert not any(one.intersects(two) for one, two in itertools.combinations(places, 2))
    assert form.notes.geometry().bottom() < form.height()


def test_without_columns_neither_role_nor_kind_is_said_to_be_several(open_table):
    dialog = open_table(b"")
    for name in ("table_role", "table_kind"):
        box = find(dialog, name)
        assert not box.isEnabled()
        assert (box.currentText(), box.placeholderText()) == ("", "")


def test_columns_of_several_kinds_are_said_to_be_several(open_table):
    dialog = open_table(GERMAN)
    dialog.form.view.selectAll()
    assert find(dialog, "table_kind").placeholderText() == "several"
    assert find(dialog, "table_kind").currentText() == ""


LONG = "a_rather_long_name_of_a_column_of_which_there_are_many"


def test_long_names_that_differ_at_their_end_are_told_apart(open_table, qtbot):
    names = f"{LONG}_one,{LONG}_two,y"
    dialog = open_table(f"{names}\n1.5,2,0\n2.5,3,1\n3.5,5,0\n".encode())
    for section in (0, 1):
        dialog.form.header.role_chosen.emit(section, "feature")
    header = dialog.form.header
    assert header.sectionSize(0) == header.sectionSize(1) == 200
    line = QSize(190, header.height() // 3)
    lefts = [header.sectionViewportPosition(section) for section in (0, 1)]
    first, second = (header.viewport().grab(QRect(QPoint(at, 0), line)).toImage() for at in lefts)
    assert first != second
    model = dialog.form.view.model()
    tip = model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == f"{LONG}_two"


def test_it_can_be_taken_once_the_choices_make_it_of_use(open_table, qtbot):
    dialog = open_table(b"a,b,c\n1,2,yes\n2,3,yes\n3,5,yes\n")
    for place, role in ((2, "ignored"), (1, "target")):
        with qtbot.waitSignal(dialog._trial.done):
            dialog.form.header.role_chosen.emit(place, role)
    assert find(dialog, "table_ok").isEnabled()


def test_closing_while_it_reads_leaves_nothing_behind(qtbot):
    dialog = TableDialog(b"a,b\n" + b"1,2\n" * 100_000, "own.csv")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.reject()
    dialog.deleteLater()
    qtbot.wait(300)


def test_only_the_last_call_of_a_reader_is_told(qtbot, qapp):
    reader = Reader(qapp)
    told = []
    reader.done.connect(told.append)
    for number in range(5):
        reader.start(lambda number=number: number)
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(50)
    assert told == [4]


def test_an_error_of_the_program_in_a_reader_reaches_the_window(qtbot, qapp):
    reader = Reader(qapp)
    with qtbot.captureExceptions() as caught:
        reader.start(lambda: 1 // 0)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
