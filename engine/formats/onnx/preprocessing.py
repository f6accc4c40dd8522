"""The preparation of raw rows as a part of the model, so that raw rows are what goes in.

A table of numbers is one input ``input``, ``(N, columns)``. Where a column holds categories, every
column is an input of its own, ``(N, 1)``, called as the column is: a text for a category, a number
otherwise. A missing number is NaN, a missing category the empty text; both are filled as the
training rows were. A category that the training rows did not have turns its inputs to zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.cells import LARGEST
from engine.data.preprocessing import Identity, OneHot, Preprocessing, Standardize

if TYPE_CHECKING:
    from collections.abc import Sequence

    import onnx
    from numpy.typing import NDArray

    from engine.formats.onnx.builder import Builder

    Number = Identity | Standardize


def takes_table(preprocessing: Preprocessing | None) -> bool:
    """Return whether all columns come in as one input."""
    return preprocessing is None or "category" not in preprocessing.kinds


class RawInputs:
    """The inputs of a model and what becomes of them.

    Parameters
    ----------
    double
        Whether numbers come in as float64, for columns that float32 would round too coarsely.

    Attributes
    ----------
    values
        Declarations of the model's inputs, in the order of the columns.
    """

    def __init__(self, builder: Builder, *, double: bool) -> None:
        self._builder, self._double = builder, double
        self.values: list[onnx.ValueInfoProto] = []

    def plain(self, width: int) -> str:
        """Declare the network's own inputs, nothing to be prepared."""
        return self._declare("input", width, "The network's inputs.")

    def prepare(self, preprocessing: Preprocessing) -> str:
        """Declare the raw inputs and return the value that the network reads, ``(N, width)``."""
        names, steps = preprocessing.names, preprocessing.transforms
        numbers = [step for step in steps if not isinstance(step, OneHot)]
        if len(numbers) == len(steps):
            value = self._declare("input", len(steps), "Columns: " + ", ".join(names))
            return self._numbers(value, numbers, "input")
        values = [
            self._declare(name or f"column {place}", 1, _explain(step), isinstance(step, OneHot))
            for place, (name, step) in enumerate(zip(names, steps, strict=True), start=1)
        ]
        parts = [self._part(value, step) for value, step in zip(values, steps, strict=True)]
        return self._builder.add("Concat", *parts, name="prepared", axis=1)

    def _declare(self, name: str, width: int, text: str, category: bool = False) -> str:
        from onnx import TensorProto, helper

        number = TensorProto.DOUBLE if self._double else TensorProto.FLOAT
        kind = TensorProto.STRING if category else number
        value = self._builder.fresh(name)
        self.values.append(helper.make_tensor_value_info(value, kind, ["N", width], text))
        return value

    def _part(self, value: str, step: Number | OneHot) -> str:
        if isinstance(step, OneHot):
            return self._one_hot(value, step)
        return self._numbers(value, [step], value)

    def _numbers(self, value: str, steps: Sequence[Number], name: str) -> str:
        """Fill and scale columns of numbers, in float64 as the program does, then round."""
        builder, fills = self._builder, [step.fill for step in steps]
        if not self._double and all(isinstance(step, Identity) for step in steps):
            return self._filled(value, np.array([fills], np.float32), name)
        raw = value if self._double else self._cast(value, f"{name}/double", np.float64)
        filled = self._filled(raw, np.array([fills]), name)
        means, scales = zip(*(_mean_and_scale(step) for step in steps), strict=True)
        mean = builder.constant(np.array([means]), f"{name}/mean")
        scale = builder.constant(np.array([scales]), f"{name}/scale")
        centred = builder.add("Sub", filled, mean, name=f"{name}/centred")
        scaled = builder.add("Div", centred, scale, name=f"{name}/scaled")
        least = builder.constant(np.array(-LARGEST), f"{name}/least")
        largest = builder.constant(np.array(LARGEST), f"{name}/largest")
        clipped = builder.add("Clip", scaled, least, largest, name=f"{name}/clipped")
        return self._cast(clipped, f"{name}/prepared", np.float32)

    def _filled(self, value: str, fills: NDArray[np.floating[Any]], name: str) -> str:
        fill = self._builder.constant(fills, f"{name}/fill")
        missing = self._builder.add("IsNaN", value, name=f"{name}/missing")
        return self._builder.add("Where", missing, fill, value, name=f"{name}/filled")

    def _one_hot(self, value: str, step: OneHot) -> str:
        builder, count = self._builder, len(step.categories)
        categories = builder.texts(step.categories, (1, count), f"{value}/categories")
        nothing = builder.texts([""], (1, 1), f"{value}/nothing")
        chosen = builder.constant(np.arange(count)[None] == step.fill, f"{value}/fill")
        given = builder.add("Equal", value, categories, name=f"{value}/given")
        missing = builder.add("Equal", value, nothing, name=f"{value}/missing")
        filled = builder.add("And", missing, chosen, name=f"{value}/filled")
        present = builder.add("Or", given, filled, name=f"{value}/present")
        return self._cast(present, f"{value}/prepared", np.float32)

    def _cast(self, value: str, name: str, to: type[np.floating[Any]]) -> str:
        from onnx import helper

        kind = helper.np_dtype_to_tensor_dtype(np.dtype(to))
        return self._builder.add("Cast", value, name=name, to=kind)


def _mean_and_scale(step: Number) -> tuple[float, float]:
    return (step.mean, step.scale) if isinstance(step, Standardize) else (0.0, 1.0)


def _explain(step: Number | OneHot) -> str:
    if isinstance(step, OneHot):
        return "One of: " + ", ".join(step.categories)
    return "A number; NaN where it is missing."
