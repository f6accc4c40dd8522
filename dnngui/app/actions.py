"""Every command of the window, once: menus, shortcuts and the shortcut sheet are built from this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence

from dnngui import icons

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QMainWindow, QMenu

N = QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Command:
    """One thing a person can do.

    Attributes
    ----------
    name
        Its `objectName`, and the name of the window's method that does it.
    text
        What the menu says, in English.
    menu
        Menu it stands in.
    keys
        Shortcuts, the first is shown.
    on_canvas
        Whether the keys act while the drawing has the focus alone, so that fields keep theirs.
    separated
        Whether a line stands before it.
    """

    name: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    on_canvas: bool = False
    separated: bool = False


FILE, EDIT, VIEW, RUN, HELP = "File", "Edit", "View", "Train", "Help"

MENUS: tuple[tuple[str, str], ...] = (
    (FILE, N("Menu", "&File")),
    (EDIT, N("Menu", "&Edit")),
    (VIEW, N("Menu", "&View")),
    (RUN, N("Menu", "&Train")),
    (HELP, N("Menu", "&Help")),
)

COMMANDS: tuple[Command, ...] = (
    Command("new_project", N("Command", "&New"), FILE, ("Ctrl+N",), "new"),
    Command("open_project", N("Command", "&Open…"), FILE, ("Ctrl+O",), "open"),
    Command("open_table", N("Command", "Open &table…"), FILE, ("Ctrl+Shift+O",), "table"),
    Command("save", N("Command", "&Save"), FILE, ("Ctrl+S",), "save", separated=True),
    Command("save_as", N("Command", "Save &as…"), FILE, ("Ctrl+Shift+S",)),
    Command("export", N("Command", "&Export weights…"), FILE, ("Ctrl+E",), "export"),
    Command("quit", N("Command", "&Quit"), FILE, ("Ctrl+Q",), separated=True),
    Command("cut", N("Command", "Cu&t"), EDIT, ("Ctrl+X",), on_canvas=True, separated=True),
    Command("copy", N("Command", "&Copy"), EDIT, ("Ctrl+C",), "copy", on_canvas=True),
    Command("paste", N("Command", "&Paste"), EDIT, ("Ctrl+V",), on_canvas=True),
    Command("duplicate", N("Command", "&Duplicate"), EDIT, ("Ctrl+D",), on_canvas=True),
    Command("delete", N("Command", "De&lete"), EDIT, ("Del",), "delete", on_canvas=True),
    Command(
        "heal", N("Command", "Delete and &close the gap"), EDIT, ("Backspace",), on_canvas=True
    ),
    Command("select_all", N("Command", "Select &all"), EDIT, ("Ctrl+A",), on_canvas=True),
    Command("zoom_in", N("Command", "Zoom &in"), VIEW, ("Ctrl++", "Ctrl+="), "zoom-in"),
    Command("zoom_out", N("Command", "Zoom &out"), VIEW, ("Ctrl+-",), "zoom-out"),
    Command("reset_zoom", N("Command", "Actual &size"), VIEW, ("Ctrl+0",)),
    Command("fit", N("Command", "&Fit drawing"), VIEW, ("Ctrl+9",), "fit"),
    Command("tidy", N("Command", "&Tidy layout"), VIEW, ("Ctrl+L",), "tidy"),
    Command("toggle_run", N("Command", "&Run or pause"), RUN, ("Ctrl+R", "F5"), "run"),
    Command("step_batch", N("Command", "Step one &batch"), RUN, ("F10",), "step-batch"),
    Command("step_epoch", N("Command", "Step one &epoch"), RUN, ("F11",), "step-epoch"),
    Command(
        "reset", N("Command", "Re&set to the first weights"), RUN, ("Ctrl+Shift+R",), "reset"
    ),
    Command("redraw", N("Command", "Draw &new weights"), RUN, ("Ctrl+Shift+N",), "redraw"),
    Command("shortcuts", N("Command", "&Keyboard shortcuts"), HELP, ("F1",)),
    Command("show_log", N("Command", "Open the &log folder"), HELP),
    Command("about", N("Command", "&About dnngui"), HELP, separated=True),
)


def translated(command: Command) -> str:
    return QCoreApplication.translate("Command", command.text)


def build_menus(window: QMainWindow) -> Mapping[str, QMenu]:
    """Add all menus to the window's bar and return them by their English names."""
    menus: dict[str, QMenu] = {}
    for name, title in MENUS:
        menus[name] = window.menuBar().addMenu(QCoreApplication.translate("Menu", title))
        menus[name].setObjectName(f"menu_{name.lower()}")
        menus[name].setToolTipsVisible(True)
    return menus


def build_actions(window: QMainWindow, menus: Mapping[str, QMenu]) -> dict[str, QAction]:
    """Make an action of each command, connected to the window's method of that name."""
    actions: dict[str, QAction] = {}
    for command in COMMANDS:
        action = QAction(translated(command), window)
        action.setObjectName(f"action_{command.name}")
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        if command.on_canvas:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if command.icon:
            action.setIcon(icons.icon(command.icon))
        action.triggered.connect(getattr(window, command.name))
        if command.separated:
            menus[command.menu].addSeparator()
        menus[command.menu].addAction(action)
        actions[command.name] = action
    return actions
