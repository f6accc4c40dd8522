"""What every optimizer declares.

The declaration is a frozen value. `Optimizer.bind` returns the rule that acts on a program's flat
vectors; its state is a few vectors of the same length and plain numbers, so a snapshot is a copy.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import msgspec
import numpy as np
from msgspec import Meta

from engine.tape import TINY

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.tape import Tape, Unit

    Vector = NDArray[np.floating]

LearningRate = Annotated[
    float,
    Meta(gt=0.0, le=1000.0, title="Learning rate", description="Length of each step downhill."),
]

Decay = Annotated[float, Meta(ge=0.0, lt=1.0)]
"""Share of a moving average that is kept."""

Epsilon = Annotated[
    float, Meta(gt=0.0, le=1.0, title="Epsilon", description="Guards the division.")
]

WeightDecay = Annotated[
    float,
    Meta(
        ge=0.0,
        le=10.0,
        title="Weight decay",
        description="Share, times the learning rate, that each step takes off the kernels.",
    ),
]


class Update:
    """An optimizer at work on one vector.

    Calling it makes one step: reads the gradient, changes the parameters in place.

    Attributes
    ----------
    state
        Vectors that belong to the run, by name.
    numbers
        Plain numbers that belong to it.
    steps
        Number of steps made, where the rule counts them; the trainer restores it with the state.
    rate
        The learning rate of the next step.
    linear
        Whether a step is the gradient times a number.
    objective
        Computes the loss and the gradient anew where the parameters stand now, for a rule that
        needs several evaluations a step; the trainer sets it, and `loss`, before each step.
    """

    linear: ClassVar[bool] = False
    objective: Callable[[], float]
    loss: float = math.nan

    def __init__(
        self, declaration: Any, theta: Vector, gradient: Vector, decays: Vector | None = None
    ) -> None:
        self.declaration = declaration
        self.theta, self.gradient = theta, gradient
        self.state: dict[str, Vector] = {}
        self.numbers: dict[str, float] = {}
        self.steps = 0
        self.rate: float = declaration.learning_rate
        self._decays = decays
        self._constants()

    def _constants(self) -> None:
        """Make of the hyperparameters what steps multiply with; again where they change."""

    def adopt(self, declaration: Any) -> None:
        """Take other hyperparameters of the same optimizer; the state keeps its meaning."""
        self.declaration = declaration
        self.set_rate(declaration.learning_rate)
        self._constants()

    def set_rate(self, rate: float) -> None:
        """Use another learning rate from the next step on."""
        self.rate = rate

    def __call__(self) -> None:
        raise NotImplementedError

    def write(self, tape: Tape, unit: Unit = 1.0) -> None:
        """Write the calls of a step, to be made once the gradient is there.

        Parameters
        ----------
        unit
            What the gradient is to be multiplied by; 1 unless the rule is `linear`.
        """
        tape.call(self)

    def scalar(self, value: Unit) -> Vector:
        """Return ``value`` in the form in which multiplying the vectors with it is cheapest."""
        shape = self.theta.shape if self.theta.size <= TINY else np.shape(value)
        return np.full(shape, value, self.theta.dtype)

    def memory(self, share: float) -> tuple[Vector, Vector]:
        """Return the share that an average keeps and that of what is new in it, see `blend`."""
        return self.scalar(share), self.scalar(1.0 - share)

    def vector(self, name: str) -> Vector:
        """Return a new vector of zeros that belongs to the state."""
        self.state[name] = np.zeros_like(self.theta)
        return self.state[name]


class Optimizer(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"
):
    """Base of all optimizers.

    Attributes
    ----------
    title, summary
        Name and one sentence of help, in English.
    full_batch
        Whether every step takes all samples, whatever the batch size, and evaluates the loss
        several times.
    finds_lengths
        Whether the learning rate matters for the first step alone or little.
    """

    title: ClassVar[str]
    summary: ClassVar[str]
    full_batch: ClassVar[bool] = False
    finds_lengths: ClassVar[bool] = False

    @classmethod
    def kind(cls) -> str:
        """Return the tag without its version, such as ``adam``."""
        return str(cls.__struct_config__.tag).split(".")[0]

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        """Return the rule that changes ``theta`` in place by ``gradient``, all flat.

        Parameters
        ----------
        decays
            1 where a weight decay of the rule itself acts, 0 elsewhere; None is everywhere.
        """
        raise NotImplementedError


class Shrinking(Update):
    """An optimizer with a decoupled weight decay of its own (Loshchilov and Hutter 2019).

    As PyTorch's AdamW, ``θ -= learning_rate weight_decay θ`` comes first; thinc's comes last.
    """

    def __init__(
        self, declaration: Any, theta: Vector, gradient: Vector, decays: Vector | None = None
    ) -> None:
        super().__init__(declaration, theta, gradient, decays)
        self._pull = np.empty_like(theta)

    def shrink(self) -> None:
        """Take off what the weight decay of this step does."""
        share = self.rate * self.declaration.weight_decay
        if share:
            where = 1.0 if self._decays is None else self._decays
            np.multiply(self.theta, where, self._pull)
            np.multiply(self._pull, share, self._pull)
            np.subtract(self.theta, self._pull, self.theta)


def blend(average: Vector, new: Vector, memory: Vector, share: Vector, scratch: Vector) -> None:
    """Move ``average`` to ``memory · average + share · new``, in three passes."""
    np.multiply(average, memory, average)
    np.multiply(new, share, scratch)
    np.add(average, scratch, average)
