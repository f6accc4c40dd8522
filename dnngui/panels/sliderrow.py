"""A share that is set by a slider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QWidget

from dnngui.panels.forms.numbers import shown
from dnngui.panels.words import WrappedLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent


class SliderRow(QWidget):
    """A title, a percentage and its slider.

    Signals
    -------
    edited(float)
        A person moved it; in percent.
    finished()
        The slider was let go.
    """

    edited = Signal(float)
    finished = Signal()

    def __init__(self, name: str, title: str, tip: str, most: int) -> None:
        super().__init__()
        self._value: float | None = None
        label, self._figure = WrappedLabel(title), QLabel()
        label.setToolTip(tip)
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setObjectName(name)
        self.slider.setAccessibleName(title)
        self.slider.setToolTip(tip)
        self.slider.setRange(0, most)
        self.slider.setPageStep(5)
        label.setBuddy(self.slider)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self._figure, 0, 1)
        grid.addWidget(self.slider, 1, 0, 1, 2)
        self.slider.valueChanged.connect(self._move)
        self.slider.sliderReleased.connect(self.finished)

    def show_value(self, percent: float) -> None:
        """Show ``percent``; the slider stands at the nearest whole one."""
        if percent == self._value:
            return
        self._value = percent
        self._figure.setText(f"{shown(round(percent, 2))}%")
        # The slider's own step must not come back as an edit that rounds the value.
        was_blocked = self.slider.blockSignals(True)
        self.slider.setValue(round(percent))
        self.slider.blockSignals(was_blocked)

    def _move(self, percent: int) -> None:
        self.show_value(float(percent))
        self.edited.emit(float(percent))


class _Slider(QSlider):
    """The wheel moves it only while it has the keyboard; else it scrolls the panel."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
