"""What an edit does to a network that has learned, in words."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.inference import infer
from engine.inlining import inline
from engine.message import Message
from engine.problems import Severity
from engine.shapes import size
from engine.surgery.comparison import Comparison
from engine.surgery.grafts import declared, grafts

if TYPE_CHECKING:
    from engine.graph import Graph


class Kind(enum.Enum):
    """What an edit keeps: the function, the weights that fit, or nothing that can be computed."""

    FUNCTION = enum.auto()
    WEIGHTS = enum.auto()
    NOTHING = enum.auto()


@dataclass(frozen=True)
class Effect:
    """What stays.

    Attributes
    ----------
    kept, total
        Weights that are carried, and those of the new network.
    """

    kind: Kind
    kept: int = 0
    total: int = 0

    @property
    def forecast(self) -> Message:
        """One sentence for a person before the edit."""
        if self.kind is Kind.FUNCTION:
            return Message("Keeps what the network computes.")
        if self.kind is Kind.NOTHING:
            return Message("The network cannot be computed then; its weights wait until it can.")
        return Message(
            "Changes what the network computes; {kept} of its {total} weights stay.",
            {"kept": self.kept, "total": self.total},
        )

    @property
    def report(self) -> Message:
        """One sentence for a person after the edit."""
        if self.kind is Kind.FUNCTION:
            return Message("The network computes what it computed before the edit.")
        return Message(
            "The network computes something else now; {kept} of its {total} weights were kept.",
            {"kept": self.kept, "total": self.total},
        )


@lru_cache(maxsize=32)
def effect(old: Graph, new: Graph) -> Effect:
    """Return what an edit of the drawing ``old`` to ``new`` does."""
    for graph in (old, new):
        if any(each.severity is Severity.ERROR for each in infer(graph).problems):
            return Effect(Kind.NOTHING)
    return of_comparison(Comparison(inline(old).graph, inline(new).graph))


def of_comparison(comparison: Comparison) -> Effect:
    """Return what a comparison found."""
    kept = sum(graft.kept for graft in grafts(comparison))
    live = infer(comparison.new).live
    total = sum(size(each.shape) for node in live for each in declared(comparison.new, node))
    return Effect(Kind.FUNCTION if comparison.keeps else Kind.WEIGHTS, kept, total)
