"""When a run has learned enough: early stopping, a target, and the best weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta

from engine.message import Message
from engine.watch import Minimum, Watched, Which, improves, meets, watched

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
    """What is remembered of a run's best: its number and epoch, and the epochs without a better."""

    best: float | None = None
    waited: Annotated[int, Meta(ge=0)] = 0
    epoch: Annotated[float, Meta(ge=0.0)] | None = None


class Stopper:
    """Judges the epochs of one run, and keeps its best weights, be there early stopping or not.

    Attributes
    ----------
    state
        What it remembers.
    best
        The weights of the best of the epochs that were judged, or None.
    reason
        Why the run has ended, and that otherwise than after its last epoch as it was; or None.
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
        before = self._which
        self._stopping, self._target = stopping, target
        if self._which != before:
            self.forget()
        elif stopping is None:
            self.reason = None
            self.state = msgspec.structs.replace(self.state, waited=0)

    @property
    def _which(self) -> Which:
        """The number that tells which epoch is the best."""
        return "loss" if self._stopping is None else self._stopping.watch

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
        value = watched(self._which, evaluation)
        margin = 0.0 if self._stopping is None else self._stopping.minimum_change
        if improves(self._which, value, self.state.best, margin):
            self.state = StoppingState(best=value, epoch=evaluation.epoch)
            self.best = weights.copy()
        elif self._stopping is not None:
            self._wait(self._stopping)

    def _compare(self, target: Target, value: float) -> None:
        if meets(target.watch, value, target.value):
            self.reason = Message(
                "The target is reached: {value} after the last epoch.", {"value": f"{value:.6g}"}
            )

    def _wait(self, stopping: EarlyStopping) -> None:
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
        return stopping is not None and self.wants_best and self._is_out_of_patience(stopping)

    @property
    def wants_best(self) -> bool:
        """Whether a run is to end with its best weights, and has some."""
        return self._stopping is not None and self._stopping.restore_best and self.best is not None

    def close(self, epoch: int) -> bool:
        """Take note that all epochs are done; return whether the best weights are to stand.

        So does Keras's ``EarlyStopping`` at the end of a training.
        """
        if not self.wants_best or self.reason is not None or self.state.epoch == epoch:
            return False
        self.reason = Message(
            "All epochs are done. The weights are those of epoch {epoch}, the best.",
            {"epoch": "–" if self.state.epoch is None else f"{self.state.epoch:g}"},
        )
        return True
