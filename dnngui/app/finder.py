"""Finds anything by typing: a command, a layer to add, a layer or comment of the drawing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QHideEvent, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dnngui import icons
from dnngui.app import offers
from dnngui.app.entries import Entry, matching
from dnngui.app.finderrows import ENTRY, TwoEnds
from dnngui.panels.words import WrappedLabel

if TYPE_CHECKING:
    from dnngui.app.window import MainWindow
    from dnngui.canvas.spots import Spot
    from engine.layers import Layer

_SIZE = QSize(560, 420)
_SMALL = QSize(440, 380)
"""At a place of the drawing, of which something has to stay in sight."""
_ROW, _TOP = 30, 72
_MARGIN, _EDGE = 10, 8
_MOST = 60
"""Rows at most: nobody reads on, but types another letter."""

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
}


class Finder(QFrame):
    """A field over the window, and under it what fits the words in it.

    Enter does what is marked, Up and Down mark another, Escape leaves.

    Signals
    -------
    closed()
        It is gone from the window, before what was chosen is done.
    """

    closed = Signal()

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
        self.list.setItemDelegate(TwoEnds(self.list))
        room = QPixmap(self.list.iconSize())
        room.fill(Qt.GlobalColor.transparent)
        self._none = QIcon(room)
        self.told = WrappedLabel()
        self.told.setObjectName("finder_told")
        self.told.setProperty("role", "muted")
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.told.setContentsMargins(_EDGE, 0, _EDGE, 0)
        self.told.setMinimumHeight(3 * self.told.fontMetrics().lineSpacing())
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.told)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._filter)
        self.list.itemClicked.connect(self._take)
        self.list.currentItemChanged.connect(self._tell)

    # -- opening

    @Slot()
    def find_anything(self) -> None:
        """Offer all commands, all layers to add, and what is in the drawing."""
        window = self._window
        self._open(
            self.tr("Find a command, a layer or a panel"),
            [
                *offers.commands(window.menuBar(), window.docks),
                *offers.panels(window.docks, window.panes.go_to_panel),
                *offers.layers(self._add),
                *self._drawn(),
            ],
        )

    @Slot()
    def find_in_drawing(self) -> None:
        """Offer the layers, comments and frames of the drawing, to go to."""
        self._open(self.tr("Find a layer, comment or frame in the drawing"), self._drawn())

    def _drawn(self) -> list[Entry]:
        project = self._window.history.project
        return [
            *offers.nodes(project.graph, self._go_to),
            *offers.notes(project, self._go_to_note),
        ]

    @Slot(object, QPoint)
    def find_fitting(self, spot: Spot, at: QPoint) -> None:
        """Offer the layers that fit at ``spot``, beside the point ``at`` of the screen."""
        graph = self._window.canvas.project.graph
        self._open(
            self.tr("Choose a layer that fits here"),
            list(offers.fitting(graph, spot, partial(self._add_at, spot))),
            self._window.mapFromGlobal(at),
        )

    def _open(self, what: str, entries: list[Entry], at: QPoint | None = None) -> None:
        """Show ``entries`` on top of the window, or ``at`` a point of it with a word on each."""
        self._entries = entries
        self.field.setPlaceholderText(what)
        self.field.setAccessibleName(what)
        self.told.setVisible(at is not None)
        self.field.clear()
        self._filter("")
        self.setGeometry(self._place(at))
        if not self.isVisible():
            self._before = self._window.focusWidget()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _place(self, at: QPoint | None) -> QRect:
        """Return where to stand: wholly within the window, and right below a point where it can."""
        room = self._window.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        size = (_SIZE if at is None else _SMALL).boundedTo(room.size())
        if at is None:
            return QRect(QPoint((room.width() - size.width()) // 2 + _EDGE, _TOP), size)
        x = min(max(at.x() + _EDGE, room.left()), room.right() + 1 - size.width())
        y = min(max(at.y() + _EDGE, room.top()), room.bottom() + 1 - size.height())
        return QRect(QPoint(x, y), size)

    def _add(self, layer: Layer) -> None:
        self._window.docks.palette.activated.emit(layer)
        self._window.panes.go_to_drawing()

    def _add_at(self, spot: Spot, layer: Layer) -> None:
        self._window.canvas.add_at(spot, layer)
        self._window.panes.go_to_drawing()

    def _go_to(self, node: int) -> None:
        self._window.reveal(node)
        self._window.panes.go_to_drawing()

    def _go_to_note(self, note: int) -> None:
        self._window.reveal_note(note)
        self._window.panes.go_to_drawing()

    # -- finding

    @Slot(str)
    def _filter(self, text: str) -> None:
        self.list.clear()
        for entry in matching(text, self._entries)[:_MOST]:
            icon = self._none if entry.icon is None or entry.icon.isNull() else entry.icon
            item = QListWidgetItem(icon, entry.text)
            item.setData(ENTRY, entry)
            item.setSizeHint(QSize(0, _ROW))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text}, {entry.beside}")
            item.setToolTip(entry.told)
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
        entry = None if item is None else item.data(ENTRY)
        if isinstance(entry, Entry) and not entry.refused:
            self.leave()
            # What is done may open a window of its own: not within the field's event.
            QTimer.singleShot(0, entry.act)

    @Slot(QListWidgetItem)
    def _tell(self, item: QListWidgetItem | None) -> None:
        """Say about what is marked all that its row has no room for."""
        entry = None if item is None else item.data(ENTRY)
        self.told.setText(entry.told if isinstance(entry, Entry) else "")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def leave(self) -> None:
        """Go back to where the person was."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
