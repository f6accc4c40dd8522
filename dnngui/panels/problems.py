"""The list of what keeps the network from training or from learning, or deserves a look."""

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
from engine.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from engine.doctor import Finding
    from engine.graph import Graph
    from engine.problems import Repair

_WIDE = 480
"""From this width on, in pixels, the repair stands beside the sentence."""


class ProblemRow(QFrame):
    """One problem; a click or Enter reveals its layer.

    Signals
    -------
    revealed()
    repair_requested(Repair)
    """

    revealed = Signal()
    repair_requested = Signal(object)

    def __init__(
        self, name: str, subject: str, problem: Problem | Finding, repairs: Sequence[Repair]
    ) -> None:
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
        self._buttons = QWidget()
        column = QVBoxLayout(self._buttons)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for place, repair in enumerate(repairs):
            column.addWidget(self._button(place, repair))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons(wide=self.width() >= _WIDE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._can_reveal and self.rect().contains(event.position().toPoint()):
            self.revealed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.revealed.emit()
        else:
            super().keyPressEvent(event)

    def _button(self, place: int, repair: Repair) -> WrappedButton:
        button = WrappedButton(icons.icon("repair"), say(repair.label))
        further = f"_{place}" if place else ""
        button.setObjectName(f"{self.objectName()}_repair{further}")
        button.setProperty("small", True)
        button.setToolTip(button.accessibleName())
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.clicked.connect(partial(self.repair_requested.emit, repair))
        return button

    def _place_buttons(self, *, wide: bool) -> None:
        self._grid.removeWidget(self._buttons)
        if wide:
            self._grid.addWidget(self._buttons, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._grid.addWidget(self._buttons, 2, 1, Qt.AlignmentFlag.AlignLeft)


class ProblemsPanel(QWidget):
    """All problems, errors first as they come, and what the doctor finds while the run goes on.

    Signals
    -------
    repair_requested(Problem)
        The repair of a problem was asked for.
    cure_requested((Finding, Repair))
        One of a finding's repairs was asked for.
    reveal_requested(int)
        The layer with this id is to be shown, also one within a group.
    """

    repair_requested = Signal(object)
    cure_requested = Signal(object)
    reveal_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self.setAccessibleName(self.tr("Problems"))
        self._shown: dict[str, list[tuple[str, Problem | Finding]]] = {}
        self._rows: dict[str, list[ProblemRow]] = {"problem": [], "finding": []}
        self._nothing = QLabel(self.tr("No problems"))
        self._nothing.setObjectName("problems_none")
        self._nothing.setProperty("role", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll = PanelScroll("problems_scroll")
        self._scroll.column.setContentsMargins(4, 4, 4, 4)
        self._scroll.column.setSpacing(2)
        self._doctor = QLabel(self.tr("What the doctor sees in this run"))
        self._doctor.setObjectName("problems_doctor")
        self._doctor.setProperty("role", "muted")
        self._doctor.setContentsMargins(8, 8, 8, 2)
        self._doctor.hide()
        self._scroll.column.addWidget(self._doctor)
        self._scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._scroll, 1)
        self._scroll.hide()

    def sizeHint(self) -> QSize:
        return QSize(420, 160)

    @property
    def count(self) -> int:
        """How many problems and findings there are."""
        return sum(map(len, self._shown.values()))

    def show_problems(self, problems: Sequence[Problem], graph: Graph) -> None:
        """Show ``problems`` of ``graph``, which gives the names of their layers."""
        self._show("problem", problems, graph)

    def show_findings(self, findings: Sequence[Finding], graph: Graph) -> None:
        """Show what the doctor finds in a run of ``graph``."""
        self._show("finding", findings, graph)

    def _show(self, kind: str, found: Sequence[Problem | Finding], graph: Graph) -> None:
        named = [(self._subject(each, graph), each) for each in found]
        if named == self._shown.get(kind):
            return
        self._shown[kind] = named
        for old in self._rows[kind]:
            old.hide()
            old.deleteLater()
        self._rows[kind] = [self._row(f"{kind}_{place}", *pair) for place, pair in enumerate(named)]
        after = self._scroll.column.indexOf(self._doctor) + (kind == "finding")
        for place, row in enumerate(self._rows[kind]):
            self._scroll.column.insertWidget(after + place, row)
            row.show()
        self._doctor.setVisible(bool(self._rows["finding"]))
        self._nothing.setVisible(not self.count)
        self._scroll.setVisible(bool(self.count))

    def _subject(self, problem: Problem | Finding, graph: Graph) -> str:
        if problem.node is None or problem.node not in graph.ids:
            return self.tr("Network")
        names = []
        for node in graph.trail(problem.node):
            names.append(graph[node].name)
            layer = graph[node].layer
            graph = layer.drawing if isinstance(layer, Group) else graph
        return " › ".join(names)

    def _row(self, name: str, subject: str, found: Problem | Finding) -> ProblemRow:
        repairs = _repairs(found)
        row = ProblemRow(name, subject, found, repairs)
        if isinstance(found, Problem):
            row.repair_requested.connect(partial(self._wish, found))
        else:
            row.repair_requested.connect(partial(self._wish_cure, found))
        if found.node is not None:
            row.revealed.connect(partial(self.reveal_requested.emit, found.node))
        return row

    def _wish(self, problem: Problem, _: Repair) -> None:
        self.repair_requested.emit(problem)

    def _wish_cure(self, finding: Finding, repair: Repair) -> None:
        self.cure_requested.emit((finding, repair))


def _repairs(found: Problem | Finding) -> tuple[Repair, ...]:
    if isinstance(found, Problem):
        return () if found.repair is None else (found.repair,)
    return found.repairs
