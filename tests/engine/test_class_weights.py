"""Weights of classes and of rows, against PyTorch and scikit-learn."""

from __future__ import annotations

import dataclasses

import msgspec
import numpy as np
import pytest
from sklearn import metrics as reference
from sklearn.utils.class_weight import compute_class_weight

from engine import Dataset, Graph, Trainer, compile, layers, optim
from engine.classweights import Balanced, GivenWeights
from engine.data.errors import DataError
from engine.losses import CategoricalCrossentropy, SparseCategoricalCrossentropy
from engine.message import SpokenError

CLASSES = ("cat", "dog", "bird")
GRAPH = Graph.sequential(layers.Input(shape=(2,)), layers.Dense(units=3, activation="softmax"))
GIVEN = GivenWeights(weights="dog=2.5, cat = 0.25")


def unequal(rows=60, seed=0):
    """Return points of three classes, of which the last is rare."""
    random = np.random.default_rng(seed)
    y = np.sort(random.choice(3, rows, p=[0.6, 0.3, 0.1]))
    return random.normal(size=(rows, 2)) + np.eye(3, 2)[y], y


def trainer_of(data, class_weights=None, batch_size=None, **options):
    program = compile(GRAPH, "sparse_categorical_crossentropy", dtype="float64")
    rate = optim.SGD(learning_rate=0.1)
    return Trainer(program, data, rate, batch_size, class_weights=class_weights, **options)


def test_balanced_is_scikit_learns():
    _, y = unequal()
    expected = compute_class_weight("balanced", classes=np.arange(3), y=y)
    np.testing.assert_allclose(Balanced().of(CLASSES, y), expected)
    absent = np.where(y == 2, -1, y).reshape(-1, 5)
    found = Balanced().of(CLASSES, absent)
    assert found[2] == 0.0
    assert found[0] * (y == 0).sum() == pytest.approx(found[1] * (y == 1).sum())


@pytest.mark.parametrize("declared", [Balanced(), GIVEN], ids=["balanced", "given"])
@pytest.mark.parametrize("batch", [None, 7])
def test_training_with_weights_of_classes_is_pytorchs(declared, batch):
    torch = pytest.importorskip("torch")
    x, y = unequal()
    trainer = trainer_of(Dataset.from_arrays(x, y, classes=CLASSES), declared, batch)
    program = trainer.program
    weights = torch.tensor(declared.of(CLASSES, y))
    theirs = torch.nn.Linear(2, 3).double()
    with torch.no_grad():
        theirs.weight.copy_(torch.tensor(program.parameters["dense_1/kernel"].T.copy()))
        theirs.bias.copy_(torch.tensor(program.parameters["dense_1/bias"].copy()))
    descent = torch.optim.SGD(theirs.parameters(), lr=0.1)
    entropy = torch.nn.CrossEntropyLoss(weight=weights)
    batches = trainer._batches
    for step in trainer.steps(3):
        stop = trainer._position or len(y)
        rows = batches._order[(stop - 1) // batches.size * batches.size : stop]
        loss = entropy(theirs(torch.tensor(x.astype("f")).double()[rows]), torch.tensor(y[rows]))
        assert step.loss == pytest.approx(loss.item(), rel=1e-6)
        descent.zero_grad()
        loss.backward()
        descent.step()
    np.testing.assert_allclose(
        program.parameters["dense_1/kernel"], theirs.weight.detach().numpy().T, rtol=1e-6
    )


SEQUENCES = Graph.sequential(
    layers.Input(shape=(4, 2)), layers.Dense(units=3, activation="softmax")
)
NOTHING_FOR_CATS = GivenWeights(weights="cat=0, dog=2.5, bird=0.4")
SMOOTHED = {
    "samples": (GRAPH, (40, 2), 40),
    "steps of which some are absent": (SEQUENCES, (9, 4, 2), (9, 4)),
}


@pytest.mark.parametrize("declared", [GIVEN, NOTHING_FOR_CATS], ids=["given", "one of nothing"])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("cls", [SparseCategoricalCrossentropy, CategoricalCrossentropy])
@pytest.mark.parametrize(("graph", "samples", "rows"), SMOOTHED.values(), ids=SMOOTHED.keys())
def test_smoothed_labels_count_by_each_class_s_own_weight_as_in_pytorch(
    graph, samples, rows, cls, dtype, declared
):
    torch = pytest.importorskip("torch")
    random = np.random.default_rng(4)
    x, y = random.normal(size=samples).astype("f"), random.integers(0, 3, rows)
    if y.ndim > 1:
        y[2, 1:] = -1
    program = compile(graph, cls(label_smoothing=0.3), dtype=dtype)
    data = Dataset.from_arrays(x, y, x[:5], y[:5], classes=CLASSES)
    trainer = Trainer(program, data, optim.SGD(), None, class_weights=declared)
    theirs = torch.nn.Linear(2, 3).double()
    with torch.no_grad():
        theirs.weight.copy_(torch.tensor(program.parameters["dense_1/kernel"].T.copy()))
        theirs.bias.copy_(torch.tensor(program.parameters["dense_1/bias"].copy()))
    weights = torch.tensor(declared.of(CLASSES, y))
    entropy = torch.nn.CrossEntropyLoss(weight=weights, label_smoothing=0.3, ignore_index=-1)

    def loss_of(count):
        logits = theirs(torch.tensor(x[:count]).double()).reshape(-1, 3)
        return entropy(logits, torch.tensor(y[:count]).reshape(-1))

    tolerance = 1e-9 if dtype == "float64" else 1e-5
    evaluation = trainer.evaluate()
    assert evaluation.loss == pytest.approx(loss_of(None).item(), rel=tolerance)
    assert evaluation.test_loss == pytest.approx(loss_of(5).item(), rel=tolerance)
    loss_of(None).backward()
    descent = torch.optim.SGD(theirs.parameters(), lr=trainer.optimizer.learning_rate)
    descent.step()
    next(trainer.steps())
    np.testing.assert_allclose(
        program.parameters["dense_1/kernel"], theirs.weight.detach().numpy().T, rtol=tolerance
    )
    np.testing.assert_allclose(
        program.parameters["dense_1/bias"], theirs.bias.detach().numpy(), rtol=tolerance, atol=1e-7
    )


def test_classes_count_anew_in_each_run_of_a_program():
    x, y = unequal()
    data = Dataset.from_arrays(x, y, classes=CLASSES)
    program = compile(GRAPH, SparseCategoricalCrossentropy(label_smoothing=0.3))
    plain = Trainer(program, data).evaluate().loss
    weighted = Trainer(program, data, class_weights=GIVEN).evaluate().loss
    assert weighted != plain
    assert Trainer(program, data).evaluate().loss == plain


def test_the_shown_losses_are_weighted_alike_and_the_metrics_are_not():
    x, y = unequal()
    other, z = unequal(seed=1)
    data = Dataset.from_arrays(x, y, other, z, classes=CLASSES)
    plain, weighted = trainer_of(data).evaluate(), trainer_of(data, GIVEN).evaluate()
    assert weighted.metrics == plain.metrics
    shares = trainer_of(data).program.predict(data.x_test)
    each, weights = -np.log(shares[np.arange(len(z)), z]), GIVEN.of(CLASSES, y)[z]
    assert weighted.test_loss == pytest.approx(np.average(each, weights=weights))
    assert plain.test_loss == pytest.approx(each.mean())


def test_rows_with_weights_count_as_often_as_they_say():
    x, y = unequal()
    times = np.random.default_rng(2).integers(0, 4, len(y))
    weighted = trainer_of(Dataset.from_arrays(x, y, classes=CLASSES, weights_train=times), GIVEN)
    repeated = trainer_of(
        Dataset.from_arrays(np.repeat(x, times, axis=0), np.repeat(y, times), classes=CLASSES),
        GIVEN,
    )
    for trainer in (weighted, repeated):
        for _ in trainer.steps(20):
            pass
    np.testing.assert_allclose(weighted.program.theta, repeated.program.theta, rtol=1e-9)
    found, expected = weighted.evaluate(), repeated.evaluate()
    assert found.loss == pytest.approx(expected.loss)
    assert found.metrics == pytest.approx(expected.metrics)
    assert found.metrics.keys() >= {"precision", "recall", "f1", "roc_auc", "perplexity"}


def test_metrics_of_numbers_count_rows_by_their_weights():
    random = np.random.default_rng(3)
    x, y, weights = random.normal(size=(30, 2)), random.normal(size=(30, 2)), random.random(30)
    graph = Graph.sequential(layers.Input(shape=(2,)), layers.Dense(units=2))
    program = compile(graph, "mean_squared_error", dtype="float64")
    data = Dataset.from_arrays(x, y, x, y, weights_train=weights)
    evaluation = Trainer(program, data, tolerance=0.5).evaluate()
    predicted, wanted, weights = program.predict(data.x_train), data.y_train, data.weights_train
    squared = reference.mean_squared_error(wanted, predicted, sample_weight=weights)
    near = np.average((abs(predicted - wanted) <= 0.5).mean(axis=1), weights=weights)
    assert evaluation.loss == pytest.approx(squared)
    assert evaluation.metrics == pytest.approx(
        {
            "r2": reference.r2_score(wanted, predicted, sample_weight=weights),
            "rmse": np.sqrt(squared),
            "mae": reference.mean_absolute_error(wanted, predicted, sample_weight=weights),
            "within": near,
            "explained_variance": reference.explained_variance_score(
                wanted, predicted, sample_weight=weights
            ),
        }
    )
    assert evaluation.test_loss == pytest.approx(reference.mean_squared_error(wanted, predicted))


def test_a_run_with_weights_goes_on_bit_for_bit():
    x, y = unequal()
    weights = np.linspace(0.5, 2.0, len(y))
    data = Dataset.from_arrays(x, y, classes=CLASSES, weights_train=weights)
    whole, half, rest = (trainer_of(data, Balanced(), 8) for _ in range(3))
    steps = whole.steps()
    for _ in range(20):
        next(steps)
    steps = half.steps()
    for _ in range(11):
        next(steps)
    rest.restore(half.snapshot())
    steps = rest.steps()
    for _ in range(9):
        next(steps)
    np.testing.assert_array_equal(rest.program.theta, whole.program.theta)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", {}),
        ("cat=2", {"cat": 2.0}),
        (' "a, b" = 0.5 ,c d=1e-3,', {"a, b": 0.5, "c d": 0.001}),
        ('"x=y"=3', {"x=y": 3.0}),
    ],
)
def test_names_and_numbers_are_read(text, numbers):
    assert GivenWeights(weights=text).numbers() == numbers


@pytest.mark.parametrize(
    "text",
    ["cat", "cat=", "=2", "cat=-1", "cat=nan", "cat=inf", "cat=two", "cat=1 dog=2", "a=1,a=2"],
)
def test_another_text_is_refused(text):
    with pytest.raises(ValueError, match="class"):
        GivenWeights(weights=text)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"type": "given.v1", "weights": text}, GivenWeights)


def test_names_and_data_that_do_not_fit_are_refused_in_a_sentence():
    x, y = unequal()
    with pytest.raises(SpokenError, match="“fish”, which is no class of the data"):
        trainer_of(Dataset.from_arrays(x, y, classes=CLASSES), GivenWeights(weights="fish=2"))
    numbers = Dataset.from_arrays(x, y.astype(float))
    with pytest.raises(SpokenError, match="Class weights are for classes"):
        trainer_of(numbers, Balanced())


@pytest.mark.parametrize(
    ("weights", "text"),
    [
        (np.ones(3), "one weight for each row"),
        (-np.ones(60), "at least 0"),
        (np.full(60, np.nan), "at least 0"),
        (np.zeros(60), "All weights are 0"),
    ],
)
def test_weights_that_are_none_are_refused(weights, text):
    x, y = unequal()
    with pytest.raises(DataError, match=text):
        Dataset.from_arrays(x, y, weights_train=weights)


def test_a_test_part_of_rows_that_do_not_count_has_no_metrics_to_speak_of():
    x, y = unequal()
    data = Dataset.from_arrays(x, y, x, y, classes=CLASSES)
    data = dataclasses.replace(data, weights_test=np.zeros(len(y), np.float32))
    trainer = trainer_of(data)
    assert trainer.evaluate().test_loss == 0.0
    assert trainer.evaluate().test_metrics == {"accuracy": 0.0}
