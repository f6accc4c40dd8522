"""Edits that keep the function of a network that has learned, its weights and their moments."""

from __future__ import annotations

import itertools

import msgspec
import numpy as np
import pytest

from engine import Dataset, Graph, Trainer, compile, layers, optim
from engine.graph import GraphError
from engine.inference import infer
from engine.morph import carried, carry
from engine.surgery import Effect, deepen, effect, grow, shrink, without_layer
from engine.surgery.effects import Kind

OPTIMIZERS = [optim.SGD(), optim.Momentum(), optim.Adam(), optim.RMSprop(), optim.Rprop()]


def trained(graph, optimizer=None, dtype="float64", steps=9):
    """Return a run of ``graph`` over a few random samples."""
    random = np.random.default_rng(5)
    shape = next(node.layer.shape for node in graph.nodes if isinstance(node.layer, layers.Input))
    x = random.standard_normal((12, *shape))
    if any(isinstance(node.layer, layers.Embedding) for node in graph.nodes):
        x = random.integers(0, 9, (12, *shape)).astype(float)
    program = compile(graph, "mean_squared_error", seed=3, dtype=dtype)
    width = program.output_shape[-1]
    data = Dataset.from_arrays(x, random.standard_normal((12, width)))
    trainer = Trainer(program, data, optimizer or optim.Adam(learning_rate=0.01), 4, 3)
    for _, _ in zip(range(steps), trainer.steps(), strict=False):
        pass
    return trainer


def edited(old, graph):
    """Return a run of ``graph`` that goes on from ``old``."""
    program = compile(graph, "mean_squared_error", seed=3, dtype=old.program.dtype.name)
    new = Trainer(program, old.dataset, old.optimizer, 4, 3)
    new.restore(carry(old.snapshot(), old.program, program))
    return new


def assert_computes_the_same(old, new, tolerance=1e-6):
    rows = old.dataset.x_train
    before, after = old.program.predict(rows), new.program.predict(rows)
    assert np.abs(before - after).max() <= tolerance * max(np.abs(before).max(), 1e-3)


def dense(units=5, activation="tanh", **more):
    return layers.Dense(units=units, activation=activation, **more)


def conv(filters=3, activation="relu", **more):
    return layers.Conv2D(filters=filters, activation=activation, padding="same", **more)


def row(*middle):
    return Graph.sequential(layers.Input(shape=(3,)), *middle, dense(2, "linear"))


def picture(*middle):
    return Graph.sequential(
        layers.Input(shape=(6, 6, 2)), *middle, layers.Flatten(), dense(2, "linear")
    )


def sequence(*middle):
    return Graph.sequential(layers.Input(shape=(5, 3)), *middle, dense(2, "linear"))


def text(*middle):
    return Graph.sequential(
        layers.Input(shape=(5,)),
        layers.Embedding(vocabulary=9, units=4),
        *middle,
        layers.LSTM(units=3),
        dense(2, "linear"),
    )


NETWORKS = {
    "row": row(dense(), dense(4, "relu"), dense(3, "sigmoid")),
    "silenced": row(dense(), layers.Dropout(rate=0.3), layers.GaussianNoise(), dense(4, "gelu")),
    "normed": row(dense(6, "linear"), layers.BatchNorm(), layers.Activation(), layers.PReLU()),
    "rbm": row(layers.RBM(units=4), dense()),
    "picture": picture(conv(), layers.MaxPool2D(), conv(4), layers.BatchNorm()),
    "pooled": picture(conv(4, "tanh"), layers.AvgPool2D(), layers.UpSampling(), conv(2)),
    "separable": picture(
        conv(), layers.SeparableConv2D(filters=4, depth_multiplier=2), conv(2, "elu")
    ),
    "depthwise": picture(
        conv(), layers.DepthwiseConv2D(depth_multiplier=2), conv(3), layers.ZeroPadding()
    ),
    "transposed": picture(conv(3), layers.Conv2DTranspose(filters=4), conv(2, "swish")),
    "convolved": sequence(
        layers.Conv1D(filters=4, activation="relu"), layers.MaxPool1D(), layers.LSTM(units=3)
    ),
    "lstm": sequence(layers.LSTM(units=4, output="sequence"), dense(), layers.LSTM(units=3)),
    "gru": sequence(layers.GRU(units=4, output="sequence", direction="both"), layers.GRU(units=3)),
    "reset first": sequence(layers.GRU(units=4, reset_after=False), dense()),
    "elman": sequence(layers.SimpleRNN(units=4, direction="backward"), dense(3, "relu")),
    "text": text(layers.PositionEmbedding(encoding="learned")),
}


def skipping():
    """Return a network with sums, a concatenation and a normalisation in its branches."""
    graph = Graph()
    graph, given = graph.add(layers.Input(shape=(3,)))
    graph, first = graph.add(dense(4))
    graph, second = graph.add(dense(4, "relu"))
    graph, third = graph.add(dense(4, "linear"))
    graph, normed = graph.add(layers.BatchNorm())
    graph, total = graph.add(layers.Add())
    graph, beside = graph.add(layers.Concatenate())
    graph, end = graph.add(dense(2, "linear"))
    for source, target in (
        (given, first),
        (first, second),
        (second, third),
        (third, normed),
        (first, total),
        (normed, total),
        (total, beside),
        (second, beside),
        (beside, end),
    ):
        graph = graph.connect(source, target)
    return graph


NETWORKS["skipping"] = skipping()
HIDDEN = [
    (name, node.id)
    for name, graph in NETWORKS.items()
    for node in graph.nodes
    if hasattr(node.layer, "units") or hasattr(node.layer, "filters")
    if graph.targets(node.id)
]
CASES = list(zip(HIDDEN, itertools.cycle(OPTIMIZERS), strict=False))


@pytest.mark.parametrize(("case", "optimizer"), CASES)
def test_more_units_leave_the_function_and_all_that_was_learned_as_they_were(case, optimizer):
    name, node = case
    graph = NETWORKS[name]
    wide = grow(graph, node, 3)
    assert effect(graph, wide).kind is Kind.FUNCTION
    old = trained(graph, optimizer)
    new = edited(old, wide)
    assert_computes_the_same(old, new)
    assert carried(old.program, new.program).kept == old.program.theta.size
    # Every old weight and every moment is somewhere in the new vectors, to the bit.
    assert not set(old.program.theta.tolist()) - set(new.program.theta.tolist())
    was, now = old.snapshot().optimizer_state, new.snapshot().optimizer_state
    for key, values in was.items():
        assert not set(values.tolist()) - set(now[key].tolist())


@pytest.mark.parametrize(("name", "node"), HIDDEN)
def test_new_units_learn(name, node):
    old = trained(NETWORKS[name])
    new = edited(old, grow(NETWORKS[name], node))
    before = new.program.theta.copy()
    for _, _ in zip(range(3), new.steps(), strict=False):
        pass
    moved = new.program.theta != before
    learned = new.program.learned.astype(bool)
    assert moved[learned].mean() > 0.5
    assert np.isfinite(new.program.theta).all()


@pytest.mark.parametrize(
    ("name", "node"), [(name, node.id) for name, g in NETWORKS.items() for node in g.nodes]
)
def test_a_layer_put_in_leaves_the_function_as_it_was(name, node):
    graph = NETWORKS[name]
    try:
        deep, added = deepen(graph, node)
    except GraphError:
        assert name == "text"
        assert node in (1,)
        return
    assert effect(graph, deep).kind is Kind.FUNCTION
    old = trained(graph)
    new = edited(old, deep)
    assert_computes_the_same(old, new)
    start, stop = new.program.blocks[added]
    before = new.program.theta[start:stop].copy()
    for _, _ in zip(range(3), new.steps(), strict=False):
        pass
    assert (new.program.theta[start:stop] != before).any()


def random_edit(graph, random):
    """Return the graph after one edit that keeps the function."""
    while True:
        node = int(random.choice([each.id for each in graph.nodes]))
        try:
            if random.random() < 0.5:
                return grow(graph, node, int(random.integers(1, 4)))
            return deepen(graph, node)[0]
        except GraphError:
            continue


@pytest.mark.parametrize("seed", range(24))
def test_any_edits_in_a_row_leave_the_function_as_it_was(seed):
    random = np.random.default_rng(seed)
    name = list(NETWORKS)[seed % len(NETWORKS)]
    optimizer = OPTIMIZERS[seed % len(OPTIMIZERS)]
    run = first = trained(NETWORKS[name], optimizer)
    graph = NETWORKS[name]
    inputs = {node.id for node in graph.nodes} - set(infer(graph).outputs)
    for _ in range(4):
        before, graph = graph, random_edit(graph, random)
        if set(infer(graph).outputs) & inputs:
            graph = before
            continue
        if graph[infer(graph).outputs[0]].layer != before[infer(before).outputs[0]].layer:
            # More outputs compute something else.
            assert effect(before, graph).kind is Kind.WEIGHTS
            graph = before
            continue
        assert effect(before, graph).kind is Kind.FUNCTION
        run = edited(run, graph)
    assert_computes_the_same(first, run)
    # Also where several edits are taken up at once, as far as that is said.
    at_once = edited(first, graph)
    if carried(first.program, at_once.program).kind is Kind.FUNCTION:
        assert_computes_the_same(first, at_once)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_loss_before_and_after_differs_by_a_millionth_at_most(dtype):
    graph = NETWORKS["picture"]
    old = trained(graph, dtype=dtype)
    new = edited(old, grow(deepen(graph, 2)[0], 4))
    before, after = old.evaluate().loss, new.evaluate().loss
    assert abs(before - after) <= 1e-6 * before


def test_a_layer_behind_relu_begins_as_the_identity():
    graph = row(dense(4, "relu"))
    deep, added = deepen(graph, 2)
    assert deep[added].layer == dense(4, "relu")
    new = edited(trained(graph), deep).program
    np.testing.assert_array_equal(new.views[added]["kernel"][0], np.eye(4))
    assert not new.views[added]["bias"][0].any()


def test_a_layer_behind_tanh_is_added_to_what_it_reads_and_begins_as_zero():
    graph = row(dense(4, "tanh"))
    deep, added = deepen(graph, 2)
    (total,) = deep.targets(added)
    assert isinstance(deep[total].layer, layers.Add)
    assert set(deep.sources(total)) == {2, added}
    assert not edited(trained(graph), deep).program.views[added]["kernel"][0].any()


def test_a_layer_drawn_by_hand_where_the_identity_fits_begins_as_one():
    graph = row(dense(4, "relu"))
    deep, _ = graph.insert(graph.edges[1], dense(4, "leaky_relu"))
    assert effect(graph, deep).kind is Kind.FUNCTION
    old = trained(graph)
    assert_computes_the_same(old, edited(old, deep))


def test_a_layer_that_cannot_be_the_identity_has_its_first_weights():
    graph = row(dense(4, "tanh"))
    deep, added = graph.insert(graph.edges[1], dense(4, "tanh"))
    assert effect(graph, deep).kind is Kind.WEIGHTS
    new = edited(trained(graph), deep).program
    first = compile(deep, "mean_squared_error", seed=3, dtype="float64")
    for name, (values, _) in first.views[added].items():
        np.testing.assert_array_equal(new.views[added][name][0], values)


def test_fewer_units_keep_the_first_ones():
    graph = row(dense(5), dense(4))
    old = trained(graph)
    small = shrink(graph, 2, 2)
    assert effect(graph, small).kind is Kind.WEIGHTS
    new = edited(old, small)
    was, now = old.program.parameters, new.program.parameters
    np.testing.assert_array_equal(now["dense_1/kernel"], was["dense_1/kernel"][:, :3])
    np.testing.assert_array_equal(now["dense_1/bias"], was["dense_1/bias"][:3])
    np.testing.assert_array_equal(now["dense_2/kernel"], was["dense_2/kernel"][:3])
    np.testing.assert_array_equal(now["dense_3/kernel"], was["dense_3/kernel"])


def test_fewer_filters_keep_what_reads_the_first_ones_behind_a_flatten():
    graph = picture(conv(4))
    old = trained(graph)
    new = edited(old, shrink(graph, 2))
    was, now = old.program.parameters, new.program.parameters
    kept = was["dense_1/kernel"].reshape(6, 6, 4, 2)[:, :, :3].reshape(-1, 2)
    np.testing.assert_array_equal(now["dense_1/kernel"], kept)


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        (lambda g: g.replace(2, conv(4, "tanh")), set()),
        (lambda g: g.replace(2, conv(4, kernel_size=(5, 5))), {"conv2d_1/kernel"}),
        (lambda g: without_layer(g, 3), set()),
    ],
    ids=["activation", "kernel size", "deletion"],
)
def test_what_cannot_keep_the_function_keeps_all_weights_that_fit(change, lost):
    graph = picture(conv(4), conv(4), conv(4))
    old = trained(graph)
    other = change(graph)
    assert effect(graph, other).kind is Kind.WEIGHTS
    now, was = edited(old, other).program.parameters, old.program.parameters
    for name in now:
        assert np.array_equal(now[name], was[name]) == (name not in lost), name


def test_a_softmax_or_a_norm_over_more_channels_computes_something_else():
    fixed = layers.PositionEmbedding(encoding="sinusoidal")
    for graph in (
        row(dense(4), layers.LayerNorm()),
        row(dense(4, "softmax")),
        row(dense(4), layers.Activation(function="softmax")),
        text(fixed),
    ):
        wide = grow(graph, 2, 2)
        assert effect(graph, wide).kind is Kind.WEIGHTS
        old = trained(graph)
        new = edited(old, wide)
        assert carried(old.program, new.program).kept == old.program.theta.size


def test_another_branch_of_a_concatenation_leaves_the_function_as_it_was():
    graph = skipping()
    wider, added = graph.add(dense(3, "relu"))
    wider = wider.connect(1, added).connect(added, 7)
    assert effect(graph, wider).kind is Kind.FUNCTION
    old = trained(graph)
    assert_computes_the_same(old, edited(old, wider))


def test_another_order_of_a_concatenation_takes_the_weights_along():
    graph = skipping()
    edges = list(graph.edges)
    first, second = (edges.index(each) for each in edges if each.target == 7)
    edges[first], edges[second] = edges[second], edges[first]
    turned = msgspec.structs.replace(graph, edges=tuple(edges))
    assert effect(graph, turned).kind is Kind.FUNCTION
    old = trained(graph)
    assert_computes_the_same(old, edited(old, turned))


def test_a_layer_that_is_silent_at_rest_comes_and_goes_without_a_trace():
    graph = row(dense(4), layers.Dropout(), dense(4, "relu"))
    for other in (
        graph.remove([3], heal=True),
        graph.insert(graph.edges[2], layers.GaussianNoise())[0],
        graph.replace(3, layers.Dropout(rate=0.7)),
    ):
        assert effect(graph, other).kind is Kind.FUNCTION
        old = trained(graph)
        assert_computes_the_same(old, edited(old, other))


def test_effects_are_said_in_one_sentence():
    graph = row(dense(4), dense(4))
    same = effect(graph, grow(graph, 2))
    assert str(same.forecast) == "Keeps what the network computes."
    assert str(same.report) == "The network computes what it computed before the edit."
    # 3 x 3 + 3, 3 x 4 + 4 and 4 x 2 + 2 are left, and all of them were there.
    assert effect(graph, shrink(graph, 2)) == Effect(Kind.WEIGHTS, 38, 38)
    assert "38 of its 38 weights stay" in str(effect(graph, shrink(graph, 2)).forecast)
    assert "38 of its 38 weights were kept" in str(effect(graph, shrink(graph, 2)).report)
    broken = effect(graph, graph.remove([1]))
    assert broken.kind is Kind.NOTHING
    assert "wait until it can" in str(broken.forecast)
    assert effect(graph, graph.rename(2, "first")).kind is Kind.FUNCTION


def test_layers_that_fork_and_join_many_times_are_judged_at_once():
    graph, end = row(dense(3, "relu")).remove([3]), 2
    for _ in range(40):
        graph, left = graph.add(layers.Dropout())
        graph, right = graph.add(layers.Dropout())
        graph, joined = graph.add(layers.Maximum())
        for source, target in ((end, left), (end, right), (left, joined), (right, joined)):
            graph = graph.connect(source, target)
        end = joined
    graph, last = graph.add(dense(1))
    graph = graph.connect(end, last)
    deep, added = deepen(graph, end)
    # What is behind ReLU stays positive, so the new layer can be the identity.
    assert deep.targets(added) == (last,)
    assert effect(graph, deep).kind is Kind.FUNCTION


# -- the edits themselves


def test_layers_whose_outputs_are_added_grow_together():
    graph = grow(skipping(), 2)
    assert [graph[node].layer.units for node in (2, 3, 4)] == [5, 4, 5]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda: grow(row(layers.Dropout()), 2), "no units of its own"),
        (lambda: shrink(row(dense(1)), 2), "only one unit left"),
        (lambda: grow(row(dense(65536)), 2), "cannot have more units"),
        (lambda: without_layer(row(dense()), 1), "begins or ends"),
        (lambda: without_layer(row(dense()), 3), "begins or ends"),
        (lambda: deepen(text(), 1), "No layer fits behind input_1"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_in_one_sentence(edit, said):
    with pytest.raises(GraphError, match=said):
        edit()


def test_a_layer_beside_its_input_cannot_grow_alone():
    graph = row(dense(3))
    graph, total = graph.insert(graph.edges[1], layers.Add())
    graph = graph.connect(1, total)
    with pytest.raises(GraphError, match="as many units as input_1"):
        grow(graph, 2)


def test_a_layer_put_in_and_taken_out_leaves_the_drawing_as_it_was():
    graph = row(dense(4, "tanh"))
    deep, added = deepen(graph, 2)
    back = without_layer(deep, added)
    assert (back.nodes, back.edges) == (graph.nodes, graph.edges)
