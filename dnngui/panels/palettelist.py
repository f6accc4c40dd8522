"""The list of layers from which one is dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QMimeData, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QFont, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from dnngui import icons, theme
from dnngui.words import term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.layers import Layer

MIME = "application/x-dnngui-layer"
"""Format of a drag: the layer's declaration as UTF-8 JSON."""

_KIND = Qt.ItemDataRole.UserRole
_ICON = QSize(20, 20)
_ROW = 30


class PaletteList(QListWidget):
    """Layers under the names of their categories.

    Signals
    -------
    chosen(Layer)
        A layer was double-clicked, or Enter pressed on it; it has its default hyperparameters.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette_list")
        self.setAccessibleName(self.tr("Layers"))
        self.setIconSize(_ICON)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("plain", True)
        self.itemDoubleClicked.connect(self._choose)

    def show_layers(self, layers: Iterable[type[Layer]]) -> None:
        """Show ``layers`` in their order, each category once; the first is the current one."""
        self.clear()
        groups: dict[str, list[type[Layer]]] = {}
        for layer in layers:
            groups.setdefault(layer.category, []).append(layer)
        for category, members in groups.items():
            self.addItem(_heading(term(category)))
            for layer in members:
                self.addItem(_entry(layer))
        self.setCurrentRow(1 if groups else -1)

    def layer_at(self, row: int) -> Layer | None:
        """Return the layer of a row as it is offered; None for a category."""
        item = self.item(row)
        kind = item.data(_KIND) if item is not None else None
        return kind.offered() if kind is not None else None

    def current_layer(self) -> Layer | None:
        """Return the current layer as it is offered."""
        return self.layer_at(self.currentRow())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentItem())
        else:
            super().keyPressEvent(event)

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Begin to drag the current layer."""
        layer = self.current_layer()
        if layer is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self.mime_of(layer))
        drag.setPixmap(self._picture(layer))
        drag.setHotSpot(QPoint(18, 14))
        self.run_drag(drag)

    def run_drag(self, drag: QDrag) -> None:
        """Let the person drag until the drop; this is where tests step in."""
        drag.exec(Qt.DropAction.CopyAction)

    @staticmethod
    def mime_of(layer: Layer) -> QMimeData:
        """Return what a drag of ``layer`` carries."""
        mime = QMimeData()
        mime.setData(MIME, msgspec.json.encode(layer))
        return mime

    def _choose(self, item: QListWidgetItem | None) -> None:
        layer = self.layer_at(self.row(item)) if item is not None else None
        if layer is not None:
            self.chosen.emit(layer)

    def _picture(self, layer: Layer) -> QPixmap:
        """Return the card that hangs on the pointer."""
        colours, ratio = theme.current(), self.devicePixelRatio()
        title = term(layer.title)
        size = QSize(self.fontMetrics().horizontalAdvance(title) + 48, 28)
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent), 1.0))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1), 6, 6)
        icons.icon(layer.kind()).paint(painter, QRect(QPoint(8, 4), _ICON))
        painter.setPen(QColor(colours.text))
        painter.drawText(QRect(36, 0, size.width() - 36, 28), Qt.AlignmentFlag.AlignVCenter, title)
        painter.end()
        return picture


def _heading(category: str) -> QListWidgetItem:
    item = QListWidgetItem(category)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setSizeHint(QSize(0, _ROW))
    font = QFont()
    font.setWeight(QFont.Weight.DemiBold)
    item.setFont(font)
    item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
    return item


def _entry(layer: type[Layer]) -> QListWidgetItem:
    item = QListWidgetItem(icons.icon(layer.kind()), term(layer.title))
    item.setData(_KIND, layer)
    item.setToolTip(term(layer.summary))
    item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, term(layer.summary))
    item.setSizeHint(QSize(0, _ROW))
    return item
