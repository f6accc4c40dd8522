"""What keeps a network from training, or deserves a look, with the value that repairs it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.graph import Graph
    from engine.losses import AnyLoss
    from engine.message import Message


class Severity(enum.StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Repair:
    """The repaired values themselves; None where that side stays as it is.

    Attributes
    ----------
    data
        Fields of the data's settings that change.
    output
        The output whose own loss it is, where there are several; else the training's.
    training
        Fields of the training's settings that change.
    """

    label: Message
    graph: Graph | None = None
    loss: AnyLoss | None = None
    data: Mapping[str, bool] | None = None
    output: int | None = None
    training: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Problem:
    """One finding.

    Attributes
    ----------
    code
        Stable name of the kind of problem, such as ``not_connected``.
    node
        The layer it is marked on, or None where it concerns the whole.
    field
        The field of the layer's declaration, or None.
    within
        Ids of the groups in which the layer lies, the outermost first.
    """

    severity: Severity
    code: str
    message: Message
    node: int | None = None
    field: str | None = None
    repair: Repair | None = None
    within: tuple[int, ...] = ()

    @property
    def trail(self) -> tuple[int, ...]:
        """Ids of the groups around the layer, and its own; empty where it concerns the whole."""
        return () if self.node is None else (*self.within, self.node)
