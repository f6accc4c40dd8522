"""What ends a run before its time, and with which weights."""

from __future__ import annotations

import numpy as np
import pytest
from optim.nets import network, trainer

from engine import Dataset, Graph, Record, Trainer, compile, layers, optim
from engine.averaging import MovingAverage
from engine.regime import Regime
from engine.stopping import EarlyStopping, Target


def overfitting(stopping=None, target=None, seed=1, record=None, averaging=None):
    """Return a run on noise: its test loss soon rises."""
    random = np.random.default_rng(5)
    x, y = random.standard_normal((40, 3)), random.integers(0, 2, 40)
    data = Dataset.from_arrays(x[:20], y[:20], x[20:], y[20:])
    program = compile(network(), seed=seed, dtype="float64")
    regime = Regime(stopping=stopping, target=target, averaging=averaging)
    return Trainer(
        program, data, optim.Adam(learning_rate=0.03), 10, seed, regime=regime, record=record
    )


def losses(trained, epochs=400):
    """Return the test loss after each epoch, and the weights."""
    found = []
    for step in trained.steps(epochs):
        if step.ends_epoch:
            found.append((trained.evaluate().test_loss, trained.program.theta.copy()))
    return found


@pytest.mark.parametrize("patience", [3, 10])
def test_it_stops_after_so_many_epochs_without_improvement(patience):
    whole = [loss for loss, _ in losses(overfitting(), 100)]
    best = waited = 0
    for end, loss in enumerate(whole, 1):
        waited = 0 if end == 1 or loss < best else waited + 1
        best = loss if not waited else best
        if waited == patience:
            break
    trained = overfitting(EarlyStopping(patience=patience))
    list(trained.steps(100))
    assert trained.progress.epoch == end
    assert str(trained.stopped) == (
        f"Training stopped early: {patience} epochs brought no improvement."
    )


def test_it_ends_with_the_best_weights_or_the_last_as_wanted():
    for restore_best in (True, False):
        trained = overfitting(EarlyStopping(patience=5, restore_best=restore_best))
        list(trained.steps(400))
        whole = losses(overfitting(), trained.progress.epoch)
        place = int(np.argmin([loss for loss, _ in whole])) if restore_best else -1
        assert np.array_equal(trained.program.theta, whole[place][1])


def test_the_best_weights_can_be_gone_back_to_while_it_runs():
    trained = overfitting(EarlyStopping(patience=1000, restore_best=False))
    whole = losses(trained, 60)
    best = whole[int(np.argmin([loss for loss, _ in whole]))][1]
    assert not np.array_equal(trained.program.theta, best)
    trained.restore(trained.best)
    assert np.array_equal(trained.program.theta, best)
    assert trained.progress.epoch == 60


def test_the_end_of_the_epochs_restores_the_best_as_patience_does():
    whole = losses(overfitting(), 60)
    place = int(np.argmin([loss for loss, _ in whole]))
    trained = overfitting(EarlyStopping(patience=1000))
    list(trained.steps(60))
    assert np.array_equal(trained.program.theta, whole[place][1])
    assert str(trained.stopped) == (
        f"All epochs are done. The weights are those of epoch {place + 1}, the best."
    )
    list(trained.steps(2))
    assert trained.progress.epoch == 62


def test_epochs_that_are_not_the_end_restore_nothing():
    whole = losses(overfitting(), 60)
    trained = overfitting(EarlyStopping(patience=1000))
    list(trained.steps(59, to_end=False))
    list(trained.rest_of_epoch())
    assert np.array_equal(trained.program.theta, whole[-1][1])
    assert trained.stopped is None


def test_every_run_with_a_record_keeps_its_best_weights():
    whole = losses(overfitting(), 60)
    place = int(np.argmin([loss for loss, _ in whole]))
    trained = overfitting(record=Record())
    list(trained.steps(60))
    assert np.array_equal(trained.program.theta, whole[-1][1])
    assert trained.best_epoch == place + 1
    assert np.array_equal(trained.best.theta, whole[place][1])


def test_what_was_best_stays_when_early_stopping_begins_or_ends_to_watch_the_same_number():
    trained = overfitting(record=Record())
    list(trained.steps(60))
    best = trained.best.theta
    for stopping in (EarlyStopping(patience=3), None):
        trained.set_regime(Regime(stopping=stopping))
        assert np.array_equal(trained.best.theta, best)
    trained.set_regime(Regime(stopping=EarlyStopping(watch="score")))
    assert trained.best is None


def test_a_small_change_is_no_improvement():
    trained = overfitting(EarlyStopping(patience=4, minimum_change=100.0))
    list(trained.steps(400))
    assert trained.progress.epoch == 5


def test_asked_again_it_goes_on_with_its_whole_patience():
    trained = overfitting(EarlyStopping(patience=4, minimum_change=100.0))
    list(trained.steps(400))
    list(trained.steps(400))
    assert trained.progress.epoch == 9


@pytest.mark.parametrize(
    ("target", "reached"),
    [
        (Target(watch="loss", value=0.5), lambda e: e.loss <= 0.5),
        (Target(watch="score", value=0.9), lambda e: e.metrics["accuracy"] >= 0.9),
        (Target(watch="f1", value=0.9), lambda e: e.metrics["f1"] >= 0.9),
        (Target(watch="roc_auc", value=0.97), lambda e: e.metrics["roc_auc"] >= 0.97),
        (Target(watch="perplexity", value=1.6), lambda e: e.metrics["perplexity"] <= 1.6),
    ],
)
def test_it_stops_at_a_target(target, reached):
    trained = trainer(optim.Adam(learning_rate=0.03), regime=Regime(target=target))
    missed = [not reached(trained.evaluate()) for step in trained.steps(500) if step.ends_epoch]
    assert trained.progress.epoch < 500
    assert all(missed[:-1])
    assert not missed[-1]
    assert str(trained.stopped).startswith("The target is reached: ")


@pytest.mark.parametrize(("watch", "better"), [("roc_auc", max), ("perplexity", min)])
def test_the_best_weights_are_those_of_the_best_metric(watch, better):
    trained = overfitting(EarlyStopping(watch=watch, patience=1000))
    found = []
    for step in trained.steps(60):
        if step.ends_epoch:
            found.append((trained.evaluate().test_metrics[watch], trained.program.theta.copy()))
    best = better(found, key=lambda each: each[0])
    assert np.array_equal(trained.best.theta, best[1])


def test_where_the_data_have_no_such_metric_the_loss_is_watched():
    trained = overfitting(EarlyStopping(watch="explained_variance", patience=5))
    list(trained.steps(400))
    plain = overfitting(EarlyStopping(watch="loss", patience=5))
    list(plain.steps(400))
    assert trained.progress.epoch == plain.progress.epoch < 400


def test_a_regression_watches_r2():
    x = np.linspace(-1, 1, 30)[:, None]
    program = compile(
        Graph.sequential(layers.Input(shape=(1,)), layers.Dense(units=1)), "mean_squared_error"
    )
    data = Dataset.from_arrays(x, 2 * x + 0.5)
    regime = Regime(target=Target(watch="score", value=0.999))
    trained = Trainer(program, data, optim.SGD(learning_rate=0.3), 10, regime=regime)
    list(trained.steps(500))
    assert trained.stopped is not None
    assert trained.evaluate().metrics["r2"] >= 0.999


@pytest.mark.parametrize("steps", [3, 7, 12])
def test_a_snapshot_resumes_its_patience_and_its_best(steps):
    stopping = EarlyStopping(patience=6)
    whole = overfitting(stopping)
    list(whole.steps(300))
    first = overfitting(stopping)
    for _, _ in zip(range(steps), first.steps(300), strict=False):
        pass
    second = overfitting(stopping, seed=4)
    second.restore(first.snapshot())
    list(second.steps(300))
    assert second.progress.epoch == whole.progress.epoch
    assert np.array_equal(second.program.theta, whole.program.theta)


def test_what_is_watched_thins_no_record():
    bare, watched = Record(), Record()
    list(overfitting(record=bare).steps(50))
    list(overfitting(EarlyStopping(patience=1000), record=watched).steps(50))
    assert bare == watched


def test_with_an_average_the_best_is_that_of_the_average():
    trained = overfitting(EarlyStopping(patience=5), averaging=MovingAverage(decay=0.8))
    seen = []
    for step in trained.steps(400):
        if step.ends_epoch and trained.stopped is None:
            seen.append((trained.evaluate().test_loss, trained.snapshot().average))
    assert trained.stopped is not None
    best = min(seen, key=lambda pair: pair[0])[1]
    assert np.array_equal(trained.program.theta, best)
    assert np.array_equal(trained.snapshot().average, best)
