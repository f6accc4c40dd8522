"""Formulas: there is one for everything that can be drawn or chosen."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from optim.nets import run, trainer

from engine import layers, losses, optim
from engine.activations.base import NAMES
from engine.inside import look
from engine.inside.formulas import (
    CURVES,
    backward,
    forward,
    loss_formulas,
    optimizer_formulas,
)
from engine.inside.worked import (
    number,
    worked_backward,
    worked_forward,
    worked_loss,
    worked_update,
)

DRAWN = [each for each in get_args(layers.AnyLayer) if each is not layers.Group]


@pytest.mark.parametrize("kind", DRAWN)
def test_every_layer_says_what_it_computes_and_how_gradients_go_back(kind):
    layer = kind()
    assert forward(layer)
    assert backward(layer) or kind is layers.Input


@pytest.mark.parametrize("name", NAMES)
def test_every_activation_stands_behind_its_sum(name):
    assert CURVES[name].value in forward(layers.Dense(activation=name))[-1]


def test_a_layer_without_a_bias_has_none_in_its_formulas():
    lines = forward(layers.Dense(use_bias=False)) + backward(layers.Dense(use_bias=False))
    assert "b_j" not in "".join(lines)
    assert "b_j" in "".join(forward(layers.Dense()))


def test_behind_a_fused_loss_the_gradient_is_that_of_the_sum():
    dense = layers.Dense(activation="sigmoid")
    assert backward(dense, fused=True)[0] == r"δ = \D{z}"
    assert "f'(z)" in backward(dense)[0]


@pytest.mark.parametrize("kind", losses.LOSSES)
@pytest.mark.parametrize("fused", [False, True])
def test_every_loss_has_a_value_and_a_gradient(kind, fused):
    assert len(loss_formulas(kind(), fused=fused)) >= 2


@pytest.mark.parametrize("kind", optim.OPTIMIZERS)
def test_every_optimizer_says_how_weights_change(kind):
    assert any("w ←" in line for line in optimizer_formulas(kind()))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "0.5"), (-0.12345, "-0.123"), (0.0, "0"), (12345.6, "12300"), (2e-5, r"2.00 · 10^{-5}")],
)
def test_numbers_have_three_digits(value, text):
    assert number(value) == text


def computed(formula):
    """Return what a line of our own adds up to."""
    return eval(formula.replace("·", "*").replace("^{", "**(").replace("}", ")"))


def test_the_arithmetic_of_a_neuron_adds_up():
    seen = look(run(trainer(optim.SGD(), batch_size=6), 3))
    dense = next(each for each in seen.layers if each.parameters)
    total, curve = worked_forward(dense, 2, 1)
    x, kernel = dense.inputs[0][2], dense.parameters["kernel"][:, 1]
    parts, result = total.removeprefix("z_{2} = ").split(" = ")
    assert computed(parts) == pytest.approx(
        float(x @ kernel + dense.parameters["bias"][1]), abs=5e-3
    )
    assert float(result) == pytest.approx(float(dense.before_activation[2, 1]), abs=5e-3)
    assert curve.endswith(number(float(dense.output[2, 1])))


def test_the_arithmetic_of_a_weight_is_that_of_the_step():
    seen = look(run(trainer(optim.SGD(learning_rate=0.1), batch_size=6), 3))
    dense = next(each for each in seen.layers if each.parameters)
    name = f"{dense.name}/kernel"
    (line,) = worked_update(seen.update, name, (1, 0))
    gradient = seen.update.used[name][1, 0]
    after = seen.update.after[name][1, 0]
    before, change = line.removeprefix("w ← ").split(" = ")[0].split(" - ", 1)
    assert computed(f"{before} - {change}") == pytest.approx(float(after), abs=5e-3)
    assert number(float(gradient)).lstrip("-") in change
    backward_lines = worked_backward(dense, 2, 0, 1)
    assert backward_lines[-1].endswith(number(float(dense.gradients["kernel"][1, 0])))


@pytest.mark.parametrize("rule", [optim.Momentum, optim.Nesterov, optim.Adam, optim.AMSGrad])
def test_rules_with_a_memory_are_worked_out_too(rule):
    seen = look(run(trainer(rule(), batch_size=6), 3))
    name = next(each for each in seen.update.before if each.endswith("/kernel"))
    (line,) = worked_update(seen.update, name, (0, 0))
    assert line.startswith("w ← ")


def test_rules_that_cannot_be_worked_out_tell_the_weight_before_and_after():
    seen = look(run(trainer(optim.LBFGS()), 1))
    name = next(each for each in seen.update.before if each.endswith("/kernel"))
    (line,) = worked_update(seen.update, name, (0, 0))
    before, after = seen.update.before[name][0, 0], seen.update.after[name][0, 0]
    assert line == f"w = {number(float(before))} → {number(float(after))}"


def test_the_gradient_of_a_prediction_is_worked_out():
    seen = look(run(trainer(optim.SGD(), batch_size=6), 1))
    (loss,) = seen.losses
    (line,) = worked_loss(loss, 3, 0, 6)
    assert line.endswith(number(float(loss.gradient[3, 0])))
    assert r"}{6}" in line
    assert np.isfinite(loss.value)
