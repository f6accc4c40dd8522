"""Sentences beneath a field: what is refused, what is wrong, and the button that repairs it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from dnngui import icons
from dnngui.panels.words import WrappedButton, WrappedLabel
from dnngui.words import say
from engine.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.message import Message

SIGN = QSize(16, 16)


class Sign(QLabel):
    """A small icon that says how grave something is."""

    def __init__(self, severity: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = severity
        self.setFixedSize(SIGN)
        self.setAccessibleName(
            self.tr("Error") if severity == Severity.ERROR else self.tr("Warning")
        )
        self._paint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint()

    def _paint(self) -> None:
        icon = icons.icon(self._severity, self._severity)
        self.setPixmap(icon.pixmap(SIGN, self.devicePixelRatio()))


class Note(QWidget):
    """One sentence with its sign and, where there is one, its repair.

    Signals
    -------
    repair_requested()
    """

    repair_requested = Signal()

    def __init__(
        self, name: str, severity: str, sentence: str, repair: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Sign(severity), 0, 0, Qt.AlignmentFlag.AlignTop)
        text = WrappedLabel(sentence)
        text.setProperty("severity", severity)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(text, 0, 1)
        if repair:
            button = WrappedButton(icons.icon("repair"), repair)
            button.setObjectName(f"{name}_repair")
            button.setProperty("small", True)
            button.setToolTip(repair)
            button.clicked.connect(self.repair_requested)
            grid.addWidget(button, 1, 1, Qt.AlignmentFlag.AlignLeft)


class Notes(QWidget):
    """The notes of one field or one layer, as many as there are; hidden where there are none.

    Signals
    -------
    repair_requested(Problem)
        A repair button was pressed.
    """

    repair_requested = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._refusal: Message | None = None
        self._problems: tuple[Problem, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    def show_refusal(self, sentence: Message | None) -> None:
        """Show why what is typed is not allowed; None takes the sentence away."""
        if sentence != self._refusal:
            self._refusal = sentence
            self._build()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        if tuple(problems) != self._problems:
            self._problems = tuple(problems)
            self._build()

    def sentences(self) -> list[str]:
        """Return what is shown."""
        said = [self._refusal] if self._refusal is not None else []
        return [say(message) for message in (*said, *(each.message for each in self._problems))]

    def _build(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        name = self.objectName()
        if self._refusal is not None:
            self._column.addWidget(Note(f"{name}_refusal", "error", say(self._refusal), ""))
        for place, problem in enumerate(self._problems):
            repair = say(problem.repair.label) if problem.repair else ""
            note = Note(f"{name}_{place}", problem.severity, say(problem.message), repair)
            note.repair_requested.connect(partial(self.repair_requested.emit, problem))
            self._column.addWidget(note)
        self.setVisible(self._column.count() > 0)
