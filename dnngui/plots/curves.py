"""A panel of curves over the epochs."""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph
from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dnngui.plots import figures, ranges
from dnngui.plots.chartpanel import ChartPanel
from dnngui.plots.curve import Curve
from dnngui.plots.earlier import EarlierRuns
from dnngui.plots.header import Header
from dnngui.plots.legend import Key, Legend
from dnngui.plots.smoothing import SmoothingAction, smoothed
from dnngui.training.frames import Curves, Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dnngui.plots.ranges import Range
    from dnngui.plots.table import Table

    Floats = NDArray[np.float64]
    Points = tuple[Floats, Floats]

_KNOWN = 16
"""Curves beside those of the run, of which the points are kept."""


class CurvePanel(ChartPanel):
    """Curves over the epochs, with a legend above that also tells the last values.

    A subclass says what is drawn (`_points`), how it is called (`_keys`), and where the vertical
    axis ends (`_vertical_range`). Lines may be smoothed, numbers are told as they were measured.
    The evaluations of runs that are over stay faint behind, and so does what is no part of the run:
    branches that were left, and what came after a moment that is looked back to.

    Attributes
    ----------
    earlier, beside
        Those runs, and those parts.
    """

    depths: tuple[float, ...] = ()
    limits: tuple[int, ...] = ()

    def __init__(self, name: str, table: Table, parent: QWidget | None = None) -> None:
        self._curves, self._taken = Curves(), -1
        self._table = table
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
        self.earlier, self.beside = EarlierRuns(self.chart), EarlierRuns(self.chart)
        self._drawn_earlier: tuple[object, ...] = ()
        self._known_curves: list[tuple[Curves, Table, Sequence[Points]]] = []
        self._offer_choices()
        self._cursor = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self._cursor.hide()
        self.chart.add(self._cursor, -1.0)
        self.chart.bottom.set_caption(self.tr("epoch"))
        self.chart.pointed.connect(self._point)
        self.setMinimumSize(180, 120)
        self._restyle()

    def _offer_choices(self) -> None:
        """Add to the menu how the curves are drawn, and which."""
        name = self.objectName()
        self.log_action = QAction(self.tr("Log axis"), self, checkable=True)
        self.log_action.setObjectName(f"{name}_log_axis")
        self.log_action.setIconText(self.tr("Log"))
        self.log_action.setToolTip(self.tr("Show the values on a logarithmic axis"))
        self.log_action.toggled.connect(self._turn_axis)
        self.smoothing = SmoothingAction(name, self)
        self.smoothing.setToolTip(self.tr("Lines are smoothed, numbers stay as they were measured"))
        self.smoothing.chosen.connect(self._refresh)
        self.earlier_action = QAction(self.tr("Earlier runs"), self, checkable=True, checked=True)
        self.earlier_action.setObjectName(f"{name}_earlier")
        self.earlier_action.toggled.connect(self._show_earlier)
        self.forget_action = QAction(self.tr("Forget earlier runs"), self)
        self.forget_action.setObjectName(f"{name}_forget_earlier")
        self.forget_action.triggered.connect(self._forget_earlier)
        self.addActions([self.log_action, self.smoothing, self.earlier_action, self.forget_action])
        self._allow_choices()

    def _lay_out_controls(self, control: QWidget) -> None:
        """Put ``control`` and the button of the menu beside the legend."""
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(control)
        across.addWidget(self.menu.button())
        self.header.set_control(row)

    def _keys(self) -> Sequence[Key]:
        raise NotImplementedError

    def _points(self, curves: Curves) -> Sequence[Points]:
        """Return epochs and values of each curve."""
        raise NotImplementedError

    def _vertical_range(self, values: Floats) -> Range:
        """Return the linear axis for finite ``values``, of which there is at least one."""
        raise NotImplementedError

    def _heights(self, values: Floats, bottom: float) -> Floats:
        """Return where ``values`` stand on a vertical axis that begins at ``bottom``."""
        if not self.logarithmic:
            return values
        heights = np.full_like(values, bottom)
        np.log10(values, where=values > 0.0, out=heights)
        heights[np.isnan(values)] = np.nan
        return heights

    @property
    def logarithmic(self) -> bool:
        """Whether the axis is logarithmic: values without a logarithm lie on its lower edge."""
        return self.log_action.isChecked() and self.log_action.isVisible()

    @Slot(bool)
    def _turn_axis(self, _on: bool) -> None:
        self.chart.left.set_logarithmic(self.logarithmic)
        self._refresh()
        self.chart.fit()

    def _axis(self, values: Floats) -> Range:
        """Return the vertical axis for finite ``values``, if there are any."""
        if self.logarithmic:
            values = values[values > 0.0]
            if not len(values):
                return -1.0, 0.0
            return ranges.logarithmic(float(values.min()), float(values.max()))
        return self._vertical_range(values) if len(values) else (0.0, 1.0)

    def _figure(self, value: float | None) -> str:
        return figures.figure(value)

    def _invitation(self) -> str:
        raise NotImplementedError

    def _remember(self, frame: Frame) -> bool:
        if frame.curves is None or frame.curves is self._curves:
            return False
        looks_back = frame.track is not None and frame.track.shown is not None
        shorter = _end(frame.curves) < _end(self._curves)
        if frame.generation != self._taken and shorter and not looks_back:
            self.keep(self._curves)
        self._taken = frame.generation
        self._take(frame.curves)
        return True

    def keep(self, curves: Curves) -> None:
        """Keep the curves of a run that is over, faint behind the present one."""
        if curves.machine == self._curves.machine:
            self.earlier.keep(curves)
            self._allow_choices()
            self._refresh()

    def begin_project(self) -> None:
        self.earlier.forget()
        self._allow_choices()
        self.forget()

    @Slot(bool)
    def _show_earlier(self, on: bool) -> None:
        self.earlier.shown = on
        self._refresh()

    @Slot()
    def _forget_earlier(self) -> None:
        self.earlier.forget()
        self._allow_choices()
        self._refresh()

    def _allow_choices(self) -> None:
        for action in (self.earlier_action, self.forget_action):
            action.setEnabled(bool(self.earlier.kept))

    def forget(self) -> None:
        self._take(Curves())
        self._refresh()

    def _take(self, curves: Curves) -> None:
        """Keep curves; those of an RBM and those of the network have their own scales."""
        other = curves.machine != self._curves.machine
        self._curves = curves
        ahead = () if curves.ahead is None else (curves.ahead,)
        self.beside.put((*curves.branches, *ahead))
        if other:
            self.earlier.forget()
            self._allow_choices()
            self._retitle()
            self.chart.fit()

    def _draw(self) -> None:
        points, weight = self._points(self._curves), self.smoothing.weight
        for curve, (x, y) in zip(self.curves, points, strict=True):
            curve.take(x, y, smoothed(y, weight))
        # The axes stay those of the whole run, wherever in it one looks back.
        further = self._of_ahead()
        ends = [float(x[-1]) for x, _ in (*points, *further) if len(x)]
        values = np.concatenate([*(each.thinned for each in self.curves), *(y for _, y in further)])
        values = np.clip(values[np.isfinite(values)], -ranges.LARGEST, ranges.LARGEST)
        vertical = self._axis(values)
        for curve in self.curves:
            curve.draw(partial(self._heights, bottom=vertical[0]))
        self._draw_earlier(vertical[0])
        end = max(ends, default=0.0)
        first = bool(ends) and bool(self.chart.notice.text())
        self.chart.follow(ranges.until(end if end > 0.0 else 10.0), vertical, at_once=first)
        self._tell(empty=not ends)
        self._read()

    def _draw_earlier(self, bottom: float) -> None:
        """Draw the earlier runs where they, or the axis, are others than before."""
        runs, weight = self.earlier, self.smoothing.weight
        now = (
            runs.changes,
            self.beside.changes,
            runs.shown,
            bottom,
            self.logarithmic,
            weight,
            self._table,
        )
        if now == self._drawn_earlier:
            return
        self._drawn_earlier = now
        for each in (runs, self.beside):
            each.draw(self._of_beside, weight, partial(self._heights, bottom=bottom))

    def _of_beside(self, curves: Curves) -> Sequence[Points]:
        return self._of_ahead() if curves is self._curves.ahead else self._of_earlier(curves)

    def _of_ahead(self) -> Sequence[Points]:
        """Return what comes after the moment that is looked back to."""
        whole, since = self._curves.ahead, self._curves.since
        if whole is None:
            return ()
        found = self._of_earlier(whole)
        firsts = [max(int(np.searchsorted(x, since, "right")) - 1, 0) for x, _ in found]
        return [(x[at:], y[at:]) for at, (x, y) in zip(firsts, found, strict=True)]

    def _of_earlier(self, curves: Curves) -> Sequence[Points]:
        """Return epochs and values on both parts of curves that do not change any more."""
        for other, table, points in self._known_curves:
            if other is curves and table is self._table:
                return points
        epochs, training, test = self._table.anew().columns(curves.evaluations)
        points = known(epochs, training), known(epochs, test)
        self._known_curves = [(curves, self._table, points), *self._known_curves][:_KNOWN]
        return points

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
        for each in (self.earlier, self.beside):
            each.restyle()
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
        for number, value in enumerate(self.earlier.at(epoch), start=1):
            earlier = self.tr("Earlier run {number}").format(number=number)
            lines.append(f"{earlier}  {self._figure(value)}")
        self.chart.tell("\n".join(lines), epoch, self._pointer.y())

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
        keys = self._keys()
        lines = [
            (key.name, points) for key, points in zip(keys, self._points(self._curves), strict=True)
        ]
        for number, curves in enumerate(self.earlier.kept, start=1):
            run = self.tr("Earlier run {number}").format(number=number)
            pairs = zip(keys[-2:], self._of_earlier(curves), strict=True)
            lines += [(f"{run}: {key.name}", points) for key, points in pairs]
        for name, (x, y) in lines:
            rows = zip(x.tolist(), y.tolist(), strict=True)
            writer.writerows((name, epoch, value) for epoch, value in rows)
        return table.getvalue()


def _end(curves: Curves) -> float:
    """Return the epoch at which curves end."""
    losses = float(curves.epochs[-1]) if len(curves.epochs) else 0.0
    return max(losses, curves.evaluations[-1].epoch if curves.evaluations else 0.0)


def known(x: Floats, y: Floats) -> Points:
    """Return the points of a curve; none where none of its values is known."""
    return (x[:0], y[:0]) if np.isnan(y).all() else (x, y)
