"""The inspector's part for what layers of several kinds have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dnngui import surgery
from dnngui.panels.fold import Fold
from dnngui.panels.forms import Form
from dnngui.panels.forms.declaration import shared
from dnngui.panels.heading import Heading
from dnngui.panels.layeredits import LayerEdits, training_form
from engine.inference import infer
from engine.optim.layers import LayerTraining

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnngui.history import History
    from engine.graph import Graph
    from engine.layers import Layer

_USUAL = LayerTraining()


class SharedSection(QWidget):
    """Fields that all selected layers have, such as units or an activation; one edit sets all.

    Attributes
    ----------
    kinds
        The kinds of the layers.
    """

    def __init__(self, history: History, kinds: Sequence[type[Layer]]) -> None:
        super().__init__()
        self.kinds = tuple(kinds)
        self._history = history
        self._names = shared(self.kinds)
        name = "inspector_shared"
        self._heading = Heading("layers", "", self.tr("What is set here is set in all of them."))
        self.form = Form(
            self.kinds[0], name, only=self._names, hints=_hints(self.kinds), formulas=True
        )
        self.training = training_form(name, self.tr("as all"))
        self.fold = Fold(f"{name}_more", self.tr("Training of these layers"), self.training)
        self._edits = LayerEdits(history, self)
        # What has no weights has no training of its own.
        self._learning = LayerEdits(history, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(10)
        for part in (self._heading, self.form, self.fold):
            column.addWidget(part)
        self.form.edited.connect(self._edits.edit)
        self.form.formula_entered.connect(self._enter_formula)
        self.training.edited.connect(self._learning.edit_training)
        for form in (self.form, self.training):
            form.finished.connect(history.seal)

    def show_layers(self, graph: Graph, ids: Sequence[int]) -> None:
        """Show the layers ``ids`` of ``graph``; hidden where they have nothing in common."""
        counts = infer(graph).parameter_counts
        learning = tuple(node for node in ids if counts.get(node))
        if (tuple(ids), learning) != (self._edits.ids, self._learning.ids):
            self._edits.ids, self._learning.ids = tuple(ids), learning
            self.revert()
        self._heading.set_title(self.tr("{count} layers together").format(count=len(ids)))
        several = len({type(graph[node].layer) for node in learning}) > 1
        self.setVisible(bool(self._names) or several)
        layers = [graph[node].layer for node in ids]
        self.form.setVisible(bool(self._names))
        if self._names:
            self.form.show_declarations(layers, self._edits.formulas())
        for field in self._names:
            idle = all(field in layer.idle_fields for layer in layers)
            self.form.show_field(field, matters=not idle)
        self.fold.setVisible(several)
        if several:
            own = self._history.project.training.layers
            self.training.show_declarations([own.get(node, _USUAL) for node in learning])

    def revert(self) -> None:
        """Forget what is typed and not taken."""
        self.form.revert()
        self.training.revert()

    def first_field(self) -> QWidget | None:
        """Return the editor of the first field, or None where there is none."""
        return self.form.editor(self._names[0]) if self._names else None

    @Slot(str, str)
    def _enter_formula(self, field: str, text: str) -> None:
        self._edits.enter_formula(self.form, field, text)


def _hints(kinds: Sequence[type[Layer]]) -> dict[str, str]:
    """Return what a change leaves of what was learned, where that is the same in all kinds."""
    first, *others = (surgery.hints(kind) for kind in kinds)
    return {
        field: hint
        for field, hint in first.items()
        if all(each.get(field) == hint for each in others)
    }
