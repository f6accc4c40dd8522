"""The tree of the outline."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QResizeEvent

NODE = Qt.ItemDataRole.UserRole
NOTE = Qt.ItemDataRole.UserRole + 1
"""Roles of ids: a row is that of a layer or of a comment or frame, and has 0 for the other."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_INDENT, _NAME, _LONG_NAME = 14, 110, 190
"""Pixels by which layers of groups stand further right, that a name has at least, and that it has
before more than its output stands behind it."""


class OutlineTree(QTreeWidget):
    """Rows of layers, comments and frames; F2 renames, Enter edits, Left and Right close and open.

    Signals
    -------
    entered_node(int), entered_note(int)
    renamed(int, str)
        What was typed, not yet taken.
    """

    entered_node = Signal(int)
    entered_note = Signal(int)
    renamed = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("outline_tree")
        self.setAccessibleName(self.tr("Layers of the network"))
        self.setHeaderLabels(
            [self.tr("Layer"), self.tr("Output"), self.tr("Parameters"), self.tr("Type")]
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("plain", True)
        self.setUniformRowHeights(True)
        self.setIconSize(QSize(16, 16))
        self.setIndentation(_INDENT)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.header().setObjectName("outline_header")
        self.header().setAccessibleName(self.tr("Columns"))
        self.header().setSectionsMovable(False)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        names = _Names(self)
        names.typed.connect(self.renamed)
        self.setItemDelegateForColumn(0, names)
        self.itemDoubleClicked.connect(self._enter)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Change rows or their selection without telling of it."""
        with QSignalBlocker(self):
            yield

    def fit_columns(self) -> None:
        """Show as many columns behind the names as there is room for, as wide as they need."""
        room = self.viewport().width() - _NAME
        long = min(self.sizeHintForColumn(0), _LONG_NAME)
        for column in range(1, self.columnCount()):
            # What is hidden is said to need no room.
            self.setColumnHidden(column, False)
            needed = max(self.sizeHintForColumn(column), self.header().sectionSizeHint(column))
            room -= needed
            self.setColumnWidth(column, needed)
            self.setColumnHidden(column, room < (0 if column == 1 else long - _NAME))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        edits = self.state() is QAbstractItemView.State.EditingState
        if item is None or edits:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_F2 and item.flags() & Qt.ItemFlag.ItemIsEditable:
            self.editItem(item, 0)
        elif event.key() in (Qt.Key.Key_F2, *_ENTER):
            self._enter(item)
        else:
            super().keyPressEvent(event)

    def _enter(self, item: QTreeWidgetItem) -> None:
        if node := item.data(0, NODE):
            self.entered_node.emit(node)
        elif note := item.data(0, NOTE):
            self.entered_note.emit(note)


class _Names(QStyledItemDelegate):
    """Lets a name be typed in its row.

    Signals
    -------
    typed(int, str)
        A layer's id and its new name.
    """

    typed = Signal(int, str)

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        field = QLineEdit(parent)
        field.setObjectName("outline_name")
        field.setAccessibleName(self.tr("Name"))
        return field

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Put the field, which is higher than a row, over the middle of the row's name."""
        super().updateEditorGeometry(editor, option, index)
        place, size = editor.geometry(), editor.sizeHint()
        place.setSize(place.size().expandedTo(QSize(_NAME, size.height())))
        place.moveTop(option.rect.center().y() - place.height() // 2)
        editor.setGeometry(place)

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tell what was typed; the row shows it once the project has it."""
        assert isinstance(editor, QLineEdit)
        if editor.text() != index.data():
            self.typed.emit(index.data(NODE), editor.text())
