"""What a network is trained for: an output layer and the loss that compares it with targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import losses, targets
from engine.inference import ending_activation
from engine.shapes import Shape, size

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from engine.graph import Graph

    Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Objective:
    """One output and its loss.

    Attributes
    ----------
    node, shape
        The layer and the shape of its output.
    low_target
        The output that means "not this class": 0, or -1 where outputs are signed.
    """

    node: int
    shape: Shape
    loss: losses.AnyLoss
    low_target: float

    @classmethod
    def of(cls, graph: Graph, node: int, shape: Shape, loss: losses.AnyLoss) -> Objective:
        return cls(node, shape, loss, losses.low_target(loss, ending_activation(graph, node)))

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

    def encode(self, y: ArrayLike, weights: ArrayLike | None, dtype: np.dtype[Any]) -> Floats:
        """Return targets as the loss reads them, followed by weights where there are any.

        Parameters
        ----------
        y
            See `Program.encode`. A step of a sequence whose class is -1 is absent: its weight is 0.
        weights
            ``(n,)`` or ``(n, steps)``, or None.

        Returns
        -------
        ``(n, width)``, or ``(n, width + steps)`` with the weight of each step behind the targets.
        """
        given = np.asarray(y)
        present = targets.present_steps(given, self.steps)
        if present is not None:
            given = np.where(present, given, 0)
        if self.reads_numbers:
            found = targets.encode_class_numbers(given, self.shape, dtype)
        else:
            found = targets.encode_targets(given, self.shape, self.low_target, dtype)
        each = self.weigh(y, weights, dtype)
        return found if each is None else np.concatenate([found, each], axis=1)

    def weigh(self, y: ArrayLike, weights: ArrayLike | None, dtype: np.dtype[Any]) -> Floats | None:
        """Return how much each step of each sample counts, ``(n, steps)``; None where all alike."""
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
