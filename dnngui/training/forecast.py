"""A series, and what the network foretells of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dnngui.training.outputs import Compared, Output, compared
from dnngui.training.views import Request, StillView
from engine.data import sequences
from engine.data.dataset import Task
from engine.forecasting import Forecaster

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from engine.data.dataset import Dataset
    from engine.data.settings import Sequences
    from engine.program import Program
    from engine.trainer import Trainer

    Series = NDArray[np.float64]

BEYOND = 64
"""Values that are foretold."""


@dataclass(frozen=True, eq=False)
class Foretold:
    """A piece of the series that the network was not trained on, in the units of the data.

    Attributes
    ----------
    read, truth
        ``(length,)``: with the noise with which it is read, and without.
    one_step
        ``(BEYOND,)``, the end of the piece: each from the values read before it.
    free
        The same, each from the first window read and what was foretold since.
    """

    read: Series
    truth: Series
    one_step: Series
    free: Series


@dataclass(frozen=True)
class Forecast(Request):
    """Foretell a piece of the series that ``source`` draws.

    Attributes
    ----------
    output
        Which of several; None is the first.
    """

    source: Sequences
    output: Output | None = None

    def view(self, trainer: Trainer) -> _View | None:
        found = compared(trainer, self.output)
        if found is None or not goes_on(found.dataset, self.source):
            return None
        return _View(self, trainer.program, found)


def goes_on(dataset: Dataset, source: Sequences) -> bool:
    """Whether the target is the next value of the series that ``source`` draws."""
    return (
        dataset.task is Task.REGRESSION
        and len(dataset.columns) == source.steps
        and dataset.y_train.shape[1:] == (1,)
    )


class _View(StillView):
    def __init__(self, request: Forecast, program: Program, found: Compared) -> None:
        self._steps = request.source.steps
        self._read, self._truth = sequences.piece(request.source, self._steps + BEYOND)
        self._forecaster = Forecaster(program, found.dataset.preprocessing, found.node)

    def picture(self, _: Trainer, breathe: Callable[[], None]) -> Foretold:
        one_step = self._forecaster.one_step(self._read)
        breathe()
        free = self._forecaster.free(self._read[: self._steps], BEYOND, breathe)
        return Foretold(self._read, self._truth, one_step, free)
