"""Which function imports which operator."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from engine.formats.onnx.importing import activations, conv, dense, norm, pool, recurrent, shape
from engine.formats.onnx.importing.attention import attention
from engine.formats.onnx.importing.elementwise import clip, folded, mean, merge, power, unary
from engine.formats.onnx.importing.losses import softmax_crossentropy
from engine.formats.onnx.importing.resize import resize, upsample
from engine.layers import Add, Average, GlobalAveragePool, GlobalMaxPool, Maximum, Multiply

if TYPE_CHECKING:
    from engine.formats.onnx.importing.drawing import Value
    from engine.formats.onnx.importing.reading import Operator

Importer = Callable[["Operator"], "Value"]

_ACTIVATIONS: dict[str, Importer] = {
    "Relu": partial(activations.plain, "relu"),
    "Sigmoid": partial(activations.plain, "sigmoid"),
    "Tanh": partial(activations.plain, "tanh"),
    "Softplus": partial(activations.plain, "softplus"),
    "Softsign": partial(activations.plain, "softsign"),
    "Mish": partial(activations.plain, "mish"),
    "HardSwish": partial(activations.plain, "hard_swish"),
    "Sin": partial(activations.plain, "sin"),
    "LeakyRelu": activations.leaky_relu,
    "PRelu": activations.prelu,
    "Elu": activations.elu,
    "Celu": activations.celu,
    "Selu": activations.selu,
    "Gelu": activations.gelu,
    "Swish": activations.swish,
    "HardSigmoid": activations.hard_sigmoid,
    "Softmax": partial(activations.softmax, "softmax"),
    "LogSoftmax": partial(activations.softmax, "log_softmax"),
}

_ELEMENTWISE: dict[str, Importer] = {
    "Add": partial(merge, Add, "{}+{}".format),
    "Sum": partial(merge, Add, lambda *x: "+".join(x)),
    "Mul": partial(merge, Multiply, "{}*{}".format),
    "Max": partial(merge, Maximum, folded("max({},{})".format)),
    "Mean": partial(merge, Average, mean),
    "Min": partial(merge, None, folded("min({},{})".format)),
    "Sub": partial(merge, None, "{}-{}".format),
    "Div": partial(merge, None, "{}/{}".format),
    "Pow": power,
    "Clip": clip,
    "Neg": partial(unary, "-{}".format),
    "Abs": partial(unary, "abs({})".format),
    "Exp": partial(unary, "exp({})".format),
    "Log": partial(unary, "log({})".format),
    "Sqrt": partial(unary, "sqrt({})".format),
    "Cos": partial(unary, "cos({})".format),
    "Tan": partial(unary, "tan({})".format),
}

_LAYERS: dict[str, Importer] = {
    "Gemm": dense.gemm,
    "MatMul": dense.matmul,
    "Gather": dense.gather,
    "Conv": conv.convolution,
    "ConvTranspose": conv.transposed,
    "MaxPool": pool.max_pool,
    "AveragePool": pool.average_pool,
    "GlobalAveragePool": partial(pool.whole, GlobalAveragePool),
    "GlobalMaxPool": partial(pool.whole, GlobalMaxPool),
    "ReduceMean": partial(pool.reduced, GlobalAveragePool),
    "ReduceMax": partial(pool.reduced, GlobalMaxPool),
    "BatchNormalization": norm.batch_norm,
    "LayerNormalization": norm.layer_norm,
    "RMSNormalization": norm.rms_norm,
    "GroupNormalization": norm.group_norm,
    "InstanceNormalization": norm.instance_norm,
    "RNN": recurrent.simple,
    "LSTM": recurrent.lstm,
    "GRU": recurrent.gru,
    "Attention": attention,
    "SoftmaxCrossEntropyLoss": softmax_crossentropy,
}

_LAYOUT: dict[str, Importer] = {
    "Identity": shape.identity,
    "Dropout": shape.dropout,
    "Flatten": shape.flatten,
    "Reshape": shape.reshape,
    "Squeeze": shape.squeeze,
    "Unsqueeze": shape.unsqueeze,
    "Transpose": shape.transpose,
    "Concat": shape.concatenate,
    "Pad": shape.pad,
    "Resize": resize,
    "Upsample": upsample,
}

OPERATORS: dict[str, Importer] = _ACTIVATIONS | _ELEMENTWISE | _LAYERS | _LAYOUT
"""Every operator that a layer, or a few, can be."""

OUTPUTS = {"RNN": 2, "LSTM": 2, "GRU": 2, "SoftmaxCrossEntropyLoss": 2}
"""How many of an operator's outputs there are layers for; elsewhere one."""
