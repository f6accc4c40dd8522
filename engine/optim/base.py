"""What every optimizer declares.

The declaration is a frozen value. `Optimizer.bind` returns the rule that acts on a program's flat
vectors; its state is a few vectors of the same length and plain numbers, so a snapshot is a copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec
import numpy as np
from msgspec import Meta

from engine.tape import TINY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.floating]

LearningRate = Annotated[
    float,
    Meta(gt=0.0, le=1000.0, title="Learning rate", description="Length of each step downhill."),
]


class Update:
    """An optimizer at work on one vector.

    Calling it makes one step: reads the gradient, changes the parameters in place.

    Attributes
    ----------
    state
        Vectors that belong to the run, by name.
    steps
        Number of steps made; the trainer restores it with the state.
    """

    def __init__(self, theta: Vector, gradient: Vector) -> None:
        self.theta, self.gradient = theta, gradient
        self.state: dict[str, Vector] = {}
        self.steps = 0

    def adopt(self, declaration: Optimizer) -> None:
        """Take other hyperparameters of the same optimizer, keeping the state."""
        raise NotImplementedError

    def __call__(self) -> None:
        raise NotImplementedError

    def scalar(self, value: float) -> Vector:
        """Return ``value`` in the form in which multiplying the vectors with it is cheapest."""
        shape = self.theta.shape if self.theta.size <= TINY else ()
        return np.full(shape, value, self.theta.dtype)


class Optimizer(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"
):
    """Base of all optimizers."""

    title: ClassVar[str]
    summary: ClassVar[str]

    @classmethod
    def kind(cls) -> str:
        """Return the tag without its version, such as ``adam``."""
        return str(cls.__struct_config__.tag).split(".")[0]

    def bind(self, theta: Vector, gradient: Vector) -> Update:
        """Return the rule that changes ``theta`` in place by ``gradient``, both flat."""
        raise NotImplementedError
