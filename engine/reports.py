"""What is told of a trained network beyond what is counted while it trains.

Computed by scikit-learn, which is loaded when it is asked for the first time.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.dataset import Task
from engine.metrics import classes_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.data.dataset import Dataset
    from engine.program import Program

    Floats = NDArray[np.floating[Any]]
    Classes = NDArray[np.intp]


def report(
    program: Program,
    dataset: Dataset,
    *,
    test: bool,
    threshold: float | None = None,
    output: int = 0,
) -> dict[str, float]:
    """Return more metrics of one part of the data by name.

    Of classes: precision, recall and F1 (of the second of two, else the mean over those that occur
    among the rows or are predicted, each counting alike), ROC AUC (each class against the rest),
    perplexity; of numbers: the explained variance. A metric that the rows do not define, such as
    the AUC of a single class, is left out.

    Rows count by their weights, where the data has any.

    Parameters
    ----------
    threshold
        See `Scorer`.
    output
        Number of the output, of several; ``dataset`` has its targets.
    """
    weights = dataset.weights_test if test else dataset.weights_train
    x, y = _part(dataset, test=test)
    if not len(x) or (weights is not None and not weights.any()):
        return {}
    if dataset.task is Task.REGRESSION:
        outputs = _predictions(program, x, output).reshape(len(x), -1)
        return _of_numbers(outputs, y, dataset, weights)
    rows, wanted, each = _counted(_predictions(program, x, output), y, weights)
    if not len(wanted):
        return {}
    low = program.objectives[output].low_target
    chosen = _chosen(rows, low, threshold)
    return _of_classes(rows, chosen, wanted, len(dataset.classes), low, each)


def confusion(
    program: Program,
    dataset: Dataset,
    *,
    test: bool,
    threshold: float | None = None,
    output: int = 0,
) -> NDArray[np.int64] | None:
    """Return how often each class was taken for each, ``(classes, classes)``.

    Rows are the true classes and columns the predicted ones, as in scikit-learn; each row of the
    data counts 1, and so does each step that has a class. None for a regression, or without rows.

    Parameters
    ----------
    threshold
        See `Scorer`.
    output
        Number of the output, of several; ``dataset`` has its targets.
    """
    from sklearn.metrics import confusion_matrix

    x, y = _part(dataset, test=test)
    if not len(x) or dataset.task is Task.REGRESSION:
        return None
    rows, wanted, _ = _counted(_predictions(program, x, output), y, None)
    chosen = _chosen(rows, program.objectives[output].low_target, threshold)
    labels = np.arange(len(dataset.classes))
    if not len(wanted):
        return np.zeros((len(labels), len(labels)), np.int64)
    counts: NDArray[np.int64] = confusion_matrix(wanted, chosen, labels=labels)
    return counts


def _part(dataset: Dataset, *, test: bool) -> tuple[Floats, NDArray[Any]]:
    return (dataset.x_test, dataset.y_test) if test else (dataset.x_train, dataset.y_train)


def _counted(
    outputs: Floats, y: NDArray[np.int64], weights: Floats | None
) -> tuple[Floats, NDArray[np.int64], Floats | None]:
    """Return outputs, classes and weights of all that counts, one row for each step."""
    rows, wanted = outputs.reshape(-1, outputs.shape[-1]), y.reshape(-1)
    counts = wanted >= 0
    if weights is None:
        return rows[counts], wanted[counts], None
    each = np.repeat(weights, len(wanted) // len(weights))
    counts &= each > 0.0
    return rows[counts], wanted[counts], each[counts]


def _predictions(program: Program, x: Floats, output: int) -> Floats:
    node = program.objectives[output].node
    return program.activations(x, (node,))[node]


def _chosen(rows: Floats, low: float, threshold: float | None) -> Classes:
    middle = (low + 1.0) / 2.0
    return classes_of(rows, middle if threshold is None else threshold)


def _of_numbers(
    outputs: Floats, y: Floats, dataset: Dataset, weights: Floats | None
) -> dict[str, float]:
    from sklearn.metrics import explained_variance_score

    raw, wanted = (dataset.preprocessing.inverse_target(each) for each in (outputs, y))
    if len(raw) < 2:
        return {}
    how = "variance_weighted" if dataset.reconstructs else "uniform_average"
    share = explained_variance_score(wanted, raw, sample_weight=weights, multioutput=how)
    return {"explained_variance": float(share)}


def _of_classes(
    outputs: Floats,
    chosen: Classes,
    y: NDArray[np.int64],
    classes: int,
    low: float,
    weights: Floats | None,
) -> dict[str, float]:
    from sklearn.metrics import precision_recall_fscore_support

    how = "binary" if classes == 2 else "macro"
    precision, recall, f1, _ = precision_recall_fscore_support(
        y,
        chosen,
        average=how,
        sample_weight=weights,
        zero_division=0.0,
    )
    found = {"precision": float(precision), "recall": float(recall), "f1": float(f1)}
    found |= _area(outputs, y, classes, weights)
    shares = _shares(outputs, low)
    if shares is not None:
        right = np.clip(shares[np.arange(len(y)), y], 1e-12, 1.0)
        surprise = np.average(-np.log(right, dtype=np.float64), weights=weights)
        found["perplexity"] = math.exp(float(surprise))
    return found


def _area(
    outputs: Floats, y: NDArray[np.int64], classes: int, weights: Floats | None
) -> dict[str, float]:
    """Return the area under the ROC curve where every class occurs, and another one too."""
    from sklearn.metrics import roc_auc_score

    present = np.unique(y)
    if not np.isfinite(outputs).all() or len(present) < max(classes, 2):
        return {}
    if classes == 2:
        scores = outputs[:, 0] if outputs.shape[1] == 1 else outputs[:, 1] - outputs[:, 0]
        return {"roc_auc": float(roc_auc_score(y, scores, sample_weight=weights))}
    each = [
        roc_auc_score(y == label, outputs[:, label], sample_weight=weights)
        for label in range(classes)
    ]
    return {"roc_auc": float(np.mean(each))}


def _shares(outputs: Floats, low: float) -> Floats | None:
    """Return the outputs as probabilities of each class, where they are."""
    if low < 0.0 or outputs.min(initial=0.0) < 0.0 or outputs.max(initial=0.0) > 1.0:
        return None
    if outputs.shape[1] == 1:
        return np.concatenate([1.0 - outputs, outputs], axis=1)
    return outputs if np.allclose(outputs.sum(axis=1), 1.0, atol=1e-3) else None
