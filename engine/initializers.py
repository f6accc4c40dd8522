"""Distributions from which the first weights are drawn.

Fans follow the kernel's layout ``(..., in, out)``. Sources: Glorot and Bengio 2010, He et al. 2015,
LeCun et al. 1998, Saxe et al. 2014. Normal distributions are not truncated, as in PyTorch (Keras
truncates ``he_normal`` at two standard deviations).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

if TYPE_CHECKING:
    from engine.shapes import Shape

Float64 = NDArray[np.float64]


class Initializer(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"
):
    """How one parameter starts. `draw` returns a float64 array of the given shape."""

    title: ClassVar[str]

    def draw(self, shape: Shape, fans: tuple[int, int], random: np.random.Generator) -> Float64:
        raise NotImplementedError


class Zeros(Initializer, frozen=True, tag="zeros.v1"):
    title = "Zeros"

    def draw(self, shape: Shape, fans: tuple[int, int], random: np.random.Generator) -> Float64:
        return np.zeros(shape)


class Constant(Initializer, frozen=True, tag="constant.v1"):
    title = "Constant"
    value: Annotated[float, Meta(title="Value", description="Every weight starts at this.")] = 0.1

    def draw(self, shape: Shape, fans: tuple[int, int], random: np.random.Generator) -> Float64:
        return np.full(shape, self.value)


class Normal(Initializer, frozen=True, tag="normal.v1"):
    """Normal distribution of mean 0."""

    title = "Normal"
    standard_deviation: Annotated[
        float, Meta(ge=0.0, title="Standard deviation", description="Spread of the first weights.")
    ] = 0.05

    def draw(self, shape: Shape, fans: tuple[int, int], random: np.random.Generator) -> Float64:
        return self.standard_deviation * random.standard_normal(shape)


class Uniform(Initializer, frozen=True, tag="uniform.v1"):
    """Uniform distribution in [-limit, limit]."""

    title = "Uniform"
    limit: Annotated[
        float, Meta(ge=0.0, title="Limit", description="Weights start between -limit and limit.")
    ] = 0.5

    def draw(self, shape: Shape, fans: tuple[int, int], random: np.random.Generator) -> Float64:
        return random.uniform(-self.limit, self.limit, shape)


class _Scaled(Initializer, frozen=True):
    """Variance ``gain / fan``, drawn normal or uniform."""

    gain: ClassVar[float] = 1.0
    uniform: ClassVar[bool] = False
    both_fans: ClassVar[bool] = False

    def draw(self, shape: Shape, fans: tuple[int, int], random: np.random.Generator) -> Float64:
        fan = (fans[0] + fans[1]) / 2.0 if self.both_fans else float(fans[0])
        deviation = math.sqrt(self.gain / max(fan, 1.0))
        if self.uniform:
            limit = math.sqrt(3.0) * deviation
            return random.uniform(-limit, limit, shape)
        return deviation * random.standard_normal(shape)


class GlorotUniform(_Scaled, frozen=True, tag="glorot_uniform.v1"):
    title = "Glorot uniform"
    uniform = True
    both_fans = True


class GlorotNormal(_Scaled, frozen=True, tag="glorot_normal.v1"):
    title = "Glorot normal"
    both_fans = True


class HeUniform(_Scaled, frozen=True, tag="he_uniform.v1"):
    title = "He uniform"
    gain = 2.0
    uniform = True


class HeNormal(_Scaled, frozen=True, tag="he_normal.v1"):
    title = "He normal"
    gain = 2.0


class LeCunUniform(_Scaled, frozen=True, tag="lecun_uniform.v1"):
    title = "LeCun uniform"
    uniform = True


class LeCunNormal(_Scaled, frozen=True, tag="lecun_normal.v1"):
    title = "LeCun normal"


class Orthogonal(Initializer, frozen=True, tag="orthogonal.v1"):
    """Rows or columns orthonormal, times ``gain``."""

    title = "Orthogonal"
    gain: Annotated[float, Meta(gt=0.0, title="Gain", description="Scale of the matrix.")] = 1.0

    def draw(self, shape: Shape, fans: tuple[int, int], random: np.random.Generator) -> Float64:
        rows, columns = math.prod(shape[:-1]), shape[-1]
        tall = random.standard_normal((max(rows, columns), min(rows, columns)))
        q, r = np.linalg.qr(tall)
        # Without the signs of R the distribution is not uniform over orthogonal matrices.
        q *= np.where(np.diag(r) < 0, -1.0, 1.0)
        return self.gain * (q if rows >= columns else q.T).reshape(shape)


class ForgetOpen(Initializer, frozen=True, tag="forget_open.v1"):
    """Zeros but for the second of four gates, an LSTM's forget gate, whose biases are one.

    Jozefowicz et al. 2015: it keeps its state until it has learned what to forget.
    """

    title = "Open forget gates"

    def draw(self, shape: Shape, fans: tuple[int, int], random: np.random.Generator) -> Float64:
        biases = np.zeros((4, shape[0] // 4))
        biases[1] = 1.0
        return biases.reshape(shape)


AnyInitializer = (
    Zeros
    | Constant
    | Normal
    | Uniform
    | GlorotUniform
    | GlorotNormal
    | HeUniform
    | HeNormal
    | LeCunUniform
    | LeCunNormal
    | Orthogonal
)


_RECTIFIERS = frozenset(
    {"relu", "leaky_relu", "elu", "celu", "gelu", "swish", "hard_swish", "mish", "softplus"}
)


def for_activation(activation: str) -> AnyInitializer:
    """Return the usual first distribution for a kernel in front of ``activation``."""
    if activation in _RECTIFIERS:
        return HeNormal()
    if activation == "selu":
        return LeCunNormal()
    return GlorotUniform()
