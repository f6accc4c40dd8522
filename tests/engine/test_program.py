"""A compiled program: the fast form does what the plain form does, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from growth import least_growth

from engine import Graph, compile, layers
from engine.message import SpokenError
from engine.noise import NoiseSource
from engine.program import CHUNK, CompileError


def deep(dtype="float32", **options):
    graph = Graph.sequential(
        layers.Input(shape=(6,)),
        layers.Dense(units=8, activation="gelu"),
        layers.Dropout(rate=0.3),
        layers.Dense(units=8, activation="elu"),
        layers.Dense(units=3, activation="softmax"),
    )
    return compile(graph, "sparse_categorical_crossentropy", dtype=dtype, **options)


def batch(n=12, seed=0):
    random = np.random.default_rng(seed)
    return random.standard_normal((n, 6)), random.integers(0, 3, n)


def test_parameters_are_views_of_one_vector():
    program = deep()
    program.theta[...] = np.arange(program.theta.size)
    assert program.parameters["dense_1/kernel"].ravel()[0] == 0
    assert all(np.shares_memory(view, program.theta) for view in program.parameters.values())
    assert sum(view.size for view in program.parameters.values()) == program.theta.size


def test_predictions_equal_the_formula_written_out():
    program = deep("float64")
    x, _ = batch()
    p = program.parameters
    from scipy.special import erf, softmax

    z = x @ p["dense_1/kernel"] + p["dense_1/bias"]
    h = z * 0.5 * (1 + erf(z / np.sqrt(2)))
    z = h @ p["dense_2/kernel"] + p["dense_2/bias"]
    h = np.where(z > 0, z, np.expm1(z))
    expected = softmax(h @ p["dense_3/kernel"] + p["dense_3/bias"], axis=1)
    np.testing.assert_allclose(program.predict(x), expected, rtol=1e-12)


def test_the_built_function_gives_the_bits_of_the_plain_calls():
    program = deep()
    x, y = batch()
    rows, targets = program.augmented(x), program.encode(y)
    plan = program.plan(len(x), training=True, loss=True)
    dice = program.noise.state
    fast = plan.step(rows.T, targets.T)
    gradient = program.gradient.copy()
    program.noise.state = dice
    program.gradient[...] = np.nan
    plain = plan.step_tape.run(x=rows.T, y=targets.T)
    assert fast == plain
    assert np.array_equal(gradient, program.gradient)


def test_gradients_do_not_depend_on_what_buffers_held_before():
    program = deep()
    x, y = batch()
    program.loss_and_gradients(*batch(seed=5))
    dice = program.noise.state
    program.loss_and_gradients(x, y)
    after_others = program.gradient.copy()
    fresh = deep()
    fresh.noise.state = dice
    fresh.loss_and_gradients(x, y)
    assert np.array_equal(after_others, fresh.gradient)


@pytest.mark.parametrize("n", [1, 2, CHUNK - 1, CHUNK, CHUNK + 1])
def test_predictions_do_not_depend_on_the_batch(n):
    program = deep("float64")
    x, _ = batch(CHUNK + 1)
    whole = program.predict(x)
    np.testing.assert_allclose(program.predict(x[:n]), whole[:n], rtol=1e-12)


def test_dropout_acts_in_training_alone_and_keeps_the_mean():
    graph = Graph.sequential(layers.Input(shape=(1000,)), layers.Dropout(rate=0.25))
    program = compile(graph, "mean_squared_error")
    ones = np.ones((4, 1000))
    assert np.array_equal(program.predict(ones), ones)
    plan = program.plan(4, training=True)
    plan.forward(program.augmented(ones).T)
    values = plan.tensors[program.output].value
    assert set(np.unique(values)) == {0.0, np.float32(1 / 0.75)}
    assert np.mean(values == 0) == pytest.approx(0.25, abs=0.03)


def test_first_weights_of_a_layer_do_not_depend_on_its_neighbours():
    short = Graph.sequential(layers.Input(), layers.Dense(units=4))
    long, end = short.add(layers.Dense(units=9))
    first = compile(short).parameters["dense_1/kernel"]
    second = compile(long.connect(2, end)).parameters["dense_1/kernel"]
    assert np.array_equal(first, second)


def test_seeds_decide_first_weights():
    assert np.array_equal(deep(seed=3).theta, deep(seed=3).theta)
    assert not np.array_equal(deep(seed=3).theta, deep(seed=4).theta)


def test_a_dropout_rate_is_adopted_without_compiling_and_units_are_not():
    program = deep()
    rate = program.graph.replace(3, layers.Dropout(rate=0.6))
    assert program.adopt(rate)
    assert program.live[3] == layers.Dropout(rate=0.6)
    assert not program.adopt(program.graph.replace(2, layers.Dense(units=9)))


def test_a_renamed_layer_renames_its_weights():
    program = deep()
    assert program.adopt(program.graph.rename(2, "first"))
    assert "first/kernel" in program.parameters


def test_a_drawing_with_an_error_is_not_compiled():
    with pytest.raises(CompileError, match="The network has no input"):
        compile(Graph())


def test_samples_of_the_wrong_width_are_refused_in_words():
    with pytest.raises(SpokenError, match="takes 6 values a sample and the data has 5"):
        deep().predict(np.zeros((2, 5)))


def test_classes_without_an_output_are_refused_in_words():
    with pytest.raises(SpokenError, match="5 classes need 5 outputs and the network has 3"):
        deep().encode(np.arange(5))


def test_a_thousand_steps_allocate_nothing_that_grows():
    program = deep()
    x, y = batch()
    rows, targets = program.augmented(x), program.encode(y)
    plan = program.plan(len(x), training=True, loss=True)

    def run():
        for _ in range(1000):
            plan.step(rows.T, targets.T)

    assert least_growth(run) < 2000


@pytest.mark.parametrize("rate", [0.5, 0.999, 0.99999, 0.9999999])
def test_dropout_keeps_the_mean_at_every_rate(rate):
    mask = np.zeros((1000, 4000), np.float32)
    NoiseSource(0).mask_drawer(mask, lambda: rate)()
    assert mask.mean(dtype=np.float64) == pytest.approx(1.0, abs=0.2)


@pytest.mark.parametrize("labels", [np.array([True, False]), np.array([[1], [0]])])
def test_labels_of_other_forms_count_as_classes(labels):
    graph = Graph.sequential(layers.Input(), layers.Dense(units=1, activation="tanh"))
    assert compile(graph, "hinge").encode(labels).tolist() == [[1.0], [-1.0]]


def test_negative_classes_are_refused():
    with pytest.raises(SpokenError, match="begin at 0"):
        deep().encode(np.array([0, -1]))


def test_divergent_predictions_do_not_warn():
    program = deep()
    program.theta[...] = 1e30
    assert not np.isfinite(program.predict(np.full((2, 6), 1e30))).all()


@pytest.mark.parametrize("use_bias", [True, False])
def test_dense_over_a_sequence_acts_on_each_step(use_bias):
    graph = Graph.sequential(layers.Input(shape=(5, 3)), layers.Dense(units=4, use_bias=use_bias))
    program = compile(graph, "mean_squared_error", dtype="float64")
    program.theta[...] = np.random.default_rng(0).standard_normal(program.theta.size)
    x = np.random.default_rng(1).standard_normal((7, 5, 3))
    expected = x @ program.parameters["dense_1/kernel"]
    if use_bias:
        expected += program.parameters["dense_1/bias"]
    np.testing.assert_allclose(program.predict(x), expected, rtol=1e-12)


@pytest.mark.parametrize("name", ["tanh", "sigmoid", "relu"])
def test_derivatives_computed_together_are_those_computed_apart(name, monkeypatch):
    def gradient():
        graph = Graph.sequential(
            layers.Input(shape=(6,)),
            *(layers.Dense(units=5, activation=name) for _ in range(3)),
            layers.Activation(function=name),
            layers.Dense(units=2),
        )
        program = compile(graph, "mean_squared_error", dtype="float64")
        x, _ = batch()
        program.loss_and_gradients(x, np.random.default_rng(1).standard_normal((12, 2)))
        return program.gradient.copy(), program.plan(12, training=True, loss=True).slopes

    together, shared = gradient()
    assert len(shared) == 4
    monkeypatch.setattr("engine.plan.shared_slopes", lambda *_: {})
    apart, none = gradient()
    assert not none
    np.testing.assert_allclose(together, apart, rtol=1e-12, atol=1e-15)
