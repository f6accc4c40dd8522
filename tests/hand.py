"""A hand that drives the drawing with real events."""

from __future__ import annotations

import itertools

import msgspec
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dnngui.canvas.interactions.drop import MIME_TYPE
from dnngui.canvas.view import CanvasView
from dnngui.document.project import Position
from dnngui.history import History
from engine import layers
from engine.graph import Graph

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Hand:
    """Speaks of places by layer: ``at(2)`` is the middle of layer 2's card."""

    def __init__(self, view: CanvasView, history: History) -> None:
        self.view = view
        self.history = history
        self.sentences: list[str] = []
        self.selections: list[frozenset[int]] = []
        self._drags: list[QMimeData] = []
        view.message.connect(self.sentences.append)
        view.selection_changed.connect(self.selections.append)

    @property
    def graph(self) -> Graph:
        return self.history.project.graph

    @property
    def undo_text(self) -> str:
        return self.history.stack.undoText()

    @property
    def tip(self) -> str:
        """The sentence painted beside the pointer."""
        return self.view._drawing.tip.text

    def place(self, node: int) -> Position:
        """Where a layer is shown."""
        item = self.view._drawing.nodes[node]
        return Position(item.x(), item.y())

    def at(self, node: int, dx: float = 0.0, dy: float = 0.0) -> QPoint:
        place = self.place(node)
        return self.spot(place.x + dx, place.y + dy)

    def spot(self, x: float, y: float) -> QPoint:
        return self.view.mapFromScene(QPointF(x, y))

    def out_port(self, node: int) -> QPoint:
        return self.at(node, 80.0)

    def in_port(self, node: int) -> QPoint:
        return self.at(node, -80.0)

    def on_edge(self, source: int, target: int) -> QPoint:
        a, b = self.place(source), self.place(target)
        return self.spot((a.x + b.x) / 2.0, (a.y + b.y) / 2.0)

    def press(self, point: QPoint, button=LEFT, modifiers=NONE) -> None:
        QTest.mousePress(self.view.viewport(), button, modifiers, point)

    def move(self, point: QPoint, button=LEFT, modifiers=NONE) -> None:
        viewport = self.view.viewport()
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            QPointF(point),
            viewport.mapToGlobal(QPointF(point)),
            Qt.MouseButton.NoButton,
            button,
            modifiers,
        )
        QApplication.sendEvent(viewport, event)

    def release(self, point: QPoint, button=LEFT, modifiers=NONE) -> None:
        QTest.mouseRelease(self.view.viewport(), button, modifiers, point)

    def click(self, point: QPoint, modifiers=NONE) -> None:
        self.press(point, modifiers=modifiers)
        self.release(point, modifiers=modifiers)

    def double_click(self, point: QPoint) -> None:
        QTest.mouseDClick(self.view.viewport(), LEFT, NONE, point)

    def hold(self, *points: QPoint, button=LEFT, modifiers=NONE) -> None:
        """Drag from the first point through the others without letting go."""
        self.press(points[0], button, modifiers)
        for start, end in itertools.pairwise(points):
            for step in range(1, 5):
                self.move(start + (end - start) * (step / 4.0), button, modifiers)

    def drag(self, *points: QPoint, button=LEFT, modifiers=NONE) -> None:
        self.hold(*points, button=button, modifiers=modifiers)
        self.release(points[-1], button, modifiers)

    def key(self, key: Qt.Key, modifiers=NONE) -> None:
        QTest.keyClick(self.view, key, modifiers)

    def bring(self, layer: layers.Layer, point: QPoint) -> None:
        """Drag a layer in from the palette without dropping it."""
        data = QMimeData()
        data.setData(MIME_TYPE, msgspec.json.encode(layer))
        self.bring_data(data, point)

    def bring_data(self, data: QMimeData, point: QPoint) -> QDragEnterEvent:
        self._drags.append(data)
        arguments = (point, Qt.DropAction.CopyAction, data, LEFT, NONE)
        enter = QDragEnterEvent(*arguments)
        QApplication.sendEvent(self.view.viewport(), enter)
        QApplication.sendEvent(self.view.viewport(), QDragMoveEvent(*arguments))
        return enter

    def drop(self, layer: layers.Layer, point: QPoint) -> None:
        self.bring(layer, point)
        event = QDropEvent(QPointF(point), Qt.DropAction.CopyAction, self._drags[-1], LEFT, NONE)
        QApplication.sendEvent(self.view.viewport(), event)

    def take_away(self) -> None:
        """Leave the canvas with what is dragged."""
        QApplication.sendEvent(self.view.viewport(), QDragLeaveEvent())
