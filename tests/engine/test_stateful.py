"""States of recurrent layers that go on from batch to batch."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Dataset, Graph, Trainer, compile, layers, optim
from engine.check import check
from engine.data.load import load
from engine.data.settings import Builtin, DataSettings, Sequences, Text
from engine.facts import DataFacts
from engine.inference import infer
from engine.layers import ShapeError
from engine.losses import MeanSquaredError
from engine.memory import streams
from engine.message import SpokenError
from engine.ratefinder import find_rate

STEPS, WIDTH, UNITS = 4, 2, 3
KINDS = {
    "simple rnn": layers.SimpleRNN,
    "lstm": layers.LSTM,
    "gru": layers.GRU,
}
EVERY = pytest.mark.parametrize("kind", KINDS)


def graph_of(kind, **fields):
    fields = {"stateful": True, "output": "sequence", **fields}
    return Graph.sequential(
        layers.Input(shape=(STEPS, WIDTH)),
        KINDS[kind](units=UNITS, **fields),
        layers.Dense(units=1),
        layers.Reshape(target=(STEPS,)),
    )


def rows(samples=10, seed=0):
    random = np.random.default_rng(seed)
    return random.normal(size=(samples, STEPS, WIDTH)), random.normal(size=(samples, STEPS))


def trainer_of(graph, batch_size=3, samples=10, optimizer=None, dtype="float64", **options):
    program = compile(graph, "mean_squared_error", seed=1, dtype=dtype)
    data = Dataset.from_arrays(*rows(samples), ordered=True)
    return Trainer(program, data, optimizer or optim.SGD(learning_rate=0.1), batch_size, **options)


def run(trainer, steps):
    losses = []
    generator = trainer.steps()
    for _ in range(steps):
        losses.append(next(generator).loss)
    return losses


@pytest.mark.parametrize(
    ("samples", "size", "batches"),
    [
        (6, 2, [[0, 3], [1, 4], [2, 5]]),
        (7, 3, [[0, 3, 6], [1, 4], [2, 5]]),
        (5, 5, [[0, 1, 2, 3, 4]]),
        (4, 1, [[0], [1], [2], [3]]),
        (9, 8, [[0, 2, 4, 6, 8], [1, 3, 5, 7]]),
    ],
)
def test_each_row_goes_on_where_it_ended_in_the_batch_before(samples, size, batches):
    found = streams(samples, size)
    assert [each.tolist() for each in found] == batches


def torch_layer(torch, kind, program):
    name = {"simple rnn": "RNN", "lstm": "LSTM", "gru": "GRU"}[kind]
    layer = getattr(torch.nn, name)(WIDTH, UNITS, batch_first=True, dtype=torch.float64)
    stem = program.drawn[2].name
    with torch.no_grad():
        layer.weight_ih_l0.copy_(torch.tensor(program.parameters[f"{stem}/kernel"].T.copy()))
        recurrent = program.parameters[f"{stem}/recurrent_kernel"].T.copy()
        layer.weight_hh_l0.copy_(torch.tensor(recurrent))
        layer.bias_ih_l0.copy_(torch.tensor(program.parameters[f"{stem}/bias"].copy()))
        layer.bias_hh_l0.zero_()
        if kind == "gru":
            bias = program.parameters[f"{stem}/recurrent_bias"]
            layer.bias_hh_l0.copy_(torch.tensor(bias.copy()))
    return layer


@EVERY
@pytest.mark.parametrize(("samples", "size"), [(9, 3), (10, 4)])
def test_training_is_pytorchs_with_the_state_carried_by_hand(kind, samples, size):
    torch = pytest.importorskip("torch")
    trainer = trainer_of(graph_of(kind), size, samples)
    program = trainer.program
    layer, dense = torch_layer(torch, kind, program), torch.nn.Linear(UNITS, 1).double()
    with torch.no_grad():
        dense.weight.copy_(torch.tensor(program.parameters["dense_1/kernel"].T.copy()))
        dense.bias.copy_(torch.tensor(program.parameters["dense_1/bias"].copy()))
    # PyTorch's second bias of a simple RNN or LSTM learns too; ours is their sum.
    fixed = [] if kind == "gru" else [layer.bias_hh_l0]
    learned = [
        p for p in (*layer.parameters(), *dense.parameters()) if all(p is not f for f in fixed)
    ]
    descent = torch.optim.SGD(learned, lr=0.1)
    x, y = trainer.dataset.x_train.reshape(samples, STEPS, WIDTH), trainer.dataset.y_train
    x, y = torch.tensor(x).double(), torch.tensor(y).double()
    steps = trainer.steps()
    for _ in range(2):
        state = None
        for part in streams(samples, size):
            if state is not None:
                each = state if kind == "lstm" else (state,)
                each = tuple(s[:, : len(part)].detach().contiguous() for s in each)
                state = each if kind == "lstm" else each[0]
            out, state = layer(x[part], state)
            loss = torch.nn.functional.mse_loss(dense(out)[..., 0], y[part])
            descent.zero_grad()
            loss.backward()
            descent.step()
            assert next(steps).loss == pytest.approx(loss.item(), rel=1e-10)
    np.testing.assert_allclose(
        program.parameters["dense_1/kernel"], dense.weight.detach().numpy().T, rtol=1e-9
    )


@EVERY
@pytest.mark.parametrize("steps", [2, 4, 5])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_run_goes_on_bit_for_bit_within_an_epoch_and_at_its_end(kind, steps, dtype):
    adam = optim.Adam(learning_rate=0.01)
    graph = graph_of(kind, skip_padding=True)
    whole = trainer_of(graph, 3, dtype=dtype, optimizer=adam)
    half = trainer_of(graph, 3, dtype=dtype, optimizer=adam)
    rest = trainer_of(graph, 3, dtype=dtype, optimizer=adam)
    run(whole, 9)
    run(half, steps)
    rest.restore(half.snapshot())
    run(rest, 9 - steps)
    np.testing.assert_array_equal(rest.program.theta, whole.program.theta)


@EVERY
def test_a_state_makes_a_difference_and_begins_at_zero_in_each_epoch(kind):
    plain = trainer_of(graph_of(kind, stateful=False), optimizer=optim.SGD(learning_rate=1e-9))
    carried = trainer_of(graph_of(kind), optimizer=optim.SGD(learning_rate=1e-9))
    ours, theirs = run(carried, 8), run(plain, 8)
    assert ours[0] == theirs[0]
    assert ours[1] != pytest.approx(theirs[1], rel=1e-6)
    assert ours[4:] == pytest.approx(ours[:4], rel=1e-6)


@EVERY
def test_predictions_and_evaluations_begin_at_zero(kind):
    carried, plain = (
        trainer_of(graph_of(kind)),
        compile(graph_of(kind, stateful=False), "mean_squared_error", seed=1, dtype="float64"),
    )
    run(carried, 3)
    plain.theta[...] = carried.program.theta
    x = carried.dataset.x_train
    np.testing.assert_array_equal(carried.program.predict(x), plain.predict(x))
    expected, _ = plain.evaluate(plain.augmented(x), plain.encode(carried.dataset.y_train))
    assert carried.evaluate().loss == expected


def test_one_batch_of_all_rows_begins_at_zero_each_time():
    carried, plain = (
        trainer_of(graph_of("gru", stateful=each), None, optimizer=optim.LBFGS())
        for each in (True, False)
    )
    assert run(carried, 8) == run(plain, 8)


@EVERY
def test_two_threads_carry_what_one_does(kind):
    one, two = (trainer_of(graph_of(kind), 4, 11, workers=number) for number in (1, 2))
    assert run(two, 7) == pytest.approx(run(one, 7), rel=1e-10)
    assert two.workers == 2
    for key, memory in one.program.memories.items():
        np.testing.assert_allclose(two.program.memories[key].values, memory.values, rtol=1e-8)


def test_a_trial_leaves_the_state_alone():
    one, other = (trainer_of(graph_of("lstm"), 3) for _ in range(2))
    run(one, 2)
    run(other, 2)
    find_rate(one, steps=3)
    run(one, 3)
    run(other, 3)
    np.testing.assert_array_equal(one.program.theta, other.program.theta)


def test_another_batch_size_begins_the_epoch_anew():
    trainer = trainer_of(graph_of("gru"), 3)
    run(trainer, 2)
    trainer.set_batch_size(5)
    assert trainer.epochs == 0.0
    steps = trainer.steps()
    rows_of = [len(part) for part in streams(10, 5)]
    assert [next(steps).ends_epoch for _ in rows_of] == [False, True]
    trainer.set_batch_size(5)
    next(steps)
    assert trainer.epochs == 1.5


def test_a_snapshot_of_another_batch_size_begins_its_epoch_anew():
    first, second = trainer_of(graph_of("gru"), 3), trainer_of(graph_of("gru"), 4)
    run(first, 2)
    second.restore(first.snapshot())
    assert second.epochs == 0.0
    run(second, 3)
    assert second.epochs == 1.0


def test_rows_in_order_are_not_shuffled_without_states_either():
    trainer = trainer_of(graph_of("gru", stateful=False), 3)
    order = [batch.x[:-1].T.copy() for batch in trainer._batches.batches(0)]
    x = trainer.dataset.x_train
    for found, part in zip(order, streams(10, 3), strict=True):
        np.testing.assert_array_equal(found, x[part])


# ---------------------------------------------------------------- what is refused


def test_shuffled_rows_are_refused_in_a_sentence():
    program = compile(graph_of("lstm"), "mean_squared_error")
    with pytest.raises(SpokenError, match="lstm_1 carries its state from batch to batch"):
        Trainer(program, Dataset.from_arrays(*rows()))


def test_the_drawing_says_so_and_offers_to_keep_the_order():
    x, y = rows()
    shuffled = DataFacts.of(Dataset.from_arrays(x, y))
    (problem,) = check(graph_of("lstm"), MeanSquaredError(), shuffled)
    assert (problem.code, problem.node, problem.field) == ("stateful", 2, "stateful")
    assert problem.repair.data == {"in_order": True}
    ordered = DataFacts.of(Dataset.from_arrays(x, y, ordered=True))
    assert check(graph_of("lstm"), MeanSquaredError(), ordered) == ()


@pytest.mark.parametrize("direction", ["backward", "both"])
def test_a_state_is_carried_forward_alone(direction):
    layer = layers.LSTM(direction=direction, stateful=True)
    with pytest.raises(ShapeError, match="Choose the direction forward"):
        layer.out_shape((4, 2))
    graph = Graph.sequential(layers.Input(shape=(4, 2)), layers.LSTM(units=2))
    (problem,) = infer(graph.replace(2, layer)).problems
    assert infer(problem.repair.graph).problems == ()


# ---------------------------------------------------------------- data in its order


def test_windows_of_a_text_follow_one_another():
    source = Sequences(name="text", samples=50, steps=8, seed=3)
    data = load(DataSettings(source=source, in_order=True, test_share=0.2))
    assert data.ordered
    assert (len(data.x_train), len(data.x_test)) == (40, 10)
    read = np.concatenate([data.x_train, data.x_test]).reshape(-1)
    wanted = np.concatenate([data.y_train, data.y_test]).reshape(-1)
    np.testing.assert_array_equal(read[1:], wanted[:-1])
    assert not load(DataSettings(source=source)).ordered


def test_windows_of_a_text_of_ones_own_follow_one_another():
    source = Text(attachment="t", file_name="t.txt", samples=30, steps=9)
    text = "The quick brown fox jumps over the lazy dog. " * 8
    data = load(DataSettings(source=source, in_order=True, test_share=0.0), {"t": text.encode()})
    read = "".join(data.classes[int(each)] for each in data.x_train.reshape(-1))
    assert read == text[:270]


def test_a_text_that_is_too_short_begins_anew():
    source = Sequences(name="text", samples=2000, steps=128, seed=3)
    data = load(DataSettings(source=source, in_order=True, test_share=0.0))
    read, wanted = data.x_train.reshape(-1), data.y_train.reshape(-1)
    np.testing.assert_array_equal(read[1:], wanted[:-1])


def test_windows_of_a_wave_follow_one_another():
    source = Sequences(name="sine wave", samples=30, steps=7)
    data = load(DataSettings(source=source, in_order=True, test_share=0.0))
    np.testing.assert_allclose(data.x_train[1:, 0], data.y_train[:-1, 0], atol=1e-6)


def test_rows_of_a_table_keep_their_order_and_the_last_are_held_out():
    data = load(DataSettings(source=Builtin(name="diabetes"), in_order=True, standardize=False))
    shuffled = load(DataSettings(source=Builtin(name="diabetes"), standardize=False))
    whole = np.concatenate([data.raw_train, data.raw_test])
    again = load(
        DataSettings(
            source=Builtin(name="diabetes"), in_order=True, standardize=False, test_share=0
        )
    )
    np.testing.assert_array_equal(whole, again.raw_train)
    assert len(data.raw_test) == len(shuffled.raw_test)
