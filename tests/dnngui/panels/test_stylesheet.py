"""What is painted as the stylesheet says."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout

from dnngui import theme


def share_of(colour: str, button: QPushButton) -> float:
    """Return the share of a button's pixels in exactly this colour."""
    image = button.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32) & 0xFFFFFF
    return float((pixels == int(colour[1:], 16)).mean())


@pytest.mark.parametrize("dark", [False, True])
def test_a_button_that_enter_would_press_looks_so_only_while_it_can_be_pressed(qtbot, qapp, dark):
    colours = theme.apply(qapp, dark)
    dialog = QDialog()
    qtbot.addWidget(dialog)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
    QVBoxLayout(dialog).addWidget(box)
    button = box.button(QDialogButtonBox.StandardButton.Ok)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert button.isDefault()
    assert share_of(colours.accent, button) > 0.5
    button.setEnabled(False)
    assert share_of(colours.accent, button) == 0.0
    assert share_of(colours.hover, button) > 0.5
