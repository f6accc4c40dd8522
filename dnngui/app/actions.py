"""Every command of the window, once: what menus and the sheet of shortcuts are built from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence

from dnngui import icons
from dnngui.panels.forms import commit_typing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QMainWindow, QMenu


@dataclass(frozen=True)
class Command:
    """One thing a person can do.

    Attributes
    ----------
    name
        Its `objectName` is ``action_`` and this.
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


FILE, EDIT, ARRANGE, VIEW, RUN, HELP = "File", "Edit", "Arrange", "View", "Train", "Help"

MENUS: tuple[tuple[str, str], ...] = (
    (FILE, "&File"),
    (EDIT, "&Edit"),
    (ARRANGE, "&Arrange"),
    (VIEW, "&View"),
    (RUN, "&Train"),
    (HELP, "&Help"),
)

COMMANDS: tuple[Command, ...] = (
    Command("new_project", "&New", FILE, ("Ctrl+N",), "new"),
    Command("open_project", "&Open…", FILE, ("Ctrl+O",), "open"),
    Command("open_table", "Open &table…", FILE, ("Ctrl+Shift+O",), "table"),
    Command("save", "&Save", FILE, ("Ctrl+S",), "save", separated=True),
    Command("save_as", "Save &as…", FILE, ("Ctrl+Shift+S",)),
    Command("export", "&Export weights…", FILE, ("Ctrl+Shift+E",), "export"),
    Command("export_drawing", "Export the &drawing…", FILE),
    Command("save_film", "Save the fil&m…", FILE, (), "film"),
    Command("quit", "&Quit", FILE, ("Ctrl+Q",), separated=True),
    Command("cut", "Cu&t", EDIT, ("Ctrl+X",), on_canvas=True, separated=True),
    Command("copy", "&Copy", EDIT, ("Ctrl+C",), "copy", on_canvas=True),
    Command("paste", "&Paste", EDIT, ("Ctrl+V",), on_canvas=True),
    Command("duplicate", "&Duplicate", EDIT, ("Ctrl+D",), on_canvas=True),
    Command("delete", "De&lete", EDIT, ("Del",), "delete", on_canvas=True),
    Command("heal", "Delete and close the &gap", EDIT, ("Backspace",), on_canvas=True),
    Command("seek_layer", "C&hoose a layer to add…", EDIT, ("A",), on_canvas=True, separated=True),
    Command("add_unit", "Add a &neuron", EDIT, ("+", "="), on_canvas=True),
    Command("remove_unit", "Remove a n&euron", EDIT, ("-",), on_canvas=True),
    Command("deepen", "Add a la&yer behind", EDIT, ("Alt++", "Alt+="), on_canvas=True),
    Command("remove_layer", "Re&move the layer", EDIT, ("Alt+-",), on_canvas=True),
    Command("group", "G&roup", EDIT, ("Ctrl+G",), "group", on_canvas=True, separated=True),
    Command("ungroup", "&Ungroup", EDIT, ("Ctrl+Shift+G",), on_canvas=True),
    Command("open_group", "&Open the group", EDIT, ("Ctrl+Return",), on_canvas=True),
    Command(
        "leave_group",
        "&Back to the drawing around the group",
        EDIT,
        ("Alt+Up",),
        on_canvas=True,
    ),
    Command("find_anything", "&Find a command…", EDIT, ("Ctrl+Shift+P",), separated=True),
    Command("find_in_drawing", "F&ind in the drawing…", EDIT, ("Ctrl+F",), "search"),
    Command("select_all", "Select &all", EDIT, ("Ctrl+A",), on_canvas=True, separated=True),
    Command("lasso", "Select with a la&sso", EDIT, icon="lasso"),
    Command("add_comment", "Add a &comment", ARRANGE, ("Ctrl+M",), "comment"),
    Command("add_frame", "Add a &frame", ARRANGE, ("Ctrl+J",), "frame"),
    Command(
        "align_left",
        "Align &left",
        ARRANGE,
        ("Ctrl+Shift+Left",),
        on_canvas=True,
        separated=True,
    ),
    Command("align_centre", "Align ce&ntred", ARRANGE, on_canvas=True),
    Command("align_right", "Align &right", ARRANGE, ("Ctrl+Shift+Right",), on_canvas=True),
    Command("align_top", "Align &top", ARRANGE, ("Ctrl+Shift+Up",), on_canvas=True),
    Command("align_middle", "Align in the &middle", ARRANGE, on_canvas=True),
    Command("align_bottom", "Align &bottom", ARRANGE, ("Ctrl+Shift+Down",), on_canvas=True),
    Command(
        "distribute_across",
        "Distribute &horizontally",
        ARRANGE,
        ("Ctrl+Shift+H",),
        on_canvas=True,
    ),
    Command(
        "distribute_down", "Distribute &vertically", ARRANGE, ("Ctrl+Shift+V",), on_canvas=True
    ),
    Command("pin", "&Keep where it is", ARRANGE, on_canvas=True, separated=True),
    Command("unpin", "Let the layout &place it again", ARRANGE, on_canvas=True),
    Command("tidy", "T&idy layout", ARRANGE, ("Ctrl+L",), "tidy"),
    Command("tidy_all", "Tidy &everything", ARRANGE, ("Ctrl+Shift+L",)),
    Command("zoom_in", "Zoom &in", VIEW, ("Ctrl++", "Ctrl+="), "zoom-in"),
    Command("zoom_out", "Zoom &out", VIEW, ("Ctrl+-",), "zoom-out"),
    Command("reset_zoom", "Actual &size", VIEW, ("Ctrl+0",)),
    Command("fit", "&Fit drawing", VIEW, ("Ctrl+9",), "fit"),
    Command("next_part", "Go to the ne&xt part of the window", VIEW, ("F6",), separated=True),
    Command("previous_part", "Go to the &previous part of the window", VIEW, ("Shift+F6",)),
    Command("to_drawing", "Go to the &drawing", VIEW, ("Alt+Home",)),
    Command("neurons", "Show or hide all &neurons", VIEW, ("F7",), separated=True),
    Command(
        "layer_neurons",
        "Show or hide the layer's n&eurons",
        VIEW,
        ("Shift+F7",),
        on_canvas=True,
    ),
    Command("toggle_run", "&Run or pause", RUN, ("Ctrl+R", "F5"), "run"),
    Command("step_batch", "Step one &batch", RUN, ("F10",), "step-batch"),
    Command("step_epoch", "Step one &epoch", RUN, ("F11",), "step-epoch"),
    Command("reset", "Re&set to the first weights", RUN, ("Ctrl+Shift+R",), "reset"),
    Command("best", "Go to the best &weights", RUN, ("Ctrl+Shift+B",), "best"),
    Command("redraw", "Draw &new weights", RUN, ("Ctrl+Shift+N",), "redraw"),
    Command("look_earlier", "Show an e&arlier moment", RUN, ("Alt+Left",), separated=True),
    Command("look_later", "Show a &later moment", RUN, ("Alt+Right",)),
    Command("look_now", "Back to the &present", RUN, ("Alt+End",), "to-present"),
    Command("play_film", "Play the run as a fil&m", RUN, ("F9",)),
    Command("go_on_from_here", "&Go on from here", RUN, ("Alt+Return",), "branch"),
    Command("freeze", "Free&ze the layer or let it learn", RUN, separated=True),
    Command("look_inside", "Look &inside one step…", RUN, ("F12",), "inside", separated=True),
    Command("find_rate", "&Find a learning rate…", RUN, icon="find-rate"),
    Command("shortcuts", "&Keyboard shortcuts", HELP, ("F1",)),
    Command("show_log", "Open the &log folder", HELP),
    Command("about", "&About dnngui", HELP, separated=True),
)


def translated(command: Command) -> str:
    return QCoreApplication.translate("Command", command.text)


def plain(text: str) -> str:
    """Return the text of a menu without the letter to press, which Chinese puts in brackets."""
    return re.sub(r"\(&\w\)|&", "", text)


def name_menu(menu: QMenu, name: str) -> None:
    """Give a menu, and the action that opens it, a name."""
    menu.setObjectName(f"menu_{name}")
    menu.setAccessibleName(plain(menu.title()))
    menu.menuAction().setObjectName(f"action_menu_{name}")


def build_menus(window: QMainWindow) -> Mapping[str, QMenu]:
    """Add all menus to the window's bar and return them by their English names."""
    menus: dict[str, QMenu] = {}
    for name, title in MENUS:
        menus[name] = window.menuBar().addMenu(QCoreApplication.translate("Menu", title))
        name_menu(menus[name], name.lower())
        menus[name].setToolTipsVisible(True)
    bar = window.menuBar()
    bar.setObjectName("menu_bar")
    bar.setAccessibleName(", ".join(menu.accessibleName() for menu in menus.values()))
    return menus


def build_actions(
    window: QMainWindow, menus: Mapping[str, QMenu], does: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """Make an action of each command, which does what ``does`` says of its name."""
    actions: dict[str, QAction] = {}
    for command in COMMANDS:
        action = QAction(translated(command), window)
        action.setObjectName(f"action_{command.name}")
        action.setToolTip(plain(action.text()).removesuffix("…"))
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        if command.on_canvas:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if command.icon:
            action.setIcon(icons.icon(command.icon))
        action.triggered.connect(partial(_call, does[command.name]))
        if command.separated:
            menus[command.menu].addSeparator()
        menus[command.menu].addAction(action)
        actions[command.name] = action
    return actions


def _call(function: Callable[[], object], *_: object) -> None:
    """Take what is being typed, and leave out what the signal brings."""
    commit_typing()
    function()
