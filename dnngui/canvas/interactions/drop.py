"""A layer dragged in from the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, QRectF
from PySide6.QtGui import QPainterPath

from dnngui.canvas import edits
from dnngui.canvas.geometry import CARD_HEIGHT, CARD_WIDTH, snap
from dnngui.canvas.hits import edge_at
from dnngui.canvas.interactions.base import Interaction, Pointer
from dnngui.canvas.items.card import CORNER
from dnngui.document.project import Position
from dnngui.words import term
from engine.layers import AnyLayer

if TYPE_CHECKING:
    from dnngui.canvas.editor import Editor
    from engine.graph import Edge
    from engine.layers import Layer

MIME_TYPE = "application/x-dnngui-layer"


def dragged_layer(data: QMimeData) -> Layer | None:
    """Return the layer that a drag carries, or None where it carries something else."""
    if not data.hasFormat(MIME_TYPE):
        return None
    try:
        layer: Layer = msgspec.json.decode(data.data(MIME_TYPE).data(), type=AnyLayer)
    except msgspec.DecodeError:
        return None
    return layer


class DropLayer(Interaction):
    """Shows where the layer lands: on the grid, or into a connection."""

    follows_edges = False

    def __init__(self, editor: Editor, start: Pointer, layer: Layer) -> None:
        super().__init__(editor, start)
        self._layer = layer
        self._edge: Edge | None = None
        self._told = ""
        self.dragging = True

    def drag(self, pointer: Pointer) -> None:
        at = self._place(pointer)
        box = QRectF(0.0, 0.0, CARD_WIDTH, CARD_HEIGHT)
        box.moveCenter(QPointF(at.x, at.y))
        path = QPainterPath()
        path.addRoundedRect(box, CORNER, CORNER)
        edge = self._edge_below(pointer)
        self.drawing.mark_edge(edge)
        if edge != self._edge or not self._told:
            self._edge = edge
            self._told = self._tip()
        self.say(self._told)
        if self._edge is None:
            self.drawing.ghost.show_path(path)
            self.drawing.tip.hide()
        else:
            self.drawing.ghost.hide()
            self.drawing.tip.show_text(self._told, pointer.scene, refused=False)

    def _edge_below(self, pointer: Pointer) -> Edge | None:
        if self._layer.arity.most == 0:
            return None
        return edge_at(self.drawing, pointer.scene, pointer.zoom)

    def _tip(self) -> str:
        title = term(self._layer.title)
        if self._edge is None:
            text = QCoreApplication.translate("Canvas", "Drop to add {layer} here")
            return text.format(layer=title)
        graph, _ = self.editor.graph.insert(self._edge, self._layer)
        return edits.inserting(self.editor.graph, self._edge, title, graph)

    def _place(self, pointer: Pointer) -> Position:
        return Position(snap(pointer.scene.x()), snap(pointer.scene.y()))

    def drop(self, pointer: Pointer) -> None:
        self._edge = self._edge_below(pointer)
        at = self._place(pointer)
        if self._edge is not None:
            self.editor.perform(edits.insert, self._edge, self._layer, at)
        else:
            self.editor.perform(edits.add, self._layer, at)
        self.say("")
