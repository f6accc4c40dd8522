"""One curve in a little room, painted at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from dnngui import theme
from dnngui.guard import guarded
from dnngui.panels.figure import scaled
from dnngui.panels.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from dnngui.theme import Palette

_GAP = 4
"""Pixels between a label and what it belongs to."""
_TO_AND_FRO = 12
_DOT = 4.0
_SMALL = 0.85


@dataclass(frozen=True)
class Axis:
    """How one direction is measured.

    Attributes
    ----------
    labels
        Values with what is written at them.
    """

    scale: Scale
    labels: tuple[tuple[float, str], ...] = ()


_EMPTY = Axis(Scale(0.0, 1.0))


class Chart(QWidget):
    """A curve with labelled axes, a mark, and the figures of what is pointed at.

    Signals
    -------
    picked(float)
        A person clicked at this place of the horizontal axis.
    stepped(int)
        A person pressed an arrow key: places to go to the right, or to the left where negative.
    """

    picked = Signal(float)
    stepped = Signal(int)

    def __init__(self, name: str, title: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._height = height
        self._points: tuple[tuple[float, float], ...] = ()
        self._line, self._wild = QPolygonF(), False
        self._x = self._y = _EMPTY
        self._mark: tuple[float, float | None] | None = None
        self._pointed: float | None = None
        self._tip: Callable[[float], str] = str

    def sizeHint(self) -> QSize:
        return QSize(200, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height)

    # -- what is shown

    def show_curve(
        self,
        points: Sequence[tuple[float, float]],
        x: Axis,
        y: Axis,
        tip: Callable[[float], str],
    ) -> None:
        """Show a curve.

        Parameters
        ----------
        points
            Pairs of values, those of ``x`` rising.
        tip
            What to say of a value of ``x`` that is pointed at.
        """
        self._points, self._x, self._y, self._tip = tuple(points), x, y, tip
        self._trace()

    def show_mark(self, x: float | None, y: float | None = None) -> None:
        """Draw an upright line at ``x``, with a dot on it at ``y``; None takes it away."""
        mark = None if x is None else (x, y)
        if mark != self._mark:
            self._mark = mark
            self.update()

    def mark(self) -> tuple[float, float | None] | None:
        """Return where the mark stands."""
        return self._mark

    # -- places

    def place(self, x: float, y: float) -> QPointF:
        """Return the pixel of a pair of values."""
        return self._place(self._room(), x, y)

    def _place(self, room: QRectF, x: float, y: float) -> QPointF:
        across, up = self._x.scale.share(x), self._y.scale.share(y)
        return QPointF(room.left() + across * room.width(), room.bottom() - up * room.height())

    def _room(self) -> QRectF:
        """Return where the curve is drawn: beside and above the labels."""
        metrics = QFontMetricsF(self._font())
        widest = max((metrics.horizontalAdvance(text) for _, text in self._y.labels), default=0.0)
        half = metrics.height() / 2
        bottom = metrics.height() + _GAP if self._x.labels else half
        return QRectF(self.rect()).adjusted(widest + _GAP, half, -_DOT - 1, -bottom)

    def _value_at(self, pixel: float) -> float:
        room = self._room()
        share = (pixel - room.left()) / max(room.width(), 1.0)
        return self._x.scale.value(min(max(share, 0.0), 1.0))

    def _font(self) -> QFont:
        return scaled(self.font(), _SMALL)

    def _trace(self) -> None:
        room = self._room()
        line = [self._place(room, x, y) for x, y in self._points]
        self._line = QPolygonF(line)
        climbs = pairwise(point.y() for point in line)
        # Qt takes a hundred times as long for a line that goes to and fro, unless it is thin.
        self._wild = sum(abs(b - a) for a, b in climbs) > _TO_AND_FRO * room.height()
        self.update()

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._trace()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._trace()

    def event(self, event: QEvent) -> bool:
        """Keep the words of what it stands in away: it has its own."""
        return event.type() == QEvent.Type.ToolTip or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the figures of the place that is pointed at."""
        if self._points:
            self._pointed = self._value_at(event.position().x())
            QToolTip.showText(event.globalPosition().toPoint(), self._tip(self._pointed), self)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._points and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(self._value_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(steps)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed = None
        self.update()

    # -- painting

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, room = theme.current(), self._room()
        painter = QPainter(self)
        painter.setFont(self._font())
        self._paint_axes(painter, room, colours)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for x, colour in ((self._pointed, colours.muted), (self._marked, colours.text)):
            if x is not None:
                across = self._place(room, x, 0.0).x()
                painter.setPen(QPen(QColor(colour), 1.0, Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(across, room.top()), QPointF(across, room.bottom()))
        painter.setPen(QPen(QColor(colours.accent), 1.0 if self._wild else 1.5))
        painter.drawPolyline(self._line)
        if self._mark is not None and self._mark[1] is not None:
            painter.setPen(QPen(QColor(colours.surface), 1.5))
            painter.setBrush(QColor(colours.text))
            painter.drawEllipse(self._place(room, self._mark[0], self._mark[1]), _DOT, _DOT)

    @property
    def _marked(self) -> float | None:
        return None if self._mark is None else self._mark[0]

    def _paint_axes(self, painter: QPainter, room: QRectF, colours: Palette) -> None:
        metrics = QFontMetricsF(painter.font())
        height = metrics.height()
        line, words = QPen(QColor(colours.grid), 1.0), QPen(QColor(colours.muted))
        painter.fillRect(room, QColor(colours.field))
        for value, text in self._y.labels:
            level = self._place(room, self._x.scale.low, value).y()
            painter.setPen(line)
            painter.drawLine(QPointF(room.left(), level), QPointF(room.right(), level))
            painter.setPen(words)
            place = QRectF(0.0, level - height / 2, room.left() - _GAP, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, text)
        for value, text in self._x.labels:
            across, width = self._place(room, value, 0.0).x(), metrics.horizontalAdvance(text)
            painter.setPen(line)
            painter.drawLine(QPointF(across, room.top()), QPointF(across, room.bottom()))
            painter.setPen(words)
            left = min(max(across - width / 2, 0.0), self.width() - width)
            painter.drawText(QPointF(left, self.height() - metrics.descent()), text)
        painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.border), 1.0))
        painter.drawRect(room)
