"""Decisions compared with the truth, by what scikit-learn and the network itself say."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix
from watching import circle

from dnngui.document import examples
from dnngui.document.run import prepare
from dnngui.training.confusion import MOST, Confusion
from dnngui.training.frames import Needs
from engine import Dataset, Graph, Trainer, compile, layers


def picture(trainer, request):
    return request.view(trainer).picture(trainer, lambda: None)


def trained(project, epochs):
    found = prepare(project)
    for _ in found.trainer.steps(epochs):
        pass
    return found


@pytest.mark.parametrize("test", [True, False])
def test_many_classes_are_counted_as_scikit_learn_does(test):
    dataset, program, trainer = trained(examples.named("Digits").build(), 2)
    tally = picture(trainer, Confusion(test))
    x, y = (dataset.x_test, dataset.y_test) if test else (dataset.x_train, dataset.y_train)
    wanted = program.predict(x).argmax(axis=1)
    assert np.array_equal(tally.predicted, wanted)
    assert np.array_equal(tally.counts, confusion_matrix(y, wanted, labels=range(10)))


@pytest.mark.parametrize("threshold", [None, 0.3, 0.9])
def test_one_output_is_cut_at_the_threshold(threshold):
    dataset, program, trainer = trained(circle(), 20)
    tally = picture(trainer, Confusion(True, threshold))
    wanted = program.predict(dataset.x_test)[:, 0] > (0.5 if threshold is None else threshold)
    assert np.array_equal(tally.counts, confusion_matrix(dataset.y_test, wanted, labels=[0, 1]))


def test_steps_of_a_sequence_count_one_by_one():
    dataset, program, trainer = trained(examples.named("Sorting transformer").build(), 1)
    tally = picture(trainer, Confusion(True))
    wanted = program.predict(dataset.x_test).argmax(axis=-1)
    assert np.array_equal(tally.predicted, wanted)
    pairs = dataset.y_test.ravel(), wanted.ravel()
    assert np.array_equal(tally.counts, confusion_matrix(*pairs, labels=range(10)))


def test_outputs_to_spare_have_columns_of_their_own():
    x = np.array([[0.0], [1.0]])
    dataset = Dataset.from_arrays(x, np.array([0, 1]), x, np.array([0, 1]))
    graph = Graph.sequential(layers.Input(shape=(1,)), layers.Dense(units=4, activation="softmax"))
    program = compile(graph, "sparse_categorical_crossentropy")
    program.parameters["dense_1/kernel"][...] = 0.0
    program.parameters["dense_1/bias"][...] = [0.0, 0.0, 0.0, 5.0]
    tally = picture(Trainer(program, dataset), Confusion(True))
    assert tally.counts.tolist() == [[0, 0, 0, 1], [0, 0, 0, 1]]


def test_numbers_and_too_many_classes_have_no_matrix():
    numbers = prepare(examples.named("Linear regression y = 3 + 4x").build()).trainer
    assert Confusion(True).view(numbers) is None
    x = np.arange(MOST + 1.0)[:, None]
    many = Dataset.from_arrays(x, np.arange(MOST + 1))
    graph = Graph.sequential(
        layers.Input(shape=(1,)), layers.Dense(units=MOST + 1, activation="softmax")
    )
    trainer = Trainer(compile(graph, "sparse_categorical_crossentropy"), many)
    assert Confusion(False).view(trainer) is None


def test_a_part_without_rows_has_no_matrix():
    trainer = prepare(examples.named("XOR").build()).trainer
    assert Confusion(True).view(trainer) is None
    assert picture(trainer, Confusion(False)).counts.sum() == 4


def test_the_matrix_follows_the_run_and_is_computed_for_those_who_ask(watched):
    project = circle(epochs=30)
    watched.session.set_project(project)
    assert watched.frame(lambda frame: frame.evaluation).views == {}
    wanted = Confusion(True)
    watched.session.set_needs(Needs(views=(wanted,)))
    first = watched.frame(lambda frame: wanted in frame.views).views[wanted]
    run = watched.finish(project)
    last = watched.frame(lambda frame: wanted in frame.views and frame.epoch == 30).views[wanted]
    dataset, program, _ = prepare(project)
    assert np.array_equal(first.predicted, program.predict(dataset.x_test)[:, 0] > 0.5)
    program.theta[...] = run.snapshot.theta
    assert np.array_equal(last.predicted, program.predict(dataset.x_test)[:, 0] > 0.5)


@pytest.mark.parametrize(("threshold", "decided"), [(0.0, {1}), (1.0, {0})])
def test_another_request_is_answered_while_the_run_rests(watched, threshold, decided):
    watched.session.set_needs(Needs(views=(Confusion(True),)))
    watched.session.set_project(circle())
    watched.settle()
    wanted = Confusion(True, threshold)
    watched.session.set_needs(Needs(views=(wanted,)))
    tally = watched.frame(lambda frame: wanted in frame.views).views[wanted]
    assert set(np.unique(tally.predicted)) == decided


def test_steps_without_a_class_do_not_count():
    x = np.array([[1.0, 2.0], [2.0, 1.0]])
    dataset = Dataset.from_arrays(x, np.array([[0, -1], [1, 1]]), classes=("a", "b"))
    graph = Graph.sequential(
        layers.Input(shape=(2,)),
        layers.Embedding(vocabulary=3, units=2),
        layers.Dense(units=2, activation="softmax"),
    )
    trainer = Trainer(compile(graph, "sparse_categorical_crossentropy"), dataset)
    tally = picture(trainer, Confusion(False))
    known = dataset.y_train >= 0
    wanted = confusion_matrix(dataset.y_train[known], tally.predicted[known], labels=[0, 1])
    assert np.array_equal(tally.counts, wanted)
