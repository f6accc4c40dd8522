"""What of a run survives an edit of its architecture."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Dataset, Graph, Record, Trainer, compile, layers, optim
from engine.morph import carry
from engine.regime import Regime
from engine.schedules import ReduceOnPlateau
from engine.stopping import EarlyStopping

X = np.linspace(-1, 1, 24).reshape(12, 2)
DATA = Dataset.from_arrays(X, (X[:, 0] > 0).astype(int))


def chain(*hidden):
    return Graph.sequential(
        layers.Input(),
        *(layers.Dense(units=units, activation="tanh") for units in hidden),
        layers.Dense(units=1, activation="sigmoid"),
    )


def trained(graph, optimizer, steps=7):
    trainer = Trainer(compile(graph, seed=3), DATA, optimizer, 4, 3, record=Record())
    for _, _ in zip(range(steps), trainer.steps(), strict=False):
        pass
    return trainer


def carried(old, graph, seed=3):
    """Return a trainer of ``graph`` that went on from the run of ``old``."""
    program = compile(graph, seed=seed)
    new = Trainer(program, DATA, old.optimizer, 4, 3, record=Record())
    new.restore(carry(old.snapshot(), old.program, program))
    return new


@pytest.mark.parametrize("optimizer", [optim.Adam(), optim.Momentum()])
def test_weights_and_optimizer_state_of_untouched_layers_are_carried(optimizer):
    old = trained(chain(5, 4), optimizer)
    first, second, output = 2, 3, 4
    graph = old.program.graph.replace(second, layers.Dense(units=6, activation="tanh"))
    new = carried(old, graph)

    for name in ("dense_1/kernel", "dense_1/bias", "dense_3/bias"):
        assert np.array_equal(new.program.parameters[name], old.program.parameters[name])
    fresh = compile(graph, seed=3).parameters
    kept, made = old.program.parameters, new.program.parameters
    assert np.array_equal(made["dense_2/kernel"][:, :4], kept["dense_2/kernel"])
    assert np.array_equal(made["dense_2/kernel"][:, 4:], fresh["dense_2/kernel"][:, 4:])
    assert np.array_equal(made["dense_3/kernel"][:4], kept["dense_3/kernel"])
    assert not made["dense_3/kernel"][4:].any()

    before, after = old.snapshot(), new.snapshot()
    (a, b), (c, d) = old.program.blocks[first], new.program.blocks[first]
    for name, values in before.optimizer_state.items():
        assert values[a:b].any()
        assert np.array_equal(after.optimizer_state[name][c:d], values[a:b])
        c2, d2 = new.program.blocks[second]
        a2, b2 = old.program.blocks[second]
        kernel = after.optimizer_state[name][c2 : d2 - 6].reshape(5, 6)
        assert np.array_equal(kernel[:, :4], values[a2 : b2 - 4].reshape(5, 4))
        assert not kernel[:, 4:].any()
        assert np.array_equal(after.optimizer_state[name][-1:], values[-1:])
    assert new.program.blocks[output] != old.program.blocks[output]


def test_the_run_goes_on_where_it_was():
    old = trained(chain(5), optim.Adam())
    new = carried(old, old.program.graph.rename(2, "hidden"))
    assert (new.progress.step, new.epochs) == (old.progress.step, old.epochs)
    assert new.record == old.record
    assert np.array_equal(
        new.program.parameters["hidden/kernel"], old.program.theta[:10].reshape(2, 5)
    )


def test_an_equal_graph_goes_on_bit_for_bit():
    old = trained(chain(5), optim.Adam())
    new = carried(old, old.program.graph, seed=8)
    for trainer in (old, new):
        for _, _ in zip(range(11), trainer.steps(), strict=False):
            pass
    assert np.array_equal(old.program.theta, new.program.theta)


def test_a_layer_of_another_id_gets_first_weights_though_its_shape_fits():
    old = trained(chain(2), optim.SGD())
    graph = old.program.graph
    graph, _ = graph.insert(graph.edges[0], layers.Dense(units=2, activation="tanh"))
    new = carried(old, graph)
    assert np.array_equal(
        new.program.parameters["dense_1/kernel"], old.program.parameters["dense_1/kernel"]
    )
    fresh = compile(graph, seed=3).parameters["dense_3/kernel"]
    assert np.array_equal(new.program.parameters["dense_3/kernel"], fresh)


def test_of_a_kernel_of_another_shape_and_the_same_size_the_corner_is_carried():
    old = trained(chain(5, 4), optim.SGD())
    graph = old.program.graph.replace(2, layers.Dense(units=4, activation="tanh"))
    graph = graph.replace(3, layers.Dense(units=5, activation="tanh"))
    kernel = carried(old, graph).program.parameters["dense_2/kernel"]
    fresh = compile(graph, seed=3).parameters["dense_2/kernel"]
    assert np.array_equal(kernel[:, :4], old.program.parameters["dense_2/kernel"][:4])
    assert np.array_equal(kernel[:, 4:], fresh[:, 4:])


def test_nothing_is_shared_with_the_old_run():
    old = trained(chain(3), optim.Momentum())
    moved = carry(old.snapshot(), old.program, compile(old.program.graph, seed=3))
    kept = moved.theta.copy()
    old.program.theta += 1
    assert np.array_equal(moved.theta, kept)


@pytest.mark.parametrize("optimizer", [kind() for kind in optim.OPTIMIZERS])
def test_what_is_new_learns_under_every_optimizer(optimizer):
    """Rprop's steps, for one, do not begin at zero."""
    old = trained(chain(5, 4), optimizer, steps=20)
    graph = old.program.graph.replace(3, layers.Dense(units=6, activation="tanh"))
    new = carried(old, graph)
    before = new.program.theta.copy()
    for _, _ in zip(range(10), new.steps(), strict=False):
        pass
    moved = np.abs(new.program.theta - before)
    for node in (3, 4):
        start, stop = new.program.blocks[node]
        assert moved[start:stop].max() > 1e-4
    assert np.isfinite(new.program.theta).all()


def test_what_was_best_of_another_network_is_forgotten():
    regime = Regime(
        schedule=ReduceOnPlateau(patience=0, factor=0.5, minimum_change=5.0),
        stopping=EarlyStopping(patience=100),
    )
    trainer = Trainer(compile(chain(5), seed=3), DATA, optim.Adam(), 4, 3, regime=regime)
    list(trainer.steps(5))
    snapshot = trainer.snapshot()
    assert snapshot.best is not None
    moved = carry(snapshot, trainer.program, compile(chain(6), seed=3))
    assert (moved.best, moved.stopping.best, moved.plateau.best) == (None, None, None)
    assert moved.plateau.factor == snapshot.plateau.factor < 1
