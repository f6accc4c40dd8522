"""What a person's edits in the inspector's forms do to the selected layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Slot

from dnngui.document.formulas import with_formula, without_formulas
from dnngui.panels.forms import Edit, Form, apply
from engine.formula import FormulaError
from engine.optim.layers import LayerTraining
from engine.outputs import own

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dnngui.document.project import Project, TrainingSettings
    from dnngui.history import History

_PENALTIES = ("l1", "l2", "weight_decay", "max_norm")


class LayerEdits(QObject):
    """Leads the edits of forms to all of the layers, each as one undo step.

    Attributes
    ----------
    ids
        The layers.
    """

    def __init__(self, history: History, parent: QObject) -> None:
        super().__init__(parent)
        self._history = history
        self.ids: tuple[int, ...] = ()

    def formulas(self) -> list[Mapping[str, str]]:
        """Return of each layer what gives its numbers, by field."""
        known = self._history.whole.project.formulas
        return [known.get(node, {}) for node in self.ids]

    @Slot(object)
    def edit(self, edit: Edit) -> None:
        """Change a hyperparameter; a number that is set so has no formula from then on."""
        project = self._history.project
        graph = project.graph
        for node in self.ids:
            graph = graph.replace(node, apply(graph[node].layer, edit))
        plain = without_formulas(project.with_graph(graph), self.ids, edit.path[0])
        self._do(edit, plain, "layers")

    @Slot(object)
    def edit_training(self, edit: Edit) -> None:
        """Change what differs in the training of the layers."""
        training = self._history.project.training
        for node in self.ids:
            changed = apply(training.layers.get(node, LayerTraining()), edit)
            training = training.with_layer(node, changed)
        self._do(edit, self._with_training(training), "training")

    @Slot(object)
    def edit_output(self, edit: Edit) -> None:
        """Change what outputs learn."""
        training = self._history.project.training
        for node in self.ids:
            training = training.with_output(node, apply(own(training.outputs, node), edit))
        self._do(edit, self._with_training(training), "output")

    def enter_formula(self, form: Form, field: str, text: str) -> None:
        """Let a formula give a number of the layers, or say in ``form`` why it cannot."""
        # What a formula reads may lie outside of the drawing that is shown.
        whole = self._history.whole
        try:
            project = with_formula(whole.project, self.ids, field, text)
        except FormulaError as error:
            form.refuse(field, error.message)
        else:
            whole.do(self._title(form.field_title(field)), project)

    def _with_training(self, training: TrainingSettings) -> Project:
        return msgspec.structs.replace(self._history.project, training=training)

    def _do(self, edit: Edit, project: Project, kind: str) -> None:
        merge = f"{kind} {'.'.join(edit.path)} of {self.ids}" if edit.continuous else None
        self._history.do(self._title(edit.title), project, merge)

    def _title(self, title: str) -> str:
        field = lowered(title)
        if len(self.ids) == 1:
            name = self._history.project.graph[self.ids[0]].name
            return self.tr("Set {field} of {layer}").format(field=field, layer=name)
        return self.tr("Set {field} of {count} layers").format(field=field, count=len(self.ids))


def training_form(name: str, as_all: str) -> Form:
    """Return a form for what differs in the training of layers; ``as_all`` stands where nothing."""
    return Form(LayerTraining, f"{name}_training", empty=dict.fromkeys(_PENALTIES, as_all))


def lowered(title: str) -> str:
    """Return a field's title as it stands within a sentence; ``L1`` stays."""
    return title if title.isupper() else title[:1].lower() + title[1:]
