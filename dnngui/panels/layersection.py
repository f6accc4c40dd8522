"""The inspector's part for one kind of layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dnngui import surgery
from dnngui.panels.facts import Facts, counted
from dnngui.panels.fold import Fold
from dnngui.panels.forms import Form
from dnngui.panels.forms.declaration import fields
from dnngui.panels.forms.note import Notes
from dnngui.panels.heading import Heading
from dnngui.panels.layeredits import LayerEdits, training_form
from dnngui.panels.nameedit import NameEdit
from dnngui.panels.unitsrow import UnitsRow
from dnngui.words import term
from engine import shapes
from engine.inference import infer
from engine.optim.layers import LayerTraining
from engine.outputs import OutputTraining, own

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dnngui.history import History
    from engine.graph import Graph
    from engine.layers import Layer
    from engine.problems import Problem


_USUAL = LayerTraining()


class LayerSection(QWidget):
    """Name, facts, problems and hyperparameters of the selected layers of one kind.

    Signals
    -------
    repair_requested(Problem)
    """

    repair_requested = Signal(object)

    def __init__(self, history: History, kind: type[Layer]) -> None:
        super().__init__()
        self.kind = kind
        self._history = history
        self._edits = LayerEdits(history, self)
        self._graph: Graph | None = None
        self._formulas: list[Mapping[str, str]] = []
        name = f"inspector_{kind.kind()}"
        self._heading = Heading(kind.kind(), term(kind.title), term(kind.summary))
        self.name_edit = NameEdit(history, f"{name}_name")
        self.notes = Notes(f"{name}_notes")
        self.form = Form(kind, name, hints=surgery.hints(kind), formulas=True)
        self.units = UnitsRow(history, name)
        self._facts = Facts(
            name,
            (
                ("inputs", self.tr("Inputs")),
                ("output", self.tr("Output")),
                ("parameters", self.tr("Parameters")),
            ),
        )
        self.training = training_form(name, self.tr("as all"))
        self.fold = Fold(f"{name}_more", self.tr("Training of this layer"), self.training)
        self.output = Form(
            OutputTraining, f"{name}_output", empty={"loss": self.tr("As the training")}
        )
        self.output_fold = Fold(f"{name}_goal", self.tr("What this output learns"), self.output)
        self.output_fold.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        parts = (
            self._heading,
            self.name_edit,
            self.notes,
            self.form,
            self.units,
            self.output_fold,
            self.fold,
            self._facts,
        )
        for part in parts:
            column.addWidget(part)
        self.form.formula_entered.connect(self._enter_formula)
        for form, edit in (
            (self.form, self._edits.edit),
            (self.training, self._edits.edit_training),
            (self.output, self._edits.edit_output),
        ):
            form.edited.connect(edit)
            form.finished.connect(history.seal)
        self.form.repair_requested.connect(self.repair_requested)
        self.output.repair_requested.connect(self.repair_requested)
        self.notes.repair_requested.connect(self.repair_requested)

    def show_layers(self, graph: Graph, ids: Sequence[int]) -> None:
        """Show the layers ``ids`` of ``graph``, all of this kind."""
        if tuple(ids) != self._edits.ids:
            self._edits.ids = tuple(ids)
            self._graph = None
            self.revert()
        self._show_training()
        self._show_output(graph)
        formulas = self._edits.formulas()
        if graph is self._graph and formulas == self._formulas:
            return
        self._graph, self._formulas = graph, formulas
        title = term(self.kind.title)
        self._heading.set_title(title if len(ids) == 1 else f"{title} ({len(ids)})")
        self.name_edit.setVisible(len(ids) == 1)
        if len(ids) == 1:
            self.name_edit.show_node(graph[ids[0]])
        layers = [graph[node].layer for node in ids]
        self.form.show_declarations(layers, formulas)
        for field in fields(self.kind):
            idle = all(field.name in layer.idle_fields for layer in layers)
            self.form.show_field(field.name, matters=not idle)
        self.units.show_layers(graph, ids)
        self._show_facts(graph)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what concerns these layers: at its field, else beneath the name."""
        mine = [problem for problem in problems if set(problem.trail) & set(self._edits.ids)]
        own = [problem for problem in mine if problem.node in self._edits.ids]
        names = {field.name for field in fields(self.kind)}
        self.form.show_problems(own)
        if not self.output_fold.isHidden():
            names |= {field.name for field in msgspec.structs.fields(OutputTraining)}
            self.output.show_problems(own)
        told = [problem for problem in own if problem.field in names]
        self.notes.show_problems([problem for problem in mine if problem not in told])

    def revert(self) -> None:
        """Forget what is typed and not taken."""
        self.name_edit.revert()
        self.form.revert()
        self.output.revert()
        self.training.revert()

    def first_field(self) -> QWidget:
        """Return the editor of the first hyperparameter, else of the name."""
        names = [field.name for field in fields(self.kind)]
        return self.form.editor(names[0]) if names else self.name_edit.field

    @Slot(str, str)
    def _enter_formula(self, field: str, text: str) -> None:
        self._edits.enter_formula(self.form, field, text)

    def _show_facts(self, graph: Graph) -> None:
        inference = infer(graph)
        counts = [inference.parameter_counts.get(node) for node in self._edits.ids]
        known = [count for count in counts if count is not None]
        self._facts.show_fact("parameters", counted(sum(known)) if known else "")
        self.fold.setVisible(any(known))
        single = self._edits.ids[0] if len(self._edits.ids) == 1 else None
        shape = None if single is None else inference.shapes.get(single)
        self._facts.show_fact("output", "" if shape is None else shapes.text(shape))
        sources = () if single is None else graph.sources(single)
        lines = [_source(graph, source) for source in sources]
        self._facts.show_fact("inputs", "\n".join(lines))

    def _show_training(self) -> None:
        layers = self._history.project.training.layers
        self.training.show_declarations([layers.get(node, _USUAL) for node in self._edits.ids])
        if any(node in layers for node in self._edits.ids):
            self.fold.open()

    def _show_output(self, graph: Graph) -> None:
        """Show what each output learns, where there are several."""
        ends = infer(graph).outputs
        outermost = self._history.project is self._history.whole.project
        shown = outermost and len(ends) > 1 and set(self._edits.ids) <= set(ends)
        if shown and self.output_fold.isHidden():
            self.output_fold.open()
        self.output_fold.setVisible(shown)
        outputs = self._history.project.training.outputs
        self.output.show_declarations([own(outputs, node) for node in self._edits.ids])


def _source(graph: Graph, source: int) -> str:
    shape = infer(graph).shapes.get(source)
    return graph[source].name if shape is None else f"{graph[source].name}  {shapes.text(shape)}"
