"""Curves over all thresholds as the worker computes them, against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score
from watching import circle

from dnngui.document import examples
from dnngui.document.run import prepare
from dnngui.training.separation import POINTS, SeparationOf
from engine import Dataset, Graph, Trainer, compile, layers, optim


def picture(trainer, request):
    return request.view(trainer).picture(trainer, lambda: None)


def trained(project, epochs):
    found = prepare(project)
    for _ in found.trainer.steps(epochs):
        pass
    return found


@pytest.fixture(scope="module")
def digits():
    return trained(examples.named("Digits").build(), 2)


@pytest.mark.parametrize("number", [0, 7])
def test_a_class_against_the_rest(digits, number):
    dataset, program, trainer = digits
    view = picture(trainer, SeparationOf(True, number))
    scores, right = program.predict(dataset.x_test)[:, number], dataset.y_test == number
    assert view.area == pytest.approx(roc_auc_score(right, scores))
    assert view.average_precision == pytest.approx(average_precision_score(right, scores))
    assert view.decides is None


def test_all_classes_together_are_scikit_learns_micro_average(digits):
    dataset, program, trainer = digits
    view = picture(trainer, SeparationOf(False, None))
    right = dataset.y_train[:, None] == np.arange(10)
    scores = program.predict(dataset.x_train)
    assert view.area == pytest.approx(roc_auc_score(right, scores, average="micro"))
    assert len(view.curve.hits) <= POINTS
    assert view.curve.hits[-1] == len(dataset.y_train)


@pytest.mark.parametrize("threshold", [None, 0.25])
def test_at_the_threshold_itself_the_network_decides_for_the_first_class(threshold):
    level = 0.5 if threshold is None else threshold
    data = Dataset.from_arrays(np.zeros((4, 1)), np.array([0, 1, 1, 1]), classes=("no", "yes"))
    dense = layers.Dense(units=1, activation="hard_sigmoid")
    program = compile(Graph.sequential(layers.Input(shape=(1,)), dense), "mean_squared_error")
    program.parameters["dense_1/bias"][:] = 6.0 * (level - 0.5)
    trainer = Trainer(program, data, optim.SGD(), None)
    one, two = (picture(trainer, SeparationOf(False, each, threshold)) for each in (0, 1))
    assert two.curve.at(two.decides) is None
    assert one.curve.at(one.decides) == 0


@pytest.mark.parametrize(("threshold", "second"), [(None, 0.5), (0.3, 0.3)])
def test_of_one_output_the_first_class_is_the_reverse_of_the_second(threshold, second):
    dataset, program, trainer = trained(circle(), 10)
    one, two = (picture(trainer, SeparationOf(True, each, threshold)) for each in (0, 1))
    scores = program.predict(dataset.x_test)[:, 0]
    assert two.area == pytest.approx(roc_auc_score(dataset.y_test, scores))
    assert one.area == pytest.approx(two.area)
    assert (one.decides, two.decides) == (pytest.approx(1.0 - second), pytest.approx(second))


def test_where_outputs_are_signed_they_decide_at_zero():
    x = np.array([[-1.0], [1.0]])
    dataset = Dataset.from_arrays(x, np.array([0, 1]), classes=("a", "b"))
    graph = Graph.sequential(layers.Input(shape=(1,)), layers.Dense(units=1, activation="tanh"))
    trainer = Trainer(compile(graph, "mean_squared_error"), dataset)
    assert picture(trainer, SeparationOf(False, 1)).decides == pytest.approx(0.0)
    assert picture(trainer, SeparationOf(False, 0)).decides == 0.0


def test_numbers_and_empty_parts_have_no_curve():
    numbers = prepare(examples.named("Linear regression y = 3 + 4x").build()).trainer
    assert SeparationOf(False, None).view(numbers) is None
    assert SeparationOf(True, 1).view(prepare(examples.named("XOR").build()).trainer) is None
