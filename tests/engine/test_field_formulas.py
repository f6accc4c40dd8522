"""Formulas of layers' numbers: what they read, what they give, and what is refused."""

from __future__ import annotations

import math
import typing

import pytest

from engine.formula import FormulaError, is_formula, parse_field
from engine.formula.fields import LONGEST, plain, renamed
from engine.layers import AnyLayer


def value(text, *numbers):
    return parse_field(text).value(numbers)


@pytest.mark.parametrize(
    ("text", "read", "given"),
    [
        ("=2*units(dense_1)", [8], 16),
        ("=units(a)+units(b)", [3, 4], 7),
        ("=filters(conv_1)/2", [5], 2.5),
        ("=features(input)", [2], 2),
        ("=round(units(a)/2)", [5], 3),
        ("=ceil(units(a)/4)*4", [9], 12),
        ("=floor(units(a)/4)", [9], 2),
        ("=max(units(a), 4)", [3], 4),
        ("=sqrt(units(a))", [16], 4),
        ("=units(a)^2 - 1", [5], 24),
        ("=-units(a) + 2*(1 + units(b))", [1, 3], 7),
        ("=16", [], 16),
    ],
)
def test_a_formula_gives_what_is_worked_out_by_hand(text, read, given):
    assert value(text, *read) == given


def test_what_is_whole_to_rounding_is_whole():
    # 0.1 * 30 is 3.0000000000000004 in binary numbers.
    found = value("=0.1*units(a)", 30)
    assert found == 3
    assert isinstance(found, int)
    assert value("=ceil(0.1*units(a))", 30) == 3
    assert value("=floor(units(a)*0.29/0.29)", 100) == 100


def test_a_small_number_such_as_an_epsilon_is_not_0():
    assert value("=1e-12") == 1e-12
    assert value("=units(a)*1e-11", 5) == pytest.approx(5e-11, rel=1e-12)
    assert value("=0.1*units(a) - 3", 30) == 0


def test_what_has_no_value_is_none():
    assert value("=1/units(a)", 0) is None
    assert value("=log(0-units(a))", 1) is None


@pytest.mark.parametrize(
    "name", ["dense-1", "1", "层1", "a.b", "x1", "units", "a(1)", "it's", "a,b", "min"]
)
def test_a_layer_of_any_name_is_read_and_renamed(name):
    text = "=2*units( old ) + units(other)"
    (old, other) = parse_field(text).references
    assert (old.quantity, old.layer, other.layer) == ("units", "old", "other")
    changed = renamed(text, {old: name})
    assert [each.layer for each in parse_field(changed).references] == [name, "other"]
    assert renamed(changed, {parse_field(changed).references[0]: "old"}) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("=", "ends too early"),
        ("=2*", "ends too early"),
        ("=units(a", "not known"),
        ("=x1", "“x1” in the formula is not known. Name a layer’s number"),
        ("=units(a) units(b)", "does not fit there"),
        ("=units(a, b)", "not known"),
        ("=__import__('os')", None),
        ("=1/0", "no value"),
        ("=" + "(" * 200 + "1" + ")" * 200, "brackets"),
        ("=" + "1+" * LONGEST + "1", "at most"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(text, said):
    if said is None:
        # It reads like a number of a layer, and no layer has it.
        assert parse_field(text).references[0].quantity == "__import__"
        return
    with pytest.raises(FormulaError, match=said):
        parse_field(text)


def test_a_long_sum_is_no_trouble():
    text = "=" + "+".join(["1"] * (LONGEST // 2))
    assert value(text) == LONGEST // 2


def test_signs_of_other_keyboards_are_read():
    assert is_formula("＝2")
    assert is_formula("  =2")
    assert not is_formula("2")
    assert plain(" ＝２×units（dense_1）−１ ") == "=2*units(dense_1)-1"
    assert plain("=units('（')") == "=units('（')"


def test_no_field_of_a_layer_is_called_as_a_function():
    kinds = typing.get_args(typing.get_args(AnyLayer)[0]) or typing.get_args(AnyLayer)
    assert len(kinds) > 40
    names = {name for kind in kinds for name in kind.__struct_fields__}
    for name in names:
        assert parse_field(f"={name}(a)").references[0].quantity == name
    assert math.isfinite(value("=units(a)", 1))
