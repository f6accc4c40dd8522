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


def build(trained: Trained, *, double_inputs: bool, double_outputs: bool) -> onnx.ModelProto:
    """Return the model.

    Its output ``output``, ``(N, outputs)``, holds probabilities, or numbers in the units of the
    raw target. A classification has a second output ``label``, ``(N,)``: the class in words.

    Parameters
    ----------
    double_inputs, double_outputs
        Whether raw numbers come in, and numbers in raw units go out, as float64 instead of
        float32.
    """
    from onnx import helper

    builder = Builder(trained.parameters)
    inputs = RawInputs(builder, double=double_inputs)
    if trained.preprocessing is None:
        rows = inputs.plain(width(trained.graph))
    else:
        rows = inputs.prepare(trained.preprocessing)
    graph = helper.make_graph(
        nodes=builder.nodes,
        name=trained.name or "network",
        inputs=inputs.values,
        outputs=_outputs(builder, trained, rows, double=double_outputs),
        initializer=builder.initializers,
    )
    return _model(graph, trained)


def _outputs(
    builder: Builder, trained: Trained, rows: str, *, double: bool
) -> list[onnx.ValueInfoProto]:
    """Add everything behind the prepared ``rows``; return the declarations of the outputs."""
    from onnx import TensorProto, helper

    count = size(output_shape(trained.graph))
    value = _flat(builder, trained, rows)
    if trained.preprocessing and trained.preprocessing.target_scales:
        value = _unscaled(builder, value, trained.preprocessing.target_scales, double=double)
    output = builder.add("Identity", value, name="output")
    kind = TensorProto.DOUBLE if double else TensorProto.FLOAT
    outputs = [helper.make_tensor_value_info(output, kind, ["N", count])]
    if len(trained.classes) == max(count, 2):
        label = _label(builder, trained, output, count)
        outputs.append(helper.make_tensor_value_info(label, TensorProto.STRING, ["N"]))
    return outputs


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


def _flat(builder: Builder, trained: Trained, rows: str) -> str:
    """Return the value of the network's outputs, ``(N, outputs)``."""
    value = network(builder, trained.graph, rows)
    if len(output_shape(trained.graph)) == 1:
        return value
    return builder.add("Flatten", value, name="output/flat", axis=1)


def _unscaled(
    builder: Builder, value: str, scales: tuple[TargetScale, ...], *, double: bool
) -> str:
    from onnx import TensorProto

    scale = builder.constant(np.array([[step.scale for step in scales]]), "output/scale")
    mean = builder.constant(np.array([[step.mean for step in scales]]), "output/mean")
    exact = builder.add("Cast", value, name="output/double", to=TensorProto.DOUBLE)
    scaled = builder.add("Mul", exact, scale, name="output/scaled")
    raw = builder.add("Add", scaled, mean, name="output/raw")
    if double:
        return raw
    return builder.add("Cast", raw, name="output/rounded", to=TensorProto.FLOAT)


def _label(builder: Builder, trained: Trained, output: str, count: int) -> str:
    from onnx import TensorProto

    if count == 1:
        threshold = builder.constant(np.array(trained.threshold, np.float32), "label/threshold")
        above = builder.add("Greater", output, threshold, name="label/above")
        number = builder.add("Cast", above, name="label/number", to=TensorProto.INT64)
        every = builder.constant(np.array([-1], np.int64), "label/shape")
        chosen = builder.add("Reshape", number, every, name="label/index")
    else:
        chosen = builder.add("ArgMax", output, name="label/index", axis=1, keepdims=0)
    classes = builder.texts(trained.classes, (len(trained.classes),), "label/classes")
    return builder.add("Gather", classes, chosen, name="label")
