"""Metrics of classes beyond the accuracy: precision, recall, F1, ROC AUC, perplexity.

As scikit-learn's, but by few calls of NumPy: they are computed at every evaluation of a run.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]
    Classes = NDArray[np.integer[Any]]

MOST = 2**18
"""Outputs that are ranked for the area under the ROC curve."""

_LEAST = 1e-12
"""Least probability: none is taken for impossible."""


def precision_recall_f1(
    truth: Classes,
    predicted: Classes,
    classes: int,
    outputs: int,
    weights: Floats | None = None,
) -> dict[str, float]:
    """Return precision, recall and F1: of the second of two classes, else their means (macro).

    In the mean each class that occurs, be it as truth or as prediction, counts alike. What has
    nothing to be divided by is 0, as scikit-learn's ``zero_division=0``.

    Parameters
    ----------
    truth, predicted
        Class numbers ``(n,)``.
    outputs
        What can be predicted; more than ``classes`` where a network has outputs to spare.
    """
    size = max(classes, outputs)
    places = truth * size + predicted
    table = np.bincount(places, weights, size * size).reshape(size, size)
    right, said, wanted = np.diagonal(table), table.sum(axis=0), table.sum(axis=1)
    if classes == 2:
        scores = [_scores(*(float(each[1]) for each in (right, said, wanted)))]
    else:
        found = zip(right.tolist(), said.tolist(), wanted.tolist(), strict=True)
        scores = [_scores(*each) for each in found if each[1] + each[2] > 0.0]
    means = (math.fsum(each) / len(scores) for each in zip(*scores, strict=True))
    return dict(zip(("precision", "recall", "f1"), means, strict=True))


def _scores(right: float, said: float, wanted: float) -> tuple[float, float, float]:
    both = said + wanted
    return (
        right / said if said else 0.0,
        right / wanted if wanted else 0.0,
        2.0 * right / both if both else 0.0,
    )


def roc_auc(
    outputs: Floats, truth: Classes, classes: int, weights: Floats | None = None
) -> float | None:
    """Return the area under the ROC curve; of more than two classes the mean of each one's.

    That of a class is the share of pairs, one row of it and one of the rest, of which the first has
    the greater output; equal ones count half (Mann and Whitney). Of more than `MOST` outputs evenly
    spaced rows are ranked. NaN where outputs are not finite, None where a class does not occur.

    Parameters
    ----------
    outputs
        ``(n, classes)``, or ``(n, 1)`` of two classes.
    weights
        Of the rows, above 0.
    """
    every = max(1, -(-len(outputs) * (1 if classes == 2 else classes) // MOST))
    outputs, truth = outputs[::every], truth[::every]
    weights = None if weights is None else weights[::every].astype(np.float64)
    if classes < 2 or not np.bincount(truth, minlength=classes).all():
        return None
    if not math.isfinite(float(outputs.sum())) and not np.isfinite(outputs).all():
        return math.nan
    if classes > 2:
        areas = [_area(outputs[:, each], truth == each, weights) for each in range(classes)]
        return math.fsum(areas) / classes
    scores = outputs[:, 0] if outputs.shape[1] == 1 else outputs[:, 1] - outputs[:, 0]
    return _area(scores, truth == 1, weights)


def _area(scores: Floats, inside: NDArray[np.bool_], weights: Floats | None) -> float:
    """Return how often a row inside scores above one outside, ties counting half."""
    ours, others = scores[inside], scores[~inside]
    if weights is None:
        others.sort()
        ours.sort()
        below = others.searchsorted(ours, "left").sum() + others.searchsorted(ours, "right").sum()
        return float(below) / (2.0 * len(ours) * len(others))
    each, theirs = weights[inside], weights[~inside]
    order = np.argsort(others, kind="stable")
    others, heights = others[order], np.concatenate([[0.0], theirs[order].cumsum()])
    below = heights[others.searchsorted(ours, "left")] + heights[others.searchsorted(ours, "right")]
    return float(each @ below) / (2.0 * float(each.sum()) * float(heights[-1]))


def perplexity(shares: Floats, truth: Classes, weights: Floats | None = None) -> float:
    """Return the exponential of the mean surprise: of how many equal choices the network is unsure.

    Parameters
    ----------
    shares
        Probabilities ``(n, classes)``, or that of the second of two classes ``(n, 1)``.
    """
    if shares.shape[1] == 1:
        second = shares[:, 0]
        right = np.where(truth == 1, second, 1.0 - second)
    else:
        right = shares[np.arange(len(truth)), truth]
    surprise = -np.log(right.clip(_LEAST, 1.0), dtype=np.float64)
    return math.exp(float(np.average(surprise, weights=weights)))
