"""Minus and plus for the neurons or filters of the selected layers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolTip, QWidget

from dnngui import surgery
from dnngui.words import say
from engine.graph import GraphError
from engine.surgery.roles import width_field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dnngui.history import History
    from engine.graph import Graph

_NARROW = 72
"""Least width of a button."""


class UnitsRow(QWidget):
    """Gives each selected layer a unit more or takes one away; says beforehand what that keeps.

    Unlike the number above them, they change layers whose outputs are added together.
    """

    def __init__(self, history: History, name: str) -> None:
        super().__init__()
        self._history = history
        self._ids: tuple[int, ...] = ()
        self.less = _Button(f"{name}_remove_unit", partial(self._told, -1))
        self.more = _Button(f"{name}_add_unit", partial(self._told, 1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.less)
        row.addWidget(self.more)
        self.less.clicked.connect(self._remove)
        self.more.clicked.connect(self._add)

    def show_layers(self, graph: Graph, ids: Sequence[int]) -> None:
        """Act on the layers ``ids``; hidden where none of them has units to choose."""
        self._ids = tuple(ids)
        found = [node for node in ids if surgery.has_units(graph, node)]
        self.setVisible(bool(found))
        if not found:
            return
        filters = width_field(graph[found[0]].layer) == "filters"
        self.less.setText(self.tr("− Filter") if filters else self.tr("− Neuron"))
        self.more.setText(self.tr("+ Filter") if filters else self.tr("+ Neuron"))
        self.less.setAccessibleName(
            self.tr("Remove a filter") if filters else self.tr("Remove a neuron")
        )
        self.more.setAccessibleName(self.tr("Add a filter") if filters else self.tr("Add a neuron"))

    @Slot()
    def _add(self) -> None:
        self._change(1)

    @Slot()
    def _remove(self) -> None:
        self._change(-1)

    def _change(self, units: int) -> None:
        project = self._history.project
        try:
            text, graph = surgery.resized(project.graph, self._ids, units)
        except GraphError as error:
            button = self.more if units > 0 else self.less
            at = button.mapToGlobal(button.rect().bottomLeft())
            QToolTip.showText(at, say(error.message), button)
            return
        self._history.do(text, project.with_graph(graph))

    def _told(self, units: int) -> str:
        make = partial(surgery.resized, nodes=self._ids, units=units)
        return surgery.foretold(self._history.project, make)


class _Button(QPushButton):
    """Its tooltip is worked out when it is asked for."""

    def __init__(self, name: str, tell: Callable[[], str]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoRepeat(True)
        self._tell = tell

    def minimumSizeHint(self) -> QSize:
        """Let a narrow panel cut the words short: the sign in front of them says enough."""
        return QSize(_NARROW, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip:
            self.setToolTip(self._tell())
        return super().event(event)
