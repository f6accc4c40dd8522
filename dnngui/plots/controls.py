"""What can be chosen above a boundary: its axes, the output, what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QWidget,
)

from dnngui import theme
from dnngui.plots.combo import ElidedCombo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QResizeEvent

    from dnngui.plots.outputpicker import OutputPicker

_ONE_ROW = 720
"""Width from which pickers and switches stand side by side."""
_PICKER = 145
"""Width of a picker in which most names of columns can be read."""
_HEIGHT = 26
"""Height of a picker, and of a switch beside it."""
_AROUND = 30
"""What a switch takes besides its words."""


_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class BoundaryControls(QWidget):
    """Axes by name, what is shown over them, and switches.

    Parameters
    ----------
    layer
        Which of several outputs of the network that is.

    Signals
    -------
    axes_chosen(horizontal, vertical)
        The person chose an axis: both columns by name.
    output_chosen(int)
        The person chose which target is shown.
    """

    axes_chosen = Signal(str, str)
    output_chosen = Signal(int)

    def __init__(
        self, actions: Sequence[QAction], layer: OutputPicker, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.layer = layer
        self.horizontal = self._combo("boundary_horizontal", self.tr("Horizontal axis"))
        self.vertical = self._combo("boundary_vertical", self.tr("Vertical axis"))
        self.output = self._combo("boundary_output", self.tr("Output"))
        self.note = QLabel()
        self.note.setObjectName("boundary_note")
        self.note.setFont(theme.small(self.font()))
        self.note.setProperty("role", "muted")
        self._pickers, self._foot = QBoxLayout(_ACROSS), QBoxLayout(_ACROSS)
        self._labels = [
            self._picker(sign, combo)
            for sign, combo in zip(("→", "↑", "", "="), self._combos(), strict=True)
        ]
        self._buttons = [self._switch(action) for action in actions]
        self._foot.setSpacing(2)
        self._foot.addStretch(1)
        self._foot.addWidget(self.note)
        self._rows = QBoxLayout(_DOWN, self)
        self._rows.setContentsMargins(8, 6, 8, 0)
        self._rows.setSpacing(2)
        self._rows.addLayout(self._pickers, 1)
        self._rows.addLayout(self._foot)
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

    def _picker(self, sign: str, combo: QComboBox) -> QLabel:
        row, label = QHBoxLayout(), QLabel(sign)
        row.addWidget(label)
        row.addWidget(combo, 1)
        self._pickers.addLayout(row, 1)
        return label

    def _switch(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"boundary_{action.objectName()}")
        button.setAccessibleName(action.text())
        button.setIconSize(QSize(12, 12))
        button.setMinimumHeight(_HEIGHT)
        button.setAutoRaise(True)
        button.setDefaultAction(action)
        action.visibleChanged.connect(self._show_switches)
        self._foot.addWidget(button)
        return button

    @Slot()
    def _show_switches(self) -> None:
        for button in self._buttons:
            button.setVisible(button.defaultAction().isVisible())

    def offer_axes(self, names: Sequence[str], horizontal: str, vertical: str | None) -> None:
        """Offer the columns ``names``; nothing where there is no choice."""
        for combo, chosen in ((self.horizontal, horizontal), (self.vertical, vertical)):
            _fill(combo, names, names.index(chosen) if chosen is not None else -1)
            combo.setToolTip(f"{combo.accessibleName()}: {chosen}")
        self._show_pickers(self.horizontal, self.vertical, on=len(names) > 2)

    def offer_outputs(self, names: Sequence[str], chosen: int) -> None:
        """Offer the targets ``names``; nothing where there is but one."""
        _fill(self.output, names, chosen)
        self._show_pickers(self.output, on=len(names) > 1)

    def show_layers(self) -> None:
        """Offer the outputs of the network where there are several."""
        self._show_pickers(self.layer, on=self.layer.count() > 1)

    def tell_of_others(self, *, held: bool) -> None:
        """Say whether there are columns besides the axes', which are held at one value."""
        self.note.setText(self.tr("others at median") if held else "")
        words = self.tr("Other columns are held at their median, or their most frequent category.")
        self.note.setToolTip(words)
        if held:
            for combo in (self.horizontal, self.vertical):
                combo.setToolTip(f"{combo.toolTip()}\n{words}")
        self._arrange()

    def _show_pickers(self, *combos: QComboBox, on: bool) -> None:
        for label, combo in zip(self._labels, self._combos(), strict=True):
            if combo in combos:
                label.setVisible(on and bool(label.text()))
                combo.setVisible(on)

    def _combos(self) -> tuple[QComboBox, ...]:
        return self.horizontal, self.vertical, self.layer, self.output

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

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # Something is shown or hidden.
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Stand in one row, in two, or with pickers and pictures of the switches in columns."""
        pickers = sum(not combo.isHidden() for combo in self._combos())
        narrow = pickers > 0 and self.width() < pickers * _PICKER
        wide = self.width() >= _ONE_ROW
        room = self.width() - 16 - (pickers * _PICKER if wide else 0)
        shown = [button for button in self._buttons if not button.isHidden()]
        words = sum(self._words(button) for button in shown)
        note = self.note.sizeHint().width() if self.note.text() else 0
        style = Qt.ToolButtonStyle
        pictures = narrow or words + note > room
        for button in self._buttons:
            button.setToolButtonStyle(
                style.ToolButtonIconOnly if pictures else style.ToolButtonTextBesideIcon
            )
        self.note.setVisible(bool(note) and not narrow)
        self._pickers.setDirection(_DOWN if narrow else _ACROSS)
        self._foot.setDirection(_DOWN if narrow else _ACROSS)
        self._rows.setDirection(_ACROSS if narrow or wide else _DOWN)

    def _words(self, button: QToolButton) -> int:
        return self.fontMetrics().horizontalAdvance(button.accessibleName()) + _AROUND


def _fill(combo: QComboBox, names: Sequence[str], chosen: int) -> None:
    if [combo.itemText(place) for place in range(combo.count())] != list(names):
        combo.clear()
        combo.addItems(list(names))
        combo.view().setMinimumWidth(combo.view().sizeHintForColumn(0) + 24)
    combo.setCurrentIndex(chosen)
    combo.setProperty("before", chosen)
