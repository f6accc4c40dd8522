"""The strip on which a hand goes through a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from dnngui import theme
from dnngui.guard import guarded
from dnngui.panels import lossline
from dnngui.panels.facts import counted
from dnngui.panels.figure import scaled
from dnngui.training.frames import Curves

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

    from dnngui.training.frames import Track

_MARGIN = 7.0
_HEIGHT = 38
_FEW = 6.0
"""Pixels between two moments from which each has a mark of its own."""


class TimelineStrip(QAbstractSlider):
    """All of a run from its first weights to now, with the loss as a line and a mark to drag.

    Its value is the step that is shown. Only the kept moments and the present can be gone to.

    Signals
    -------
    gone_to(int or None)
        The person wants to see the moment of this step; None is the present.
    held(bool)
        The mark was taken, or let go of.
    """

    gone_to = Signal(object)
    held = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_strip")
        self.setAccessibleName(self.tr("Timeline"))
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(scaled(self.font(), 0.85))
        self._track: Track | None = None
        self._curves = Curves()
        self._target: int | None = None
        self._pointer: float | None = None
        self._line: tuple[object, QPolygonF] | None = None
        self.setEnabled(False)

    # -- from the outside

    def show_track(self, track: Track | None, curves: Curves) -> None:
        """Show the moments of a run; ``curves`` are those of all of it."""
        self._track, self._curves = track, curves
        self.setEnabled(track is not None and len(track.steps) > 0)
        if track is not None:
            self.setRange(0, track.present)
            if not self.isSliderDown():
                self._target = track.shown
            self.setValue(self._step())
        self.update()

    def forget(self) -> None:
        """Show nothing."""
        self._target = None
        self.setSliderDown(False)
        self.show_track(None, Curves())

    def set_target(self, step: int | None) -> None:
        """Put the mark on a kept step, before the run is seen there; None is the present."""
        if step != self._target:
            self._target = step
            self.setValue(self._step())
            self.update()

    @property
    def moments(self) -> list[int]:
        """Steps that can be gone to; the last one is the present."""
        if self._track is None:
            return []
        kept = self._track.steps[self._track.steps < self._track.present].tolist()
        return [*kept, self._track.present]

    def nearest(self, step: float) -> int | None:
        """Return the moment nearest to a step; None is the present."""
        moments = np.array(self.moments)
        place = int(np.abs(moments - step).argmin()) if len(moments) else -1
        return None if place in (-1, len(moments) - 1) else int(moments[place])

    def moved(self, places: int) -> int | None:
        """Return the step so many moments from the mark; None is the present."""
        moments = self.moments
        if not moments:
            return None
        here = int(np.searchsorted(moments, self._step()))
        there = min(max(here + places, 0), len(moments) - 1)
        return None if there == len(moments) - 1 else moments[there]

    # -- the person's hand

    def _go(self, step: int | None) -> None:
        if step != self._target:
            self.set_target(step)
            self.gone_to.emit(step)

    def _go_to_pixel(self, x: float) -> None:
        self._go(self.nearest(self._at(x)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.held.emit(True)
            self._go_to_pixel(event.position().x())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position().x()
        if self.isSliderDown():
            self._go_to_pixel(self._pointer)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown() and event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)
            self.held.emit(False)
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._pointer = event.position().x()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Who scrolls past does not want to leave the present.
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        tenth = max(1, len(self.moments) // 10)
        places = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_PageUp: -tenth,
            Qt.Key.Key_PageDown: tenth,
            Qt.Key.Key_Home: -len(self.moments),
            Qt.Key.Key_End: len(self.moments),
        }.get(Qt.Key(event.key()))
        if places is None:
            event.ignore()
        else:
            self._go(self.moved(places))

    # -- places

    def _step(self) -> int:
        """Return the step at which the mark stands."""
        if self._track is None:
            return 0
        return self._track.present if self._target is None else self._target

    def _across(self) -> float:
        return max(self.width() - 2.0 * _MARGIN, 1.0)

    def _x(self, step: float) -> float:
        present = self._track.present if self._track is not None else 0
        return _MARGIN + self._across() * (step / present if present else 1.0)

    def _at(self, x: float) -> float:
        present = self._track.present if self._track is not None else 0
        return min(max((x - _MARGIN) / self._across(), 0.0), 1.0) * present

    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    # -- painting

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        box = QRectF(_MARGIN, 4.5, self._across(), self.height() - 9.0)
        painter.setPen(QPen(QColor(colours.border), 1.0))
        painter.setBrush(QColor(colours.field))
        painter.drawRoundedRect(box, 4.0, 4.0)
        if self._track is not None and self.isEnabled():
            self._paint_past(painter, box, colours)
            self._paint_moments(painter, box, colours)
            self._paint_loss(painter, box, colours)
            self._paint_pointer(painter, box, colours)
            self._paint_mark(painter, box, colours)
        else:
            self._paint_invitation(painter, box, colours)
        painter.end()

    def _paint_past(self, painter: QPainter, box: QRectF, colours: theme.Palette) -> None:
        """Fill what lies in front of the mark."""
        path = QPainterPath()
        path.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4.0, 4.0)
        painter.save()
        painter.setClipRect(QRectF(box.left(), box.top(), self._x(self._step()) - box.left(), 99.0))
        painter.fillPath(path, QColor(colours.selection))
        painter.restore()

    def _paint_moments(self, painter: QPainter, box: QRectF, colours: theme.Palette) -> None:
        moments = self.moments
        if len(moments) < 2 or self._across() / len(moments) < _FEW:
            return
        painter.setPen(QPen(QColor(colours.muted), 1.0))
        low = box.bottom() - 1.0
        for step in moments[:-1]:
            x = round(self._x(step)) + 0.5
            painter.drawLine(QPointF(x, low), QPointF(x, low - 4.0))

    def _paint_loss(self, painter: QPainter, box: QRectF, colours: theme.Palette) -> None:
        painter.setPen(QPen(QColor(colours.accent), 1.25))
        painter.drawPolyline(self._loss_line(box))

    def _loss_line(self, box: QRectF) -> QPolygonF:
        assert self._track is not None
        # By identity: curves hold arrays, which cannot be compared.
        key = (id(self._curves), self._track.present, self.size())
        if self._line is None or self._line[0] != key:
            columns = max(int(box.width() / 2.0), 2)
            line = lossline.heights(self._curves, self._track, columns)
            room = box.adjusted(1.0, 5.0, -1.0, -6.0)
            shape = lossline.polygon(line, room.left(), room.top(), room.width(), room.height())
            self._line = key, shape
        return self._line[1]

    def _paint_pointer(self, painter: QPainter, box: QRectF, colours: theme.Palette) -> None:
        """Say which epoch the pointer stands over."""
        if self._pointer is None or self.isSliderDown() or self._track is None:
            return
        step = self._at(self._pointer)
        x = self._x(step)
        painter.setPen(QPen(QColor(colours.muted), 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        words = self.tr("Epoch {epoch}").format(epoch=counted(int(self.epoch_of(step))))
        metrics = QFontMetricsF(self.font())
        width = metrics.horizontalAdvance(words) + 8.0
        left = x + 4.0 if x + 4.0 + width < box.right() else x - 4.0 - width
        plate = QRectF(left, box.top() + 2.0, width, metrics.height() + 2.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(plate, 3.0, 3.0)
        painter.setPen(QColor(colours.text))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)

    def epoch_of(self, step: float) -> float:
        """Return about which epoch a step belongs to."""
        track = self._track
        if track is None:
            return 0.0
        steps = np.append(track.steps, track.present)
        return float(np.interp(step, steps, np.append(track.epochs, track.present_epoch)))

    def _paint_mark(self, painter: QPainter, box: QRectF, colours: theme.Palette) -> None:
        x = self._x(self._step())
        strong = self.hasFocus() or self.isSliderDown()
        painter.setPen(QPen(QColor(colours.accent), 2.0))
        painter.drawLine(QPointF(x, box.top() - 2.0), QPointF(x, box.bottom() + 2.0))
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        painter.setBrush(QColor(colours.accent if strong else colours.surface))
        painter.drawEllipse(QPointF(x, box.center().y()), 5.0, 5.0)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-2.0, -2.0, 2.0, 2.0), 5.0, 5.0)

    def _paint_invitation(self, painter: QPainter, box: QRectF, colours: theme.Palette) -> None:
        painter.setPen(QColor(colours.muted))
        metrics = QFontMetricsF(self.font())
        words = self.tr("The run can be gone through here once it has begun.")
        if self._track is not None and self._track.too_large:
            words = self.tr("This network is too large for the timeline's memory. Give it more.")
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width() - 16.0)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, elided)
