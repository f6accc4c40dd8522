"""Generated text as a person sees and steers it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dnngui.plots.writing import WritingPanel
from dnngui.training.frames import Frame, Needs
from dnngui.training.writing import Sample, Writing, Written
from engine.data.dataset import Dataset

TEXT = Dataset.from_arrays(
    np.array([[1, 2, 3], [2, 3, 1]]), np.array([[2, 3, 1], [3, 1, 2]]), classes=tuple("∅ab ")
)


@pytest.fixture
def panel(shown):
    panel = shown(WritingPanel())
    panel.show_dataset(TEXT)
    return panel


def show(panel, *samples):
    (request,) = panel.needs().views
    panel.show_frame(Frame(1, 1, 1, None, views={request: Written(samples)}))


def test_the_newest_text_stands_on_top_with_its_epoch(panel):
    show(panel, Sample(2.5, "ab", False), Sample(1.0, "ba a", True))
    lines = [line for line in panel.text.toPlainText().splitlines() if line.strip()]
    joined = "\n".join(lines).replace("\u2028", "\n").split("\n")
    assert [line for line in joined if line] == ["Epoch 2.5", "ab▏", "Epoch 1", "ba a"]
    assert panel.accessibleDescription() == "Epoch 1: ba a"


def test_what_looks_like_markup_is_text(panel):
    show(panel, Sample(1.0, "<b>a</b> & b", True))
    assert "<b>a</b> & b" in panel.text.toPlainText()


def test_it_asks_for_the_beginning_and_the_temperature(panel, qtbot):
    assert panel.needs() == Needs(views=(Writing("", 0.8),))
    QTest.keyClicks(panel.begin, "ab")
    assert panel.needs() == Needs(views=(Writing("", 0.8),))
    with qtbot.waitSignal(panel.needs_changed):
        QTest.keyClick(panel.begin, Qt.Key.Key_Return)
    panel.temperature.setFocus()
    with qtbot.waitSignal(panel.needs_changed):
        QTest.keyClick(panel.temperature, Qt.Key.Key_Right)
    assert panel.needs() == Needs(views=(Writing("ab", 0.9),))
    assert panel.heat.text() == "Temperature 0.9"


def test_characters_that_the_data_do_not_have_are_left_out_and_named(panel, qtbot):
    QTest.keyClicks(panel.begin, "aXbY")
    with qtbot.waitSignal(panel.message) as said:
        QTest.keyClick(panel.begin, Qt.Key.Key_Return)
    assert said.args == ["The data do not have these characters: X Y"]
    assert panel.begin.text() == "ab"


def test_text_that_is_selected_stays(panel):
    show(panel, Sample(1.0, "ab", True))
    panel.text.selectAll()
    show(panel, Sample(2.0, "ba", True))
    assert "ab" in panel.text.toPlainText()
    cursor = panel.text.textCursor()
    cursor.clearSelection()
    panel.text.setTextCursor(cursor)
    show(panel, Sample(3.0, "bb", True))
    assert "bb" in panel.text.toPlainText()


def test_other_data_are_declined_in_words(panel):
    x = np.array([[1, 2, 3], [3, 2, 1]])
    panel.show_dataset(Dataset.from_arrays(x, np.sort(x), classes=tuple("∅abc")))
    assert panel.needs() == Needs()
    assert panel.notice.isVisible()
    assert not panel.begin.isVisible()
    assert "text" in panel.notice.text()


def test_a_network_that_cannot_write_is_told_what_it_needs(panel):
    (request,) = panel.needs().views
    panel.show_frame(Frame(1, 1, 1, None, views={request: None}))
    assert "foretell the next character" in panel.notice.text()


def test_texts_are_taken_away_as_a_table(panel):
    show(panel, Sample(2.0, "a, b", True))
    assert panel.csv().splitlines() == ["epoch,text", '2.0,"a, b"']
