"""Losses and metrics as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.unsupervised.figures import FREE_ENERGY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.record import Evaluation

RECONSTRUCTION = "reconstruction_error"
"""What the loss of an RBM's evaluation is."""

TITLES = {
    "loss": "loss",
    RECONSTRUCTION: "reconstruction error",
    FREE_ENERGY: "free energy",
    "accuracy": "accuracy",
    "root_accuracy": "accuracy of whole trees",
    "top_3": "among the best 3",
    "r2": "R²",
    "rmse": "RMSE",
    "mae": "MAE",
    "within": "within tolerance",
    "precision": "precision",
    "recall": "recall",
    "f1": "F1",
    "roc_auc": "ROC AUC",
    "perplexity": "perplexity",
    "explained_variance": "explained variance",
}
_SHARES = frozenset({"accuracy", "root_accuracy", "top_3", "within"})


def text(name: str, value: float) -> str:
    """Return a metric's value, shares in percent."""
    return f"{100.0 * value:.1f} %" if name.rpartition("/")[2] in _SHARES else f"{value:.5g}"


def title(name: str) -> str:
    """Return what a metric is called; that of one output of several is ``OUTPUT/METRIC``."""
    output, _, metric = name.rpartition("/")
    known = TITLES.get(metric, metric)
    return f"{output}: {known}" if output else known


def brief(loss: float, metrics: Mapping[str, float]) -> list[str]:
    """Return the loss and the first metric as texts."""
    first = list(metrics.items())[:1]
    return [
        f"loss {text('loss', loss)}",
        *(f"{TITLES[name]} {text(name, at)}" for name, at in first),
    ]


def parts(evaluation: Evaluation) -> dict[str, dict[str, float]]:
    """Return the loss and metrics of each part of the data by its name."""
    loss = RECONSTRUCTION if FREE_ENERGY in evaluation.metrics else "loss"
    found = {"training": {loss: evaluation.loss, **evaluation.metrics}}
    if evaluation.test_loss is not None:
        found["test"] = {loss: evaluation.test_loss, **evaluation.test_metrics}
    return found


def rows(parts: Mapping[str, Mapping[str, float]]) -> list[list[str]]:
    """Return a table of the loss and metrics by row, with a column for each part of the data.

    Of several outputs each has its own rows.
    """
    names = list(dict.fromkeys(name for values in parts.values() for name in values))
    if any("/" in name for name in names):
        # The others repeat what the first output says.
        names = [name for name in names if "/" in name or name == "loss"]
        names.sort(key=lambda name: name.rpartition("/")[0])
    lines = [["", *parts]]
    for name in names:
        known = [values.get(name) for values in parts.values()]
        cells = ["–" if value is None else text(name, value) for value in known]
        lines.append([title(name), *cells])
    return lines
