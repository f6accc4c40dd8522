"""The number of an evaluation that decides: when to stop, and when to lower the learning rate."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta

if TYPE_CHECKING:
    from engine.record import Evaluation

Which = Literal[
    "loss",
    "score",
    "precision",
    "recall",
    "f1",
    "roc_auc",
    "perplexity",
    "rmse",
    "mae",
    "explained_variance",
]

TITLES = {"f1": "F1", "roc_auc": "ROC AUC", "rmse": "RMSE", "mae": "MAE"}
"""How those are called whose name does not say it."""

Watched = Annotated[
    Which,
    Meta(
        title="Watch",
        description="The loss, as score the accuracy or R², or another metric, of the test part if "
        "any; the loss where the data have no such metric.",
    ),
]

Minimum = Annotated[
    float,
    Meta(ge=0.0, le=1e6, title="Least change", description="What is less is no improvement."),
]

_SCORES = ("accuracy", "r2")

_LOW = frozenset({"loss", "perplexity", "rmse", "mae"})
"""What is better the lower it is."""


def watched(which: Which, evaluation: Evaluation) -> float:
    """Return the loss, the score or another metric, of the test part where there is one.

    A task without the metric has its loss for one, negative where more is better.
    """
    loss = evaluation.loss if evaluation.test_loss is None else evaluation.test_loss
    if which == "loss":
        return loss
    metrics = evaluation.test_metrics or evaluation.metrics
    names = _SCORES if which == "score" else (which,)
    instead = loss if which in _LOW else -loss
    return next((metrics[name] for name in names if name in metrics), instead)


def improves(which: Which, value: float, best: float | None, margin: float) -> bool:
    """Whether ``value`` is better than ``best`` by more than ``margin``; NaN never is."""
    if not math.isfinite(value):
        return False
    if best is None:
        return True
    return value < best - margin if which in _LOW else value > best + margin


def meets(which: Which, value: float, target: float) -> bool:
    """Whether a target is reached."""
    return value <= target if which in _LOW else value >= target
