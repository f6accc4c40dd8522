"""Samples and steps that count more or less than others, or not at all."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Dataset, Graph, Trainer, compile, layers, losses, optim
from engine.data.summary import describe

BATCH, STEPS, CLASSES = 6, 5, 4
GRAPHS = {
    "no steps": Graph.sequential(layers.Input(shape=(3,)), layers.Dense(units=CLASSES)),
    "steps first": Graph.sequential(layers.Input(shape=(STEPS, 3)), layers.Dense(units=CLASSES)),
    "channels first": Graph.sequential(
        layers.Input(shape=(STEPS, 3)),
        layers.GRU(units=3, output="sequence"),
        layers.Dense(units=CLASSES),
    ),
}
EVERY_GRAPH = pytest.mark.parametrize("kind", GRAPHS)


def graph_of(kind, ending, units=CLASSES):
    graph = GRAPHS[kind]
    return graph.replace(graph.order[-1], layers.Dense(units=units, activation=ending))


def program_of(kind, loss, ending, units=CLASSES, dtype="float64"):
    program = compile(graph_of(kind, ending, units), loss, dtype=dtype)
    program.theta[...] = np.random.default_rng(0).standard_normal(program.theta.shape)
    return program


def samples(kind, seed=1):
    random = np.random.default_rng(seed)
    rows = (BATCH,) if kind == "no steps" else (BATCH, STEPS)
    return random.standard_normal((*rows, 3)), random.integers(0, CLASSES, rows)


def copied(found):
    loss, gradients = found
    return loss, {name: view.copy() for name, view in gradients.items()}


def endings(loss):
    if loss is losses.Poisson:
        return {"softplus"}
    return {*loss.fuses, "sigmoid"} if loss.for_classes else {"linear"}


EVERY_LOSS = pytest.mark.parametrize(
    ("loss", "ending"),
    [(each(), ending) for each in losses.LOSSES for ending in sorted(endings(each))],
    ids=lambda value: value if isinstance(value, str) else value.kind(),
)


@EVERY_LOSS
@EVERY_GRAPH
@pytest.mark.parametrize("units", [1, CLASSES])
def test_the_loss_and_its_gradient_are_weighted_means_of_those_of_the_samples(
    kind, loss, ending, units
):
    x, y = samples(kind)
    y = y if units > 1 else y % 2
    if units == 1 or not loss.for_classes:
        y = np.repeat(y[..., None], units, axis=-1).astype(float)
    if loss.reads_numbers and units == 1:
        pytest.skip("Class numbers need an output for each class.")
    program = program_of(kind, loss, ending, units)
    weights = np.array([0.5, 0.0, 2.0, 1.0, 3.0, 0.25])
    with np.errstate(all="ignore"):
        each = [copied(program.loss_and_gradients(x[[i]], y[[i]])) for i in range(BATCH)]
        loss, found = copied(program.loss_and_gradients(x, y, weights))
    assert loss == pytest.approx(np.average([part for part, _ in each], weights=weights), rel=1e-12)
    for name, gradient in found.items():
        expected = np.average([part[name] for _, part in each], axis=0, weights=weights)
        np.testing.assert_allclose(gradient, expected, rtol=1e-9, atol=1e-13)


CALLS = {
    losses.MeanSquaredError: 14,
    losses.MeanAbsoluteError: 16,
    losses.Huber: 18,
    losses.LogCosh: 21,
    losses.Quantile: 20,
    losses.Poisson: 19,
    losses.CosineDistance: 31,
    losses.Hinge: 18,
    losses.BinaryCrossentropy: 25,
    losses.CategoricalCrossentropy: 13,
    losses.SparseCategoricalCrossentropy: 13,
    losses.KullbackLeibler: 16,
    losses.Focal: 26,
}
"""Calls of a step of Input and Dense with softmax, as they were before there were weights."""


@pytest.mark.parametrize("loss", losses.LOSSES, ids=lambda loss: loss.kind())
def test_without_weights_a_step_makes_not_one_call_more(loss):
    program = program_of("no steps", loss(), "softmax")
    plan = program.plan(BATCH, training=True, loss=True)
    assert plan.step_tape.calls == CALLS[loss]
    weighted = program.plan(BATCH, training=True, loss=True, weighted=True)
    assert weighted.step_tape.calls > CALLS[loss]


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("sparse", [True, False])
@pytest.mark.parametrize("kind", ["steps first", "channels first"])
def test_steps_of_class_minus_one_count_as_in_pytorch(kind, sparse, smoothing):
    torch = pytest.importorskip("torch")
    x, y = samples(kind)
    y[0, 2:], y[3, :] = -1, -1
    cls = losses.SparseCategoricalCrossentropy if sparse else losses.CategoricalCrossentropy
    program = program_of(kind, cls(label_smoothing=smoothing), "softmax")
    found, gradients = copied(program.loss_and_gradients(x, y))
    p = torch.from_numpy(program.predict(x)).requires_grad_()
    # Logarithms of shares are logits too: PyTorch's log-softmax changes nothing of them.
    entropy = torch.nn.CrossEntropyLoss(ignore_index=-1, label_smoothing=smoothing)
    expected = entropy(p.log().reshape(-1, CLASSES), torch.from_numpy(y).reshape(-1))
    expected.backward()
    assert found == pytest.approx(expected.item(), rel=1e-12)
    for name, view in program.backpropagate(x, p.grad.numpy()).items():
        np.testing.assert_allclose(gradients[name], view, rtol=1e-9, atol=1e-12)
    evaluated, _ = program.evaluate(program.augmented(x), program.encode(y))
    assert evaluated == pytest.approx(expected.item(), rel=1e-12)


def test_a_batch_of_absent_steps_changes_nothing():
    x, y = samples("steps first")
    program = program_of(
        "steps first", "sparse_categorical_crossentropy", "softmax", dtype="float32"
    )
    loss, gradients = program.loss_and_gradients(x, np.full_like(y, -1))
    assert loss == 0.0
    assert not any(gradient.any() for gradient in gradients.values())


def test_the_loss_of_many_samples_is_the_mean_over_all_weights():
    x, y = samples("no steps")
    program = program_of("no steps", "categorical_crossentropy", "softmax")
    weights = np.array([0.5, 0.0, 2.0, 1.0, 3.0, 0.25])
    rows, wanted = program.augmented(x), program.encode(y, weights)
    whole, _ = program.evaluate(rows, wanted)
    program.chunk = 2
    assert program.evaluate(rows, wanted)[0] == pytest.approx(whole, rel=1e-12)


def padded():
    """Return sequences of different lengths; behind the end the answers are nonsense."""
    random = np.random.default_rng(5)
    x = random.integers(1, CLASSES, (60, 6))
    y = x.copy()
    for row, length in enumerate(random.integers(2, 7, 60)):
        x[row, length:], y[row, length:] = 0, -1
    return x, y


def trained_on(x, y, loss="sparse_categorical_crossentropy"):
    graph = Graph.sequential(
        layers.Input(shape=(6,)),
        layers.Embedding(vocabulary=CLASSES, units=4),
        layers.Dense(units=CLASSES, activation="softmax"),
    )
    data = Dataset.from_arrays(x[:40], y[:40], x[40:], y[40:], classes=list("abcd"))
    trainer = Trainer(compile(graph, loss), data, optim.Adam(learning_rate=0.1), 8)
    for _ in trainer.steps(15):
        pass
    return trainer


@pytest.mark.parametrize(
    "loss",
    ["sparse_categorical_crossentropy", "categorical_crossentropy"],
)
def test_what_is_read_at_absent_steps_makes_no_difference(loss):
    x, y = padded()
    trainer = trained_on(x, y, loss)
    evaluation = trainer.evaluate()
    assert evaluation.metrics["accuracy"] == evaluation.test_metrics["accuracy"] == 1.0
    other = x.copy()
    other[y == -1] = 3
    assert trained_on(other, y, loss).evaluate() == evaluation


def test_absent_steps_are_left_out_of_reports_and_of_counts():
    x, y = padded()
    trainer = trained_on(x, y)
    found = trainer.evaluate().metrics
    assert found["f1"] == 1.0
    lines = [str(line) for line in describe(trainer.dataset)]
    assert f"Class “b”: {(y[:40] == 1).sum()} for training" in "\n".join(lines)
