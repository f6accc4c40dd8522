"""ONNX, inwards: what a single operator is in our layers, with its weights.

Layers are put where the operator's tensors lie in ONNX's order: what a layer wants otherwise, such
as its channels last, Permute and Reshape bring about on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from engine.formats.errors import NotImportable
from engine.formats.onnx.importing.drawing import UNKNOWN, Drawing, Value
from engine.formats.onnx.importing.reading import Operator
from engine.formats.onnx.importing.table import OPERATORS, OUTPUTS
from engine.layers import Activation, Input
from engine.losses import SparseCategoricalCrossentropy

if TYPE_CHECKING:
    from collections.abc import Mapping

    import onnx
    from numpy.typing import NDArray

    from engine.graph import Graph
    from engine.losses import AnyLoss
    from engine.shapes import Shape

    Array = NDArray[Any]

__all__ = ["OPERATORS", "Imported", "NotImportable", "import_operator"]


_FLOATING = ("FLOAT", "DOUBLE", "FLOAT16", "BFLOAT16")


@dataclass(frozen=True)
class Imported:
    """A network that computes one output of an operator.

    Attributes
    ----------
    graph
        One Input layer for each tensor that is computed elsewhere.
    parameters
        What the operator has learned, by the names of the program's parameters.
    inputs
        Names of those tensors, in the order of the network's columns.
    samples
        Which of their dimensions counts the samples; the others, in order, are a sample's.
    output, shape
        Which dimension of the output counts the samples, and the lengths of the others.
    loss
        Where the operator is a loss: ours, with which the graph then ends.
    class_weights, ignored
        Then how much each class counts, and the class number of what does not count at all.
    """

    graph: Graph
    parameters: Mapping[str, Array]
    inputs: tuple[str, ...]
    samples: int
    output: int
    shape: Shape
    loss: AnyLoss | None = None
    class_weights: Array | None = None
    ignored: int | None = None


def import_operator(
    model: onnx.ModelProto,
    *,
    constants: Mapping[str, Array] | None = None,
    samples: int = 0,
    output: int = 0,
) -> Imported:
    """Return what the only operator of a model is in our layers.

    Parameters
    ----------
    constants
        Values of inputs that stay as they are, beside the model's own.
    samples
        Which dimension of its inputs counts the samples.
    output
        Number of the output that is wanted.

    Raises
    ------
    NotImportable
        In one sentence that names the operator and what of it no layer computes.
    """
    from onnx import numpy_helper

    if len(model.graph.node) != 1:
        raise NotImportable(
            "The model has {count} operators and one can be read.", count=len(model.graph.node)
        )
    node, graph = model.graph.node[0], model.graph
    if node.op_type not in OPERATORS or node.domain not in ("", "ai.onnx"):
        raise NotImportable("There is no layer for {operator}.", operator=node.op_type)
    known = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    known |= constants or {}
    given = {each.name: each for each in graph.input if each.name not in known}
    reader = _Tensors(node.op_type, given, samples)
    read = dict.fromkeys(name for name in node.input if name in given)
    values = {name: reader.value(name) for name in read}
    operator = Operator(
        node.op_type,
        next(each.version for each in model.opset_import if each.domain in ("", "ai.onnx")),
        tuple(values.get(name, known.get(name)) for name in node.input),
        output,
        _attributes(node),
        reader.drawing,
    )
    if output >= OUTPUTS.get(node.op_type, 1):
        raise operator.refused(f"output {output + 1}")
    found = OPERATORS[node.op_type](operator)
    return _finished(operator, found, tuple(values), samples)


def _finished(operator: Operator, found: Value, inputs: tuple[str, ...], samples: int) -> Imported:
    drawing, end = operator.drawing, found.node
    if isinstance(drawing.graph[end].layer, Input):
        # A network is more than its input.
        drawing.add(Activation(function="linear"), end)
    imported = Imported(drawing.graph, drawing.parameters, inputs, samples, found.axis, found.shape)
    if operator.name != "SoftmaxCrossEntropyLoss" or operator.output:
        return imported
    return replace(
        imported,
        loss=SparseCategoricalCrossentropy(),
        class_weights=operator.optional(2),
        ignored=operator.get("ignore_index", None),
    )


def _attributes(node: onnx.NodeProto) -> dict[str, Any]:
    from onnx import helper

    found = {each.name: helper.get_attribute_value(each) for each in node.attribute}
    return {name: _text(value) for name, value in found.items()}


def _text(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode()
    return [_text(each) for each in value] if isinstance(value, list) else value


class _Tensors:
    """Makes Input layers of a model's inputs."""

    def __init__(
        self, operator: str, given: Mapping[str, onnx.ValueInfoProto], samples: int
    ) -> None:
        self._operator, self._given, self._samples = operator, given, samples
        self.drawing = Drawing(operator, self._count())

    def value(self, name: str) -> Value:
        lengths = self._lengths(name)
        if not lengths or self._samples >= len(lengths):
            raise NotImportable(
                "The input {name} of {operator} has no dimension for the samples.",
                name=name,
                operator=self._operator,
            )
        shape = (*lengths[: self._samples], *lengths[self._samples + 1 :])
        if None in shape:
            raise NotImportable(
                "The input {name} of {operator} leaves open how long its dimensions are, "
                "beside the number of samples.",
                name=name,
                operator=self._operator,
            )
        self._require_numbers(name)
        return self.drawing.input(self._samples, tuple(length or 0 for length in shape))

    def _require_numbers(self, name: str) -> None:
        """Refuse what is no floating-point number; tokens are whole numbers to a person, too."""
        from onnx import TensorProto, helper

        kind = self._given[name].type.tensor_type.elem_type
        floating = tuple(map(TensorProto.DataType.Value, _FLOATING))
        if kind not in floating and self._operator != "Gather":
            raise NotImportable(
                "{operator} computes with {kind} here, and layers with floating-point numbers.",
                operator=self._operator,
                kind=helper.tensor_dtype_to_string(kind).removeprefix("TensorProto."),
            )

    def _lengths(self, name: str) -> list[int | None]:
        dimensions = self._given[name].type.tensor_type.shape.dim
        return [each.dim_value if each.HasField("dim_value") else None for each in dimensions]

    def _count(self) -> int:
        """Return the number of samples, where the model says it."""
        for name in self._given:
            lengths = self._lengths(name)
            if len(lengths) > self._samples:
                return lengths[self._samples] or UNKNOWN
        return UNKNOWN
