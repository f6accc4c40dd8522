"""The network as rows of words, in the order in which it computes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dnngui.layerwords import counted, hyperparameters, parameters
from dnngui.words import say, term
from engine import shapes
from engine.groups import fed_drawing
from engine.inference import infer
from engine.layers import Group
from engine.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.graph import Graph
    from engine.inference import Inference
    from engine.problems import Problem


@dataclass(frozen=True)
class Row:
    """One layer.

    Attributes
    ----------
    kind
        Name of its icon.
    severity
        That of its gravest problem; empty where it has none.
    spoken
        Everything about it in one sentence.
    rows
        The layers that a group holds.
    """

    node: int
    name: str
    kind: str
    title: str
    output: str
    parameters: str
    severity: str
    spoken: str
    rows: tuple[Row, ...] = ()

    @property
    def structure(self) -> tuple[object, ...]:
        """Which layers there are in which order, whatever is said of them."""
        return (self.node, *(row.structure for row in self.rows))


def rows_of(graph: Graph, problems: Sequence[Problem]) -> tuple[Row, ...]:
    """Return the layers of a drawing, groups with theirs."""
    by_node: dict[int, list[Problem]] = {}
    for problem in problems:
        for node in problem.trail:
            by_node.setdefault(node, []).append(problem)
    return _rows(graph, by_node)


def _rows(graph: Graph, problems: Mapping[int, Sequence[Problem]]) -> tuple[Row, ...]:
    inferred = infer(graph)
    return tuple(_row(graph, node, inferred, problems) for node in graph.order)


def _row(
    graph: Graph, node: int, inferred: Inference, problems: Mapping[int, Sequence[Problem]]
) -> Row:
    layer, name, own = graph[node].layer, graph[node].name, problems.get(node, ())
    shape, count = inferred.shapes.get(node), inferred.parameter_counts.get(node)
    grave = any(problem.severity is Severity.ERROR for problem in own)
    output = "" if shape is None else shapes.text(shape)
    sources = ", ".join(graph[source].name for source in graph.sources(node))
    said = [
        name,
        term(layer.title),
        hyperparameters(layer, spoken=True),
        sources and _tr("receives from {sources}").format(sources=sources),
        output and _tr("output {shape}").format(shape=output),
        parameters(count),
        *(say(problem.message) for problem in own),
    ]
    held = fed_drawing(graph, node) if isinstance(layer, Group) else None
    return Row(
        node=node,
        name=name,
        kind=layer.kind(),
        title=term(layer.title),
        output=output,
        parameters=counted(count) if count else "",
        severity=(Severity.ERROR if grave else Severity.WARNING) if own else "",
        spoken=", ".join(part for part in said if part),
        rows=() if held is None else _rows(held, problems),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Outline", text)
