"""The focal loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from msgspec import Meta

from engine.activations import emit_sigmoid
from engine.losses.base import PROBABILITY_MARGIN, Loss, zero_where_clipped
from engine.losses.crossentropy import emit_softmax

if TYPE_CHECKING:
    from engine.losssite import LossSite

_TINY = 1e-30
"""Stands for a share of 0 where it divides 0."""


class Focal(Loss, frozen=True, tag="focal.v1"):
    """The cross-entropies with each term times ``(1 - p)^γ`` (Lin et al. 2017).

    With softmax the mean over samples, and over their steps, of ``-Σ y (1 - p)^γ ln p``; else the
    mean over samples and outputs of ``-y (1 - p)^γ ln p - (1 - y) p^γ ln(1 - p)``, each output by
    itself. Both as Keras without its factor alpha, and on logits where they can be.
    """

    title = "Focal"
    summary = "A cross-entropy in which what is predicted well counts less; for rare classes."
    fuses = ("softmax", "sigmoid")
    for_classes = True

    gamma: Annotated[
        float,
        Meta(ge=0.0, le=10.0, title="Gamma", description="How much less; 0 is the cross-entropy."),
    ] = 2.0

    def emit(self, site: LossSite) -> None:
        shares = site.ending == "softmax"
        total = site.scratch(site.gradient, "total")
        over = site.samples if shares else site.gradient.size
        if not site.fused:
            self._emit_on_probabilities(site, total, shares=shares)
        elif shares:
            self._emit_on_softmax(site, total)
        else:
            self._emit_on_sigmoid(site, total)
        site.mean(total, over=over)
        site.scale_gradient(site.share(over))
        site.weigh(site.gradient)

    def _emit_on_softmax(self, site: LossSite, total: Any) -> None:
        p, y, gradient = site.prediction, site.target, site.gradient
        logs, row = emit_softmax(site)
        # ln p stays finite where p itself underflows to 0.
        site.call(np.log, row, row)
        site.call(np.subtract, logs, row, logs)
        rest, power = site.scratch(p, "rest"), site.scratch(p, "power")
        site.call(np.expm1, logs, rest)
        site.call(np.negative, rest, rest)
        site.call(np.maximum, rest, _TINY, out=rest)
        site.call(np.power, rest, self.gamma, power)
        site.call(np.multiply, power, y, power)
        site.call(np.multiply, power, logs, total)
        # By ln p the derivative of y (1 - p)^γ ln p is y (1 - p)^γ (1 - γ p ln p / (1 - p)).
        site.call(np.multiply, logs, p, logs)
        site.call(np.divide, logs, rest, logs)
        site.call(np.multiply, logs, -self.gamma, logs)
        site.call(np.add, logs, 1.0, logs)
        site.call(np.multiply, logs, power, gradient)
        # What comes by ln p as d comes by the logits as d - p Σ d.
        site.call(np.add.reduce, gradient, -2, None, row, True)
        site.call(np.multiply, p, row, power)
        site.call(np.subtract, power, gradient, gradient)
        site.call(np.negative, total, total)

    def _emit_on_sigmoid(self, site: LossSite, total: Any) -> None:
        z, y, gradient = site.logits, site.target, site.gradient
        emit_sigmoid(site.work, z, site.prediction)
        # Minus ln p and ln(1 - p) without cancellation: what is above 0, and ln(1 + exp(-|z|)).
        one, zero = (site.scratch(z, key) for key in ("one", "zero"))
        tail = site.scratch(z, "tail")
        site.call(np.absolute, z, tail)
        site.call(np.negative, tail, tail)
        site.call(np.exp, tail, tail)
        site.call(np.log1p, tail, tail)
        for sign, found in ((-1.0, one), (1.0, zero)):
            site.call(np.multiply, z, sign, found)
            site.call(np.maximum, found, site.bound(0.0, found), out=found)
            site.call(np.add, found, tail, found)
        slope, target = site.scratch(z, "slope"), site.scratch(z, "other y")
        self._emit_class(site, one, zero, total, gradient)
        site.call(np.multiply, total, y, total)
        site.call(np.multiply, gradient, y, gradient)
        self._emit_class(site, zero, one, tail, slope)
        site.call(np.subtract, 1.0, y, target)
        site.call(np.multiply, tail, target, tail)
        site.call(np.multiply, slope, target, slope)
        site.call(np.add, total, tail, total)
        site.call(np.subtract, slope, gradient, gradient)

    def _emit_class(self, site: LossSite, own: Any, other: Any, term: Any, slope: Any) -> None:
        """Write ``(1 - p)^γ a`` and ``(1 - p)^γ (1 - p + γ p a)``, minus its derivative by z.

        ``own`` is ``a = -ln p``, ``other`` is ``-ln(1 - p)``.
        """
        power, p = site.scratch(own, "power"), site.scratch(own, "p")
        site.call(np.multiply, other, -self.gamma, power)
        site.call(np.exp, power, power)
        site.call(np.negative, own, p)
        site.call(np.exp, p, p)
        site.call(np.multiply, p, own, p)
        site.call(np.multiply, p, self.gamma, p)
        site.call(np.negative, other, slope)
        site.call(np.exp, slope, slope)
        site.call(np.add, slope, p, slope)
        site.call(np.multiply, slope, power, slope)
        site.call(np.multiply, power, own, term)

    def _emit_on_probabilities(self, site: LossSite, total: Any, *, shares: bool) -> None:
        p = site.scratch(site.gradient, "p")
        least, most = PROBABILITY_MARGIN, 1.0 - PROBABILITY_MARGIN
        site.call(np.clip, site.prediction, least, most, p)
        self._emit_share(site, p, site.target, total, site.gradient)
        if not shares:
            other, y, more, slope = (
                site.scratch(p, key) for key in ("other", "other y", "more", "other slope")
            )
            site.call(np.subtract, 1.0, p, other)
            site.call(np.subtract, 1.0, site.target, y)
            self._emit_share(site, other, y, more, slope)
            site.call(np.add, total, more, total)
            site.call(np.subtract, site.gradient, slope, site.gradient)
        clipped = site.scratch(p, "clipped")
        zero_where_clipped(site, p, clipped)

    def _emit_share(self, site: LossSite, p: Any, y: Any, total: Any, slope: Any) -> None:
        """Write ``-y (1 - p)^γ ln p`` and its derivative by p."""
        rest, logs, power = (site.scratch(p, key) for key in ("rest", "logs", "power"))
        site.call(np.subtract, 1.0, p, rest)
        site.call(np.log, p, logs)
        site.call(np.power, rest, self.gamma, power)
        # The derivative is y (γ (1 - p)^γ ln p / (1 - p) - (1 - p)^γ / p).
        site.call(np.multiply, logs, power, total)
        site.call(np.divide, total, rest, slope)
        site.call(np.multiply, slope, self.gamma, slope)
        site.call(np.divide, power, p, power)
        site.call(np.subtract, slope, power, slope)
        site.call(np.multiply, slope, y, slope)
        site.call(np.multiply, total, y, total)
        site.call(np.negative, total, total)
