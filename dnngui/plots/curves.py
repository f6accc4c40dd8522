"""A panel of curves over the epochs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph
from PySide6.QtCore import QPointF, Qt, Slot

from dnngui.plots import figures, ranges
from dnngui.plots.chartpanel import ChartPanel
from dnngui.plots.curve import Curve
from dnngui.plots.header import Header
from dnngui.plots.legend import Key, Legend
from dnngui.training.frames import Curves, Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from dnngui.plots.ranges import Range

    Floats = NDArray[np.float64]
    Points = tuple[Floats, Floats]


class CurvePanel(ChartPanel):
    """Curves over the epochs, with a legend above that also tells the last values.

    A subclass says what is drawn (`_points`), how it is called (`_keys`), and where the vertical
    axis ends (`_vertical_range`).
    """

    depths: tuple[float, ...] = ()
    limits: tuple[int, ...] = ()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._curves = Curves()
        super().__init__(name, parent)
        self._pointer: QPointF | None = None
        self.legend = Legend()
        self.legend.setObjectName(f"{name}_legend")
        self.header = Header(self.legend)
        self._layout.addWidget(self.header)
        self._layout.addWidget(self.chart, 1)
        self.curves = [
            Curve(self.chart, depth, limit)
            for depth, limit in zip(self.depths, self.limits, strict=True)
        ]
        self._cursor = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self._cursor.hide()
        self.chart.add(self._cursor, -1.0)
        self.chart.bottom.set_caption(self.tr("epoch"))
        self.chart.pointed.connect(self._point)
        self.setMinimumSize(180, 120)
        self._restyle()

    def _keys(self) -> Sequence[Key]:
        raise NotImplementedError

    def _points(self, curves: Curves) -> Sequence[Points]:
        """Return epochs and values of each curve."""
        raise NotImplementedError

    def _vertical_range(self, values: Floats) -> Range:
        """Return the vertical axis for finite ``values``, of which there is at least one."""
        raise NotImplementedError

    def _heights(self, values: Floats, _bottom: float) -> Floats:
        """Return where ``values`` stand on a vertical axis that begins at ``_bottom``."""
        return values

    def _figure(self, value: float | None) -> str:
        return figures.figure(value)

    def _invitation(self) -> str:
        raise NotImplementedError

    def _remember(self, frame: Frame) -> bool:
        if frame.curves is None or frame.curves is self._curves:
            return False
        self._take(frame.curves)
        return True

    def forget(self) -> None:
        self._take(Curves())
        self._refresh()

    def _take(self, curves: Curves) -> None:
        """Keep curves; those of an RBM and those of the network have their own scales."""
        other = curves.machine != self._curves.machine
        self._curves = curves
        if other:
            self._retitle()
            self.chart.fit()

    def _draw(self) -> None:
        points = self._points(self._curves)
        ends = [float(x[-1]) for x, _ in points if len(x)]
        values = np.concatenate([y for _, y in points])
        values = np.clip(values[np.isfinite(values)], -ranges.LARGEST, ranges.LARGEST)
        vertical = self._vertical_range(values) if len(values) else (0.0, 1.0)
        for curve, (x, y) in zip(self.curves, points, strict=True):
            curve.show(x, y, self._heights(y, vertical[0]))
        end = max(ends, default=0.0)
        first = bool(ends) and bool(self.chart.notice.text())
        self.chart.follow(ranges.until(end if end > 0.0 else 10.0), vertical, at_once=first)
        self._tell(empty=not ends)
        self._read()

    def _tell(self, empty: bool) -> None:
        self.legend.set_values([self._figure(curve.last()) for curve in self.curves])
        self.chart.notice.say(self._invitation() if empty else "")
        self.chart.show_axes(not empty)
        self.setAccessibleDescription(self.chart.notice.text() if empty else self.legend.text())

    def _restyle(self) -> None:
        keys = self._keys()
        self.legend.set_keys(keys, self.colours)
        for curve, key in zip(self.curves, keys, strict=True):
            curve.set_key(key, self.colours.surface)
        self._cursor.setPen(self.chart.pen(self.colours.muted, 1.0, Qt.PenStyle.DotLine))
        super()._restyle()

    @Slot(object)
    def _point(self, place: QPointF | None) -> None:
        self._pointer = place
        self._read()

    def _read(self) -> None:
        """Say what stands at the pointer's epoch."""
        found = [] if self._pointer is None else self._found(self._pointer.x())
        self._cursor.setVisible(bool(found))
        if not found or self._pointer is None:
            self.chart.readout.hide()
            return
        epoch = found[-1][1]
        self._cursor.setValue(epoch)
        lines = [self.tr("Epoch {epoch}").format(epoch=figures.figure(epoch))]
        lines += [f"{name}  {value}" for name, _, value in found]
        at = self.chart.place(epoch, self._pointer.y())
        self.chart.readout.say("\n".join(lines), at, self.chart.area())

    def _found(self, epoch: float) -> list[tuple[str, float, str]]:
        found = []
        for key, curve in zip(self._keys(), self.curves, strict=True):
            point = curve.at(epoch)
            if point is not None:
                found.append((key.name, point[0], self._figure(point[1])))
        return found

    def csv(self) -> str:
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(["curve", "epoch", "value"])
        for key, (x, y) in zip(self._keys(), self._points(self._curves), strict=True):
            rows = zip(x.tolist(), y.tolist(), strict=True)
            writer.writerows((key.name, epoch, value) for epoch, value in rows)
        return table.getvalue()


def known(x: Floats, y: Floats) -> Points:
    """Return the points of a curve; none where none of its values is known."""
    return (x[:0], y[:0]) if np.isnan(y).all() else (x, y)
