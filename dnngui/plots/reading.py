"""What a network's outputs mean: as colours, as heights of a line, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from dnngui.plots import figures, shading
from dnngui.plots.ranges import around
from engine.data.dataset import Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dnngui.plots.ranges import Range
    from dnngui.theme import Palette
    from engine.data.dataset import Dataset

    Floats = NDArray[np.floating[Any]]
    Colours = NDArray[np.uint8]

BANDS = 9
"""Steps of a discretised scale of numbers."""
_POINT_SHADES = 25


@dataclass(frozen=True)
class Settings:
    """What the person and the network's last layer say about the outputs.

    Attributes
    ----------
    limits
        Outputs that mean "surely not" and "surely".
    threshold
        Output above which one output means the second class; None is halfway.
    output
        Which target of a regression with several is shown.
    discrete
        Decisions instead of shades.
    """

    limits: Range = (0.0, 1.0)
    threshold: float | None = None
    output: int = 0
    discrete: bool = False


class Reading:
    """How outputs ``(..., outputs)`` are shown.

    Attributes
    ----------
    span
        The vertical axis where outputs are drawn as lines.
    axis_title
        What that axis measures.
    ends
        Heights at the floor and at the top of a surface.
    """

    span: Range
    axis_title: str
    ends: Range

    def colours(self, values: Floats) -> Colours:
        """Return RGBA ``(..., 4)``."""
        raise NotImplementedError

    def lines(self, values: Floats) -> list[tuple[str, Floats]]:
        """Return colour and heights ``(points,)`` of each line, for ``(points, outputs)``."""
        raise NotImplementedError

    def relief(self, values: Floats) -> Floats:
        """Return the heights ``(...)`` of a surface over the plane, for ``(..., outputs)``."""
        raise NotImplementedError

    def heights(self, targets: NDArray[Any]) -> Floats:
        """Return where rows with these raw targets stand beside the lines, or the surface."""
        raise NotImplementedError

    def tell(self, outputs: Floats) -> str:
        """Return one prediction ``(outputs,)`` in words."""
        raise NotImplementedError


class TwoClasses(Reading):
    """One output between the classes, or one for each of the two."""

    def __init__(self, classes: Sequence[str], settings: Settings, colours: Palette) -> None:
        low, high = self._low, self._high = settings.limits
        self._classes, self._line = classes, colours.text
        middle = (low + high) / 2.0
        self.cut = middle if settings.threshold is None else settings.threshold
        share = (self.cut - low) / (high - low) if settings.discrete else None
        ends = colours.negative, colours.neutral, colours.positive
        self.table = shading.scale_table(*ends, cut=share)
        self.span, self.ends = around(low, high), (low, high)
        self.axis_title = _tr("Output")

    def _single(self, values: Floats) -> Floats:
        if values.shape[-1] == 1:
            return values[..., 0]
        # With a softmax this is the probability of the second class.
        return (self._low + self._high + values[..., 1] - values[..., 0]) / 2.0

    def colours(self, values: Floats) -> Colours:
        return shading.shade(self._single(values), self._low, self._high, self.table)

    def lines(self, values: Floats) -> list[tuple[str, Floats]]:
        return [(self._line, self._single(values))]

    def relief(self, values: Floats) -> Floats:
        return self._single(values)

    def heights(self, targets: NDArray[Any]) -> Floats:
        return np.where(targets > 0, self._high, self._low)

    def tell(self, outputs: Floats) -> str:
        value = float(self._single(outputs))
        cut = self.cut if outputs.shape[-1] == 1 else (self._low + self._high) / 2.0
        second = value > cut
        name = self._classes[int(second)]
        share = value if second else 1.0 - value
        if (self._low, self._high) == (0.0, 1.0) and 0.0 <= value <= 1.0:
            return _tr("Class {name}: {share}").format(name=name, share=figures.percent(share))
        return _tr("Class {name}: output {value}").format(name=name, value=figures.figure(value, 3))


class ManyClasses(Reading):
    """One output for each class; the greatest decides."""

    def __init__(self, classes: Sequence[str], settings: Settings, colours: Palette) -> None:
        self._low, self._high = settings.limits
        self._classes = classes
        self._palette = [class_colour(index, colours) for index in range(len(classes))]
        self._table = shading.class_table(self._palette, colours.neutral, settings.discrete)
        self.span, self.ends = around(self._low, self._high), (self._low, self._high)
        self.axis_title = _tr("Output")

    def colours(self, values: Floats) -> Colours:
        return shading.shade_classes(values, self._low, self._high, self._table)

    def lines(self, values: Floats) -> list[tuple[str, Floats]]:
        return list(zip(self._palette, values.T, strict=True))

    def relief(self, values: Floats) -> Floats:
        best: Floats = values.max(axis=-1)
        return best

    def heights(self, targets: NDArray[Any]) -> Floats:
        return np.full(len(targets), self._high)

    def tell(self, outputs: Floats) -> str:
        strongest = int(outputs.argmax())
        value, name = float(outputs[strongest]), self._classes[strongest]
        if (self._low, self._high) == (0.0, 1.0) and 0.0 <= value <= 1.0:
            return _tr("Class {name}: {share}").format(name=name, share=figures.percent(value))
        return _tr("Class {name}: output {value}").format(name=name, value=figures.figure(value, 3))


class Numbers(Reading):
    """One of a regression's targets, in its raw units."""

    def __init__(self, name: str, reach: Range, settings: Settings, colours: Palette) -> None:
        self.name, self.reach = name, reach
        self._output, self._line = settings.output, colours.text
        table = shading.scale_table(colours.negative, colours.neutral, colours.positive)
        self.table = shading.banded(table, BANDS) if settings.discrete else table
        self._shades = shading.banded(table, _POINT_SHADES)
        self.span, self.ends = around(*reach), reach
        self.axis_title = name

    def colours(self, values: Floats) -> Colours:
        return shading.shade(values[..., self._output], *self.reach, self.table)

    def lines(self, values: Floats) -> list[tuple[str, Floats]]:
        return [(self._line, values[..., self._output])]

    def relief(self, values: Floats) -> Floats:
        return values[..., self._output]

    def heights(self, targets: NDArray[Any]) -> Floats:
        return np.asarray(targets, dtype=np.float64)

    def shades(self, targets: NDArray[Any]) -> list[str]:
        """Return the colours of points with these raw targets, of few different ones."""
        rows = shading.shade(self.heights(targets), *self.reach, self._shades)
        return ["#{:02x}{:02x}{:02x}".format(*row) for row in rows[:, :3].tolist()]

    def tell(self, outputs: Floats) -> str:
        return f"{self.name}: {figures.figure(float(outputs[self._output]))}"


def reading_of(
    dataset: Dataset, outputs: int | None, settings: Settings, colours: Palette
) -> Reading | None:
    """Return how ``outputs`` values of a network on ``dataset`` are read; None if they do not fit.

    Where the number of outputs is not known yet, it is the least that fits.
    """
    if dataset.task is Task.REGRESSION:
        targets = raw_targets(dataset, settings.output)[0]
        reach = float(targets.min()), float(targets.max())
        if outputs is not None and settings.output >= outputs:
            return None
        return Numbers(dataset.target_names[settings.output], reach, settings, colours)
    classes = dataset.classes
    if outputs is None:
        outputs = 1 if dataset.task is Task.BINARY else len(classes)
    if outputs <= 2 and dataset.task is Task.BINARY:
        return TwoClasses(classes, settings, colours)
    if outputs < len(classes):
        return None
    spare = [_tr("output {number}").format(number=place + 1) for place in range(outputs)]
    return ManyClasses([*classes, *spare[len(classes) :]], settings, colours)


def meaning(dataset: Dataset | None) -> tuple[object, ...]:
    """Return what decides how the outputs for ``dataset`` are read."""
    return () if dataset is None else (dataset.task, dataset.classes, dataset.target_names)


def raw_targets(dataset: Dataset, output: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return training and test targets: class numbers, or one target in raw units."""
    if dataset.task is not Task.REGRESSION:
        return dataset.y_train, dataset.y_test
    inverse = dataset.preprocessing.inverse_target
    return inverse(dataset.y_train)[:, output], inverse(dataset.y_test)[:, output]


def class_colour(index: int, colours: Palette) -> str:
    return colours.class_colours[index % len(colours.class_colours)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reading", text)
