"""What live panels share whose view of the network is drawn on a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Slot

from dnngui.plots.chart import Chart
from dnngui.plots.viewpanel import T, ViewPanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ChartView(ViewPanel[T]):
    """A panel that draws its view on a chart, and tells what is under the pointer.

    A subclass says in words what that is (`_words_at`).

    Parameters
    ----------
    stem
        The first word in the names of the panel and its chart.
    content
        What the subclass puts the chart into; None where the chart stands alone.
    """

    chart: Chart

    def __init__(
        self, stem: str, content: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        chart = Chart()
        super().__init__(f"{stem}_panel", chart if content is None else content, parent)
        self._pointer: QPointF | None = None
        self._adopt(chart, stem)
        self.chart.pointed.connect(self._point)

    def _words_at(self, place: QPointF) -> tuple[str, float, float] | None:
        """Say what is drawn at ``place``, and at which point of the axes; None where nothing is."""
        raise NotImplementedError

    @Slot(object)
    def _point(self, place: QPointF | None) -> None:
        self._pointer = place
        self._read()

    def _read(self) -> None:
        """Tell what is under the pointer now."""
        told = None if self._pointer is None else self._words_at(self._pointer)
        if told is None:
            self.chart.readout.hide()
        else:
            self.chart.tell(*told)
