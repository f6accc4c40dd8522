"""Finds anything by typing: a command, a layer to add, a layer of the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dnngui import icons, theme
from dnngui.app.actions import plain
from dnngui.guard import guarded
from dnngui.panels import search
from dnngui.words import term
from engine.layers import CATALOGUE, Group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPainter

    from dnngui.app.window import MainWindow
    from engine.graph import Graph
    from engine.layers import Layer
    from engine.nodes import Node

_SIZE = QSize(560, 420)
_ROW, _TOP = 30, 72
_ICON_ROOM = 44
_MOST = 60
"""Rows at most: nobody reads on, but types another letter."""

_ENTRY = Qt.ItemDataRole.UserRole

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
}


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    Attributes
    ----------
    text
        What it is called.
    where
        Where else it is found: its menu, or the group around a layer.
    keys
        What to press for it, or nothing.
    other
        Words by which it is found as well.
    """

    text: str
    where: str
    act: Callable[[], object]
    keys: str = ""
    other: str = ""
    icon: QIcon | None = None

    @property
    def beside(self) -> str:
        return "   ".join(each for each in (self.where, self.keys) if each)


class Finder(QFrame):
    """A field over the window, and under it what fits the words in it.

    Enter does what is marked, Up and Down mark another, Escape leaves.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.hide()
        self._window = window
        self._before: QWidget | None = None
        self._entries: list[Entry] = []
        self.setObjectName("finder")
        self.setAccessibleName(self.tr("Find"))
        self.setProperty("card", True)
        self.field = QLineEdit()
        self.field.setObjectName("finder_field")
        self.field.setAccessibleName(self.accessibleName())
        self.field.setClearButtonEnabled(True)
        sign = QAction(icons.icon("search", "muted"), self.tr("Find"), self)
        sign.setObjectName("finder_sign")
        self.field.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        self.list = QListWidget()
        self.list.setObjectName("finder_list")
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setProperty("plain", True)
        self.list.setIconSize(QSize(18, 18))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_TwoEnds(self.list))
        room = QPixmap(self.list.iconSize())
        room.fill(Qt.GlobalColor.transparent)
        self._none = QIcon(room)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._filter)
        self.list.itemClicked.connect(self._take)

    # -- opening

    @Slot()
    def find_anything(self) -> None:
        """Offer all commands, all layers to add, and those of the drawing."""
        self._open(
            self.tr("Find a command, a layer or a panel"),
            [*self._commands(), *self._panels(), *self._layers(), *self._nodes()],
        )

    @Slot()
    def find_layer(self) -> None:
        """Offer the layers of the drawing, to go to."""
        self._open(self.tr("Find a layer in the drawing"), list(self._nodes()))

    def _open(self, what: str, entries: list[Entry]) -> None:
        self._entries = entries
        self.field.setPlaceholderText(what)
        self.field.setAccessibleName(what)
        self.field.clear()
        self._filter("")
        window = self._window
        size = _SIZE.boundedTo(window.size() - QSize(40, 40))
        self.resize(size)
        self.move((window.width() - size.width()) // 2, _TOP)
        if not self.isVisible():
            self._before = window.focusWidget()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- what there is

    def _commands(self) -> Iterator[Entry]:
        # What opens a panel would close one that stands behind another.
        toggles = [dock.toggleViewAction() for dock in self._window.docks.by_name.values()]
        for action in self._window.menuBar().actions():
            menu = action.menu()
            if isinstance(menu, QMenu):
                yield from (entry for entry, each in _of_menu(menu, ()) if each not in toggles)

    def _panels(self) -> Iterator[Entry]:
        where = self.tr("Go to the panel")
        for name, dock in self._window.docks.by_name.items():
            go = partial(self._window.panes.go_to_panel, name)
            yield Entry(dock.accessibleName(), where, go)

    def _layers(self) -> Iterator[Entry]:
        for kind in CATALOGUE:
            yield Entry(
                self.tr("Add {layer}").format(layer=term(kind.title)),
                term(kind.category),
                partial(self._add, kind),
                other=f"{kind.title} {search.SYNONYMS.get(kind.kind(), '')}",
                icon=icons.icon(kind.kind()),
            )

    def _nodes(self) -> Iterator[Entry]:
        for node, groups in _all_nodes(self._window.history.project.graph):
            yield Entry(
                node.name,
                " › ".join((self.tr("Drawing"), *groups)),
                partial(self._go_to, node.id),
                other=f"{term(node.layer.title)} {node.layer.title}",
                icon=icons.icon(node.layer.kind()),
            )

    def _add(self, kind: type[Layer]) -> None:
        self._window.docks.palette.activated.emit(kind.offered())
        self._window.panes.go_to_drawing()

    def _go_to(self, node: int) -> None:
        self._window.reveal(node)
        self._window.panes.go_to_drawing()

    # -- finding

    @Slot(str)
    def _filter(self, text: str) -> None:
        self.list.clear()
        for entry in matching(text, self._entries)[:_MOST]:
            icon = self._none if entry.icon is None or entry.icon.isNull() else entry.icon
            item = QListWidgetItem(icon, entry.text)
            item.setData(_ENTRY, entry)
            item.setSizeHint(QSize(0, _ROW))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text}, {entry.beside}")
            self.list.addItem(item)
        if not self.list.count():
            nothing = QListWidgetItem(self.tr("Nothing is called that."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            nothing.setSizeHint(QSize(0, _ROW))
            self.list.addItem(nothing)
        self.list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that move the mark, while the field keeps the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _STEPS:
                row = self.list.currentRow() + _STEPS[key]
                self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentItem())
                return True
            if key == Qt.Key.Key_Escape:
                self.leave()
                return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                # Before the window's shortcuts, which would drop the selection.
                event.accept()
                return True
        elif event.type() == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)

    @Slot(QListWidgetItem)
    def _take(self, item: QListWidgetItem | None) -> None:
        entry = None if item is None else item.data(_ENTRY)
        if isinstance(entry, Entry):
            self.leave()
            # What is done may open a window of its own: not within the field's event.
            QTimer.singleShot(0, entry.act)

    def leave(self) -> None:
        """Go back to where the person was."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)


class _TwoEnds(QStyledItemDelegate):
    """Paints a row's text on the left, and where it is found and its keys on the right."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave room for the right end."""
        super().initStyleOption(option, index)
        metrics = option.fontMetrics
        room = option.rect.width() - _ICON_ROOM - metrics.horizontalAdvance(_beside(index))
        least = option.rect.width() // 2
        text = metrics.elidedText(option.text, Qt.TextElideMode.ElideRight, max(room, least))
        option.text = text

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        self._paint_end(painter, option, _beside(index))

    @guarded
    def _paint_end(self, painter: QPainter, option: QStyleOptionViewItem, beside: str) -> None:
        place = option.rect.adjusted(option.rect.width() // 2 - _ICON_ROOM, 0, -8, 0)
        text = option.fontMetrics.elidedText(beside, Qt.TextElideMode.ElideLeft, place.width())
        painter.save()
        painter.setPen(QColor(theme.current().muted))
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, end, text)
        painter.restore()


def _beside(index: QModelIndex | QPersistentModelIndex) -> str:
    entry = index.data(_ENTRY)
    return entry.beside if isinstance(entry, Entry) else ""


def matching(text: str, entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries in which every word of ``text`` is found, the best first.

    A name that begins with the text comes before one of which a word does, then one that contains
    it, then other words. Without text all come in their order.
    """
    words = text.casefold().split()
    ranked = [(_rank(words, entry), entry) for entry in entries]
    found = [pair for pair in ranked if pair[0] is not None]
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0] or 0)]


def _rank(words: Sequence[str], entry: Entry) -> int | None:
    name, others = entry.text.casefold(), f"{entry.where} {entry.other}".casefold()
    ranks = []
    for word in words:
        if name.startswith(word):
            ranks.append(0)
        elif any(part.startswith(word) for part in name.split()):
            ranks.append(1)
        elif word in name:
            ranks.append(2)
        elif word in others:
            ranks.append(3)
        else:
            return None
    return sum(ranks)


def _of_menu(menu: QMenu, above: tuple[str, ...]) -> Iterator[tuple[Entry, QAction]]:
    """Yield what can be done in a menu, and in those within, each with its action."""
    menu.aboutToShow.emit()
    trail = (*above, plain(menu.title()))
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _of_menu(inner, trail)
        elif action.isEnabled() and not action.isSeparator():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            text = plain(action.text()).removesuffix("…")
            where = " › ".join(trail)
            yield Entry(text, where, action.trigger, keys, icon=action.icon()), action


def _all_nodes(
    graph: Graph, groups: tuple[str, ...] = ()
) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Yield all layers, each with the names of the groups around it."""
    for node in graph.nodes:
        yield node, groups
        if isinstance(node.layer, Group):
            yield from _all_nodes(node.layer.drawing, (*groups, node.name))
