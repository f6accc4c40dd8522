"""Losses over the steps of a sequence, each step a sample of its own."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Dataset, Graph, Trainer, compile, layers, optim
from engine.message import SpokenError
from engine.metrics import accuracy_of_steps

torch = pytest.importorskip("torch")

STEPS, CLASSES, BATCH = 5, 4, 3
GRAPHS = {
    "steps first": Graph.sequential(
        layers.Input(shape=(STEPS, 2)), layers.Dense(units=CLASSES, activation="softmax")
    ),
    "channels first": Graph.sequential(
        layers.Input(shape=(STEPS, 2)),
        layers.GRU(units=3, output="sequence"),
        layers.Dense(units=CLASSES, activation="softmax"),
    ),
    "not fused": Graph.sequential(
        layers.Input(shape=(STEPS, 2)),
        layers.GRU(units=3, output="sequence"),
        layers.Dense(units=CLASSES, activation="softmax"),
        layers.Dropout(rate=0.0),
    ),
}
EVERY = pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS.keys())


def program_of(graph, loss):
    program = compile(graph, loss, dtype="float64")
    program.theta[...] = np.random.default_rng(0).standard_normal(program.theta.shape)
    return program


def samples():
    random = np.random.default_rng(1)
    return random.standard_normal((BATCH, STEPS, 2)), random.integers(0, CLASSES, (BATCH, STEPS))


def cotangent_of(loss, predictions, targets):
    """Return PyTorch's loss and its gradient by the predictions."""
    given = torch.from_numpy(predictions).requires_grad_()
    value = loss(given, torch.from_numpy(targets))
    value.backward()
    return value.item(), given.grad.numpy()


def nll(probabilities, classes):
    flat = probabilities.log().reshape(-1, CLASSES)
    return torch.nn.functional.nll_loss(flat, classes.reshape(-1))


def check(program, x, y, loss, targets):
    found, gradients = program.loss_and_gradients(x, y)
    gradient = {name: view.copy() for name, view in gradients.items()}
    value, cotangent = cotangent_of(loss, program.predict(x), targets)
    assert found == pytest.approx(value, rel=1e-12)
    for name, view in program.backpropagate(x, cotangent).items():
        np.testing.assert_allclose(gradient[name], view, rtol=1e-9, atol=1e-12)
    evaluated, _ = program.evaluate(program.augmented(x), program.encode(y))
    assert evaluated == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("loss", ["categorical_crossentropy", "sparse_categorical_crossentropy"])
@EVERY
def test_crossentropy_is_the_mean_over_samples_and_steps_as_in_pytorch(graph, loss):
    x, y = samples()
    check(program_of(graph, loss), x, y, nll, y)


@EVERY
def test_shares_of_classes_are_targets_too(graph):
    x, _ = samples()
    shares = np.random.default_rng(2).dirichlet(np.ones(CLASSES), (BATCH, STEPS))

    def crossentropy(probabilities, wanted):
        return -(wanted * probabilities.log()).sum(-1).mean()

    check(program_of(graph, "categorical_crossentropy"), x, shares, crossentropy, shares)


@EVERY
def test_squared_error_compares_each_value_with_its_own_target(graph):
    x, _ = samples()
    y = np.random.default_rng(3).standard_normal((BATCH, STEPS, CLASSES))
    check(program_of(graph, "mean_squared_error"), x, y, torch.nn.functional.mse_loss, y)


def test_binary_crossentropy_of_several_steps_is_computed_on_logits():
    graph = Graph.sequential(
        layers.Input(shape=(STEPS, 2)),
        layers.LSTM(units=3, output="sequence"),
        layers.Dense(units=2, activation="sigmoid"),
    )
    program = program_of(graph, "binary_crossentropy")
    assert program.plan(BATCH, training=True, loss=True).fused
    x, _ = samples()
    y = np.random.default_rng(4).integers(0, 2, (BATCH, STEPS, 2)).astype(np.float64)
    check(program, x, y, torch.nn.functional.binary_cross_entropy, y)


def test_class_numbers_of_a_sequence_take_one_value_for_each_step():
    _, y = samples()
    sparse = program_of(GRAPHS["channels first"], "sparse_categorical_crossentropy")
    np.testing.assert_array_equal(sparse.encode(y), y)
    whole = program_of(GRAPHS["channels first"], "categorical_crossentropy")
    np.testing.assert_array_equal(
        whole.encode(y).reshape(BATCH, STEPS, CLASSES), np.eye(CLASSES)[y]
    )


@pytest.mark.parametrize(
    ("y", "text"),
    [
        (np.zeros((2, STEPS + 1), np.int64), "6 classes for each sample"),
        (np.full((2, STEPS), CLASSES), "5 classes need 5 outputs"),
        (np.full((2, STEPS), -2), "begin at 0"),
        (np.zeros((2, STEPS)), "reads class numbers"),
    ],
)
def test_targets_that_do_not_fit_the_steps_are_refused(y, text):
    program = program_of(GRAPHS["channels first"], "sparse_categorical_crossentropy")
    with pytest.raises(SpokenError, match=text):
        program.encode(y)


def test_accuracy_counts_each_step():
    predictions = np.array([[0.1, 0.9, 0.8, 0.2], [0.6, 0.4, 0.3, 0.7]])
    assert accuracy_of_steps(predictions, np.array([[1.0, 1.0], [0.0, 1.0]])) == 0.75


def test_a_recurrent_network_learns_to_repeat_what_it_read_a_step_ago():
    random = np.random.default_rng(5)
    letters = random.integers(0, 4, (240, 9))
    graph = Graph.sequential(
        layers.Input(shape=(8,)),
        layers.Embedding(vocabulary=4, units=4),
        layers.LSTM(units=12, output="sequence"),
        layers.Dense(units=4, activation="softmax"),
    )
    delayed = np.concatenate([letters[:, :1] * 0, letters[:, :7]], axis=1)
    data = Dataset.from_arrays(letters[:, :8], delayed, classes=list("abcd"))
    program = compile(graph, "sparse_categorical_crossentropy")
    trainer = Trainer(program, data, optim.Adam(learning_rate=0.02), 16)
    before = trainer.evaluate()
    for _ in trainer.steps(20):
        pass
    after = trainer.evaluate()
    assert before.metrics["accuracy"] < 0.5
    assert after.metrics["accuracy"] > 0.95
    assert after.loss < before.loss / 5
