"""The model: raw rows, the network as drawn, and outputs as a person sees them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from engine.formats.onnx.builder import Builder
from engine.formats.onnx.network import network, output_shape, width
from engine.formats.onnx.preprocessing import RawInputs
from engine.shapes import size

if TYPE_CHECKING:
    import onnx

    from engine.data.preprocessing import TargetScale
    from engine.formats.trained import Trained

OPSET = 20
"""The first with GELU."""

IR_VERSION = 9
"""That of opset 20; onnxruntime reads it since 1.17."""


def build(trained: Trained, *, double: bool) -> onnx.ModelProto:
    """Return the model.

    Its output ``output``, ``(N, outputs)`` float32, holds probabilities, or numbers in the units
    of the raw target. A classification has a second output ``label``, ``(N,)``: the class in words.

    Parameters
    ----------
    double
        Whether raw numbers come in as float64 instead of float32.
    """
    from onnx import TensorProto, helper

    builder = Builder(reserved=trained.parameters)
    for name, array in trained.parameters.items():
        builder.weights(name, array)
    inputs = RawInputs(builder, double=double)
    outputs = size(output_shape(trained.graph))
    if trained.preprocessing is None:
        rows = inputs.plain(width(trained.graph))
    else:
        rows = inputs.prepare(trained.preprocessing)
    result = builder.add("Identity", _finish(builder, trained, rows), name="output")
    values = [helper.make_tensor_value_info(result, TensorProto.FLOAT, ["N", outputs])]
    if _has_labels(trained, outputs):
        label = _label(builder, trained, result, outputs)
        values.append(helper.make_tensor_value_info(label, TensorProto.STRING, ["N"]))
    graph = helper.make_graph(
        builder.nodes, trained.name, inputs.values, values, builder.initializers
    )
    return _model(graph, trained)


def _model(graph: onnx.GraphProto, trained: Trained) -> onnx.ModelProto:
    from onnx import helper

    model = helper.make_model(
        graph,
        producer_name="dnngui",
        ir_version=IR_VERSION,
        opset_imports=[helper.make_opsetid("", OPSET)],
    )
    helper.set_model_props(model, _properties(trained))
    return model


def _properties(trained: Trained) -> dict[str, str]:
    found = {"name": trained.name}
    if trained.loss is not None:
        found["loss"] = trained.loss.kind()
    if trained.preprocessing is not None:
        lists = {
            "columns": trained.preprocessing.names,
            "targets": trained.preprocessing.target_names,
            "classes": trained.classes,
        }
        found |= {key: json.dumps(texts, ensure_ascii=False) for key, texts in lists.items()}
    return found


def _finish(builder: Builder, trained: Trained, rows: str) -> str:
    """Return the value of the predictions, ``(N, outputs)``."""
    value = network(builder, trained.graph, rows)
    if len(output_shape(trained.graph)) > 1:
        value = builder.add("Flatten", value, name="output/flat", axis=1)
    scales = trained.preprocessing.target_scales if trained.preprocessing else ()
    return _unscaled(builder, value, scales) if scales else value


def _unscaled(builder: Builder, value: str, scales: tuple[TargetScale, ...]) -> str:
    from onnx import TensorProto

    scale = builder.constant(np.array([[step.scale for step in scales]]), "output/scale")
    mean = builder.constant(np.array([[step.mean for step in scales]]), "output/mean")
    exact = builder.add("Cast", value, name="output/double", to=TensorProto.DOUBLE)
    scaled = builder.add("Mul", exact, scale, name="output/scaled")
    raw = builder.add("Add", scaled, mean, name="output/raw")
    return builder.add("Cast", raw, name="output/rounded", to=TensorProto.FLOAT)


def _has_labels(trained: Trained, outputs: int) -> bool:
    count = len(trained.classes)
    return count == max(outputs, 2)


def _label(builder: Builder, trained: Trained, result: str, outputs: int) -> str:
    from onnx import TensorProto

    if outputs == 1:
        threshold = builder.constant(np.array(trained.threshold, np.float32), "label/threshold")
        above = builder.add("Greater", result, threshold, name="label/above")
        number = builder.add("Cast", above, name="label/number", to=TensorProto.INT64)
        every = builder.constant(np.array([-1], np.int64), "label/shape")
        chosen = builder.add("Reshape", number, every, name="label/index")
    else:
        chosen = builder.add("ArgMax", result, name="label/index", axis=1, keepdims=0)
    classes = builder.texts(trained.classes, (len(trained.classes),), "label/classes")
    return builder.add("Gather", classes, chosen, name="label")
