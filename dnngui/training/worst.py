"""The rows on which the network errs most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dnngui.training.outputs import Compared, Output, compared
from dnngui.training.probe import Probe
from dnngui.training.views import Request, StillView, part_of
from engine import metrics
from engine.data.dataset import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.data.dataset import Dataset
    from engine.program import Program
    from engine.trainer import Trainer

    Floats = NDArray[np.floating[Any]]

MOST = 200


@dataclass(frozen=True, eq=False)
class Ranking:
    """Rows of one part of the data, those with the greatest errors first.

    Attributes
    ----------
    rows
        ``(rows,)``, at most `MOST`.
    errors
        ``(rows,)``. Of classes: how far the output of the true class is from 1, the mean over the
        steps of a sequence. Of one number: the distance to its target in raw units. Of several:
        the root of the mean squared distance, as they were prepared for the network.
    truth, predicted
        Class numbers ``(rows,)`` or ``(rows, steps)``, or numbers ``(rows, targets)`` in raw units.
    """

    rows: NDArray[np.intp]
    errors: NDArray[np.float64]
    truth: NDArray[Any]
    predicted: NDArray[Any]


@dataclass(frozen=True)
class Worst(Request):
    """Rank the rows of the test or the training part.

    Attributes
    ----------
    threshold
        Of two classes and one output: above it, the second; None is halfway.
    output
        Which of several; None is the first.
    """

    test: bool
    threshold: float | None = None
    output: Output | None = None
    interval = 0.4

    def view(self, trainer: Trainer) -> _View | None:
        found = compared(trainer, self.output)
        if found is None or not len(part_of(found.dataset, test=self.test)[0]):
            return None
        return _View(self, trainer.program, found)


class _View(StillView):
    def __init__(self, request: Worst, program: Program, found: Compared) -> None:
        self._output, self._low, self._dataset = found
        x, self._y = part_of(self._dataset, test=request.test)
        self._probe = Probe(program, x)
        middle = (self._low + 1.0) / 2.0
        self._threshold = middle if request.threshold is None else request.threshold

    def picture(self, _: Trainer, breathe: Callable[[], None]) -> Ranking:
        outputs = self._probe.run((self._output,), breathe)[self._output].T
        if self._dataset.task is Task.REGRESSION:
            return self._of_numbers(outputs)
        each = outputs.reshape(self._y.size, -1)
        predicted = metrics.classes_of(each, self._threshold).reshape(self._y.shape)
        errors = errors_of_classes(each, self._y, self._low)
        rows = _worst(errors)
        return Ranking(rows, errors[rows], self._y[rows], predicted[rows])

    def _of_numbers(self, outputs: Floats) -> Ranking:
        wanted = self._y.reshape(len(self._y), -1)
        errors = errors_of_numbers(outputs, wanted, self._dataset)
        rows = _worst(errors)
        raw = self._dataset.preprocessing.inverse_target
        return Ranking(rows, errors[rows], raw(wanted[rows]), raw(outputs[rows]))


def errors_of_classes(each: Floats, truth: NDArray[Any], low: float) -> NDArray[np.float64]:
    """Return an error for each row of ``truth``, see `Ranking`.

    Parameters
    ----------
    each
        ``(rows * steps, outputs)``.
    truth
        ``(rows,)`` or ``(rows, steps)``, below 0 where there is no class.
    low
        What the one output says of the first of two classes.
    """
    flat = truth.ravel()
    known = flat >= 0
    if each.shape[1] == 1:
        off = np.abs(np.where(flat > 0, 1.0, low) - each[:, 0])
    else:
        off = 1.0 - each[np.arange(len(flat)), np.maximum(flat, 0)].astype(np.float64)
    sums = np.where(known, off, 0.0).reshape(len(truth), -1).sum(axis=1)
    found: NDArray[np.float64] = sums / np.maximum(known.reshape(len(truth), -1).sum(axis=1), 1)
    return found


def errors_of_numbers(outputs: Floats, wanted: Floats, dataset: Dataset) -> NDArray[np.float64]:
    """Return an error for each row of ``(rows, targets)``, see `Ranking`."""
    if wanted.shape[1] > 1:
        off = outputs.astype(np.float64) - wanted
        return np.asarray(np.sqrt(np.mean(off * off, axis=1)))
    raw = dataset.preprocessing.inverse_target
    return np.asarray(np.abs(raw(outputs) - raw(wanted))[:, 0])


def _worst(errors: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the places of the greatest errors, the greatest first; what is no number is worst."""
    size = np.where(np.isnan(errors), np.inf, errors)
    count = min(MOST, len(size))
    chosen = np.argpartition(-size, count - 1)[:count]
    return chosen[np.lexsort((chosen, -size[chosen]))]
