"""What the doctor says: a sentence with its evidence, and edits that repair what it names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from engine.groups import edited_within
from engine.problems import Repair, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.graph import Graph
    from engine.layers import Layer
    from engine.message import Message

    Trail = tuple[int, ...]
    Arguments = dict[str, str | int | float | Message]

SEEDS = 2**31
"""Seeds that a project can have."""


@dataclass(frozen=True)
class Finding:
    """One symptom of a run.

    Attributes
    ----------
    code
        Stable name of the kind of symptom, such as ``start_too_small``.
    loud
        Whether the run will come to nothing, so that it should be told at once.
    trail
        Ids of the groups around the layer that it shows at, as they are drawn, and its own; empty
        where it concerns the whole.
    repairs
        Edits, each of which should help by itself; the best first.
    """

    code: str
    message: Message
    severity: Severity = Severity.WARNING
    loud: bool = True
    trail: Trail = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def node(self) -> int | None:
        """Id of the layer, or None where it concerns the whole."""
        return self.trail[-1] if self.trail else None


def changed(graph: Graph, trails: Iterable[Trail], change: Callable[[Layer], Layer]) -> Graph:
    """Return the drawing with some of its layers changed, also those within groups."""
    for trail in dict.fromkeys(trails):
        *path, node = trail
        graph = edited_within(graph, path, partial(_changed, node, change))
    return graph


def _changed(node: int, change: Callable[[Layer], Layer], drawing: Graph) -> Graph:
    return drawing.replace(node, change(drawing[node].layer))


def setting(label: Message, **fields: Any) -> Repair:
    """Return a repair that changes fields of the training's settings."""
    return Repair(label, training=fields)


def short(value: float) -> str:
    """Return a number as a sentence tells it."""
    return f"{value:.3g}"


def rough(value: float) -> str:
    """Return the size of something, of which two digits say enough."""
    return f"{value:.2g}"


def percent(share: float) -> str:
    """Return a share as a sentence tells it."""
    return f"{100.0 * share:.3g}%"


def with_fields(layer: Layer, **fields: object) -> Layer:
    """Return a layer with the fields that it has of those that are given."""
    known = {name: value for name, value in fields.items() if name in layer.__struct_fields__}
    return msgspec.structs.replace(layer, **known)
