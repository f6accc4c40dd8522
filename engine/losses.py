"""Losses, each with its gradient beside it, averaged as PyTorch does (``reduction="mean"``).

Softmax or sigmoid at the end of a network and its cross-entropy are computed together on the
logits: no overflow, no clipping. Where a cross-entropy stands after another activation it reads
probabilities clipped to ``[1e-7, 1 - 1e-7]``, as Keras does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec
import numpy as np
from msgspec import Meta

from engine.activations import FUNCTIONS, ActivationName, emit_sigmoid
from engine.message import SpokenError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.losssite import LossSite

PROBABILITY_MARGIN = 1e-7


class Loss(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """Base of all losses.

    Attributes
    ----------
    title, summary
        Name and one sentence of help, in English.
    fuses
        The last activation with which the loss is computed on logits, or None.
    signed
        Whether class targets are -1 and 1 whatever the last activation is.
    for_classes
        Whether it compares with classes rather than with numbers.
    reads_numbers
        Whether targets of outputs with steps stay class numbers instead of a value per output.
    """

    title: ClassVar[str]
    summary: ClassVar[str]
    fuses: ClassVar[ActivationName | None] = None
    signed: ClassVar[bool] = False
    for_classes: ClassVar[bool] = False
    reads_numbers: ClassVar[bool] = False

    @classmethod
    def kind(cls) -> str:
        """Return the tag without its version, such as ``binary_crossentropy``."""
        return str(cls.__struct_config__.tag).split(".")[0]

    def emit(self, site: LossSite) -> None:
        """Write the calls for the loss and for the gradient of ``site.prediction``.

        Where ``site.fused``, the gradient is that of ``site.logits``.
        """
        raise NotImplementedError


class MeanSquaredError(Loss, frozen=True, tag="mean_squared_error.v1"):
    """Mean over samples and outputs of ``(a - y)²``."""

    title = "Mean squared error"
    summary = "Mean of the squared differences; for numbers."

    def emit(self, site: LossSite) -> None:
        difference = site.gradient
        flat = difference.reshape(-1)
        site.call(np.subtract, site.prediction, site.target, difference)
        site.result(flat.dot, flat, scale=1.0 / difference.size)
        site.call(
            np.multiply, difference, site.constant(2.0 / difference.size, difference), difference
        )


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
        site.call(np.multiply, difference, 1.0 / difference.size, difference)


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
        site.call(np.multiply, clipped, 1.0 / clipped.size, clipped)


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
        site.call(np.maximum, margin, 0.0, out=margin)
        site.mean(margin)
        site.call(np.sign, margin, margin)
        site.call(np.multiply, margin, -1.0 / margin.size, margin)
        site.call(np.multiply, margin, site.target, gradient)


class BinaryCrossentropy(Loss, frozen=True, tag="binary_crossentropy.v1"):
    """Mean over samples and outputs of ``-y ln p - (1 - y) ln(1 - p)``.

    On logits: ``ln(1 + exp(z)) - z y`` and the gradient ``sigmoid(z) - y``.
    """

    title = "Binary cross-entropy"
    summary = "For two classes with one sigmoid output, or several yes/no outputs."
    fuses = "sigmoid"
    for_classes = True

    def emit(self, site: LossSite) -> None:
        if site.fused:
            self._emit_on_logits(site)
        else:
            self._emit_on_probabilities(site)

    def _emit_on_logits(self, site: LossSite) -> None:
        logits, gradient = site.logits, site.gradient
        term, product = site.scratch(gradient), site.scratch(gradient, "product")
        emit_sigmoid(site.work, logits, site.prediction)
        site.call(np.subtract, site.prediction, site.target, gradient)
        site.call(np.logaddexp, logits, site.constant(0.0, logits), term)
        site.call(np.multiply, logits, site.target, product)
        site.call(np.subtract, term, product, term)
        site.mean(term)
        if gradient.size > 1:
            site.call(np.multiply, gradient, site.constant(1.0 / gradient.size, gradient), gradient)

    def _emit_on_probabilities(self, site: LossSite) -> None:
        gradient = site.gradient
        p, other = site.scratch(gradient), site.scratch(gradient, "other")
        site.call(np.clip, site.prediction, PROBABILITY_MARGIN, 1.0 - PROBABILITY_MARGIN, p)
        # -ln of (p where y = 1, 1 - p where y = 0), linear in y in between.
        logs = site.scratch(gradient, "logs")
        site.call(np.subtract, 1.0, p, other)
        site.call(np.log, other, logs)
        site.call(np.log, p, gradient)
        site.call(np.subtract, gradient, logs, gradient)
        site.call(np.multiply, gradient, site.target, gradient)
        site.call(np.add, gradient, logs, gradient)
        site.mean(gradient, sign=-1.0)
        site.call(np.multiply, p, other, other)
        site.call(np.subtract, p, site.target, gradient)
        site.call(np.divide, gradient, other, gradient)
        _zero_where_clipped(site, p, other)
        site.call(np.multiply, gradient, 1.0 / gradient.size, gradient)


class CategoricalCrossentropy(Loss, frozen=True, tag="categorical_crossentropy.v1"):
    """Mean over samples, and over their steps, of ``-Σ y ln p``.

    On logits: ``ln Σ exp(z) - Σ y z`` and the gradient ``softmax(z) - y``. Over a sequence
    ``(steps, classes)`` each step is a sample of its own, as `torch.nn.CrossEntropyLoss` does.
    """

    title = "Categorical cross-entropy"
    summary = "For several classes with one softmax output each."
    fuses = "softmax"
    for_classes = True

    def emit(self, site: LossSite) -> None:
        if site.fused:
            self._emit_on_logits(site)
        else:
            self._emit_on_probabilities(site)

    def _emit_on_logits(self, site: LossSite) -> None:
        p, gradient, samples = site.prediction, site.gradient, site.samples
        shifted, row = _emit_softmax(site)
        site.call(np.subtract, p, site.target, gradient)
        # ln p = shifted - ln Σ exp(shifted) stays finite where p itself underflows to 0.
        site.call(np.log, row, row)
        site.call(np.subtract, shifted, row, shifted)
        site.call(np.multiply, shifted, site.target, shifted)
        site.mean(shifted, sign=-1.0, over=samples)
        site.call(np.multiply, gradient, site.constant(1.0 / samples, gradient), gradient)

    def _emit_on_probabilities(self, site: LossSite) -> None:
        gradient, samples = site.gradient, site.samples
        p, term = site.scratch(gradient), site.scratch(gradient, "term")
        site.call(np.clip, site.prediction, PROBABILITY_MARGIN, 1.0 - PROBABILITY_MARGIN, p)
        site.call(np.log, p, term)
        site.call(np.multiply, term, site.target, term)
        site.mean(term, sign=-1.0, over=samples)
        site.call(np.divide, site.target, p, gradient)
        _zero_where_clipped(site, p, term)
        site.call(np.multiply, gradient, -1.0 / samples, gradient)


class SparseCategoricalCrossentropy(
    CategoricalCrossentropy, frozen=True, tag="sparse_categorical_crossentropy.v1"
):
    """The categorical cross-entropy; targets come as class numbers instead of one-hot rows.

    Over a sequence they stay numbers: a value for each class of each step would take as much
    memory as all outputs of the data set.
    """

    title = "Sparse categorical cross-entropy"
    summary = "Categorical cross-entropy with class numbers as targets."
    reads_numbers = True

    def emit(self, site: LossSite) -> None:
        if site.places is None:
            super().emit(site)
        elif site.fused:
            self._emit_numbers_on_logits(site, site.places)
        else:
            self._emit_numbers_on_probabilities(site, site.places)

    def _emit_numbers_on_logits(self, site: LossSite, places: NDArray[np.intp]) -> None:
        shifted, row = _emit_softmax(site)
        chosen = site.new_scratch(places.shape, "chosen")
        site.call(np.take, shifted.reshape(-1), places, None, chosen, "clip")
        site.call(np.log, row, row)
        site.call(np.subtract, chosen, row.reshape(-1), chosen)
        site.mean(chosen, sign=-1.0)
        share = 1.0 / site.samples
        site.call(np.multiply, site.prediction, share, site.gradient)
        site.call(_lower, site.gradient.reshape(-1), places, share)

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
        site.call(np.multiply, logs, -1.0 / site.samples, logs)
        site.call(site.gradient.fill, 0.0)
        site.call(np.put, site.gradient.reshape(-1), places, logs)


def _emit_softmax(site: LossSite) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
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


def _zero_where_clipped(
    site: LossSite, clipped: NDArray[np.floating], room: NDArray[np.floating]
) -> None:
    """Zero the gradient where the clip acted."""
    site.call(np.equal, clipped, site.prediction, room)
    site.call(np.multiply, site.gradient, room, site.gradient)


AnyLoss = (
    MeanSquaredError
    | MeanAbsoluteError
    | Huber
    | Hinge
    | BinaryCrossentropy
    | CategoricalCrossentropy
    | SparseCategoricalCrossentropy
)

LOSSES: tuple[type[AnyLoss], ...] = (
    MeanSquaredError,
    MeanAbsoluteError,
    Huber,
    Hinge,
    BinaryCrossentropy,
    CategoricalCrossentropy,
    SparseCategoricalCrossentropy,
)
"""Every loss once, in the order of the window's list."""


def named(name: str) -> AnyLoss:
    """Return the loss called ``name`` with its defaults, or raise `SpokenError`."""
    for loss in LOSSES:
        if loss.kind() == name:
            return loss()
    known = ", ".join(loss.kind() for loss in LOSSES)
    raise SpokenError("There is no loss {name}. Choose one of: {known}.", name=name, known=known)


def low_target(loss: Loss, last_activation: ActivationName) -> float:
    """Return the number that stands for "not this class": 0, or -1 where outputs are signed.

    As in TensorFlow Playground, the classes of a tanh output are -1 and 1, and those of every
    activation that reaches -1.
    """
    if loss.signed:
        return -1.0
    if isinstance(loss, BinaryCrossentropy | CategoricalCrossentropy):
        return 0.0
    return -1.0 if FUNCTIONS[last_activation].limits[0] <= -1.0 else 0.0
