"""Formulas as calls on a plan's arrays: values forward, gradients backward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.formula.functions import FUNCTIONS, emit
from engine.formula.tree import Call, Expression, Input, Number, inputs

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.tape import Array


class Recorder:
    """Writes one formula at its place in a plan.

    Parameters
    ----------
    sources
        ``(width, batch)``, the inputs.
    key
        Tells the arrays of this formula from those of the layer's others.
    """

    def __init__(self, site: Site, sources: Array, key: str) -> None:
        self._site, self._sources, self._key = site, sources, key

    def forward(self, expression: Expression, out: Array) -> None:
        """Write the value into ``out``, ``(batch,)``."""
        self._value(expression, out, "0")

    def backward(
        self, expression: Expression, value: Array, gradient: Array, target: Array
    ) -> None:
        """Add what ``gradient`` of ``value`` gives to each input to ``target``, as ``sources``."""
        if isinstance(expression, Input):
            row = target[expression.index]
            self._site.call(np.add, row, gradient, row)
        elif isinstance(expression, Call):
            self._back(expression, value, gradient, target, "0")

    def _array(self, path: str, kind: str) -> Array:
        return self._site.array(self._sources[0], f"{self._key}/{path}/{kind}")

    def _value(self, expression: Expression, out: Array, path: str) -> None:
        if isinstance(expression, Call):
            operands = [
                self._operand(each, f"{path}.{place}")
                for place, each in enumerate(expression.arguments)
            ]
            for place, each in enumerate(expression.arguments):
                if isinstance(each, Call):
                    self._value(each, operands[place], f"{path}.{place}")
            emit(self._site, expression.name, operands, out)
        else:
            self._site.call(np.copyto, out, self._operand(expression, path))

    def _operand(self, expression: Expression, path: str) -> Any:
        """Return where the value of an argument stands, or the number that it is."""
        if isinstance(expression, Number):
            return expression.value
        if isinstance(expression, Input):
            return self._sources[expression.index]
        return self._array(path, "value")

    def _back(
        self, expression: Call, value: Array, gradient: Array, target: Array, path: str
    ) -> None:
        arguments = expression.arguments
        places = [f"{path}.{place}" for place in range(len(arguments))]
        operands = [self._operand(each, at) for each, at in zip(arguments, places, strict=True)]
        targets = [
            self._array(at, "gradient") if inputs(each) else None
            for each, at in zip(arguments, places, strict=True)
        ]
        FUNCTIONS[expression.name].backward(self._site, gradient, value, operands, targets)
        for each, at, operand, part in zip(arguments, places, operands, targets, strict=True):
            if part is None:
                continue
            if isinstance(each, Input):
                row = target[each.index]
                self._site.call(np.add, row, part, row)
            elif isinstance(each, Call):
                self._back(each, operand, part, target, at)
