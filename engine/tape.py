"""A straight line of calls on preallocated arrays.

What a graph computes is recorded once as calls such as ``np.tanh(z, a)``. `Tape.build` writes the
calls out as the source of one Python function, which costs 5 to 20% less than a loop over a list
(`Tape.run`, the plain form that tests compare with) and does the same operations in the same order.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Array = NDArray[Any]

Unit = float | NDArray[np.float64]
"""What a gradient is to be multiplied by: a number, or one for each of its values."""

TINY = 4096
"""Up to this many values, an operation with a scalar costs more than one with a filled array."""


class Argument(NamedTuple):
    """A value that is given at each run: ``x`` or ``y``."""

    name: str


class _Call(NamedTuple):
    function: Any
    """Callable, or the name of a method of the first argument."""
    arguments: tuple[Any, ...]
    out: Array | None = None


class _Result(NamedTuple):
    """The loss: a value in memory times a factor; a run ends here where it is not finite.

    Of several the loss is the sum, each by its weight, and each is written to ``kept``.
    """

    total: memoryview
    """Of one value: it is read in a tenth of the time in which an array's is."""
    scale: float
    weight: float = 1.0
    kept: Array | None = None


class Tape:
    """Calls in the order in which they run."""

    def __init__(self) -> None:
        self._steps: list[_Call | _Result] = []

    def call(
        self, function: Callable[..., object], *arguments: Any, out: Array | None = None
    ) -> None:
        """Record a call; ``out`` is for what takes its output by that name alone."""
        self._steps.append(_Call(function, arguments, out))

    def method(self, owner: Array | Argument, name: str, *arguments: Any) -> None:
        """Record a call of a method; bound now, unless the owner is only known when it runs."""
        if isinstance(owner, Argument):
            self._steps.append(_Call(name, (owner, *arguments)))
        else:
            self._steps.append(_Call(getattr(owner, name), arguments))

    def result(
        self,
        total: Array,
        *,
        scale: float,
        weight: float = 1.0,
        kept: Array | None = None,
    ) -> None:
        """Record that what is in ``total`` now, times ``scale``, is the loss.

        Parameters
        ----------
        total
            An array of one value.
        weight, kept
            Of one loss out of several: how much it counts in their sum, and an array of one value
            that takes it.
        """
        self._steps.append(_Result(total.reshape(1).data, scale, weight, kept))

    @property
    def calls(self) -> int:
        """How many there are."""
        return sum(isinstance(step, _Call) for step in self._steps)

    def extend(self, other: Tape) -> None:
        self._steps.extend(other._steps)

    def run(self, **given: Array) -> float:
        """Make the calls one by one: the plain form."""
        loss = 0.0
        for step in self._steps:
            if isinstance(step, _Result):
                part = step.total[0] * step.scale
                if step.kept is not None:
                    step.kept[0] = part
                    part = loss + part * step.weight
                loss = part
                if not math.isfinite(loss):
                    return loss
            else:
                _perform(step, given)
        return loss

    def build(self, *parameters: str) -> Callable[..., float]:
        """Return the calls as one function of ``parameters``, which returns the loss."""
        names = _Names()
        lines = [f"def run({', '.join(parameters)}):", "    loss = 0.0"]
        for step in self._steps:
            if isinstance(step, _Result):
                value = f"{names.keep(step.total)}[0] * {step.scale!r}"
                if step.kept is not None:
                    lines.append(f"    part = {names.keep(step.kept)}[0] = {value}")
                    value = f"loss + part * {step.weight!r}"
                lines.append(f"    loss = {value}")
                # As isfinite, without a call.
                lines.append("    if loss - loss != 0.0: return loss")
            else:
                lines.append(f"    {names.call(step)}")
        lines.append("    return loss")
        exec("\n".join(lines), names.space)  # the source holds our own names alone
        run: Callable[..., float] = names.space["run"]
        return run


def _perform(call: _Call, given: Mapping[str, Array]) -> Any:
    arguments = [given[a.name] if isinstance(a, Argument) else a for a in call.arguments]
    if isinstance(call.function, str):
        return getattr(arguments[0], call.function)(*arguments[1:])
    return call.function(*arguments, **({} if call.out is None else {"out": call.out}))


class _Names:
    """Gives each object of the calls a name in the function's globals."""

    def __init__(self) -> None:
        self.space: dict[str, Any] = {}
        self._names: dict[int, str] = {}

    def call(self, call: _Call) -> str:
        arguments = [a.name if isinstance(a, Argument) else self.keep(a) for a in call.arguments]
        if isinstance(call.function, str):
            return f"{arguments[0]}.{call.function}({', '.join(arguments[1:])})"
        if call.out is not None:
            arguments.append(f"out={self.keep(call.out)}")
        return f"{self.keep(call.function)}({', '.join(arguments)})"

    def keep(self, value: Any) -> str:
        """Return the name of an object."""
        # The namespace keeps each value alive, so that its identity cannot be taken by another.
        if id(value) not in self._names:
            self._names[id(value)] = name = f"v{len(self._names)}"
            self.space[name] = value
        return self._names[id(value)]


class Workspace(Protocol):
    """What a formula needs to write its calls: a tape and arrays to work in."""

    def call(
        self, function: Callable[..., object], *arguments: Any, out: Array | None = None
    ) -> None:
        """Record a call; `numpy.maximum` and `numpy.minimum` take their output as ``out``."""

    def constant(self, value: float, like: Array) -> Array | float:
        """Return ``value`` in the form in which an operation with ``like`` is cheapest."""

    def bound(self, value: float, like: Array) -> Array:
        """Return ``value`` as `numpy.maximum` and `numpy.minimum` want it: as an array.

        They are three times as fast between two arrays as between an array and a scalar.
        """

    def scratch(self, like: Array, key: str = "") -> Array:
        """Return an array of the shape of ``like`` that the next formula may overwrite."""

    def scratch_mask(self, like: Array) -> NDArray[np.bool_]:
        """Return the same for truth values."""

    def array(self, like: Array, key: str) -> Array:
        """Return an array that stays until the backward pass of the same layer."""


class Arrays:
    """The arrays of one plan, allocated once."""

    def __init__(self, dtype: np.dtype[Any]) -> None:
        self.dtype = dtype
        self._kept: dict[tuple[object, ...], Array] = {}

    def get(self, key: object, shape: tuple[int, ...], dtype: Any = None) -> Array:
        """Return the array that belongs to ``key``, ``shape`` and type; zeros when it is new."""
        wanted = np.dtype(dtype or self.dtype)
        place = (key, shape, wanted)
        if place not in self._kept:
            self._kept[place] = np.zeros(shape, wanted)
        return self._kept[place]

    def like(self, key: object, like: Array, dtype: Any = None) -> Array:
        """Return the array that belongs to ``key``, with the shape of ``like`` and its layout."""
        if like.flags.c_contiguous:
            return self.get(key, like.shape, dtype)
        order = tuple(int(axis) for axis in np.argsort(like.strides, kind="stable")[::-1])
        stored = self.get((key, order), tuple(like.shape[axis] for axis in order), dtype)
        return stored.transpose(np.argsort(order))

    def constant(self, value: float, like: Array) -> Array | float:
        return value if like.size > TINY else self.bound(value, like)

    def bound(self, value: float, like: Array) -> Array:
        array = self.like(("constant", value), like)
        if value:
            array.fill(value)
        return array
