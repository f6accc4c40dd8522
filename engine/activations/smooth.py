"""Functions without kinks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine.activations.base import Function

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.tape import Array, Workspace


def emit_sigmoid(work: Workspace, z: Array, a: Array) -> None:
    """Write ``a = 1 / (1 + exp(-z))`` as ``(1 + tanh(z / 2)) / 2``, which cannot overflow.

    In float32 the far left tail is coarse: exactly 0 below about -18. Losses read logits instead.
    """
    work.call(np.multiply, z, work.constant(0.5, a), a)
    emit_halved_sigmoid(work, a, a)


def emit_halved_sigmoid(work: Workspace, half_z: Array, a: Array) -> None:
    """Write the same where the values come halved."""
    half = work.constant(0.5, a)
    work.call(np.tanh, half_z, a)
    work.call(np.multiply, a, half, a)
    work.call(np.add, a, half, a)


def emit_sigmoid_slope(work: Workspace, a: Array, top: Array | float, s: Array) -> None:
    """Write ``s = a (top - a)``: with 1 as ``top`` the derivative from the sigmoid's value.

    Of a value that comes doubled it is four times that, with 2 as ``top``.
    """
    work.call(np.subtract, top, a, s)
    work.call(np.multiply, a, s, s)


def emit_softplus(work: Workspace, z: Array, a: Array, key: str = "softplus") -> None:
    """Write ``a = ln(1 + exp(z))`` as ``max(z, 0) + ln(1 + exp(-|z|))``.

    Nine times faster than `numpy.logaddexp` on large arrays. ``a`` may be ``z``.
    """
    tail = work.scratch(a, key)
    work.call(np.absolute, z, tail)
    work.call(np.negative, tail, tail)
    work.call(np.exp, tail, tail)
    work.call(np.log1p, tail, tail)
    work.call(np.maximum, z, work.bound(0.0, a), out=a)
    work.call(np.add, a, tail, a)


class Sigmoid(Function):
    title = "Sigmoid"
    has_slope = True
    formula = "1 / (1 + e⁻ᶻ)"
    limits = (0.0, 1.0)

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        emit_sigmoid(work, z, a)

    def slope(self, work: Workspace, a: Array, s: Array) -> None:
        emit_sigmoid_slope(work, a, work.constant(1.0, a), s)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        slope = work.scratch(a)
        self.slope(work, a, slope)
        work.call(np.multiply, d, slope, d)


class Tanh(Function):
    title = "Tanh"
    has_slope = True
    formula = "tanh z"
    limits = (-1.0, 1.0)

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        work.call(np.tanh, z, a)

    def slope(self, work: Workspace, a: Array, s: Array) -> None:
        work.call(np.multiply, a, a, s)
        work.call(np.subtract, work.constant(1.0, a), s, s)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        # d (1 - a²) as d - d a², which needs no array of ones.
        lost = work.scratch(a)
        work.call(np.multiply, a, a, lost)
        work.call(np.multiply, d, lost, lost)
        work.call(np.subtract, d, lost, d)


_ERF = (
    1.5895995e-07,
    -5.98568626e-06,
    8.97125629e-05,
    -0.000625719516,
    -0.00018438375,
    0.102765481,
    1.12837971,
)
"""``erf(x) = tanh(x p(x²))`` to 6e-8: the least that a ``p`` of degree 6 allows, found by weighted
least squares; computed in float32 it is 1.4e-7."""

_FURTHEST = 50.0
"""Squares from which on the normal distribution's shares are 0 and 1 in float32."""

_SOME = 512
"""Values from which on the many calls of a polynomial take less time than `scipy.special.erf`."""


def emit_normal_share(work: Workspace, z: Array, phi: Array) -> None:
    """Write ``phi = (1 + erf(z / √2)) / 2``, the normal distribution's share below ``z``.

    In float32 large arrays take an eighth of the time of `scipy.special.erf`.
    """
    if z.dtype == np.float64 or z.size < _SOME:
        work.call(np.multiply, z, math.sqrt(0.5), phi)
        work.call(_erf(), phi, phi)
    else:
        degree = len(_ERF) - 1
        first, *others = (c * 0.5 ** (degree - n + 0.5) for n, c in enumerate(_ERF))
        square = work.scratch(z, "square")
        work.call(np.multiply, z, z, square)
        work.call(np.minimum, square, work.bound(_FURTHEST, square), out=square)
        work.call(np.multiply, square, first, phi)
        for factor in others[:-1]:
            work.call(np.add, phi, factor, phi)
            work.call(np.multiply, phi, square, phi)
        work.call(np.add, phi, others[-1], phi)
        work.call(np.multiply, phi, z, phi)
        work.call(np.tanh, phi, phi)
    work.call(np.add, phi, 1.0, phi)
    work.call(np.multiply, phi, 0.5, phi)


def _erf() -> Callable[..., object]:
    # NumPy has no erf; SciPy comes with scikit-learn and is loaded only where GELU is drawn.
    from scipy.special import erf

    function: Callable[..., object] = erf
    return function


class GELU(Function):
    """Hendrycks and Gimpel 2016, in its exact form ``z Φ(z)``."""

    title = "GELU"
    formula = "z · Φ(z)"
    limits = (-0.17, math.inf)
    needs_input = True

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        phi = work.array(z, "phi")
        emit_normal_share(work, z, phi)
        work.call(np.multiply, z, phi, a)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        slope = work.scratch(z)
        work.call(np.multiply, z, z, slope)
        work.call(np.multiply, slope, -0.5, slope)
        work.call(np.exp, slope, slope)
        work.call(np.multiply, slope, 1.0 / math.sqrt(2.0 * math.pi), slope)
        work.call(np.multiply, slope, z, slope)
        work.call(np.add, slope, work.array(z, "phi"), slope)
        work.call(np.multiply, d, slope, d)


class Swish(Function):
    """``z σ(z)``, also called SiLU (Ramachandran et al. 2017)."""

    title = "Swish (SiLU)"
    formula = "z · sigmoid(z)"
    limits = (-0.279, math.inf)
    needs_input = True

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        gate = work.array(z, "gate")
        emit_sigmoid(work, z, gate)
        work.call(np.multiply, z, gate, a)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        # f' = s + a (1 - s) = s + a - a s
        gate, slope = work.array(z, "gate"), work.scratch(z)
        work.call(np.multiply, a, gate, slope)
        work.call(np.subtract, a, slope, slope)
        work.call(np.add, slope, gate, slope)
        work.call(np.multiply, d, slope, d)


class Softplus(Function):
    title = "Softplus"
    formula = "ln(1 + eᶻ)"
    limits = (0.0, math.inf)

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        emit_softplus(work, z, a)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        # f'(z) = σ(z) = 1 - exp(-a)
        slope = work.scratch(a)
        work.call(np.negative, a, slope)
        work.call(np.expm1, slope, slope)
        work.call(np.negative, slope, slope)
        work.call(np.multiply, d, slope, d)


class Softsign(Function):
    title = "Softsign"
    formula = "z / (1 + |z|)"
    limits = (-1.0, 1.0)

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        below = work.scratch(a)
        work.call(np.absolute, z, below)
        work.call(np.add, below, 1.0, below)
        work.call(np.divide, z, below, a)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        # f'(z) = (1 - |a|)²
        slope = work.scratch(a)
        work.call(np.absolute, a, slope)
        work.call(np.subtract, 1.0, slope, slope)
        work.call(np.multiply, d, slope, d)
        work.call(np.multiply, d, slope, d)


class Mish(Function):
    """``z tanh(softplus(z))`` (Misra 2019)."""

    title = "Mish"
    formula = "z · tanh(ln(1 + eᶻ))"
    limits = (-0.309, math.inf)
    needs_input = True

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        gate = work.array(z, "gate")
        emit_softplus(work, z, gate)
        work.call(np.tanh, gate, gate)
        work.call(np.multiply, z, gate, a)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        # f' = t + z (1 - t²) σ(z), with z t = a
        gate, slope, sigma = work.array(z, "gate"), work.scratch(z), work.scratch(z, "sigma")
        emit_sigmoid(work, z, sigma)
        work.call(np.multiply, a, gate, slope)
        work.call(np.subtract, z, slope, slope)
        work.call(np.multiply, slope, sigma, slope)
        work.call(np.add, slope, gate, slope)
        work.call(np.multiply, d, slope, d)


class Sin(Function):
    """Sitzmann et al. 2020, without a frequency factor."""

    title = "Sin"
    formula = "sin z"
    limits = (-1.0, 1.0)
    needs_input = True

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        work.call(np.sin, z, a)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        slope = work.scratch(z)
        work.call(np.cos, z, slope)
        work.call(np.multiply, d, slope, d)


class Softmax(Function):
    """Shares of the last dimension of a sample, which is axis -2 where the batch comes last."""

    title = "Softmax"
    formula = "eᶻⁱ / Σ eᶻ"
    limits = (0.0, 1.0)

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        row = work.scratch(a[..., :1, :], "row")
        work.call(np.maximum.reduce, z, -2, None, row, True)
        work.call(np.subtract, z, row, a)
        work.call(np.exp, a, a)
        work.call(np.add.reduce, a, -2, None, row, True)
        work.call(np.divide, a, row, a)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        product, row = work.scratch(a), work.scratch(a[..., :1, :], "row")
        work.call(np.multiply, d, a, product)
        work.call(np.add.reduce, product, -2, None, row, True)
        work.call(np.subtract, d, row, d)
        work.call(np.multiply, d, a, d)


class LogSoftmax(Function):
    """Logarithms of the softmax, finite where the shares themselves underflow to 0."""

    title = "Log-softmax"
    formula = "zᵢ − ln Σ eᶻ"
    limits = (-math.inf, 0.0)

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        powers, row = work.scratch(a), work.scratch(a[..., :1, :], "row")
        work.call(np.maximum.reduce, z, -2, None, row, True)
        work.call(np.subtract, z, row, a)
        work.call(np.exp, a, powers)
        work.call(np.add.reduce, powers, -2, None, row, True)
        work.call(np.log, row, row)
        work.call(np.subtract, a, row, a)

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        shares, row = work.scratch(a), work.scratch(a[..., :1, :], "row")
        work.call(np.exp, a, shares)
        work.call(np.add.reduce, d, -2, None, row, True)
        work.call(np.multiply, shares, row, shares)
        work.call(np.subtract, d, shares, d)
