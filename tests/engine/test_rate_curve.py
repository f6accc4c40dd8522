"""The learning rate drawn over a run: that of the steps that are made."""

from __future__ import annotations

import numpy as np
import pytest
from optim.nets import run, trainer

from engine import optim, schedules
from engine.ratecurve import rate_curve
from engine.regime import Regime
from engine.schedules import Fall, OneCycle, PlateauState, ReduceOnPlateau, StepDecay

STEPS = 5
"""Of an epoch: forty samples in batches of eight."""


@pytest.mark.parametrize("kind", schedules.SCHEDULES)
def test_the_curve_has_the_rates_that_a_run_takes(kind):
    schedule = kind(warm_up=1.4)
    trained = trainer(optim.SGD(learning_rate=0.7), regime=Regime(schedule, epochs=8))
    taken = []
    for _ in range(8 * STEPS):
        taken.append(trained.rate)
        run(trained, 1)
    curve = rate_curve(schedule, 0.7, epochs=8, steps_per_epoch=STEPS, falls=trained.falls)
    np.testing.assert_allclose(curve.epochs, np.arange(8 * STEPS + 1) / STEPS)
    np.testing.assert_allclose(curve.rates[:-1], taken, rtol=1e-12)


def test_reductions_on_plateaus_are_remembered_with_their_epochs():
    plateau = ReduceOnPlateau(patience=0, factor=0.5, minimum_change=5.0)
    trained = run(trainer(regime=Regime(plateau)), 4 * STEPS)
    assert trained.falls == (Fall(2.0, 0.5), Fall(3.0, 0.25), Fall(4.0, 0.125))
    resumed = trainer(regime=Regime(plateau))
    resumed.restore(trained.snapshot())
    assert resumed.falls == trained.falls


def test_of_very_many_reductions_the_latest_are_remembered():
    state = PlateauState()
    for epoch in range(1, 400):
        lower = PlateauState(factor=0.99**epoch, falls=state.falls)
        state = lower.noting(state, float(epoch))
    assert len(state.falls) == schedules.FALLS
    assert state.falls[-1] == Fall(399.0, 0.99**399)
    assert state.noting(state, 400.0) is state


def test_a_long_run_is_drawn_by_some_hundred_points_and_keeps_its_falls_upright():
    falls = (Fall(1234.0, 0.1), Fall(70_000.0, 0.01))
    curve = rate_curve(
        ReduceOnPlateau(), 1.0, epochs=100_000, steps_per_epoch=1000, until=100_000, falls=falls
    )
    assert len(curve.epochs) < 1000
    for epoch, before, after in ((1234.0, 1.0, 0.1), (70_000.0, 0.1, 0.01)):
        assert curve.at(epoch - 1e-3) == pytest.approx(before)
        assert curve.at(epoch) == pytest.approx(after)


def test_a_run_that_went_on_is_drawn_to_where_it_is():
    curve = rate_curve(OneCycle(), 0.4, epochs=10, steps_per_epoch=3, until=30.0)
    assert curve.epochs[-1] == 30.0
    assert curve.rates[-1] == pytest.approx(0.4 / 25 / 1e4)
    beyond = rate_curve(StepDecay(every=10), 1.0, epochs=10, steps_per_epoch=1, until=25.0)
    assert beyond.at(25.0) == pytest.approx(0.01)
