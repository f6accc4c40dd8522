"""How raw columns become the network's inputs: fitted once, saved with the weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import numpy as np
from msgspec import Meta

from engine.data.cells import LARGEST
from engine.data.encode import check_complete, check_lengths, column, encode_labels, encode_numbers
from engine.data.settings import Declaration, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.data.encode import Columns, Rows

Scale = Annotated[float, Meta(gt=0.0)]


class Identity(Declaration, frozen=True, tag="identity.v1"):
    """A number taken as it is; a missing one becomes `fill`."""

    fill: float = 0.0


class Standardize(Declaration, frozen=True, tag="standardize.v1"):
    """``(x - mean) / scale``; a missing number becomes `fill` first."""

    mean: float
    scale: Scale
    fill: float


class OneHot(Declaration, frozen=True, tag="one-hot.v1"):
    """One input per category: one where the raw index is its own, else zero.

    The raw column holds the category's index. A missing one becomes `fill`; ``-1`` stands for a
    category that the training part does not have, and turns all inputs to zero.
    """

    categories: Annotated[tuple[str, ...], Meta(min_length=1)]
    fill: Annotated[int, Meta(ge=0)] = 0

    def __post_init__(self) -> None:
        if self.fill >= len(self.categories):
            raise ValueError("the fill of a one-hot column is not one of its categories")
        if len(set(self.categories)) != len(self.categories):
            raise ValueError("the categories of a one-hot column are not distinct")


Transform = Identity | Standardize | OneHot


class TargetScale(Declaration, frozen=True, tag="target-scale.v1"):
    """The network is trained on ``(y - mean) / scale``."""

    mean: float
    scale: Scale


class Targets(Declaration, frozen=True, tag="targets.v1"):
    """What another output of the network predicts; the fields are those of `Preprocessing`."""

    target_names: tuple[str, ...]
    target_scales: tuple[TargetScale, ...] = ()
    classes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_targets(self.target_names, self.target_scales)


def _check_targets(names: tuple[str, ...], scales: tuple[TargetScale, ...]) -> None:
    if scales and len(scales) != len(names):
        raise ValueError("the preprocessing has not one scale for each target")


class Preprocessing(Declaration, frozen=True, tag="preprocessing.v1"):
    """The way from raw rows to the network's inputs, and from its outputs back to raw units.

    Everything in it was fitted on the training part alone.

    Parameters
    ----------
    names, transforms
        The raw feature columns in order, and what is done to each.
    target_names
        The columns that are predicted.
    target_scales
        One for each target of a regression, or none when the targets are not scaled.
    classes
        The labels of a classification, by index; empty for a regression.
    words
        Where rows are trees: the words by token, from `engine.postorder.FIRST_WORD` on.
    further
        The same of what further outputs predict, in their order.
    """

    names: tuple[str, ...]
    transforms: tuple[Transform, ...]
    target_names: tuple[str, ...] = ("target",)
    target_scales: tuple[TargetScale, ...] = ()
    classes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    further: tuple[Targets, ...] = ()

    def __post_init__(self) -> None:
        if len(self.names) != len(self.transforms):
            raise ValueError("the preprocessing has not one transform for each column")
        _check_targets(self.target_names, self.target_scales)
        if len(set(self.names)) != len(self.names):
            raise ValueError("the preprocessing names a column twice")

    @property
    def outputs(self) -> tuple[Preprocessing, ...]:
        """The preparation as each output reads it, with its own targets alone."""
        first = msgspec.structs.replace(self, further=())
        return (first, *(first.predicting(each) for each in self.further))

    def predicting(self, targets: Targets) -> Preprocessing:
        """Return the same preparation of other targets."""
        return msgspec.structs.replace(
            self,
            target_names=targets.target_names,
            target_scales=targets.target_scales,
            classes=targets.classes,
            further=(),
        )

    def of_targets(self, places: Sequence[int]) -> Preprocessing:
        """Return the same preparation of some of the targets, by their places."""
        return msgspec.structs.replace(
            self,
            target_names=tuple(self.target_names[place] for place in places),
            target_scales=tuple(self.target_scales[place] for place in places)
            if self.target_scales
            else (),
            further=(),
        )

    def with_further(self, others: Sequence[Preprocessing]) -> Preprocessing:
        """Return the preparation with the targets of ``others`` as those of further outputs."""
        return msgspec.structs.replace(
            self,
            further=tuple(
                Targets(
                    target_names=each.target_names,
                    target_scales=each.target_scales,
                    classes=each.classes,
                )
                for each in others
            ),
        )

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(
            "category" if isinstance(step, OneHot) else "number" for step in self.transforms
        )

    @property
    def width(self) -> int:
        """The number of inputs that one row becomes."""
        return sum(
            len(step.categories) if isinstance(step, OneHot) else 1 for step in self.transforms
        )

    def fill(self, raw: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a copy of raw rows in which each missing (NaN) cell holds its column's fill."""
        fills = np.array([step.fill for step in self.transforms], dtype=np.float64)
        return np.where(np.isnan(raw), fills, raw)

    def transform(self, raw: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
        """Return the network's inputs for raw rows.

        Parameters
        ----------
        raw
            ``(rows, columns)``; a category as its index, a missing cell as NaN.

        Returns
        -------
        ndarray
            ``(rows, width)`` float32, computed in float64 and then rounded.
        """
        filled = self.fill(np.asarray(raw, dtype=np.float64))
        inputs = np.zeros((len(filled), self.width), dtype=np.float32)
        numbers: list[tuple[int, int, float, float]] = []
        place = 0
        for index, step in enumerate(self.transforms):
            if isinstance(step, OneHot):
                count = len(step.categories)
                inputs[:, place : place + count] = filled[:, index, None] == np.arange(count)
                place += count
                continue
            mean, scale = (step.mean, step.scale) if isinstance(step, Standardize) else (0.0, 1.0)
            numbers.append((index, place, mean, scale))
            place += 1
        if numbers:
            columns, places, means, scales = (list(part) for part in zip(*numbers, strict=True))
            scaled = (filled[:, columns] - np.array(means)) / np.array(scales)
            inputs[:, places] = np.clip(scaled, -LARGEST, LARGEST)
        return inputs

    def encode_table(
        self, table: Columns, *, decimal: str = ".", rows: Rows | None = None
    ) -> NDArray[np.float64]:
        """Return raw rows for `transform` from a table to predict for.

        Parameters
        ----------
        table
            Columns by name, a dict or a data frame; others than the features are not looked at.
            Cells are text or numbers; missing ones become NaN, and their fill in `transform`.
        decimal
            The decimal sign of numbers that are text.
        rows
            What an error calls each row; by default they count from 1.

        Raises
        ------
        DataError
            When a feature is not in the table, or a cell is no finite number or a category that
            the training part did not have.
        """
        columns = [column(table, name) for name in self.names]
        check_lengths(columns)
        raw = [
            encode_labels(cells, step.categories, rows, name)
            if isinstance(step, OneHot)
            else encode_numbers(cells, decimal, rows, name)
            for cells, step, name in zip(columns, self.transforms, self.names, strict=True)
        ]
        return np.stack(raw, axis=1)

    def encode_targets(
        self, table: Columns, *, decimal: str = ".", rows: Rows | None = None
    ) -> NDArray[Any]:
        """Return the targets of a table to evaluate on, as a data set's ``y_test``.

        Parameters
        ----------
        table, decimal, rows
            As for `encode_table`.

        Raises
        ------
        DataError
            When a target is not in the table, or a cell is missing, no number or no known class.
        """
        columns = [column(table, name) for name in self.target_names]
        check_lengths(columns)
        raw = [
            encode_labels(cells, self.classes, rows, name)
            if self.classes
            else encode_numbers(cells, decimal, rows, name)
            for cells, name in zip(columns, self.target_names, strict=True)
        ]
        for cells, name in zip(raw, self.target_names, strict=True):
            check_complete(cells, rows, name)
        return raw[0].astype(np.int64) if self.classes else self.scale_target(np.stack(raw, axis=1))

    def scale_target(self, target: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
        """Return what the network is trained on for raw targets, ``(rows, targets)``."""
        raw = np.asarray(target, dtype=np.float64)
        if self.target_scales:
            raw = (raw - self._means()) / self._scales()
        return raw.astype(np.float32)

    def inverse_target(self, scaled: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Return a regression's outputs, ``(..., targets)``, in the units of the raw targets."""
        outputs = np.asarray(scaled, dtype=np.float64)
        return outputs * self._scales() + self._means() if self.target_scales else outputs

    def _means(self) -> NDArray[np.float64]:
        return np.array([step.mean for step in self.target_scales])

    def _scales(self) -> NDArray[np.float64]:
        return np.array([step.scale for step in self.target_scales])
