"""The rows with the greatest errors, by formulas written out."""

from __future__ import annotations

import numpy as np
import pytest
from watching import circle

from dnngui.document import examples
from dnngui.document.run import prepare
from dnngui.training.worst import MOST, Worst
from engine import Dataset, Graph, Trainer, compile, layers


def trained(name, epochs=1):
    found = prepare(examples.named(name).build())
    for _ in found.trainer.steps(epochs):
        pass
    return found


def picture(trainer, request):
    return request.view(trainer).picture(trainer, lambda: None)


def assert_ranked(ranking, errors):
    order = np.argsort(-errors, kind="stable")[:MOST]
    assert np.array_equal(ranking.rows, order)
    assert np.allclose(ranking.errors, errors[order], atol=1e-6)


@pytest.mark.parametrize("test", [True, False])
def test_many_classes_are_ranked_by_what_the_true_one_lacks(test):
    dataset, program, trainer = trained("Digits")
    x, y = (dataset.x_test, dataset.y_test) if test else (dataset.x_train, dataset.y_train)
    outputs = program.predict(x).astype(np.float64)
    ranking = picture(trainer, Worst(test))
    assert len(ranking.rows) == MOST
    assert_ranked(ranking, 1.0 - outputs[np.arange(len(y)), y])
    assert np.array_equal(ranking.truth, y[ranking.rows])
    assert np.array_equal(ranking.predicted, outputs[ranking.rows].argmax(axis=1))


@pytest.mark.parametrize("threshold", [None, 0.8])
def test_two_classes_are_ranked_by_the_distance_to_the_target(threshold):
    dataset, program, trainer = prepare(circle())
    ranking = picture(trainer, Worst(True, threshold))
    outputs = program.predict(dataset.x_test)[:, 0].astype(np.float64)
    assert_ranked(ranking, np.abs(dataset.y_test - outputs))
    cut = 0.5 if threshold is None else threshold
    assert np.array_equal(ranking.predicted, (outputs > cut)[ranking.rows])


def test_signed_outputs_are_off_by_up_to_two():
    dataset, program, trainer = trained("Playground circle")
    assert program.low_target == -1.0
    outputs = program.predict(dataset.x_test)[:, 0].astype(np.float64)
    assert_ranked(picture(trainer, Worst(True)), np.abs(2.0 * dataset.y_test - 1.0 - outputs))


def test_one_number_is_off_in_its_own_units():
    dataset, program, trainer = trained("Diabetes regression")
    raw = dataset.preprocessing.inverse_target
    found, wanted = raw(program.predict(dataset.x_test)), raw(dataset.y_test)
    ranking = picture(trainer, Worst(True))
    assert_ranked(ranking, np.abs(found - wanted)[:, 0])
    assert np.allclose(ranking.predicted, found[ranking.rows])
    assert np.allclose(ranking.truth, wanted[ranking.rows])


def test_many_numbers_are_off_by_the_root_of_the_mean_square():
    dataset, program, trainer = trained("Digits, denoising autoencoder")
    off = program.predict(dataset.x_test).astype(np.float64) - dataset.y_test
    ranking = picture(trainer, Worst(True))
    assert_ranked(ranking, np.sqrt((off**2).mean(axis=1)))


def test_a_sequence_is_ranked_by_the_mean_over_its_steps_that_count():
    x = np.array([[1.0, 2.0], [2.0, 1.0], [1.0, 1.0]])
    y = np.array([[0, -1], [1, 1], [0, 1]])
    dataset = Dataset.from_arrays(x, y, classes=("a", "b"))
    graph = Graph.sequential(
        layers.Input(shape=(2,)),
        layers.Embedding(vocabulary=3, units=2),
        layers.Dense(units=2, activation="softmax"),
    )
    program = compile(graph, "sparse_categorical_crossentropy")
    outputs = program.predict(x).astype(np.float64)
    wanted = [
        1.0 - outputs[0, 0, 0],
        1.0 - (outputs[1, 0, 1] + outputs[1, 1, 1]) / 2.0,
        1.0 - (outputs[2, 0, 0] + outputs[2, 1, 1]) / 2.0,
    ]
    assert_ranked(picture(Trainer(program, dataset), Worst(False)), np.array(wanted))


def test_what_is_no_number_is_worst():
    _, program, trainer = prepare(examples.named("Diabetes regression").build())
    program.theta[...] = np.nan
    ranking = picture(trainer, Worst(True))
    assert np.isnan(ranking.errors).all()
    assert ranking.rows.tolist() == list(range(len(ranking.rows)))


def test_a_part_without_rows_has_no_ranking():
    assert Worst(True).view(prepare(examples.named("XOR").build()).trainer) is None
