"""How a run goes on over its epochs: the learning rate's way, averages, and when it ends."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.averaging import AnyAveraging, Averager
from engine.rates import EPOCHS, Rates
from engine.schedules import AnySchedule, Constant
from engine.stopping import EarlyStopping, Stopper, Target

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.record import Evaluation
    from engine.snapshot import Snapshot

    Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Regime:
    """What a run does beside its steps.

    Attributes
    ----------
    schedule
        Of the learning rate; its base is the optimizer's.
    epochs
        Length of the run, for schedules that take the whole of it.
    averaging
        The average of the weights that is kept, or None.
    stopping, target
        What ends the run before its time, or None.
    """

    schedule: AnySchedule = field(default_factory=Constant)
    epochs: int = EPOCHS
    averaging: AnyAveraging | None = None
    stopping: EarlyStopping | None = None
    target: Target | None = None


class Course:
    """A regime at work on one run.

    Attributes
    ----------
    regime
        As it is declared.
    rates, average, stopper
        Its parts; ``average`` is None where none is kept.
    """

    def __init__(self, regime: Regime, theta: Floats) -> None:
        self.regime, self._theta = regime, theta
        self.rates = Rates(regime.schedule, regime.epochs)
        self.average = _averager(regime.averaging, theta)
        self.stopper = Stopper(regime.stopping, regime.target)

    def adopt(self, regime: Regime) -> None:
        """Use other settings; what is remembered stays where it keeps its meaning."""
        self.regime = regime
        self.rates.adopt(regime.schedule, regime.epochs)
        self.stopper.adopt(regime.stopping, regime.target)
        kept = self.average
        if kept is not None and type(kept.declaration) is type(regime.averaging):
            assert regime.averaging is not None
            kept.declaration = regime.averaging
        else:
            self.average = _averager(regime.averaging, self._theta)

    @property
    def each_step(self) -> bool:
        """Whether there is something to do at every step."""
        return self.rates.move or (self.average is not None and self.average.each_step)

    @property
    def watch(self) -> bool:
        """Whether every epoch is to be evaluated."""
        return self.rates.watch or self.stopper.watch

    def end_step(self) -> None:
        if self.average is not None:
            self.average.end_step()

    def end_epoch(self, epoch: int) -> None:
        """Do what comes after an epoch, before it is evaluated."""
        if self.average is not None:
            self.average.end_epoch(epoch)

    def observe(self, evaluation: Evaluation) -> None:
        """Judge an epoch; where that ends the run, its best weights may be put back."""
        self.rates.observe(evaluation)
        self.stopper.observe(evaluation, self.shown())
        if self.stopper.restores:
            self.put_back()

    def close(self, epoch: int) -> None:
        """Let the run end after its last epoch, with its best weights where that is wanted."""
        if self.stopper.close(epoch):
            self.put_back()

    def shown(self) -> Floats:
        """Return the weights that are evaluated: the average's where that is wanted."""
        return self._theta if self.average is None else self.average.shown()

    def set_average(self, places: NDArray[np.intp], value: float) -> None:
        """Let the average begin anew from a value of some weights."""
        if self.average is not None:
            self.average.values[places] = value

    def switch_off(self, places: NDArray[np.intp]) -> None:
        """Keep weights at zero where others than the run's own are remembered, too."""
        self.set_average(places, 0.0)
        if self.stopper.best is not None and places.size:
            # Snapshots may hold the same array.
            self.stopper.best = self.stopper.best.copy()
            self.stopper.best[places] = 0.0

    def put_back(self) -> None:
        """Let the best weights stand where the run's are."""
        if self.stopper.best is not None:
            self.shown()[...] = self.stopper.best
            self._theta[...] = self.stopper.best

    def restore(self, snapshot: Snapshot) -> None:
        """Go on with what ``snapshot`` remembers, as far as it belongs to this regime."""
        self.rates.state = snapshot.plateau
        self.stopper.forget()
        self.stopper.state = snapshot.stopping
        self.stopper.best = snapshot.best
        declared = None if self.average is None else self.average.declaration
        self.average = _averager(declared, self._theta)
        if self.average is not None and type(declared) is type(snapshot.averaging):
            assert snapshot.average is not None
            self.average.values[...] = snapshot.average
            self.average.count = snapshot.average_count

    def at(self, snapshot: Snapshot) -> Course:
        """Return the course as it was at ``snapshot``; it shares nothing that changes with this."""
        past = copy.copy(self)
        past.rates, past.stopper = copy.copy(self.rates), copy.copy(self.stopper)
        past.restore(snapshot)
        return past


def _averager(averaging: AnyAveraging | None, theta: Floats) -> Averager | None:
    return None if averaging is None else Averager(averaging, theta)
