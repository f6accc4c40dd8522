"""Greedy pre-training: one RBM after the other, saved and resumed bit for bit."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from belief import chain, small, some_rows

from engine import Dataset, Graph, Trainer, compile, optim
from engine.data.load import load
from engine.data.settings import Builtin, DataSettings
from engine.layers import RBM, Dense, Dropout, Flatten, GaussianNoise, Input
from engine.message import SpokenError
from engine.unsupervised.advance import DivergedError
from engine.unsupervised.layerrun import LayerRun, first_visible_bias
from engine.unsupervised.pretraining import Pretraining
from engine.unsupervised.rbm import Weights


def compiled(graph, seed=0):
    return compile(graph, "categorical_crossentropy", seed=seed)


def run(program, dataset, **options):
    pretraining = Pretraining(program, dataset, **options)
    for _ in pretraining.steps():
        pass
    return pretraining


def machines(program):
    return [node for node in program.order if isinstance(program.graph[node].layer, RBM)]


def weights(program, node):
    return {name: view.copy() for name, (view, _) in program.views[node].items()}


def same(first, second):
    return all(np.array_equal(first[name], second[name]) for name in first)


def test_layers_learn_one_after_the_other_and_what_is_no_rbm_stays():
    program = compiled(chain(small(), small(units=4)))
    first, second = machines(program)
    at_first = {node: weights(program, node) for node in (first, second, program.output)}
    seen = []
    for step in Pretraining(program, some_rows()).steps():
        assert same(weights(program, program.output), at_first[program.output])
        if step.layer == first:
            assert same(weights(program, second), at_first[second])
            after_first = weights(program, first)
        assert same(weights(program, first), after_first)
        seen.append((step.layer, step.step, step.epoch, step.ends_epoch, step.ends_layer))
    assert not same(at_first[second], weights(program, second))
    # Two batches an epoch, three epochs a layer.
    marks = [(0, False, False), (1, True, False), (1, False, False), (2, True, False)]
    marks += [(2, False, False), (3, True, True)]
    nodes = [first] * 6 + [second] * 6
    expected = [(node, n + 1, *marks[n % 6]) for n, node in enumerate(nodes)]
    assert seen == expected


def test_a_layer_reads_what_the_network_gives_in_front_of_it_when_it_predicts():
    graph = Graph.sequential(
        Input(shape=(2, 3)),
        GaussianNoise(deviation=3.0),
        Flatten(),
        small(),
        Dropout(rate=0.9),
        small(units=4),
        Dense(units=2, activation="softmax"),
    )
    program, dataset = compiled(graph), some_rows()
    first, second = machines(program)
    for step in Pretraining(program, dataset).steps():
        if step.layer == first and step.ends_layer:
            break
    hidden = program.activations(dataset.x_train, (first,))[first]
    # Nothing is learned in no time: what is left are the biases that the rows alone give.
    still = [each.layer for each in graph.nodes]
    still[5] = small(units=4, pretraining_rate=1e-30, pretraining_epochs=1)
    twin = compiled(Graph.sequential(*still))
    twin.theta[...] = program.theta
    still[3] = small(pretraining_epochs=0)
    assert twin.adopt(Graph.sequential(*still))
    run(twin, dataset)
    expected = first_visible_bias(hidden, "bernoulli")
    np.testing.assert_allclose(twin.views[second]["visible_bias"][0], expected, rtol=1e-5)


def test_first_visible_biases_are_the_log_odds_or_the_means():
    rows = np.array([[0.0, 1.0, 0.25], [0.0, 1.0, 0.75], [0.0, 1.0, 0.5]])
    found = first_visible_bias(rows, "bernoulli")
    np.testing.assert_allclose(found, np.log([1 / 7, 7.0, 1.0]), atol=1e-12)
    np.testing.assert_allclose(first_visible_bias(rows, "gaussian"), [0.0, 1.0, 0.5])


def test_figures_tell_of_each_layer_at_its_start_and_after_each_epoch():
    program, dataset = compiled(chain(small(), small(units=4))), some_rows()
    pretraining = run(program, dataset)
    nodes = machines(program)
    places = [(each.layer, each.epoch) for each in pretraining.figures]
    assert places == [(node, epoch) for node in nodes for epoch in range(4)]
    last, (name, before) = pretraining.figures[-1], (program.graph[nodes[1]].name, nodes[0])
    kernel, bias, visible_bias = (
        program.parameters[f"{name}/{part}"].astype(float)
        for part in ("kernel", "bias", "visible_bias")
    )
    for rows, error, energy in (
        (dataset.x_train, last.reconstruction_error, last.free_energy),
        (dataset.x_test, last.test_reconstruction_error, last.test_free_energy),
    ):
        v = program.activations(rows, (before,))[before].astype(float)
        sums = v @ kernel + bias
        again = 1.0 / (1.0 + np.exp(-(1.0 / (1.0 + np.exp(-sums)) @ kernel.T + visible_bias)))
        assert error == pytest.approx(np.mean((again - v) ** 2), rel=1e-4)
        expected = -v @ visible_bias - np.logaddexp(0.0, sums).sum(axis=1)
        assert energy == pytest.approx(expected.mean(), rel=1e-4)


def test_without_held_out_rows_there_are_no_figures_of_them():
    (*_, last) = run(compiled(chain(small())), some_rows(test=0)).figures
    assert last.test_free_energy is None
    assert last.test_reconstruction_error is None


def test_layers_with_no_epochs_are_passed_over():
    program = compiled(chain(small(pretraining_epochs=0), small(units=4)))
    first, second = machines(program)
    before = weights(program, first)
    figures = run(program, some_rows()).figures
    assert {each.layer for each in figures} == {second}
    assert same(before, weights(program, first))


@pytest.mark.parametrize("machine", [small(pretraining_epochs=0), Dense(units=3)])
def test_a_network_without_anything_to_pre_train_is_done(machine):
    pretraining = Pretraining(compiled(chain(machine)), some_rows())
    assert pretraining.done
    assert list(pretraining.steps()) == []


SETTINGS = {
    "cd-1": {},
    "cd-3": {"gibbs_steps": 3},
    "persistent": {"persistent": True},
    "gaussian": {"visible": "gaussian", "pretraining_rate": 0.01},
}


@pytest.mark.parametrize("fields", SETTINGS.values(), ids=SETTINGS.keys())
@pytest.mark.parametrize("stop", [0, 1, 2, 3, 5, 6, 7, 12])
def test_a_saved_pre_training_goes_on_bit_for_bit(fields, stop):
    graph, dataset = chain(small(**fields), small(units=4, **fields)), some_rows()
    whole = Pretraining(compiled(graph), dataset, seed=3)
    steps = whole.steps()
    for _ in range(stop):
        next(steps)
    saved = whole.snapshot()
    for _ in steps:
        pass
    program = compiled(graph, seed=8)
    resumed = Pretraining(program, dataset, seed=3)
    resumed.restore(saved)
    assert resumed.progress.step == stop
    for step in resumed.steps():
        assert step is resumed.progress
    np.testing.assert_array_equal(program.theta, whole._program.theta)
    assert resumed.figures == whole.figures
    assert resumed.progress.step == whole.progress.step


def test_a_run_may_go_back_while_it_runs():
    program = compiled(chain(small(), small(units=4)))
    pretraining = Pretraining(program, some_rows())
    steps = pretraining.steps()
    for _ in range(3):
        next(steps)
    saved = pretraining.snapshot()
    for _ in steps:
        if pretraining.progress.step == 8:
            break
    ended = program.theta.copy()
    pretraining.restore(saved)
    for _ in steps:
        if pretraining.progress.step == 8:
            break
    np.testing.assert_array_equal(program.theta, ended)


def test_a_snapshot_taken_with_another_batch_size_goes_on():
    graph, dataset = chain(small(persistent=True)), some_rows()
    pretraining = Pretraining(compiled(graph), dataset, batch_size=10)
    next(pretraining.steps())
    other = Pretraining(compiled(graph), dataset, batch_size=25)
    other.restore(pretraining.snapshot())
    *_, last = other.steps()
    assert last.ends_layer


def test_a_snapshot_of_another_network_or_of_more_rows_is_refused():
    pretraining = Pretraining(compiled(chain(small())), some_rows())
    next(pretraining.steps())
    saved = pretraining.snapshot()
    with pytest.raises(SpokenError, match="another network"):
        Pretraining(compiled(chain(small(units=7))), some_rows()).restore(saved)
    with pytest.raises(SpokenError, match="more training samples"):
        Pretraining(compiled(chain(small())), some_rows(samples=20)).restore(saved)


def test_the_seed_decides_everything():
    thetas = []
    for seed in (0, 0, 1):
        program = compiled(chain(small()))
        run(program, some_rows(), seed=seed)
        thetas.append(program.theta)
    np.testing.assert_array_equal(thetas[0], thetas[1])
    assert not np.array_equal(thetas[0], thetas[2])


def test_rate_and_epochs_may_change_while_it_runs():
    program = compiled(chain(small()))
    steps = Pretraining(program, some_rows()).steps()
    next(steps)
    before = program.theta.copy()
    assert program.adopt(chain(small(pretraining_rate=1e-30, pretraining_epochs=2)))
    *_, last = steps
    assert last.epoch == 2
    np.testing.assert_array_equal(program.theta, before)


@pytest.mark.parametrize("batch_size", [None, 7, 500])
def test_any_batch_size_is_taken(batch_size):
    figures = run(compiled(chain(small())), some_rows(), batch_size=batch_size).figures
    assert figures[-1].epoch == 3


def test_updates_are_those_of_pytorch_with_momentum_and_decay_of_the_kernel():
    torch = pytest.importorskip("torch", reason="PyTorch is an optional benchmark dependency")
    random = np.random.default_rng(0)
    weights = Weights(*(random.standard_normal(shape) for shape in ((6, 5), (5,), (6,))))
    kernel, *biases = (torch.tensor(each.copy(), requires_grad=True) for each in weights)
    groups = [{"params": [kernel], "weight_decay": 0.2}, {"params": biases}]
    expected = torch.optim.SGD(groups, lr=0.1, momentum=0.7)
    layer = small(pretraining_rate=0.1, pretraining_momentum=0.7, pretraining_decay=0.2)
    layer_run = LayerRun(layer, weights, some_rows().x_train.astype(float), 20, (0, 1))
    for _ in range(8):
        layer_run.step(layer)
        # PyTorch descends.
        for each, ascent in zip((kernel, *biases), layer_run.machine.gradient, strict=True):
            each.grad = torch.tensor(-ascent)
        expected.step()
    for each, found in zip((kernel, *biases), weights, strict=True):
        np.testing.assert_allclose(found, each.detach().numpy(), rtol=1e-12)


def test_bernoulli_units_want_values_from_0_to_1():
    dataset = Dataset.from_arrays(some_rows().x_train - 0.5, some_rows().y_train)
    with pytest.raises(SpokenError, match=r"rbm_1 has Bernoulli .* Choose Gaussian"):
        run(compiled(chain(small())), dataset)


def test_weights_that_run_away_are_told_of_before_they_are_not_finite():
    program = compiled(
        chain(small(visible="gaussian", pretraining_rate=10.0, pretraining_epochs=500))
    )
    with np.errstate(all="ignore"), pytest.raises(DivergedError, match=r"rbm_1 ran away in epoch"):
        run(program, some_rows())
    assert np.isfinite(program.theta).all()


def test_an_empty_training_part_is_refused():
    with pytest.raises(SpokenError, match="no rows"):
        Pretraining(compiled(chain(small())), _without_rows())


def _without_rows():
    whole = some_rows()
    return dataclasses.replace(whole, x_train=whole.x_train[:0], y_train=whole.y_train[:0])


# -- on data that people know


def digits():
    return load(DataSettings(source=Builtin(name="digits"), test_share=0.3))


def belief_network(**fields):
    machines = [RBM(units=100, **fields)] * 3
    flat = [Input(shape=(8, 8)), Flatten()]
    return Graph.sequential(*flat, *machines, Dense(units=10, activation="softmax"))


def fine_tuned(graph, dataset, labelled, seed):
    program = compiled(graph, seed)
    run(program, dataset, seed=seed)
    few = Dataset.from_arrays(
        dataset.x_train[:labelled].reshape(-1, 8, 8),
        dataset.y_train[:labelled],
        dataset.x_test.reshape(-1, 8, 8),
        dataset.y_test,
        classes=dataset.classes,
    )
    rule = optim.Adam(learning_rate=3e-3)
    trainer = Trainer(program, few, rule, batch_size=10, seed=seed)
    for _ in trainer.steps(epochs=60):
        pass
    return trainer.evaluate()


def test_an_rbm_reconstructs_digits_far_better_than_their_mean_does():
    dataset = digits()
    graph = Graph.sequential(Input(shape=(8, 8)), Flatten(), RBM(units=64), Dense(units=10))
    figures = run(compiled(graph), dataset).figures
    baseline = np.mean((dataset.x_test - dataset.x_train.mean(axis=0)) ** 2)
    assert figures[-1].test_reconstruction_error < 0.55 * baseline


def test_a_gaussian_rbm_reconstructs_standardised_measurements():
    dataset = load(DataSettings(source=Builtin(name="wine"), test_share=0.3))
    machine = RBM(units=20, visible="gaussian", pretraining_rate=0.01, pretraining_epochs=60)
    graph = Graph.sequential(Input(shape=(13,)), machine, Dense(units=3, activation="softmax"))
    figures = run(compiled(graph), dataset, batch_size=16).figures
    assert figures[-1].test_reconstruction_error < 0.6 * np.mean(dataset.x_test**2)


def test_few_labels_are_enough_for_a_network_that_saw_the_rest_without():
    dataset = digits()
    alone = fine_tuned(belief_network(pretraining_epochs=0), dataset, 100, seed=0)
    first = {"persistent": True, "pretraining_epochs": 30}
    informed = fine_tuned(belief_network(**first), dataset, 100, seed=0)
    # Both fit their hundred rows; only one had learned before what digits are like.
    assert max(alone.loss, informed.loss) < 0.1
    assert informed.test_metrics["accuracy"] > alone.test_metrics["accuracy"] + 0.02
