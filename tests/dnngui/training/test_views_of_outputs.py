"""Views of one of several outputs, against scikit-learn and formulas written out."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, confusion_matrix, roc_auc_score

from dnngui.training.confusion import Confusion
from dnngui.training.forecast import BEYOND, Forecast
from dnngui.training.outputs import Output
from dnngui.training.reconstructions import Reconstructions
from dnngui.training.separation import SeparationOf
from dnngui.training.worst import Worst
from engine import Dataset, Graph, Trainer, compile, layers
from engine.data import sequences
from engine.data.settings import Sequences

SIZE, KIND, SIGN = 3, 4, 5
"""The output layers: a number, three classes, and two classes of one signed output."""


def asked(node):
    return Output(node, TRAINER.shown_parts[node - SIZE].target_names)


def several(labelled=None):
    random = np.random.default_rng(3)
    x = random.normal(size=(60, 2)).astype(np.float32)
    y = {
        "size": x[:, :1] * 3.0 + 100.0,
        "kind": np.digitize(x.sum(axis=1), (-0.7, 0.7)),
        "sign": (x[:, 1] > 0.3).astype(int),
    }
    dataset = Dataset.for_outputs(
        x[:40],
        {name: each[:40] for name, each in y.items()},
        x[40:],
        {name: each[40:] for name, each in y.items()},
        classes={"kind": ("low", "middle", "high"), "sign": ("no", "yes")},
    )
    graph = Graph.sequential(
        layers.Input(shape=(2,)), layers.Dense(units=6, activation="tanh"), layers.Dense(units=1)
    ).rename(SIZE, "size")
    graph, kind = graph.add(layers.Dense(units=3, activation="softmax"))
    graph, sign = graph.add(layers.Dense(units=1, activation="tanh"))
    graph = graph.connect(2, kind).connect(2, sign).rename(kind, "kind").rename(sign, "sign")
    loss = {
        "size": "mean_squared_error",
        "kind": "sparse_categorical_crossentropy",
        "sign": "mean_squared_error",
    }
    trainer = Trainer(compile(graph, loss, seed=1), dataset, labelled=labelled)
    for _ in trainer.steps(2):
        pass
    return trainer


TRAINER = several()


def picture(request, trainer=TRAINER):
    return request.view(trainer).picture(trainer, lambda: None)


def rows(node, test, trainer=TRAINER):
    """Return what an output says of a part, and the truth."""
    part = trainer.shown_parts[node - SIZE]
    x, y = (part.x_test, part.y_test) if test else (part.x_train, part.y_train)
    return trainer.program.predict_all(x)[part.output], y


@pytest.mark.parametrize("test", [True, False])
def test_decisions_of_a_later_output_are_counted_as_scikit_learn_does(test):
    shares, truth = rows(KIND, test)
    tally = picture(Confusion(test, None, asked(KIND)))
    assert np.array_equal(tally.predicted, shares.argmax(axis=1))
    expected = confusion_matrix(truth, shares.argmax(axis=1), labels=range(3))
    assert np.array_equal(tally.counts, expected)


@pytest.mark.parametrize(("threshold", "cut"), [(None, 0.0), (-0.5, -0.5)])
def test_a_signed_output_is_cut_at_its_own_middle(threshold, cut):
    said, truth = rows(SIGN, True)
    tally = picture(Confusion(True, threshold, asked(SIGN)))
    expected = confusion_matrix(truth, said[:, 0] > cut, labels=[0, 1])
    assert np.array_equal(tally.counts, expected)
    assert picture(SeparationOf(True, 1, threshold, asked(SIGN))).decides == pytest.approx(cut)


@pytest.mark.parametrize(("node", "number"), [(KIND, 0), (KIND, 2), (SIGN, 1)])
def test_curves_are_those_of_the_output(node, number):
    said, truth = rows(node, False)
    scores = said[:, number] if node == KIND else said[:, 0]
    view = picture(SeparationOf(False, number, None, asked(node)))
    assert view.area == pytest.approx(roc_auc_score(truth == number, scores))
    expected = average_precision_score(truth == number, scores)
    assert view.average_precision == pytest.approx(expected)


def test_each_output_has_a_ranking_of_its_own():
    shares, truth = rows(KIND, True)
    off = {KIND: 1.0 - shares[np.arange(len(truth)), truth].astype(np.float64)}
    said, truth = rows(SIGN, True)
    off[SIGN] = np.abs(2.0 * truth - 1.0 - said[:, 0])
    said, truth = rows(SIZE, True)
    off[SIZE] = np.abs(truth - said)[:, 0]
    for node, errors in off.items():
        ranking = picture(Worst(True, None, asked(node)))
        assert np.array_equal(ranking.rows, np.argsort(-errors, kind="stable"))
        np.testing.assert_allclose(ranking.errors, np.sort(errors)[::-1], rtol=1e-5)


def test_without_a_choice_it_is_the_first_output():
    assert Confusion(True).view(TRAINER) is None
    first, chosen = picture(Worst(True)), picture(Worst(True, None, asked(SIZE)))
    assert np.array_equal(first.errors, chosen.errors)


@pytest.mark.parametrize("output", [Output(9, ("kind",)), Output(KIND, ("colour",))])
def test_an_output_that_is_not_there_or_learns_something_else_is_declined(output):
    for request in (
        Confusion(True, None, output),
        SeparationOf(True, 1, None, output),
        Worst(True, None, output),
        Reconstructions(output=output),
    ):
        assert request.view(TRAINER) is None


def test_rows_whose_target_is_not_learned_are_shown_with_the_others():
    trainer = several(labelled=10)
    said, truth = rows(KIND, False, trainer)
    assert len(truth) == 40
    tally = picture(Confusion(False, None, asked(KIND)), trainer)
    assert np.array_equal(
        tally.counts, confusion_matrix(truth, said.argmax(axis=1), labels=range(3))
    )


def two_ends(width, units):
    graph = Graph.sequential(
        layers.Input(shape=(width,)), layers.Dense(units=units), layers.Dense(units=units)
    ).rename(SIZE, "size")
    graph, other = graph.add(layers.Dense(units=units, activation="tanh"))
    return graph.connect(2, other).rename(other, "kind")


def test_the_second_decoder_gives_back_what_the_second_decoder_makes():
    x = np.random.default_rng(0).normal(size=(12, 4)).astype(np.float32)
    same = Dataset.for_outputs(x, {"size": -x, "kind": x})
    trainer = Trainer(compile(two_ends(4, 4), "mean_squared_error"), same)
    names = tuple(f"kind{place}" for place in range(1, 5))
    assert Reconstructions().view(trainer) is None
    found = picture(Reconstructions(output=Output(KIND, names)), trainer)
    expected = trainer.program.predict_all(x)["kind"][:10]
    assert np.array_equal(found.outputs, expected)
    np.testing.assert_allclose(found.errors, ((expected - x[:10]) ** 2).mean(axis=1), rtol=1e-5)


def test_the_second_output_foretells_what_the_second_output_says():
    source = Sequences(name="sine wave", samples=60, steps=8)
    series, _ = sequences.piece(source, 8 + BEYOND)
    windows = np.lib.stride_tricks.sliding_window_view(series[:-1], 8)
    y = series[8:, None]
    data = Dataset.for_outputs(windows, {"size": -y, "kind": y})
    trainer = Trainer(compile(two_ends(8, 1), "mean_squared_error"), data)
    found = picture(Forecast(source, Output(KIND, ("kind",))), trainer)
    expected = trainer.program.predict_all(windows.astype(np.float32))["kind"][:, 0]
    np.testing.assert_allclose(found.one_step, expected, rtol=1e-5, atol=1e-6)
