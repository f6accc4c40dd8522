"""What can be switched on and off in the boundary panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from dnngui.icons import icon, painted
from dnngui.plots.points import paint_ring
from dnngui.plots.shading import paint_steps

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QWidget


class Switches:
    """The panel's actions, which stand in its menu too.

    Attributes
    ----------
    test
        Rows that are held out.
    discrete
        Decisions instead of shades.
    surface
        A surface instead of the chart.
    draw
        Tools to draw points.
    """

    def __init__(self, panel: QWidget) -> None:
        self._panel = panel
        self.test = self._switch(
            "test_points",
            _tr("Test points"),
            _tr("Show the rows that are held out for testing"),
            painted(paint_ring),
        )
        self.test.setChecked(True)
        self.discrete = self._switch(
            "discretise",
            _tr("Discretise"),
            _tr("Show decisions instead of shades"),
            painted(paint_steps),
        )
        self.surface = self._switch(
            "surface",
            _tr("Surface"),
            _tr("Show the outputs as a surface; drag to turn it"),
            icon("surface"),
        )
        self.draw = self._switch(
            "draw",
            _tr("Draw"),
            _tr("Place, move and erase points, also while it learns"),
            icon("draw"),
        )

    def _switch(self, name: str, text: str, tip: str, picture: QIcon) -> QAction:
        action = QAction(picture, text, self._panel, checkable=True)
        action.setObjectName(name)
        action.setToolTip(tip)
        self._panel.addAction(action)
        return action


def _tr(text: str) -> str:
    return QCoreApplication.translate("BoundaryPanel", text)
