"""Edits of the architecture in one step: a unit more or less, a layer more or less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine import layers
from engine.graph import Edge, GraphError
from engine.inference import infer
from engine.problems import Severity
from engine.surgery import roles, starts

if TYPE_CHECKING:
    from engine.activations import ActivationName
    from engine.graph import Graph
    from engine.layers import Layer
    from engine.shapes import Shape

_READING_NUMBERS = (layers.Embedding, layers.RecursiveTree)


def grow(graph: Graph, node: int, units: int = 1) -> Graph:
    """Return the graph with so many more units or filters in a layer, less where negative.

    Layers whose outputs are added to its own get as many.

    Raises
    ------
    GraphError
        Where the layer has no units, or something else decides how many there are.
    """
    field = roles.width_field(graph[node].layer)
    if field is None:
        raise GraphError("{name} has no units of its own.", name=graph[node].name)
    edited = graph
    for each in sorted(_equally_wide(graph, node)):
        edited = edited.replace(each, _wider(graph, each, units))
    if _errors(edited) > _errors(graph):
        raise GraphError(
            "{name} has to have as many units as other layers need. Change them together.",
            name=graph[node].name,
        )
    return edited


def shrink(graph: Graph, node: int, units: int = 1) -> Graph:
    """Return the graph with fewer units in a layer; the first ones stay. See `grow`."""
    return grow(graph, node, -units)


def _wider(graph: Graph, node: int, units: int) -> Layer:
    layer = graph[node].layer
    field, step = roles.width_field(layer) or "", int(getattr(layer, "groups", 1))
    now = int(getattr(layer, field)) + units * step
    if now < 1:
        raise GraphError("{name} has only one unit left.", name=graph[node].name)
    changed = msgspec.structs.replace(layer, **{field: now})
    try:
        return msgspec.convert(msgspec.to_builtins(changed), type(layer))
    except msgspec.ValidationError:
        raise GraphError("{name} cannot have more units.", name=graph[node].name) from None


def _equally_wide(graph: Graph, node: int) -> set[int]:
    """Return the layers whose number of units must change with that of ``node``."""
    waiting, seen, found = [node], set(), set()
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        layer, readers = graph[each].layer, graph.targets(each)
        waiting += [other for other in readers if _passes_width(graph[other].layer)]
        if roles.width_field(layer) is not None:
            found.add(each)
        elif _passes_width(layer):
            waiting += graph.sources(each)
        else:
            raise GraphError(
                "{name} has as many units as {other}, which is fixed.",
                name=graph[node].name,
                other=graph[each].name,
            )
    return found


def _passes_width(layer: Layer) -> bool:
    passing = (*roles.TRANSPARENT, *roles.BY_CHANNEL, *roles.ACROSS_CHANNELS, *roles.MERGES)
    return isinstance(layer, passing)


def deepen(graph: Graph, node: int) -> tuple[Graph, int]:
    """Return the graph with a layer behind ``node``, and its id; in front of one that ends it.

    The layer begins as the identity where the values fit its activation; else it is added to what
    it reads and begins as zero.

    Raises
    ------
    GraphError
        Where no layer can stand there.
    """
    source = _place(graph, node)
    if any(isinstance(graph[each].layer, _READING_NUMBERS) for each in graph.targets(source)):
        # What they read are numbers of words, with which nothing can be computed.
        raise GraphError("No layer fits behind {name}.", name=graph[source].name)
    shape = infer(graph).shapes.get(source)
    if shape is None:
        raise GraphError("{name} has no shape yet. Connect it first.", name=graph[source].name)
    chosen = _identical(graph, source)
    layer = _layer(shape, chosen or _residual(graph, source))
    edited, added = _behind(graph, source, layer, residual=chosen is None)
    if _errors(edited) > _errors(graph):
        raise GraphError("No layer fits behind {name}.", name=graph[source].name)
    return edited, added


def _place(graph: Graph, node: int) -> int:
    """Return the layer behind which a new one goes: never behind the outputs."""
    inference = infer(graph)
    if node not in inference.outputs:
        return node
    sources = graph.sources(node)
    if len(sources) != 1:
        raise GraphError("No layer fits behind {name}.", name=graph[node].name)
    return sources[0]


def _layer(shape: Shape, activation: ActivationName) -> Layer:
    if len(shape) == 3:
        return layers.Conv2D(
            filters=shape[-1], kernel_size=(3, 3), padding="same", activation=activation
        )
    return layers.Dense(units=shape[-1], activation=activation)


def _identical(graph: Graph, source: int) -> ActivationName | None:
    """Return an activation that leaves what ``source`` gives as it is and bends all else."""
    own = graph[source].layer.activation_name()
    suitable: tuple[ActivationName, ...] = ("relu",) if own == "linear" else (own, "relu")
    return next((each for each in suitable if starts.stays(graph, source, each)), None)


def _residual(graph: Graph, source: int) -> ActivationName:
    """Return an activation that is zero at zero and can learn there, of the network's own kind."""
    for node in (source, *reversed(infer(graph).live)):
        name = graph[node].layer.activation_name()
        if name != "linear" and name in starts.ZERO_AT_ZERO:
            return name
        if name in {"relu", "leaky_relu"}:
            return "elu"
    return "tanh"


def _behind(graph: Graph, source: int, layer: Layer, *, residual: bool) -> tuple[Graph, int]:
    edited, added = graph.add(layer)
    edited = edited.connect(source, added)
    end = added
    if residual:
        edited, end = edited.add(layers.Add())
        edited = edited.connect(source, end).connect(added, end)
    follows = {Edge(source, each): Edge(end, each) for each in graph.targets(source)}
    edges = tuple(follows.get(edge, edge) for edge in edited.edges)
    return msgspec.structs.replace(edited, edges=edges), added


def without_layer(graph: Graph, node: int) -> Graph:
    """Return the graph without a layer, what it read leading on to what read it.

    A merge that is left with one input goes too.

    Raises
    ------
    GraphError
        Where the layer is an input or the end of the network.
    """
    layer = graph[node].layer
    if layer.arity.most == 0 or not graph.targets(node) or not graph.sources(node):
        raise GraphError("{name} begins or ends the network.", name=graph[node].name)
    merges = [each for each in graph.targets(node) if graph[each].layer.arity.least > 1]
    edited = graph.remove([node], heal=True)
    lone = [each for each in merges if len(edited.sources(each)) < edited[each].layer.arity.least]
    edited = edited.remove(lone, heal=True)
    if _errors(edited) > _errors(graph):
        raise GraphError(
            "What is behind {name} does not fit what is before it. Delete it with a gap.",
            name=graph[node].name,
        )
    return edited


def _errors(graph: Graph) -> int:
    return sum(each.severity is Severity.ERROR for each in infer(graph).problems)
