"""Outputs become the colours that the theme gives them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from dnngui import theme
from dnngui.plots import shading

ORANGE, NEUTRAL, BLUE = theme.LIGHT.negative, theme.LIGHT.neutral, theme.LIGHT.positive


def nearest(shade: np.ndarray, *colours: str) -> str:
    """Return the colour that is closest to a shade, by the plain distance of its parts."""
    parts = {colour: np.array(QColor(colour).getRgb()[:3]) for colour in colours}
    return min(colours, key=lambda colour: float(np.abs(parts[colour] - shade[:3]).sum()))


@pytest.fixture
def scale() -> np.ndarray:
    return shading.scale_table(ORANGE, NEUTRAL, BLUE)


def test_a_scale_goes_from_orange_over_neutral_to_blue(scale) -> None:
    shades = shading.shade(np.array([-1.0, 0.0, 1.0]), -1.0, 1.0, scale)
    assert nearest(shades[0], ORANGE, NEUTRAL, BLUE) == ORANGE
    assert np.abs(shades[1][:3] - np.array(QColor(NEUTRAL).getRgb()[:3])).max() <= 2
    assert nearest(shades[2], ORANGE, NEUTRAL, BLUE) == BLUE


def test_values_beyond_the_ends_have_the_colours_of_the_ends(scale) -> None:
    shades = shading.shade(np.array([-1e30, 0.0, 1.0, np.inf]), 0.0, 1.0, scale)
    assert (shades[0] == shades[1]).all()
    assert (shades[2] == shades[3]).all()


def test_what_is_not_a_number_is_clear(scale) -> None:
    shades = shading.shade(np.array([np.nan, 0.5]), 0.0, 1.0, scale)
    assert shades[0, 3] == 0
    assert shades[1, 3] == 255


def test_a_cut_scale_has_two_colours_and_turns_at_the_cut() -> None:
    table = shading.scale_table(ORANGE, NEUTRAL, BLUE, cut=0.7)
    shades = shading.shade(np.array([0.0, 0.68, 0.72, 1.0]), 0.0, 1.0, table)
    assert len(np.unique(shades, axis=0)) == 2
    assert (shades[0] == shades[1]).all()
    assert (shades[2] == shades[3]).all()


def test_a_banded_scale_has_as_many_colours_as_bands(scale) -> None:
    table = shading.banded(scale, 9)
    assert len(np.unique(table[:-1], axis=0)) == 9
    assert (table[0] == scale[0]).all()
    assert (table[-2] == scale[-2]).all()


def test_the_strongest_class_colours_and_its_confidence_is_its_strength() -> None:
    colours = theme.LIGHT.class_colours[:3]
    table = shading.class_table(colours, NEUTRAL, discrete=False)
    outputs = np.array([[1.0, 0.0, 0.0], [0.1, 0.2, 0.7], [0.34, 0.33, 0.33], [np.nan, 0.5, 0.5]])
    sure, rather, unsure, broken = shading.shade_classes(outputs, 0.0, 1.0, table)
    assert nearest(sure, *colours, NEUTRAL) == colours[0]
    assert nearest(rather, *colours) == colours[2]
    assert nearest(unsure, *colours, NEUTRAL) == NEUTRAL
    assert broken[3] == 0


def test_discrete_classes_are_as_strong_however_unsure() -> None:
    table = shading.class_table(theme.LIGHT.class_colours[:3], NEUTRAL, discrete=True)
    sure, unsure = shading.shade_classes(
        np.array([[1.0, 0.0, 0.0], [0.34, 0.33, 0.33]]), 0.0, 1.0, table
    )
    assert (sure == unsure).all()


def test_outputs_from_minus_one_to_one_are_read_on_their_own_scale() -> None:
    table = shading.class_table(theme.LIGHT.class_colours[:2], NEUTRAL, discrete=False)
    signed = shading.shade_classes(np.array([[1.0, -1.0]]), -1.0, 1.0, table)
    plain = shading.shade_classes(np.array([[1.0, 0.0]]), 0.0, 1.0, table)
    assert (signed == plain).all()
