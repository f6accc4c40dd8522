"""The lists of choices above the boundary."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QComboBox, QLabel, QToolButton

from dnngui import icons, theme
from dnngui.document.outputparts import OutputPart
from dnngui.plots.combo import ElidedCombo
from dnngui.plots.controls import BoundaryControls
from dnngui.plots.outputpicker import OutputPicker
from dnngui.plots.points import paint_ring
from engine.data.dataset import Dataset

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


def test_a_text_that_fits_can_be_read(qtbot):
    assert picture(qtbot, "x₁") != picture(qtbot, "x₁…")


NAMES = ("sepal length (cm)", "sepal width (cm)", "petal length (cm)")


@pytest.fixture
def controls(qtbot):
    """Pickers for two of three columns, and two switches."""
    actions = []
    for name, text in (("test_points", "Test points"), ("discretise", "Discretise")):
        action = QAction(text, checkable=True)
        action.setIcon(icons.painted(paint_ring))
        action.setObjectName(name)
        actions.append(action)
    panel = BoundaryControls(actions, OutputPicker("boundary_layer", lambda _: True))
    panel.actions_kept = actions
    # In a window the panel's least width counts.
    panel.setMinimumSize(1, 1)
    qtbot.addWidget(panel)
    panel.offer_outputs((), 0)
    panel.show_layers()
    panel.offer_axes(NAMES, NAMES[0], NAMES[1])
    panel.tell_of_others(held=True)
    return panel


def at_width(controls, qtbot, width, height=80):
    """Show the controls as wide as this, and return what can be seen of them."""
    controls.resize(width, height)
    with qtbot.waitExposed(controls):
        controls.show()
    qtbot.wait(30)
    kinds = (QComboBox, QToolButton, QLabel)
    seen = [each for kind in kinds for each in controls.findChildren(kind) if each.isVisible()]
    assert controls.width() == width
    return [each for each in seen if each.parent() is controls]


def can_be_read(each):
    if isinstance(each, QLabel):
        return each.width() >= each.sizeHint().width()
    if isinstance(each, QComboBox):
        # Enough to tell the names apart.
        return each.width() >= each.fontMetrics().horizontalAdvance("sepal len…") + 38
    only = each.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    words = 0 if only else each.fontMetrics().horizontalAdvance(each.text())
    return each.width() >= words + 12


WIDTHS = pytest.mark.parametrize("width", [184, 200, 289, 290, 310, 434, 435, 719, 720, 1200])


@WIDTHS
def test_all_that_is_seen_can_be_read_at_any_width(controls, qtbot, width):
    seen = at_width(controls, qtbot, width)
    all_can_be_read(controls, seen)


@WIDTHS
def test_outputs_to_choose_from_can_be_read_at_any_width(controls, qtbot, width):
    rows = Dataset.from_arrays(np.ones((2, 3)), np.ones(2), target_names=("quality",))
    controls.layer.follow([OutputPart(node, f"dense_{node}", rows) for node in (3, 4)])
    controls.show_layers()
    seen = at_width(controls, qtbot, width, height=110)
    assert controls.layer in seen
    all_can_be_read(controls, seen)


def all_can_be_read(controls, seen):
    cut = [each for each in seen if not can_be_read(each)]
    assert [each.objectName() or each.text() for each in cut] == []
    assert all(controls.rect().contains(each.geometry()) for each in seen)
    assert not any(
        one.geometry().intersects(two.geometry()) for one, two in itertools.combinations(seen, 2)
    )


def test_without_room_for_words_pictures_stand_in_and_tips_tell(controls, qtbot):
    seen = at_width(controls, qtbot, 184)
    buttons = [each for each in seen if isinstance(each, QToolButton)]
    assert all(each.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly for each in buttons)
    assert [each.accessibleName() for each in buttons] == ["Test points", "Discretise"]
    assert controls.note not in seen
    assert "median" in controls.horizontal.toolTip()


def test_two_columns_leave_the_room_to_the_switches(controls, qtbot):
    controls.offer_axes(NAMES[:2], *NAMES[:2])
    controls.tell_of_others(held=False)
    seen = at_width(controls, qtbot, 220)
    assert len(seen) == 2
    beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert all(each.toolButtonStyle() == beside for each in seen)
