"""The training loop: what it learns, what may change on the way, and how it resumes."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Dataset, Graph, Record, Trainer, compile, layers, optim
from engine.message import SpokenError
from engine.optim.transforms import Transforms
from engine.progress import NotFiniteError
from engine.record import EVALUATIONS, LOSSES


def blobs(n=45, seed=0):
    random = np.random.default_rng(seed)
    y = random.integers(0, 3, n)
    x = random.standard_normal((n, 2)) + 3 * np.array([[0, 1], [1, -1], [-1, -1]])[y]
    return Dataset.from_arrays(x[10:], y[10:], x[:10], y[:10])


def trainer(optimizer=None, batch_size=8, *, rate=0.25, seed=1, **options):
    graph = Graph.sequential(
        layers.Input(),
        layers.Dense(units=6, activation="tanh"),
        layers.Dropout(rate=rate),
        layers.Dense(units=3, activation="softmax"),
    )
    program = compile(graph, "sparse_categorical_crossentropy", seed=seed)
    chosen = optimizer or optim.Adam(learning_rate=0.01)
    return Trainer(program, blobs(), chosen, batch_size, seed, **options)


def run(trained, steps):
    for _, _ in zip(range(steps), trained.steps(), strict=False):
        pass
    return trained


def test_it_learns():
    trained = trainer()
    before = trained.evaluate()
    run(trained, 400)
    after = trained.evaluate()
    assert after.loss < before.loss / 3
    assert after.test_metrics["accuracy"] >= 0.9


def test_a_full_batch_step_of_gradient_descent_is_the_formula():
    x = np.array([[0.0], [1.0], [2.0]])
    y = np.array([[1.0], [3.0], [2.0]])
    program = compile(
        Graph.sequential(layers.Input(shape=(1,)), layers.Dense(units=1)),
        "mean_squared_error",
        dtype="float64",
    )
    w = float(program.parameters["dense_1/kernel"][0, 0])
    trained = Trainer(
        program,
        Dataset.from_arrays(x, y),
        optim.SGD(learning_rate=0.1),
        None,
        transforms=Transforms(l1=0.02, l2=0.3),
    )
    run(trained, 1)
    error = w * x - y
    slope = float(np.mean(2 * error * x)) + 0.3 * w + 0.02 * np.sign(w)
    assert program.parameters["dense_1/kernel"][0, 0] == pytest.approx(w - 0.1 * slope)
    assert program.parameters["dense_1/bias"][0] == pytest.approx(-0.1 * float(np.mean(2 * error)))


@pytest.mark.parametrize("optimizer", [declaration() for declaration in optim.OPTIMIZERS])
@pytest.mark.parametrize("batch_size", [8, 7, None])
@pytest.mark.parametrize("steps", [5, 13, 23])
def test_a_snapshot_resumes_bit_for_bit(optimizer, batch_size, steps):
    whole = run(trainer(optimizer, batch_size), steps + 17)
    first = run(trainer(optimizer, batch_size), steps)
    second = trainer(optimizer, batch_size, seed=9)
    second.restore(first.snapshot())
    run(second, 17)
    assert np.array_equal(whole.program.theta, second.program.theta)
    assert whole.progress.step == second.progress.step
    assert whole.epochs == second.epochs


def test_an_evaluation_on_the_way_changes_nothing():
    plain, watched = trainer(), trainer()
    run(plain, 30)
    for _ in range(30):
        run(watched, 1)
        watched.evaluate()
        watched.program.predict(np.zeros((5, 2)))
    assert np.array_equal(plain.program.theta, watched.program.theta)


def test_the_same_seed_gives_the_same_bits_and_another_does_not():
    thetas = [run(trainer(seed=seed), 40).program.theta for seed in (1, 1, 2)]
    assert np.array_equal(thetas[0], thetas[1])
    assert not np.array_equal(thetas[0], thetas[2])


@pytest.mark.parametrize("sizes", [(8, 5), (8, None), (None, 4), (35, 8)])
@pytest.mark.parametrize("at", [1, 3])
def test_each_sample_is_used_once_an_epoch_whatever_the_batch_size_becomes(sizes, at):
    trained = trainer(batch_size=sizes[0])
    seen = []
    original = trained._batches.batches

    def watched(start):
        for taken in original(start):
            seen.extend(map(tuple, taken.x[:-1].T.tolist()))
            yield taken

    trained._batches.batches = watched
    steps = trained.steps(epochs=2)
    for number, _ in enumerate(steps, 1):
        if number == at:
            trained.set_batch_size(sizes[1])
    samples = sorted(map(tuple, trained.dataset.x_train.astype(np.float32).tolist()))
    assert sorted(seen) == sorted(samples * 2)


def test_a_large_set_is_gathered_batch_by_batch_with_the_same_bits(monkeypatch):
    at_once = run(trainer(), 30)
    monkeypatch.setattr("engine.batches._COPY_LIMIT", 0)
    gathered = run(trainer(), 30)
    assert np.array_equal(at_once.program.theta, gathered.program.theta)


def test_a_learning_rate_changes_without_a_reset():
    trained = run(trainer(optim.Momentum(learning_rate=0.01)), 3)
    velocity = trained._descent.update.state["velocity"].copy()
    trained.set_optimizer(optim.Momentum(learning_rate=1e-9))
    before = trained.program.theta.copy()
    run(trained, 1)
    np.testing.assert_allclose(trained.program.theta, before, atol=1e-6)
    assert velocity.any()


def test_a_loss_that_alone_overflows_is_laid_to_the_output():
    graph = Graph.sequential(layers.Input(shape=(1,)), layers.Dense(units=1))
    x = np.full((8, 1), 1.0, np.float32)
    program = compile(graph, "mean_squared_error", seed=0)
    program.parameters["dense_1/kernel"][...] = 9e18
    trainer = Trainer(program, Dataset.from_arrays(x, x), optim.SGD(), batch_size=8)
    with pytest.raises(NotFiniteError, match="dense_1"), np.errstate(all="ignore"):
        list(trainer.steps(2))


def test_a_loss_that_is_not_finite_stops_within_the_step_and_names_the_layer():
    trained = run(trainer(rate=0.0), 10)
    trained.program.parameters["dense_2/kernel"][0, 0] = np.nan
    before = trained.program.theta.copy()
    with pytest.raises(NotFiniteError, match="dense_2 is the first layer") as caught:
        run(trained, 1)
    assert caught.value.layer == "dense_2"
    assert np.array_equal(before, trained.program.theta, equal_nan=True)
    trained.restore(trained.last_good)
    run(trained, 1)
    assert np.isfinite(trained.program.theta).all()


def test_divergence_leaves_good_weights_to_go_back_to():
    x = np.linspace(-1, 1, 20)[:, None] * 10
    program = compile(
        Graph.sequential(layers.Input(shape=(1,)), layers.Dense(units=1)), "mean_squared_error"
    )
    trained = Trainer(program, Dataset.from_arrays(x, 3 * x), optim.SGD(learning_rate=1e-4), 5)
    run(trained, 4000)
    good = trained.evaluate().loss
    trained.set_optimizer(optim.SGD(learning_rate=1.0))
    with pytest.raises(NotFiniteError), np.errstate(all="ignore"):
        run(trained, 4000)
    trained.restore(trained.last_good)
    assert trained.evaluate().loss < good * 1.5 + 1e-3


def test_the_record_stays_bounded_and_keeps_means():
    record = Record()
    for number in range(10 * LOSSES):
        record.add_loss(float(number))
    assert len(record.losses) < LOSSES
    assert record.losses[0] == pytest.approx(np.mean(range(record.loss_stride)))
    trained = run(trainer(batch_size=None, record=Record()), 3 * EVALUATIONS)
    kept = [evaluation.epoch for evaluation in trained.record.evaluations]
    assert len(kept) < EVALUATIONS
    assert np.all(np.diff(kept) == trained.record.evaluation_stride)


def test_nothing_held_out_means_no_test_numbers():
    graph = Graph.sequential(layers.Input(), layers.Dense(units=3, activation="softmax"))
    data = blobs()
    bare = Dataset.from_arrays(data.raw_train, data.y_train)
    found = Trainer(compile(graph, "sparse_categorical_crossentropy"), bare).evaluate()
    assert found.test_loss is None
    assert found.test_metrics == {}


def test_a_snapshot_of_another_network_is_refused():
    other = compile(Graph.sequential(layers.Input(), layers.Dense(units=3, activation="softmax")))
    with pytest.raises(SpokenError, match="another network"):
        Trainer(other, blobs()).restore(trainer().snapshot())


def test_exploded_weights_are_never_kept_as_good():
    graph = Graph.sequential(
        layers.Input(), layers.Dense(units=6, activation="relu"), layers.Dense(units=1)
    )
    data = blobs()
    data = Dataset.from_arrays(data.raw_train, data.y_train.astype(float))
    trained = Trainer(
        compile(graph, "mean_squared_error"), data, optim.SGD(learning_rate=0.01), None
    )
    run(trained, 399)
    trained.set_optimizer(optim.SGD(learning_rate=1e3))
    trained.set_transforms(Transforms(l2=1e28))
    with pytest.raises(NotFiniteError), np.errstate(all="ignore"):
        run(trained, 100)
    assert np.abs(trained.last_good.theta).max() < 100


def test_going_back_forgets_what_was_good_in_the_discarded_future():
    trained = run(trainer(), 100)
    early = trained.snapshot()
    run(trained, 900)
    trained.restore(early)
    assert trained.last_good.step == 100


def test_a_snapshot_of_another_optimizer_leaves_a_fresh_state():
    early = run(trainer(optim.SGD()), 10).snapshot()
    fresh, used = trainer(), run(trainer(), 35)
    for each in (fresh, used):
        each.restore(early)
        run(each, 20)
    assert np.array_equal(fresh.program.theta, used.program.theta)


def test_a_snapshot_keeps_its_record_to_itself():
    trained = run(trainer(record=Record()), 10)
    kept = trained.snapshot()
    before = len(kept.record.losses)
    run(trained, 10)
    assert len(kept.record.losses) == before


def test_a_position_beyond_the_samples_is_refused():
    import dataclasses

    damaged = dataclasses.replace(run(trainer(), 3).snapshot(), position=10_000)
    with pytest.raises(SpokenError, match="more training samples"):
        trainer().restore(damaged)


def test_weights_from_before_another_learning_rate_are_good():
    trained = run(trainer(optim.SGD(learning_rate=0.01)), 70)
    before = trained.program.theta.copy()
    trained.set_optimizer(optim.SGD(learning_rate=1e6))
    assert np.array_equal(trained.last_good.theta, before)


def test_a_lower_learning_rate_after_a_failure_makes_no_bad_weights_good():
    x = np.linspace(-1, 1, 20)[:, None] * 10
    program = compile(
        Graph.sequential(layers.Input(shape=(1,)), layers.Dense(units=1)), "mean_squared_error"
    )
    trained = Trainer(program, Dataset.from_arrays(x, 3 * x), optim.SGD(learning_rate=1.0), 5)
    with pytest.raises(NotFiniteError), np.errstate(all="ignore"):
        run(trained, 4000)
    trained.set_optimizer(optim.SGD(learning_rate=1e-4))
    assert np.abs(trained.last_good.theta).max() < 10
