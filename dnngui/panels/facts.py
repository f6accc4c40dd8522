"""Facts that cannot be edited: what they are called on the left, what they are on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from dnngui.panels.words import WrappedLabel

if TYPE_CHECKING:
    from collections.abc import Sequence


class Facts(QWidget):
    """A short list of names and values.

    Object names of the values are ``NAME_KEY``.
    """

    def __init__(self, name: str, rows: Sequence[tuple[str, str]]) -> None:
        """Build the list; ``rows`` are pairs of a key and what it is called."""
        super().__init__()
        self._values: dict[str, tuple[QLabel, QLabel]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (key, title) in enumerate(rows):
            label, value = QLabel(title), WrappedLabel()
            label.setProperty("role", "muted")
            value.setObjectName(f"{name}_{key}")
            value.setAccessibleName(title)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, row, 0)
            grid.addWidget(value, row, 1)
            self._values[key] = (label, value)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._values)

    def show_fact(self, key: str, text: str) -> None:
        """Show a value; an empty text takes the whole line away."""
        label, value = self._values[key]
        value.setText(text)
        top = Qt.AlignmentFlag.AlignTop if "\n" in text else Qt.AlignmentFlag.AlignVCenter
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | top)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | top)
        label.setVisible(bool(text))
        value.setVisible(bool(text))


def counted(number: int) -> str:
    """Return a whole number with its digits grouped as the person's country does."""
    return QLocale().toString(number)
