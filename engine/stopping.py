"""When a run has learned enough: early stopping, a target, and the best weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta

from engine.message import Message
from engine.watch import Minimum, Watched, improves, meets, watched

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.record import Evaluation

    Floats = NDArray[np.floating[Any]]


class EarlyStopping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Stop when a number has not improved for some epochs (as Keras's ``EarlyStopping``)."""

    title = "On"
    summary = "Ends the run when it no longer improves."

    watch: Watched = "loss"
    patience: Annotated[
        int,
        Meta(ge=1, le=1_000_000, title="Patience", description="Epochs without improvement."),
    ] = 20
    minimum_change: Minimum = 0.0
    restore_best: Annotated[
        bool, Meta(title="Restore the best", description="End with the weights that were best.")
    ] = True


class Target(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Stop when a number is reached."""

    title = "On"
    summary = "Ends the run as soon as it is good enough."

    watch: Watched = "score"
    value: Annotated[
        float,
        Meta(
            title="Value",
            description="At most this loss, perplexity or error; at least this score.",
        ),
    ] = 0.99


class StoppingState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What early stopping remembers of a run: the best number, and epochs without a better."""

    best: float | None = None
    waited: Annotated[int, Meta(ge=0)] = 0


class Stopper:
    """Judges the epochs of one run.

    Attributes
    ----------
    state
        What it remembers.
    best
        The weights of the best epoch, or None.
    reason
        Why the run has ended before its time, or None.
    """

    def __init__(self, stopping: EarlyStopping | None, target: Target | None) -> None:
        self._stopping, self._target = stopping, target
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.state = StoppingState()
        self.best: Floats | None = None
        self.reason: Message | None = None

    def adopt(self, stopping: EarlyStopping | None, target: Target | None) -> None:
        """Use other settings; numbers of another kind are not compared."""
        before = self._stopping
        if stopping is None or (before is not None and stopping.watch != before.watch):
            self.forget()
        self._stopping, self._target = stopping, target

    @property
    def watch(self) -> bool:
        """Whether every epoch is to be evaluated."""
        return self._stopping is not None or self._target is not None

    def begin(self) -> None:
        """Let a run that was ended go on: it has its whole patience again."""
        self.reason = None
        if self._stopping is not None and self._is_out_of_patience(self._stopping):
            self.state = msgspec.structs.replace(self.state, waited=0)

    def observe(self, evaluation: Evaluation, weights: Floats) -> None:
        """Judge an epoch; ``weights`` are those that were evaluated."""
        if self._target is not None:
            self._compare(self._target, watched(self._target.watch, evaluation))
        if self._stopping is not None:
            self._wait(self._stopping, watched(self._stopping.watch, evaluation), weights)

    def _compare(self, target: Target, value: float) -> None:
        if meets(target.watch, value, target.value):
            self.reason = Message(
                "The target is reached: {value} after the last epoch.", {"value": f"{value:.6g}"}
            )

    def _wait(self, stopping: EarlyStopping, value: float, weights: Floats) -> None:
        if improves(stopping.watch, value, self.state.best, stopping.minimum_change):
            self.state = StoppingState(best=value)
            self.best = weights.copy()
            return
        self.state = msgspec.structs.replace(self.state, waited=self.state.waited + 1)
        if self._is_out_of_patience(stopping) and self.reason is None:
            self.reason = Message(
                "Training stopped early: {epochs} epochs brought no improvement.",
                {"epochs": self.state.waited},
            )

    def _is_out_of_patience(self, stopping: EarlyStopping) -> bool:
        return self.state.waited >= stopping.patience

    @property
    def restores(self) -> bool:
        """Whether the run has ended for want of patience, to go on from the best weights."""
        stopping = self._stopping
        if stopping is None or not stopping.restore_best or self.best is None:
            return False
        return self._is_out_of_patience(stopping)
