"""The loss over the epochs: of the batches, of the training part, of the test part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from dnngui.plots import ranges
from dnngui.plots.blend import blend
from dnngui.plots.curves import CurvePanel, known
from dnngui.plots.legend import Key
from dnngui.plots.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnngui.plots.curves import Floats, Points
    from dnngui.plots.ranges import Range
    from dnngui.training.frames import Curves


class LossPanel(CurvePanel):
    """Loss curves on a linear or a logarithmic axis.

    On the logarithmic axis values that have no logarithm lie on its lower edge.
    """

    depths = (0.0, 1.0, 2.0)
    limits = (640, 320, 320)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.log_action = QAction(checkable=True)
        self._table = Table(lambda each: (each.epoch, each.loss, each.test_loss))
        super().__init__("loss_panel", parent)
        self.log_action.setParent(self)
        self.log_action.setObjectName("log_axis")
        self.log_action.setText(self.tr("Log axis"))
        self.log_action.setIconText(self.tr("Log"))
        self.log_action.setToolTip(self.tr("Show the loss on a logarithmic axis"))
        self.log_action.toggled.connect(self._set_logarithmic)
        self.addAction(self.log_action)
        button = QToolButton()
        button.setObjectName("loss_panel_log")
        button.setAccessibleName(self.tr("Log axis"))
        button.setAutoRaise(True)
        button.setDefaultAction(self.log_action)
        self.header.set_control(button)

    @property
    def title(self) -> str:
        return self.tr("Reconstruction error") if self._curves.machine else self.tr("Loss")

    def _invitation(self) -> str:
        return self.tr("Press Run to see the loss.")

    def _keys(self) -> Sequence[Key]:
        colours = self.colours
        tint = blend(colours.surface, colours.accent, 0.45)
        return (
            Key(self.tr("Batches"), tint, 1.0),
            Key(self.tr("Training"), colours.accent, 2.0),
            Key(self.tr("Test"), colours.text, 1.5, dashed=True, ringed=True),
        )

    def _points(self, curves: Curves) -> Sequence[Points]:
        epochs, training, test = self._table.columns(curves.evaluations)
        return (curves.epochs, curves.losses), (epochs, training), known(epochs, test)

    def _vertical_range(self, values: Floats) -> Range:
        if not self.log_action.isChecked():
            return ranges.from_zero(float(values.min()), float(values.max()))
        positive = values[values > 0.0]
        if not len(positive):
            return -1.0, 0.0
        return ranges.logarithmic(float(positive.min()), float(positive.max()))

    def _heights(self, values: Floats, bottom: float) -> Floats:
        if not self.log_action.isChecked():
            return values
        heights = np.full_like(values, bottom)
        np.log10(values, where=values > 0.0, out=heights)
        heights[np.isnan(values)] = np.nan
        return heights

    @Slot(bool)
    def _set_logarithmic(self, on: bool) -> None:
        self.chart.left.set_logarithmic(on)
        self._refresh()
        self.chart.fit()
