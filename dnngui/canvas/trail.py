"""Where in the drawing the person is: the groups that were opened, one in the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from engine.layers import Group

if TYPE_CHECKING:
    from dnngui.scope import Scope

LONGEST = 220
"""Pixels of a name."""


class TrailBar(QFrame):
    """Names the network and the opened groups; a click on one goes back to it.

    Hidden while the network's own drawing is shown.
    """

    def __init__(self, scope: Scope, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("group_trail")
        self.setAccessibleName(self.tr("Opened groups"))
        self.setProperty("trail", True)
        self._scope = scope
        self._shown: tuple[tuple[str, ...], int] | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 3, 12, 3)
        self._row.setSpacing(6)
        scope.changed.connect(self.synchronize)
        scope.moved.connect(self.synchronize)
        self.synchronize()

    @Slot()
    def synchronize(self) -> None:
        """Show where the person is now."""
        names, repeat = self._place()
        self.setVisible(bool(names))
        if (names, repeat) == self._shown:
            return
        self._shown = names, repeat
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for depth, name in enumerate((self.tr("Network"), *names)):
            if depth:
                self._add(QLabel("›"), "muted")
            if depth < len(names):
                self._add_button(depth, name)
            else:
                self._add(QLabel(self._short(name)), "heading").setObjectName("group_trail_here")
        self._row.addStretch(1)
        if repeat > 1:
            said = self.tr(
                "× {count}: each copy learns by itself, the first one's weights are shown"
            )
            self._add(QLabel(said.format(count=repeat)), "muted")

    def _place(self) -> tuple[tuple[str, ...], int]:
        """Return the names of the opened groups, and how often the last one is repeated."""
        graph, names, repeat = self._scope.whole.project.graph, [], 1
        for node in self._scope.path:
            names.append(graph[node].name)
            layer = graph[node].layer
            assert isinstance(layer, Group)
            graph, repeat = layer.drawing, layer.repeat
        return tuple(names), repeat

    def _add_button(self, depth: int, name: str) -> None:
        button = QToolButton()
        button.setText(self._short(name))
        button.setAccessibleName(name)
        button.setToolTip(self.tr("Back to {name}").format(name=name))
        button.clicked.connect(partial(self._go, depth))
        button.setObjectName(f"group_trail_{depth}")
        self._row.addWidget(button)
        button.show()

    def _go(self, depth: int) -> None:
        self._scope.show(self._scope.path[:depth])

    def _short(self, name: str) -> str:
        return self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, LONGEST)

    def _add(self, label: QLabel, role: str) -> QLabel:
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._row.addWidget(label)
        label.show()
        return label
