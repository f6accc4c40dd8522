"""Losses and metrics of a program on both parts of its data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from engine.record import Evaluation
from engine.scores import Scorer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.data.dataset import Dataset
    from engine.program import Program

    Floats = NDArray[np.floating[Any]]


class Examiner:
    """Evaluates a program as it stands.

    Parameters
    ----------
    threshold, tolerance
        See `Scorer`.

    Attributes
    ----------
    train, test
        Samples and targets as the program reads them.
    """

    def __init__(
        self, program: Program, dataset: Dataset, threshold: float | None, tolerance: float
    ) -> None:
        self._program, self._dataset = program, dataset
        self.train = program.augmented(dataset.x_train), program.encode(dataset.y_train)
        self.test = program.augmented(dataset.x_test), program.encode(dataset.y_test)
        self.set_scoring(threshold, tolerance)

    def set_scoring(self, threshold: float | None, tolerance: float) -> None:
        """Use another threshold or tolerance for the metrics."""
        low = self._program.low_target
        self._scorer = Scorer(self._dataset, low, threshold=threshold, tolerance=tolerance)

    def evaluate(self, step: int, epoch: float) -> Evaluation:
        """Return losses and metrics after ``step`` steps, dropout off."""
        loss, metrics = self._examine(*self.train)
        found = Evaluation(step=step, epoch=epoch, loss=loss, metrics=metrics)
        if not len(self.test[0]):
            return found
        test_loss, test_metrics = self._examine(*self.test)
        return msgspec.structs.replace(found, test_loss=test_loss, test_metrics=test_metrics)

    def _examine(self, samples: Floats, targets: Floats) -> tuple[float, dict[str, float]]:
        loss, predictions = self._program.evaluate(samples, targets)
        width = self._program.objective.width
        wanted, weights = targets[:, :width], targets[:, width:]
        return loss, self._scorer(predictions, wanted, weights if weights.size else None)
