"""What a network is trained for: an output layer and the loss that compares it with targets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import losses, targets
from engine.inference import ending_activation
from engine.shapes import Shape, size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from engine.activations import ActivationName
    from engine.graph import Graph

    Floats = NDArray[np.floating[Any]]

_LEAST = 1e-12
"""Stands for a weight of 0, small enough not to be seen in a sum of weights."""


@dataclass(frozen=True)
class Objective:
    """One output and its loss.

    Attributes
    ----------
    node, shape
        The layer and the shape of its output.
    low_target
        The output that means "not this class": 0, or -1 where outputs are signed.
    weight
        What its loss is multiplied by in the sum of all.
    ending
        The activation whose values leave the network there.
    class_weights
        How much each class counts, where the loss spreads labels over all; None where all alike.
    """

    node: int
    shape: Shape
    loss: losses.AnyLoss
    low_target: float
    weight: float = 1.0
    ending: ActivationName = "linear"
    class_weights: tuple[float, ...] | None = None

    @classmethod
    def of(
        cls, graph: Graph, node: int, shape: Shape, loss: losses.AnyLoss, weight: float = 1.0
    ) -> Objective:
        ending = ending_activation(graph, node)
        return cls(node, shape, loss, losses.low_target(loss, ending), weight, ending)

    def weighing(self, weights: Floats | None) -> Objective:
        """Return the same where classes count so much."""
        if weights is None or not self.loss.spreads:
            return replace(self, class_weights=None)
        # What of a label is spread counts for the other classes even where its own weighs nothing.
        return replace(self, class_weights=tuple(np.maximum(weights, _LEAST).tolist()))

    @property
    def tells_shares(self) -> bool:
        """Whether outputs are the probabilities of classes, or the one is that of the second."""
        alone = self.ending == "sigmoid" and self.shape[-1:] == (1,)
        return alone or self.ending == "softmax"

    @property
    def reads_numbers(self) -> bool:
        """Whether targets stay class numbers, one for each step of the outputs."""
        return self.loss.reads_numbers and len(self.shape) > 1

    @property
    def steps(self) -> int:
        """Parts of a sample that count one by one: the steps of a sequence, else 1."""
        return size(self.shape[:-1])

    @property
    def width(self) -> int:
        """Values of a target as the loss reads it."""
        return self.steps if self.reads_numbers else size(self.shape)

    def encode(self, y: ArrayLike, dtype: np.dtype[Any]) -> Floats:
        """Return targets as the loss reads them, ``(n, width)``; see `Program.encode`."""
        given = np.asarray(y)
        present = targets.present_steps(given, self.steps)
        if present is not None:
            given = np.where(present, given, 0)
        if self.reads_numbers:
            return targets.encode_class_numbers(given, self.shape, dtype)
        return targets.encode_targets(given, self.shape, self.low_target, dtype)

    def weigh(self, y: ArrayLike, weights: ArrayLike | None, dtype: np.dtype[Any]) -> Floats | None:
        """Return how much each step of each sample counts, ``(n, steps)``; None where all alike.

        Parameters
        ----------
        y
            A step of a sequence whose class is -1 is absent and does not count.
        weights
            ``(n,)`` or ``(n, steps)``, or None.
        """
        given = np.asarray(y)
        present = targets.present_steps(given, self.steps)
        if present is None and weights is None:
            return None
        each = np.ones((len(given), self.steps), dtype)
        if weights is not None:
            rows = np.asarray(weights, dtype)
            each *= rows[:, None] if rows.ndim == 1 else rows
        if present is not None:
            each *= present.reshape(len(given), self.steps)
        return each


def target_columns(objectives: Sequence[Objective], *, weighted: bool) -> list[slice]:
    """Return where each output's targets, and its weights behind them, stand in a row of all."""
    found, start = [], 0
    for each in objectives:
        stop = start + each.width + (each.steps if weighted else 0)
        found.append(slice(start, stop))
        start = stop
    return found
