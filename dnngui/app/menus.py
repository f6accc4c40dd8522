"""Menus whose entries change: examples, recent files, panels, appearance and language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QMenu, QMessageBox

import dnngui
from dnngui.app.actions import COMMANDS, EDIT, FILE, VIEW, plain, translated
from dnngui.app.crash import log_folder
from dnngui.document.examples import EXAMPLES
from dnngui.words import term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dnngui.app.preferences import Preferences
    from dnngui.app.window import MainWindow


class Menus(QObject):
    """Fills the menus of the window beyond its fixed commands."""

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._preferences = window, preferences

    def fill(self, menus: Mapping[str, QMenu]) -> None:
        """Add to the menus, by their English names, what is not a fixed command."""
        self._fill_file(menus[FILE])
        self._fill_edit(menus[EDIT])
        self._fill_view(menus[VIEW])

    # -- filling

    def _fill_file(self, menu: QMenu) -> None:
        before = self._window.actions_by_name["save"]
        self._examples = QMenu(self.tr("New from e&xample"), menu)
        self._examples.setObjectName("menu_examples")
        self._examples.setToolTipsVisible(True)
        for example in EXAMPLES:
            action = self._examples.addAction(term(example.name))
            action.setData(example.name)
            action.setToolTip(term(example.summary))
        self._examples.triggered.connect(self._start_example)
        self._recent = QMenu(self.tr("Open &recent"), menu)
        self._recent.setObjectName("menu_recent")
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

    def _fill_view(self, menu: QMenu) -> None:
        menu.addSeparator()
        panels = menu.addMenu(self.tr("&Panels"))
        panels.setObjectName("menu_panels")
        for dock in self._window.docks.by_name.values():
            panels.addAction(dock.toggleViewAction())
        panels.addSeparator()
        panels.addAction(self.tr("&Reset layout")).triggered.connect(self._window.reset_layout)
        self._add_choices(
            menu.addMenu(self.tr("&Appearance")),
            {"system": self.tr("System"), "light": self.tr("Light"), "dark": self.tr("Dark")},
            self._preferences.appearance,
        ).triggered.connect(self._choose_appearance)
        self._add_choices(
            menu.addMenu(self.tr("&Language")),
            {"system": self.tr("System"), "en": "English", "zh_CN": "简体中文"},
            self._preferences.language,
        ).triggered.connect(self._choose_language)

    def _add_choices(self, menu: QMenu, choices: Mapping[str, str], chosen: str) -> QActionGroup:
        group = QActionGroup(menu)
        for value, text in choices.items():
            action = group.addAction(text)
            action.setCheckable(True)
            action.setData(value)
            action.setChecked(value == chosen)
            menu.addAction(action)
        return group

    # -- what they do

    @Slot(QAction)
    def _start_example(self, action: QAction) -> None:
        self._window.start_example(action.data())

    @Slot()
    def _list_recent(self) -> None:
        self._recent.clear()
        for path in self._preferences.recent:
            action = self._recent.addAction(path.name)
            action.setData(str(path))
            action.setToolTip(str(path))
        if self._recent.isEmpty():
            self._recent.addAction(self.tr("No files yet")).setEnabled(False)

    @Slot(QAction)
    def _open_recent(self, action: QAction) -> None:
        if action.data():
            self._window.open_path(Path(action.data()))

    @Slot(QAction)
    def _choose_appearance(self, action: QAction) -> None:
        self._preferences.appearance = action.data()
        self._window.apply_appearance(action.data())

    @Slot(QAction)
    def _choose_language(self, action: QAction) -> None:
        self._preferences.language = action.data()
        QMessageBox.information(
            self._window,
            self.tr("Language"),
            self.tr("The language changes when the program starts again."),
        )

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
            (self.tr("Edit the chosen layer"), "Enter"),
            (self.tr("Move what is selected"), self.tr("Arrow keys")),
            (self.tr("Cancel a gesture"), "Esc"),
        ]
        cells = "".join(
            f"<tr><td style='padding:2px 24px 2px 0'>{text}</td><td><b>{keys}</b></td></tr>"
            for text, keys in rows
        )
        QMessageBox.information(
            self._window, self.tr("Keyboard shortcuts"), f"<table>{cells}</table>"
        )

    def show_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))

    def show_about(self) -> None:
        text = self.tr("Draw a neural network, train it, watch it learn, take the weights away.")
        QMessageBox.about(
            self._window, self.tr("About dnngui"), f"<b>dnngui {dnngui.__version__}</b><p>{text}"
        )
