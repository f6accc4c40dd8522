"""Other losses of classifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

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
    fuses = ("softmax",)
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
