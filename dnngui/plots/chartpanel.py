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
        self.chart = Chart(self)
        self.chart.setObjectName(f"{name}_chart")
        self.chart.setAccessibleName(self.title)
        self.windowTitleChanged.connect(self.chart.setAccessibleName)
        self.chart.fit_button.setObjectName(f"{name}_fit")
        self.chart.restyled.connect(self._restyle)
        self.chart.menu_requested.connect(self.menu.open)

    def _restyle(self) -> None:
        self.chart.set_colours(self.colours)
        super()._restyle()
