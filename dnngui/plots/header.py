"""The row above the curves: their legend, and what can be chosen of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from dnngui.plots.legend import Legend

_SPACING = 4


class Header(QWidget):
    """The legend with a control at its right, or beneath the control where both do not fit.

    Attributes
    ----------
    legend
        The names of the curves with their last values.
    """

    def __init__(self, legend: Legend) -> None:
        super().__init__()
        self.legend = legend
        self._control: QWidget | None = None
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(10, 8, 6, 2)
        self._layout.setSpacing(_SPACING)
        self._layout.addWidget(legend)

    def set_control(self, control: QWidget) -> None:
        """Put ``control`` beside the legend."""
        self._control = control
        self._layout.addWidget(control, 0, Qt.AlignmentFlag.AlignLeft)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # What is shown, or how wide it is, has changed.
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if self._control is None:
            return
        margins = self._layout.contentsMargins()
        room = self.width() - margins.left() - margins.right() - _SPACING
        needed = self.legend.minimumSizeHint().width() + self._control.sizeHint().width()
        directions = QBoxLayout.Direction
        fits = self._control.isHidden() or needed <= room
        self._layout.setDirection(directions.LeftToRight if fits else directions.BottomToTop)
