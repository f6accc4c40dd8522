"""What can be chosen above a boundary: its axes, the output, what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QWidget,
)

from dnngui.plots.combo import ElidedCombo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_ONE_ROW = 720
"""Width from which axes and switches stand side by side."""


class BoundaryControls(QWidget):
    """Axes by name, and switches.

    Signals
    -------
    axes_chosen(horizontal, vertical)
        The person chose an axis: both columns by name.
    output_chosen(int)
        The person chose which target is shown.
    """

    axes_chosen = Signal(str, str)
    output_chosen = Signal(int)

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.horizontal = self._combo("boundary_horizontal", self.tr("Horizontal axis"))
        self.vertical = self._combo("boundary_vertical", self.tr("Vertical axis"))
        self.output = self._combo("boundary_output", self.tr("Output"))
        self.note = QLabel()
        self.note.setObjectName("boundary_note")
        font = QFont(self.font())
        font.setPointSizeF(0.88 * font.pointSizeF())
        self.note.setFont(font)
        self.note.setProperty("role", "muted")
        self.note.setToolTip(
            self.tr("Other columns are held at their median, or their most frequent category.")
        )
        self._axes = QWidget()
        row = QHBoxLayout(self._axes)
        row.setContentsMargins(0, 0, 0, 0)
        for sign, combo in (("→", self.horizontal), ("↑", self.vertical)):
            row.addWidget(QLabel(sign))
            row.addWidget(combo, 1)
        self._rows = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._rows.setContentsMargins(8, 6, 8, 0)
        self._rows.setSpacing(2)
        self._rows.addWidget(self._axes, 1)
        self._rows.addLayout(self._switches(actions))
        self.horizontal.activated.connect(self._choose_horizontal)
        self.vertical.activated.connect(self._choose_vertical)
        self.output.activated.connect(self.output_chosen)

    def _combo(self, name: str, text: str) -> QComboBox:
        combo = ElidedCombo()
        combo.setObjectName(name)
        combo.setAccessibleName(text)
        combo.setToolTip(text)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(6)
        return combo

    def _switches(self, actions: Sequence[QAction]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        for action in actions:
            button = QToolButton()
            button.setObjectName(f"boundary_{action.objectName()}")
            button.setAccessibleName(action.text())
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(12, 12))
            button.setAutoRaise(True)
            button.setDefaultAction(action)
            action.visibleChanged.connect(self._show_switches)
            row.addWidget(button)
        row.addWidget(self.output)
        row.addStretch(1)
        row.addWidget(self.note)
        return row

    @Slot()
    def _show_switches(self) -> None:
        for button in self.findChildren(QToolButton):
            button.setVisible(button.defaultAction().isVisible())

    def offer_axes(self, names: Sequence[str], horizontal: str, vertical: str | None) -> None:
        """Offer the columns ``names``; nothing where there is no choice."""
        for combo, chosen in ((self.horizontal, horizontal), (self.vertical, vertical)):
            _fill(combo, names, names.index(chosen) if chosen is not None else -1)
            combo.setToolTip(f"{combo.accessibleName()}: {chosen}")
        self._axes.setVisible(len(names) > 2)

    def offer_outputs(self, names: Sequence[str], chosen: int) -> None:
        """Offer the targets ``names``; nothing where there is but one."""
        _fill(self.output, names, chosen)
        self.output.setVisible(len(names) > 1)

    @Slot(int)
    def _choose_horizontal(self, _place: int) -> None:
        self._choose(self.horizontal, self.vertical)

    @Slot(int)
    def _choose_vertical(self, _place: int) -> None:
        self._choose(self.vertical, self.horizontal)

    def _choose(self, changed: QComboBox, other: QComboBox) -> None:
        """Give the other axis the column that this one had, where both would be the same."""
        if changed.currentIndex() == other.currentIndex():
            other.setCurrentIndex(changed.property("before"))
        for combo in (changed, other):
            combo.setProperty("before", combo.currentIndex())
        self.axes_chosen.emit(self.horizontal.currentText(), self.vertical.currentText())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _ONE_ROW
        directions = QBoxLayout.Direction
        self._rows.setDirection(directions.LeftToRight if wide else directions.TopToBottom)


def _fill(combo: QComboBox, names: Sequence[str], chosen: int) -> None:
    if [combo.itemText(place) for place in range(combo.count())] != list(names):
        combo.clear()
        combo.addItems(list(names))
        combo.view().setMinimumWidth(combo.view().sizeHintForColumn(0) + 24)
    combo.setCurrentIndex(chosen)
    combo.setProperty("before", chosen)
