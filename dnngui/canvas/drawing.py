"""The scene: a projection of the project, with what the person points at and has selected."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtWidgets import QGraphicsScene

from dnngui.canvas import layout
from dnngui.canvas.carrying import Carried, Course
from dnngui.canvas.geometry import LIMIT, Box, cramped
from dnngui.canvas.items.edge import EdgeItem
from dnngui.canvas.items.handles import HandlesItem
from dnngui.canvas.items.node import IN_PORT, OUT_PORT, Mark, NodeItem
from dnngui.canvas.items.overlay import BELOW, HintItem, OutlineItem, TipItem, Verdict, WireItem
from dnngui.canvas.items.tensor import TensorItem
from dnngui.canvas.neurons import Neurons
from dnngui.canvas.notes import NoteItems
from dnngui.canvas.routing import Wire, route
from dnngui.canvas.surgery import possible
from dnngui.document.project import Project
from engine import shapes
from engine.graph import Edge
from engine.inference import infer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from dnngui.canvas.style import Style
    from dnngui.document.notes import Note
    from dnngui.document.project import Position
    from dnngui.training.frames import NodePreview
    from engine.graph import Graph
    from engine.problems import Problem
    from engine.shapes import Shape

Overlay = TipItem | WireItem | OutlineItem | HintItem | HandlesItem | TensorItem

EXTENT = 2.2 * LIMIT
"""Side of the scene."""
MOST_TABS = 20
"""Selected layers that have their switches in sight: of more of them a drag would be slow."""


class Drawing(QGraphicsScene):
    """Items for the layers and connections of one project.

    Attributes
    ----------
    places
        Where each layer stands, stored or laid out; during a drag, where it is dragged to.
    nodes, edges
        The items, by id and by connection.
    chosen, chosen_edges
        What is selected of layers and connections; ``notes`` knows it of itself.
    current
        The selected layer that keys act on, or None.
    problems, previews
        What is marked and shown on layers, also on those of drawings that are not open.
    neurons
        The neurons of opened layers and the weights between them.
    notes
        Comments and frames.
    tip, wire, band, ghost, guides
        What gestures paint over the drawing.
    handles
        Plus and minus over the selected layer.
    tensor
        What passes along the connection that is pointed at.

    Signals
    -------
    selection_changed(frozenset of ids)
        Other layers are selected.
    choice_changed()
        Other layers, connections or notes are selected.
    laid_out()
        Layers or notes stand elsewhere, have come or gone, or have another size.
    """

    selection_changed = Signal(object)
    choice_changed = Signal()
    laid_out = Signal()

    def __init__(self, style: Style, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # The BSP index of Qt crashes when items change their bounds often.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setSceneRect(-EXTENT / 2.0, -EXTENT / 2.0, EXTENT, EXTENT)
        self.look = style
        self.project = Project()
        self.places: dict[int, Position] = {}
        self.nodes: dict[int, NodeItem] = {}
        self.edges: dict[Edge, EdgeItem] = {}
        self.chosen: frozenset[int] = frozenset()
        self.chosen_edges: frozenset[Edge] = frozenset()
        self.current: int | None = None
        self._current_shown = False
        self._hovered: int | Edge | None = None
        self._offered: tuple[frozenset[int], frozenset[int]] | None = None
        self._aimed: int | None = None
        self._marked_edge: Edge | None = None
        self.problems: tuple[Problem, ...] = ()
        self.previews: Mapping[int, NodePreview] = {}
        self._by_node: dict[int, tuple[Problem, ...]] = {}
        self._cramped: frozenset[int] = frozenset()
        self._carried: Carried | None = None
        self._content: QRectF | None = None
        self._shapes: Mapping[int, Shape] = {}
        self.neurons = Neurons(self, style)
        self.notes = NoteItems(self, style)
        self.tensor = TensorItem(style)
        self.tip = TipItem(style)
        self.wire = WireItem(style)
        self.band = OutlineItem(style, filled=True)
        self.ghost = OutlineItem(style)
        self.guides = OutlineItem(style, height=BELOW)
        self.handles = HandlesItem(style)
        self.hint = HintItem(
            style,
            self.tr("Start with an Input layer"),
            self.tr(
                "Drag it here from the palette, double-click it there, or press A. "
                "New layers connect to the selected one."
            ),
        )
        for item in self._overlays():
            self.addItem(item)

    def _overlays(self) -> tuple[Overlay, ...]:
        return (
            self.tip,
            self.wire,
            self.band,
            self.ghost,
            self.guides,
            self.hint,
            self.handles,
            self.neurons.tip,
            self.tensor,
        )

    # -- projection

    def synchronize(self, project: Project) -> None:
        """Show ``project``, touching only what differs from what is shown."""
        before, self.project = self.project, project
        if project.graph is not before.graph:
            self._synchronize_items(project.graph)
            self._show_inference(project.graph)
            self._prune()
        if project.notes is not before.notes:
            self._synchronize_notes(project)
        if project.graph is not before.graph or project.positions is not before.positions:
            self.restore()
        elif project.view is not before.view or project.training is not before.training:
            self._show_neurons()
        if project.pinned is not before.pinned or project.graph is not before.graph:
            pinned = frozenset(project.pinned)
            for node, item in self.nodes.items():
                item.set_pinned(on=node in pinned)
        self.hint.setVisible(self.is_empty)

    @property
    def is_empty(self) -> bool:
        """Whether there is neither a layer nor a note."""
        return not self.nodes and not self.notes.items

    def _synchronize_notes(self, project: Project) -> None:
        shown = project.notes.of()
        self.notes.synchronize(shown)
        self.choose(self.chosen, self.chosen_edges, self.notes.chosen & shown.keys())
        self.laid_out.emit()

    def _synchronize_items(self, graph: Graph) -> None:
        present = set(graph.edges)
        for edge in [edge for edge in self.edges if edge not in present]:
            self.removeItem(self.edges.pop(edge))
        for node in [node for node in self.nodes if node not in graph]:
            self.removeItem(self.nodes.pop(node))
        for node in graph.by_id:
            if node not in self.nodes:
                item = NodeItem(node, self.look)
                item.set_problems(self._by_node.get(node, ()))
                self.nodes[node] = item
                self.addItem(item)
        for edge in graph.edges:
            if edge not in self.edges:
                self.edges[edge] = EdgeItem(edge, self.look)
                self.addItem(self.edges[edge])

    def _show_inference(self, graph: Graph) -> None:
        inference = infer(graph)
        for node in graph.nodes:
            shape, count = inference.shapes.get(node.id), inference.parameter_counts.get(node.id)
            self.nodes[node.id].set_content(node, shape, count)
        for edge, item in self.edges.items():
            item.set_shape(inference.shapes.get(edge.source))
        self._shapes = inference.shapes

    def _prune(self) -> None:
        """Forget what is gone."""
        self._hovered = None
        self.show_tensor(None, QPointF())
        edges = self.chosen_edges & self.edges.keys()
        self.choose(self.chosen & self.nodes.keys(), edges, self.notes.chosen)
        self._refresh()

    def restore(self) -> None:
        """Put every layer and note where the project has it."""
        self.notes.shift(self.project.notes.of())
        self.places = layout.arrange(self.project.graph, self.project.positions)
        self._cramped = cramped(self.places)
        self.neurons.synchronize(self.project, self.places)
        self._put_previews()
        self._put(self.places)
        self._reroute()

    def _show_neurons(self) -> None:
        """Open and close layers, and mark weights that do not learn."""
        if self.neurons.synchronize(self.project, self.places):
            self._put_previews()
            self._reroute()

    def shift(self, moved: Mapping[int, Position], notes: Mapping[int, Note] | None = None) -> None:
        """Show layers and notes elsewhere, all as far from each other, while a drag lasts."""
        self.notes.shift(notes or {})
        if moved:
            self._carry(moved)
        self.laid_out.emit()

    def _carry(self, moved: Mapping[int, Position]) -> None:
        carried = self._carried
        if carried is None or carried.nodes != moved.keys():
            carried = self._carried = self._begin_to_carry(moved)
        self.places |= moved
        self._put(moved)
        for edge, course in carried.courses(self.places, self._wires(carried.loose)).items():
            self.edges[edge].set_route(*course)
        self._content = None

    def _begin_to_carry(self, nodes: Collection[int]) -> Carried:
        """Let no connection flee from layers that are dragged from now on."""
        courses = {edge: Course(*item.course) for edge, item in self.edges.items()}
        carried = Carried({node: self.places[node] for node in nodes}, courses, self._boxes(nodes))
        for edge, course in carried.first.items():
            self.edges[edge].set_route(*course)
        return carried

    def _put(self, places: Mapping[int, Position]) -> None:
        for node, place in places.items():
            item = self.nodes[node]
            if (item.x(), item.y()) != (place.x, place.y):
                item.setPos(place.x, place.y)
        self._offer_handles()
        self.neurons.place(places)

    def _reroute(self) -> None:
        """Lead the connections past the cards."""
        self._carried = self._content = None
        wires = self._wires(self.edges)
        for edge, lane in route(wires, self._boxes()).items():
            self.edges[edge].set_route(wires[edge], lane)
        self.laid_out.emit()

    def _wires(self, edges: Iterable[Edge]) -> dict[Edge, Wire]:
        return {
            edge: Wire(*self.port(edge.source, OUT_PORT), *self.port(edge.target, IN_PORT))
            for edge in edges
        }

    def show_wire(self, wire: Wire, verdict: Verdict) -> None:
        """Show a connection that is being drawn, on the way it would take."""
        good = verdict is Verdict.GOOD
        lane = route({**self._wires(self.edges), None: wire}, self._boxes())[None] if good else None
        self.wire.show_wire(wire, lane, verdict)

    def port(self, node: int, port: object) -> tuple[float, float]:
        """Return where the input or output port of a layer stands."""
        place, at = self.places[node], IN_PORT if port is IN_PORT else OUT_PORT
        return place.x + at.x(), place.y + at.y()

    def _boxes(self, without: Collection[int] = ()) -> list[Box]:
        """Return the cards as they are shown."""
        return [self._box(node) for node in self.places if node not in without]

    def _box(self, node: int) -> Box:
        place = self.places[node]
        box = Box.of_card(place.x, place.y, preview=self.nodes[node].has_preview)
        return box._replace(bottom=box.bottom + self.neurons.extent(node))

    def content_rect(self) -> QRectF:
        """Return what is drawn, without marks and gestures."""
        if self._content is None:
            rect = QRectF()
            for node in self.nodes.values():
                rect = rect.united(node.card_rect().translated(node.pos()))
            for edge in self.edges.values():
                rect = rect.united(edge.boundingRect())
            self._content = rect
        rect = self._content.united(self.neurons.content_rect())
        return rect.united(self.notes.content_rect())

    # -- what is shown on it

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark each problem on its layer, and on the groups in which that lies."""
        found: dict[int, tuple[Problem, ...]] = {}
        for problem in problems:
            for node in problem.trail:
                found[node] = (*found.get(node, ()), problem)
        self.problems, self._by_node = tuple(problems), found
        for node, item in self.nodes.items():
            item.set_problems(found.get(node, ()))

    def show_previews(self, previews: Mapping[int, NodePreview] | None) -> bool:
        """Show the small pictures, none where None; return whether cards grew or shrank."""
        self.previews = previews or {}
        grown = self._put_previews()
        if grown:
            self._reroute()
        if self.tensor.isVisible() and isinstance(self._hovered, Edge):
            self.tensor.set_preview(self.previews.get(self._hovered.source))
        return grown

    def show_tensor(self, edge: Edge | None, at: QPointF) -> None:
        """Show beside ``at`` what passes along a connection; hide it where None."""
        if edge is None or edge not in self.edges:
            self.tensor.hide()
            return
        graph = self.project.graph
        source, target = graph[edge.source], graph[edge.target]
        shape = self._shapes.get(edge.source)
        words = (f"{source.name} → {target.name}", "?" if shape is None else shapes.text(shape))
        self.tensor.set_preview(self.previews.get(edge.source))
        self.tensor.show_at(at, words, source.layer.activation_name())

    def _put_previews(self) -> bool:
        """Give each card its picture where there is room; return whether cards changed size."""
        grown = False
        for node, item in self.nodes.items():
            had = item.has_preview
            hidden = node in self._cramped or node in self.neurons.columns
            shown = self.previews.get(node)
            item.set_preview(None if hidden else shown)
            item.set_health("ok" if shown is None else shown.health)
            grown |= had is not item.has_preview
            self._refresh_tab(node)
        return grown

    def set_style(self, style: Style) -> None:
        self.look = style
        for item in (*self.nodes.values(), *self.edges.values(), *self._overlays()):
            item.set_style(style)
        self.neurons.set_style(style)
        self.notes.set_style(style)

    # -- selection and marks

    def choose(
        self, nodes: Iterable[int], edges: Iterable[Edge] = (), notes: Iterable[int] = ()
    ) -> None:
        """Select just these."""
        chosen, others = frozenset(nodes), (frozenset(edges), frozenset(notes))
        changed = chosen != self.chosen
        if not changed and others == (self.chosen_edges, self.notes.chosen):
            return
        self.chosen, self.chosen_edges = chosen, others[0]
        self.notes.choose(others[1])
        if self.current not in chosen:
            self.current = None
        self._refresh()
        if changed:
            self.selection_changed.emit(chosen)
        self.choice_changed.emit()

    def focus_on(self, node: int | None, *, shown: bool = False) -> None:
        """Let keys act on ``node`` if it is selected; ``shown`` draws a ring around it."""
        self.current = node if node in self.chosen else None
        self._current_shown = shown
        self._refresh()

    def hover(self, target: int | Edge | None) -> None:
        """Show what the pointer is on."""
        if target != self._hovered:
            before, self._hovered = self._hovered, target
            for each in (before, target):
                self._refresh_one(each)

    def offer(
        self, inputs: Iterable[int], outputs: Iterable[int], aimed: int | None = None
    ) -> None:
        """Show at which ports a gesture begins or can end, and where it would end now."""
        offered = frozenset(inputs), frozenset(outputs)
        if (offered, aimed) != (self._offered, self._aimed):
            self._offered, self._aimed = offered, aimed
            self._refresh()

    def mark_edge(self, edge: Edge | None) -> None:
        """Show which connection would take a layer in."""
        if edge != self._marked_edge:
            self._marked_edge = edge
            self._refresh()

    def end_gesture(self) -> None:
        """Take away all that a gesture painted."""
        self._offered = self._aimed = self._marked_edge = None
        self._refresh()
        for item in (self.tip, self.wire, self.band, self.ghost, self.guides):
            item.hide()

    @contextmanager
    def unmarked(self) -> Iterator[None]:
        """Show the bare drawing for a while, as in a picture of it."""
        overlays = [item for item in self._overlays() if item.isVisible()]
        for item in overlays:
            item.hide()
        self.neurons.show_switches(on=False)
        self.notes.refresh(marked=False)
        for node in self.nodes.values():
            node.set_mark(Mark.NONE)
        for edge in self.edges.values():
            edge.set_state(chosen=False, hovered=False, marked=False)
        try:
            yield
        finally:
            for item in overlays:
                item.show()
            self.neurons.show_switches(on=True)
            self.notes.refresh()
            self._refresh()

    def _refresh(self) -> None:
        for node in self.nodes:
            self._refresh_one(node)
        for edge in self.edges:
            self._refresh_one(edge)
        self._offer_handles()

    def _offer_handles(self) -> None:
        """Show plus and minus over a layer that is selected alone."""
        graph, chosen = self.project.graph, self.chosen & self.places.keys()
        alone = len(self.chosen) == len(chosen) == 1 and not self.notes.chosen
        shown = alone and self._offered is None
        if shown:
            (node,) = chosen
            self.handles.setPos(self.places[node].x, self.places[node].y)
        self.handles.offer(possible(graph, chosen) if shown else ())

    def _refresh_one(self, each: int | Edge | None) -> None:
        if isinstance(each, int):
            if each in self.nodes:
                self.nodes[each].set_mark(self._mark(each))
                self._refresh_tab(each)
        elif each is not None and each in self.edges:
            self.edges[each].set_state(
                chosen=each in self.chosen_edges,
                hovered=each == self._hovered,
                marked=each == self._marked_edge,
            )

    def _refresh_tab(self, node: int) -> None:
        few = len(self.chosen) <= MOST_TABS
        wanted = node == self._hovered or (few and node in self.chosen)
        wanted = wanted and self._offered is None
        # A layer that has just come has no place before `restore`.
        if (at := self.places.get(node)) is not None:
            self.neurons.show_tab(node, at, wanted=wanted, tall=self.nodes[node].has_preview)

    def _mark(self, node: int) -> Mark:
        mark = Mark.NONE
        if node == self._hovered:
            mark |= Mark.HOVERED
        if node in self.chosen:
            mark |= Mark.CHOSEN
        if node == self.current and self._current_shown:
            mark |= Mark.FOCUSED
        if node == self._aimed:
            mark |= Mark.AIMED
        if self._offered is not None:
            inputs, outputs = self._offered
            mark |= Mark.INPUT_OFFERED if node in inputs else Mark.NONE
            mark |= Mark.OUTPUT_OFFERED if node in outputs else Mark.NONE
            mark |= Mark.CLOSED if node not in inputs | outputs else Mark.NONE
        return mark
