"""The list of what keeps the network from training, or deserves a look."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from dnngui import icons
from dnngui.panels.forms.note import Sign
from dnngui.panels.scroll import PanelScroll
from dnngui.panels.words import WrappedButton, WrappedLabel
from dnngui.words import say
from engine.layers import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from engine.graph import Graph
    from engine.problems import Problem

_WIDE = 480
"""From this width on, in pixels, the repair stands beside the sentence."""


class ProblemRow(QFrame):
    """One problem; a click or Enter reveals its layer.

    Signals
    -------
    revealed(), repair_requested()
    """

    revealed = Signal()
    repair_requested = Signal()

    def __init__(self, name: str, subject: str, problem: Problem) -> None:
        super().__init__()
        self.setObjectName(name)
        sentence = say(problem.message)
        self.setAccessibleName(f"{subject}: {sentence}")
        self.setProperty("row", True)
        self._can_reveal = problem.node is not None
        if self._can_reveal:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(self.tr("Show the layer"))
        title, text = WrappedLabel(subject), WrappedLabel(sentence)
        title.setProperty("role", "heading")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 6, 8, 6)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(Sign(problem.severity), 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(title, 0, 1)
        self._grid.addWidget(text, 1, 1)
        self._button = self._make_button(problem)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button(wide=self.width() >= _WIDE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._can_reveal and self.rect().contains(event.position().toPoint()):
            self.revealed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.revealed.emit()
        else:
            super().keyPressEvent(event)

    def _make_button(self, problem: Problem) -> WrappedButton | None:
        if problem.repair is None:
            return None
        button = WrappedButton(icons.icon("repair"), say(problem.repair.label))
        button.setObjectName(f"{self.objectName()}_repair")
        button.setProperty("small", True)
        button.setToolTip(button.accessibleName())
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.clicked.connect(self.repair_requested)
        return button

    def _place_button(self, *, wide: bool) -> None:
        if self._button is None:
            return
        self._grid.removeWidget(self._button)
        if wide:
            self._grid.addWidget(self._button, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._grid.addWidget(self._button, 2, 1, Qt.AlignmentFlag.AlignLeft)


class ProblemsPanel(QWidget):
    """All problems, errors first as they come; says so where there are none.

    Signals
    -------
    repair_requested(Problem)
        The repair of a problem was asked for.
    reveal_requested(int)
        The layer with this id is to be shown, also one within a group.
    """

    repair_requested = Signal(object)
    reveal_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self.setAccessibleName(self.tr("Problems"))
        self._shown: list[tuple[str, Problem]] = []
        self._rows: list[ProblemRow] = []
        self._nothing = QLabel(self.tr("No problems"))
        self._nothing.setObjectName("problems_none")
        self._nothing.setProperty("role", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll = PanelScroll("problems_scroll")
        self._scroll.column.setContentsMargins(4, 4, 4, 4)
        self._scroll.column.setSpacing(2)
        self._scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._scroll, 1)
        self._scroll.hide()

    def sizeHint(self) -> QSize:
        return QSize(420, 160)

    def show_problems(self, problems: Sequence[Problem], graph: Graph) -> None:
        """Show ``problems`` of ``graph``, which gives the names of their layers."""
        named = [(self._subject(problem, graph), problem) for problem in problems]
        if named == self._shown:
            return
        self._shown = named
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._rows = [self._row(place, *pair) for place, pair in enumerate(named)]
        for place, row in enumerate(self._rows):
            self._scroll.column.insertWidget(place, row)
            row.show()
        self._nothing.setVisible(not named)
        self._scroll.setVisible(bool(named))

    def _subject(self, problem: Problem, graph: Graph) -> str:
        if problem.node is None or problem.node not in graph.ids:
            return self.tr("Network")
        names = []
        for node in graph.trail(problem.node):
            names.append(graph[node].name)
            layer = graph[node].layer
            graph = layer.drawing if isinstance(layer, Group) else graph
        return " › ".join(names)

    def _row(self, place: int, subject: str, problem: Problem) -> ProblemRow:
        row = ProblemRow(f"problem_{place}", subject, problem)
        row.repair_requested.connect(partial(self.repair_requested.emit, problem))
        if problem.node is not None:
            row.revealed.connect(partial(self.reveal_requested.emit, problem.node))
        return row
