"""Losses between numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from engine.losses.base import Loss

if TYPE_CHECKING:
    from engine.losssite import LossSite


class MeanSquaredError(Loss, frozen=True, tag="mean_squared_error.v1"):
    """Mean over samples and outputs of ``(a - y)²``."""

    title = "Mean squared error"
    summary = "Mean of the squared differences; for numbers."

    def emit(self, site: LossSite) -> None:
        difference = site.gradient
        flat = difference.reshape(-1)
        site.call(np.subtract, site.prediction, site.target, difference)
        share = site.share(flat.size)
        if site.parts is None:
            site.result(flat, flat, scale=site.scale(flat.size))
        else:
            squared = site.scratch(difference)
            site.call(np.multiply, difference, difference, squared)
            site.mean(squared)
        site.scale_gradient(2.0 * share)
        site.weigh(difference)


class MeanAbsoluteError(Loss, frozen=True, tag="mean_absolute_error.v1"):
    """Mean over samples and outputs of ``|a - y|``; its subgradient at 0 is 0."""

    title = "Mean absolute error"
    summary = "Mean of the absolute differences; less moved by outliers."

    def emit(self, site: LossSite) -> None:
        difference, distance = site.gradient, site.scratch(site.gradient)
        site.call(np.subtract, site.prediction, site.target, difference)
        site.call(np.absolute, difference, distance)
        site.mean(distance)
        site.call(np.sign, difference, difference)
        site.call(np.multiply, difference, site.share(difference.size), difference)
        site.weigh(difference)


class Huber(Loss, frozen=True, tag="huber.v1"):
    """Huber 1964: squared up to ``delta``, linear beyond, as ``torch.nn.HuberLoss``."""

    title = "Huber"
    summary = "Squared for small differences, absolute for large ones."

    delta: Annotated[
        float,
        Meta(gt=0.0, title="Delta", description="Difference at which it becomes linear."),
    ] = 1.0

    def emit(self, site: LossSite) -> None:
        # With c = clip(r, -delta, delta) both branches are c (r - c / 2), and the gradient is c.
        clipped, rest = site.gradient, site.scratch(site.gradient)
        site.call(np.subtract, site.prediction, site.target, rest)
        site.call(np.clip, rest, -self.delta, self.delta, clipped)
        half = site.scratch(site.gradient, "half")
        site.call(np.multiply, clipped, 0.5, half)
        site.call(np.subtract, rest, half, rest)
        site.call(np.multiply, rest, clipped, rest)
        site.mean(rest)
        site.call(np.multiply, clipped, site.share(clipped.size), clipped)
        site.weigh(clipped)


class LogCosh(Loss, frozen=True, tag="log_cosh.v1"):
    """Mean over samples and outputs of ``ln cosh(a - y)``, as Keras; its gradient is ``tanh``."""

    title = "Log-cosh"
    summary = "Squared for small differences, absolute for large ones, smooth between."

    def emit(self, site: LossSite) -> None:
        # ln cosh r = |r| + ln(1 + exp(-2 |r|)) - ln 2, which cannot overflow.
        difference, distance = site.gradient, site.scratch(site.gradient)
        tail = site.scratch(site.gradient, "tail")
        site.call(np.subtract, site.prediction, site.target, difference)
        site.call(np.absolute, difference, distance)
        site.call(np.multiply, distance, -2.0, tail)
        site.call(np.exp, tail, tail)
        site.call(np.log1p, tail, tail)
        site.call(np.add, distance, tail, distance)
        site.call(np.subtract, distance, math.log(2.0), distance)
        site.mean(distance)
        site.call(np.tanh, difference, difference)
        site.call(np.multiply, difference, site.share(difference.size), difference)
        site.weigh(difference)


class Quantile(Loss, frozen=True, tag="quantile.v1"):
    """Mean of ``max(q r, (q - 1) r)`` with ``r = y - a`` (Koenker and Bassett 1978)."""

    title = "Quantile"
    summary = "Leads to the value below which a chosen share of the targets lies."

    quantile: Annotated[
        float,
        Meta(gt=0.0, lt=1.0, title="Quantile", description="That share; 0.5 is the median."),
    ] = 0.5

    def emit(self, site: LossSite) -> None:
        # Both branches are (q - 1/2) r + |r| / 2; the subgradient at 0 is that of the first part.
        slope, rest = site.gradient, site.scratch(site.gradient)
        half = site.scratch(site.gradient, "half")
        site.call(np.subtract, site.target, site.prediction, rest)
        site.call(np.absolute, rest, half)
        site.call(np.multiply, half, 0.5, half)
        site.call(np.sign, rest, slope)
        site.call(np.multiply, rest, self.quantile - 0.5, rest)
        site.call(np.add, rest, half, rest)
        site.mean(rest)
        share = site.share(slope.size)
        site.call(np.multiply, slope, -0.5 * share, slope)
        site.call(np.subtract, slope, (self.quantile - 0.5) * share, slope)
        site.weigh(slope)


class Poisson(Loss, frozen=True, tag="poisson.v1"):
    """Mean of ``a - y ln(a + 1e-8)``, as ``torch.nn.PoissonNLLLoss(log_input=False)``."""

    title = "Poisson"
    summary = "For counts; the network gives the expected count, for instance through softplus."
    positive = True

    def emit(self, site: LossSite) -> None:
        gradient, term = site.gradient, site.scratch(site.gradient)
        site.call(np.add, site.prediction, 1e-8, gradient)
        site.call(np.log, gradient, term)
        site.call(np.multiply, term, site.target, term)
        site.call(np.subtract, site.prediction, term, term)
        site.mean(term)
        site.call(np.divide, site.target, gradient, gradient)
        site.call(np.subtract, 1.0, gradient, gradient)
        site.call(np.multiply, gradient, site.share(gradient.size), gradient)
        site.weigh(gradient)


class CosineDistance(Loss, frozen=True, tag="cosine_distance.v1"):
    """Mean over samples, and steps, of ``1 - cos(a, y)``; lengths below 1e-8 count as 1e-8."""

    title = "Cosine distance"
    summary = "Compares directions and not lengths; for vectors such as embeddings."

    def emit(self, site: LossSite) -> None:
        a, y, gradient = site.prediction, site.target, site.gradient
        product, row = site.scratch(gradient), gradient[..., :1, :]
        length, other, cosine = (site.scratch(row, key) for key in ("length", "other", "cosine"))
        for vector, target in ((a, length), (y, other)):
            site.call(np.multiply, vector, vector, product)
            site.call(np.add.reduce, product, -2, None, target, True)
            site.call(np.sqrt, target, target)
            site.call(np.maximum, target, 1e-8, out=target)
        site.call(np.multiply, a, y, product)
        site.call(np.add.reduce, product, -2, None, cosine, True)
        site.call(np.divide, cosine, length, cosine)
        site.call(np.divide, cosine, other, cosine)
        distance = site.scratch(row, "distance")
        site.call(np.subtract, 1.0, cosine, distance)
        site.mean(distance)
        # The gradient of the cosine is (y / |y| - cos a / |a|) / |a|.
        site.call(np.divide, a, length, product)
        site.call(np.multiply, product, cosine, product)
        site.call(np.divide, y, other, gradient)
        site.call(np.subtract, product, gradient, gradient)
        site.call(np.divide, gradient, length, gradient)
        site.call(np.multiply, gradient, site.share(site.samples), gradient)
        site.weigh(gradient)
