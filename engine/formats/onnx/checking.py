"""Whether a model computes what the program shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.cells import shorten
from engine.formats.errors import ExportError
from engine.formats.onnx.model import has_label
from engine.formats.onnx.rows import feeds, probes
from engine.formats.trained import require_equal
from engine.message import Message
from engine.metrics import classes_of

if TYPE_CHECKING:
    import onnx
    from numpy.typing import NDArray

    from engine.formats.trained import Trained, TrainedOutput

TOLERANCE = 1e-5
"""Largest difference of a prediction, see `deviation`."""

AGREES = (
    "Saved and read back: {count} weights, equal bit for bit; predictions for {rows} rows differ "
    "by at most {difference:.1e}."
)

AGREES_DOUBLE = (
    "Saved and read back: {count} weights, equal bit for bit; predictions for {rows} rows differ "
    "by at most {difference:.1e}. Its numbers are float64: float32 would round a column too much."
)


def check(content: bytes, trained: Trained) -> Message:
    """Read a model as anybody would and compare its weights and predictions.

    Raises
    ------
    ExportError
        Where the model is not valid ONNX, a weight differs in a bit, or a prediction by more
        than `TOLERANCE`.
    """
    import onnx

    model = onnx.load_from_string(content)
    _require_valid(model)
    found = {tensor.name: tensor for tensor in model.graph.initializer}
    require_equal(
        {name: onnx.numpy_helper.to_array(found[name]) for name in trained.parameters},
        {name: array.astype(np.float32) for name, array in trained.parameters.items()},
    )
    rows = probes(trained)
    difference = deviation(model, trained, rows)
    if not difference <= TOLERANCE:
        raise ExportError(
            "The ONNX model’s predictions differ by {difference:.1e}, more than {tolerance:.0e}, "
            "so nothing was saved. Export .npz or .safetensors instead, or train with L2: "
            "smaller weights make less of float32’s rounding.",
            difference=difference,
            tolerance=TOLERANCE,
        )
    return Message(
        AGREES_DOUBLE if _has_double(model) else AGREES,
        {"count": trained.weights(), "rows": len(rows), "difference": difference},
    )


def _has_double(model: onnx.ModelProto) -> bool:
    import onnx

    values = (*model.graph.input, *model.graph.output)
    kinds = [value.type.tensor_type.elem_type for value in values]
    return onnx.TensorProto.DOUBLE in kinds


def _require_valid(model: onnx.ModelProto) -> None:
    import onnx

    try:
        onnx.checker.check_model(model, full_check=True)
    except (onnx.checker.ValidationError, onnx.shape_inference.InferenceError) as error:
        raise ExportError(
            "The network makes no valid ONNX model ({reason}), so nothing was saved. "
            "Export .npz or .safetensors instead.",
            reason=shorten(str(error), 200),
        ) from error


def deviation(model: onnx.ModelProto, trained: Trained, rows: NDArray[np.float64]) -> float:
    """Return the largest difference between the model's predictions and the program's.

    Each is relative to the larger of 1 and the prediction, both as the network computes it: in
    units of its target's spread.

    Raises
    ------
    ExportError
        Where the program itself does not predict finite numbers, or the model names another
        class than its outputs mean.
    """
    from onnx.reference import ReferenceEvaluator

    from engine.formats.onnx.operators import missing_operators

    expected = np.asarray(trained.predict(rows), np.float64).reshape(len(rows), -1)
    if not np.isfinite(expected).all():
        raise ExportError(
            "The network’s predictions are not finite numbers, so there is nothing to export. "
            "Reset and train again with a smaller learning rate."
        )
    # The evaluator computes both branches of a Where: one of them may overflow.
    with np.errstate(all="ignore"):
        outputs = ReferenceEvaluator(model, new_ops=missing_operators()).run(
            None, feeds(model, rows, trained.preprocessing)
        )
    assert isinstance(outputs, list)
    return max(
        _difference(own, outputs, np.asarray(wanted, np.float64))
        for own, wanted in zip(trained.outputs, trained.split(expected), strict=True)
    )


def _difference(own: TrainedOutput, outputs: list[Any], expected: NDArray[np.float64]) -> float:
    """Return the largest difference at one output; take what belongs to it from ``outputs``."""
    found = np.asarray(outputs.pop(0), np.float64)
    if has_label(own) and not _labels_follow(outputs.pop(0), found, own):
        raise ExportError(
            "The ONNX model names other classes than the program, so nothing was saved. "
            "Export .npz or .safetensors instead."
        )
    prepared = own.preprocessing
    if prepared is not None and prepared.target_scales:
        means = np.array([step.mean for step in prepared.target_scales])
        scales = np.array([step.scale for step in prepared.target_scales])
        found, expected = (found - means) / scales, (expected - means) / scales
    return float((np.abs(found - expected) / np.maximum(1.0, np.abs(expected))).max())


def _labels_follow(labels: Any, outputs: NDArray[np.float64], own: TrainedOutput) -> bool:
    """Return whether each label is the class that its outputs mean, where they leave no doubt."""
    chosen = classes_of(outputs, own.threshold)
    if outputs.shape[1] == 1:
        margin = np.abs(outputs[:, 0] - own.threshold)
    else:
        ranked = np.sort(outputs, axis=1)
        margin = ranked[:, -1] - ranked[:, -2]
    clear = margin > TOLERANCE
    return bool((np.array(own.classes)[chosen] == labels)[clear].all())
