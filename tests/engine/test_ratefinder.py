"""The sweep of the learning rate: what it finds, and that it leaves the run alone."""

from __future__ import annotations

import numpy as np
import pytest
from optim.nets import network, run, trainer

from engine import Dataset, Graph, Record, Trainer, compile, layers, optim
from engine.classweights import Balanced
from engine.message import SpokenError
from engine.optim.layers import LayerTraining
from engine.optim.transforms import Transforms
from engine.ratefinder import Sweep, Trial, find_rate


@pytest.mark.parametrize("steps", [0, 13])
def test_the_run_is_left_untouched(steps):
    graph = network(layers.Dropout(rate=0.2))
    plain, swept = (run(trainer(optim.Adam(), graph, record=Record()), steps) for _ in range(2))
    find_rate(swept)
    assert swept.optimizer == plain.optimizer
    for each in (plain, swept):
        run(each, 17)
    assert np.array_equal(plain.program.theta, swept.program.theta)
    assert plain.record == swept.record


def test_rates_rise_by_the_same_factor_and_the_losses_are_those_of_the_same_rows():
    swept = trainer(optim.SGD())
    found = find_rate(swept, lowest=1e-4, highest=1.0, steps=41)
    np.testing.assert_allclose(found.rates, np.geomspace(1e-4, 1.0, 41)[: len(found.rates)])
    for rate, loss in zip(found.rates[:12], found.losses[:12], strict=True):
        swept.set_optimizer(optim.SGD(learning_rate=float(rate)))
        run(swept, 1)
        assert loss == pytest.approx(swept.evaluate().loss, rel=1e-9)


def test_each_step_tells_what_is_found_so_far():
    whole = find_rate(trainer(optim.SGD()))
    parts = list(Trial().run(trainer(optim.SGD())))
    assert [len(part.rates) for part in parts] == list(range(1, len(whole.rates) + 1))
    assert np.array_equal(parts[-1].losses, whole.losses)
    assert parts[-1].suggestion == whole.suggestion


def test_on_a_straight_line_the_suggestion_is_near_and_below_the_edge_of_divergence():
    """Least squares diverges for rates above 2 by the greatest curvature."""
    x = np.random.default_rng(0).standard_normal((64, 3))
    program = compile(
        Graph.sequential(layers.Input(shape=(3,)), layers.Dense(units=1)), "mean_squared_error"
    )
    data = Dataset.from_arrays(x, x @ np.array([[1.0], [2.0], [-1.0]]) + 3)
    swept = Trainer(program, data, optim.SGD(), None)
    samples = program.augmented(data.x_train).astype(float)
    edge = 2.0 / np.linalg.eigvalsh(2.0 * samples.T @ samples / 64).max()
    found = find_rate(swept)
    assert edge / 30 < found.suggestion < edge
    assert found.rates[-1] < 10 * edge


def test_a_network_that_cannot_learn_gets_no_suggestion():
    frozen = Transforms(layers={node: LayerTraining(frozen=True) for node in (2, 3, 4)})
    found = find_rate(trainer(optim.SGD(), transforms=frozen, batch_size=None))
    assert found.suggestion is None
    assert np.ptp(found.losses) == 0.0


def test_the_suggestion_is_a_tenth_of_the_best_where_the_steepest_fall_is_beyond():
    """A loss that falls ever faster, to its end: the steepest place is the edge itself."""
    rates = np.geomspace(1e-4, 1.0, 81)
    assert Sweep.of(rates, 2.0 - rates).suggestion == pytest.approx(0.1, rel=0.4)
    gentle = 1.0 + 1.0 / (1.0 + (rates / 1e-3) ** 2)
    assert Sweep.of(rates, gentle).suggestion == pytest.approx(1e-3, rel=0.2)


def test_what_wavers_without_a_fall_gets_no_suggestion():
    wavering = 1.0 + 0.003 * np.random.default_rng(0).standard_normal(100)
    assert Sweep.of(np.geomspace(1e-6, 10.0, 100), wavering).suggestion is None


@pytest.mark.parametrize("optimizer", [optim.LBFGS(), optim.Rprop()])
def test_an_optimizer_that_finds_its_lengths_itself_is_refused(optimizer):
    with pytest.raises(SpokenError, match="finds its step lengths itself"):
        find_rate(trainer(optimizer))


def test_it_can_be_left_while_it_runs():
    class Left(Exception):
        pass

    def leave():
        raise Left

    swept = trainer(optim.SGD())
    before = swept.program.theta.copy()
    with pytest.raises(Left):
        find_rate(swept, breathe=leave)
    assert np.array_equal(swept.program.theta, before)


def test_where_classes_count_differently_the_loss_is_the_weighted_one():
    swept = trainer(optim.SGD(), class_weights=Balanced())
    found = find_rate(swept, lowest=0.1, highest=0.2, steps=3)
    swept.set_optimizer(optim.SGD(learning_rate=0.1))
    run(swept, 1)
    assert found.losses[0] == pytest.approx(swept.evaluate().loss, rel=1e-9)
