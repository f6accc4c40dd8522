import math

import msgspec
import numpy as np
import pytest

from dnngui.document.examples import EXAMPLES, ExampleError, named
from dnngui.document.project import Project
from dnngui.document.run import load_data, prepare
from engine.check import check
from engine.data.settings import Builtin
from engine.facts import DataFacts
from engine.layers import Group

LN_2 = math.log(2.0)

ISSUED = [
    "XOR (too-small start)",
    "XOR",
    "Single neuron",
    "Perceptron on two clouds",
    "Linear regression y = 3 + 4x",
    "One hidden layer",
    "Playground circle",
    "Spiral 8-8-8",
    "Iris",
    "Digits",
    "Diabetes regression",
    "Skip connection",
    "Digits, convolutional",
    "Digits, residual",
    "Digits, denoising autoencoder",
    "Digits, restricted Boltzmann machine",
    "Digits, deep belief network",
    "Digits, without pre-training",
    "Wave, LSTM",
    "Wave, GRU",
    "Sorting transformer",
    "Text, letter by letter",
    "Sentiment trees",
]
"""Other people's scripts and old projects name them so."""

cases = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)


def with_seed(project: Project, seed: int) -> Project:
    training = msgspec.structs.replace(project.training, seed=seed)
    return msgspec.structs.replace(project, training=training)


def train(project: Project, epochs: int | None = None):
    """Train without evaluating in between, and return the trainer."""
    trainer = prepare(project).trainer
    trainer.record = None
    for _ in trainer.steps(epochs or project.training.epochs):
        pass
    return trainer


def test_the_names_are_those_that_were_published():
    assert [example.name for example in EXAMPLES] == ISSUED


@cases
def test_an_example_fits_its_data_without_a_single_problem(example):
    project = example.build()
    dataset = load_data(project)
    assert dataset.task is example.task
    assert check(project.graph, project.training.loss, DataFacts.of(dataset)) == ()
    assert project.name == example.name


@cases
def test_an_example_is_drawn_from_left_to_right(example):
    project = example.build()
    places = project.positions
    assert set(places) == project.graph.ids
    held = [node.layer for node in project.graph.nodes if isinstance(node.layer, Group)]
    for graph in (project.graph, *(layer.drawing for layer in held)):
        for edge in graph.edges:
            assert places[edge.target].x >= places[edge.source].x + 200.0


@cases
def test_the_loss_falls_but_for_the_start_that_is_too_small(example):
    project = example.build()
    trainer = prepare(project).trainer
    before = trainer.evaluate().loss
    # The deep ones learn in few, long steps.
    few = len(project.graph.nodes) > 5 or trainer.dataset.y_train.shape[1:] > (1,)
    most = 2 if few else 2000
    after = train(project, epochs=min(project.training.epochs, most)).evaluate().loss
    if example.name == "XOR (too-small start)":
        assert after == pytest.approx(LN_2, abs=1e-3)
    else:
        assert after < 0.9 * before


def test_xor_from_a_start_too_small_never_learns():
    assert train(named("XOR (too-small start)").build()).evaluate().loss == pytest.approx(
        LN_2, abs=1e-3
    )


def test_xor_learns_whatever_the_seed():
    project = named("XOR").build()
    assert project.training.batch_size is None
    assert project.training.optimizer == named("XOR (too-small start)").build().training.optimizer
    losses = [train(with_seed(project, seed)).evaluate().loss for seed in range(10)]
    assert sum(loss < 0.01 for loss in losses) >= 9


def test_the_line_is_that_of_least_squares_and_near_three_and_four():
    trainer = train(named("Linear regression y = 3 + 4x").build())
    parameters, data = trainer.program.parameters, trainer.dataset
    slope, intercept = np.polyfit(data.raw_train[:, 0], data.y_train[:, 0], 1)
    assert parameters["dense_1/kernel"].item() == pytest.approx(slope, abs=1e-3)
    assert parameters["dense_1/bias"].item() == pytest.approx(intercept, abs=1e-3)
    # Noise of 1 on 100 points in [0, 2] leaves the slope uncertain by 0.17, the intercept by 0.2.
    assert slope == pytest.approx(4.0, abs=0.5)
    assert intercept == pytest.approx(3.0, abs=0.6)


def test_the_playground_opens_as_the_playground_does():
    project = named("Playground circle").build()
    layers = [node.layer for node in project.graph.nodes[1:]]
    assert [(layer.units, layer.activation) for layer in layers] == [
        (4, "tanh"),
        (2, "tanh"),
        (1, "tanh"),
    ]
    assert project.training.batch_size == 10
    assert project.training.optimizer.learning_rate == 0.03
    assert (project.data.source.noise, project.data.test_share) == (0.0, 0.5)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "metric", "least"),
    [
        ("Single neuron", "accuracy", 0.95),
        ("Perceptron on two clouds", "accuracy", 0.98),
        ("One hidden layer", "accuracy", 0.95),
        ("Playground circle", "accuracy", 0.98),
        ("Spiral 8-8-8", "accuracy", 0.96),
        ("Iris", "accuracy", 0.91),
        ("Digits", "accuracy", 0.96),
        ("Diabetes regression", "r2", 0.4),
        ("Skip connection", "r2", 0.8),
        ("Wave, LSTM", "r2", 0.98),
        ("Wave, GRU", "r2", 0.98),
    ],
)
def test_an_example_reaches_its_bar_on_held_out_rows_whatever_the_seed(name, metric, least):
    project = named(name).build()
    scores = [train(with_seed(project, seed)).evaluate().test_metrics[metric] for seed in range(10)]
    assert min(scores) > least, scores


@pytest.mark.parametrize(
    ("name", "metric", "least"),
    [
        ("Digits", "accuracy", 0.96),
        ("Diabetes regression", "r2", 0.4),
        ("Digits, convolutional", "accuracy", 0.98),
        ("Wave, GRU", "r2", 0.98),
    ],
)
def test_an_example_reaches_its_bar_on_held_out_rows(name, metric, least):
    project = named(name).build()
    assert train(project).evaluate().test_metrics[metric] > least


@pytest.mark.slow
def test_pre_training_helps_where_few_digits_are_labelled():
    names = ("Digits, deep belief network", "Digits, without pre-training")
    both = [named(name).build() for name in names]
    assert both[0].graph == both[1].graph
    gains = []
    for seed in range(5):
        scores = [train(with_seed(each, seed)).evaluate().test_metrics for each in both]
        gains.append(scores[0]["accuracy"] - scores[1]["accuracy"])
    assert min(gains) > 0.0, gains
    assert sum(gains) / 5 > 0.03, gains


def test_an_example_is_found_in_any_case():
    assert named("  xor ").name == "XOR"
    assert named("xor (TOO-small start)").build().data.source == Builtin(name="xor table")


@pytest.mark.parametrize(
    ("name", "hint"), [("Spirals", "Spiral 8-8-8"), ("playground", "Playground circle")]
)
def test_a_name_that_is_nearly_right_is_answered_with_the_right_one(name, hint):
    with pytest.raises(ExampleError, match=f"Did you mean “{hint}”"):
        named(name)


def test_an_unknown_name_is_answered_with_all_names():
    with pytest.raises(ExampleError, match=r"Choose one of: XOR \(too-small start\), XOR, "):
        named("qwerty")
