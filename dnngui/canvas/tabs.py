"""The switches of neurons that are in sight: of layers that are open, pointed at or selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.canvas.items.tab import TabItem

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from PySide6.QtCore import QPointF
    from PySide6.QtWidgets import QGraphicsScene

    from dnngui.canvas.style import Style
    from dnngui.document.project import Position


class Tabs:
    """Makes a switch when it is wanted, and none before: large drawings have many layers."""

    def __init__(self, scene: QGraphicsScene, style: Style) -> None:
        self._scene, self._style = scene, style
        self._items: dict[int, TabItem] = {}

    def show(self, node: int, at: Position, *, opened: bool, tall: bool) -> None:
        """Show the switch of the layer at ``at``, whose card may be ``tall`` by a picture."""
        if node not in self._items:
            self._items[node] = TabItem(self._style)
            self._scene.addItem(self._items[node])
        self._items[node].setPos(at.x, at.y)
        self._items[node].show_as(opened=opened, tall=tall)

    def remove(self, node: int) -> None:
        if node in self._items:
            self._scene.removeItem(self._items.pop(node))

    def keep(self, nodes: Container[int]) -> None:
        """Remove those of all other layers."""
        for node in [node for node in self._items if node not in nodes]:
            self.remove(node)

    def place(self, moved: Mapping[int, Position]) -> None:
        """Let switches follow their cards."""
        for node in self._items.keys() & moved.keys():
            self._items[node].setPos(moved[node].x, moved[node].y)

    def at(self, point: QPointF) -> int | None:
        """Return the layer whose switch is at a scene point."""
        for node, tab in self._items.items():
            if tab.box.contains(point - tab.pos()):
                return node
        return None

    def set_visible(self, *, on: bool) -> None:
        """Show them, or none, as in a picture of the drawing."""
        for tab in self._items.values():
            tab.setVisible(on)

    def set_style(self, style: Style) -> None:
        self._style = style
        for tab in self._items.values():
            tab.set_style(style)
