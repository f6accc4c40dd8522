"""Cross-entropies, on logits where they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from msgspec import Meta

from engine.activations import emit_sigmoid
from engine.losses.base import PROBABILITY_MARGIN, Loss, zero_where_clipped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.losssite import LossSite


LabelSmoothing = Annotated[
    float,
    Meta(
        ge=0.0,
        lt=1.0,
        title="Label smoothing",
        description="Share of each target that is spread evenly over all classes.",
    ),
]


class BinaryCrossentropy(Loss, frozen=True, tag="binary_crossentropy.v1"):
    """Mean over samples and outputs of ``-y ln p - (1 - y) ln(1 - p)``.

    On logits: ``ln(1 + exp(z)) - z y`` and the gradient ``sigmoid(z) - y``.
    """

    title = "Binary cross-entropy"
    summary = "For two classes with one sigmoid output, or several yes/no outputs."
    fuses = ("sigmoid",)
    for_classes = True

    label_smoothing: LabelSmoothing = 0.0

    def emit(self, site: LossSite) -> None:
        if site.fused:
            self._emit_on_logits(site)
        else:
            self._emit_on_probabilities(site)

    def _smoothed(self, site: LossSite) -> Any:
        """Return the targets ``y (1 - e) + e / 2``, as Keras."""
        return _evened(site, self.label_smoothing, 2)

    def _emit_on_logits(self, site: LossSite) -> None:
        target, logits, gradient = self._smoothed(site), site.logits, site.gradient
        term, product = site.scratch(gradient), site.scratch(gradient, "product")
        emit_sigmoid(site.work, logits, site.prediction)
        site.call(np.subtract, site.prediction, target, gradient)
        site.call(np.logaddexp, logits, site.constant(0.0, logits), term)
        site.call(np.multiply, logits, target, product)
        site.call(np.subtract, term, product, term)
        site.mean(term)
        site.scale_gradient(site.share(gradient.size))
        site.weigh(gradient)

    def _emit_on_probabilities(self, site: LossSite) -> None:
        target, gradient = self._smoothed(site), site.gradient
        p, other = site.scratch(gradient), site.scratch(gradient, "other")
        site.call(np.clip, site.prediction, PROBABILITY_MARGIN, 1.0 - PROBABILITY_MARGIN, p)
        # -ln of (p where y = 1, 1 - p where y = 0), linear in y in between.
        logs = site.scratch(gradient, "logs")
        site.call(np.subtract, 1.0, p, other)
        site.call(np.log, other, logs)
        site.call(np.log, p, gradient)
        site.call(np.subtract, gradient, logs, gradient)
        site.call(np.multiply, gradient, target, gradient)
        site.call(np.add, gradient, logs, gradient)
        site.mean(gradient, sign=-1.0)
        site.call(np.multiply, p, other, other)
        site.call(np.subtract, p, target, gradient)
        site.call(np.divide, gradient, other, gradient)
        zero_where_clipped(site, p, other)
        site.call(np.multiply, gradient, site.share(gradient.size), gradient)
        site.weigh(gradient)


class CategoricalCrossentropy(Loss, frozen=True, tag="categorical_crossentropy.v1"):
    """Mean over samples, and over their steps, of ``-Σ y ln p``.

    On logits: ``ln Σ exp(z) - Σ y z`` and the gradient ``softmax(z) - y``. Over a sequence
    ``(steps, classes)`` each step is a sample of its own, as `torch.nn.CrossEntropyLoss` does.
    """

    title = "Categorical cross-entropy"
    summary = "For several classes with one softmax output each."
    fuses = ("softmax",)
    for_classes = True

    label_smoothing: LabelSmoothing = 0.0

    @property
    def spreads(self) -> bool:
        return bool(self.label_smoothing)

    def emit(self, site: LossSite) -> None:
        if site.fused:
            self._emit_on_logits(site)
        else:
            self._emit_on_probabilities(site)

    def _smoothed(self, site: LossSite) -> Any:
        """Return the targets ``y (1 - e) + e / K`` (Szegedy et al. 2016).

        Where classes have weights, each part is multiplied by that of its class, as in PyTorch; by
        the weight of the label's class, which is the sample's own, it is divided again.
        """
        target = _evened(site, self.label_smoothing, site.gradient.shape[-2])
        if site.class_weights is None:
            return target
        product, own = site.scratch(target, "weighted"), site.scratch(target[..., :1, :], "own")
        site.call(np.multiply, site.target, site.class_weights, product)
        site.call(np.add.reduce, product, -2, None, own, True)
        site.call(np.multiply, target, site.class_weights, product)
        site.call(np.divide, product, own, product)
        return product

    def _emit_on_logits(self, site: LossSite) -> None:
        target = self._smoothed(site)
        p, gradient, samples = site.prediction, site.gradient, site.samples
        shifted, row = emit_softmax(site)
        if site.class_weights is None:
            site.call(np.subtract, p, target, gradient)
        else:
            total = site.scratch(row, "total")
            site.call(np.add.reduce, target, -2, None, total, True)
            site.call(np.multiply, p, total, gradient)
            site.call(np.subtract, gradient, target, gradient)
        # ln p = shifted - ln Σ exp(shifted) stays finite where p itself underflows to 0.
        site.call(np.log, row, row)
        site.call(np.subtract, shifted, row, shifted)
        site.call(np.multiply, shifted, target, shifted)
        site.mean(shifted, sign=-1.0, over=samples)
        site.scale_gradient(site.share(samples))
        site.weigh(gradient)

    def _emit_on_probabilities(self, site: LossSite) -> None:
        target = self._smoothed(site)
        gradient, samples = site.gradient, site.samples
        p, term = site.scratch(gradient), site.scratch(gradient, "term")
        site.call(np.clip, site.prediction, PROBABILITY_MARGIN, 1.0 - PROBABILITY_MARGIN, p)
        site.call(np.log, p, term)
        site.call(np.multiply, term, target, term)
        site.mean(term, sign=-1.0, over=samples)
        site.call(np.divide, target, p, gradient)
        zero_where_clipped(site, p, term)
        site.call(np.multiply, gradient, -site.share(samples), gradient)
        site.weigh(gradient)


class SparseCategoricalCrossentropy(
    CategoricalCrossentropy, frozen=True, tag="sparse_categorical_crossentropy.v1"
):
    """The categorical cross-entropy; targets come as class numbers instead of one-hot rows.

    Over a sequence they stay numbers: a value for each class of each step would take as much
    memory as all outputs of the data set.
    """

    title = "Sparse categorical cross-entropy"
    summary = "Categorical cross-entropy with class numbers as targets."

    @property
    def reads_numbers(self) -> bool:
        return not self.label_smoothing

    def emit(self, site: LossSite) -> None:
        if site.places is None:
            super().emit(site)
        elif site.fused:
            self._emit_numbers_on_logits(site, site.places)
        else:
            self._emit_numbers_on_probabilities(site, site.places)

    def _emit_numbers_on_logits(self, site: LossSite, places: NDArray[np.intp]) -> None:
        shifted, row = emit_softmax(site)
        chosen = site.new_scratch(places.shape, "chosen")
        site.call(np.take, shifted.reshape(-1), places, None, chosen, "clip")
        site.call(np.log, row, row)
        site.call(np.subtract, chosen, row.reshape(-1), chosen)
        site.mean(chosen, sign=-1.0)
        share = site.share(site.samples)
        site.call(np.multiply, site.prediction, share, site.gradient)
        site.call(_lower, site.gradient.reshape(-1), places, share)
        site.weigh(site.gradient)

    def _emit_numbers_on_probabilities(self, site: LossSite, places: NDArray[np.intp]) -> None:
        least, most = PROBABILITY_MARGIN, 1.0 - PROBABILITY_MARGIN
        chosen, clipped, logs = (
            site.new_scratch(places.shape, key) for key in ("chosen", "clipped", "logs")
        )
        site.call(np.take, site.prediction.reshape(-1), places, None, chosen, "clip")
        site.call(np.clip, chosen, least, most, clipped)
        site.call(np.log, clipped, logs)
        site.mean(logs, sign=-1.0)
        site.call(np.equal, chosen, clipped, logs)
        site.call(np.divide, logs, clipped, logs)
        site.call(np.multiply, logs, -site.share(site.samples), logs)
        site.call(site.gradient.fill, 0.0)
        site.call(np.put, site.gradient.reshape(-1), places, logs)
        site.weigh(site.gradient)


def _evened(site: LossSite, share: float, classes: int) -> Any:
    """Return the targets with a share of each spread evenly over so many classes."""
    if not share:
        return site.target
    target = site.scratch(site.gradient, "smoothed")
    site.call(np.multiply, site.target, 1.0 - share, target)
    site.call(np.add, target, share / classes, target)
    return target


def emit_softmax(site: LossSite) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """Write the predictions; return the logits below the greatest, and the sums of their powers."""
    p = site.prediction
    shifted, row = site.scratch(p), site.scratch(p[..., :1, :], "row")
    site.call(np.maximum.reduce, site.logits, -2, None, row, True)
    site.call(np.subtract, site.logits, row, shifted)
    site.call(np.exp, shifted, p)
    site.call(np.add.reduce, p, -2, None, row, True)
    site.call(np.divide, p, row, p)
    return shifted, row


def _lower(values: NDArray[np.floating], places: NDArray[np.intp], by: float) -> None:
    values[places] -= by
