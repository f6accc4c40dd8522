"""What live panels with a chart share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.plots.base import LivePanel
from dnngui.plots.chart import Chart

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ChartPanel(LivePanel):
    """A live panel that draws on a chart."""

    chart: Chart

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._adopt(Chart(self), name)
        self.windowTitleChanged.connect(self.chart.setAccessibleName)
