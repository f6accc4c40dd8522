"""Weights and gradients as histograms over the run."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QColor

from dnngui.plots import figures, ranges
from dnngui.plots.blend import blend
from dnngui.plots.combo import Choice
from dnngui.plots.items import MarkedLine, Shades
from dnngui.plots.looks import densities, quantiles
from dnngui.plots.lookspanel import LooksPanel
from dnngui.plots.shading import LEVELS

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from dnngui.training.parameters import Look, Spread


WEIGHTS, GRADIENTS = 0, 1
_ROWS, _COLUMNS = 96, 240
_SHARES = (0.05, 0.5, 0.95)
"""Shares of the values that lie below the three lines."""
_POWER = 0.5
"""Tails are thin: a hundredth of the densest row is to be seen, too."""


class SpreadsPanel(LooksPanel):
    """One tensor's values over the epochs: the darker, the more of them are there.

    The middle line is the median, nine of ten values lie between the outer ones. What the panel did
    not see, as it was hidden, is as it was when it was seen last.

    Attributes
    ----------
    tensor, kind
        What is shown: a tensor's weights, or their gradients.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("spreads", parent)
        self.tensor, self.kind = Choice("spreads_tensor", 180), Choice("spreads_kind", 180)
        self.tensor.set_words(self.tr("Weights of which layer"))
        self.kind.set_words(self.tr("Weights or gradients"))
        self.kind.addItems([self.tr("Weights"), self.tr("Gradients")])
        for picker in (self.kind, self.tensor):
            picker.activated.connect(self._choose)
            self.controls.addWidget(picker)
        self.controls.addStretch(1)
        self._prepare_chart()
        self._restyle()

    def _prepare_chart(self) -> None:
        chart = self.chart
        self.image = Shades()
        chart.add(self.image)
        self.lines = [MarkedLine(antialias=True, connect="finite") for _ in _SHARES]
        for line in self.lines:
            chart.add(line, 1.0)

    @property
    def title(self) -> str:
        return self.tr("Weights and gradients")

    @Slot(int)
    def _choose(self, _place: int) -> None:
        self.chart.fit()
        self._refresh()

    def _history(self) -> list[tuple[float, Spread | None]]:
        """Return epochs and histograms of what is chosen."""
        name, gradients = self.tensor.currentText(), self.kind.currentIndex() == GRADIENTS
        return [
            (look.epoch, (look.gradients if gradients else look.weights).get(name))
            for look in self.looks.seen()
        ]

    def _show(self, view: Look) -> None:
        self.tensor.offer([(name, name) for name in view.weights])
        history = self._history()
        known = [spread for _, spread in history if spread is not None]
        self.image.setVisible(bool(known))
        for line in self.lines:
            line.setVisible(bool(known))
        self.chart.show_axes(bool(known))
        self.chart.notice.say("" if known else self._missing_spread(view))
        if known:
            heights = ranges.around(min(each.low for each in known), max(e.high for e in known))
            end = history[-1][0] or 1.0
            self._shade(history, heights, end)
            self._draw_lines(history, end)
            self.chart.follow((0.0, end), heights)
        self._read()

    def _missing_spread(self, view: Look) -> str:
        yet = self.tr("Press Run to see how they are spread.")
        return self._no_gradients(view, yet) if self.kind.currentIndex() == GRADIENTS else yet

    def _shade(
        self, history: list[tuple[float, Spread | None]], heights: ranges.Range, end: float
    ) -> None:
        epochs = np.array([epoch for epoch, _ in history])
        middles = (np.arange(_COLUMNS) + 0.5) * end / _COLUMNS
        columns = np.searchsorted(epochs, middles, side="right") - 1
        edges = np.linspace(*heights, _ROWS + 1)
        cells = densities([spread for _, spread in history], edges)[:, columns.clip(0)]
        top = float(np.nanmax(cells))
        if len(epochs) > 1:
            # What was not seen, as before the panel was opened, is not made up.
            cells[:, columns < 0] = np.nan
        shares = (cells / (top or 1.0)) ** _POWER
        places = np.where(np.isnan(shares), 0.0, shares * (LEVELS - 1)).astype(np.intp)
        area = QRectF(0.0, heights[0], end, heights[1] - heights[0])
        self.image.set_colours(self._table[places], area)

    def _draw_lines(self, history: list[tuple[float, Spread | None]], end: float) -> None:
        x = np.array([epoch for epoch, _ in history])
        y = np.array(
            [
                [np.nan] * len(_SHARES) if spread is None else quantiles(spread, _SHARES)
                for _, spread in history
            ]
        )
        if len(x) == 1:
            x, y = np.array([0.0, end]), np.concatenate([y, y])
        for line, heights in zip(self.lines, y.T, strict=True):
            line.setData(x, np.ascontiguousarray(heights))

    def _describe(self, view: Look) -> str:
        spread = self._history()[-1][1]
        if spread is None:
            return self.chart.notice.text()
        low, middle, high = (figures.figure(each, 3) for each in quantiles(spread, _SHARES))
        words = self.tr("{name}: median {middle}, nine of ten between {low} and {high}")
        return words.format(name=self.tensor.currentText(), middle=middle, low=low, high=high)

    def _restyle(self) -> None:
        colours = self.colours
        self._table = _shades(colours.surface, blend(colours.surface, colours.accent, 0.85))
        for line, share in zip(self.lines, _SHARES, strict=True):
            style = Qt.PenStyle.SolidLine if share == 0.5 else Qt.PenStyle.DashLine
            line.setPen(self.chart.pen(colours.text, 1.0, style))
        super()._restyle()

    def _words_at(self, place: QPointF) -> tuple[str, float, float] | None:
        epochs = self._history()
        epoch, spread = min(epochs, key=lambda each: abs(each[0] - place.x()), default=(0.0, None))
        if spread is None:
            return None
        lines = [self.tr("Epoch {epoch}").format(epoch=figures.figure(epoch))]
        for share, value in zip(_SHARES, quantiles(spread, _SHARES), strict=True):
            lines.append(f"{100 * share:.0f}%  {figures.figure(value, 3)}")
        return "\n".join(lines), place.x(), place.y()

    def csv(self) -> str:
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(["epoch", "tensor", "values", "from", "to", "count"])
        kind = "gradients" if self.kind.currentIndex() == GRADIENTS else "weights"
        name = self.tensor.currentText()
        for epoch, spread in self._history():
            if spread is not None:
                edges = np.linspace(spread.low, spread.high, len(spread.counts) + 1).tolist()
                counts = spread.counts.tolist()
                writer.writerows(
                    [epoch, name, kind, *cell]
                    for cell in zip(edges[:-1], edges[1:], counts, strict=True)
                )
        return table.getvalue()


def _shades(low: str, high: str) -> NDArray[np.uint8]:
    """Return the colours ``(LEVELS, 4)`` from nothing to the densest."""
    ends = [[each.red(), each.green(), each.blue()] for each in (QColor(low), QColor(high))]
    shares = np.linspace(0.0, 1.0, LEVELS)[:, None]
    table = np.full((LEVELS, 4), 255, np.uint8)
    table[:, :3] = np.rint(ends[0] + shares * (np.array(ends[1]) - ends[0]))
    return table
