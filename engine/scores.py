"""Which metrics belong to a task, computed from a program's evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine import classmetrics, metrics
from engine.data.dataset import Task

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.data.dataset import Dataset
    from engine.data.preprocessing import Preprocessing

    Floats = NDArray[np.floating[Any]]
    Classes = NDArray[np.intp]

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
    tells_shares
        See `Objective`.
    """

    def __init__(
        self,
        dataset: Dataset,
        low_target: float,
        *,
        threshold: float | None = None,
        tolerance: float = 0.1,
        tells_shares: bool = False,
    ) -> None:
        self._tells_shares = tells_shares
        self._classes = len(dataset.classes)
        self._regression = dataset.task is Task.REGRESSION
        self._by_variance = dataset.reconstructs
        self._preprocessing: Preprocessing = dataset.preprocessing
        self._middle = (low_target + 1.0) / 2.0
        self._threshold = self._middle if threshold is None else threshold
        self._tolerance = tolerance
        self._steps = dataset.y_train.shape[1] if dataset.y_train.ndim > 1 else 1

    def __call__(
        self, predictions: Floats, targets: Floats, weights: Floats | None = None
    ) -> dict[str, float]:
        """Return metrics by name, for arrays ``(n, outputs)`` as the loss reads them.

        Where each step has a class, each counts as a sample; targets may be class numbers
        ``(n, steps)``. Weights are ``(n, steps)``, of one step where there are no others.
        """
        if self._regression:
            # Numbers of steps are not masked: a sample's weight stands at each of its steps.
            return self._of_numbers(
                predictions, targets, None if weights is None else weights[:, 0]
            )
        if predictions.shape[1] > targets.shape[1]:
            found = {"accuracy": metrics.accuracy_of_steps(predictions, targets, weights)}
            rows = predictions.reshape(targets.size, -1)
            found |= self._of_classes(rows, targets.reshape(-1), weights)
            return found | self._of_roots(predictions, targets, weights)
        rows, wanted = (
            each.reshape(len(each) * self._steps, -1) for each in (predictions, targets)
        )
        each = None if weights is None else weights.reshape(-1)
        right = metrics.accuracy(rows, wanted, self._threshold, self._middle, each)
        found = {"accuracy": right}
        if rows.shape[1] > TOP:
            found["top_3"] = metrics.top_k_accuracy(rows, wanted, TOP, each)
        truth = metrics.classes_of(wanted, self._middle)
        found |= self._of_classes(rows, truth, weights)
        return found | self._of_roots(predictions, truth.reshape(len(targets), -1), weights)

    def _of_classes(
        self, rows: Floats, numbers: NDArray[Any], weights: Floats | None
    ) -> dict[str, float]:
        """Return the metrics of outputs ``(n, outputs)`` for class numbers ``(n,)``.

        What rows do not define, such as the AUC of a single class, is left out.
        """
        each = None if weights is None else weights.reshape(-1)
        truth = numbers.astype(np.intp, copy=False)
        if each is not None:
            counts = each > 0.0
            rows, truth, each = rows[counts], truth[counts], each[counts]
        if not len(truth):
            return {}
        predicted = metrics.classes_of(rows, self._threshold)
        outputs = max(rows.shape[1], 2)
        found = classmetrics.precision_recall_f1(truth, predicted, self._classes, outputs, each)
        area = classmetrics.roc_auc(rows, truth, self._classes, each)
        if area is not None:
            found["roc_auc"] = area
        if self._tells_shares:
            found["perplexity"] = classmetrics.perplexity(rows, truth, each)
        return found

    def _of_roots(
        self, predictions: Floats, numbers: NDArray[Any], weights: Floats | None
    ) -> dict[str, float]:
        """Return how many trees are right as a whole; nothing where samples are no trees."""
        if not self._preprocessing.words:
            return {}
        return {"root_accuracy": metrics.accuracy_of_last(predictions, numbers, weights)}

    def _of_numbers(
        self, predictions: Floats, targets: Floats, weights: Floats | None
    ) -> dict[str, float]:
        raw, wanted = (self._preprocessing.inverse_target(each) for each in (predictions, targets))
        found = {
            "r2": metrics.r2(raw, wanted, weights, by_variance=self._by_variance),
            "rmse": metrics.rmse(raw, wanted, weights),
            "mae": metrics.mae(raw, wanted, weights),
            "within": metrics.accuracy_within(raw, wanted, self._tolerance, weights),
        }
        if len(raw) > 1 and (weights is None or weights.any()):
            found["explained_variance"] = metrics.explained_variance(
                raw, wanted, weights, by_variance=self._by_variance
            )
        return found
