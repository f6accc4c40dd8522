"""The colours: words can be read, classes can be told apart."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest
from PySide6.QtGui import QPalette

from dnngui import theme

BACKGROUNDS = ("window", "surface", "field", "hover", "canvas", "selection")
WORDS = ("text", "muted", "error", "warning", "ok")
ACCENT_BACKGROUNDS = ("window", "surface", "field", "hover", "canvas")

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
PROTANOPIA = np.array(
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]
)
DEUTERANOPIA = np.array(
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
)


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    light, dark = sorted(
        (float(linear(colour) @ (0.2126, 0.7152, 0.0722)) for colour in (one, other)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* (D65) of linear sRGB."""
    matrix = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    x = matrix @ rgb / np.array([0.95047, 1.0, 1.08883])
    f = np.where(x > 0.008856, np.cbrt(x), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_contrast_of_the_standard_itself():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_all_words_can_be_read_on_all_backgrounds(colours):
    pairs = [(word, ground) for word in WORDS for ground in BACKGROUNDS]
    pairs += [("accent", ground) for ground in ACCENT_BACKGROUNDS] + [("on_accent", "accent")]
    poor = {
        pair: round(ratio, 2)
        for pair in pairs
        if (ratio := contrast(getattr(colours, pair[0]), getattr(colours, pair[1]))) < 4.5
    }
    assert not poor


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_fields_can_be_seen(colours):
    assert contrast(colours.border, colours.surface) > 1.4


@pytest.mark.parametrize("eye", [np.eye(3), PROTANOPIA, DEUTERANOPIA], ids=["all", "p", "d"])
def test_any_two_class_colours_differ_for_every_eye(eye):
    seen = {c: lab(np.clip(eye @ linear(c), 0, 1)) for c in theme.CLASS_COLOURS}
    nearest = min(
        float(np.linalg.norm(seen[one] - seen[other]))
        for one, other in itertools.combinations(seen, 2)
    )
    assert len(seen) == 10
    assert nearest > 20.0


def test_signs_have_the_same_colours_in_light_and_dark():
    for colours in (theme.LIGHT, theme.DARK):
        assert (colours.negative, colours.positive) == ("#f59322", "#0877bd")
        assert colours.class_colours[:2] == (colours.negative, colours.positive)


@pytest.mark.parametrize("dark", [False, True])
def test_apply_colours_the_program(qapp, dark):
    colours = theme.apply(qapp, dark)
    assert theme.current() is colours
    assert colours.dark is dark
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == colours.window
    assert colours.surface in qapp.styleSheet()


def test_every_colour_is_a_full_hex_colour():
    for colours in (theme.LIGHT, theme.DARK):
        for name, value in dataclasses.asdict(colours).items():
            if isinstance(value, str):
                assert len(value) == 7, name
                assert value[0] == "#", name
