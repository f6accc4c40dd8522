"""How well the network tells a class from the rest, at every threshold."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dnngui.training.confusion import has_few_classes
from dnngui.training.outputs import Compared, Output, compared
from dnngui.training.probe import Probe
from dnngui.training.views import Request, StillView, part_of
from engine.ranking import Separation, separate

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.program import Program
    from engine.trainer import Trainer

    Floats = NDArray[np.floating[Any]]

POINTS = 1000
"""Points of a curve that are shown at most."""


@dataclass(frozen=True, eq=False)
class Separated:
    """Both curves of one class.

    Attributes
    ----------
    curve
        At most `POINTS` of its points, the last one among them.
    area, average_precision
        Of all points; None where they are not defined.
    decides
        The least score at which the network decides for the class; None where it is one of many.
    """

    curve: Separation
    area: float | None
    average_precision: float | None
    decides: float | None


@dataclass(frozen=True)
class SeparationOf(Request):
    """Compare a class with the rest.

    Attributes
    ----------
    test
        Whether on the test part; else on the training part.
    number
        Of the class. None joins every class's samples and scores, each class against the rest, as
        scikit-learn's micro average.
    threshold
        Of two classes and one output: above it, the second; None is halfway.
    output
        Which of several; None is the first.
    """

    test: bool
    number: int | None
    threshold: float | None = None
    output: Output | None = None

    def view(self, trainer: Trainer) -> _View | None:
        found = compared(trainer, self.output)
        if found is None or not has_few_classes(found.dataset):
            return None
        x, _ = part_of(found.dataset, test=self.test)
        return _View(self, trainer.program, found) if len(x) else None


class _View(StillView):
    def __init__(self, request: SeparationOf, program: Program, found: Compared) -> None:
        self._number = request.number
        x, truth = part_of(found.dataset, test=request.test)
        self._truth = truth.ravel()
        self._output, self._low = found.node, found.low_target
        self._probe = Probe(program, x)
        self._decides = self._threshold(request, len(found.dataset.classes))

    def _threshold(self, request: SeparationOf, classes: int) -> float | None:
        """Return the least score at which the network decides for the class."""
        if classes != 2 or request.number is None:
            return None
        middle = (self._low + 1.0) / 2.0
        second = middle if request.threshold is None else request.threshold
        # At the threshold itself it is the first class.
        return math.nextafter(second, math.inf) if request.number else self._low + 1.0 - second

    def picture(self, _: Trainer, breathe: Callable[[], None]) -> Separated:
        outputs = self._probe.run((self._output,), breathe)[self._output].T
        each = outputs.reshape(self._truth.size, -1)
        known = self._truth >= 0
        each, truth = each[known], self._truth[known]
        if each.shape[1] == 1:
            # One output says the second of two classes; it says the first the less it says this.
            each = np.concatenate([self._low + 1.0 - each, each], axis=1)
        if self._number is None:
            right = truth[:, None] == np.arange(each.shape[1])
            found = separate(each.ravel(), right.ravel())
        else:
            found = separate(each[:, self._number], truth == self._number)
        return Separated(_thinned(found), found.area, found.average_precision, self._decides)


def _thinned(curve: Separation) -> Separation:
    """Return a curve with no more points than can be seen."""
    count = len(curve.hits)
    if count <= POINTS:
        return curve
    kept = np.linspace(0, count - 1, POINTS).astype(np.intp)
    return dataclasses.replace(
        curve,
        thresholds=curve.thresholds[kept],
        hits=curve.hits[kept],
        alarms=curve.alarms[kept],
    )
