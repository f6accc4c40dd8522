"""Losses and metrics of a program on both parts of its data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from engine.classweights import class_weights as weights_of_classes
from engine.classweights import sample_weights
from engine.objective import target_columns
from engine.record import Evaluation
from engine.scores import Scorer

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from engine.classweights import AnyClassWeights
    from engine.data.dataset import Dataset
    from engine.program import Program

    Floats = NDArray[np.floating[Any]]
    LaidOut = Sequence[tuple[Floats, Floats]]


class Examiner:
    """Evaluates a program as it stands.

    Parameters
    ----------
    parts
        The data set of each output: the same samples, each with its own targets.
    threshold, tolerance
        See `Scorer`.
    class_weights
        How much classes count in the losses; metrics know of the rows' own weights alone.
    laid_out
        That of another examiner, which is used where the samples are the same: nothing is written
        into them.

    Attributes
    ----------
    train, test
        Samples and targets as the program reads them.
    laid_out
        Samples of the data set, each with itself as the program reads it.
    """

    def __init__(
        self,
        program: Program,
        parts: Sequence[Dataset],
        threshold: float | None,
        tolerance: float,
        class_weights: AnyClassWeights | None = None,
        laid_out: LaidOut = (),
    ) -> None:
        self._program, self._parts = program, parts
        first = parts[0]
        declared = weights_of_classes(class_weights, [(p.classes, p.y_train) for p in parts])
        of_classes = program.weigh_classes(declared)
        train = [(part.y_train, part.weights_train) for part in parts]
        test = [(part.y_test, part.weights_test) for part in parts]
        self.train, self.test = (
            (_augmented(program, x, laid_out), _encoded(program, targets, of_classes))
            for x, targets in ((first.x_train, train), (first.x_test, test))
        )
        self.laid_out: LaidOut = (
            (first.x_train, self.train[0]),
            (first.x_test, self.test[0]),
        )
        self._weights = [
            [
                objective.weigh(y, rows, program.dtype)
                for objective, (y, rows) in zip(program.objectives, targets, strict=True)
            ]
            for targets in (train, test)
        ]
        self.set_scoring(threshold, tolerance)

    def set_scoring(self, threshold: float | None, tolerance: float) -> None:
        """Use another threshold or tolerance for the metrics."""
        self._scorers = [
            Scorer(
                part,
                objective.low_target,
                threshold=threshold,
                tolerance=tolerance,
                tells_shares=objective.tells_shares,
            )
            for part, objective in zip(self._parts, self._program.objectives, strict=True)
        ]

    def evaluate(self, step: int, epoch: float) -> Evaluation:
        """Return losses and metrics after ``step`` steps, dropout off."""
        loss, metrics = self._examine(*self.train, self._weights[0])
        found = Evaluation(step=step, epoch=epoch, loss=loss, metrics=metrics)
        if not len(self.test[0]):
            return found
        test_loss, test_metrics = self._examine(*self.test, self._weights[1])
        return msgspec.structs.replace(found, test_loss=test_loss, test_metrics=test_metrics)

    def _examine(
        self, samples: Floats, targets: Floats, weights: Sequence[Floats | None]
    ) -> tuple[float, dict[str, float]]:
        program = self._program
        found = program.evaluate_each(samples, targets)
        columns = target_columns(program.objectives, weighted=program.is_weighted(targets))
        total, metrics = 0.0, dict[str, float]()
        for place, objective in enumerate(program.objectives):
            loss, predictions = found[place]
            start = columns[place].start
            wanted = targets[:, start : start + objective.width]
            own = self._scorers[place](predictions, wanted, weights[place])
            total += objective.weight * loss
            if not place:
                metrics |= own
            if len(found) > 1:
                name = program.goal_names[place]
                metrics |= {f"{name}/{key}": value for key, value in ({"loss": loss} | own).items()}
        return total, metrics


def _augmented(program: Program, x: Floats, laid_out: LaidOut) -> Floats:
    """Return samples as the program reads them, laid out once for all networks of a run."""
    for known, rows in laid_out:
        if known is x and rows.dtype == program.dtype and rows.shape[1] == program.width + 1:
            return rows
    return program.augmented(x)


def _encoded(
    program: Program,
    targets: Sequence[tuple[NDArray[Any], Floats | None]],
    of_classes: Sequence[Floats | None],
) -> Floats:
    weights = [
        sample_weights(each, y, rows) for each, (y, rows) in zip(of_classes, targets, strict=True)
    ]
    return program.encode_each([y for y, _ in targets], weights)
