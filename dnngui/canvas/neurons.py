"""The neuron view of a drawing: which layers are open, and what is shown of them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Signal

from dnngui.canvas import neuronwords
from dnngui.canvas.columns import Column, columns, openable
from dnngui.canvas.geometry import CARD_HEIGHT
from dnngui.canvas.items.neurons import NeuronsItem
from dnngui.canvas.items.overlay import TipItem
from dnngui.canvas.items.weights import WeightsItem
from dnngui.canvas.tabs import Tabs
from dnngui.canvas.targets import Neuron, Target, Weight, beside
from engine.layers import Dense
from engine.optim.layers import LayerTraining

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QGraphicsScene

    from dnngui.canvas.style import Style
    from dnngui.document.project import Position, Project
    from dnngui.training.neurons import LayerNeurons
    from engine.graph import Edge, Graph

BIAS_REACH = 9.0
LINE_REACH = 7.0
"""Pixels within which a bias or a line is hit."""
FLOW = 36.0
"""Scene units that the dashes move in a second of training."""
_USUAL = LayerTraining()


class Neurons(QObject):
    """Items for the neurons of opened layers and for the weights between them.

    A layer opens where the project's view says so, its outputs are few, and there is room.

    Attributes
    ----------
    tip
        The sentence on what the pointer is on.
    columns
        Where the neurons of open layers stand, by id.
    copies
        How often the network has these layers; what is shown is of the first.

    Signals
    -------
    pointed(Neuron or None)
        The pointer is on another neuron, or on none.
    asked(Weight, QPointF)
        The value of a weight is asked for, at a point of the scene.
    shown(dict by id)
        Newer neurons are shown.
    """

    pointed = Signal(object)
    asked = Signal(object, QPointF)
    shown = Signal()

    def __init__(self, scene: QGraphicsScene, style: Style) -> None:
        super().__init__(scene)
        self._scene, self._style = scene, style
        self.tip = TipItem(style)
        self.columns: dict[int, Column] = {}
        self.copies = 1
        self._project: Project | None = None
        self._can_open: dict[int, int] = {}
        self._tiles: dict[int, NeuronsItem] = {}
        self._lines: dict[Edge, WeightsItem] = {}
        self._tabs = Tabs(scene, style)
        self._found: Mapping[int, LayerNeurons] = {}
        self._target: Target | None = None
        self._at = QPointF()
        self._flow, self._since = 0.0, 0.0

    # -- projection

    def synchronize(self, project: Project, places: Mapping[int, Position]) -> bool:
        """Show the neurons that ``project`` wants to be seen; return whether other layers open."""
        before, self._project = self._project, project
        if before is None or project.graph is not before.graph:
            self._can_open = openable(project.graph)
            self._tabs.keep(self._can_open)
        opened = {node: units for node, units in self._can_open.items() if project.view.opens(node)}
        found = columns(opened, places)
        same = found.keys() == self.columns.keys()
        self.columns = found
        self._match_items(project.graph)
        self.place(places)
        self._mark()
        if self._found:
            self.show(self._found, runs=False)
        return not same

    def _match_items(self, graph: Graph) -> None:
        """Make and remove items, so that there is one for each open layer and pair of them."""
        for node in [node for node in self._tiles if node not in self.columns]:
            self._scene.removeItem(self._tiles.pop(node))
        for node in self.columns:
            if node not in self._tiles:
                self._tiles[node] = NeuronsItem(node, self._style)
                self._scene.addItem(self._tiles[node])
        pairs = {
            edge
            for edge in graph.edges
            if edge.source in self.columns
            and edge.target in self.columns
            and isinstance(graph[edge.target].layer, Dense)
        }
        for edge in [edge for edge in self._lines if edge not in pairs]:
            self._scene.removeItem(self._lines.pop(edge))
        for edge in pairs - self._lines.keys():
            self._lines[edge] = WeightsItem(self._style)
            self._scene.addItem(self._lines[edge])

    def place(self, moved: Mapping[int, Position]) -> None:
        """Let tiles and lines follow their cards."""
        assert self._project is not None
        graph, found = self._project.graph, self.columns.keys() & moved.keys()
        for node in found:
            at = moved[node]
            self.columns[node] = self.columns[node]._replace(x=at.x, y=at.y)
            activation = graph[node].layer.activation_name()
            self._tiles[node].set_column(self.columns[node], activation)
        for edge, lines in self._lines.items():
            if edge.source in found or edge.target in found:
                lines.set_columns(self.columns[edge.source], self.columns[edge.target])
        self._tabs.place(moved)

    def _own(self, node: int) -> LayerTraining:
        """Return how a layer learns."""
        assert self._project is not None
        return self._project.training.layers.get(node, _USUAL)

    def _mark(self) -> None:
        for node, tiles in self._tiles.items():
            own = self._own(node)
            tiles.set_marks(
                {index[0] for index in own.off.get("bias", ())},
                {index[0] for index in own.held.get("bias", ())},
                frozen=own.frozen,
            )
        for edge, lines in self._lines.items():
            own = self._own(edge.target)
            lines.set_marks(_pairs(own.off), _pairs(own.held))

    def set_style(self, style: Style) -> None:
        self._style = style
        for items in (self._tiles, self._lines):
            for item in items.values():
                item.set_style(style)
        self._tabs.set_style(style)

    def content_rect(self) -> QRectF:
        """Return what the open layers cover."""
        rect = QRectF()
        for item in self._tiles.values():
            rect = rect.united(item.boundingRect().translated(item.pos()))
        return rect

    def extent(self, node: int) -> float:
        """Return how far a layer's neurons reach below its card; 0 where it is not open."""
        column = self.columns.get(node)
        return 0.0 if column is None else column.bottom - CARD_HEIGHT / 2.0

    # -- what is shown

    def show(self, found: Mapping[int, LayerNeurons], *, runs: bool) -> None:
        """Show newer neurons and weights.

        Parameters
        ----------
        runs
            Whether they are of a run that goes on: then dashes flow.
        """
        self._found = found
        now = time.monotonic()
        if runs:
            self._flow += FLOW * min(now - self._since, 0.25)
        self._since = now
        for node, tiles in self._tiles.items():
            tiles.show_neurons(found.get(node))
        for edge, lines in self._lines.items():
            # The weights of a layer that read another one then would lead from the wrong tiles.
            layer = found.get(edge.target) if edge.source in found else None
            # What learns is in flow: the lines of a frozen layer rest.
            flow = 0.0 if self._own(edge.target).frozen else self._flow
            lines.show_weights(None if layer is None else layer.kernel, flow)
        self._tell()
        self.shown.emit()

    def forget(self) -> None:
        """Show nothing of a run."""
        self.show({}, runs=False)

    # -- what is pointed at

    def target_at(self, point: QPointF, zoom: float) -> Target | None:
        """Return the neuron or the bias at a scene point."""
        for node, column in self.columns.items():
            unit = column.unit_at(point)
            if unit is not None:
                return Neuron(node, unit)
            unit = self._bias_at(node, column, point, BIAS_REACH / max(zoom, 0.5))
            if unit is not None:
                return Weight(node, "bias", (unit,))
        return None

    def _bias_at(self, node: int, column: Column, point: QPointF, reach: float) -> int | None:
        local = point - QPointF(column.x, column.y)
        unit = round((local.y() - column.bias(0).y()) / column.pitch)
        if not 0 <= unit < column.units or self._tiles[node].bias(unit) is None:
            return None
        way = local - column.bias(unit)
        return unit if way.x() ** 2 + way.y() ** 2 <= reach**2 else None

    def weight_at(self, point: QPointF, zoom: float) -> Weight | None:
        """Return the weight whose line is nearest to a scene point, within reach."""
        reach = LINE_REACH / max(zoom, 0.5)
        near = [
            (found, edge)
            for edge, lines in self._lines.items()
            if (found := lines.nearest(point, reach)) is not None
        ]
        if not near:
            return None
        (_, index), edge = min(near)
        return Weight(edge.target, "kernel", index)

    def tab_at(self, point: QPointF) -> int | None:
        """Return the layer whose switch is at a scene point."""
        return self._tabs.at(point)

    def show_switches(self, *, on: bool) -> None:
        """Show the switches that are wanted, or none, as in a picture of the drawing."""
        self._tabs.set_visible(on=on)

    def show_tab(self, node: int, at: Position, *, wanted: bool, tall: bool) -> None:
        """Show the switch of a layer that is open, pointed at or selected; else none."""
        opened = node in self.columns
        if opened or (wanted and node in self._can_open):
            self._tabs.show(node, at, opened=opened, tall=tall)
        else:
            self._tabs.remove(node)

    def hover(self, target: Target | None, at: QPointF) -> None:
        """Show what the pointer is on, and say what it is."""
        self._at = at
        if target != self._target:
            before, self._target = self._target, target
            self._highlight(target)
            neuron = target if isinstance(target, Neuron) else None
            if neuron != (before if isinstance(before, Neuron) else None):
                self.pointed.emit(neuron)
        self._tell()

    def _highlight(self, target: Target | None) -> None:
        line = target.line if isinstance(target, Weight) else None
        for node, tiles in self._tiles.items():
            mine = target is not None and target.node == node and line is None
            unit = target.unit if mine and target is not None else None
            tiles.hover(unit, bias=isinstance(target, Weight))
        for edge, lines in self._lines.items():
            lines.hover(line if target is not None and target.node == edge.target else None)

    def _tell(self) -> None:
        said = "" if self._target is None else self.describe(self._target)
        if said:
            self.tip.show_text(said, self._at, refused=False)
        else:
            self.tip.hide()

    # -- by keys

    def ask_for_first(self, node: int) -> bool:
        """Ask for the first weight of a layer; return whether one is in sight."""
        lines = self._lines_of(node)
        if lines is None or lines.weight((0, 0)) is None:
            return False
        weight = Weight(node, "kernel", (0, 0))
        self.asked.emit(weight, self.spot(weight))
        return True

    def spot(self, weight: Weight) -> QPointF:
        """Return where a weight is drawn: the middle of its line, or its dot."""
        column = self.columns[weight.node]
        lines = self._lines_of(weight.node)
        if weight.line is None or lines is None:
            return column.bias(weight.unit) + QPointF(column.x, column.y)
        return lines.middle(weight.line)

    def beside(self, weight: Weight, across: int, down: int) -> Weight:
        """Return the weight so many inputs and units further."""
        lines, biases = self._lines_of(weight.node), self._tiles[weight.node].bias(0)
        if lines is None:
            return weight
        return beside(weight, across, down, lines.counts, bias=biases is not None)

    def point_out(self, weight: Weight) -> None:
        """Show which weight is meant, as if the pointer were on it."""
        self._highlight(weight)

    # -- in words

    def value(self, weight: Weight) -> float | None:
        """Return a weight as it was last shown; None where nothing is known of it."""
        if weight.line is None:
            tiles = self._tiles.get(weight.node)
            return None if tiles is None else tiles.bias(weight.unit)
        lines = self._lines_of(weight.node)
        return None if lines is None else lines.weight(weight.line)

    def _lines_of(self, node: int) -> WeightsItem | None:
        return next((item for edge, item in self._lines.items() if edge.target == node), None)

    def name(self, neuron: Neuron) -> str:
        """Return what a neuron is called."""
        assert self._project is not None
        layer = self._project.graph[neuron.node].name
        return f"{layer} · {self._tiles[neuron.node].name(neuron.unit)}"

    def title(self, weight: Weight) -> str:
        """Return what a weight is called."""
        assert self._project is not None
        return neuronwords.title(self._project.graph, weight, self.name)

    def shows(self, target: Target) -> bool:
        """Whether a neuron or weight is one of those in sight."""
        if isinstance(target, Weight) and target.line is not None:
            return self._lines_of(target.node) is not None
        return target.node in self._tiles

    def state(self, weight: Weight) -> str:
        """Return ``"off"`` or ``"held"`` where a weight does not learn, else nothing."""
        assert self._project is not None
        return neuronwords.state(self._project.training, weight)

    def describe(self, target: Target) -> str:
        """Return one sentence on a neuron or weight that is shown; empty where it is not."""
        if not self.shows(target):
            return ""
        if isinstance(target, Neuron):
            return neuronwords.of_copy(self.name(target), self.copies)
        value = self.value(target)
        if value is None:
            return ""
        said = f"{self.title(target)}: {neuronwords.number(value, self.state(target))}"
        return neuronwords.of_copy(said, self.copies)


def _pairs(places: Mapping[str, tuple[tuple[int, ...], ...]]) -> set[tuple[int, int]]:
    return {(index[0], index[1]) for index in places.get("kernel", ())}
