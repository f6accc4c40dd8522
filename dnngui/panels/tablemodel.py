"""The beginning of a table, as a model for Qt's table view."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from dnngui import theme
from engine.data.cells import is_missing
from engine.data.table import Preview, PreviewColumn

Index = QModelIndex | QPersistentModelIndex
_NAMED = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
_ALIGNED = {
    "number": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "category": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
}


class TableModel(QAbstractTableModel):
    """Cells of a preview; ignored columns and missing cells are muted."""

    def __init__(self) -> None:
        super().__init__()
        self._preview = Preview()

    @property
    def columns(self) -> tuple[PreviewColumn, ...]:
        return self._preview.columns

    def show_preview(self, preview: Preview) -> None:
        """Show another beginning; where only choices differ, selection and widths stay."""
        same = preview.rows == self._preview.rows and [c.name for c in preview.columns] == [
            c.name for c in self.columns
        ]
        if not same:
            self.beginResetModel()
            self._preview = preview
            self.endResetModel()
            return
        self._preview = preview
        if preview.columns:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._preview.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._preview.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        text = column.cells[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return "–" if is_missing(text, column.kind) else text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNED[column.kind]
        if role == Qt.ItemDataRole.ForegroundRole and (
            column.role == "ignored" or is_missing(text, column.kind)
        ):
            return QColor(theme.current().muted)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role in _NAMED:
            return self.columns[section].name
        return str(self._preview.rows[section]) if role == Qt.ItemDataRole.DisplayRole else None
