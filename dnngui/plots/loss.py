"""The loss over the epochs: of the batches, of the training part, of the test part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QToolButton

from dnngui.plots import ranges
from dnngui.plots.blend import blend
from dnngui.plots.curves import CurvePanel, known
from dnngui.plots.legend import Key
from dnngui.plots.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from dnngui.plots.curves import Floats, Points
    from dnngui.plots.ranges import Range
    from dnngui.training.frames import Curves


class LossPanel(CurvePanel):
    """Loss curves on a linear or a logarithmic axis."""

    depths = (0.0, 1.0, 2.0)
    limits = (640, 320, 320)

    def __init__(self, parent: QWidget | None = None) -> None:
        table = Table(lambda each: (each.epoch, each.loss, each.test_loss))
        super().__init__("loss_panel", table, parent)
        button = QToolButton()
        button.setObjectName("loss_panel_log")
        button.setAccessibleName(self.log_action.text())
        button.setAutoRaise(True)
        button.setDefaultAction(self.log_action)
        self._lay_out_controls(button)

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
        return ranges.from_zero(float(values.min()), float(values.max()))
