"""What is told of a trained network beyond what is counted while it trains: the confusion matrix.

Counted by scikit-learn, which is loaded when it is asked for the first time.
"""

from __future__ import annotations

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
    rows, wanted = _counted(_predictions(program, x, output), y)
    chosen = _chosen(rows, program.objectives[output].low_target, threshold)
    labels = np.arange(len(dataset.classes))
    if not len(wanted):
        return np.zeros((len(labels), len(labels)), np.int64)
    counts: NDArray[np.int64] = confusion_matrix(wanted, chosen, labels=labels)
    return counts


def _part(dataset: Dataset, *, test: bool) -> tuple[Floats, NDArray[Any]]:
    return (dataset.x_test, dataset.y_test) if test else (dataset.x_train, dataset.y_train)


def _counted(outputs: Floats, y: NDArray[np.int64]) -> tuple[Floats, NDArray[np.int64]]:
    """Return outputs and classes of all that counts, one row for each step."""
    rows, wanted = outputs.reshape(-1, outputs.shape[-1]), y.reshape(-1)
    return rows[wanted >= 0], wanted[wanted >= 0]


def _predictions(program: Program, x: Floats, output: int) -> Floats:
    node = program.objectives[output].node
    return program.activations(x, (node,))[node]


def _chosen(rows: Floats, low: float, threshold: float | None) -> Classes:
    middle = (low + 1.0) / 2.0
    return classes_of(rows, middle if threshold is None else threshold)
