"""What of a data set matters for the drawing."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.assignment import TargetColumn
from engine.data.dataset import Dataset, Task
from engine.postorder import FIRST_WORD
from engine.readings import Values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.shapes import Shape


class Negative(enum.Enum):
    """Where negative targets of a regression come from."""

    DATA = "data"
    BY_SCALING = "by scaling"


@dataclass(frozen=True)
class DataFacts:
    """What of a data set matters for the drawing.

    Attributes
    ----------
    feature_shape
        Shape of one prepared sample.
    outputs
        Number of classes, or of target columns for a regression.
    steps
        Where each step of a sequence has a class: how many steps there are. Else 0.
    shares
        Whether all targets of a regression lie between 0 and 1.
    negative
        Whence targets of a regression below 0 come; None where there are none.
    vocabulary
        Of trees: how many tokens there are. Else 0.
    values
        What values the inputs have, where that is known.
    asked, held_out
        Test rows that there were to be, and that there are.
    ordered
        Whether rows follow one another: batches are not shuffled.
    names
        Of the target columns; those of a data set made by hand may have none.
    output
        Name of the output that the targets were given for, or nothing.
    further
        The same of targets that another output predicts.
    """

    task: Task
    feature_shape: Shape
    outputs: int
    steps: int = 0
    shares: bool = False
    negative: Negative | None = None
    vocabulary: int = 0
    values: Values | None = None
    asked: int = 0
    held_out: int = 0
    ordered: bool = False
    names: tuple[str, ...] = ()
    output: str = ""
    further: tuple[DataFacts, ...] = ()

    @classmethod
    def of(cls, dataset: Dataset) -> DataFacts:
        first, *others = (cls._of_part(part) for part in dataset.parts)
        return replace(first, further=tuple(others))

    @classmethod
    def _of_part(cls, dataset: Dataset) -> DataFacts:
        targets = len(dataset.classes) or len(dataset.target_names)
        target = dataset.y_train
        steps = target.shape[1] if dataset.classes and target.ndim == 2 else 0
        shares = dataset.task is Task.REGRESSION and _are_shares(target)
        words = len(dataset.preprocessing.words)
        return cls(
            dataset.task,
            dataset.feature_shape,
            targets,
            steps,
            shares,
            _negative(dataset) if dataset.task is Task.REGRESSION else None,
            FIRST_WORD + words if words else 0,
            Values.of(dataset),
            dataset.test_rows_asked,
            len(dataset.x_test),
            dataset.ordered,
            dataset.target_names,
            dataset.output,
        )

    @property
    def columns(self) -> list[TargetColumn]:
        """The columns that are to be predicted."""
        return [
            TargetColumn(name, number, bool(part.classes), part.output)
            for number, part in enumerate((self, *self.further))
            for name in part.names or ("",) * (1 if part.classes else part.outputs)
        ]

    def of_columns(self, chosen: Sequence[int]) -> DataFacts:
        """Return what matters of some of the columns, which are of one kind."""
        columns = self.columns
        part = (self, *self.further)[columns[chosen[0]].part]
        width = part.outputs if part.classes else len(chosen)
        names = tuple(columns[place].name for place in chosen)
        return replace(part, outputs=width, names=names, further=())

    @property
    def classes(self) -> int:
        return 0 if self.task is Task.REGRESSION else self.outputs

    @property
    def fitting_units(self) -> tuple[int, ...]:
        """Numbers of outputs that fit, the usual one first."""
        if self.task is Task.BINARY and not self.steps:
            return (1, 2)
        return (self.outputs,)


def _negative(dataset: Dataset) -> Negative | None:
    least = dataset.y_train.min(axis=0, initial=0.0)
    if not least.any():
        return None
    if dataset.reconstructs or not dataset.preprocessing.target_scales:
        return Negative.DATA
    # A least target of 0 comes back as such to rounding.
    margin = 1e-5 * float(np.abs(dataset.y_train).max())
    raw = dataset.preprocessing.inverse_target(least[None])
    return Negative.DATA if (raw < -margin).any() else Negative.BY_SCALING


def _are_shares(target: NDArray[Any]) -> bool:
    return bool(target.min(initial=1.0) >= 0.0 and target.max(initial=0.0) <= 1.0)
