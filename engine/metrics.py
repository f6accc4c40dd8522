"""Metrics on predictions, apart from the loss that is trained.

All take predictions and targets as `Program.evaluate` gives them: ``(n, outputs)``.
"""

from __future__ import annotations

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


def accuracy(predictions: Floats, targets: Floats, threshold: float, middle: float) -> float:
    """Return the share of samples whose class is right.

    Parameters
    ----------
    threshold
        For one output: above it a prediction is the second class.
    middle
        Value halfway between the two targets: 0.5, or 0 for targets -1 and 1.
    """
    right = classes_of(predictions, threshold) == classes_of(targets, middle)
    return float(np.mean(right))


def accuracy_of_steps(predictions: Floats, numbers: Floats) -> float:
    """Return the share of steps whose class is right.

    Parameters
    ----------
    predictions
        ``(n, steps * classes)``, the classes running fastest.
    numbers
        Class numbers ``(n, steps)``.
    """
    each = predictions.reshape(*numbers.shape, -1)
    return float(np.mean(np.argmax(each, axis=-1) == numbers))


def accuracy_within(predictions: Floats, targets: Floats, tolerance: float) -> float:
    """Return the share of values that are within ``tolerance`` of their targets."""
    return float(np.mean(np.abs(predictions - targets) <= tolerance))


def top_k_accuracy(predictions: Floats, targets: Floats, k: int) -> float:
    """Return the share of samples whose class is among the ``k`` greatest outputs.

    Of equal outputs the class with the lower number counts as greater.
    """
    ranked = np.argsort(-predictions, axis=1, kind="stable")[:, :k]
    return float(np.mean((ranked == np.argmax(targets, axis=1)[:, None]).any(axis=1)))


def r2(predictions: Floats, targets: Floats) -> float:
    """Return the coefficient of determination, the mean over outputs, as scikit-learn's.

    An output whose targets are all equal counts 1 where it is met exactly, else 0.
    """
    wanted = targets.astype(np.float64)
    residual = ((wanted - predictions) ** 2).sum(axis=0)
    total = ((wanted - wanted.mean(axis=0)) ** 2).sum(axis=0)
    share = residual / np.where(total > 0.0, total, 1.0)
    scores = np.where(total > 0.0, 1.0 - share, np.where(residual > 0.0, 0.0, 1.0))
    return float(scores.mean())


def rmse(predictions: Floats, targets: Floats) -> float:
    """Return the root of the mean squared error, in the targets' units."""
    difference = predictions.astype(np.float64) - targets
    return float(np.sqrt(np.mean(difference * difference)))


def mae(predictions: Floats, targets: Floats) -> float:
    """Return the mean absolute error, in the targets' units."""
    return float(np.mean(np.abs(predictions.astype(np.float64) - targets)))
