"""How large the gradient of each layer is beside its weights, over the run."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtWidgets import QLabel

from dnngui.plots import figures, ranges
from dnngui.plots.curve import Curve
from dnngui.plots.header import Header
from dnngui.plots.legend import Key, Legend
from dnngui.plots.lookspanel import LooksPanel

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtCore import QPointF
    from PySide6.QtWidgets import QWidget

    from dnngui.training.parameters import Look

    Floats = NDArray[np.float64]

LINES = 6
"""Layers that are drawn at most, evenly from the first to the last."""


class GradientsPanel(LooksPanel):
    """The ratio of the gradient's norm to the weights', layer by layer on a logarithmic axis.

    Where it falls by powers of ten from the last layer to the first, gradients vanish; where it
    grows, they explode.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("gradients", parent)
        self._names: tuple[str, ...] = ()
        self.legend = Legend()
        self.legend.setObjectName("gradients_legend")
        self.legend.setToolTip(self.tr("Norm of the gradient divided by the norm of the weights"))
        self.controls.setContentsMargins(0, 0, 0, 0)
        self.controls.addWidget(Header(self.legend))
        self.note = QLabel()
        self.note.setObjectName("gradients_note")
        self.note.setProperty("role", "muted")
        self.controls.addWidget(self.note)
        self.chart.left.set_logarithmic(True)
        self.curves: list[Curve] = []
        self._restyle()

    @property
    def title(self) -> str:
        return self.tr("Gradient to weight")

    def _keys(self) -> list[Key]:
        """Return how the lines look: no two are told apart by colour alone."""
        colours = self.colours
        palette = [colours.accent, colours.warning, colours.text]
        return [
            Key(name, palette[place % 3], 1.5 if place < 3 else 2.5, dashed, ringed=place % 3 == 2)
            for place, name in enumerate(self._names)
            for dashed in (place % 2 == 1,)
        ]

    def _take_layers(self, view: Look) -> None:
        """Have a line for each of the layers that are drawn."""
        layers = [size.layer for size in view.sizes]
        places = np.unique(np.linspace(0, len(layers) - 1, min(LINES, len(layers))).astype(int))
        names = tuple(layers[place] for place in places)
        if names == self._names:
            return
        self._names = names
        while len(self.curves) < len(names):
            self.curves.append(Curve(self.chart, float(len(self.curves)), 160))
        for place, curve in enumerate(self.curves):
            curve.line.setVisible(place < len(names))
        left_out = len(layers) - len(names)
        words = self.tr("{shown} of {all} layers").format(shown=len(names), all=len(layers))
        self.note.setText(words if left_out else "")
        self.note.setVisible(bool(left_out))
        self._style_lines()

    def _style_lines(self) -> None:
        keys = self._keys()
        self.legend.set_keys(keys, self.colours)
        for curve, key in zip(self.curves, keys, strict=False):
            curve.set_key(key, self.colours.surface)

    def _show(self, view: Look) -> None:
        self._take_layers(view)
        looks = [look for look in self.looks.seen() if any(each.gradient for each in look.sizes)]
        x = np.array([look.epoch for look in looks])
        table = [
            {each.layer: ratio(each.gradient, each.weights) for each in look.sizes}
            for look in looks
        ]
        lowest, highest = math.inf, -math.inf
        for name, curve in zip(self._names, self.curves, strict=False):
            y = np.array([each.get(name, math.nan) for each in table])
            curve.show(x, y, heights=_decades)
            known = y[np.isfinite(y) & (y > 0.0)]
            if len(known):
                lowest, highest = min(lowest, known.min()), max(highest, known.max())
        self.legend.set_values(
            [figures.figure(curve.last(), 3) for curve in self.curves[: len(self._names)]]
        )
        empty = lowest > highest
        self.chart.show_axes(not empty)
        yet = self.tr("Press Run to see the gradients.")
        self.chart.notice.say(self._no_gradients(view, yet) if empty else "")
        if not empty:
            end = float(x[-1]) or 1.0
            self.chart.follow(ranges.until(end), ranges.logarithmic(lowest, highest))
        self._read()

    def _describe(self, view: Look) -> str:
        return self.legend.text()

    def _restyle(self) -> None:
        self._style_lines()
        super()._restyle()

    def _words_at(self, place: QPointF) -> tuple[str, float, float] | None:
        found = [curve.at(place.x()) for curve in self.curves[: len(self._names)]]
        known = [point for point in found if point is not None]
        if not known:
            return None
        lines = [self.tr("Epoch {epoch}").format(epoch=figures.figure(known[0][0]))]
        for name, point in zip(self._names, found, strict=True):
            if point is not None:
                lines.append(f"{name}  {figures.figure(point[1], 3)}")
        return "\n".join(lines), known[0][0], place.y()

    def csv(self) -> str:
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(["epoch", "layer", "gradient norm", "weight norm", "ratio"])
        for look in self.looks.seen():
            # Before the first step, and of RBMs, there are none: no row says that they are 0.
            moved = any(each.gradient for each in look.sizes)
            for each in look.sizes:
                share = ratio(each.gradient, each.weights)
                slope = [each.gradient, each.weights, share] if moved else ["", each.weights, ""]
                writer.writerow([look.epoch, each.layer, *slope])
        return table.getvalue()


def _decades(ratios: Floats) -> Floats:
    found = np.full(len(ratios), np.nan)
    np.log10(ratios, where=ratios > 0.0, out=found)
    return found


def ratio(gradient: float, weights: float) -> float:
    """Return the quotient of two norms; not a number where all weights are zero."""
    return gradient / weights if weights > 0.0 else math.nan
