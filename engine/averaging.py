"""Averages of the weights over the steps of a run, often better than the last weights."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import msgspec
import numpy as np
from msgspec import Meta

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]


class Averaging(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"
):
    """Base of all averages."""

    title: ClassVar[str]
    summary: ClassVar[str]

    used: Annotated[
        bool,
        Meta(title="Use the average", description="Evaluate and export it, not the last weights."),
    ] = True

    @classmethod
    def kind(cls) -> str:
        """Return the tag without its version, such as ``moving_average``."""
        return str(cls.__struct_config__.tag).split(".")[0]


class MovingAverage(Averaging, frozen=True, tag="moving_average.v1"):
    """``a = d a + (1 - d) θ`` after step ``t``, with ``d = min(decay, (1 + t) / (10 + t))``.

    As thinc and TensorFlow's ``ExponentialMovingAverage``; ``a`` begins at the weights that it
    finds. What layers keep by themselves is averaged like weights.
    """

    title = "Moving average"
    summary = "A mean over the last steps, in which older ones count less and less."

    decay: Annotated[
        float,
        Meta(ge=0.0, lt=1.0, title="Decay", description="0.99 looks back some hundred steps."),
    ] = 0.999


class StochasticAverage(Averaging, frozen=True, tag="stochastic_average.v1"):
    """The plain mean of the weights at the ends of epochs (Izmailov et al. 2018), SWA for short.

    As PyTorch's ``AveragedModel`` with ``use_buffers=True``. It goes with a learning rate that
    stays high.
    """

    title = "SWA"
    summary = "The plain mean of the weights at the ends of epochs."

    start: Annotated[
        int,
        Meta(ge=1, le=10_000_000, title="From epoch", description="The first that counts."),
    ] = 10
    every: Annotated[
        int, Meta(ge=1, le=10_000_000, title="Every", description="Epochs from one to the next.")
    ] = 1


AnyAveraging = MovingAverage | StochasticAverage

AVERAGES: tuple[type[AnyAveraging], ...] = (MovingAverage, StochasticAverage)
"""Every average once, in the order of the window's list."""


class Averager:
    """An average at work on one vector of weights.

    Attributes
    ----------
    values
        The average; where nothing was taken in, the weights as they were found.
    count
        Number of weights that were taken in.
    """

    def __init__(self, declaration: AnyAveraging, theta: Floats) -> None:
        self.declaration = declaration
        self._theta = theta
        self.values = theta.copy()
        self.count = 0
        self._scratch = np.empty_like(theta)
        self._stands = False

    @property
    def each_step(self) -> bool:
        return isinstance(self.declaration, MovingAverage)

    def end_step(self) -> None:
        """Take the weights in after a step."""
        rule = self.declaration
        if isinstance(rule, MovingAverage):
            self.count += 1
            self._move(1.0 - min(rule.decay, (1 + self.count) / (10 + self.count)))

    def end_epoch(self, epoch: int) -> None:
        """Take the weights in after so many epochs, where they count."""
        rule = self.declaration
        if isinstance(rule, StochasticAverage):
            behind = epoch - rule.start
            if behind >= 0 and behind % rule.every == 0:
                self.count += 1
                self._move(1.0 / self.count)

    def _move(self, share: float) -> None:
        np.subtract(self._theta, self.values, self._scratch)
        np.multiply(self._scratch, share, self._scratch)
        np.add(self.values, self._scratch, self.values)

    def shown(self) -> Floats:
        """Return the average where it is to be used and there is one, else the weights."""
        return self.values if self.count and self.declaration.used else self._theta

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Let the average stand where the weights are, where it is to be used."""
        if self._stands or self.shown() is self._theta:
            yield
            return
        np.copyto(self._scratch, self._theta)
        np.copyto(self._theta, self.values)
        self._stands = True
        try:
            yield
        finally:
            self._stands = False
            np.copyto(self._theta, self._scratch)
