"""The window that asks what a film is to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QSpinBox,
    QVBoxLayout,
)

from dnngui.app.actions import plain
from dnngui.app.subjects import Subject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Wishes:
    """How a film is to be.

    Attributes
    ----------
    seconds
        From its first picture to the last.
    rate
        Pictures a second.
    width
        In pixels.
    """

    subject: Subject = Subject.BOUNDARY
    seconds: int = 6
    rate: int = 12
    width: int = 480


class FilmDialog(QDialog):
    """Subject, length, pictures a second, and width."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("film_dialog")
        self.setWindowTitle(self.tr("Save film"))
        self.setAccessibleName(self.windowTitle())
        usual = Wishes()
        self._subject = QComboBox()
        for subject, text in self._all_subjects().items():
            self._subject.addItem(text, subject)
        self._seconds = self._number(1, 120, usual.seconds, self.tr(" s", "seconds"))
        self._rate = self._number(2, 30, usual.rate)
        self._width = self._number(100, 3840, usual.width, self.tr(" px", "pixels"))
        self._lay_out()

    def _all_subjects(self) -> dict[Subject, str]:
        return {
            Subject.BOUNDARY: self.tr("Decision boundary"),
            Subject.DRAWING: self.tr("Drawing"),
            Subject.WINDOW: self.tr("Whole window"),
        }

    def _number(self, least: int, most: int, value: int, suffix: str = "") -> QSpinBox:
        box = QSpinBox()
        box.setRange(least, most)
        box.setSuffix(suffix)
        box.setValue(value)
        box.lineEdit().setTextMargins(5, 0, 0, 0)
        return box

    def _lay_out(self) -> None:
        form = QFormLayout()
        rows = {
            "subject": (self.tr("Show"), self._subject),
            "seconds": (self.tr("Length"), self._seconds),
            "rate": (self.tr("Pictures a second"), self._rate),
            "width": (self.tr("Width"), self._width),
        }
        for name, (title, field) in rows.items():
            field.setObjectName(f"film_{name}")
            field.setAccessibleName(title)
            field.setMinimumWidth(150)
            form.addRow(title, field)
        buttons = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(buttons.Save | buttons.Cancel)
        for button in box.buttons():
            kind = str(box.standardButton(button).name).lower()
            button.setObjectName(f"film_dialog_{kind}")
            button.setAccessibleName(plain(button.text()))
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(box)

    def ask(self) -> Wishes | None:
        """Return what the person wants; None where they want no film."""
        chosen = self.exec()
        self.deleteLater()
        if not chosen:
            return None
        return Wishes(
            Subject(self._subject.currentData()),
            self._seconds.value(),
            self._rate.value(),
            self._width.value(),
        )
