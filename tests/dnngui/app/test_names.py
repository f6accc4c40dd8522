"""Every control, menu, entry and dialog has a name for scripts and one for screen readers."""

from __future__ import annotations

import pytest
from driving import child, press
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QTabBar,
    QWidget,
)

from dnngui.app import language
from dnngui.document.examples import EXAMPLES
from engine.layers import Dense

# Off screen, menus and drags work without what they ask for.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support grabbing the (keyboard|mouse)", extend=True
)

LEFT = Qt.MouseButton.LeftButton


def controls(window):
    """All a person can use; not what Qt puts inside its own widgets."""
    kinds = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar)
    return [
        each
        for each in window.findChildren(QWidget)
        if isinstance(each, kinds)
        and not each.objectName().startswith("qt_")
        # Qt's own parts of a tab bar, a spin box or a combo box.
        and not isinstance(each.parent(), QAbstractSpinBox | QComboBox | QLineEdit | QTabBar)
    ]


def open_submenus(menu):
    """Open a menu and those within it, as some are filled only then; return them all."""
    menu.popup(QPoint(0, 0))
    menu.hide()
    below = [each.menu() for each in menu.actions() if each.menu()]
    return [menu, *(found for each in below for found in open_submenus(each))]


def all_menus(window):
    tops = [action.menu() for action in window.menuBar().actions()]
    return [found for top in tops for found in open_submenus(top)]


def entries(menus):
    return [each for menu in menus for each in menu.actions() if not each.isSeparator()]


def named_things(window):
    menus = all_menus(window)
    bar = window.menuBar()
    return [*controls(window), bar, *bar.actions(), *menus, *entries(menus)]


def assert_named(things):
    assert [each for each in things if not each.objectName()] == []
    names = [each.objectName() for each in things]
    assert sorted(names) == sorted(set(names))
    widgets = [each for each in things if isinstance(each, QWidget)]
    # A button says its text.
    spoken = {each: each.accessibleName() or getattr(each, "text", str)() for each in widgets}
    assert [each.objectName() for each, said in spoken.items() if not said] == []


@pytest.fixture
def opened(window, preferences, qtbot, tmp_path):
    """A window with recent files of one name, and its tabs named."""
    for folder in ("a", "b"):
        preferences.remember(tmp_path / folder / "same.dnn")
    qtbot.waitUntil(lambda: window.findChild(QTabBar, "tabs_palette") is not None)
    return window


def test_every_control_and_every_entry_of_the_menus_has_a_name_of_its_own(opened):
    things = named_things(opened)
    assert_named(things)
    names = {each.objectName() for each in things}
    assert {"menu_bar", "menu_file", "menu_appearance", "tabs_palette", "dock_loss_close"} <= names
    assert {"action_example_spiral_8_8_8", "action_recent_2", "action_language_zh_CN"} <= names
    assert len([each for each in names if each.startswith("action_example_")]) == len(EXAMPLES)


def test_without_recent_files_the_menu_s_only_entry_has_a_name(window):
    assert_named(named_things(window))
    assert [each.objectName() for each in entries([child(window, QMenu, "menu_recent")])] == [
        "action_recent_none"
    ]


def test_names_do_not_depend_on_the_language(opened, make_window, qapp):
    english = sorted(each.objectName() for each in named_things(opened))
    font = qapp.font()
    translators = language.install(qapp, "zh_CN")
    try:
        other = make_window()
        QTest.qWait(50)
        assert child(other, QMenu, "menu_file").accessibleName() != "File"
        assert sorted(each.objectName() for each in named_things(other)) == english
    finally:
        for each in translators:
            qapp.removeTranslator(each)
        qapp.setFont(font)


# -- docks


def tab_bars(window):
    """The names of the bars of tabs, and what they say, with the tabs in them."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    return {
        bar.objectName(): (bar.accessibleName(), {bar.tabText(i) for i in range(bar.count())})
        for bar in window.findChildren(QTabBar, options=direct)
        # Qt keeps a bar without height where all docks but one are closed.
        if bar.count() > 1
    }


START = {
    "tabs_palette": ("Layers, Data, Outline", {"Layers", "Data", "Outline"}),
    "tabs_inspector": ("Inspector, Problems", {"Inspector", "Problems"}),
}


def drag(dock, target):
    """Drag a dock by its title onto another one and let it go there."""
    start = QPoint(20, 8)
    QTest.mousePress(dock, LEFT, pos=start)
    for part in range(1, 9):
        here, goal = dock.mapToGlobal(start), target.mapToGlobal(target.rect().center())
        QTest.mouseMove(dock, dock.mapFromGlobal(here + (goal - here) * part / 8))
        QTest.qWait(20)
    # The dock beneath makes room first.
    QTest.qWait(250)
    QTest.mouseRelease(dock, LEFT, pos=dock.mapFromGlobal(goal))


def test_tabs_keep_names_of_their_own_when_panels_are_dragged_together_and_put_back(opened, qtbot):
    docks = opened.docks.by_name
    assert tab_bars(opened) == START
    drag(docks["accuracy"], docks["loss"])
    dragged = START | {"tabs_loss": ("Loss, Metrics", {"Loss", "Metrics"})}
    qtbot.waitUntil(lambda: tab_bars(opened) == dragged)
    opened.tabifyDockWidget(docks["loss"], docks["boundary"])
    qtbot.waitUntil(lambda: tab_bars(opened).keys() == START.keys() | {"tabs_boundary"})
    child(opened, QAction, "action_reset_layout").trigger()
    qtbot.waitUntil(lambda: tab_bars(opened) == START)


def test_the_menu_of_all_panels_has_a_name_and_its_entries_too(opened, qtbot):
    dock = opened.docks.by_name["loss"]
    place = QPoint(20, 8)
    click = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, dock.mapTo(opened, place), dock.mapToGlobal(place)
    )
    QApplication.sendEvent(opened, click)
    menu = QApplication.activePopupWidget()
    assert menu.objectName() == "menu_all_panels"
    assert menu.accessibleName() == "Panels"
    assert_named([menu, *entries([menu])])
    menu.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# -- dialogs


def use(name):
    return lambda window, _: press(window, name)


def choose_language(window, _):
    child(window, QAction, "action_language_en").trigger()


def leave_changes(window, _):
    project = window.history.project
    window.history.do("Add Dense", project.with_graph(project.graph.add(Dense())[0]))
    press(window, "new_project")


def open_table(window, folder):
    path = folder / "mine.csv"
    path.write_text("a,b\n" + "1,2\n3,4\n" * 10)
    window.open_path(path)


DIALOGS = {
    "open_project": (use("open_project"), {"open", "cancel"}),
    "open_table": (use("open_table"), {"open", "cancel"}),
    "save_project": (use("save_as"), {"save", "cancel"}),
    "export_weights": (use("export"), {"save", "cancel"}),
    "keyboard_shortcuts": (use("shortcuts"), {"ok"}),
    "about_dnngui": (use("about"), {"ok"}),
    "language_chosen": (choose_language, {"ok"}),
    "unsaved_changes": (leave_changes, {"save", "discard", "cancel"}),
    "table_dialog": (open_table, {"ok", "cancel"}),
}
"""What opens each, and what the ends of its buttons' names are."""


@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_and_its_buttons_have_names_and_it_goes_when_answered(
    window, qtbot, tmp_path, name
):
    opens, ends = DIALOGS[name]
    begins = name.removesuffix("_dialog")
    seen = []

    def answer():
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return
        clock.stop()
        try:
            seen.append((dialog.objectName(), dialog.accessibleName() or dialog.windowTitle()))
            (box,) = dialog.findChildren(QDialogButtonBox)
            assert_named(box.buttons() if isinstance(dialog, QFileDialog) else controls(dialog))
            seen.append({button.objectName() for button in box.buttons()})
        finally:
            box = dialog.findChild(QDialogButtonBox)
            last = box.button(box.StandardButton.Cancel) or box.button(box.StandardButton.Ok)
            QTest.mouseClick(last, LEFT)

    clock = QTimer()
    clock.timeout.connect(answer)
    clock.start(10)
    opens(window, tmp_path)
    qtbot.waitUntil(lambda: len(seen) == 2)
    (found, said), buttons = seen
    assert found == name
    assert said
    assert buttons == {f"{begins}_{end}" for end in ends}
    qtbot.waitUntil(lambda: window.findChild(QWidget, name) is None)
