"""How well scores tell one class from the rest: at every threshold, and as one number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]
    Curve = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Separation:
    """What is found at each threshold, from the strictest to the laxest.

    Attributes
    ----------
    thresholds
        ``(points,)``, falling: a sample counts as found where its score is not below.
    hits, alarms
        ``(points,)``: how many of the class, and how many others, are found.
    positives, negatives
        How many of each there are.
    """

    thresholds: Curve
    hits: Curve
    alarms: Curve
    positives: int
    negatives: int

    @property
    def recall(self) -> Curve:
        """Share of the class that is found: the true positive rate."""
        return self.hits / max(self.positives, 1)

    @property
    def fall_out(self) -> Curve:
        """Share of the others that is found: the false positive rate."""
        return self.alarms / max(self.negatives, 1)

    @property
    def precision(self) -> Curve:
        """Share of what is found that is of the class."""
        return self.hits / np.maximum(self.hits + self.alarms, 1.0)

    @property
    def area(self) -> float | None:
        """Area under the ROC curve by trapezoids; None without samples on both sides."""
        if not self.positives or not self.negatives:
            return None
        across, up = (np.concatenate([[0.0], each]) for each in (self.fall_out, self.recall))
        return float(np.sum(np.diff(across) * (up[1:] + up[:-1])) / 2.0)

    @property
    def average_precision(self) -> float | None:
        """``Σ (R_n - R_(n-1)) P_n``, not interpolated; None without samples of the class."""
        if not self.positives:
            return None
        return float(np.sum(np.diff(self.recall, prepend=0.0) * self.precision))

    def at(self, threshold: float) -> int | None:
        """Return the place of the last point that is found at ``threshold``; None before any."""
        found = int(np.searchsorted(-self.thresholds, -threshold, side="right"))
        return found - 1 if found else None


def separate(scores: Floats, positive: NDArray[np.bool_]) -> Separation:
    """Return how ``scores`` tell the samples that are ``positive`` from the rest.

    As scikit-learn's ``roc_curve`` without its first point and with all in between. A score that is
    no number is below all others.

    Parameters
    ----------
    scores
        ``(samples,)``, the greater the likelier.
    positive
        ``(samples,)``
    """
    known = np.where(np.isnan(scores), -np.inf, scores).astype(np.float64)
    order = np.argsort(-known, kind="stable")
    ranked, right = known[order], positive[order]
    ends = np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True)) if len(ranked) else order
    hits = np.cumsum(right, dtype=np.float64)[ends]
    count = int(right.sum())
    return Separation(ranked[ends], hits, ends + 1.0 - hits, count, len(right) - count)
