"""What each function of a formula computes: its value, its calls forward and backward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.tape import Array, Workspace

    Operand = Array | float
    Backward = Callable[[Workspace, Array, Array, Sequence[Any], Sequence[Array | None]], None]
    """``(work, gradient, value, arguments, targets)``: write the gradient of each argument into
    its target, where it has one; ``gradient`` is not changed."""


@dataclass(frozen=True)
class Function:
    """A function of one or two numbers.

    Attributes
    ----------
    compute
        ``compute(*arguments, out=array)``.
    spelled
        Whether it is called by its name; operators are not.
    """

    compute: Callable[..., Any]
    backward: Backward
    arity: int = 1
    spelled: bool = True

    def value(self, *arguments: float) -> float:
        """Return the value for numbers."""
        out = np.empty(1)
        with np.errstate(all="ignore"):
            self.compute(*(np.full(1, each) for each in arguments), out=out)
        return float(out[0])


def _unary(slope: Callable[[Workspace, Array, Any, Array], None]) -> Backward:
    """Return the backward of a function whose ``slope`` is written into a target."""

    def backward(
        work: Workspace,
        gradient: Array,
        value: Array,
        arguments: Sequence[Any],
        targets: Sequence[Array | None],
    ) -> None:
        (target,) = targets
        if target is not None:
            slope(work, value, arguments[0], target)
            work.call(np.multiply, target, gradient, target)

    return backward


def _add(
    work: Workspace, gradient: Array, _v: Array, _a: Sequence[Any], targets: Sequence[Array | None]
) -> None:
    for target in targets:
        if target is not None:
            work.call(np.copyto, target, gradient)


def _subtract(
    work: Workspace, gradient: Array, _v: Array, _a: Sequence[Any], targets: Sequence[Array | None]
) -> None:
    first, second = targets
    if first is not None:
        work.call(np.copyto, first, gradient)
    if second is not None:
        work.call(np.negative, gradient, second)


def _multiply(
    work: Workspace,
    gradient: Array,
    _v: Array,
    arguments: Sequence[Any],
    targets: Sequence[Array | None],
) -> None:
    for target, other in zip(targets, reversed(arguments), strict=True):
        if target is not None:
            work.call(np.multiply, gradient, other, target)


def _divide(
    work: Workspace,
    gradient: Array,
    value: Array,
    arguments: Sequence[Any],
    targets: Sequence[Array | None],
) -> None:
    above, below = targets
    if above is not None:
        work.call(np.divide, gradient, arguments[1], above)
    if below is not None:
        work.call(np.divide, value, arguments[1], below)
        work.call(np.multiply, below, gradient, below)
        work.call(np.negative, below, below)


def _power(
    work: Workspace,
    gradient: Array,
    _v: Array,
    arguments: Sequence[Any],
    targets: Sequence[Array | None],
) -> None:
    base, exponent = arguments
    target = targets[0]
    if target is not None:
        _raise(work, base, exponent - 1.0, target)
        work.call(np.multiply, target, exponent, target)
        work.call(np.multiply, target, gradient, target)


def _chosen(compare: Callable[..., Any]) -> Backward:
    def backward(
        work: Workspace,
        gradient: Array,
        _v: Array,
        arguments: Sequence[Any],
        targets: Sequence[Array | None],
    ) -> None:
        first, second = targets
        mask = work.scratch_mask(gradient)
        work.call(compare, *arguments, mask)
        if first is not None:
            work.call(np.multiply, gradient, mask, first)
        if second is not None:
            work.call(np.logical_not, mask, mask)
            work.call(np.multiply, gradient, mask, second)

    return backward


def _raise(work: Workspace, base: Any, exponent: float, out: Array) -> None:
    """Write a power; `numpy.power` costs a hundred times as much as a product."""
    if exponent in (0.0, 1.0):
        work.call(np.copyto, out, 1.0 if exponent == 0.0 else base)
    elif exponent in (2.0, 3.0, 4.0):
        work.call(np.multiply, base, base, out)
        if exponent > 2.0:
            work.call(np.multiply, out, base if exponent == 3.0 else out, out)
    else:
        work.call(np.power, base, exponent, out)


def _slope_of_sin(work: Workspace, _v: Array, x: Any, target: Array) -> None:
    work.call(np.cos, x, target)


def _slope_of_cos(work: Workspace, _v: Array, x: Any, target: Array) -> None:
    work.call(np.sin, x, target)
    work.call(np.negative, target, target)


def _slope_of_tan(work: Workspace, value: Array, _x: Any, target: Array) -> None:
    work.call(np.multiply, value, value, target)
    work.call(np.add, target, 1.0, target)


def _slope_of_exp(work: Workspace, value: Array, _x: Any, target: Array) -> None:
    work.call(np.copyto, target, value)


def _slope_of_log(work: Workspace, _v: Array, x: Any, target: Array) -> None:
    work.call(np.divide, 1.0, x, target)


def _slope_of_sqrt(work: Workspace, value: Array, _x: Any, target: Array) -> None:
    work.call(np.divide, 0.5, value, target)


def _slope_of_abs(work: Workspace, _v: Array, x: Any, target: Array) -> None:
    work.call(np.sign, x, target)


def _slope_of_tanh(work: Workspace, value: Array, _x: Any, target: Array) -> None:
    work.call(np.multiply, value, value, target)
    work.call(np.subtract, 1.0, target, target)


def _slope_of_negative(work: Workspace, _v: Array, _x: Any, target: Array) -> None:
    work.call(np.copyto, target, -1.0)


def emit(work: Workspace, name: str, arguments: Sequence[Any], out: Array) -> None:
    """Write the call of a function into ``out``."""
    if name == "power":
        _raise(work, arguments[0], arguments[1], out)
    elif name in ("max", "min"):
        work.call(FUNCTIONS[name].compute, *arguments, out=out)
    else:
        work.call(FUNCTIONS[name].compute, *arguments, out)


FUNCTIONS: dict[str, Function] = {
    "add": Function(np.add, _add, 2, spelled=False),
    "subtract": Function(np.subtract, _subtract, 2, spelled=False),
    "multiply": Function(np.multiply, _multiply, 2, spelled=False),
    "divide": Function(np.divide, _divide, 2, spelled=False),
    "power": Function(np.power, _power, 2, spelled=False),
    "negative": Function(np.negative, _unary(_slope_of_negative), spelled=False),
    "sin": Function(np.sin, _unary(_slope_of_sin)),
    "cos": Function(np.cos, _unary(_slope_of_cos)),
    "tan": Function(np.tan, _unary(_slope_of_tan)),
    "exp": Function(np.exp, _unary(_slope_of_exp)),
    "log": Function(np.log, _unary(_slope_of_log)),
    "sqrt": Function(np.sqrt, _unary(_slope_of_sqrt)),
    "abs": Function(np.absolute, _unary(_slope_of_abs)),
    "tanh": Function(np.tanh, _unary(_slope_of_tanh)),
    "max": Function(np.maximum, _chosen(np.greater_equal), 2),
    "min": Function(np.minimum, _chosen(np.less_equal), 2),
}
"""All functions of a formula."""
