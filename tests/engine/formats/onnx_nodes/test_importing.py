"""Single operators with random settings and weights: our layers against onnxruntime.

ONNX's own tests of recurrent operators have constant weights, with which any order of the gates
passes.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from nodes import run
from onnx import TensorProto, helper, numpy_helper

from engine.formats import NotImportable
from engine.formats.onnx.importing import import_operator
from engine.layers import GRU, LSTM, Conv1D, Conv2D, Dense, DepthwiseConv2D, Input, SimpleRNN


def model(operator, x, weights=(), *, opset=22, outputs=1, shape=None, **attributes):
    """Return a model of one operator, its first input computed and the others known."""
    names = [f"w{number}" if each is not None else "" for number, each in enumerate(weights)]
    results = [f"y{number}" for number in range(outputs)]
    node = helper.make_node(operator, ["x", *names], results, **attributes)
    graph = helper.make_graph(
        [node],
        operator,
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape or x.shape)],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in results],
        [
            numpy_helper.from_array(each, name)
            for name, each in zip(names, weights, strict=True)
            if each is not None
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=10)


def theirs(model, x):
    onnxruntime = pytest.importorskip("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    return session.run(None, {"x": x})


def agree(model, x, samples=0):
    for number, wanted in enumerate(theirs(model, x)):
        found = run(import_operator(model, samples=samples, output=number), {"x": x})
        assert found.shape == wanted.shape
        np.testing.assert_allclose(found, wanted, rtol=1e-4, atol=1e-5)


def drawn(random, *shape):
    return random.standard_normal(shape).astype(np.float32)


RECURRENT = {"RNN": 1, "LSTM": 4, "GRU": 3}
KINDS = [
    ("RNN", {}),
    ("LSTM", {}),
    ("GRU", {"linear_before_reset": 1}),
    ("GRU", {"linear_before_reset": 0}),
]


@pytest.mark.parametrize("biased", [True, False])
@pytest.mark.parametrize("direction", ["forward", "reverse", "bidirectional"])
@pytest.mark.parametrize(("operator", "more"), KINDS)
def test_gates_of_random_weights_are_in_their_places(operator, more, direction, biased):
    random = np.random.default_rng(len(direction) + biased)
    steps, samples, width, units = 5, 4, 3, 6
    sums, sides = RECURRENT[operator] * units, 2 if direction == "bidirectional" else 1
    x = drawn(random, steps, samples, width)
    weights = [drawn(random, sides, sums, width), drawn(random, sides, sums, units)]
    if biased:
        weights.append(drawn(random, sides, 2 * sums))
    attributes = {"hidden_size": units, "direction": direction, **more}
    agree(model(operator, x, weights, outputs=2, **attributes), x, samples=1)


@pytest.mark.parametrize(("operator", "more"), KINDS[1:])
def test_any_other_order_of_gates_would_be_seen(operator, more):
    random = np.random.default_rng(2)
    gates, x = RECURRENT[operator], drawn(random, 5, 4, 3)
    weights = [drawn(random, 1, 6 * gates, 3), drawn(random, 1, 6 * gates, 6)]
    given = model(operator, x, weights, hidden_size=6, **more)
    imported = import_operator(given, samples=1)
    (wanted,) = theirs(given, x)
    (name,) = [each for each in imported.parameters if each.endswith("/kernel")]
    kernel = imported.parameters[name].copy()
    parts = np.split(kernel, gates, axis=1)
    for order in itertools.permutations(range(gates)):
        imported.parameters[name][...] = np.concatenate([parts[gate] for gate in order], axis=1)
        differs = np.abs(run(imported, {"x": x}) - wanted).max() > 1e-2
        assert differs == (order != tuple(range(gates)))


@pytest.mark.parametrize("seed", range(12))
def test_a_convolution_of_random_settings(seed):
    random = np.random.default_rng(seed)
    rank, groups = 1 + seed % 2, int(random.choice([1, 2, 3]))
    lengths = random.integers(7, 12, rank)
    kernel = random.integers(1, 4, rank)
    x = drawn(random, 2, 6, *lengths)
    weights = [drawn(random, 6, 6 // groups, *kernel), drawn(random, 6)][: 1 + seed % 3]
    if seed % 4 < 2:
        padding = {"pads": random.integers(0, 3, 2 * rank).tolist()}
        padding["dilations"] = random.integers(1, 3, rank).tolist()
    else:
        padding = {"auto_pad": str(random.choice(["SAME_UPPER", "SAME_LOWER", "VALID"]))}
    strides = random.integers(1, 4, rank).tolist()
    agree(model("Conv", x, weights, group=groups, strides=strides, **padding), x)


@pytest.mark.parametrize("seed", range(12))
def test_a_transposed_convolution_of_random_settings(seed):
    random = np.random.default_rng(seed)
    rank = 1 + seed % 2
    # Windows further apart than they are long leave gaps, which a bias would have to fill.
    strides = random.integers(1, 3 if seed % 3 == 0 else 4, rank)
    groups = 1 + seed // 2 % 3
    x = drawn(random, 2, 6, *random.integers(4, 7, rank))
    weights = [drawn(random, 6, 4, *random.integers(2, 4, rank))]
    if seed % 3 == 0:
        more = {"auto_pad": str(random.choice(["SAME_UPPER", "SAME_LOWER"]))}
        weights.append(drawn(random, 4 * groups))
    else:
        more = {
            "pads": random.integers(0, 2, 2 * rank).tolist(),
            "output_padding": [int(random.integers(0, stride)) for stride in strides],
            "dilations": random.integers(1, 3, rank).tolist(),
        }
    agree(model("ConvTranspose", x, weights, strides=strides.tolist(), group=groups, **more), x)


@pytest.mark.parametrize("ceil_mode", [0, 1])
@pytest.mark.parametrize("operator", ["MaxPool", "AveragePool"])
@pytest.mark.parametrize("seed", range(6))
def test_a_pool_of_random_settings(operator, ceil_mode, seed):
    random = np.random.default_rng(seed)
    rank = 1 + seed % 2
    x = drawn(random, 2, 3, *random.integers(6, 12, rank))
    kernel = random.integers(2, 4, rank)
    pads = random.integers(0, kernel.min(), 2 * rank).tolist()
    strides = random.integers(1, 4, rank).tolist()
    more = {"count_include_pad": seed % 3 % 2} if operator == "AveragePool" else {}
    more["dilations"] = random.integers(1, 3, rank).tolist()
    settings = {"kernel_shape": kernel.tolist(), "strides": strides, "pads": pads, **more}
    agree(model(operator, x, ceil_mode=ceil_mode, **settings), x)


@pytest.mark.parametrize("axis", [1, 2, -1])
@pytest.mark.parametrize("operator", ["LayerNormalization", "Softmax", "LogSoftmax"])
def test_an_axis_counts_onnxs_dimensions(operator, axis):
    random = np.random.default_rng(3)
    x = drawn(random, 4, 3, 5, 2)
    inner = x.shape[axis % 4 :]
    weights = [drawn(random, *inner), drawn(random, *inner)] if operator[0] == "L" else []
    agree(model(operator, x, weights if operator[1] == "a" else [], axis=axis), x)


def test_a_model_may_leave_open_how_many_samples_come():
    random = np.random.default_rng(4)
    x = drawn(random, 3, 4, 2)
    shape = np.array([0, -1], np.int64)
    given = model("Reshape", x, [shape], shape=["N", 4, 2])
    np.testing.assert_array_equal(run(import_operator(given), {"x": x}), x.reshape(3, 8))


@pytest.mark.parametrize(
    ("operator", "weights", "settings", "kind"),
    [
        ("Gemm", [(3, 5)], {}, Dense),
        ("Conv", [(4, 3, 2)], {}, Conv1D),
        ("Conv", [(4, 3, 2, 2)], {}, Conv2D),
        ("Conv", [(6, 1, 2, 2)], {"group": 3}, DepthwiseConv2D),
        ("RNN", [(1, 2, 3), (1, 2, 2)], {}, SimpleRNN),
        ("LSTM", [(1, 8, 3), (1, 8, 2)], {}, LSTM),
        ("GRU", [(1, 6, 3), (1, 6, 2)], {"linear_before_reset": 1}, GRU),
    ],
)
def test_a_person_meets_the_layer_of_that_name(operator, weights, settings, kind):
    rank = 3 if operator in RECURRENT else len(weights[0])
    x = np.zeros((2, 3, 5, 5)[:rank] if operator == "Conv" else (2, 4, 3)[-rank:], np.float32)
    filled = [np.ones(shape, np.float32) for shape in weights]
    imported = import_operator(
        model(operator, x, filled, **settings), samples=int(operator in RECURRENT)
    )
    kinds = {type(node.layer) for node in imported.graph.nodes}
    assert kind in kinds
    assert Input in kinds


@pytest.mark.parametrize(
    ("operator", "settings", "sentence"),
    [
        ("Hardmax", {}, "There is no layer for Hardmax."),
        ("Swish", {"alpha": 1.0}, None),
        ("Softmax", {"axis": 0}, "Softmax works across the samples, along dimension 0. "),
        (
            "MaxPool",
            {"kernel_shape": [2, 2, 2]},
            "no layer for MaxPool with kernel_shape = [2, 2, 2",
        ),
        ("Dropout", {}, None),
    ],
)
def test_what_no_layer_computes_is_said_in_a_sentence(operator, settings, sentence):
    x = np.zeros((2, 3, 4, 5), np.float32)
    given = model(operator, x, opset=24, **settings)
    if sentence is None:
        assert import_operator(given).parameters == {}
        return
    with pytest.raises(NotImportable) as refused:
        import_operator(given)
    assert sentence in str(refused.value)


def test_a_large_sample_is_refused_where_a_formula_for_each_value_would_be_too_long():
    x = np.zeros((1, 3, 64, 64), np.float32)
    with pytest.raises(NotImportable, match="Exp goes beyond what the layer Features allows"):
        import_operator(model("Exp", x))


def test_a_model_of_several_operators_is_refused():
    given = model("Relu", np.zeros((2, 3), np.float32))
    given.graph.node.append(helper.make_node("Relu", ["y0"], ["z"]))
    with pytest.raises(NotImportable, match="2 operators"):
        import_operator(given)
