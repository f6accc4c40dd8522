"""Places of the drawing at which a person wants a layer, before it is known which one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPointF

from dnngui.canvas import edits
from dnngui.canvas.geometry import CARD_WIDTH, snap
from dnngui.canvas.items.node import IN_PORT, OUT_PORT
from dnngui.canvas.layout import free_place
from dnngui.document.project import Position
from engine.fitting import Fit, fit_before, fit_behind
from engine.graph import Edge

if TYPE_CHECKING:
    from dnngui.canvas.drawing import Drawing
    from dnngui.canvas.edits import Edit, Places
    from dnngui.document.project import Project
    from engine.graph import Graph
    from engine.layers import Layer


@dataclass(frozen=True)
class Spot:
    """What all such places share.

    Attributes
    ----------
    stays
        Whether the person pointed at this place, so that the view has to stay where it is.
    """

    stays: ClassVar[bool] = False

    def fit(self, graph: Graph, layer: Layer) -> Fit:
        """Tell whether ``layer`` fits here, and how."""
        raise NotImplementedError

    def edit(self, project: Project, places: Places, layer: Layer) -> Edit:
        """Put ``layer`` here, connected; raise `GraphError` where that cannot be."""
        raise NotImplementedError

    def point(self, drawing: Drawing) -> QPointF:
        """Return where a person looks for the layer, in the scene."""
        raise NotImplementedError


@dataclass(frozen=True)
class Free(Spot):
    """A place apart from all that is there."""

    stays = True
    at: Position

    def fit(self, graph: Graph, layer: Layer) -> Fit:
        return Fit(layer)

    def edit(self, project: Project, places: Places, layer: Layer) -> Edit:
        return edits.add(project, places, layer, free_place(self.at, places))

    def point(self, drawing: Drawing) -> QPointF:
        return QPointF(self.at.x, self.at.y)


@dataclass(frozen=True)
class Behind(Spot):
    """Behind a layer, in front of all that reads it."""

    node: int

    def fit(self, graph: Graph, layer: Layer) -> Fit:
        rerouted = [Edge(self.node, target) for target in graph.targets(self.node)]
        return fit_behind(graph, layer, [self.node], rerouted)

    def edit(self, project: Project, places: Places, layer: Layer) -> Edit:
        return edits.add_after(project, places, layer, self.node)

    def point(self, drawing: Drawing) -> QPointF:
        return QPointF(*drawing.port(self.node, OUT_PORT))


@dataclass(frozen=True)
class Between(Spot):
    """On a connection."""

    edge: Edge

    def fit(self, graph: Graph, layer: Layer) -> Fit:
        return fit_behind(graph, layer, [self.edge.source], [self.edge])

    def edit(self, project: Project, places: Places, layer: Layer) -> Edit:
        return edits.insert(project, places, self.edge, layer, places[self.edge.source])

    def point(self, drawing: Drawing) -> QPointF:
        source = QPointF(*drawing.port(self.edge.source, OUT_PORT))
        return (source + QPointF(*drawing.port(self.edge.target, IN_PORT))) / 2.0


@dataclass(frozen=True)
class Joining(Spot):
    """Behind several layers, reading all of them in this order."""

    nodes: tuple[int, ...]

    def fit(self, graph: Graph, layer: Layer) -> Fit:
        return fit_behind(graph, layer, self.nodes)

    def edit(self, project: Project, places: Places, layer: Layer) -> Edit:
        return edits.join(project, places, layer, self.nodes)

    def point(self, drawing: Drawing) -> QPointF:
        ports = [QPointF(*drawing.port(node, OUT_PORT)) for node in self.nodes]
        return max(ports, key=QPointF.x)


@dataclass(frozen=True)
class Linked(Spot):
    """At the loose end of a connection from a layer's output, or to its input."""

    stays = True
    node: int
    at: Position
    forwards: bool

    def fit(self, graph: Graph, layer: Layer) -> Fit:
        if self.forwards:
            return fit_behind(graph, layer, [self.node])
        return fit_before(graph, layer, self.node)

    def edit(self, project: Project, places: Places, layer: Layer) -> Edit:
        at = free_place(self._middle(), places)
        return edits.add_linked(project, places, layer, at, self.node, forwards=self.forwards)

    def point(self, drawing: Drawing) -> QPointF:
        return QPointF(self.at.x, self.at.y)

    def _middle(self) -> Position:
        """Return where the card's middle is for its port to be at the connection's loose end."""
        half = CARD_WIDTH / 2.0 if self.forwards else -CARD_WIDTH / 2.0
        return Position(snap(self.at.x + half), snap(self.at.y))
