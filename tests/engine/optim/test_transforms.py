"""What stands around the optimizer: clipping, penalties, max-norm, frozen layers, factors."""

from __future__ import annotations

import numpy as np
import pytest
from growth import least_growth
from nets import Memory, network, run, trainer

from engine import Dataset, Graph, Trainer, compile, layers, losses, optim
from engine.averaging import MovingAverage
from engine.optim.clipping import ClipGlobalNorm, ClipNorm, ClipValue
from engine.optim.layers import LayerTraining
from engine.optim.transforms import Transforms
from engine.regime import Regime
from engine.schedules import Cosine

EVERY = [kind() for kind in optim.OPTIMIZERS]
FIRST, SECOND, LAST = 2, 3, 4
HEAVY = Transforms(
    clipping=ClipGlobalNorm(limit=0.5),
    l1=0.01,
    l2=0.02,
    weight_decay=0.1,
    max_norm=1.5,
    layers={LAST: LayerTraining(rate_factor=0.5)},
)


def kinds(declaration):
    return declaration.kind()


def block(trained, node):
    return trained.program.theta[slice(*trained.program.blocks[node])].copy()


@pytest.mark.parametrize("transforms", [Transforms(), HEAVY], ids=["bare", "heavy"])
@pytest.mark.parametrize("optimizer", EVERY, ids=kinds)
def test_what_a_layer_keeps_by_itself_is_moved_by_the_layer_alone(optimizer, transforms):
    """A running mean that never changes stays what it was, whatever acts on kernels."""
    trained = trainer(optimizer, network(Memory(share=0.0)), transforms=transforms)
    mean = trained.program.parameters["memory_1/mean"]
    mean[...] = np.linspace(1, 2, mean.size)
    before = mean.copy()
    run(trained, 23)
    assert np.array_equal(mean, before)


@pytest.mark.parametrize("optimizer", EVERY, ids=kinds)
def test_a_running_mean_sees_each_batch_once(optimizer):
    trained = trainer(optimizer, network(Memory()), None)
    mean = trained.program.parameters["memory_1/mean"]
    hidden = np.tanh(
        trained.dataset.x_train @ trained.program.parameters["dense_1/kernel"]
        + trained.program.parameters["dense_1/bias"]
    )
    run(trained, 1)
    np.testing.assert_allclose(mean, 0.1 * hidden.mean(axis=0), rtol=1e-6)


@pytest.mark.parametrize("transforms", [Transforms(), HEAVY], ids=["bare", "heavy"])
@pytest.mark.parametrize("optimizer", EVERY, ids=kinds)
def test_a_frozen_layer_stays_as_it_is_though_momentum_was_carried(optimizer, transforms):
    graph = network(layers.Dropout(rate=0.1))
    trained = run(trainer(optimizer, graph, transforms=transforms), 12)
    frozen = {FIRST: LayerTraining(frozen=True)}
    changed = Transforms(**{**vars(transforms), "layers": {**transforms.layers, **frozen}})
    trained.set_transforms(changed)
    before, others = block(trained, FIRST), block(trained, LAST + 1)
    span = slice(*trained.program.blocks[FIRST])
    state = {n: v[span].copy() for n, v in trained.snapshot().optimizer_state.items()}
    run(trained, 23)
    assert np.array_equal(block(trained, FIRST), before)
    assert not np.array_equal(block(trained, LAST + 1), others)
    if not optimizer.full_batch:
        after = trained.snapshot().optimizer_state
        assert all(np.array_equal(after[name][span], values) for name, values in state.items())
    trained.set_transforms(transforms)
    run(trained, 3)
    assert not np.array_equal(block(trained, FIRST), before)


def test_a_frozen_layer_with_a_running_mean_keeps_that_too():
    graph = network(Memory())
    frozen = Transforms(layers={3: LayerTraining(frozen=True)})
    trained = run(trainer(optim.Adam(), graph, transforms=frozen), 5)
    assert not trained.program.parameters["memory_1/mean"].any()


def test_the_norm_of_frozen_gradients_does_not_count_when_clipping():
    limit = 0.01
    clipped = Transforms(
        clipping=ClipGlobalNorm(limit=limit), layers={LAST: LayerTraining(frozen=True)}
    )
    trained = trainer(optim.SGD(learning_rate=1.0), batch_size=None, transforms=clipped)
    before = trained.program.theta.copy()
    run(trained, 1)
    assert np.linalg.norm(trained.program.theta - before) == pytest.approx(limit, rel=1e-3)


def gradient_of_the_first_batch(**options):
    """Return a step's gradient as plain descent with a rate of 1 shows it, and the weights."""
    trained = trainer(optim.SGD(learning_rate=1.0), batch_size=None, **options)
    before = trained.program.theta.copy()
    run(trained, 1)
    return before - trained.program.theta, before, trained


def test_clipping_by_value_cuts_each_value():
    plain, _, _ = gradient_of_the_first_batch()
    limit = float(np.median(np.abs(plain)))
    found, _, _ = gradient_of_the_first_batch(
        transforms=Transforms(clipping=ClipValue(limit=limit))
    )
    np.testing.assert_allclose(found, np.clip(plain, -limit, limit), atol=1e-15)


def test_clipping_by_norm_shortens_each_parameter_by_itself_as_pytorch():
    torch = pytest.importorskip("torch")
    plain, _, trained = gradient_of_the_first_batch()
    found, _, _ = gradient_of_the_first_batch(transforms=Transforms(clipping=ClipNorm(limit=0.02)))
    expected = plain.copy()
    for _, view in trained.program.gradients.items():
        start = (view.ctypes.data - trained.program.gradient.ctypes.data) // 8
        part = torch.tensor(expected[start : start + view.size], requires_grad=True)
        part.grad = torch.tensor(plain[start : start + view.size])
        torch.nn.utils.clip_grad_norm_([part], 0.02)
        expected[start : start + view.size] = part.grad.numpy()
    assert not np.allclose(plain, expected)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("limit", [0.02, 100.0])
def test_clipping_by_global_norm_is_pytorchs(limit):
    torch = pytest.importorskip("torch")
    plain, _, _ = gradient_of_the_first_batch()
    found, _, _ = gradient_of_the_first_batch(
        transforms=Transforms(clipping=ClipGlobalNorm(limit=limit))
    )
    parameter = torch.zeros(plain.size, dtype=torch.float64, requires_grad=True)
    parameter.grad = torch.tensor(plain)
    torch.nn.utils.clip_grad_norm_([parameter], limit)
    np.testing.assert_allclose(found, parameter.grad.numpy(), rtol=1e-9, atol=1e-15)


def test_penalties_come_after_clipping_and_act_on_kernels_with_each_layers_strength():
    own = {FIRST: LayerTraining(l2=0.7, l1=0.0), LAST: LayerTraining(weight_decay=0.5)}
    transforms = Transforms(
        clipping=ClipValue(limit=1e-3), l1=0.02, l2=0.3, weight_decay=0.2, layers=own
    )
    plain, before, trained = gradient_of_the_first_batch(
        transforms=Transforms(clipping=ClipValue(limit=1e-3))
    )
    found, _, _ = gradient_of_the_first_batch(transforms=transforms)
    expected = plain.copy()
    l1, l2, decay = {FIRST: 0.0}, {FIRST: 0.7}, {LAST: 0.5}
    for node in (FIRST, SECOND, LAST):
        start, _ = trained.program.blocks[node]
        size = trained.program.views[node]["kernel"][0].size
        w = before[start : start + size]
        pull = l1.get(node, 0.02) * np.sign(w) + (l2.get(node, 0.3) + decay.get(node, 0.2)) * w
        expected[start : start + size] += pull
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-15)


def test_decoupled_decay_with_adam_is_pytorchs_adamw_on_kernels():
    """Within the engine's own AdamW and as a transform of Adam: the same numbers."""
    inside = run(trainer(optim.AdamW(learning_rate=0.01, weight_decay=0.1)), 30)
    around = run(
        trainer(optim.Adam(learning_rate=0.01), transforms=Transforms(weight_decay=0.1)), 30
    )
    np.testing.assert_allclose(inside.program.theta, around.program.theta, rtol=1e-12)


@pytest.mark.parametrize("optimizer", [optim.SGD(), optim.Nesterov(), optim.Adam(), optim.Lion()])
def test_a_rate_factor_is_a_learning_rate_of_that_layer(optimizer):
    """As PyTorch's parameter groups: checked with an optimizer at work on that part alone."""
    import msgspec

    trained = trainer(
        optimizer, transforms=Transforms(layers={SECOND: LayerTraining(rate_factor=0.25)})
    )
    program = trained.program
    theta = program.theta.copy()
    span = slice(*program.blocks[SECOND])
    slow = msgspec.structs.replace(optimizer, learning_rate=0.25 * optimizer.learning_rate)
    gradient = np.zeros_like(theta)
    whole, part = theta.copy(), theta.copy()
    updates = optimizer.bind(whole, gradient), slow.bind(part, gradient)
    for _, _ in zip(range(15), trained.steps(), strict=False):
        gradient[...] = program.gradient
        for update in updates:
            update()
    whole[span] = part[span]
    np.testing.assert_allclose(program.theta, whole, rtol=1e-9, atol=1e-12)


def test_max_norm_bounds_the_weights_that_lead_to_each_unit():
    limits = Transforms(max_norm=0.8, layers={LAST: LayerTraining(max_norm=0.3)})
    free, bound = (
        run(trainer(optim.SGD(learning_rate=3.0), transforms=each), 1).program.parameters
        for each in (Transforms(), limits)
    )
    shortened = 0
    for name, limit in (("dense_1", 0.8), ("dense_2", 0.8), ("dense_3", 0.3)):
        kernel = free[f"{name}/kernel"]
        lengths = np.linalg.norm(kernel, axis=0)
        shortened += (lengths > limit).sum()
        expected = np.where(lengths > limit, kernel * limit / lengths, kernel)
        np.testing.assert_allclose(bound[f"{name}/kernel"], expected, rtol=1e-12)
        assert np.array_equal(bound[f"{name}/bias"], free[f"{name}/bias"])
    assert 0 < shortened < 12


def test_max_norm_leaves_shorter_weights_alone():
    bare = run(trainer(), 20)
    bound = run(trainer(transforms=Transforms(max_norm=50.0)), 20)
    assert np.array_equal(bare.program.theta, bound.program.theta)


@pytest.mark.parametrize("optimizer", EVERY, ids=kinds)
def test_with_everything_on_a_snapshot_resumes_bit_for_bit(optimizer):
    graph = network(layers.Dropout(rate=0.2))
    own = Transforms(**{**vars(HEAVY), "layers": {SECOND: LayerTraining(frozen=True)}})
    whole = run(trainer(optimizer, graph, dtype="float32", transforms=own), 29)
    first = run(trainer(optimizer, graph, dtype="float32", transforms=own), 12)
    second = trainer(optimizer, graph, dtype="float32", seed=9, transforms=own)
    second.restore(first.snapshot())
    run(second, 17)
    assert np.array_equal(whole.program.theta, second.program.theta)


@pytest.mark.parametrize("optimizer", EVERY, ids=kinds)
def test_a_snapshot_goes_on_under_other_hyperparameters_as_the_run_itself_would(optimizer):
    import msgspec

    others = {
        "momentum": 0.3, "beta_1": 0.5, "beta_2": 0.9, "rho": 0.5, "history": 3, "growth": 1.1
    }  # fmt: skip
    known = {name: v for name, v in others.items() if name in optimizer.__struct_fields__}
    changed = msgspec.structs.replace(optimizer, **known)
    straight = run(trainer(optimizer), 12)
    kept = straight.snapshot()
    straight.set_optimizer(changed)
    resumed = trainer(changed, seed=7)
    resumed.restore(kept)
    run(straight, 10)
    run(resumed, 10)
    np.testing.assert_allclose(resumed.program.theta, straight.program.theta, rtol=1e-12)


def test_lbfgs_takes_all_samples_whatever_the_batch_size_and_gives_it_back():
    trained = trainer(optim.LBFGS(), batch_size=8)
    assert trained.steps_per_epoch == 1
    trained.set_optimizer(optim.Adam())
    assert trained.steps_per_epoch == 5
    run(trained, 2)
    trained.set_optimizer(optim.LBFGS())
    run(trained, 3)
    assert trained.progress.epoch == 3


def test_lbfgs_with_l2_finds_the_ridge_regression():
    from engine import Dataset, Graph, Trainer, compile

    random = np.random.default_rng(0)
    x = random.standard_normal((60, 4))
    y = x @ np.array([[1.0], [-2.0], [0.5], [3.0]]) + 0.3 * random.standard_normal((60, 1)) + 1
    graph = Graph.sequential(layers.Input(shape=(4,)), layers.Dense(units=1))
    program = compile(graph, "mean_squared_error", dtype="float64")
    data = Dataset.from_arrays(x, y)
    fitted = Trainer(program, data, optim.LBFGS(), transforms=Transforms(l2=0.2))
    run(fitted, 15)
    samples, targets = program.augmented(data.x_train), program.encode(data.y_train)
    ridge = 0.1 * np.diag([1, 1, 1, 1, 0])
    solution = np.linalg.solve(samples.T @ samples / 60 + ridge, samples.T @ targets / 60)
    np.testing.assert_allclose(program.theta, solution[:, 0], rtol=1e-6)


def test_lbfgs_looks_at_one_batch_with_one_dropout_mask():
    """Else the search compares different networks; the next step has another mask."""
    trained = trainer(optim.LBFGS(), network(layers.Dropout(rate=0.5)))
    steps, found = trained.steps(), []
    for _ in range(2):
        next(steps)
        trained.program.theta[...] = 0.3
        found.append([trained._descent.update.objective() for _ in range(2)])
    assert found[0][0] == found[0][1] != found[1][0] == found[1][1]


def test_lbfgs_learns_under_dropout_and_a_large_first_length():
    graph = network(layers.Dropout(rate=0.3))
    trained = trainer(optim.LBFGS(learning_rate=30.0), graph, dtype="float32")
    before = trained.evaluate().loss
    run(trained, 60)
    assert trained.evaluate().loss < before / 2


def test_where_nothing_is_set_a_step_is_but_a_call_of_the_optimizer():
    trained = trainer(optim.Adam())
    calls = []
    finish = trained._descent.finish
    trained._descent.finish = lambda loss: (calls.append(loss), finish(loss))
    run(trained, 3)
    assert not calls
    trained.set_transforms(Transforms(max_norm=1.0))
    run(trained, 3)
    assert len(calls) == 3


@pytest.mark.parametrize("optimizer", [each for each in EVERY if not each.full_batch], ids=kinds)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_step_in_one_is_the_gradient_and_then_the_rule(optimizer, workers):
    joined, apart = (trainer(optimizer, dtype="float32", workers=workers) for _ in range(2))
    for batch in [*joined._batches.batches(0)] * 3:
        plan = joined._workers.plan(len(batch.x[0]))
        loss = joined._descent.whole(plan)(batch.x, batch.y)
        same = apart._workers.plan(len(batch.x[0]))
        assert same.step(batch.x, batch.y) == loss
        apart._descent.update()
        assert joined.program.theta.tobytes() == apart.program.theta.tobytes()


LOSSES = [
    ("linear", losses.MeanSquaredError()),
    ("linear", losses.MeanAbsoluteError()),
    ("sigmoid", losses.BinaryCrossentropy()),
    ("softmax", losses.SparseCategoricalCrossentropy()),
    ("softmax", losses.CategoricalCrossentropy()),
]


@pytest.mark.parametrize(("ending", "loss"), LOSSES, ids=lambda each: str(each)[:12])
@pytest.mark.parametrize("rows", [8, 3])
def test_plain_descent_takes_the_loss_s_factor_with_the_learning_rate(ending, loss, rows):
    units = 1 if ending == "sigmoid" else 3
    graph = Graph.sequential(
        layers.Input(shape=(4,)),
        layers.Dense(units=5, activation="tanh"),
        layers.Dense(units=units, activation=ending),
    )
    program = compile(graph, loss, dtype="float64")
    random = np.random.default_rng(rows)
    x, y = random.standard_normal((8, 4), np.float32), random.random((8, units), np.float32)
    if loss.for_classes:
        y = random.integers(0, max(units, 2), 8)
    before = program.theta.copy()
    trained = Trainer(program, Dataset.from_arrays(x, y), optim.SGD(learning_rate=0.5), rows)
    trained._batches.begin = lambda: None
    next(trained.steps())
    trained.set_optimizer(optim.SGD(learning_rate=0.25))
    program.theta[...] = before
    next(trained.steps())
    second = slice(rows % len(x), rows % len(x) + rows)
    program.theta[...], after = before, program.theta.copy()
    left = program.gradient.copy()
    program.loss_and_gradients(x[second], y[second])
    expected = program.gradient
    np.testing.assert_allclose(after, before - 0.25 * expected, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(left * program.unit, expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_step_in_one_changes_nothing_where_the_loss_is_not_finite(workers):
    trained = trainer(optim.SGD(), workers=workers)
    batch = next(iter(trained._batches.batches(0)))
    batch.x[0] = np.nan
    before = trained.program.theta.copy()
    plan = trained._workers.plan(len(batch.x[0]))
    with np.errstate(invalid="ignore"):
        assert np.isnan(trained._descent.whole(plan)(batch.x, batch.y))
    assert np.array_equal(trained.program.theta, before)


@pytest.mark.parametrize("optimizer", [optim.AdamW(), optim.LBFGS(), optim.Rprop()], ids=kinds)
def test_with_everything_on_steps_allocate_nothing_that_grows(optimizer):
    regime = Regime(schedule=Cosine(warm_up=2.0), averaging=MovingAverage())
    transforms = Transforms(**{**vars(HEAVY), "layers": {SECOND: LayerTraining(frozen=True)}})
    trained = trainer(optimizer, transforms=transforms, regime=regime)
    steps = trained.steps()

    def run():
        for _ in range(400):
            next(steps)

    # In the first round the snapshots to go back to are made. The least object takes 16 bytes, so
    # one that is kept at each step would show as 6400; Python's own lists vary by some hundred.
    assert least_growth(run) < 2000
