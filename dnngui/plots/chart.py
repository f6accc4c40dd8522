"""The plane on which panels draw: two axes, one view, a readout, and a way back from zooming."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyqtgraph
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from dnngui import theme
from dnngui.guard import guarded
from dnngui.plots.axis import Axis
from dnngui.plots.notes import Notice, Readout

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
    from PySide6.QtWidgets import QGraphicsItem

    from dnngui.plots.ranges import Range

pyqtgraph.setConfigOptions(imageAxisOrder="row-major", antialias=False)

RANGE_INTERVAL = 500
"""Least time between two moves of the axes, in milliseconds: each costs more than a frame."""

_MOVES = {
    Qt.Key.Key_Left: (-0.1, 0.0),
    Qt.Key.Key_Right: (0.1, 0.0),
    Qt.Key.Key_Down: (0.0, -0.1),
    Qt.Key.Key_Up: (0.0, 0.1),
}
_ZOOMS = {Qt.Key.Key_Plus: 0.8, Qt.Key.Key_Equal: 0.8, Qt.Key.Key_Minus: 1.25}
_TABBED = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class View(pyqtgraph.ViewBox):  # type: ignore[misc]  # pyqtgraph has no types
    """A view in which the right button is left to the menu."""

    def mouseDragEvent(self, ev: Any, axis: int | None = None) -> None:
        if ev.button() == Qt.MouseButton.RightButton:
            ev.ignore()
        else:
            super().mouseDragEvent(ev, axis)


class Chart(pyqtgraph.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """Axes and a view that follow what is drawn until the person looks elsewhere.

    Signals
    -------
    pointed(QPointF | None)
        Where the pointer is, in units of the axes; None when it left.
    menu_requested(QPoint)
        The person asked for the menu at this place of the screen.
    restyled()
        The screen's pixels have another size: pens have to be made anew.
    """

    pointed = Signal(object)
    menu_requested = Signal(QPoint)
    restyled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colours = theme.current()
        self.view = View(enableMenu=False, defaultPadding=0.0)
        self.view.disableAutoRange()
        self.left, self.bottom = Axis("left"), Axis("bottom")
        self._lay_out()
        self._target: tuple[Range, Range] = ((0.0, 1.0), (0.0, 1.0))
        self._following = True
        self._ring = False
        self._pace = QTimer(self, singleShot=True, interval=RANGE_INTERVAL)
        self._pace.timeout.connect(self._look)
        self.notice = Notice(self.viewport())
        self.readout = Readout(self.viewport())
        self.fit_button = QToolButton(self.viewport())
        self.fit_button.hide()
        self.fit_button.setText(self.tr("Fit"))
        self.fit_button.setToolTip(self.tr("Show everything again (Home)"))
        self.fit_button.setAccessibleName(self.tr("Show everything again"))
        self.fit_button.clicked.connect(self.fit)
        self.view.sigRangeChangedManually.connect(self._leave_target)
        self.view.sigYRangeChanged.connect(self._make_room)

    def _lay_out(self) -> None:
        font = theme.small(self.font())
        grid = pyqtgraph.GraphicsLayout()
        grid.layout.setSpacing(0)
        grid.addItem(self.left, 0, 0)
        grid.addItem(self.view, 0, 1)
        grid.addItem(self.bottom, 1, 1)
        for axis in (self.left, self.bottom):
            axis.linkToView(self.view)
            axis.set_font(font)
        grid.setContentsMargins(2, self.left.overhang, self.bottom.overhang, 2)
        self.setCentralItem(grid)

    def add(self, item: QGraphicsItem, depth: float = 0.0) -> None:
        """Draw ``item`` in the view; it does not move the axes."""
        item.setZValue(depth)
        self.view.addItem(item, ignoreBounds=True)

    def pen(
        self, colour: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine
    ) -> QPen:
        """Return a pen ``width`` wide on any screen and at any zoom."""
        pen = QPen(QColor(colour), width * self.devicePixelRatioF(), style)
        pen.setCosmetic(True)
        return pen

    def set_colours(self, colours: theme.Palette) -> None:
        self.colours = colours
        self.setBackground(colours.surface)
        for axis in (self.left, self.bottom):
            axis.set_colours(colours)
        self.notice.set_colours(colours)
        self.readout.set_colours(colours)
        self.fit_button.setStyleSheet(
            f"background: {colours.surface}; border: 1px solid {colours.border};"
        )

    def show_axes(self, on: bool) -> None:
        """Show the axes, or leave their room empty where they would measure nothing."""
        for axis in (self.left, self.bottom):
            axis.setOpacity(1.0 if on else 0.0)

    def follow(self, x: Range, y: Range, at_once: bool = False) -> None:
        """Show these ranges, at once or when `RANGE_INTERVAL` has passed since the last move.

        While the person looks elsewhere, they are what `fit` goes back to.
        """
        if (x, y) == self._target:
            return
        self._target = x, y
        if at_once or not self._pace.isActive():
            self._look()

    @property
    def following(self) -> bool:
        """Whether the axes follow what is drawn."""
        return self._following

    @Slot()
    def fit(self) -> None:
        """Show everything again, and follow."""
        self._following = True
        self.fit_button.hide()
        self._look()

    @Slot()
    def _look(self) -> None:
        x, y = self._target
        if self._following and self.view.viewRange() != [list(x), list(y)]:
            self.view.setRange(xRange=x, yRange=y, padding=0.0)
            self._pace.start()

    @Slot(object, object)
    def _make_room(self, _view: object, heights: tuple[float, float]) -> None:
        self.left.make_room(*heights)

    @Slot(object)
    def _leave_target(self, _axes: object) -> None:
        self._following = False
        self.fit_button.show()

    def area(self) -> QRect:
        """Return where the view is, in the viewport's pixels."""
        area: QRect = self.mapFromScene(self.view.sceneBoundingRect()).boundingRect()
        return area

    def place(self, x: float, y: float) -> QPoint:
        """Return where a point of the axes is, in the viewport's pixels."""
        place: QPoint = self.mapFromScene(self.view.mapViewToScene(QPointF(x, y)))
        return place

    def tell(self, words: str, x: float, y: float) -> None:
        """Show ``words`` beside a point of the axes."""
        self.readout.say(words, self.place(x, y), self.area())

    def event(self, event: QEvent) -> bool:
        done = bool(super().event(event))
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.restyled.emit()
        return done

    def resizeEvent(self, ev: QResizeEvent | None) -> None:
        super().resizeEvent(ev)
        if ev is not None and not self.closed:
            self._put_notes()

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)
        self._put_notes()

    def _put_notes(self) -> None:
        area = self.area()
        self.notice.put_into(area)
        self.fit_button.adjustSize()
        self.fit_button.move(area.right() - self.fit_button.width() - 4, area.top() + 4)

    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        super().mouseMoveEvent(ev)
        at = self.mapToScene(ev.position().toPoint())
        inside = self.view.sceneBoundingRect().contains(at)
        self.pointed.emit(self.view.mapSceneToView(at) if inside else None)

    def leaveEvent(self, ev: QEvent) -> None:
        super().leaveEvent(ev)
        self.pointed.emit(None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.fit()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())
        event.accept()

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        key = Qt.Key(ev.key())
        if key == Qt.Key.Key_Home:
            self.fit()
        elif key in _MOVES:
            part = _MOVES[key]
            area = self.view.viewRect()
            self.view.translateBy(x=part[0] * area.width(), y=part[1] * area.height())
            self._leave_target(None)
        elif key in _ZOOMS:
            self.view.scaleBy((_ZOOMS[key], _ZOOMS[key]))
            self._leave_target(None)
        else:
            ev.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in _TABBED
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)
        self.viewport().update()

    @guarded
    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        if self._ring:
            painter.setPen(QPen(QColor(self.colours.accent), 2))
            painter.drawRect(self.view.sceneBoundingRect())
