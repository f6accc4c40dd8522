"""Lists of choices above charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.plots.combo import Choice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def a_choice(qtbot: QtBot) -> Choice:
    choice = Choice("layer", 150)
    qtbot.addWidget(choice)
    choice.offer([("dense_1", 3), ("dense_2", 5)])
    return choice


def test_what_was_chosen_stays_chosen_where_it_is_still_offered(qtbot: QtBot) -> None:
    choice = a_choice(qtbot)
    choice.setCurrentIndex(1)
    assert choice.offer([("input", 1), ("renamed", 5), ("dense_1", 3)])
    assert (choice.currentText(), choice.currentData()) == ("renamed", 5)


def test_the_first_is_chosen_where_the_choice_is_gone(qtbot: QtBot) -> None:
    choice = a_choice(qtbot)
    choice.setCurrentIndex(1)
    assert choice.offer([("dense_1", 3), ("dense_3", 8)])
    assert choice.currentText() == "dense_1"


def test_the_same_entries_again_change_nothing(qtbot: QtBot) -> None:
    choice = a_choice(qtbot)
    choice.setCurrentIndex(1)
    assert not choice.offer([("dense_1", 3), ("dense_2", 5)])
    assert choice.currentText() == "dense_2"


def test_what_is_offered_anew_is_no_choice_of_the_person(qtbot: QtBot) -> None:
    choice = a_choice(qtbot)
    with qtbot.assertNotEmitted(choice.currentIndexChanged):
        choice.offer([("dense_7", 7)])
        choice.offer([])
    assert choice.values() == ()
