"""The palette: searching, dragging, adding by key."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from dnngui.panels.palette import PalettePanel
from dnngui.panels.palettelist import MIME, PaletteList
from dnngui.panels.search import SYNONYMS, find
from engine.layers import CATALOGUE, Add, AnyLayer, Concatenate, Dense, Dropout, Flatten, Input


@pytest.fixture
def palette(show):
    palette = show(PalettePanel(), 200)
    palette.added = []
    palette.activated.connect(palette.added.append)
    return palette


def titles(palette: PalettePanel) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def row_of(palette: PalettePanel, title: str) -> QPoint:
    item = palette.list.item(titles(palette).index(title))
    palette.list.scrollToItem(item)
    return palette.list.visualItemRect(item).center()


def test_all_layers_stand_under_their_categories(palette):
    categories = dict.fromkeys(layer.category for layer in CATALOGUE)
    assert titles(palette) == [
        title
        for category in categories
        for title in [category, *(each.title for each in CATALOGUE if each.category == category)]
    ]
    assert titles(palette)[:3] == ["Basic", "Input", "Dense"]
    assert palette.list.item(2).toolTip() == Dense.summary
    assert not palette.list.item(2).icon().isNull()


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("de", Dense),
        ("fully connected", Dense),
        ("全连接", Dense),
        ("drop", Dropout),
        ("concat", Concatenate),
        ("拼接", Concatenate),
        ("sum", Add),
        ("residual", Add),
        ("FLAT", Flatten),
        ("input", Input),
    ],
)
def test_a_layer_is_found_by_what_people_call_it(text, best):
    assert find(text, CATALOGUE)[0] is best


def test_a_category_finds_its_layers():
    found = set(find("merge", CATALOGUE))
    assert {Add, Concatenate} < found
    assert found == {layer for layer in CATALOGUE if layer.category == "Merge"}


def test_what_no_layer_is_called_finds_nothing():
    assert find("quantum", CATALOGUE) == []
    assert find("dense quantum", CATALOGUE) == []


def test_every_layer_has_synonyms():
    assert {layer.kind() for layer in CATALOGUE} <= set(SYNONYMS)


def test_typing_and_enter_add_the_best_match(palette):
    palette.search.setFocus()
    QTest.keyClicks(palette.search, "dro")
    assert titles(palette)[:2] == ["Basic", "Dropout"]
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert palette.added == [Dropout()]


def test_enter_in_an_empty_search_adds_nothing(palette):
    palette.search.setFocus()
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert palette.added == []


def test_escape_clears_the_search(palette):
    palette.search.setFocus()
    QTest.keyClicks(palette.search, "dro")
    QTest.keyClick(palette.search, Qt.Key.Key_Escape)
    assert palette.search.text() == ""
    assert len(titles(palette)) > len(CATALOGUE)


def test_a_search_without_result_says_so(palette):
    palette.search.setFocus()
    QTest.keyClicks(palette.search, "quantum")
    assert palette._nothing.isVisible()
    assert not palette.list.isVisible()
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert palette.added == []


def test_the_keyboard_alone_reaches_and_adds_every_layer(palette):
    palette.search.setFocus()
    QTest.keyClick(palette.search, Qt.Key.Key_Down)
    assert palette.list.hasFocus()
    for _ in range(2 * len(CATALOGUE)):
        QTest.keyClick(palette.list, Qt.Key.Key_Return)
        QTest.keyClick(palette.list, Qt.Key.Key_Down)
    assert {type(layer) for layer in palette.added} == set(CATALOGUE)


def test_a_double_click_adds_a_layer(palette):
    place = row_of(palette, "Flatten")
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert palette.added == [Flatten()]


def test_a_double_click_on_a_category_adds_nothing(palette):
    place = row_of(palette, "Shape")
    QTest.mouseDClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert palette.added == []


def test_a_drag_carries_the_layer(palette, monkeypatch):
    drags = []

    def run(self, drag):
        drags.append((bytes(drag.mimeData().data(MIME)), drag.pixmap().isNull()))

    monkeypatch.setattr(PaletteList, "run_drag", run)
    viewport, start = palette.list.viewport(), row_of(palette, "Dense")
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for step in (8, 30, 60):
        QTest.mouseMove(viewport, start + QPoint(step, step))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 60))
    assert drags, "the drag never began"
    content, is_blank = drags[0]
    assert msgspec.json.decode(content, type=AnyLayer) == Dense(activation="relu")
    assert not is_blank
