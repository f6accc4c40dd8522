"""The field with a layer's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from dnngui.panels.forms.editor import mark_invalid
from dnngui.panels.forms.note import Notes
from dnngui.panels.forms.typedtext import TypedText
from engine.graph import GraphError, Node

if TYPE_CHECKING:
    from dnngui.history import History
    from engine.graph import Graph


class NameEdit(QWidget):
    """Renames one layer; a name that cannot be stays typed, with the reason beneath it."""

    def __init__(self, history: History, name: str) -> None:
        super().__init__()
        self._history = history
        self._node: Node | None = None
        self.field = QLineEdit()
        self.field.setObjectName(name)
        self.field.setAccessibleName(self.tr("Name"))
        self.field.setToolTip(self.tr("Unique name; it leads the names of the layer's weights."))
        self.notes = Notes(f"{name}_notes")
        label = QLabel(self.tr("Name"))
        label.setBuddy(self.field)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.field, 0, 1)
        grid.addWidget(self.notes, 1, 0, 1, 2)
        self._typed = TypedText(self.field, self.field, self._rename, self.revert)
        self.field.textEdited.connect(self._renamed)
        self.field.editingFinished.connect(self._rename)

    def show_node(self, node: Node) -> None:
        """Show a layer's name; what is typed for the same layer and name stays."""
        same = self._node is not None and (node.id, node.name) == (self._node.id, self._node.name)
        self._node = node
        if not same:
            self._write()

    def revert(self) -> None:
        """Forget what is typed and not taken."""
        if self._typed.waits():
            self._write()

    def _write(self) -> None:
        assert self._node is not None
        self._typed.settle(self._node.name)
        if self.field.text() != self._node.name:
            self.field.setText(self._node.name)
        self._mark(None)

    def _renamed(self, name: str) -> Graph | None:
        """Return the graph with another name, or None and say why that cannot be."""
        assert self._node is not None
        try:
            graph = self._history.project.graph.rename(self._node.id, name)
        except GraphError as reason:
            self._mark(reason)
            return None
        self._mark(None)
        return graph

    def _rename(self) -> None:
        if not self._typed.waits():
            return
        graph = self._renamed(self.field.text())
        if graph is not None:
            assert self._node is not None
            title = self.tr("Rename {layer}").format(layer=self._node.name)
            self._history.do(title, self._history.project.with_graph(graph))

    def _mark(self, reason: GraphError | None) -> None:
        mark_invalid(self.field, reason is not None)
        self.notes.show_refusal(None if reason is None else reason.message)
