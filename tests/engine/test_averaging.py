"""Averages of the weights: their formulas, where they are used, and what survives."""

from __future__ import annotations

import numpy as np
import pytest
from optim.nets import DATA, network, run, trainer

from engine import compile, optim
from engine.averaging import MovingAverage, StochasticAverage
from engine.morph import carry
from engine.regime import Regime

BOTH = [MovingAverage(decay=0.9), StochasticAverage(start=2)]


def averaged(averaging, **options):
    return trainer(optim.SGD(learning_rate=0.5), regime=Regime(averaging=averaging), **options)


@pytest.mark.parametrize("decay", [0.3, 0.9, 0.999])
def test_the_moving_average_is_its_formula_with_the_usual_warm_up(decay):
    trained = averaged(MovingAverage(decay=decay))
    shadow = trained.program.theta.copy()
    for step, _ in enumerate(zip(range(40), trained.steps(), strict=False), 1):
        share = min(decay, (1 + step) / (10 + step))
        shadow = share * shadow + (1 - share) * trained.program.theta
    np.testing.assert_allclose(trained.snapshot().average, shadow, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(("start", "every"), [(1, 1), (3, 2), (50, 1)])
def test_swa_is_the_plain_mean_of_the_ends_of_epochs(start, every):
    trained = averaged(StochasticAverage(start=start, every=every))
    first, ends = trained.program.theta.copy(), []
    for step in trained.steps(9):
        if step.ends_epoch and step.epoch >= start and (step.epoch - start) % every == 0:
            ends.append(trained.program.theta.copy())
    expected = np.mean(ends, axis=0) if ends else first
    assert trained.snapshot().average_count == len(ends)
    np.testing.assert_allclose(trained.snapshot().average, expected, rtol=1e-12, atol=1e-15)


def test_swa_is_pytorchs_averaged_model():
    torch = pytest.importorskip("torch")
    trained = averaged(StochasticAverage(start=2))
    model = torch.nn.ParameterList([torch.zeros(trained.program.theta.size, dtype=torch.float64)])
    theirs = torch.optim.swa_utils.AveragedModel(model)
    for step in trained.steps(7):
        if step.ends_epoch and step.epoch >= 2:
            model[0].data = torch.tensor(trained.program.theta)
            theirs.update_parameters(model)
    expected = theirs.module[0].detach().numpy()
    np.testing.assert_allclose(trained.snapshot().average, expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("averaging", BOTH)
def test_keeping_an_average_changes_nothing_of_the_training(averaging):
    bare = run(trainer(optim.SGD(learning_rate=0.5)), 40)
    kept = run(averaged(averaging), 40)
    for _ in range(3):
        kept.evaluate()
    assert np.array_equal(bare.program.theta, kept.program.theta)


@pytest.mark.parametrize("averaging", BOTH)
def test_it_is_evaluated_and_shown_where_it_is_used_and_not_else(averaging):
    import msgspec

    trained = run(averaged(averaging), 40)
    last = trained.program.theta.copy()
    shown = trained.evaluate().loss
    with trained.averaged():
        assert np.array_equal(trained.program.theta, trained.snapshot().average)
        trained.evaluate()
    assert np.array_equal(trained.program.theta, last)
    program = compile(network(), dtype="float64")
    for used, theta in ((True, trained.snapshot().average), (False, last)):
        program.theta[...] = theta
        loss, _ = program.evaluate(program.augmented(DATA.x_train), program.encode(DATA.y_train))
        trained.set_regime(Regime(averaging=msgspec.structs.replace(averaging, used=used)))
        assert trained.evaluate().loss == pytest.approx(loss, rel=1e-12)
    assert shown != trained.evaluate().loss


@pytest.mark.parametrize("averaging", BOTH)
@pytest.mark.parametrize("steps", [7, 15, 22])
def test_a_snapshot_resumes_it_bit_for_bit(averaging, steps):
    whole = run(averaged(averaging), steps + 13)
    second = averaged(averaging, seed=8)
    second.restore(run(averaged(averaging), steps).snapshot())
    run(second, 13)
    assert np.array_equal(whole.snapshot().average, second.snapshot().average)
    assert whole.snapshot().average_count == second.snapshot().average_count


def test_a_snapshot_of_another_average_begins_a_fresh_one():
    second = averaged(StochasticAverage(), seed=8)
    second.restore(run(averaged(MovingAverage()), 20).snapshot())
    assert second.snapshot().average_count == 0
    assert np.array_equal(second.snapshot().average, second.program.theta)


def test_an_edit_of_the_architecture_carries_it():
    from engine import layers

    old = run(averaged(MovingAverage(decay=0.9)), 30)
    graph = old.program.graph.replace(3, layers.Dense(units=7, activation="tanh"))
    program = compile(graph, seed=2, dtype="float64")
    moved = carry(old.snapshot(), old.program, program)
    block = slice(*program.blocks[2])
    assert np.array_equal(moved.average[block], old.snapshot().average[block])
    width = old.program.graph[3].layer.units
    new, kept = slice(*program.blocks[3]), slice(*old.program.blocks[3])
    wide = moved.average[new][:-7].reshape(-1, 7)
    before = old.snapshot().average[kept][:-width].reshape(-1, width)
    assert np.array_equal(wide[:, :width], before)
    first = program.theta[new][:-7].reshape(-1, 7)
    assert np.array_equal(wide[:, width:], first[:, width:])
