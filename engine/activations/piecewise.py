"""Functions with kinks, and those that are put together of two pieces."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from engine.activations.base import Function
from engine.tape import TINY

if TYPE_CHECKING:
    from engine.tape import Array, Workspace


LEAKY_SLOPE = 0.01
ELU_ALPHA = 1.0
SELU_ALPHA = 1.6732632423543772848170429916717
SELU_SCALE = 1.0507009873554804934193349852946


class ReLU(Function):
    title = "ReLU"
    formula = "max(0, z)"
    has_slope = True
    limits = (0.0, math.inf)

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        work.call(np.maximum, z, work.bound(0.0, a), out=a)

    def slope(self, work: Workspace, a: Array, s: Array) -> None:
        work.call(np.sign, a, s)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        if a.size > TINY:
            # NumPy's sign is not vectorized, which tells in large arrays only.
            positive = work.scratch_mask(a)
            work.call(np.greater, a, 0.0, positive)
            work.call(np.multiply, d, positive, d)
            return
        passes = work.scratch(a)
        work.call(np.sign, a, passes)
        work.call(np.multiply, d, passes, d)


class LeakyReLU(Function):
    title = "Leaky ReLU"
    formula = "z if z > 0 else 0.01 z"

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        small = work.scratch(a)
        work.call(np.multiply, z, LEAKY_SLOPE, small)
        work.call(np.maximum, z, small, out=a)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        positive, slope = work.scratch_mask(a), work.scratch(a)
        work.call(np.greater, a, 0.0, positive)
        work.call(np.copyto, slope, positive)
        work.call(np.maximum, slope, work.bound(LEAKY_SLOPE, a), out=slope)
        work.call(np.multiply, d, slope, d)


class ELU(Function):
    title = "ELU"
    formula = "z if z > 0 else eᶻ − 1"
    limits = (-1.0, math.inf)
    scale: ClassVar[float] = 1.0
    alpha: ClassVar[float] = ELU_ALPHA

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        left = work.scratch(a)
        work.call(np.minimum, z, work.bound(0.0, a), out=left)
        work.call(np.expm1, left, left)
        work.call(np.multiply, left, self.scale * self.alpha, left)
        work.call(np.maximum, z, work.bound(0.0, a), out=a)
        if self.scale != 1.0:
            work.call(np.multiply, a, self.scale, a)
        work.call(np.add, a, left, a)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        slope, left = work.scratch(a), self.scale * self.alpha
        work.call(np.minimum, a, work.bound(0.0, a), out=slope)
        work.call(np.add, slope, left, slope)
        if left != self.scale:
            positive, step = work.scratch_mask(a), work.scratch(a, "step")
            work.call(np.greater, a, 0.0, positive)
            work.call(np.copyto, step, positive)
            work.call(np.multiply, step, left - self.scale, step)
            work.call(np.subtract, slope, step, slope)
        work.call(np.multiply, d, slope, d)


class SELU(ELU):
    """Klambauer et al. 2017."""

    title = "SELU"
    formula = "1.0507 · (z if z > 0 else 1.6733 (eᶻ − 1))"
    limits = (-SELU_SCALE * SELU_ALPHA, math.inf)
    scale = SELU_SCALE
    alpha = SELU_ALPHA


class CELU(Function):
    """Barron 2017: ``max(0, z) + min(0, alpha (exp(z / alpha) - 1))``, smooth for any alpha.

    With the usual alpha of 1, which `formula` and `limits` are of, it is ELU.
    """

    title = "CELU"
    formula = "max(0, z) + min(0, eᶻ − 1)"
    limits = (-1.0, math.inf)

    def __init__(self, alpha: float = ELU_ALPHA) -> None:
        self._alpha = alpha

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        left = work.scratch(a)
        work.call(np.minimum, z, work.bound(0.0, a), out=left)
        work.call(np.multiply, left, 1.0 / self._alpha, left)
        work.call(np.expm1, left, left)
        work.call(np.multiply, left, self._alpha, left)
        work.call(np.maximum, z, work.bound(0.0, a), out=a)
        work.call(np.add, a, left, a)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        slope = work.scratch(a)
        work.call(np.minimum, a, work.bound(0.0, a), out=slope)
        work.call(np.multiply, slope, 1.0 / self._alpha, slope)
        work.call(np.add, slope, 1.0, slope)
        work.call(np.multiply, d, slope, d)


class HardSigmoid(Function):
    """PyTorch's and Keras 3's form; ONNX's default slope is 0.2 instead of 1/6."""

    title = "Hard sigmoid"
    formula = "clip(z / 6 + 1/2, 0, 1)"
    limits = (0.0, 1.0)

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        work.call(np.multiply, z, 1.0 / 6.0, a)
        work.call(np.add, a, 0.5, a)
        work.call(np.maximum, a, work.bound(0.0, a), out=a)
        work.call(np.minimum, a, work.bound(1.0, a), out=a)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        # a (1 - a) is positive just where the function is not clipped.
        slope = work.scratch(a)
        work.call(np.multiply, a, a, slope)
        work.call(np.subtract, a, slope, slope)
        work.call(np.sign, slope, slope)
        work.call(np.multiply, slope, 1.0 / 6.0, slope)
        work.call(np.multiply, d, slope, d)


class HardTanh(Function):
    """Passes nothing back at -1 and 1 themselves, as PyTorch."""

    title = "Hard tanh"
    formula = "clip(z, −1, 1)"
    limits = (-1.0, 1.0)

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        work.call(np.maximum, z, work.bound(-1.0, a), out=a)
        work.call(np.minimum, a, work.bound(1.0, a), out=a)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        # 1 - |a| is positive just where the function is not clipped.
        slope = work.scratch(a)
        work.call(np.absolute, a, slope)
        work.call(np.subtract, work.constant(1.0, a), slope, slope)
        work.call(np.sign, slope, slope)
        work.call(np.multiply, d, slope, d)


class HardSwish(Function):
    """Howard et al. 2019: swish with the hard sigmoid as its gate."""

    title = "Hard swish"
    formula = "z · clip(z / 6 + 1/2, 0, 1)"
    limits = (-0.375, math.inf)
    needs_input = True

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        gate = work.array(z, "gate")
        work.call(np.multiply, z, 1.0 / 6.0, gate)
        work.call(np.add, gate, 0.5, gate)
        work.call(np.maximum, gate, work.bound(0.0, a), out=gate)
        work.call(np.minimum, gate, work.bound(1.0, a), out=gate)
        work.call(np.multiply, z, gate, a)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        # f' = g + z / 6 where the gate g is not clipped, else g; g (1 - g) tells where.
        gate, slope = work.array(z, "gate"), work.scratch(z)
        work.call(np.multiply, gate, gate, slope)
        work.call(np.subtract, gate, slope, slope)
        work.call(np.sign, slope, slope)
        work.call(np.multiply, slope, z, slope)
        work.call(np.multiply, slope, 1.0 / 6.0, slope)
        work.call(np.add, slope, gate, slope)
        work.call(np.multiply, d, slope, d)


class Step(Function):
    """The threshold of Rosenblatt's perceptron: 1 above 0, else 0.

    Its derivative is 0 wherever there is one, so nothing could learn in front of it. It passes the
    gradient back as it comes, the straight-through estimator of Bengio et al. 2013: with squared
    error that is the perceptron's own rule, which moves for every wrong point, however far off.
    (Others pass back that of hard tanh, which teaches nothing beyond 1.)
    """

    title = "Step"
    formula = "1 if z > 0 else 0"
    limits = (0.0, 1.0)
    straight_through = True

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        # Unlike a comparison, this hands on what is not a number.
        work.call(np.heaviside, z, 0.0, a)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        """Write nothing: the gradient passes."""
