"""Numbers as they are typed, shown and stepped."""

from __future__ import annotations

import pytest

from dnngui.panels.forms.numbers import Bounds, is_begun, parse, shown, stepped

ANY = Bounds()
RATE = Bounds(least=0.0, above=True, most=1000.0)
SHARE = Bounds(least=0.0, most=1.0, below=True)
UNITS = Bounds(whole=True, least=1, most=65536)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.03", 0.03),
        ("1e-5", 1e-5),
        (".5", 0.5),
        ("0,03", 0.03),
        (" 2 ", 2.0),
        ("−0.5", -0.5),
        ("０．５", 0.5),
        ("1E3", 1000.0),
    ],
)
def test_a_number_is_read_as_people_write_it(text, value):
    assert parse(text, ANY) == value


@pytest.mark.parametrize("text", ["", "abc", "1 2", "1,000,000", "1_000", "nan", "inf", "1e999"])
def test_what_is_no_finite_number_is_refused(text):
    assert parse(text, ANY) is None


@pytest.mark.parametrize(
    ("text", "bounds"),
    [("0", RATE), ("1000.1", RATE), ("1", SHARE), ("-0.1", SHARE), ("0", UNITS), ("65537", UNITS)],
)
def test_what_is_out_of_bounds_is_refused(text, bounds):
    assert parse(text, bounds) is None


def test_whole_numbers_stay_whole():
    assert parse("12", UNITS) == 12
    assert isinstance(parse("12", UNITS), int)
    assert parse("1e3", UNITS) == 1000
    assert parse("1.5", UNITS) is None
    # Exact where a float would round.
    assert parse("9007199254740993", Bounds(whole=True)) == 9007199254740993


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.00001, "0.00001"),
        (1e-8, "1e-8"),
        (0.03, "0.03"),
        (1.0, "1"),
        (500, "500"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1.5e20, "1.5e20"),
        (-0.25, "-0.25"),
        (0.0, "0"),
    ],
)
def test_a_number_is_shown_short_and_exact(value, text):
    assert shown(value) == text
    assert float(text) == value


@pytest.mark.parametrize("text", ["", "-", "1e", "1e-", "0.", "."])
def test_the_beginning_of_a_number_is_not_yet_wrong(text):
    assert is_begun(text, ANY)


@pytest.mark.parametrize("text", ["x", "1x", "--", "1e5e"])
def test_what_no_typing_can_mend_is_wrong_at_once(text):
    assert not is_begun(text, ANY)


def test_too_large_is_wrong_at_once():
    assert not is_begun("65537", UNITS)
    assert is_begun("0", RATE)


def test_rates_step_through_round_numbers_of_every_size():
    rates = [0.01]
    for _ in range(6):
        rates.append(stepped(rates[-1], 1, RATE))
    assert rates == [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0]
    assert stepped(0.03, 1, RATE) == 0.05
    assert stepped(0.03, -1, RATE) == 0.02
    assert stepped(1.0, -15, RATE) == 1e-5
    assert stepped(1e-5, -1, RATE) == 1e-5


def test_a_strength_of_zero_steps_up_and_down_to_zero():
    strength = Bounds(least=0.0, most=100.0)
    assert stepped(0.0, 1, strength) == 1e-5
    assert stepped(1e-5, -1, strength) == 0.0
    assert stepped(0.0, -1, strength) == 0.0
    assert stepped(100.0, 1, strength) == 100.0


def test_shares_step_by_a_twentieth_and_stay_below_one():
    assert stepped(0.2, 1, SHARE) == 0.25
    assert stepped(0.999, -1, SHARE) == 0.95
    assert stepped(0.95, 1, SHARE) == 0.95
    assert stepped(0.05, -2, SHARE) == 0.0


def test_whole_numbers_step_by_one_within_their_bounds():
    assert stepped(4, 1, UNITS) == 5
    assert stepped(1, -1, UNITS) == 1
    assert stepped(65530, 10, UNITS) == 65536


@pytest.mark.parametrize(
    ("bounds", "sentence"),
    [
        (UNITS, "Enter a whole number from 1 to 65536."),
        (RATE, "Enter a number greater than 0 and at most 1000."),
        (SHARE, "Enter a number of at least 0 and less than 1."),
        (ANY, "Enter a number."),
        (Bounds(least=0.0), "Enter a number of at least 0."),
    ],
)
def test_the_bounds_say_in_a_sentence_what_is_allowed(bounds, sentence):
    assert str(bounds.sentence()) == sentence
