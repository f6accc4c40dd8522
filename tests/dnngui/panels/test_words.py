"""Buttons whose words do not fit into one line."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dnngui import icons
from dnngui.panels.words import WrappedButton

REPAIR = "Insert Flatten before dense_1"


@pytest.fixture
def button(show):
    panel = QWidget()

    def button(words: str, width: int) -> WrappedButton:
        made = WrappedButton(icons.icon("repair"), words)
        made.setProperty("small", True)
        column = QVBoxLayout(panel)
        column.addWidget(made)
        column.addStretch(1)
        show(panel, width, 100)
        return made

    return button


def lines_fit(button: WrappedButton) -> bool:
    metrics, lines = button.fontMetrics(), button.text().split("\n")
    return (
        max(map(metrics.horizontalAdvance, lines)) <= button.width() - 28
        and len(lines) * metrics.lineSpacing() <= button.height()
    )


def test_words_that_fit_stand_in_one_line(button):
    wide = button(REPAIR, 400)
    assert wide.text() == REPAIR
    assert wide.height() == wide.sizeHint().height()


@pytest.mark.parametrize("words", [REPAIR, "在dense_1之前插入一个展平层"])
def test_words_take_a_second_line_before_any_is_cut(button, qtbot, words):
    narrow = button(words, 190)
    qtbot.waitUntil(lambda: lines_fit(narrow))
    assert narrow.text().count("\n") == 1
    assert "…" not in narrow.text()
    assert narrow.text().replace("\n", " ").split() == words.split() or "在" in words


def test_what_two_lines_cannot_hold_is_cut_at_its_end(button, qtbot):
    narrow = button(REPAIR + " and then, at last, train it again", 150)
    qtbot.waitUntil(lambda: lines_fit(narrow))
    first, second = narrow.text().split("\n")
    assert first.startswith("Insert")
    assert second.endswith("…")


def test_other_words_are_wrapped_anew(button, qtbot):
    narrow = button(REPAIR, 190)
    narrow.set_words("Add")
    qtbot.waitUntil(lambda: narrow.text() == "Add")
    qtbot.waitUntil(lambda: narrow.height() == narrow.sizeHint().height())
