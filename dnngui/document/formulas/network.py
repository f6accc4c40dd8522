"""The numbers of all layers of a drawing, those within groups too, as formulas read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dnngui.document.refusal import refusal
from engine.formula import FormulaError
from engine.groups import fed_drawing
from engine.inference import infer
from engine.layers import Group
from engine.nodes import ids_of, node_of
from engine.shapes import size

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.formula import Reference
    from engine.graph import Graph, Node
    from engine.layers import Layer
    from engine.shapes import Shape

    Numbers = Mapping[int, Mapping[str, Any]]
    Path = tuple[int, ...]

OF_OUTPUT = ("features", "values")
"""What a reference may name beside fields: the last length of a layer's output, and its size."""


class Network:
    """A drawing in which numbers can be looked up and put, one after the other.

    Attributes
    ----------
    trails
        By layer the ids of the groups around it, the outermost first.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._waiting: dict[int, dict[str, Any]] = {}
        self._layers: dict[int, Layer] = {}
        self._names: dict[int, str] = {}
        self._drawings: dict[Path, Graph] = {}
        self._by_name: dict[str, list[int]] = {}
        self.trails: dict[int, Path] = {}
        self._enter(graph, ())

    def _enter(self, drawing: Graph, path: Path) -> None:
        self._drawings[path] = drawing
        for node in drawing.nodes:
            self.trails[node.id] = path
            self._layers[node.id], self._names[node.id] = node.layer, node.name
            self._by_name.setdefault(node.name, []).append(node.id)
            if isinstance(node.layer, Group):
                self._enter(node.layer.drawing, (*path, node.id))

    def __contains__(self, node: int) -> bool:
        return node in self._layers

    @property
    def graph(self) -> Graph:
        """The drawing with all that was put."""
        if self._waiting:
            self._graph = _with_numbers(self._graph, self._waiting)
            self._waiting = {}
        return self._graph

    def layer(self, node: int) -> Layer:
        return self._layers[node]

    def name(self, node: int) -> str:
        return self._names[node]

    def full_name(self, node: int) -> str:
        """Return the name by which a layer is found from everywhere, ``/group_1/dense_1``."""
        return "".join(f"/{self._names[each]}" for each in (*self.trails[node], node))

    # -- looking up

    def find(self, name: str, path: Path) -> int:
        """Return the layer that a formula in the drawing of ``path`` calls ``name``.

        It is looked for there, then in the drawings around it, then in all groups. Names are those
        of layers, or of the groups around one too: ``/group_1/dense_1``.

        Raises
        ------
        FormulaError
            Where there is none, or several groups hold one.
        """
        everywhere = self._by_name.get(name.rpartition("/")[2], [])
        if name.startswith("/"):
            everywhere = [node for node in everywhere if self.full_name(node) == name]
        for depth in range(len(path), -1, -1):
            for node in everywhere:
                if self.trails[node] == path[:depth]:
                    return node
        if not everywhere:
            raise FormulaError(
                "The formula reads “{name}” and there is no such layer. Name another one, or enter "
                "a number.",
                name=name,
            )
        if len(everywhere) > 1:
            raise FormulaError(
                "The formula reads “{name}” and several groups hold such a layer. Write which one, "
                "such as “{example}”.",
                name=name,
                example=self.full_name(everywhere[0]),
            )
        return everywhere[0]

    def found(self, name: str, path: Path) -> int | None:
        """Return what `find` does, or None where it finds none."""
        try:
            return self.find(name, path)
        except FormulaError:
            return None

    def number(self, node: int, reference: Reference) -> float:
        """Return the number of a layer that a formula asks for; raise `FormulaError`."""
        layer, wanted = self.layer(node), reference.quantity
        value = getattr(layer, wanted, None) if wanted in layer.__struct_fields__ else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        if wanted not in OF_OUTPUT:
            raise FormulaError(
                "{layer} has no number “{wanted}”. Use one of: {known}.",
                layer=reference.layer,
                wanted=wanted,
                known=", ".join([*_numbers(layer), *OF_OUTPUT]),
            )
        shape = self._shape(node)
        if shape is None:
            raise FormulaError(
                "The shape that {layer} gives is not known, so the formula has no value. Connect "
                "and mend {layer} first.",
                layer=reference.layer,
            )
        return shape[-1] if wanted == OF_OUTPUT[0] else size(shape)

    def _shape(self, node: int) -> Shape | None:
        graph = self.graph
        for group in self.trails[node]:
            graph = fed_drawing(graph, group)
        return infer(graph).shapes.get(node)

    def shaping(self, node: int) -> Iterator[int]:
        """Yield the layers whose numbers may decide the shape that a layer gives, its own too."""
        trail = (*self.trails[node], node)
        for depth, reached in enumerate(trail):
            drawing = self._drawings[trail[:depth]]
            inside = depth < len(trail) - 1
            for each in drawing.ancestors([reached]) - ({reached} if inside else set()):
                yield from ids_of(drawing[each])

    # -- putting

    def put(self, node: int, field: str, value: float) -> None:
        """Give a layer another number.

        Raises
        ------
        FormulaError
            Where the layer does not take it.
        """
        layer = self.layer(node)
        if isinstance(layer, Group):
            # Its layers are no part of this, and may wait to be put themselves.
            plain = {"type": layer.__struct_config__.tag, field: value}
        else:
            plain = {**msgspec.to_builtins(layer), field: value}
        try:
            checked = msgspec.convert(plain, type(layer))
        except msgspec.ValidationError as error:
            raise _refused(error, value) from error
        taken = getattr(checked, field)
        self._layers[node] = msgspec.structs.replace(layer, **{field: taken})
        self._waiting.setdefault(node, {})[field] = taken


def _numbers(layer: Layer) -> list[str]:
    values = ((name, getattr(layer, name)) for name in layer.__struct_fields__)
    return [
        name
        for name, value in values
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]


def _refused(error: msgspec.ValidationError, value: float) -> FormulaError:
    refused, given = refusal(error), f"{value:g}"
    if refused.wanted is None:
        said = refused.reason if isinstance(refused.reason, str) else str(refused.reason)
        return FormulaError("The formula gives {value}: {reason}.", value=given, reason=said)
    return FormulaError(
        "The formula gives {value} and the field takes {wanted}. Mend it, or enter a number.",
        value=given,
        wanted=refused.wanted,
    )


def _with_numbers(graph: Graph, numbers: Numbers) -> Graph:
    nodes = tuple(_with_number(node, numbers) for node in graph.nodes)
    return msgspec.structs.replace(graph, nodes=nodes)


def _with_number(node: Node, numbers: Numbers) -> Node:
    layer: Layer = node.layer
    if isinstance(layer, Group) and not layer.ids.isdisjoint(numbers):
        nodes = tuple(_with_number(each, numbers) for each in layer.nodes)
        layer = msgspec.structs.replace(layer, nodes=nodes)
    if node.id in numbers:
        layer = msgspec.structs.replace(layer, **numbers[node.id])
    return node if layer is node.layer else node_of(node.id, node.name, layer)
