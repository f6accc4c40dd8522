"""Losses, each with its gradient beside it, averaged as PyTorch does (``reduction="mean"``).

Softmax or sigmoid at the end of a network and its cross-entropy, the focal one too, are computed
together on the logits: no overflow, no clipping. Where a cross-entropy stands after another
activation it reads probabilities clipped to ``[1e-7, 1 - 1e-7]``, as Keras does.
"""

from __future__ import annotations

from engine.activations import FUNCTIONS, ActivationName
from engine.losses.base import Loss
from engine.losses.classes import Hinge, KullbackLeibler
from engine.losses.crossentropy import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    SparseCategoricalCrossentropy,
)
from engine.losses.focal import Focal
from engine.losses.numbers import (
    CosineDistance,
    Huber,
    LogCosh,
    MeanAbsoluteError,
    MeanSquaredError,
    Poisson,
    Quantile,
)
from engine.message import SpokenError

__all__ = [
    "LOSSES",
    "AnyLoss",
    "BinaryCrossentropy",
    "CategoricalCrossentropy",
    "CosineDistance",
    "Focal",
    "Hinge",
    "Huber",
    "KullbackLeibler",
    "LogCosh",
    "Loss",
    "MeanAbsoluteError",
    "MeanSquaredError",
    "Poisson",
    "Quantile",
    "SparseCategoricalCrossentropy",
    "low_target",
    "named",
]

AnyLoss = (
    MeanSquaredError
    | MeanAbsoluteError
    | Huber
    | LogCosh
    | Quantile
    | Poisson
    | CosineDistance
    | Hinge
    | BinaryCrossentropy
    | CategoricalCrossentropy
    | SparseCategoricalCrossentropy
    | KullbackLeibler
    | Focal
)

LOSSES: tuple[type[AnyLoss], ...] = (
    MeanSquaredError,
    MeanAbsoluteError,
    Huber,
    LogCosh,
    Quantile,
    Poisson,
    CosineDistance,
    Hinge,
    BinaryCrossentropy,
    CategoricalCrossentropy,
    SparseCategoricalCrossentropy,
    KullbackLeibler,
    Focal,
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
    if isinstance(loss, _OF_SHARES):
        return 0.0
    return -1.0 if FUNCTIONS[last_activation].limits[0] <= -1.0 else 0.0


_OF_SHARES = (BinaryCrossentropy, CategoricalCrossentropy, KullbackLeibler, Focal)
