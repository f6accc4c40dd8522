"""Metrics on predictions, apart from the loss that is trained.

All take predictions and targets as `Program.evaluate` gives them: ``(n, outputs)``; and weights
``(n,)`` that say how much each sample counts, as scikit-learn's ``sample_weight``, or None.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]


def classes_of(outputs: Floats, threshold: float) -> NDArray[np.intp]:
    """Return class numbers ``(n,)``: the greatest output, or whether the one is above threshold."""
    if outputs.shape[1] == 1:
        return (outputs[:, 0] > threshold).astype(np.intp)
    return np.asarray(np.argmax(outputs, axis=1))


def accuracy(
    predictions: Floats,
    targets: Floats,
    threshold: float,
    middle: float,
    weights: Floats | None = None,
) -> float:
    """Return the share of samples whose class is right.

    Parameters
    ----------
    threshold
        For one output: above it a prediction is the second class.
    middle
        Value halfway between the two targets: 0.5, or 0 for targets -1 and 1.
    """
    right = classes_of(predictions, threshold) == classes_of(targets, middle)
    return _average(right, weights)


def accuracy_of_steps(predictions: Floats, numbers: Floats, weights: Floats | None = None) -> float:
    """Return the share of steps whose class is right.

    Parameters
    ----------
    predictions
        ``(n, steps * classes)``, the classes running fastest.
    numbers
        Class numbers ``(n, steps)``.
    weights
        Of each step, ``(n, steps)``.
    """
    each = predictions.reshape(*numbers.shape, -1)
    return _average(np.argmax(each, axis=-1) == numbers, weights)


def accuracy_of_last(predictions: Floats, numbers: Floats, weights: Floats | None = None) -> float:
    """Return the share of samples whose last step is right: the roots of trees in post-order.

    Parameters
    ----------
    predictions, numbers, weights
        See `accuracy_of_steps`; steps behind the last one that weighs something are passed over.
    """
    each = predictions.reshape(*numbers.shape, -1)
    samples = np.arange(len(numbers))
    last: Any = -1
    if weights is not None:
        last = weights.shape[1] - 1 - np.argmax(weights[:, ::-1] > 0.0, axis=1)
    right = np.argmax(each[samples, last], axis=-1) == numbers[samples, last]
    return _average(right, None if weights is None else weights[samples, last])


def confusion(
    truth: NDArray[np.integer[Any]], predicted: NDArray[np.integer[Any]], classes: int, outputs: int
) -> NDArray[np.int64]:
    """Return how often each class was taken for each, ``(classes, outputs)``, the truth in rows.

    As scikit-learn's ``confusion_matrix``, counted by one ``bincount``.

    Parameters
    ----------
    truth, predicted
        Class numbers, of the same shape. What has no class, below 0, does not count.
    outputs
        What can be predicted; more than ``classes`` where a network has outputs to spare.
    """
    known = truth >= 0
    places = truth[known].astype(np.int64) * outputs + predicted[known]
    return np.bincount(places, minlength=classes * outputs).reshape(classes, outputs)


def accuracy_within(
    predictions: Floats, targets: Floats, tolerance: float, weights: Floats | None = None
) -> float:
    """Return the share of values that are within ``tolerance`` of their targets."""
    return _average(np.abs(predictions - targets) <= tolerance, weights)


def top_k_accuracy(
    predictions: Floats, targets: Floats, k: int, weights: Floats | None = None
) -> float:
    """Return the share of samples whose class is among the ``k`` greatest outputs.

    Of equal outputs the class with the lower number counts as greater.
    """
    ranked = np.argsort(-predictions, axis=1, kind="stable")[:, :k]
    right = (ranked == np.argmax(targets, axis=1)[:, None]).any(axis=1)
    return _average(right, weights)


def r2(
    predictions: Floats,
    targets: Floats,
    weights: Floats | None = None,
    *,
    by_variance: bool = False,
) -> float:
    """Return the coefficient of determination, the mean over outputs, as scikit-learn's.

    An output whose targets are all equal counts 1 where it is met exactly, else 0.

    Parameters
    ----------
    by_variance
        Whether outputs count by the variance of their targets, as scikit-learn's
        ``multioutput="variance_weighted"``: of a picture whose margin hardly ever changes, the
        plain mean tells of the margin alone.
    """
    wanted = targets.astype(np.float64)
    each = np.ones((len(wanted), 1)) if weights is None else weights[:, None].astype(np.float64)
    middle = (each * wanted).sum(axis=0) / (each.sum() or 1.0)
    residual = (each * (wanted - predictions) ** 2).sum(axis=0)
    total = (each * (wanted - middle) ** 2).sum(axis=0)
    if by_variance and total.sum() > 0.0:
        return float(1.0 - residual[total > 0.0].sum() / total.sum())
    share = residual / np.where(total > 0.0, total, 1.0)
    scores = np.where(total > 0.0, 1.0 - share, np.where(residual > 0.0, 0.0, 1.0))
    return float(scores.mean())


def explained_variance(
    predictions: Floats,
    targets: Floats,
    weights: Floats | None = None,
    *,
    by_variance: bool = False,
) -> float:
    """Return the share of the targets' variance that predictions explain, as scikit-learn's.

    Other than `r2` it does not mind that all predictions are off by the same.

    Parameters
    ----------
    by_variance
        See `r2`.
    """
    wanted = targets.astype(np.float64)
    missing, given = (_variance(each, weights) for each in (wanted - predictions, wanted))
    if by_variance and given.sum() > 0.0:
        return float(1.0 - missing[given > 0.0].sum() / given.sum())
    share = missing / np.where(given > 0.0, given, 1.0)
    scores = np.where(given > 0.0, 1.0 - share, np.where(missing > 0.0, 0.0, 1.0))
    return float(scores.mean())


def _variance(values: Floats, weights: Floats | None) -> Floats:
    """Return the variance of each column of ``(n, outputs)``."""
    if weights is None:
        return np.asarray(values.var(axis=0))
    each = weights[:, None].astype(np.float64)
    total = each.sum() or 1.0
    middle = (each * values).sum(axis=0) / total
    return np.asarray((each * (values - middle) ** 2).sum(axis=0) / total)


def rmse(predictions: Floats, targets: Floats, weights: Floats | None = None) -> float:
    """Return the root of the mean squared error, in the targets' units."""
    difference = predictions.astype(np.float64) - targets
    return math.sqrt(_average(difference * difference, weights))


def mae(predictions: Floats, targets: Floats, weights: Floats | None = None) -> float:
    """Return the mean absolute error, in the targets' units."""
    return _average(np.abs(predictions.astype(np.float64) - targets), weights)


def _average(values: NDArray[Any], weights: Floats | None) -> float:
    """Return the mean of ``values``, ``(n, ...)``; 0 where nothing counts.

    ``weights`` are those of the rows, or of every value.
    """
    if weights is None:
        return float(np.mean(values))
    each = weights.astype(np.float64).reshape(weights.shape + (1,) * (values.ndim - weights.ndim))
    total = np.broadcast_to(each, values.shape).sum()
    return float((each * values).sum() / total) if total > 0.0 else 0.0
