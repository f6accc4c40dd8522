"""The model: raw rows, the network as drawn, and outputs as a person sees them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from engine.formats.onnx.builder import Builder
from engine.formats.onnx.network import network, width
from engine.formats.onnx.preprocessing import RawInputs
from engine.inference import infer

if TYPE_CHECKING:
    import onnx

    from engine.data.preprocessing import TargetScale
    from engine.formats.trained import Trained, TrainedOutput
    from engine.graph import Graph

OPSET = 20
"""The first with GELU."""

IR_VERSION = 9
"""That of opset 20; onnxruntime reads it since 1.17."""


def build(trained: Trained, *, double_inputs: bool, double_outputs: bool) -> onnx.ModelProto:
    """Return the model.

    Its output ``output``, ``(N, outputs)``, holds probabilities, or numbers in the units of the
    raw target. A classification has a second output ``label``, ``(N,)``: the class in words. Where
    the network has several outputs, theirs are called ``NAME/output`` and ``NAME/label``.

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

    found = []
    values = network(builder, trained.graph, rows)
    for each in trained.outputs:
        prefix = "" if len(trained.outputs) == 1 else f"{each.name}/"
        value = _flat(builder, trained.graph, each.node, values[each.node], prefix)
        scales = each.preprocessing.target_scales if each.preprocessing else ()
        if scales:
            value = _unscaled(builder, value, scales, prefix, double=double)
        output = builder.add("Identity", value, name=f"{prefix}output")
        kind = TensorProto.DOUBLE if double and scales else TensorProto.FLOAT
        found.append(helper.make_tensor_value_info(output, kind, ["N", each.width]))
        if has_label(each):
            label = _label(builder, each, output, prefix)
            found.append(helper.make_tensor_value_info(label, TensorProto.STRING, ["N"]))
    return found


def has_label(output: TrainedOutput) -> bool:
    """Whether an output names its class."""
    return len(output.classes) == max(output.width, 2)


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
    found["loss"] = ", ".join(each.loss.kind() for each in trained.outputs)
    if trained.preprocessing is not None:
        lists = {
            "columns": trained.preprocessing.names,
            "targets": trained.preprocessing.target_names,
            "classes": trained.preprocessing.classes,
        }
        found |= {key: json.dumps(texts, ensure_ascii=False) for key, texts in lists.items()}
    return found


def _flat(builder: Builder, graph: Graph, node: int, value: str, prefix: str) -> str:
    """Return the value of an output, ``(N, outputs)``."""
    if len(infer(graph).shapes[node]) == 1:
        return value
    return builder.add("Flatten", value, name=f"{prefix}output/flat", axis=1)


def _unscaled(
    builder: Builder, value: str, scales: tuple[TargetScale, ...], prefix: str, *, double: bool
) -> str:
    from onnx import TensorProto

    scale = builder.constant(np.array([[step.scale for step in scales]]), f"{prefix}output/scale")
    mean = builder.constant(np.array([[step.mean for step in scales]]), f"{prefix}output/mean")
    exact = builder.add("Cast", value, name=f"{prefix}output/double", to=TensorProto.DOUBLE)
    scaled = builder.add("Mul", exact, scale, name=f"{prefix}output/scaled")
    raw = builder.add("Add", scaled, mean, name=f"{prefix}output/raw")
    if double:
        return raw
    return builder.add("Cast", raw, name=f"{prefix}output/rounded", to=TensorProto.FLOAT)


def _label(builder: Builder, own: TrainedOutput, output: str, prefix: str) -> str:
    from onnx import TensorProto

    if own.width == 1:
        threshold = builder.constant(
            np.array(own.threshold, np.float32), f"{prefix}label/threshold"
        )
        above = builder.add("Greater", output, threshold, name=f"{prefix}label/above")
        number = builder.add("Cast", above, name=f"{prefix}label/number", to=TensorProto.INT64)
        every = builder.constant(np.array([-1], np.int64), f"{prefix}label/shape")
        chosen = builder.add("Reshape", number, every, name=f"{prefix}label/index")
    else:
        chosen = builder.add("ArgMax", output, name=f"{prefix}label/index", axis=1, keepdims=0)
    classes = builder.texts(own.classes, (len(own.classes),), f"{prefix}label/classes")
    return builder.add("Gather", classes, chosen, name=f"{prefix}label")
