"""How often each class was taken for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dnngui.training.outputs import Compared, Output, compared
from dnngui.training.probe import Probe
from dnngui.training.views import Request, StillView, part_of
from engine import metrics

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.data.dataset import Dataset
    from engine.program import Program
    from engine.trainer import Trainer

MOST = 1000
"""Classes up to which there is a matrix: it has as many cells as their square."""


def has_few_classes(dataset: Dataset) -> bool:
    """Whether there are classes, and no more than a matrix can have."""
    return 0 < len(dataset.classes) <= MOST


@dataclass(frozen=True, eq=False)
class Tally:
    """Decisions on one part of the data.

    Attributes
    ----------
    counts
        ``(classes, outputs)``, the truth in rows; steps of a sequence count one by one.
    predicted
        ``(rows,)`` class numbers, or ``(rows, steps)``.
    """

    counts: NDArray[np.int64]
    predicted: NDArray[np.int32]


@dataclass(frozen=True)
class Confusion(Request):
    """Compare decisions with the truth.

    Attributes
    ----------
    test
        Whether on the test part; else on the training part.
    threshold
        Of two classes and one output: above it, the second; None is halfway.
    output
        Which of several; None is the first.
    """

    test: bool
    threshold: float | None = None
    output: Output | None = None

    def view(self, trainer: Trainer) -> _View | None:
        found = compared(trainer, self.output)
        if found is None or not has_few_classes(found.dataset):
            return None
        x, _ = part_of(found.dataset, test=self.test)
        return _View(self, trainer.program, found) if len(x) else None


class _View(StillView):
    def __init__(self, request: Confusion, program: Program, found: Compared) -> None:
        self._classes = len(found.dataset.classes)
        x, self._truth = part_of(found.dataset, test=request.test)
        self._output = found.node
        self._probe = Probe(program, x)
        middle = (found.low_target + 1.0) / 2.0
        self._threshold = middle if request.threshold is None else request.threshold

    def picture(self, _: Trainer, breathe: Callable[[], None]) -> Tally:
        found = self._probe.run((self._output,), breathe)[self._output].T
        # Where each step has a class, the classes run fastest.
        each = found.reshape(self._truth.size, -1)
        decided = metrics.classes_of(each, self._threshold).reshape(self._truth.shape)
        outputs = max(self._classes, each.shape[1])
        counts = metrics.confusion(self._truth, decided, self._classes, outputs)
        return Tally(counts, decided.astype(np.int32))
