"""The next step taken apart: it is the run's own, and its numbers are those of the formulas."""

from __future__ import annotations

import numpy as np
import pytest
from optim.nets import network, run, trainer

from engine import Graph, Record, layers, optim
from engine.inside import look
from engine.optim.clipping import ClipGlobalNorm
from engine.optim.transforms import Transforms
from engine.progress import NotFiniteError
from engine.regime import Regime
from engine.schedules import Cosine


def next_step(made):
    """Make the run's own next step and return its weights."""
    run(made, 1)
    return made.program.parameters


def assert_is_next_step(made):
    seen = look(made)
    real = next_step(made)
    assert seen.number == made.progress.step
    assert seen.loss == made.progress.loss
    for name, values in seen.update.after.items():
        assert np.array_equal(values, real[name]), name
    return seen


@pytest.mark.parametrize("rule", optim.OPTIMIZERS)
def test_the_weights_behind_it_are_to_the_bit_those_of_the_runs_next_step(rule):
    graph = network(layers.Dropout(rate=0.3))
    made = trainer(rule(), graph)
    for steps in (0, 3, 4):
        run(made, steps)
        assert_is_next_step(made)


def test_schedules_penalties_and_clipping_have_their_part():
    made = trainer(
        optim.SGD(learning_rate=0.5),
        transforms=Transforms(l2=0.1, clipping=ClipGlobalNorm(limit=0.01)),
        regime=Regime(schedule=Cosine(), epochs=3),
    )
    run(made, 5)
    seen = assert_is_next_step(made)
    update = seen.update
    assert update.rate == pytest.approx(made.optimizer.learning_rate * 0.5, rel=0.9)
    for name, used in update.used.items():
        moved = update.before[name] - update.rate * used
        np.testing.assert_allclose(update.after[name], moved, rtol=1e-5, atol=1e-7)
        assert not np.allclose(used, update.gradients[name])


def test_the_run_is_left_untouched():
    graph = network(layers.Dropout(rate=0.2))
    plain, seen = (run(trainer(optim.Adam(), graph, record=Record()), 13) for _ in range(2))
    look(seen)
    for each in (plain, seen):
        run(each, 17)
    assert np.array_equal(plain.program.theta, seen.program.theta)
    assert plain.record == seen.record


def test_values_and_gradients_are_those_of_the_formulas():
    made = run(trainer(optim.SGD(), batch_size=7), 4)
    seen = look(made)
    first = next(each for each in seen.layers if each.parameters)
    x, kernel, bias = first.inputs[0], first.parameters["kernel"], first.parameters["bias"]
    z = x @ kernel + bias
    np.testing.assert_allclose(first.before_activation, z, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(first.output, np.tanh(z), rtol=1e-5, atol=1e-6)
    delta = first.output_gradient * (1.0 - np.tanh(z) ** 2)
    np.testing.assert_allclose(first.before_gradient, delta, rtol=1e-4, atol=1e-7)
    np.testing.assert_allclose(first.gradients["kernel"], x.T @ delta, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(first.gradients["bias"], delta.sum(0), rtol=1e-4, atol=1e-6)


def test_each_layer_hands_on_what_the_one_in_front_of_it_gets():
    made = run(trainer(optim.SGD()), 2)
    by_node = {each.node: each for each in look(made).layers}
    for layer in by_node.values():
        for position, gradient in layer.input_gradients.items():
            source = by_node[layer.sources[position]]
            np.testing.assert_array_equal(gradient, source.output_gradient)


def test_gradients_that_come_from_several_layers_are_told_apart_and_summed():
    graph = Graph.sequential(layers.Input(shape=(3,)), layers.Dense(units=3, activation="tanh"))
    for _ in range(2):
        graph, added = graph.add(layers.Dense(units=3))
        graph = graph.connect(2, added)
    graph, total = graph.add(layers.Add())
    graph = graph.connect(3, total).connect(4, total)
    graph, last = graph.add(layers.Dense(units=1, activation="sigmoid"))
    made = trainer(optim.SGD(), graph.connect(total, last))
    by_node = {each.node: each for each in look(made).layers}
    parts = [by_node[node].input_gradients[0] for node in (3, 4)]
    assert not np.allclose(*parts)
    np.testing.assert_allclose(by_node[2].output_gradient, sum(parts), rtol=1e-6, atol=1e-9)


def test_a_fused_loss_says_so_and_gives_the_gradient_in_front_of_the_activation():
    made = run(trainer(optim.SGD(), batch_size=5), 1)
    (loss,) = look(made).losses
    assert loss.fused
    expected = (loss.prediction - loss.target) / 5
    np.testing.assert_allclose(loss.gradient, expected, rtol=1e-5, atol=1e-7)


def test_rows_are_those_of_the_batch():
    made = run(trainer(optim.SGD(), batch_size=5), 3)
    seen = look(made)
    assert len(seen.rows) == seen.shown == 5
    rows, _ = made.rows
    np.testing.assert_array_equal(seen.layers[0].output, rows[seen.rows, :-1])


def test_of_batches_that_are_too_large_the_first_samples_are_kept():
    made = run(trainer(optim.SGD(), batch_size=16), 1)
    whole, part = look(made), look(made, room=400)
    assert 1 <= part.shown < whole.shown == 16
    for own, other in zip(part.layers, whole.layers, strict=True):
        np.testing.assert_array_equal(own.output, other.output[: part.shown])
        for name, gradient in own.gradients.items():
            np.testing.assert_array_equal(gradient, other.gradients[name])


def test_running_means_are_no_part_of_what_the_optimizer_changes():
    graph = Graph.sequential(
        layers.Input(shape=(3,)),
        layers.Dense(units=3),
        layers.BatchNorm(),
        layers.Dense(units=1, activation="sigmoid"),
    )
    seen = assert_is_next_step(trainer(optim.Adam(), graph, batch_size=8))
    norm = next(each for each in seen.layers if isinstance(each.layer, layers.BatchNorm))
    assert not norm.parameters["running_mean"].any()
    assert set(norm.gradients) == {"scale", "bias"}
    assert not any("running" in name for name in seen.update.before)


def test_adams_moments_are_those_of_its_formula():
    made = run(trainer(optim.Adam(learning_rate=0.01)), 6)
    update = look(made).update
    for name, before in update.before.items():
        first, second = update.moments[r"\hat{m}"][name], update.moments[r"\hat{v}"][name]
        expected = before - 0.01 * first / (np.sqrt(second) + 1e-8)
        np.testing.assert_allclose(update.after[name], expected, rtol=1e-4, atol=1e-6)


def test_a_step_without_a_finite_loss_is_refused_as_the_run_would():
    made = trainer(optim.SGD(), dtype="float32")
    made.program.theta[...] = np.nan
    with pytest.raises(NotFiniteError):
        look(made)
