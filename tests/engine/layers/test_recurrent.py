"""Recurrent layers and embeddings compute what PyTorch's do, forward and backward."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Graph, compile, layers
from engine.inference import infer

torch = pytest.importorskip("torch")

STEPS, WIDTH, UNITS, BATCH = 6, 3, 4, 5
KINDS = {
    "simple rnn": (layers.SimpleRNN, {}, torch.nn.RNN, {}),
    "simple rnn relu": (
        layers.SimpleRNN,
        {"activation": "relu"},
        torch.nn.RNN,
        {"nonlinearity": "relu"},
    ),
    "lstm": (layers.LSTM, {}, torch.nn.LSTM, {}),
    "gru": (layers.GRU, {}, torch.nn.GRU, {}),
}
EVERY = pytest.mark.parametrize("kind", KINDS)


def randomized(program, seed=0):
    random = np.random.default_rng(seed)
    program.theta[...] = 0.7 * random.standard_normal(program.theta.shape)
    return program


def ours(kind, width=WIDTH, **fields):
    """Return a program whose recurrent layer reads a Dense layer, so that gradients go on."""
    declaration, own, _, _ = KINDS[kind]
    graph = Graph.sequential(
        layers.Input(shape=(STEPS, width)),
        layers.Dense(units=width, use_bias=False),
        declaration(units=UNITS, **own, **fields),
    )
    return randomized(compile(graph, "mean_squared_error", dtype="float64"))


def theirs(kind, program, width=WIDTH, **fields):
    """Return PyTorch's layer with the same weights."""
    _, _, module, own = KINDS[kind]
    layer = module(width, UNITS, batch_first=True, dtype=torch.float64, **own, **fields)
    state = {}
    for name in layer.state_dict():
        suffix = "_reverse" if name.endswith("_reverse") else ""
        part, side = name.removesuffix("_reverse").removesuffix("_l0").split("_")
        state[name] = tensor_of(program, part, side, suffix)
    layer.load_state_dict(state)
    return layer


def named(part, side, suffix, program):
    names = {
        ("weight", "ih"): "kernel",
        ("weight", "hh"): "recurrent_kernel",
        ("bias", "ih"): "bias",
        ("bias", "hh"): "recurrent_bias",
    }
    (owner,) = {name.split("/")[0] for name in program.parameters} - {"dense_1", "embedding_1"}
    return f"{owner}/{names[part, side]}{suffix}"


def tensor_of(program, part, side, suffix):
    values = program.parameters.get(named(part, side, suffix, program))
    if values is None:
        return torch.zeros_like(tensor_of(program, part, "ih", suffix))
    return torch.from_numpy(values.T.copy())


def flipped(values, *, backward):
    return values.flip(1) if backward else values


@pytest.mark.parametrize("output", ["last", "sequence"])
@pytest.mark.parametrize("direction", ["forward", "backward", "both"])
@pytest.mark.parametrize("width", [WIDTH, UNITS])
@EVERY
def test_outputs_and_all_gradients_are_those_of_pytorch(kind, width, direction, output):
    program = ours(kind, width, direction=direction, output=output)
    layer = theirs(kind, program, width, bidirectional=direction == "both")
    random = np.random.default_rng(1)
    x = random.standard_normal((BATCH, STEPS, width))
    dense = torch.from_numpy(program.parameters["dense_1/kernel"].copy()).requires_grad_()
    backward = direction == "backward"
    states, ends = layer(flipped(torch.from_numpy(x) @ dense, backward=backward))
    if output == "sequence":
        expected = flipped(states, backward=backward)
    else:
        ends = ends[0] if isinstance(ends, tuple) else ends
        expected = torch.cat(list(ends), dim=-1)
    np.testing.assert_allclose(program.predict(x), expected.detach(), rtol=1e-12, atol=1e-12)
    cotangent = random.standard_normal(expected.shape)
    expected.backward(torch.from_numpy(cotangent))
    gradients = program.backpropagate(x, cotangent)
    np.testing.assert_allclose(gradients["dense_1/kernel"], dense.grad, rtol=1e-9, atol=1e-12)
    compared = 0
    for name, parameter in layer.named_parameters():
        suffix = "_reverse" if name.endswith("_reverse") else ""
        part, side = name.removesuffix("_reverse").removesuffix("_l0").split("_")
        found = gradients.get(named(part, side, suffix, program))
        if found is not None:
            compared += 1
            np.testing.assert_allclose(found.T, parameter.grad, rtol=1e-9, atol=1e-12)
    assert compared == len(program.parameters) - 1


@pytest.mark.parametrize(("units", "batch"), [(4, 3), (96, 64), (160, 64)])
@EVERY
def test_many_steps_and_products_cut_in_parts_are_those_of_pytorch(kind, units, batch):
    declaration, own, module, theirs_own = KINDS[kind]
    graph = Graph.sequential(
        layers.Input(shape=(19, 40)),
        layers.Dense(units=40, use_bias=False),
        declaration(units=units, output="sequence", **own),
    )
    program = compile(graph, "mean_squared_error", dtype="float64")
    layer = module(40, units, batch_first=True, dtype=torch.float64, **theirs_own)
    layer.load_state_dict(
        {
            name: tensor_of(program, *name.removesuffix("_l0").split("_"), "")
            for name in layer.state_dict()
        }
    )
    random = np.random.default_rng(7)
    x = random.standard_normal((batch, 19, 40))
    dense = torch.from_numpy(program.parameters["dense_1/kernel"].copy()).requires_grad_()
    expected, _ = layer(torch.from_numpy(x) @ dense)
    np.testing.assert_allclose(program.predict(x), expected.detach(), rtol=1e-9, atol=1e-10)
    cotangent = random.standard_normal(expected.shape)
    expected.backward(torch.from_numpy(cotangent))
    gradients = program.backpropagate(x, cotangent)
    np.testing.assert_allclose(gradients["dense_1/kernel"], dense.grad, rtol=1e-7, atol=1e-8)
    for part in ("kernel", "recurrent_kernel"):
        (found,) = [view for name, view in gradients.items() if name.endswith(f"_1/{part}")][-1:]
        side = "weight_ih_l0" if part == "kernel" else "weight_hh_l0"
        np.testing.assert_allclose(found.T, getattr(layer, side).grad, rtol=1e-7, atol=1e-8)


def padded_sentences(random, *, lengths):
    """Return tokens from 1 on, zeros behind each sample's length."""
    tokens = random.integers(1, 9, (len(lengths), STEPS))
    return np.where(np.arange(STEPS) < np.array(lengths)[:, None], tokens, 0)


def reader(kind, *, middle=(), **fields):
    """Return a program that reads tokens, of which 0 is padding."""
    declaration, own, _, _ = KINDS[kind]
    graph = Graph.sequential(
        layers.Input(shape=(STEPS,)),
        layers.Embedding(vocabulary=9, units=WIDTH, padding=True),
        *middle,
        declaration(units=UNITS, skip_padding=True, **own, **fields),
    )
    return randomized(compile(graph, "mean_squared_error", dtype="float64"))


@pytest.mark.parametrize("output", ["last", "sequence"])
@EVERY
def test_padding_is_left_out_as_in_packed_sequences(kind, output):
    program = reader(kind, direction="both", output=output)
    random = np.random.default_rng(2)
    lengths = [6, 3, 1, 5]
    tokens = padded_sentences(random, lengths=lengths)
    layer = theirs(kind, program, bidirectional=True)
    table = torch.from_numpy(program.parameters["embedding_1/table"].copy()).requires_grad_()
    vectors = torch.nn.functional.embedding(torch.from_numpy(tokens), table, padding_idx=0)
    packed = torch.nn.utils.rnn.pack_padded_sequence(
        vectors, torch.tensor(lengths), batch_first=True, enforce_sorted=False
    )
    states, ends = layer(packed)
    if output == "sequence":
        expected, _ = torch.nn.utils.rnn.pad_packed_sequence(states, batch_first=True)
    else:
        expected = torch.cat(list(ends[0] if isinstance(ends, tuple) else ends), dim=-1)
    np.testing.assert_allclose(program.predict(tokens), expected.detach(), rtol=1e-12, atol=1e-12)
    cotangent = random.standard_normal(expected.shape)
    expected.backward(torch.from_numpy(cotangent))
    gradients = program.backpropagate(tokens, cotangent)
    found = gradients["embedding_1/table"]
    np.testing.assert_allclose(found, table.grad, rtol=1e-9, atol=1e-12)
    assert not found[0].any()
    recurrent = gradients[named("weight", "hh", "_reverse", program)]
    np.testing.assert_allclose(recurrent.T, layer.weight_hh_l0_reverse.grad, rtol=1e-9, atol=1e-12)


@EVERY
def test_a_stack_and_dropout_pass_the_padding_on(kind):
    declaration, own, _, _ = KINDS[kind]
    first = declaration(units=WIDTH, skip_padding=True, output="sequence", **own)
    program = reader(kind, middle=[first, layers.Dropout(rate=0.2)])
    short = padded_sentences(np.random.default_rng(3), lengths=[3])
    graph = program.graph.replace(1, layers.Input(shape=(3,)))
    exact = compile(graph, "mean_squared_error", dtype="float64")
    exact.theta[...] = program.theta
    np.testing.assert_allclose(program.predict(short), exact.predict(short[:, :3]), rtol=1e-12)


@EVERY
def test_a_sample_of_padding_alone_gives_zeros(kind):
    program = reader(kind, direction="both")
    np.testing.assert_array_equal(program.predict(np.zeros((2, STEPS))), np.zeros((2, 2 * UNITS)))


@EVERY
def test_gradients_through_padding_equal_finite_differences(kind):
    program = reader(kind, direction="both", output="sequence")
    random = np.random.default_rng(4)
    tokens = padded_sentences(random, lengths=[6, 0, 2, 5])
    cotangent = random.standard_normal((4, STEPS, 2 * UNITS))
    start, direction = program.theta.copy(), random.standard_normal(program.theta.shape)

    def value(distance):
        program.theta[...] = start + distance * direction
        return float(np.sum(cotangent * program.predict(tokens)))

    slope = (value(1e-5) - value(-1e-5)) / 2e-5
    program.theta[...] = start
    program.backpropagate(tokens, cotangent)
    assert float(program.gradient @ direction) == pytest.approx(slope, rel=1e-6)


@pytest.mark.parametrize("direction", ["forward", "backward", "both"])
@pytest.mark.parametrize("output", ["last", "sequence"])
@EVERY
def test_padding_is_left_out_in_onnxruntime_too(kind, direction, output, tmp_path):
    onnxruntime = pytest.importorskip("onnxruntime")
    from engine.formats import Trained, export

    program = reader(kind, direction=direction, output=output)
    export(tmp_path / "net.onnx", Trained.of(program))
    session = onnxruntime.InferenceSession(str(tmp_path / "net.onnx"))
    tokens = padded_sentences(np.random.default_rng(5), lengths=[6, 3, 0, 1, 5])
    (found,) = session.run(["output"], {"input": tokens.astype(np.float32)})
    expected = program.predict(tokens).reshape(found.shape)
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-5)


def test_an_lstm_starts_with_open_forget_gates():
    graph = Graph.sequential(layers.Input(shape=(STEPS, WIDTH)), layers.LSTM(units=2))
    bias = compile(graph, "mean_squared_error").parameters["lstm_1/bias"]
    np.testing.assert_array_equal(bias, [0, 0, 1, 1, 0, 0, 0, 0])


@EVERY
def test_recurrent_kernels_start_orthogonal(kind):
    declaration, own, _, _ = KINDS[kind]
    graph = Graph.sequential(layers.Input(shape=(STEPS, WIDTH)), declaration(units=UNITS, **own))
    parameters = compile(graph, "mean_squared_error", dtype="float64").parameters
    (kernel,) = [view for name, view in parameters.items() if name.endswith("recurrent_kernel")]
    np.testing.assert_allclose(kernel @ kernel.T, np.eye(UNITS), atol=1e-12)


@pytest.mark.parametrize("shape", [(7,), (4, 3, 2)])
def test_a_shape_without_steps_and_features_is_mended_by_a_reshape(shape):
    graph = Graph.sequential(layers.Input(shape=shape), layers.GRU(units=2))
    (problem,) = infer(graph).problems
    assert "needs steps and the features of each" in str(problem.message)
    mended = infer(problem.repair.graph)
    assert not mended.problems
    assert mended.shapes[mended.output] == (2,)


def test_an_embedding_reads_its_table():
    graph = Graph.sequential(layers.Input(shape=(2, 2)), layers.Embedding(vocabulary=5, units=3))
    program = randomized(compile(graph, "mean_squared_error"))
    table = program.parameters["embedding_1/table"]
    tokens = np.array([[[0, 4], [1, 1]]])
    np.testing.assert_array_equal(program.predict(tokens)[0], table[tokens[0]])


def test_an_embedding_rounds_and_stays_within_its_table():
    graph = Graph.sequential(layers.Input(shape=(4,)), layers.Embedding(vocabulary=5, units=3))
    program = randomized(compile(graph, "mean_squared_error"))
    table = program.parameters["embedding_1/table"]
    found = program.predict([[2.9999, -1.0, 17.0, 0.2]])[0]
    np.testing.assert_array_equal(found, table[[3, 0, 4, 0]])


@pytest.mark.parametrize("padding", [False, True])
def test_gradients_of_equal_tokens_add_up_as_in_pytorch(padding):
    graph = Graph.sequential(
        layers.Input(shape=(8,)), layers.Embedding(vocabulary=5, units=3, padding=padding)
    )
    program = randomized(compile(graph, "mean_squared_error", dtype="float64"))
    random = np.random.default_rng(6)
    tokens, cotangent = random.integers(0, 5, (BATCH, 8)), random.standard_normal((BATCH, 8, 3))
    table = torch.from_numpy(program.parameters["embedding_1/table"].copy()).requires_grad_()
    index = 0 if padding else None
    found = torch.nn.functional.embedding(torch.from_numpy(tokens), table, padding_idx=index)
    found.backward(torch.from_numpy(cotangent))
    gradients = program.backpropagate(tokens, cotangent)
    np.testing.assert_allclose(gradients["embedding_1/table"], table.grad, rtol=1e-12, atol=1e-14)


def test_a_long_prediction_needs_no_memory_for_all_steps():
    graph = Graph.sequential(layers.Input(shape=(200, 2)), layers.LSTM(units=8))
    program = compile(graph, "mean_squared_error")
    plan = program.plan(16)
    largest = max(array.size for array in plan.arrays._kept.values())
    assert largest <= 16 * (200 * 2 + 1)
