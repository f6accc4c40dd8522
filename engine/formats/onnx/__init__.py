"""ONNX: the network with its preparation inside, so that raw rows go in and predictions come out.

Numbers go in and out as float32 where that keeps the predictions within half of `TOLERANCE`. A
column such as a year, whose values are large beside their spread, loses too many digits that way;
then the raw inputs, or a regression's outputs, are float64. The network itself computes in float32.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.data.preprocessing import Standardize
from engine.formats.errors import ExportError
from engine.formats.onnx.checking import TOLERANCE, check, deviation
from engine.formats.onnx.model import build
from engine.formats.onnx.rows import probes

if TYPE_CHECKING:
    from engine.formats.trained import Trained

LIMIT = 2_000_000_000
"""Bytes of weights; a file of ONNX's holds less than 2 GiB."""

__all__ = ["TOLERANCE", "check", "encode"]


def encode(trained: Trained) -> bytes:
    """Return the model's bytes; the same network gives the same bytes.

    Raises
    ------
    ExportError
        Where the weights do not fit ONNX or float32.
    """
    _require_room(trained)
    rows = probes(trained)
    for inputs, outputs in _precisions(trained):
        model = build(trained, double_inputs=inputs, double_outputs=outputs)
        if deviation(model, trained, rows) <= TOLERANCE / 2:
            break
    return bytes(model.SerializeToString(deterministic=True))


def _precisions(trained: Trained) -> list[tuple[bool, bool]]:
    """Return whether raw inputs and raw outputs are float64, the plainest choice first."""
    prepared = trained.preprocessing
    steps = prepared.transforms if prepared else ()
    standardized = any(isinstance(step, Standardize) for step in steps)
    scaled = any(
        each.preprocessing and each.preprocessing.target_scales for each in trained.outputs
    )
    return [
        (inputs, outputs)
        for inputs in ((False, True) if standardized else (False,))
        for outputs in ((False, True) if scaled else (False,))
    ]


def _require_room(trained: Trained) -> None:
    if 4 * trained.weights() > LIMIT:
        raise ExportError(
            "ONNX holds less than 2 GB of weights in a file and the network has more. "
            "Export .npz or .safetensors instead."
        )
    largest = float(np.finfo(np.float32).max)
    for name, array in trained.parameters.items():
        if np.abs(array).max(initial=0.0) > largest:
            raise ExportError(
                "The weights {name} are too large for ONNX’s float32. "
                "Export .npz or .safetensors instead.",
                name=name,
            )
