"""The header of a table's preview: each column's name, role and kind, the latter two to choose."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from dnngui import theme
from dnngui.guard import guarded
from dnngui.panels.facts import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.panels.forms.choicebox import Option
    from dnngui.panels.tablemodel import TableModel
    from engine.data.table import PreviewColumn

    Choose = Callable[[int, str], None]

_PADDING = 8
_EDGE = 4
"""Pixels at a section's ends where the mouse changes its width."""
_NARROWEST = 76


class ColumnHeader(QHeaderView):
    """Three lines a column; a click on the second or third opens its choices.

    Signals
    -------
    role_chosen(int, str), kind_chosen(int, str)
        For the column of this number.
    """

    role_chosen = Signal(int, str)
    kind_chosen = Signal(int, str)

    def __init__(
        self,
        model: TableModel,
        roles: list[Option],
        kinds: list[Option],
        widest: int,
        parent: QWidget,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._widest = widest
        self._columns = model
        self._roles, self._kinds = roles, kinds
        self._titles = {option.value: option.title for option in (*roles, *kinds)}
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(_NARROWEST)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 3 * self._line() + 8)

    def width_of(self, section: int) -> int:
        """Return the width in which a column's header and cells can be read, within limits."""
        column = self._columns.columns[section]
        metrics = self.fontMetrics()
        words = [column.name, self._role_line(column), self._kind_line(column), *column.cells]
        widest = max(metrics.horizontalAdvance(word) for word in words)
        return max(_NARROWEST, min(self._widest, widest + 2 * _PADDING + 10))

    @guarded
    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colours, column = theme.current(), self._columns.columns[section]
        painter.save()
        painter.fillRect(rect, QColor(colours.window))
        painter.setPen(QColor(colours.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(colours.grid))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        ignored = column.role == "ignored"
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        lines = (
            (column.name, strong, colours.muted if ignored else colours.text),
            (self._role_line(column), self.font(), colours.muted if ignored else colours.accent),
            (self._kind_line(column), self.font(), colours.muted),
        )
        for place, (text, font, colour) in enumerate(lines):
            self._write(painter, self._line_rect(rect, place), text, font, colour)
        painter.restore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        section = self.logicalIndexAt(place)
        line = (place.y() - 4) // self._line()
        if section < 0 or event.button() != Qt.MouseButton.LeftButton or self._at_edge(place):
            return
        if line == 1:
            self._open_menu(section, self.tr("Role"), self._roles, self.role_chosen.emit)
        elif line == 2:
            self._open_menu(section, self.tr("Kind"), self._kinds, self.kind_chosen.emit)

    def _open_menu(self, section: int, title: str, options: list[Option], choose: Choose) -> None:
        column = self._columns.columns[section]
        menu = QMenu(self)
        menu.setObjectName("table_column_menu")
        menu.setAccessibleName(f"{title}: {column.name}")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for option in options:
            action = menu.addAction(option.title)
            action.setObjectName(f"table_column_{option.value}")
            action.setCheckable(True)
            action.setChecked(option.value in (column.role, column.kind))
            action.setToolTip(option.tip)
            action.triggered.connect(partial(choose, section, option.value))
        left = max(0, self.sectionViewportPosition(section))
        menu.popup(self.mapToGlobal(QPoint(left, self.height())))

    def _write(self, painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)

    def _role_line(self, column: PreviewColumn) -> str:
        return f"{self._titles[column.role]} ▾"

    def _kind_line(self, column: PreviewColumn) -> str:
        kind = f"{self._titles[column.kind]} ▾"
        if not column.missing:
            return kind
        gaps = self.tr("{count} missing").format(count=counted(column.missing))
        return f"{kind}  {gaps}"

    def _line(self) -> int:
        return self.fontMetrics().height() + 2

    def _line_rect(self, rect: QRect, place: int) -> QRect:
        top = rect.top() + 4 + place * self._line()
        return QRect(rect.left() + _PADDING, top, rect.width() - 2 * _PADDING, self._line())

    def _at_edge(self, place: QPoint) -> bool:
        section = self.logicalIndexAt(place)
        left = self.sectionViewportPosition(section)
        right = left + self.sectionSize(section)
        return place.x() - left < _EDGE or right - place.x() < _EDGE
