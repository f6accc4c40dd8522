"""The recursive tensor network learns what a bag of words cannot."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Graph, Trainer, compile, layers, losses, optim
from engine.check import check, fit
from engine.data.load import load
from engine.data.settings import DataSettings, Phrases
from engine.facts import DataFacts
from engine.metrics import accuracy_of_last
from engine.optim.transforms import Transforms
from engine.postorder import FIRST_WORD


def phrases(samples, words=12):
    return load(DataSettings(source=Phrases(samples=samples, words=words), test_share=0.25))


def network(dataset, units=10):
    vocabulary = FIRST_WORD + len(dataset.preprocessing.words)
    return Graph.sequential(
        layers.Input(shape=dataset.feature_shape),
        layers.RecursiveTree(vocabulary=vocabulary, units=units),
        layers.Dense(units=5, activation="softmax"),
    )


def bag_of_words(dataset):
    """Return the share of roots that logistic regression on the words of a phrase gets right."""
    linear_model = pytest.importorskip("sklearn.linear_model")
    tokens = np.arange(FIRST_WORD, FIRST_WORD + len(dataset.preprocessing.words))
    counts, roots = [], []
    for x, y in ((dataset.x_train, dataset.y_train), (dataset.x_test, dataset.y_test)):
        counts.append((x[:, :, None] == tokens).sum(axis=1))
        last = (y >= 0).sum(axis=1) - 1
        roots.append(y[np.arange(len(y)), last])
    model = linear_model.LogisticRegression(max_iter=2000).fit(counts[0], roots[0])
    return model.score(counts[1], roots[1])


def test_whole_phrases_are_judged_far_better_than_by_their_words():
    dataset = phrases(1000)
    program = compile(network(dataset, 12), "sparse_categorical_crossentropy")
    trainer = Trainer(
        program, dataset, optim.Adam(learning_rate=0.005), 16, transforms=Transforms(l2=0.001)
    )
    for _ in trainer.steps(epochs=12):
        pass
    found = trainer.evaluate().test_metrics
    words = bag_of_words(dataset)
    assert words < 0.6
    assert found["root_accuracy"] > words + 0.3
    assert found["accuracy"] > 0.95


def test_padding_has_no_part_in_the_loss_and_the_accuracy():
    """A wider row for the same trees gives the same numbers."""
    dataset = phrases(60, words=8)
    narrow = dataset.x_train, dataset.y_train
    more = ((0, 0), (0, 6))
    wide = np.pad(narrow[0], more), np.pad(narrow[1], more, constant_values=-1)
    graph, found = network(dataset), []
    for x, y in (narrow, wide):
        fitting = graph.replace(graph.order[0], layers.Input(shape=x.shape[1:]))
        program = compile(fitting, "sparse_categorical_crossentropy", dtype="float64")
        loss, gradients = program.loss_and_gradients(x, y)
        found.append((loss, {name: view.copy() for name, view in gradients.items()}))
    (loss, gradients), (other, others) = found
    assert loss == pytest.approx(other, rel=1e-12)
    for name, gradient in gradients.items():
        np.testing.assert_allclose(gradient, others[name], rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize(
    "loss", ["sparse_categorical_crossentropy", "categorical_crossentropy", "mean_squared_error"]
)
def test_roots_are_counted_whatever_the_loss_reads(loss):
    dataset = phrases(40)
    program = compile(network(dataset), loss)
    found = Trainer(program, dataset).evaluate().metrics["root_accuracy"]
    chosen = program.predict(dataset.x_train).argmax(axis=-1)
    last = (dataset.y_train >= 0).sum(axis=1) - 1
    places = np.arange(len(last)), last
    assert found == pytest.approx(np.mean(chosen[places] == dataset.y_train[places]))


def test_the_last_step_counts_where_none_is_absent():
    predictions = np.array([[0.9, 0.1, 0.2, 0.8], [0.9, 0.1, 0.7, 0.3]])
    assert accuracy_of_last(predictions, np.array([[1, 1], [0, 1]])) == 0.5


def test_a_network_for_points_is_made_to_read_trees():
    facts = DataFacts.of(phrases(40))
    graph = Graph.sequential(layers.Input(shape=(2,)), layers.Dense(units=1, activation="sigmoid"))
    mended, loss, _ = fit(graph, losses.BinaryCrossentropy(), facts)
    assert check(mended, loss, facts) == ()
    assert [node.layer.kind() for node in map(mended.__getitem__, mended.order)] == [
        "input",
        "recursive_tree",
        "dense",
    ]


def test_words_beyond_the_vocabulary_are_a_problem_with_a_repair():
    dataset = phrases(40)
    facts = DataFacts.of(dataset)
    graph = network(dataset)
    small = graph.replace(graph.order[1], layers.RecursiveTree(vocabulary=5))
    (problem,) = check(small, losses.SparseCategoricalCrossentropy(), facts)
    assert str(problem.message) == (
        f"recursive_tree_1 knows 5 tokens and the data has {facts.vocabulary}."
    )
    assert check(problem.repair.graph, losses.SparseCategoricalCrossentropy(), facts) == ()
