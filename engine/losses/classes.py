"""Other losses of classifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from msgspec import Meta

from engine.losses.base import PROBABILITY_MARGIN, Loss, zero_where_clipped
from engine.losses.crossentropy import emit_softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.losssite import LossSite

_TINY = 1e-30
"""Stands for a share of 0 where its logarithm is multiplied by 0."""


class Hinge(Loss, frozen=True, tag="hinge.v1"):
    """Mean of ``max(0, 1 - y a)`` with targets -1 and 1, as Keras; for the perceptron's family."""

    title = "Hinge"
    summary = "Asks for a margin between the classes; targets are −1 and 1."
    signed = True
    for_classes = True

    def emit(self, site: LossSite) -> None:
        gradient, margin = site.gradient, site.scratch(site.gradient)
        site.call(np.multiply, site.prediction, site.target, margin)
        site.call(np.subtract, 1.0, margin, margin)
        site.call(np.maximum, margin, site.bound(0.0, margin), out=margin)
        site.call(np.sign, margin, gradient)
        site.mean(margin)
        site.call(np.multiply, gradient, -site.share(margin.size), gradient)
        site.call(np.multiply, gradient, site.target, gradient)
        site.weigh(gradient)


class KullbackLeibler(Loss, frozen=True, tag="kullback_leibler.v1"):
    """Mean over samples of ``Σ y (ln y - ln p)``, as ``torch.nn.KLDivLoss("batchmean")``."""

    title = "Kullback-Leibler"
    summary = "How far the predicted shares are from given ones; both add up to 1."
    fuses = "softmax"
    for_classes = True

    def emit(self, site: LossSite) -> None:
        logs = site.scratch(site.gradient, "logs")
        if site.fused:
            shifted, row = emit_softmax(site)
            site.call(np.log, row, row)
            site.call(np.subtract, shifted, row, logs)
            site.call(np.subtract, site.prediction, site.target, site.gradient)
            self._emit_sum(site, logs)
            site.call(np.multiply, site.gradient, site.share(site.samples), site.gradient)
        else:
            p = site.scratch(site.gradient)
            site.call(np.clip, site.prediction, PROBABILITY_MARGIN, 1.0, p)
            site.call(np.log, p, logs)
            self._emit_sum(site, logs)
            site.call(np.divide, site.target, p, site.gradient)
            zero_where_clipped(site, p, logs)
            site.call(np.multiply, site.gradient, -site.share(site.samples), site.gradient)
        site.weigh(site.gradient)

    def _emit_sum(self, site: LossSite, logs: NDArray[np.floating]) -> None:
        own = site.scratch(site.gradient, "own")
        site.call(np.maximum, site.target, _TINY, out=own)
        site.call(np.log, own, own)
        site.call(np.subtract, own, logs, own)
        site.call(np.multiply, own, site.target, own)
        site.mean(own, over=site.samples)


class Focal(Loss, frozen=True, tag="focal.v1"):
    """Mean over samples of ``-Σ y (1 - p)^γ ln p`` (Lin et al. 2017).

    With one output also the other class counts: ``-(1 - y) p^γ ln(1 - p)``.
    """

    title = "Focal"
    summary = "A cross-entropy in which what is predicted well counts less; for rare classes."
    for_classes = True

    gamma: Annotated[
        float,
        Meta(ge=0.0, le=10.0, title="Gamma", description="How much less; 0 is the cross-entropy."),
    ] = 2.0

    def emit(self, site: LossSite) -> None:
        p = site.scratch(site.gradient, "p")
        least, most = PROBABILITY_MARGIN, 1.0 - PROBABILITY_MARGIN
        site.call(np.clip, site.prediction, least, most, p)
        total = site.scratch(site.gradient, "total")
        self._emit_class(site, p, site.target, total, site.gradient)
        if site.gradient.shape[-2] == 1:
            self._emit_other_class(site, p, total)
        site.mean(total, over=site.samples)
        zero_where_clipped(site, p, total)
        site.call(np.multiply, site.gradient, site.share(site.samples), site.gradient)
        site.weigh(site.gradient)

    def _emit_class(self, site: LossSite, p: Any, y: Any, total: Any, slope: Any) -> None:
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

    def _emit_other_class(self, site: LossSite, p: Any, total: Any) -> None:
        other, y, more, slope = (
            site.scratch(p, key) for key in ("other", "other y", "more", "other slope")
        )
        site.call(np.subtract, 1.0, p, other)
        site.call(np.subtract, 1.0, site.target, y)
        self._emit_class(site, other, y, more, slope)
        site.call(np.add, total, more, total)
        site.call(np.subtract, site.gradient, slope, site.gradient)
