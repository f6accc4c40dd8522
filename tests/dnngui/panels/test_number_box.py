"""The field in which a number is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dnngui.panels.forms.declaration import Number
from dnngui.panels.forms.numberbox import NumberBox
from dnngui.panels.forms.numbers import Bounds

RATE = Number(Bounds(least=0.0, above=True, most=1000.0))
UNITS = Number(Bounds(whole=True, least=1, most=65536))
OPTIONAL = Number(Bounds(whole=True), optional=True)


class Seen:
    """What a box has said."""

    def __init__(self, box: NumberBox) -> None:
        self.values, self.sentences, self.ends = [], [], 0
        box.edited.connect(self.values.append)
        box.refused.connect(lambda sentence: self.sentences.append(sentence and str(sentence)))
        box.finished.connect(self.end)

    def end(self) -> None:
        self.ends += 1


@pytest.fixture
def box(show):
    box = show(NumberBox(RATE), 120, 30)
    box.show_value(0.03)
    box.setFocus()
    box.selectAll()
    return box


def text(box: NumberBox) -> str:
    return box.lineEdit().text()


def test_typing_is_taken_with_enter(box):
    seen = Seen(box)
    QTest.keyClicks(box, "0.005")
    assert seen.values == []
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert seen.values == [0.005]
    assert text(box) == "0.005"


def test_typing_is_taken_on_leaving(box):
    seen = Seen(box)
    QTest.keyClicks(box, "0.005")
    box.clearFocus()
    assert seen.values == [0.005]


@pytest.mark.parametrize("typed", ["9999999", "1e-400", "0.5x"])
def test_what_ends_wrong_leaves_the_value_from_before(box, typed):
    seen = Seen(box)
    QTest.keyClicks(box, typed)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.property("invalid") is True
    assert (text(box), box.value(), seen.values) == (typed, 0.03, [])


def test_an_arrow_key_goes_on_from_what_is_typed(box):
    seen = Seen(box)
    QTest.keyClicks(box, "0.5")
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert seen.values == [0.5, 1.0]


def test_escape_takes_back_what_is_typed_though_it_were_allowed(box):
    seen = Seen(box)
    QTest.keyClicks(box, "0.5")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert text(box) == "0.03"
    box.clearFocus()
    assert seen.values == []


def test_what_is_typed_is_never_rewritten(box):
    QTest.keyClicks(box, "1e-3")
    QTest.keyClick(box, Qt.Key.Key_Return)
    box.show_value(0.001)
    assert text(box) == "1e-3"


def test_another_value_from_outside_replaces_what_is_typed(box):
    QTest.keyClicks(box, "1e-3")
    box.show_value(0.5)
    assert text(box) == "0.5"


def test_wrong_input_is_marked_with_a_sentence_and_the_old_value_stays(box):
    seen = Seen(box)
    QTest.keyClicks(box, "fast")
    assert box.property("invalid") is True
    assert seen.sentences[-1] == "Enter a number greater than 0 and at most 1000."
    assert text(box) == "fast"
    assert box.value() == 0.03
    assert not seen.values


def test_half_a_number_is_marked_only_when_the_person_leaves(box, qtbot):
    QTest.keyClicks(box, "1e-")
    assert not box.property("invalid")
    box.clearFocus()
    assert box.property("invalid") is True
    assert text(box) == "1e-"


def test_escape_brings_the_old_value_back(box):
    QTest.keyClicks(box, "fast")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert text(box) == "0.03"
    assert not box.property("invalid")


def test_arrow_keys_step_through_sensible_values(box):
    seen = Seen(box)
    QTest.keyClick(box, Qt.Key.Key_Up)
    QTest.keyClick(box, Qt.Key.Key_Up)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert seen.values == [0.05, 0.1, 0.05]
    assert text(box) == "0.05"


def test_the_wheel_steps_only_while_the_box_has_the_keyboard(box, wheel):
    assert wheel(box, 1)
    assert box.value() == 0.05
    box.clearFocus()
    assert not wheel(box, 1)
    assert box.value() == 0.05


def test_leaving_ends_the_gesture(box):
    seen = Seen(box)
    QTest.keyClicks(box, "2")
    assert seen.ends == 0
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert seen.ends > 0


def test_an_optional_field_may_be_empty_and_says_what_that_means(show):
    box = show(NumberBox(OPTIONAL, "all samples"), 120, 30)
    box.show_value(10)
    seen = Seen(box)
    box.setFocus()
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Delete)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert seen.values == [None]
    assert not box.property("invalid")
    assert box.lineEdit().placeholderText() == "all samples"


def test_a_field_that_must_hold_something_is_marked_when_left_empty(box):
    QTest.keyClick(box, Qt.Key.Key_Delete)
    box.clearFocus()
    assert box.property("invalid") is True
    assert box.value() == 0.03


def test_several_values_are_shown_as_such_until_one_is_typed(box):
    seen = Seen(box)
    box.show_mixed()
    assert text(box) == ""
    assert box.lineEdit().placeholderText() == "several"
    box.clearFocus()
    assert not box.property("invalid")
    box.setFocus()
    QTest.keyClicks(box, "3")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert seen.values == [3.0]


def test_a_step_from_several_values_begins_at_the_lowest(show):
    box = show(NumberBox(UNITS), 120, 30)
    box.show_mixed()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert box.value() == 1
