"""How the finder's rows are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dnngui import theme
from dnngui.app.entries import Entry
from dnngui.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QFontMetrics, QPainter

ENTRY = Qt.ItemDataRole.UserRole
"""Role under which a row holds its `Entry`."""

_ICON_ROOM, _GAP, _END = 44, 16, 8


class TwoEnds(QStyledItemDelegate):
    """Paints a row's text on the left, and on the right where it is found or why it is refused."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave room for the right end; what is refused looks so, and can yet be marked."""
        super().initStyleOption(option, index)
        room = _room(option.fontMetrics, option.rect.width(), option.text, index)
        option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)
        entry = index.data(ENTRY)
        if isinstance(entry, Entry) and entry.refused:
            option.state &= ~QStyle.StateFlag.State_Enabled

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        self._paint_end(painter, option, index)

    @guarded
    def _paint_end(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry, text = index.data(ENTRY), index.data(Qt.ItemDataRole.DisplayRole)
        if not isinstance(entry, Entry):
            return
        metrics = option.fontMetrics
        taken = _room(metrics, option.rect.width(), text, index)
        taken = _ICON_ROOM + _GAP + min(taken, metrics.horizontalAdvance(text))
        place = option.rect.adjusted(taken, 0, -_END, 0)
        # Of a reason the beginning says most, of a way through menus the end.
        cut = Qt.TextElideMode.ElideRight if entry.refused else Qt.TextElideMode.ElideLeft
        painter.save()
        painter.setPen(QColor(theme.current().muted))
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, end, metrics.elidedText(entry.beside, cut, place.width()))
        painter.restore()


def _room(
    metrics: QFontMetrics, width: int, text: str, index: QModelIndex | QPersistentModelIndex
) -> int:
    """Return how wide the text of a row may be: half of it at least."""
    entry = index.data(ENTRY)
    beside = entry.beside if isinstance(entry, Entry) else ""
    return max(width - _ICON_ROOM - metrics.horizontalAdvance(beside), width // 2)
