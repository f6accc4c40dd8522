"""Targets as the losses read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine import shapes
from engine.message import SpokenError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.shapes import Shape


def present_steps(targets: NDArray[np.generic], steps: int) -> NDArray[np.bool_] | None:
    """Return which steps of sequences have a class, shaped like the targets; None where all have.

    The class of an absent step, such as one of padding, is -1 (PyTorch's ``ignore_index``).
    """
    if steps == 1 or targets.dtype.kind != "i" or targets.size != len(targets) * steps:
        return None
    present: NDArray[np.bool_] = np.not_equal(targets, -1)
    return None if present.all() else present


def encode_targets(
    targets: NDArray[np.generic], shape: Shape, low: float, dtype: np.dtype[np.floating]
) -> NDArray[np.floating]:
    """Return targets as the loss reads them, ``(samples, outputs)``.

    Parameters
    ----------
    targets
        Class numbers, integers or booleans, or values. Class numbers are ``(samples,)``, or
        ``(samples, steps)`` where each step of a sequence has a class of its own; values are
        ``(samples, outputs)`` or shaped like the outputs.
    shape
        Shape of the outputs of one sample.
    low
        Number for "not this class", see `engine.losses.low_target`.

    Raises
    ------
    SpokenError
        Where a class has no output or the widths differ.
    """
    outputs = shapes.size(shape)
    if _is_class(targets):
        if targets.size > len(targets) and len(shape) > 1:
            numbers = _of_steps(targets, shape).reshape(-1)
            return _encode_classes(numbers, shape[-1], low, dtype).reshape(len(targets), -1)
        return _encode_classes(targets.reshape(-1).astype(np.int64), outputs, low, dtype)
    values = targets.reshape(len(targets), shapes.size(targets.shape[1:])).astype(dtype)
    if values.shape[1] != outputs:
        raise SpokenError(
            "The data has {width} targets and the network {outputs} outputs. "
            "Give the last layer {width} units.",
            width=values.shape[1],
            outputs=outputs,
        )
    return values


def encode_class_numbers(
    targets: NDArray[np.generic], shape: Shape, dtype: np.dtype[np.floating]
) -> NDArray[np.floating]:
    """Return a class number for each step, ``(samples, steps)``, as floats.

    Raises
    ------
    SpokenError
        Where targets are no class numbers, a class has no output or the steps differ.
    """
    if not _is_class(targets):
        raise SpokenError("The loss reads class numbers. Use categorical cross-entropy for shares.")
    numbers = _of_steps(targets, shape)
    _require_outputs(numbers, shape[-1])
    return numbers.astype(dtype)


def _is_class(targets: NDArray[np.generic]) -> bool:
    return bool(np.issubdtype(targets.dtype, np.integer) or targets.dtype == np.bool_)


def _of_steps(targets: NDArray[np.generic], shape: Shape) -> NDArray[np.int64]:
    steps, given = shapes.size(shape[:-1]), shapes.size(targets.shape[1:])
    if given != steps:
        raise SpokenError(
            "The data has {given} classes for each sample and the network’s outputs have {steps} "
            "steps. Give the sequence {given} steps.",
            given=given,
            steps=steps,
        )
    return targets.reshape(len(targets), steps).astype(np.int64)


def _encode_classes(
    targets: NDArray[np.int64], outputs: int, low: float, dtype: np.dtype[np.floating]
) -> NDArray[np.floating]:
    _require_outputs(targets, outputs)
    chosen = np.arange(1, 2) if outputs == 1 else np.arange(outputs)
    return np.where(targets[:, None] == chosen, 1.0, low).astype(dtype)


def _require_outputs(numbers: NDArray[np.int64], outputs: int) -> None:
    if numbers.min(initial=0) < 0:
        raise SpokenError("Class numbers begin at 0.")
    classes = int(numbers.max(initial=0)) + 1
    if classes > max(outputs, 2):
        raise SpokenError(
            "{classes} classes need {classes} outputs and the network has {outputs}. "
            "Give the last layer {classes} units.",
            classes=classes,
            outputs=outputs,
        )
