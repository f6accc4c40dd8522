"""Functions of the inputs, node by node."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.formula import Call, Input, Number
from engine.layers import Features

if TYPE_CHECKING:
    from engine.formats.onnx.builder import Builder
    from engine.formats.onnx.place import Place
    from engine.formula import Expression

_OPERATORS = {
    "add": "Add",
    "subtract": "Sub",
    "multiply": "Mul",
    "divide": "Div",
    "power": "Pow",
    "negative": "Neg",
    "sin": "Sin",
    "cos": "Cos",
    "tan": "Tan",
    "exp": "Exp",
    "log": "Log",
    "sqrt": "Sqrt",
    "abs": "Abs",
    "tanh": "Tanh",
    "max": "Max",
    "min": "Min",
}


def features(builder: Builder, place: Place) -> str:
    """Add every output as a column ``(N, 1)`` and join them."""
    assert isinstance(place.layer, Features)
    (width,) = place.input_shapes[0]
    columns = _Columns(builder, place)
    parts = [
        columns.whole(expression, f"{place.name}/{number}")
        for number, expression in enumerate(place.layer.expressions(width))
    ]
    return builder.add("Concat", *parts, name=place.name, axis=1)


class _Columns:
    """Values of expressions, ``(N, 1)`` each."""

    def __init__(self, builder: Builder, place: Place) -> None:
        self._builder, self._place = builder, place
        self._inputs: dict[int, str] = {}

    def whole(self, expression: Expression, name: str) -> str:
        """Return a value with a row for each sample, which a number has not by itself."""
        value = self.of(expression, name)
        if not isinstance(expression, Number):
            return value
        zero = self._builder.constant(np.zeros((1, 1), np.float32), f"{name}/zero")
        rows = self._builder.add("Mul", self._input(0), zero, name=f"{name}/rows")
        return self._builder.add("Add", rows, value, name=f"{name}/column")

    def of(self, expression: Expression, name: str) -> str:
        if isinstance(expression, Input):
            return self._input(expression.index)
        if isinstance(expression, Call):
            parts = [
                self.of(each, f"{name}.{number}")
                for number, each in enumerate(expression.arguments)
            ]
            return self._builder.add(_OPERATORS[expression.name], *parts, name=name)
        return self._builder.constant(np.full((1, 1), expression.value, np.float32), name)

    def _input(self, index: int) -> str:
        if index not in self._inputs:
            name = f"{self._place.name}/x{index + 1}"
            at = self._builder.constant(np.array([index], np.int64), f"{name}/index")
            self._inputs[index] = self._builder.add(
                "Gather", self._place.inputs[0], at, name=name, axis=1
            )
        return self._inputs[index]
