"""The number of an evaluation that decides: when to stop, and when to lower the learning rate."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta

if TYPE_CHECKING:
    from engine.record import Evaluation

Which = Literal["loss", "score"]

Watched = Annotated[
    Which,
    Meta(
        title="Watch",
        description="The loss, or as score the accuracy, R² for numbers; of the test part if any.",
    ),
]

Minimum = Annotated[
    float,
    Meta(ge=0.0, le=1e6, title="Least change", description="What is less is no improvement."),
]

_SCORES = ("accuracy", "r2")


def watched(which: Which, evaluation: Evaluation) -> float:
    """Return the loss or the score, of the test part where there is one.

    A task without a score has minus its loss for one.
    """
    loss = evaluation.loss if evaluation.test_loss is None else evaluation.test_loss
    if which == "loss":
        return loss
    metrics = evaluation.test_metrics or evaluation.metrics
    return next((metrics[name] for name in _SCORES if name in metrics), -loss)


def improves(which: Which, value: float, best: float | None, margin: float) -> bool:
    """Whether ``value`` is better than ``best`` by more than ``margin``; NaN never is."""
    if not math.isfinite(value):
        return False
    if best is None:
        return True
    return value < best - margin if which == "loss" else value > best + margin


def meets(which: Which, value: float, target: float) -> bool:
    """Whether a target is reached."""
    return value <= target if which == "loss" else value >= target
