"""Menus whose entries change: examples, recent files, panels, appearance and language."""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QChildEvent, QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QMenu, QToolBar

import dnngui
from dnngui.app import dialogs
from dnngui.app.actions import (
    ARRANGE,
    COMMANDS,
    EDIT,
    FILE,
    RUN,
    VIEW,
    name_menu,
    plain,
    translated,
)
from dnngui.app.availability import Availability
from dnngui.app.crash import log_folder
from dnngui.app.notecolours import NoteColours
from dnngui.app.preferences import MEMORIES
from dnngui.canvas.surgery import Cut
from dnngui.document.examples import EXAMPLES
from dnngui.words import term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dnngui.app.preferences import Preferences
    from dnngui.app.window import MainWindow


_DRAWING = (
    ("cut", "copy", "paste", "duplicate"),
    ("seek_layer", "add_unit", "remove_unit", "deepen", "remove_layer"),
    ("group", "ungroup", "open_group", "leave_group"),
    ("delete", "heal"),
    ("add_comment", "add_frame"),
    ("neurons", "layer_neurons", "freeze"),
    ("pin", "unpin", "tidy"),
    ("select_all", "fit"),
)
"""What the drawing offers under the right button, in parts."""


_SURGERY = {
    "add_unit": Cut.ADD_UNIT,
    "remove_unit": Cut.REMOVE_UNIT,
    "deepen": Cut.ADD_LAYER,
    "remove_layer": Cut.REMOVE_LAYER,
}
"""Commands that say beforehand what they leave of what was learned."""


class Menus(QObject):
    """Fills the menus of the window beyond its fixed commands."""

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._preferences = window, preferences
        window.installEventFilter(self)

    def fill(self, menus: Mapping[str, QMenu]) -> None:
        """Add to the menus, by their English names, what is not a fixed command."""
        self._available = Availability(self._window)
        self._fill_file(menus[FILE])
        self._fill_edit(menus[EDIT])
        self._fill_arrange(menus[ARRANGE])
        self._fill_view(menus[VIEW])
        self._fill_train(menus[RUN])
        self._add_drawing_menu()

    # -- filling

    def _fill_file(self, menu: QMenu) -> None:
        before = self._window.actions_by_name["save"]
        self._examples = QMenu(self.tr("New from e&xample"), menu)
        name_menu(self._examples, "examples")
        self._examples.setToolTipsVisible(True)
        for example in EXAMPLES:
            action = self._examples.addAction(term(example.name))
            action.setObjectName(f"action_example_{_as_name(example.name)}")
            action.setData(example.name)
            action.setToolTip(term(example.summary))
        self._examples.triggered.connect(self._start_example)
        self._recent = QMenu(self.tr("Open &recent"), menu)
        name_menu(self._recent, "recent")
        self._recent.aboutToShow.connect(self._list_recent)
        self._recent.triggered.connect(self._open_recent)
        menu.insertMenu(before, self._examples)
        menu.insertMenu(before, self._recent)
        menu.insertSeparator(before)

    def _fill_edit(self, menu: QMenu) -> None:
        stack, first = self._window.history.stack, menu.actions()[0]
        undo = stack.createUndoAction(self._window, self.tr("Undo"))
        undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        redo = stack.createRedoAction(self._window, self.tr("Redo"))
        redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        for name, action in (("undo", undo), ("redo", redo)):
            action.setObjectName(f"action_{name}")
            menu.insertAction(first, action)
        menu.aboutToShow.connect(self._foretell)

    def _add_drawing_menu(self) -> None:
        """Give the drawing a menu of what can be done with it, under the right button."""
        menu = QMenu(self.tr("Drawing"), self._window)
        name_menu(menu, "drawing")
        actions = self._window.actions_by_name
        for names in _DRAWING:
            menu.addSeparator()
            for name in names:
                menu.addAction(actions[name])
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._foretell)
        menu.aboutToShow.connect(self._available.follow_choice)
        self._drawing = menu
        self.offer_drawing_menu(self._window.canvas)

    def offer_drawing_menu(self, view: QAbstractScrollArea) -> None:
        """Open the drawing's menu where another view of it is clicked with the right button."""
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(
            lambda at: self._drawing.popup(view.viewport().mapToGlobal(at))
        )

    def _fill_arrange(self, menu: QMenu) -> None:
        colours = NoteColours(self._window.canvas, menu)
        frame = menu.actions().index(self._window.actions_by_name["add_frame"])
        menu.insertMenu(menu.actions()[frame + 1], colours)
        menu.aboutToShow.connect(self._available.follow_choice)

    def _fill_view(self, menu: QMenu) -> None:
        menu.addSeparator()
        self._panels = menu.addMenu(self.tr("&Panels"))
        name_menu(self._panels, "panels")
        self._fill_panels()
        self._add_choices(
            "mini_map",
            menu.addMenu(self.tr("&Mini-map")),
            {
                "large": self.tr("When the drawing is large"),
                "always": self.tr("Always"),
                "never": self.tr("Never"),
            },
            self._preferences.mini_map,
        ).triggered.connect(self._choose_mini_map)
        self._add_choices(
            "appearance",
            menu.addMenu(self.tr("&Appearance")),
            {"system": self.tr("System"), "light": self.tr("Light"), "dark": self.tr("Dark")},
            self._preferences.appearance,
        ).triggered.connect(self._choose_appearance)
        self._add_choices(
            "language",
            menu.addMenu(self.tr("&Language")),
            {"system": self.tr("System"), "en": "English", "zh_CN": "简体中文"},
            self._preferences.language,
        ).triggered.connect(self._choose_language)

    def _fill_train(self, menu: QMenu) -> None:
        memory = QMenu(self.tr("&Timeline memory"), menu)
        menu.insertMenu(self._window.actions_by_name["find_rate"], memory)
        sizes = {str(each): self._memory(each) for each in MEMORIES}
        chosen = str(self._preferences.timeline_memory)
        choices = self._add_choices("timeline_memory", memory, sizes, chosen)
        choices.triggered.connect(self._choose_memory)

    def _memory(self, megabytes: int) -> str:
        """Return a size in words."""
        if megabytes < 1024:
            return self.tr("{count} MB").format(count=megabytes)
        return self.tr("{count} GB").format(count=megabytes // 1024)

    def _fill_panels(self) -> None:
        for dock in self._window.docks.by_name.values():
            self._panels.addAction(dock.toggleViewAction())
        reset = self._panels.addAction(self.tr("&Reset layout"))
        reset.setObjectName("action_reset_layout")
        reset.triggered.connect(self._window.reset_layout)
        for bar in self._window.findChildren(QToolBar):
            bar.toggleViewAction().setObjectName(f"action_{bar.objectName()}")
            if bar.toggleViewAction().isEnabled():
                self._panels.insertAction(reset, bar.toggleViewAction())
        self._panels.insertSeparator(reset)

    def _add_choices(
        self, name: str, menu: QMenu, choices: Mapping[str, str], chosen: str
    ) -> QActionGroup:
        name_menu(menu, name)
        group = QActionGroup(menu)
        for value, text in choices.items():
            action = group.addAction(text)
            action.setObjectName(f"action_{name}_{value}")
            action.setCheckable(True)
            action.setData(value)
            action.setChecked(value == chosen)
            menu.addAction(action)
        return group

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Name the menu of all panels, which Qt makes where a title is clicked with the right."""
        if isinstance(event, QChildEvent) and event.type() is QEvent.Type.ChildPolished:
            menu = event.child()
            if isinstance(menu, QMenu) and not menu.objectName():
                menu.setTitle(self._panels.title())
                name_menu(menu, "all_panels")
        return super().eventFilter(watched, event)

    @Slot()
    def _foretell(self) -> None:
        """Say of each step what it would do to what was learned."""
        canvas, actions = self._window.canvas, self._window.actions_by_name
        told = {
            name: canvas.foretold(cut) if canvas.selected() else ""
            for name, cut in _SURGERY.items()
        }
        told["delete"] = canvas.deletion_foretold(heal=False)
        told["heal"] = canvas.deletion_foretold(heal=True)
        for name, text in told.items():
            actions[name].setToolTip(text or plain(actions[name].text()))
            actions[name].setStatusTip(text.replace("\n", ". "))

    # -- what they do

    @Slot(QAction)
    def _start_example(self, action: QAction) -> None:
        self._window.start_example(action.data())

    @Slot()
    def _list_recent(self) -> None:
        self._recent.clear()
        for place, path in enumerate(self._preferences.recent, start=1):
            action = self._recent.addAction(path.name)
            action.setObjectName(f"action_recent_{place}")
            action.setData(str(path))
            action.setToolTip(str(path))
        if self._recent.isEmpty():
            none = self._recent.addAction(self.tr("No files yet"))
            none.setObjectName("action_recent_none")
            none.setEnabled(False)

    @Slot(QAction)
    def _open_recent(self, action: QAction) -> None:
        if action.data():
            self._window.open_path(Path(action.data()))

    @Slot(QAction)
    def _choose_appearance(self, action: QAction) -> None:
        self._preferences.appearance = action.data()
        self._window.apply_appearance(action.data())

    @Slot(QAction)
    def _choose_mini_map(self, action: QAction) -> None:
        self._preferences.mini_map = action.data()
        self._window.canvas.set_mini_map(action.data())

    @Slot(QAction)
    def _choose_memory(self, action: QAction) -> None:
        self._window.look_back.set_memory(int(action.data()))

    @Slot(QAction)
    def _choose_language(self, action: QAction) -> None:
        self._preferences.language = action.data()
        text = self.tr("The language changes when the program starts again.")
        dialogs.tell(self._window, "language_chosen", self.tr("Language"), text)

    # -- help

    def show_shortcuts(self) -> None:
        """Show the keys of all commands, and those of the drawing."""
        rows = [
            (plain(translated(command)), QKeySequence(command.keys[0]).toString())
            for command in COMMANDS
            if command.keys
        ]
        rows += [
            (self.tr("Undo"), "Ctrl+Z"),
            (self.tr("Redo"), "Ctrl+Shift+Z"),
            (self.tr("Next or previous layer"), "Tab, Shift+Tab"),
            (self.tr("Connect from the chosen layer"), "C"),
            (self.tr("Choose the next or previous connection"), "E, Shift+E"),
            (self.tr("Edit the chosen layer, or open the group"), "Enter"),
            (self.tr("Write into the chosen comment or frame"), "Enter"),
            (self.tr("Rename a layer in the outline"), "F2"),
            (self.tr("Type a weight of the chosen layer's neurons"), "W"),
            (self.tr("Go to another of its weights"), self.tr("Ctrl+Arrow keys")),
            (self.tr("Move what is selected"), self.tr("Arrow keys")),
            (self.tr("Cancel a gesture, leave the group, or go to the drawing"), "Esc"),
        ]
        title = self.tr("Keyboard shortcuts")
        dialogs.show_sheet(self._window, "keyboard_shortcuts", title, _table(rows))

    def show_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))

    def show_about(self) -> None:
        text = self.tr("Draw a neural network, train it, watch it learn, take the weights away.")
        dialogs.tell(
            self._window,
            "about_dnngui",
            self.tr("About dnngui"),
            f"<b>dnngui {dnngui.__version__}</b><p>{text}",
            picture=self._window.windowIcon().pixmap(64, 64),
        )


def _table(rows: list[tuple[str, str]]) -> str:
    """Return names and keys in two columns, so that low screens hold them."""
    half = -(-len(rows) // 2)
    lines = zip_longest(rows[:half], rows[half:], fillvalue=("", ""))
    filled = "".join(f"<tr>{_cells(*one)}{_cells(*other)}</tr>" for one, other in lines)
    return f"<table>{filled}</table>"


def _cells(text: str, keys: str) -> str:
    style = "padding:2px 24px 2px 0; white-space:nowrap"
    return f"<td style='{style}'>{text}</td><td style='{style}'><b>{keys}</b></td>"


def _as_name(title: str) -> str:
    """Return a title's letters and figures, joined as `objectName` has them."""
    return "_".join(re.findall(r"\w+", title.lower()))
