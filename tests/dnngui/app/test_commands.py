"""What commands do, when they can be given, and their keys."""

from __future__ import annotations

from functools import partial

from driving import child, press
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton

from dnngui.app.actions import COMMANDS
from dnngui.app.bars import TRANSPORT_COMMANDS
from dnngui.canvas.surgery import Cut
from engine.layers import Dense

X11 = [QKeySequence(f"Ctrl+{letter}") for letter in "AEKUD"]
"""What a line of text takes for itself on Linux besides the keys that it takes everywhere."""


class LikeOnLinux(QObject):
    """Lets a field take the keys that it takes on a Linux desktop."""

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        taken = override and QKeySequence(event.keyCombination()) in X11
        event.setAccepted(taken)
        return taken


def note(given, name, *_):
    given.append(name)


def test_the_keys_of_a_command_act_while_a_field_of_text_has_the_focus(window):
    field = child(window, QLineEdit, "palette_search")
    field.setFocus()
    linux, given = LikeOnLinux(), []
    field.installEventFilter(linux)
    commands = [each for each in COMMANDS if not each.on_canvas]
    for command in commands:
        action = window.actions_by_name[command.name]
        action.triggered.disconnect()
        action.triggered.connect(partial(note, given, command.name))
    for command in commands:
        for keys in command.keys:
            combination = QKeySequence(keys)[0]
            # Some are off as long as there is nothing for them to do.
            window.actions_by_name[command.name].setEnabled(True)
            QTest.keyClick(field, combination.key(), combination.keyboardModifiers())
    field.removeEventFilter(linux)
    assert given == [command.name for command in commands for _ in command.keys]


def enabled(window):
    names = ("cut", "copy", "duplicate", "delete", "heal")
    return {name for name in names if window.actions_by_name[name].isEnabled()}


def test_commands_are_offered_for_what_is_selected_alone(window, hand):
    assert enabled(window) == set()
    hand.click(hand.at(2))
    assert enabled(window) == {"cut", "copy", "duplicate", "delete", "heal"}
    hand.click(hand.on_edge(1, 2))
    assert enabled(window) == {"delete", "heal"}
    hand.key(Qt.Key.Key_Delete)
    assert len(hand.graph.edges) == 2
    assert enabled(window) == set()


def able(window, *names):
    return [window.actions_by_name[name].isEnabled() for name in names]


def test_a_run_is_gone_through_by_keys_and_the_finder_once_there_is_one(window, qtbot, answers):
    through = ("look_earlier", "look_later", "look_now", "play_film")
    assert able(window, *through, "go_on_from_here") == [False] * 5
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: all(able(window, *through)), timeout=10_000)
    assert able(window, "go_on_from_here") == [False]
    press(window, "look_earlier")
    qtbot.waitUntil(lambda: able(window, "go_on_from_here") == [True], timeout=10_000)
    press(window, "look_now")
    qtbot.waitUntil(lambda: able(window, "go_on_from_here") == [False], timeout=10_000)
    window.start_example("XOR")
    qtbot.waitUntil(lambda: not any(able(window, *through)), timeout=10_000)


def test_nothing_is_arranged_or_looked_for_on_an_empty_drawing(window, answers):
    names = ("tidy", "tidy_all", "select_all", "lasso", "find_in_drawing")
    assert able(window, *names) == [True] * 5
    window.start_empty()
    assert able(window, *names) == [False] * 5
    press(window, "add_comment")
    assert able(window, *names) == [False, False, True, True, True]
    window.history.stack.undo()
    window.canvas.add_layer(Dense(units=2), None)
    assert able(window, *names) == [True] * 5


def test_the_word_about_the_lasso_goes_with_it(window, hand):
    bar = window.statusBar()
    press(window, "lasso")
    assert bar.currentMessage() == "Draw a line around the layers to select."
    left, right = hand.at(2, -110.0, -70.0), hand.at(2, 110.0, -70.0)
    hand.drag(left, right, hand.at(2, 110.0, 70.0), hand.at(2, -110.0, 70.0))
    assert window.canvas.selected() == {2}
    assert bar.currentMessage() == ""
    press(window, "lasso")
    hand.key(Qt.Key.Key_Escape)
    assert bar.currentMessage() == ""
    press(window, "lasso")
    hand.click(left)
    assert bar.currentMessage() == ""


def buttons(window):
    return [
        child(window, QToolButton, f"transport_{button}").isEnabled()
        for button in TRANSPORT_COMMANDS
    ]


def test_the_transports_commands_can_be_given_where_its_buttons_can_be_pressed(
    window, qtbot, answers
):
    def agree():
        return able(window, *TRANSPORT_COMMANDS.values()) == buttons(window)

    assert able(window, *TRANSPORT_COMMANDS.values()) == [True, True, True, True, False, True]
    assert agree()
    window.running.set_tempo("slow")
    press(window, "toggle_run")
    wanted = [True, False, False, True, True, True]
    qtbot.waitUntil(lambda: buttons(window) == wanted, timeout=10_000)
    assert agree()
    window.start_empty()
    qtbot.waitUntil(lambda: not any(buttons(window)), timeout=10_000)
    assert agree()
    press(window, "find_anything")
    QTest.keyClicks(window.finder.field, "one epoch")
    assert window.finder.list.item(0).text() == "Nothing is called that."
    window.finder.hide()


def test_a_layer_more_or_less_is_offered_where_its_sign_is(window, hand):
    first, second, *_, last = window.history.project.graph.order
    signs = window.canvas.drawing.handles

    def offered(*nodes):
        window.canvas.select(nodes)
        return able(window, "deepen", "remove_layer")

    def shown(cut):
        return signs.isVisible() and signs.at(signs.place_of(cut), 1.0) is cut

    for nodes, wanted in (
        ([], [False, False]),
        ([first], [True, False]),
        ([second], [True, True]),
        ([last], [True, False]),
        ([first, second], [False, False]),
    ):
        assert offered(*nodes) == wanted
        if nodes:
            assert [shown(Cut.ADD_LAYER), shown(Cut.REMOVE_LAYER)] == wanted
    assert offered(second) == [True, True]
    window.history.do("Cut", window.history.project.with_graph(cut_off(window, second)))
    assert able(window, "deepen", "remove_layer") == [True, False]


def cut_off(window, node):
    """Return the graph with nothing in front of a layer."""
    graph = window.history.project.graph
    return graph.disconnect([edge for edge in graph.edges if edge.target == node])


def test_the_menu_says_why_a_layer_cannot_be_added_to_several(window):
    first, second, *_ = window.history.project.graph.order
    window.canvas.select([first, second])
    menu = child(window, QMenu, "menu_edit")
    menu.aboutToShow.emit()
    assert window.actions_by_name["deepen"].toolTip() == "Select one layer."
