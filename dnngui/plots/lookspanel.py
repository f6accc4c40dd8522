"""What live panels share that tell of weights and gradients over a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.plots.chartview import ChartView
from dnngui.plots.looks import Looks
from dnngui.training.parameters import Look, Parameters

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dnngui.training.frames import Frame


class LooksPanel(ChartView[Look]):
    """A panel that keeps what was seen of the weights since the run began.

    Attributes
    ----------
    looks
        What was seen.
    """

    def __init__(self, stem: str, parent: QWidget | None = None) -> None:
        super().__init__(stem, parent=parent)
        self.looks, self._run = Looks(), -1
        self.chart.bottom.set_caption(self.tr("epoch"))

    def _request(self) -> Parameters | None:
        return None if self._dataset is None else Parameters()

    def _obstacle(self) -> str:
        return self.tr("This network has no weights.")

    def _no_gradients(self, view: Look, yet: str) -> str:
        """Say why there are no gradients: ``yet``, or at all."""
        if view.machine:
            return self.tr("An RBM learns by contrastive divergence, without gradients of a loss.")
        return yet

    def _remember(self, frame: Frame) -> bool:
        if not super()._remember(frame):
            return False
        if frame.generation != self._run:
            self.looks.clear()
            self._run = frame.generation
        if self._view is not None:
            self.looks.add(self._view)
        return True

    def begin_project(self) -> None:
        self.looks.clear()
        self.forget()
