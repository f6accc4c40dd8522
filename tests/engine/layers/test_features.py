"""Features and formulas against formulas written out."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.preprocessing import PolynomialFeatures

from engine import Graph, compile, layers
from engine.formula import FormulaError, parse
from engine.inference import infer


def computed(layer, x):
    graph = Graph.sequential(layers.Input(shape=(x.shape[1],)), layer)
    return compile(graph, "mean_squared_error", dtype="float64").predict(x)


@pytest.fixture
def x():
    return np.random.default_rng(0).uniform(-2.0, 2.0, (20, 3))


@pytest.mark.parametrize("degree", [1, 2, 3, 5])
def test_products_stand_in_the_order_of_scikit_learn(x, degree):
    expected = PolynomialFeatures(degree, include_bias=False).fit_transform(x)
    np.testing.assert_allclose(computed(layers.Features(degree=degree), x), expected, rtol=1e-12)


def test_waves_follow_the_inputs(x):
    expected = np.concatenate([x, np.sin(x), np.cos(x)], axis=1)
    found = computed(layers.Features(sines=True, cosines=True), x)
    np.testing.assert_allclose(found, expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-x1^2", lambda a, b, c: -(a**2)),
        ("2*x1 - x2*3 - x3", lambda a, b, c: 2 * a - b * 3 - c),
        ("x1 / 2 / (x2^2 + 1)", lambda a, b, c: a / 2 / (b * b + 1)),
        ("x1^2^0.5 + 1e-3", lambda a, b, c: np.power(np.abs(a), 2**0.5) + 1e-3),
        ("SIN(pi * X1) ** 2", lambda a, b, c: np.sin(np.pi * a) ** 2),
        ("max(x1, min(x2, x3))", lambda a, b, c: np.maximum(a, np.minimum(b, c))),
        ("--x1 + +e", lambda a, b, c: a + np.e),
        ("7", lambda a, b, c: np.full_like(a, 7.0)),
    ],
)
def test_a_formula_means_what_mathematics_means(x, text, value):
    x = np.abs(x)
    found = computed(layers.Features(keep=False, formulas=text), x)[:, 0]
    np.testing.assert_allclose(found, value(*x.T), rtol=1e-12)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sin(x1", "ends too early"),
        ("x1 $ 2", "“$” at place 4"),
        ("x1 x2", "“x2” at place 4"),
        ("foo(x1)", "“foo” in the formula is not known"),
        ("max(x1)", "max takes 2 values"),
        ("x1 ^ x2", "exponent"),
        ("1/0 + x1", "no value"),
        ("__import__('os')", "“__import__” in the formula is not known"),
        ("(" * 500 + "x1", "too many brackets"),
        ("-" * 1500 + "x1" + "^2" * 200, "too many brackets"),
        ("x1" + "+1" * 2000, "at most 2000 characters"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(text, said):
    with pytest.raises(FormulaError, match=r"^[^\n]*$") as error:
        parse(text)
    assert said in str(error.value)


def test_the_drawing_says_which_input_a_formula_lacks():
    graph = Graph.sequential(layers.Input(shape=(2,)), layers.Features(formulas="x1; x5^2"))
    (problem,) = infer(graph).problems
    assert "reads x5 and there are 2 inputs. Use x1 to x2." in str(problem.message)


def test_too_many_products_are_refused_before_they_are_made():
    graph = Graph.sequential(layers.Input(shape=(784,)), layers.Features(degree=8))
    (problem,) = infer(graph).problems
    assert "more than 4096 values" in str(problem.message)
