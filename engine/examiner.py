"""Losses and metrics of a program on both parts of its data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from engine.classweights import class_weights as weights_of_classes
from engine.classweights import sample_weights
from engine.record import Evaluation
from engine.scores import Scorer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.classweights import AnyClassWeights
    from engine.data.dataset import Dataset
    from engine.program import Program

    Floats = NDArray[np.floating[Any]]


class Examiner:
    """Evaluates a program as it stands.

    Parameters
    ----------
    threshold, tolerance
        See `Scorer`.
    class_weights
        How much classes count in the losses; metrics know of the rows' own weights alone.

    Attributes
    ----------
    train, test
        Samples and targets as the program reads them.
    """

    def __init__(
        self,
        program: Program,
        dataset: Dataset,
        threshold: float | None,
        tolerance: float,
        class_weights: AnyClassWeights | None = None,
    ) -> None:
        self._program, self._dataset = program, dataset
        of_classes = weights_of_classes(class_weights, dataset.classes, dataset.y_train)
        parts = (
            (dataset.x_train, dataset.y_train, dataset.weights_train),
            (dataset.x_test, dataset.y_test, dataset.weights_test),
        )
        self.train, self.test = (
            (program.augmented(x), program.encode(y, sample_weights(of_classes, y, rows)))
            for x, y, rows in parts
        )
        self._weights = [program.objective.weigh(y, rows, program.dtype) for _, y, rows in parts]
        self.set_scoring(threshold, tolerance)

    def set_scoring(self, threshold: float | None, tolerance: float) -> None:
        """Use another threshold or tolerance for the metrics."""
        low = self._program.low_target
        self._scorer = Scorer(self._dataset, low, threshold=threshold, tolerance=tolerance)

    def evaluate(self, step: int, epoch: float) -> Evaluation:
        """Return losses and metrics after ``step`` steps, dropout off."""
        loss, metrics = self._examine(*self.train, self._weights[0])
        found = Evaluation(step=step, epoch=epoch, loss=loss, metrics=metrics)
        if not len(self.test[0]):
            return found
        test_loss, test_metrics = self._examine(*self.test, self._weights[1])
        return msgspec.structs.replace(found, test_loss=test_loss, test_metrics=test_metrics)

    def _examine(
        self, samples: Floats, targets: Floats, weights: Floats | None
    ) -> tuple[float, dict[str, float]]:
        loss, predictions = self._program.evaluate(samples, targets)
        wanted = targets[:, : self._program.objective.width]
        return loss, self._scorer(predictions, wanted, weights)
