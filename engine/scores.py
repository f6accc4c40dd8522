"""Which metrics belong to a task, computed from a program's evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import metrics
from engine.data.dataset import Task

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.data.dataset import Dataset
    from engine.data.preprocessing import Preprocessing

    Floats = NDArray[np.floating[Any]]

TOP = 3


class Scorer:
    """Computes the metrics of one data set's task.

    Parameters
    ----------
    low_target
        Output that means "not this class": 0 or -1.
    threshold
        For two classes and one output: above it, the second; None is halfway.
    tolerance
        For numbers: a prediction this close to its target counts as right, in raw units.
    """

    def __init__(
        self,
        dataset: Dataset,
        low_target: float,
        *,
        threshold: float | None = None,
        tolerance: float = 0.1,
    ) -> None:
        self._regression = dataset.task is Task.REGRESSION
        self._preprocessing: Preprocessing = dataset.preprocessing
        self._middle = (low_target + 1.0) / 2.0
        self._threshold = self._middle if threshold is None else threshold
        self._tolerance = tolerance

    def __call__(self, predictions: Floats, targets: Floats) -> dict[str, float]:
        """Return metrics by name, for arrays ``(n, outputs)`` as the loss reads them.

        Targets may be class numbers ``(n, steps)``; then each step counts as a sample.
        """
        if self._regression:
            return self._of_numbers(predictions, targets)
        if predictions.shape[1] > targets.shape[1]:
            return {"accuracy": metrics.accuracy_of_steps(predictions, targets)}
        right = metrics.accuracy(predictions, targets, self._threshold, self._middle)
        found = {"accuracy": right}
        if predictions.shape[1] > TOP:
            found["top_3"] = metrics.top_k_accuracy(predictions, targets, TOP)
        return found

    def _of_numbers(self, predictions: Floats, targets: Floats) -> dict[str, float]:
        raw, wanted = (self._preprocessing.inverse_target(each) for each in (predictions, targets))
        return {
            "r2": metrics.r2(raw, wanted),
            "rmse": metrics.rmse(raw, wanted),
            "mae": metrics.mae(raw, wanted),
            "within": metrics.accuracy_within(raw, wanted, self._tolerance),
        }
