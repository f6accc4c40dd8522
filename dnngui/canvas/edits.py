"""What a person can do to the drawing: each edit makes a new project and knows its name.

All edits store a place for every layer, so that what was laid out automatically stays put.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication

from dnngui.canvas import layout
from dnngui.canvas.following import followed
from dnngui.canvas.geometry import CARD_HEIGHT, LIMIT
from dnngui.document.formulas import carried
from dnngui.document.notes import Frame
from dnngui.document.project import Position, Project
from dnngui.surgery import forecast
from dnngui.words import term
from engine.graph import Edge, Graph, GraphError

if TYPE_CHECKING:
    from dnngui.canvas.clipboard import Fragment
    from dnngui.document.notes import Note
    from engine.layers import Layer

Places = Mapping[int, Position]


@dataclass(frozen=True)
class Edit:
    """One undo step.

    Attributes
    ----------
    text
        What menus call it.
    selection
        What is selected afterwards, or None where that stays.
    merge
        Edits that follow each other with the same key become one step.
    notes
        Which comments and frames are selected afterwards, where ``selection`` is not None.
    """

    text: str
    project: Project
    selection: frozenset[int] | None = None
    merge: str | None = None
    notes: frozenset[int] = frozenset()


def drawn_as(project: Project, graph: Graph, places: Places) -> Project:
    """Return the project with another drawing, whose places a file can hold."""
    return project.with_graph(graph, {node: _within_limits(at) for node, at in places.items()})


def laid_out(project: Project, graph: Graph, places: Places, settled: Places) -> Project:
    """Return `drawn_as` with places that a layout gave, which comments and frames follow."""
    changed = followed(project.notes.of(), places, settled)
    if changed:
        project = msgspec.structs.replace(project, notes=project.notes.changed(changed))
    return drawn_as(project, graph, settled)


def _within_limits(at: Position) -> Position:
    """Return ``at``, or the nearest place that `Position` allows."""
    if abs(at.x) <= LIMIT and abs(at.y) <= LIMIT:
        return at
    return Position(min(max(at.x, -LIMIT), LIMIT), min(max(at.y, -LIMIT), LIMIT))


# -- adding


def add(project: Project, places: Places, layer: Layer, at: Position) -> Edit:
    """Put ``layer`` at a free place, connected to nothing."""
    graph, node = project.graph.add(layer)
    text = QCoreApplication.translate("Canvas", "Add {layer}").format(layer=term(layer.title))
    return Edit(text, drawn_as(project, graph, {**places, node: at}), frozenset([node]))


def add_after(project: Project, places: Places, layer: Layer, source: int) -> Edit:
    """Put ``layer`` behind ``source``, between it and all that reads it."""
    graph, node = project.graph.add(layer)
    graph = graph.connect(source, node)
    follows = {Edge(source, target): Edge(node, target) for target in project.graph.targets(source)}
    edges = tuple(follows.get(edge, edge) for edge in graph.edges)
    graph = msgspec.structs.replace(graph, edges=edges)
    text = QCoreApplication.translate("Canvas", "Add {layer}").format(layer=term(layer.title))
    settled = layout.settle(graph, places)
    return Edit(text, laid_out(project, graph, places, settled), frozenset([node]))


def add_linked(
    project: Project, places: Places, layer: Layer, at: Position, node: int, *, forwards: bool
) -> Edit:
    """Put ``layer`` at a free place, reading ``node`` or, not ``forwards``, read by it."""
    graph, added = project.graph.add(layer)
    graph = graph.connect(node, added) if forwards else graph.connect(added, node)
    text = QCoreApplication.translate("Canvas", "Add {layer}").format(layer=term(layer.title))
    return Edit(text, drawn_as(project, graph, {**places, added: at}), frozenset([added]))


def join(project: Project, places: Places, layer: Layer, sources: Sequence[int]) -> Edit:
    """Put ``layer`` behind all ``sources``, reading them in this order."""
    graph, node = project.graph.add(layer)
    for source in sources:
        graph = graph.connect(source, node)
    text = QCoreApplication.translate("Canvas", "Add {layer}").format(layer=term(layer.title))
    settled = layout.settle(graph, places)
    return Edit(text, laid_out(project, graph, places, settled), frozenset([node]))


def insert(project: Project, places: Places, edge: Edge, layer: Layer, at: Position) -> Edit:
    """Put ``layer`` on ``edge``; what follows moves aside."""
    graph, node = project.graph.insert(edge, layer)
    text = QCoreApplication.translate("Canvas", "Insert {layer}").format(layer=term(layer.title))
    settled = layout.make_room(graph, {**places, node: _in_line(places, edge, at)}, node)
    return Edit(text, laid_out(project, graph, places, settled), frozenset([node]))


def reroute(project: Project, places: Places, edge: Edge, node: int, at: Position) -> Edit:
    """Lead ``edge`` through ``node``, which stood alone."""
    graph = project.graph.reroute(edge, node)
    text = QCoreApplication.translate("Canvas", "Insert {layer}").format(layer=graph[node].name)
    settled = layout.make_room(graph, {**places, node: _in_line(places, edge, at)}, node)
    return Edit(text, laid_out(project, graph, places, settled), frozenset([node]))


def _in_line(places: Places, edge: Edge, at: Position) -> Position:
    """Return ``at``, at the height of a layer before or behind it where that is near."""
    for end in (edge.source, edge.target):
        if abs(places[end].y - at.y) <= CARD_HEIGHT / 2.0:
            return Position(at.x, places[end].y)
    return at


def paste(project: Project, places: Places, fragment: Fragment, shift: Position) -> Edit:
    """Add the layers of ``fragment``, moved by ``shift``."""
    text = QCoreApplication.translate("Canvas", "Paste {what}")
    return _include(text, project, places, fragment, shift)


def duplicate(project: Project, places: Places, fragment: Fragment, shift: Position) -> Edit:
    """Add copies of layers that are there, moved by ``shift``."""
    text = QCoreApplication.translate("Canvas", "Duplicate {what}")
    return _include(text, project, places, fragment, shift)


def _include(
    text: str, project: Project, places: Places, fragment: Fragment, shift: Position
) -> Edit:
    graph, ids = project.graph.include(fragment.graph, fragment.graph.by_id)
    origin = layout.arrange(fragment.graph, fragment.positions)
    copied = {ids[old]: Position(at.x + shift.x, at.y + shift.y) for old, at in origin.items()}
    within = {ids[old]: at for old, at in fragment.positions.items() if old in ids}
    text = text.format(what=called(fragment.graph, fragment.graph.by_id, fragment.notes.values()))
    notes, came = project.notes.added(fragment.notes_at(shift, ids))
    training = project.training
    for old, own in fragment.training.items():
        if old in ids:
            training = training.with_layer(ids[old], own)
    told = msgspec.structs.replace(project, training=training)
    drawn = drawn_as(told, graph, {**places, **within, **copied})
    copies = {new: old for old, new in ids.items()}
    copied_formulas = carried(fragment.formulas, fragment.graph, graph, copies, ids)
    formulas = {**drawn.formulas, **copied_formulas}
    edited = msgspec.structs.replace(drawn, formulas=formulas, notes=notes)
    shown = frozenset(came) & notes.of().keys()
    return Edit(text, edited, frozenset(copied), notes=shown)


def inserting(graph: Graph, edge: Edge, name: str, edited: Graph) -> str:
    """Return in words what a drop on ``edge`` does, and what ``edited`` keeps of the weights."""
    text = QCoreApplication.translate("Canvas", "Drop to put {layer} between {source} and {target}")
    source, target = graph[edge.source].name, graph[edge.target].name
    said = text.format(layer=name, source=source, target=target)
    return f"{said}. {forecast(graph, edited)}"


# -- connecting


def refusal(graph: Graph, source: int, target: int) -> GraphError | None:
    """Return why a connection cannot be drawn, or None where it can.

    A layer of one input that is taken can be connected: it lets go of the old connection.
    """
    try:
        graph.rewire(source, target)
    except GraphError as error:
        return error
    return None


def open_targets(graph: Graph, source: int) -> set[int]:
    """Return the layers to which ``source`` can be connected."""
    inputs = {node.id for node in graph.nodes if node.layer.arity.most == 0}
    return set(graph.by_id) - inputs - graph.ancestors([source]) - set(graph.targets(source))


def open_sources(graph: Graph, target: int) -> set[int]:
    """Return the layers that can be connected to ``target``."""
    if graph[target].layer.arity.most == 0:
        return set()
    return set(graph.by_id) - graph.descendants([target]) - set(graph.sources(target))


def connecting(graph: Graph, source: int, target: int) -> str:
    """Return what a new connection does, in words."""
    names = {"source": graph[source].name, "target": graph[target].name}
    if graph[target].layer.arity.most == 1 and graph.sources(target):
        names["old"] = graph[graph.sources(target)[0]].name
        text = QCoreApplication.translate("Canvas", "Connect {source} to {target} instead of {old}")
    else:
        text = QCoreApplication.translate("Canvas", "Connect {source} to {target}")
    return text.format(**names)


def connect(project: Project, places: Places, source: int, target: int) -> Edit:
    """Connect, letting go of what a one-input ``target`` read before."""
    graph = project.graph.rewire(source, target)
    return Edit(connecting(project.graph, source, target), drawn_as(project, graph, places))


def reconnect(project: Project, places: Places, old: Edge, new: Edge) -> Edit:
    """Put ``new`` in the place of ``old``, also in the order of a merge's inputs."""
    rest = project.graph.disconnect([old])
    graph = rest.rewire(new.source, new.target)
    kept = set(graph.edges)
    edges = [new if edge == old else edge for edge in project.graph.edges]
    graph = msgspec.structs.replace(graph, edges=tuple(edge for edge in edges if edge in kept))
    text = connecting(rest, new.source, new.target)
    return Edit(text, drawn_as(project, graph, places))


def disconnect(project: Project, places: Places, edges: Collection[Edge]) -> Edit:
    return Edit(
        disconnecting(project.graph, edges),
        drawn_as(project, project.graph.disconnect(edges), places),
    )


def disconnecting(graph: Graph, edges: Collection[Edge]) -> str:
    """Return what the removal of connections is, in words."""
    if len(edges) == 1:
        edge = next(iter(edges))
        return QCoreApplication.translate("Canvas", "Disconnect {source} from {target}").format(
            source=graph[edge.source].name, target=graph[edge.target].name
        )
    return QCoreApplication.translate("Canvas", "Delete {count} connections").format(
        count=len(edges)
    )


# -- removing


def remove(
    project: Project,
    places: Places,
    nodes: Collection[int],
    edges: Collection[Edge],
    notes: Collection[int] = (),
) -> Edit:
    """Remove layers with their connections, connections, and notes; a gap stays."""
    if not nodes and not notes:
        return disconnect(project, places, edges)
    graph = project.graph.disconnect(edges).remove(nodes)
    text = QCoreApplication.translate("Canvas", "Delete {what}")
    return _without(text, project, places, graph, nodes, notes)


def cut(
    project: Project, places: Places, nodes: Collection[int], notes: Collection[int] = ()
) -> Edit:
    """Remove layers and notes that are on the clipboard now."""
    text = QCoreApplication.translate("Canvas", "Cut {what}")
    return _without(text, project, places, project.graph.remove(nodes), nodes, notes)


def _without(
    text: str,
    project: Project,
    places: Places,
    graph: Graph,
    nodes: Collection[int],
    notes: Collection[int],
) -> Edit:
    gone = [project.notes[each] for each in notes]
    text = text.format(what=called(project.graph, nodes, gone))
    rest = msgspec.structs.replace(project, notes=project.notes.without(notes))
    return Edit(text, drawn_as(rest, graph, places), frozenset())


def heal(
    project: Project, places: Places, nodes: Collection[int], notes: Collection[int] = ()
) -> Edit:
    """Remove layers and lead what they read on to what read them; select what came before."""
    graph = project.graph.remove(nodes, heal=True)
    before = {source for node in nodes for source in project.graph.sources(node)} - set(nodes)
    text = QCoreApplication.translate("Canvas", "Delete {what} and close the gap")
    kept = frozenset(before) if len(before) == 1 else frozenset[int]()
    edit = _without(text, project, places, graph, nodes, notes)
    return replace(edit, selection=kept)


# -- moving


def move(
    project: Project,
    places: Places,
    moved: Places,
    notes: Mapping[int, Note] | None = None,
    merge: str | None = None,
) -> Edit:
    """Put layers and notes at other places; the layout leaves the layers there."""
    notes = notes or {}
    text = QCoreApplication.translate("Canvas", "Move {what}")
    text = text.format(what=called(project.graph, moved, notes.values()))
    drawn = drawn_as(project, project.graph, {**places, **moved}).with_pins(moved, pinned=True)
    if notes:
        drawn = msgspec.structs.replace(drawn, notes=drawn.notes.changed(notes))
    return Edit(text, drawn, merge=merge)


def called(graph: Graph, nodes: Collection[int], notes: Collection[Note] = ()) -> str:
    """Return the name of the one layer or note, or how many they are."""
    if notes:
        text = QCoreApplication.translate("Canvas", "{count} things")
        count = len(nodes) + len(notes)
        return called_note(next(iter(notes))) if count == 1 else text.format(count=count)
    if len(nodes) == 1:
        return graph[next(iter(nodes))].name
    return QCoreApplication.translate("Canvas", "{count} layers").format(count=len(nodes))


def called_note(note: Note) -> str:
    """Return what a note is called in the names of steps."""
    if isinstance(note, Frame):
        return QCoreApplication.translate("Canvas", "the frame {name}").format(name=note.text)
    return QCoreApplication.translate("Canvas", "the comment")
