"""What can be measured at each layer of a network that learns, cheaply and without a trace."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import initializers
from engine.activations import FUNCTIONS
from engine.magnitude import root_mean_square
from engine.places import places
from engine.shapes import size

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.activations import ActivationName
    from engine.layers.base import Parameter
    from engine.program import Program
    from engine.shapes import Shape
    from engine.trainer import Trainer

    Floats = NDArray[np.floating[Any]]

ROWS, LEAST = 256, 32
"""Training rows that are looked at, and of large networks."""

_ROOM = 2**19
"""Values of all layers together that are looked at."""

_NEAR = 0.01
"""Share of an activation's range that counts as its limit."""

_ALIKE = 1e-5
"""Relative difference of weights up to which units are the same."""

_PIECE = 2**13
"""Values that are looked at in double precision at once."""

_DRAWN = 2**18
"""Most weights of an orthogonal matrix that are drawn once more to see how large they begin."""

_SAMPLE = (4096,)

SQUASHING: frozenset[ActivationName] = frozenset({"sigmoid", "tanh", "softsign", "hard_sigmoid"})


@dataclass(frozen=True)
class Signs:
    """One layer at one moment; NaN where it has nothing of the kind.

    Attributes
    ----------
    kernel
        Root mean square of its kernels.
    began, usual
        What that is for first weights as they are declared, and as they are usual.
    gradient
        Root mean square of the gradient that the last step had for its kernels.
    size
        Root mean square of its outputs on training rows.
    spread
        Root mean square of how they differ from their mean over the rows.
    dead
        Share of rectified units that are 0 for every row.
    saturated
        Share of the outputs that lie at a limit of the activation.
    alike
        Whether it has several units, all with the same weights.
    """

    kernel: float = math.nan
    began: float = math.nan
    usual: float = math.nan
    gradient: float = math.nan
    size: float = math.nan
    spread: float = math.nan
    dead: float = math.nan
    saturated: float = math.nan
    alike: bool = False


class Examination:
    """Measures one network again and again.

    Nothing of the run changes: rows go through it with dropout off, and the gradient is what the
    last step has left.
    """

    def __init__(self, trainer: Trainer) -> None:
        self._program = program = trainer.program
        rows = trainer.rows[0]
        values = sum(size(program.shapes[node]) for node in program.order)
        count = min(len(rows), max(_ROOM // values, LEAST), ROWS)
        chosen = np.linspace(0, len(rows) - 1, count).astype(np.intp)
        self._rows = np.ascontiguousarray(rows[chosen].T)
        self._kernels: dict[int, list[slice]] = {}
        self._first: dict[int, tuple[float, float]] = {}
        for node, parameter, span in places(program):
            if parameter.decays and parameter.learned:
                self._kernels.setdefault(node, []).append(span)
                if parameter.name == "kernel":
                    name = program.graph[node].layer.activation_name()
                    usual = usual_scale(name, parameter.fans)
                    self._first[node] = _declared_scale(parameter, usual), usual

    def signs(self) -> Mapping[int, Signs]:
        """Return the signs of each layer that takes part, by its id in the inlined graph."""
        program = self._program
        plan = program.plan(self._rows.shape[1])
        with np.errstate(all="ignore"):
            plan.forward(self._rows)
            gradient = program.true_gradient()
            return {
                node: self._signs(node, plan.values(node, self._rows), gradient)
                for node in program.order
            }

    def _signs(self, node: int, values: Floats, gradient: Floats) -> Signs:
        program, spans = self._program, self._kernels.get(node, [])
        shape, name = program.shapes[node], program.graph[node].layer.activation_name()
        flat = values.reshape(size(shape), -1)
        units = values.reshape(-1, shape[-1], flat.shape[1]).astype(np.float32)
        middle = units.mean(axis=2, keepdims=True)
        began, usual = self._first.get(node, (math.nan, math.nan))
        return Signs(
            kernel=_precisely(*(program.theta[span] for span in spans)),
            began=began,
            usual=usual,
            gradient=_precisely(*(gradient[span] for span in spans)),
            size=_precisely(flat),
            spread=_precisely(units - middle),
            dead=_dead(units) if name == "relu" else math.nan,
            saturated=_saturated(name, flat) if name in SQUASHING else math.nan,
            alike=_alike(program, node),
        )


@lru_cache
def usual_scale(name: ActivationName, fans: tuple[int, int]) -> float:
    """Return the standard deviation of the usual first weights in front of an activation."""
    random = np.random.Generator(np.random.PCG64(0))
    return float(np.std(initializers.for_activation(name).draw(_SAMPLE, fans, random)))


def _declared_scale(parameter: Parameter, usual: float) -> float:
    """Return the size of first weights as they are declared.

    That of an orthogonal matrix depends on its shape; where that is huge it takes long to draw.
    """
    shape: Shape = _SAMPLE
    if isinstance(parameter.initializer, initializers.Orthogonal):
        if size(parameter.shape) > _DRAWN:
            return usual
        shape = parameter.shape
    random = np.random.Generator(np.random.PCG64(0))
    return _precisely(parameter.initializer.draw(shape, parameter.fans, random))


def _precisely(*parts: Floats) -> float:
    """Return the root mean square in double precision, in which no float32's square vanishes."""
    if not parts:
        return math.nan
    # A piece at a time: large copies would drive what the next step needs out of the cache.
    flat = [part.reshape(-1) for part in parts]
    pieces = (part[at : at + _PIECE] for part in flat for at in range(0, part.size, _PIECE))
    return root_mean_square(*(piece.astype(np.float64) for piece in pieces))


def _dead(units: Floats) -> float:
    return float(np.mean(units.max(axis=(0, 2)) <= 0.0))


def _saturated(name: ActivationName, values: Floats) -> float:
    low, high = FUNCTIONS[name].limits
    near = _NEAR * (high - low)
    return float(np.mean((values < low + near) | (values > high - near)))


def _alike(program: Program, node: int) -> bool:
    kernel = program.views.get(node, {}).get("kernel")
    if kernel is None or kernel[0].ndim < 2 or kernel[0].shape[-1] < 2:
        return False
    weights = kernel[0].reshape(-1, kernel[0].shape[-1])
    greatest = float(np.abs(weights).max(initial=0.0))
    return float(np.ptp(weights, axis=1).max(initial=0.0)) <= _ALIKE * greatest
