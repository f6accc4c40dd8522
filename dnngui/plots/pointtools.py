"""The tools with which points are drawn: what a press does, of which class, how wide."""

from __future__ import annotations

import enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSlider,
    QToolButton,
    QWidget,
)

from dnngui import icons, theme
from dnngui.plots.points import Style, class_symbol
from dnngui.plots.reading import Numbers, class_colour
from engine.data.settings import MOST_CLASSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QIcon, QResizeEvent

    from dnngui.plots.ranges import Range
    from dnngui.plots.reading import Reading
    from engine.data.settings import Points

_LEAST, _USUAL, _MOST = 6, 18, 60
_SIDE = 26
_AROUND = 24
_FARTHEST = 1e6


class Tool(enum.Enum):
    """What a press with the left button does."""

    PLACE = "place"
    BRUSH = "brush"
    ERASER = "eraser"


class PointTools(QWidget):
    """Tools, classes or a number, the tool's width, and a way to begin anew.

    Attributes
    ----------
    tool
        What a press does.
    target
        Index of the class of new points, or their number.

    Signals
    -------
    changed()
        Another tool, width or class was chosen.
    clear_requested()
        The person wants an empty plane.
    """

    changed = Signal()
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("boundary_tools")
        self.tool = Tool.PLACE
        self._class = 0
        self._shown: tuple[object, ...] | None = None
        self._tools, self._classes = QButtonGroup(self), QButtonGroup(self)
        self.number = QDoubleSpinBox()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self._label = QLabel(self.tr("Target"))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._before, self._chips = QHBoxLayout(), QHBoxLayout()
        self._lay_out()

    @property
    def target(self) -> float:
        return float(self._class) if not self.number.isVisibleTo(self) else self.number.value()

    @property
    def radius(self) -> float:
        """Of the brush and the eraser, in pixels."""
        return float(self.slider.value())

    def choose(self, index: int) -> None:
        """Give new points the class at this place, where it is offered."""
        button = self._classes.button(index)
        if button is not None:
            button.click()

    def offer(
        self,
        points: Points | None,
        reading: Reading | None,
        colours: theme.Palette,
        *,
        flat: bool,
    ) -> None:
        """Offer the targets that new points can have.

        Parameters
        ----------
        points
            Those that are drawn on, or None where they are a formula's, which ``reading`` tells of.
        flat
            Whether they are drawn in a plane; else the height of a press is the target.
        """
        classes = points.classes if points is not None else ("0", "1")
        if points is None and isinstance(reading, Numbers):
            classes = ()
        if classes:
            self.offer_classes(classes, colours)
        elif reading is not None and flat:
            self.offer_number(reading.ends)
        else:
            self.offer_nothing()

    def offer_classes(self, names: Sequence[str], colours: theme.Palette) -> None:
        """Offer these classes and a new one."""
        self._show_number(on=False)
        if self._shown == (names, colours):
            return
        self._shown = names, colours
        self._empty()
        for index, name in enumerate(names):
            words = self.tr("Class {name}").format(name=name)
            self._chip(index, words, _mark(index))
        if len(names) < MOST_CLASSES:
            self._chip(len(names), self.tr("Points of a new class"), icons.painted(_paint_plus))
        self._class = min(self._class, len(names) - 1)
        self._classes.button(self._class).setChecked(True)
        self._arrange()

    def offer_number(self, reach: Range) -> None:
        """Offer a number for new points, at first the middle of ``reach``."""
        self._show_number(on=True)
        if self._shown == (reach,):
            return
        first = not (self._shown and len(self._shown) == 1)
        self._shown = (reach,)
        self._empty()
        self.number.setSingleStep((reach[1] - reach[0]) / 20.0 or 0.1)
        if first:
            self.number.setValue((reach[0] + reach[1]) / 2.0)

    def offer_nothing(self) -> None:
        """Offer no target: the height of a press is it."""
        self._show_number(on=False)
        self._shown = None
        self._empty()

    # -- building

    def _lay_out(self) -> None:
        tools = self._before
        tools.setSpacing(2)
        for tool, name, text in (
            (Tool.PLACE, "point", self.tr("Place or move a point")),
            (Tool.BRUSH, "brush", self.tr("Brush: several points at a time")),
            (Tool.ERASER, "eraser", self.tr("Eraser: takes points away")),
        ):
            button = self._button(f"boundary_tool_{tool.value}", text, icons.icon(name))
            button.setCheckable(True)
            button.setChecked(tool is self.tool)
            button.clicked.connect(partial(self._take, tool))
            self._tools.addButton(button)
            tools.addWidget(button)
        self._tools.setExclusive(True)
        tools.addSpacing(6)
        tools.addWidget(self._sized())
        clear = self._button("boundary_clear_points", self.tr("Clear"), icons.icon("delete"))
        clear.setToolTip(self.tr("Take all points away and begin with an empty plane"))
        clear.clicked.connect(self.clear_requested)
        tools.addWidget(clear)
        tools.addStretch(1)
        self._chips.setSpacing(2)
        self._numbered()
        self._row.setContentsMargins(8, 4, 8, 0)
        self._row.setSpacing(4)
        self._row.addLayout(tools)
        self._row.addLayout(self._chips)

    def _sized(self) -> QSlider:
        self.slider.setObjectName("boundary_tool_size")
        self.slider.setAccessibleName(self.tr("Size of brush and eraser"))
        self.slider.setToolTip(self.slider.accessibleName())
        self.slider.setRange(_LEAST, _MOST)
        self.slider.setValue(_USUAL)
        self.slider.setFixedWidth(72)
        self.slider.setEnabled(False)
        self.slider.valueChanged.connect(self._tell)
        return self.slider

    def _numbered(self) -> None:
        self.number.setObjectName("boundary_tool_number")
        self.number.setAccessibleName(self.tr("Target of new points"))
        self.number.setToolTip(self.number.accessibleName())
        self.number.setRange(-_FARTHEST, _FARTHEST)
        self.number.setDecimals(3)
        self.number.setFixedWidth(96)
        self._label.setBuddy(self.number)
        self._chips.addWidget(self._label)
        self._chips.addWidget(self.number)
        self._chips.addStretch(1)
        self._show_number(on=False)

    def _show_number(self, *, on: bool) -> None:
        self._label.setVisible(on)
        self.number.setVisible(on)

    def _button(self, name: str, text: str, icon: QIcon) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.setIcon(icon)
        button.setIconSize(QSize(16, 16))
        button.setMinimumSize(_SIDE, _SIDE)
        button.setAutoRaise(True)
        return button

    def _chip(self, index: int, words: str, icon: QIcon) -> None:
        chip = self._button(f"boundary_class_{index}", words, icon)
        if index < 9:
            chip.setToolTip(f"{words} ({index + 1})")
        chip.setCheckable(True)
        chip.clicked.connect(partial(self._take_class, index))
        self._classes.addButton(chip, index)
        self._chips.insertWidget(index, chip)

    def _empty(self) -> None:
        for chip in self._classes.buttons():
            self._classes.removeButton(chip)
            self._chips.removeWidget(chip)
            # Hidden at once: it may be the one that is just being pressed.
            chip.hide()
            chip.deleteLater()

    # -- choosing

    @Slot()
    def _take(self, tool: Tool) -> None:
        self.tool = tool
        self.slider.setEnabled(tool is not Tool.PLACE)
        self.changed.emit()

    @Slot()
    def _take_class(self, index: int) -> None:
        self._class = index
        self.changed.emit()

    @Slot(int)
    def _tell(self, _value: int) -> None:
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Stand in one row where all of it fits."""
        needed = self._before.sizeHint().width() + self._chips.sizeHint().width()
        wide = self.width() >= needed + _AROUND
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if wide else down)


def _mark(index: int) -> QIcon:
    """Return the mark of a class as an icon."""

    def paint(painter: QPainter, rect: QRectF, colours: theme.Palette) -> None:
        style = Style(class_colour(index, colours), test=False, ratio=1.0, outline=colours.text)
        style.size = round(0.62 * rect.width())
        style.paint(painter, class_symbol(index), rect.center())

    return icons.painted(paint)


def _paint_plus(painter: QPainter, rect: QRectF, colours: theme.Palette) -> None:
    painter.setPen(QPen(QColor(colours.text), rect.width() / 9.0))
    middle, arm = rect.center(), 0.28 * rect.width()
    painter.drawLine(middle - QPointF(arm, 0.0), middle + QPointF(arm, 0.0))
    painter.drawLine(middle - QPointF(0.0, arm), middle + QPointF(0.0, arm))
