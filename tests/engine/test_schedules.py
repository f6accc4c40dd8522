"""Schedules of the learning rate: their formulas, PyTorch's, and at work in a run."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest
from optim.nets import run, trainer

from engine import schedules
from engine.regime import Regime
from engine.schedules import (
    Constant,
    Cosine,
    Exponential,
    InverseTime,
    MultiStep,
    OneCycle,
    PlateauState,
    Polynomial,
    ReduceOnPlateau,
    StepDecay,
)

TOTAL = 60


def rates(schedule, steps=TOTAL, per_epoch=1, total=TOTAL, base=0.4):
    return [schedule.rate(base, step, per_epoch, total) for step in range(steps)]


PYTORCH = [
    (Constant(), "ConstantLR", {"factor": 1.0, "total_iters": 1}),
    (StepDecay(every=7, factor=0.5), "StepLR", {"step_size": 7, "gamma": 0.5}),
    (
        MultiStep(milestones=(3, 20, 21), factor=0.3),
        "MultiStepLR",
        {"milestones": [3, 20, 21], "gamma": 0.3},
    ),
    (Exponential(factor=0.9), "ExponentialLR", {"gamma": 0.9}),
    (InverseTime(decay=0.2), "LambdaLR", {"lr_lambda": lambda epoch: 1 / (1 + 0.2 * epoch)}),
    (Polynomial(power=2.0), "PolynomialLR", {"total_iters": TOTAL, "power": 2.0}),
    (Polynomial(length=20), "PolynomialLR", {"total_iters": 20, "power": 1.0}),
    (Cosine(lowest=0.1), "CosineAnnealingLR", {"T_max": TOTAL, "eta_min": 0.04}),
    (Cosine(period=9), "CosineAnnealingWarmRestarts", {"T_0": 9}),
    (
        Cosine(period=5, growth=2, lowest=0.25),
        "CosineAnnealingWarmRestarts",
        {"T_0": 5, "T_mult": 2, "eta_min": 0.1},
    ),
    (OneCycle(), "OneCycleLR", {"max_lr": 0.4, "total_steps": TOTAL}),
    (
        OneCycle(rise=0.6, start_divisor=10, end_divisor=50),
        "OneCycleLR",
        {
            "max_lr": 0.4,
            "total_steps": TOTAL,
            "pct_start": 0.6,
            "div_factor": 10,
            "final_div_factor": 50,
        },
    ),
]


@pytest.mark.parametrize(("schedule", "name", "options"), PYTORCH)
def test_at_whole_epochs_the_rate_is_pytorchs(schedule, name, options):
    torch = pytest.importorskip("torch")
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.4)
    theirs = getattr(torch.optim.lr_scheduler, name)(optimizer, **options)
    expected = []
    for _ in range(TOTAL):
        expected.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if len(expected) < TOTAL:
            theirs.step()
    np.testing.assert_allclose(rates(schedule), expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("warm", [1, 6])
def test_a_warm_up_stands_in_front_as_pytorchs_linear_and_sequential_schedules(warm):
    torch = pytest.importorskip("torch")
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.4)
    of = torch.optim.lr_scheduler
    linear = of.LinearLR(optimizer, start_factor=1 / (warm + 1), total_iters=warm)
    stairs = of.StepLR(optimizer, step_size=5, gamma=0.5)
    expected = []
    for step in range(40):
        if step == warm:
            optimizer.param_groups[0]["lr"] = 0.4
        expected.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        (linear if step < warm - 1 else stairs).step() if step != warm - 1 else None
    found = rates(StepDecay(every=5, factor=0.5, warm_up=float(warm)), steps=40)
    np.testing.assert_allclose(found, expected, rtol=1e-9)


@pytest.mark.parametrize("kind", schedules.SCHEDULES)
def test_every_rate_is_finite_and_at_most_the_base_within_and_beyond_the_run(kind):
    for warm_up in (0.0, 2.5, 1000.0):
        for total in (1, 2, 7, 300):
            found = rates(kind(warm_up=warm_up), steps=400, per_epoch=3, total=total)
            assert all(0.0 <= rate <= 0.4 + 1e-12 and math.isfinite(rate) for rate in found)


# One cycle ends, as PyTorch's, at the last step, and that one is longer where batches are greater.
@pytest.mark.parametrize("kind", [kind for kind in schedules.SCHEDULES if kind is not OneCycle])
def test_the_batch_size_changes_nothing_at_whole_epochs(kind):
    coarse = rates(kind(), steps=TOTAL)
    fine = rates(kind(), steps=5 * TOTAL, per_epoch=5, total=5 * TOTAL)
    np.testing.assert_allclose(fine[::5], coarse, rtol=1e-9)


@pytest.mark.parametrize("watch", ["loss", "score"])
@pytest.mark.parametrize(("patience", "rest", "lowest"), [(3, 0, 0.0), (0, 4, 0.0), (2, 1, 0.01)])
def test_a_reduction_on_plateaus_is_pytorchs(watch, patience, rest, lowest):
    torch = pytest.importorskip("torch")
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    theirs = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer,
        mode="min" if watch == "loss" else "max",
        factor=0.3,
        patience=patience,
        threshold=0.01,
        cooldown=rest,
        min_lr=lowest,
        eps=0.0,
    )
    ours = ReduceOnPlateau(
        watch=watch, factor=0.3, patience=patience, minimum_change=0.01, rest=rest, lowest=lowest
    )
    random, state = np.random.default_rng(0), PlateauState()
    for epoch in range(80):
        value = float(2.0 + random.standard_normal() * 0.3 + 1 / (1 + epoch))
        theirs.step(value)
        state = ours.observe(state, value)
        assert state.factor == pytest.approx(optimizer.param_groups[0]["lr"], rel=1e-9)
    assert state.factor < 0.1


def test_a_score_below_zero_improves_towards_zero():
    plateau, state = ReduceOnPlateau(watch="score", patience=1), PlateauState()
    for value in (-3.0, -2.0, -1.0, -0.5):
        state = plateau.observe(state, value)
    assert (state.best, state.bad, state.factor) == (-0.5, 0, 1.0)


EVERY = [
    kind(warm_up=0.6) if kind is not ReduceOnPlateau else kind(patience=0, factor=0.5, warm_up=0.6)
    for kind in schedules.SCHEDULES
]


@pytest.mark.parametrize("schedule", EVERY, ids=lambda each: each.kind())
def test_a_run_takes_the_rate_of_each_step_from_the_schedule(schedule):
    from engine import optim

    trained = trainer(optim.SGD(learning_rate=0.7), regime=Regime(schedule=schedule, epochs=6))
    theta = trained.program.theta
    steps = trained.steps(6)
    state = PlateauState()
    for step in range(30):
        before = theta.copy()
        next(steps)
        expected = state.factor * schedule.rate(0.7, step, 5, 30)
        np.testing.assert_allclose(
            before - theta, expected * trained.program.gradient, rtol=1e-6, atol=1e-14
        )
        state = trained.snapshot().plateau


@pytest.mark.parametrize("schedule", EVERY, ids=lambda each: each.kind())
@pytest.mark.parametrize("steps", [3, 10, 17])
def test_a_snapshot_resumes_bit_for_bit(schedule, steps):
    regime = Regime(schedule=schedule, epochs=6)
    whole = run(trainer(regime=regime), steps + 12)
    first = run(trainer(regime=regime), steps)
    second = trainer(seed=8, regime=regime)
    second.restore(first.snapshot())
    run(second, 12)
    assert np.array_equal(whole.program.theta, second.program.theta)
    assert whole.rate == second.rate


def test_the_base_rate_changes_while_it_runs():
    from engine import optim

    trained = run(trainer(optim.SGD(learning_rate=0.7), regime=Regime(Cosine(), 6)), 13)
    before = trained.rate
    trained.set_optimizer(optim.SGD(learning_rate=0.07))
    assert trained.rate == pytest.approx(before / 10)
    theta = trained.program.theta.copy()
    run(trained, 1)
    step = (before / 10) * trained.program.gradient
    np.testing.assert_allclose(theta - trained.program.theta, step, rtol=1e-7, atol=1e-14)


def test_another_batch_size_does_not_shift_the_schedule():
    trained = run(trainer(regime=Regime(Exponential(factor=0.5), 6)), 10)
    before = trained.rate
    trained.set_batch_size(3)
    assert trained.rate == pytest.approx(before)


def test_back_to_a_constant_rate_the_base_rate_holds():
    from engine import optim

    trained = run(trainer(optim.SGD(learning_rate=0.5), regime=Regime(StepDecay(every=1))), 12)
    trained.set_regime(Regime())
    theta = trained.program.theta.copy()
    run(trained, 1)
    step = 0.5 * trained.program.unit * trained.program.gradient
    np.testing.assert_allclose(theta - trained.program.theta, step, rtol=1e-7, atol=1e-14)


def test_on_plateaus_another_kind_of_schedule_forgets_and_the_same_remembers():
    plateau = ReduceOnPlateau(patience=0, factor=0.5, minimum_change=1.0)
    trained = run(trainer(regime=Regime(plateau)), 20)
    factor = trained.snapshot().plateau.factor
    assert factor < 1
    trained.set_regime(Regime(msgspec.structs.replace(plateau, patience=50)))
    assert trained.snapshot().plateau.factor == factor
    trained.set_regime(Regime(Cosine()))
    assert trained.snapshot().plateau == PlateauState()
