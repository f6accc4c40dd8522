"""Two threads that share a batch: the numbers of one, the same bits every time."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from growth import least_growth
from layer_cases import CASES
from test_battery import compiled
from threadpoolctl import threadpool_info

from engine import Dataset, Graph, Trainer, compile, layers, losses, optim, workers
from engine.blas import _libraries, on_threads
from engine.classweights import Balanced
from engine.halves import Halves, Second
from engine.noise import NoiseSource
from engine.progress import NotFiniteError
from engine.replica import Part

SAMPLES = 37
"""With batches of 9 the last one has a single sample, with batches of 8 five."""


def dense(width, *units):
    return Graph.sequential(
        layers.Input(shape=(width,)), *(layers.Dense(units=each) for each in units)
    )


QUIET = {name: case for name, case in CASES.items() if not case.chance}
OF_BATCH = {name: case for name, case in CASES.items() if case.of_batch}


@pytest.fixture
def second():
    thread = Second()
    yield thread
    thread.leave()


@pytest.fixture
def two_cores(monkeypatch):
    monkeypatch.setattr(workers, "_cores", lambda: 2)


def halved(program, x, y, second, weights=None):
    """Return loss and gradient of a batch in two halves."""
    rows, wanted = program.augmented(x), program.encode(y, weights)
    program.gradient[...] = np.nan
    weighted = program.is_weighted(wanted)
    loss = Halves(program, len(rows), second, weighted=weighted).step(rows.T, wanted.T)
    return loss, program.gradient.copy()


def assert_same_as_whole(program, x, y, second, weights=None):
    found, gradient = halved(program, x, y, second, weights)
    expected, _ = program.loss_and_gradients(x, y, weights)
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(gradient, program.gradient, rtol=1e-10, atol=1e-12)


def network(rate=0.3):
    return Graph.sequential(
        layers.Input(shape=(8, 8, 2)),
        layers.Conv2D(filters=4, activation="relu"),
        layers.MaxPool2D(),
        layers.Dropout(rate=rate),
        layers.Flatten(),
        layers.GaussianNoise(deviation=0.1 * rate),
        layers.Dense(units=3, activation="softmax"),
    )


def data():
    random = np.random.default_rng(1)
    x = random.standard_normal((SAMPLES, 128))
    return Dataset.from_arrays(x, random.integers(0, 3, SAMPLES))


def trainer(number, batch_size=9, *, graph=None, optimizer=None, dtype="float32", **options):
    program = compile(graph or network(), "categorical_crossentropy", seed=3, dtype=dtype)
    chosen = optimizer or optim.Adam(learning_rate=0.01)
    return Trainer(program, data(), chosen, batch_size, 3, workers=number, **options)


def run(trained, steps):
    found = [step.loss for _, step in zip(range(steps), trained.steps(), strict=False)]
    return np.array(found)


def half(program, place, batch=9):
    """Return the plan of one half of a batch."""
    part = Part(program.replicas[place], batch)
    size = batch // 2 if place else -(-batch // 2)
    return program.plan(size, training=True, loss=True, part=part)


def extra_threads():
    return [each.name for each in threading.enumerate() if each.name.startswith("second half")]


# -- the numbers


@pytest.mark.parametrize("case", QUIET.values(), ids=QUIET.keys())
@pytest.mark.parametrize("samples", [2, 5])
def test_every_layer_gives_in_halves_the_gradient_of_the_whole_batch(case, samples, second):
    program = compiled(case.within())
    if workers.depends_on_batch(program):
        pytest.skip("one worker has the whole batch")
    targets = np.random.default_rng(2).standard_normal((samples, *program.output_shape))
    assert_same_as_whole(program, case.inputs(samples), targets.reshape(samples, -1), second)


@pytest.mark.parametrize("case", OF_BATCH.values(), ids=OF_BATCH.keys())
def test_layers_that_read_the_whole_batch_are_left_to_one_worker(case):
    assert workers.depends_on_batch(compiled(case.within()))


@pytest.mark.parametrize("kind", losses.LOSSES, ids=lambda kind: kind.kind())
@pytest.mark.parametrize("weighted", [False, True], ids=["", "weighted"])
def test_every_loss_is_the_mean_over_the_whole_batch(kind, weighted, second):
    loss, random = kind(), np.random.default_rng(4)
    ending = next(iter(loss.fuses), "sigmoid")
    graph = Graph.sequential(
        layers.Input(shape=(6,)),
        layers.Dense(units=5, activation="tanh"),
        layers.Dense(units=1 if ending == "sigmoid" else 3, activation=ending),
    )
    program = compile(graph, loss, dtype="float64")
    x, classes = random.standard_normal((7, 6)), random.integers(0, 2, 7)
    y = classes if loss.for_classes else random.random((7, 1))
    assert_same_as_whole(program, x, y, second, random.random(7) if weighted else None)


def test_weights_count_over_the_whole_batch_where_a_half_has_none(second):
    program = compile(network(0.0), "categorical_crossentropy", dtype="float64")
    x, y = data().x_train[:6], data().y_train[:6]
    for weights in ([0, 0, 0, 1, 2, 0], [0, 3, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]):
        assert_same_as_whole(program, x, y, second, np.array(weights, float))


def test_every_output_has_the_mean_of_its_own_weights(second):
    """Where each half of a batch counts for one output alone."""
    graph = Graph.sequential(
        layers.Input(shape=(2,)), layers.Dense(units=4, activation="tanh"), layers.Dense(units=2)
    )
    graph, classes = graph.add(layers.Dense(units=3, activation="softmax"))
    graph = graph.connect(2, classes).rename(3, "value").rename(classes, "kind")
    named = {"value": "mean_squared_error", "kind": "sparse_categorical_crossentropy"}
    program = compile(graph, named, loss_weights={"value": 0.25}, dtype="float64")
    random = np.random.default_rng(6)
    x, numbers, kinds = random.random((6, 2)), random.random((6, 2)), random.integers(0, 3, 6)
    weights = [np.array([2.0, 1, 3, 0, 0, 1]), np.array([0.0, 0, 0, 1, 5, 2])]
    rows, wanted = program.augmented(x), program.encode_each([numbers, kinds], weights)
    found = Halves(program, 6, second, weighted=True).step(rows.T, wanted.T)
    gradient = program.gradient.copy()
    expected = program.plan(6, training=True, loss=True, weighted=True).step(rows.T, wanted.T)
    assert found == pytest.approx(expected, rel=1e-12)
    np.testing.assert_allclose(gradient, program.gradient, rtol=1e-10, atol=1e-12)


def test_steps_that_do_not_count_are_left_out_of_the_mean(second):
    graph = Graph.sequential(
        layers.Input(shape=(4, 2)),
        layers.GRU(units=3, output="sequence"),
        layers.Dense(units=3, activation="softmax"),
    )
    program = compile(graph, "sparse_categorical_crossentropy", dtype="float64")
    random = np.random.default_rng(5)
    y = random.integers(-1, 3, (5, 4))
    y[:3, 1:] = -1
    assert_same_as_whole(program, random.standard_normal((5, 4, 2)), y, second)


@pytest.mark.parametrize("batch_size", [8, 9, None])
@pytest.mark.parametrize("weights", [None, Balanced()], ids=["", "weighted"])
def test_a_run_with_two_workers_follows_that_with_one(batch_size, weights):
    one, two = (
        trainer(number, batch_size, graph=network(0.0), dtype="float64", class_weights=weights)
        for number in (1, 2)
    )
    np.testing.assert_allclose(run(one, 30), run(two, 30), rtol=1e-12)
    np.testing.assert_allclose(two.program.theta, one.program.theta, rtol=1e-10, atol=1e-12)
    assert not np.array_equal(two.program.theta, one.program.theta)


# -- the bits


@pytest.mark.parametrize("batch_size", [8, 9])
def test_two_workers_end_with_the_same_bits_ten_times_of_ten(batch_size):
    trained = [trainer(2, batch_size) for _ in range(10)]
    assert len({(run(each, 12).tobytes(), each.program.theta.tobytes()) for each in trained}) == 1


@pytest.mark.parametrize("late", [0, 1], ids=["the first", "the second"])
def test_which_thread_is_late_decides_nothing(late):
    expected, delayed = trainer(2), trainer(2)
    run(expected, 8)
    plan = half(delayed.program, late)
    step = plan.step

    def slow(x, y):
        time.sleep(0.002)
        return step(x, y)

    plan.step = slow
    run(delayed, 8)
    assert delayed.program.theta.tobytes() == expected.program.theta.tobytes()


@pytest.mark.parametrize("optimizer", [optim.Adam(), optim.LBFGS(), optim.Momentum()])
@pytest.mark.parametrize("steps", [3, 5, 7])
def test_a_snapshot_resumes_bit_for_bit_with_the_same_number(optimizer, steps):
    whole, first = (trainer(2, optimizer=optimizer) for _ in range(2))
    second = trainer(None, optimizer=optimizer)
    run(whole, steps + 9)
    run(first, steps)
    second.restore(first.snapshot())
    assert second.workers == 2
    run(second, 9)
    assert second.program.theta.tobytes() == whole.program.theta.tobytes()


def test_the_halves_have_masks_of_their_own():
    program = trainer(2).program
    first, second = (replica.noise for replica in program.replicas)
    second.branch(first)
    masks = np.zeros((2, 4096), np.float32)
    for noise, mask in zip((first, second), masks, strict=True):
        noise.mask_drawer(mask, lambda: 0.5)()
    assert abs(np.corrcoef(masks)[0, 1]) < 0.1


class Words(np.random.bit_generator.ISeedSequence):
    """Seeds a generator with the words that it is given."""

    def __init__(self, words):
        self._words = words

    def generate_state(self, n_words, dtype=np.uint32):
        return self._words[:n_words].astype(dtype)


def test_a_branch_is_the_generator_that_numpy_seeds_with_the_sources_words():
    source, other, branch = NoiseSource(1), NoiseSource(1), NoiseSource(2)
    branch.branch(source)
    seeded = np.random.Generator(np.random.SFC64(Words(other._bits.random_raw(3))))
    found = np.zeros(9, np.float32)
    branch.normal_drawer(found)()
    np.testing.assert_array_equal(found, seeded.standard_normal(9, np.float32))
    assert source.state == other.state


# -- the choice


def pictures(batch_size, number=None):
    graph = Graph.sequential(
        layers.Input(shape=(28, 28, 1)),
        layers.Conv2D(filters=16, activation="relu"),
        layers.MaxPool2D(),
        layers.Conv2D(filters=32, activation="relu"),
        layers.MaxPool2D(),
        layers.Flatten(),
        layers.Dense(units=64, activation="relu"),
        layers.Dense(units=10, activation="softmax"),
    )
    x = np.zeros((128, 784), np.float32)
    dataset = Dataset.from_arrays(x, np.arange(128) % 10)
    program = compile(graph, "sparse_categorical_crossentropy")
    return Trainer(program, dataset, batch_size=batch_size, workers=number)


def test_long_steps_of_convolutions_get_two_workers_and_short_ones_one(two_cores):
    assert [pictures(size).workers for size in (8, 64, 128)] == [1, 2, 2]
    assert trainer(None).workers == 1


@pytest.mark.parametrize(("units", "batch", "number"), [(128, 32, 1), (128, 128, 2), (256, 32, 2)])
def test_recurrent_layers_get_two_where_a_step_of_them_is_long(units, batch, number, two_cores):
    graph = Graph.sequential(
        layers.Input(shape=(64,)),
        layers.Embedding(vocabulary=64, units=32),
        layers.LSTM(units=units, output="sequence"),
        layers.Dense(units=64, activation="softmax"),
    )
    program = compile(graph, "sparse_categorical_crossentropy")
    assert workers.fitting(program, batch) == number


def test_wide_dense_layers_get_two_with_large_batches(two_cores):
    graph = Graph.sequential(
        layers.Input(shape=(784,)),
        layers.Dense(units=128, activation="relu"),
        layers.Dense(units=10, activation="softmax"),
    )
    program = compile(graph, "sparse_categorical_crossentropy")
    assert [workers.fitting(program, batch) for batch in (32, 64, 512)] == [1, 2, 2]


def test_a_table_of_vectors_is_no_work(two_cores):
    graph = Graph.sequential(
        layers.Input(shape=(64,)),
        layers.Embedding(vocabulary=100_000, units=64),
        layers.GlobalAveragePool(),
        layers.Dense(units=2, activation="softmax"),
    )
    program = compile(graph, "sparse_categorical_crossentropy")
    assert workers.fitting(program, 128) == 1


@pytest.mark.parametrize(
    ("graph", "batch", "expected"),
    [
        (dense(784, 128, 10), 32, True),
        (dense(784, 128, 10), 1, False),
        (dense(2, 8, 8, 8, 1), 32, False),
        (dense(64, 32, 10), 32, False),
    ],
)
def test_long_calls_leave_the_interpreter_to_other_threads(graph, batch, expected):
    program = compile(graph, "mean_squared_error")
    assert workers.lets_go(program, batch) is expected


def test_a_machine_with_one_core_gets_one_unless_two_are_wanted(monkeypatch):
    monkeypatch.setattr(workers, "_cores", lambda: 1)
    assert pictures(64).workers == 1
    assert pictures(64, 2).workers == 2


def test_batch_norm_keeps_one_worker_whatever_is_wanted():
    graph = Graph.sequential(
        layers.Input(shape=(128,)), layers.BatchNorm(), layers.Dense(units=3, activation="softmax")
    )
    one, two = trainer(1, graph=graph), trainer(2, graph=graph)
    assert two.workers == 1
    run(one, 6)
    run(two, 6)
    assert one.program.theta.tobytes() == two.program.theta.tobytes()


def test_another_batch_size_chooses_anew(two_cores):
    trained = pictures(8)
    trained.set_batch_size(128)
    assert trained.workers == 2
    trained.set_workers(1)
    assert trained.workers == 1


def test_the_number_may_change_within_an_epoch():
    trained, number = trainer(1, 8), 1
    for place, step in enumerate(trained.steps(epochs=3)):
        assert np.isfinite(step.loss)
        number = 2 - place % 2
        trained.set_workers(number)
    assert trained.progress.step == 15
    assert trained.workers == number


def test_a_saved_number_gives_way_to_the_one_that_is_wanted():
    saved = trainer(2).snapshot()
    other = trainer(1)
    other.restore(saved)
    assert saved.workers == 2
    assert other.workers == 1


@pytest.mark.parametrize("number", [0, 3])
def test_other_numbers_are_refused(number):
    with pytest.raises(ValueError, match="1 to 2"):
        trainer(number)


# -- the thread


def test_the_thread_lives_as_long_as_steps_are_made():
    trained = trainer(2)
    assert not extra_threads()
    steps = trained.steps()
    next(steps)
    assert len(extra_threads()) == 1
    steps.close()
    assert not extra_threads()


def test_one_worker_needs_no_thread():
    steps = trainer(1).steps()
    next(steps)
    assert not extra_threads()


def test_steps_leave_nothing_behind():
    steps = trainer(2, 8).steps()

    def run():
        for _ in zip(range(50), steps, strict=False):
            pass

    # The least object takes 16 bytes.
    assert least_growth(run) < 800


@pytest.mark.parametrize("place", [0, 1])
def test_an_error_in_either_half_ends_the_steps_with_that_error(place):
    trained = trainer(2)

    def failing(x, y):
        raise MemoryError("no room")

    half(trained.program, place).step = failing
    with pytest.raises(MemoryError, match="no room"):
        run(trained, 1)
    assert not extra_threads()


@pytest.mark.parametrize("sample", [0, 1], ids=["in the first half", "in the second half"])
def test_a_loss_that_is_not_finite_changes_no_weight_and_names_the_layer(sample):
    graph = Graph.sequential(layers.Input(shape=(1,)), layers.Dense(units=1))
    program = compile(graph, "mean_squared_error")
    x = np.ones((2, 1))
    x[sample] = 1e38
    trained = Trainer(program, Dataset.from_arrays(x, np.ones((2, 1))), None, None, workers=2)
    program.theta[...] = 5.0
    with np.errstate(all="ignore"), pytest.raises(NotFiniteError) as caught:
        run(trained, 1)
    assert caught.value.layer == "dense_1"
    np.testing.assert_array_equal(program.theta, 5.0)


# -- threads that share products


def wide(width=256, units=200, **options):
    graph = dense(width, units, 3)
    program = compile(graph, "mean_squared_error", seed=3)
    random = np.random.default_rng(1)
    x, y = random.standard_normal((300, width)), random.standard_normal((300, 3))
    data = Dataset.from_arrays(x, y)
    return Trainer(program, data, optim.SGD(), 100, 3, **options)


def blas_threads():
    return {each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"}


@pytest.mark.parametrize(("batch", "number"), [(80, 1), (100, 2)])
def test_large_products_of_dense_layers_are_shared(two_cores, batch, number):
    program = compile(dense(256, 200, 3), "mean_squared_error")
    assert workers.multiplies(program, batch) is (number == 2)
    assert workers.fitting(program, batch) == number


def test_products_of_a_convolution_are_not():
    assert not workers.multiplies(compile(network(), "categorical_crossentropy"), 10_000)


def test_the_library_has_two_threads_during_a_step_alone(two_cores):
    seen = []
    trained = wide()
    assert trained.workers == 2
    steps = trained.steps()
    next(steps)
    plan_step = trained._descent.whole(trained._plan)

    def look(x, y):
        seen.append(blas_threads())
        return plan_step(x, y)

    on_threads(look, 2)(*(each[:100].T for each in trained.rows))
    assert seen == [{2}]
    assert blas_threads() == {1}


def test_they_give_one_threads_numbers_and_the_same_bits_each_time(two_cores):
    runs = [wide(workers=number) for number in (1, 2, 2)]
    losses = [run(each, 9) for each in runs]
    one, two, again = (each.program.theta for each in runs)
    np.testing.assert_array_equal(two, again)
    np.testing.assert_array_equal(losses[1], losses[2])
    np.testing.assert_allclose(two, one, rtol=1e-4, atol=1e-6)


def test_a_failed_step_leaves_the_library_at_one_thread(two_cores):
    def fail(x, y):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        on_threads(fail, 2)(np.empty(0), np.empty(0))
    assert blas_threads() == {1}


def of_threads(function, number=2):
    """Return what a function gives in so many threads at once."""
    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(lambda _: function(), range(number)))


def test_a_step_has_its_threads_whichever_thread_makes_it():
    look = on_threads(lambda x, y: {each.num_threads for each in _libraries()}, 2)
    empty = np.empty(0)
    assert look(empty, empty) == {2}
    assert of_threads(lambda: look(empty, empty), 1) == [{2}]
    assert look(empty, empty) == {2}


def test_a_step_keeps_its_threads_where_another_one_ends():
    def slow(x, y):
        time.sleep(0.001)
        return {each.num_threads for each in _libraries()}

    step, empty = on_threads(slow, 2), np.empty(0)
    seen = of_threads(lambda: [step(empty, empty) for _ in range(25)])
    assert seen == [[{2}] * 25] * 2
    assert blas_threads() == {1}


def test_two_runs_at_once_end_with_the_bits_of_one_alone(two_cores):
    def digest():
        trained = wide(units=128, width=784)
        run(trained, 12)
        return trained.program.theta.tobytes()

    alone = digest()
    assert of_threads(digest) == [alone, alone]
