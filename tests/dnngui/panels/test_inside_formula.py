"""Formulas as they are set: everything the engine writes down can be read, laid out and heard."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from dnngui.panels.inside.boxes import lay_out
from dnngui.panels.inside.formula import FormulaView
from dnngui.panels.inside.heat import HeatModel, readable_on
from dnngui.panels.inside.tex import Cases, Fraction, Row, Script, Sign, parse, spoken
from engine import layers, losses, optim
from engine.inside.formulas import (
    CURVES,
    backward,
    forward,
    loss_formulas,
    optimizer_formulas,
)

WRITTEN = sorted(
    {
        line
        for lines in (
            *(
                forward(kind()) + backward(kind())
                for kind in get_args(layers.AnyLayer)
                if kind is not layers.Group
            ),
            *(forward(layers.Dense(activation=name)) for name in CURVES),
            *(backward(layers.Dense(activation=name)) for name in CURVES),
            *(loss_formulas(kind(), fused=on) for kind in losses.LOSSES for on in (False, True)),
            loss_formulas(losses.Focal(), fused=True, shares=True),
            loss_formulas(losses.CategoricalCrossentropy(label_smoothing=0.1), fused=True),
            forward(layers.GRU(reset_after=False)),
            forward(layers.RecursiveTree(tensor=True)),
            *(optimizer_formulas(kind()) for kind in optim.OPTIMIZERS),
        )
        for line in lines
    }
)


def font(size=20):
    found = QFont()
    found.setPixelSize(size)
    return found


def test_every_formula_of_the_engine_can_be_set(qapp):
    # One test for all: the colours of the whole program are put on anew for each test.
    for source in WRITTEN:
        assert lay_out(parse(source), font()).width > 0, source
        said = spoken(parse(source))
        assert "\\" not in said, source
        assert "{}" not in said, source


def test_a_formula_is_read_as_its_parts():
    whole = parse(r"w_{ij} = \frac{1}{N} \sum_n x^2")
    script, equals, fraction, total, power = whole.parts
    assert isinstance(script, Script)
    assert script.below == Row((Sign("i", "variable"), Sign("j", "variable")))
    assert equals == Sign("=", "relation")
    assert isinstance(fraction, Fraction)
    assert total.limits
    assert not power.limits
    assert spoken(whole) == "w_ij = (1)/(N)∑_n x^2"


def test_a_minus_of_a_number_stands_close_to_it_and_one_between_numbers_apart():
    first, _, second, minus, _ = parse("-1 = 2 - 3").parts[:1] + parse("-1 = 2 - 3").parts[2:]
    assert first.kind == "upright"
    assert second.kind == "upright"
    assert minus.kind == "binary"


def test_cases_have_values_and_conditions():
    (cases,) = parse(r"\cases{1 & z > 0 \\ 0}").parts
    assert isinstance(cases, Cases)
    assert [condition is None for _, condition in cases.rows] == [False, True]


@pytest.mark.parametrize("source", [r"\unknown", "x_", "_2", r"\frac{1}", "}", "x_1_2"])
def test_what_is_not_a_formula_is_refused(source):
    with pytest.raises(ValueError):
        parse(source)


def test_fractions_are_higher_and_brackets_grow_with_what_they_hold(qapp):
    plain, fraction = lay_out(parse("x"), font()), lay_out(parse(r"\frac{x}{y}"), font())
    assert fraction.ascent + fraction.descent > 1.5 * (plain.ascent + plain.descent)
    held = lay_out(parse(r"(\frac{x}{y})"), font())
    assert held.ascent == fraction.ascent


def test_lines_are_painted_and_heard(show):
    view = show(FormulaView("formulas", "Formulas"), 400, 120)
    view.show_lines([r"a = \tanh z", r"\D{z} = 1"])
    image = view.grab().toImage()
    ground = image.pixelColor(399, 119)
    painted = {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y) != ground
    }
    assert len(painted) > 100
    assert view.accessibleDescription() == "a = tanh z; (∂L)/(∂z) = 1"


def test_a_line_that_is_too_long_is_made_smaller(show):
    view = show(FormulaView("formulas", "Formulas"), 120, 60)
    view.show_lines(["x = 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12 + 13 + 14 = y"])
    image = view.grab().toImage()
    right = [image.pixelColor(x, y) for x in range(100, 120) for y in range(40)]
    assert len({each.rgb() for each in right}) > 1


def test_numbers_stand_on_a_ground_of_their_sign_and_can_be_read(qapp):
    model = HeatModel()
    model.show_values(np.array([[-2.0, 0.0, 1.0, np.nan]]), "n", "j")
    texts = [model.data(model.index(0, column)) for column in range(4)]
    assert texts == ["−2.0000", "0.0000", "1.0000", "NaN"]
    role = Qt.ItemDataRole.BackgroundRole
    negative, zero, positive, _ = (model.data(model.index(0, at), role) for at in range(4))
    assert negative.red() > negative.blue()
    assert positive.blue() > positive.red()
    assert zero.name() == "#ffffff"
    for ground in (negative, zero, positive):
        assert contrast(ground, readable_on(ground)) >= 4.5


def contrast(first, second):
    def light(colour):
        parts = [
            each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
            for each in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(first), light(second)))
    return (high + 0.05) / (low + 0.05)
