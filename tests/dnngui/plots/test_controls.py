"""The lists of choices above the boundary."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from dnngui import theme
from dnngui.plots.combo import ElidedCombo

LONG = "mean_fractal_dimension_of_the_tumour"


@pytest.fixture(autouse=True)
def light(qapp):
    """The stylesheet is what cuts texts; without it Qt elides them."""
    theme.apply(qapp, False)


def picture(qtbot, text: str) -> bytes:
    combo = ElidedCombo()
    qtbot.addWidget(combo)
    combo.addItem(text)
    combo.resize(120, 26)
    # On a ground of our own: a grab leaves the round corners to chance.
    image = QImage(combo.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    combo.render(image)
    return bytes(image.constBits())


def test_a_text_longer_than_its_list_is_shown_with_an_ellipsis(qtbot):
    begun = [picture(qtbot, f"{LONG[:length]}…") for length in range(5, 13)]
    assert picture(qtbot, LONG) in begun


def test_a_text_that_fits_is_shown_whole(qtbot):
    assert picture(qtbot, "x₁") != picture(qtbot, "x₁…")
