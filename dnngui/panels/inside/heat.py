"""A table of numbers on a ground that tells their size and sign."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView

from dnngui import theme
from dnngui.panels.figure import figure

if TYPE_CHECKING:
    from numpy.typing import NDArray

Index = QModelIndex | QPersistentModelIndex

_STRENGTH = 0.8
_ROWS = 8
"""Rows that are seen without scrolling."""
_CELL = QSize(78, 24)


class HeatModel(QAbstractTableModel):
    """Cells of a matrix; the row and the column that are followed have bold headers and numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._values: NDArray[np.floating[Any]] = np.zeros((0, 0))
        self._rows, self._columns = "", ""
        self._row: int | None = None
        self._column: int | None = None
        self._most = 0.0

    @property
    def values(self) -> NDArray[np.floating[Any]]:
        """What is shown, ``(rows, columns)``."""
        return self._values

    def show_values(self, values: NDArray[np.floating[Any]], rows: str, columns: str) -> None:
        """Show another matrix.

        Parameters
        ----------
        rows, columns
            What stands in front of their numbers, such as ``n`` for samples.
        """
        self.beginResetModel()
        self._values, self._rows, self._columns = values, rows, columns
        finite = np.abs(values[np.isfinite(values)])
        self._most = float(finite.max()) if finite.size else 0.0
        self.endResetModel()

    def follow(self, row: int | None, column: int | None) -> None:
        """Let a row and a column stand out."""
        self._row, self._column = row, column
        if self._values.size:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._values.shape[0]

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._values.shape[1]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        value = float(self._values[index.row(), index.column()])
        if role == Qt.ItemDataRole.DisplayRole:
            return figure(value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{self._header(index.row(), rows=True)}, " + (
                f"{self._header(index.column(), rows=False)}: {value:.9g}".replace("-", "−")
            )
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._ground(value)
        if role == Qt.ItemDataRole.ForegroundRole:
            return readable_on(self._ground(value))
        if role == Qt.ItemDataRole.FontRole and self._is_followed(index):
            return _bold()
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        rows = orientation == Qt.Orientation.Vertical
        if role == Qt.ItemDataRole.DisplayRole:
            return self._header(section, rows=rows)
        followed = self._row if rows else self._column
        if role == Qt.ItemDataRole.FontRole and section == followed:
            return _bold()
        return None

    def _header(self, section: int, *, rows: bool) -> str:
        stem = self._rows if rows else self._columns
        return f"{stem} {section + 1}".strip()

    def _is_followed(self, index: Index) -> bool:
        row, column = self._row, self._column
        if row is None and column is None:
            return False
        return row in {None, index.row()} and column in {None, index.column()}

    def _ground(self, value: float) -> QColor:
        colours = theme.current()
        if not math.isfinite(value) or not self._most:
            return QColor(colours.field)
        share = _STRENGTH * math.sqrt(abs(value) / self._most)
        return mixed(colours.field, colours.positive if value > 0 else colours.negative, share)


class HeatTable(QTableView):
    """Shows a matrix, as high as its rows need up to a bound."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.numbers = HeatModel()
        self.setModel(self.numbers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        for header, size in (
            (self.horizontalHeader(), _CELL.width()),
            (self.verticalHeader(), _CELL.height()),
        ):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setDefaultSectionSize(size)
            header.setHighlightSections(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        frame = 2 * self.frameWidth()
        rows = min(max(self.numbers.rowCount(), 1), _ROWS)
        height = rows * _CELL.height() + self.horizontalHeader().sizeHint().height() + frame
        width = self.numbers.columnCount() * _CELL.width() + frame
        width += self.verticalHeader().sizeHint().width()
        if self.numbers.rowCount() > _ROWS:
            width += self.verticalScrollBar().sizeHint().width()
        # Room for the bar beneath, which wide tables need.
        return QSize(width, height + self.horizontalScrollBar().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())


def mixed(under: str, over: str, share: float) -> QColor:
    """Return a colour with ``share`` of ``over`` on ``under``."""
    below, above = QColor(under), QColor(over)
    parts = (
        (below.red(), above.red()),
        (below.green(), above.green()),
        (below.blue(), above.blue()),
    )
    return QColor(*(round(low + share * (high - low)) for low, high in parts))


def readable_on(ground: QColor) -> QColor:
    """Return black or white, whichever has more contrast to a ground."""
    light = _luminance(ground)
    return QColor("#000000") if (light + 0.05) ** 2 > 1.05 * 0.05 else QColor("#ffffff")


def _luminance(colour: QColor) -> float:
    """Return the relative luminance of WCAG 2."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
