"""The inspector's part for the training as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dnngui.document.project import Project, TrainingSettings
from dnngui.panels.facts import Facts, counted
from dnngui.panels.fold import Fold
from dnngui.panels.forms import Edit, Form, apply
from dnngui.panels.forms.note import Notes
from dnngui.panels.forms.variant import VariantEditor
from dnngui.panels.heading import Heading
from dnngui.panels.layeredits import lowered
from dnngui.panels.schedulecurve import ScheduleCurve
from dnngui.panels.words import WrappedLabel
from engine import shapes
from engine.data.dataset import Task
from engine.inference import infer
from engine.unsupervised.figures import ends_in_machine, has_machines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnngui.history import History
    from engine.data.dataset import Dataset
    from engine.graph import Graph
    from engine.problems import Problem


FIRST = ("loss", "optimizer", "schedule", "batch_size", "epochs", "pretraining", "seed")
MORE = (
    "labelled",
    "class_weights",
    "l1",
    "l2",
    "weight_decay",
    "max_norm",
    "clipping",
    "averaging",
    "stopping",
    "target",
    "threshold",
    "tolerance",
    "workers",
)
"""What most people never touch; folded away while it is as it comes."""

OF_MACHINES = ("batch_size", "seed")
"""What counts where an RBM ends the network; the rest of its learning is set at the RBM."""


_USUAL = TrainingSettings()


class TrainingSection(QWidget):
    """Loss, optimizer and the other settings, and the size of the network.

    Signals
    -------
    repair_requested(Problem)
    """

    repair_requested = Signal(object)

    def __init__(self, history: History) -> None:
        super().__init__()
        self._history = history
        self._shown: TrainingSettings | None = None
        self._graph: Graph | None = None
        empty = {
            "batch_size": self.tr("all samples"),
            "labelled": self.tr("all rows"),
            "threshold": self.tr("the middle"),
            "max_norm": self.tr("no bound"),
            "class_weights": self.tr("None"),
            "clipping": self.tr("None"),
            "averaging": self.tr("None"),
            "stopping": self.tr("Off"),
            "target": self.tr("Off"),
        }
        self.form = Form(TrainingSettings, "training", only=FIRST, empty=empty)
        self.curve = ScheduleCurve("training_schedule_curve")
        schedule = self.form.editor("schedule")
        assert isinstance(schedule, VariantEditor)
        schedule.show_beneath_kind(self.curve)
        self.more = Form(TrainingSettings, "training", only=MORE, empty=empty)
        self.fold = Fold("training_more", self.tr("More"), self.more)
        self.machine_form = Form(TrainingSettings, "training_rbm", only=OF_MACHINES, empty=empty)
        self._machine_note = WrappedLabel(
            self.tr(
                "An RBM ends the network: it learns its inputs alone, without targets. Select it "
                "in the drawing to set how."
            )
        )
        self._machine_note.setObjectName("training_rbm_note")
        self.notes = Notes("training_notes")
        self._facts = Facts(
            "network",
            (
                ("layers", self.tr("Layers")),
                ("parameters", self.tr("Parameters")),
                ("output", self.tr("Output")),
            ),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Heading("layers", self.tr("Network")))
        column.addWidget(self._facts)
        column.addWidget(self.notes)
        column.addSpacing(6)
        column.addWidget(Heading("training", self.tr("Training")))
        column.addWidget(self._machine_note)
        column.addWidget(self.machine_form)
        column.addWidget(self.form)
        column.addWidget(self.fold)
        for form in self._forms:
            form.edited.connect(self._edit)
            form.finished.connect(history.seal)
            form.repair_requested.connect(self.repair_requested)
        self.notes.repair_requested.connect(self.repair_requested)

    def show_project(self, project: Project) -> None:
        if project.training is not self._shown:
            self._shown = project.training
            for form in self._forms:
                form.show_declarations([project.training])
            self.curve.show_settings(project.training)
            if any(getattr(project.training, name) != getattr(_USUAL, name) for name in MORE):
                self.fold.open()
        if project.graph is not self._graph:
            self._graph = project.graph
            self._show_facts(project.graph)
            self._show_what_counts(project.graph)
        stacked = project.training.pretraining or has_machines(project.graph)
        self.form.show_field("pretraining", matters=stacked)

    def show_dataset(self, dataset: Dataset | None) -> None:
        """Show what matters for these rows; all of it while they are not known."""
        self.curve.show_samples(None if dataset is None else len(dataset.x_train))
        tasks = set(Task) if dataset is None else {part.task for part in dataset.parts}
        self.more.show_field("threshold", matters=Task.BINARY in tasks)
        self.more.show_field("tolerance", matters=Task.REGRESSION in tasks)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what concerns no single layer: at its field, else beneath the network's facts."""
        mine = [problem for problem in problems if problem.node is None]
        names = set(TrainingSettings.__struct_fields__)
        for form in self._forms:
            form.show_problems(mine)
        if any(problem.field in MORE for problem in mine):
            self.fold.open()
        self.notes.show_problems([problem for problem in mine if problem.field not in names])

    def revert(self) -> None:
        """Forget what is typed and not taken."""
        for form in self._forms:
            form.revert()

    @property
    def _forms(self) -> tuple[Form, ...]:
        return self.form, self.more, self.machine_form

    def _show_what_counts(self, graph: Graph) -> None:
        alone = ends_in_machine(graph)
        self.form.setVisible(not alone)
        self.fold.setVisible(not alone)
        self._machine_note.setVisible(alone)
        self.machine_form.setVisible(alone)

    def _show_facts(self, graph: Graph) -> None:
        inference = infer(graph)
        ends = [inference.shapes[node] for node in inference.outputs if node in inference.shapes]
        self._facts.show_fact("layers", counted(len(graph.nodes)))
        self._facts.show_fact("parameters", counted(sum(inference.parameter_counts.values())))
        self._facts.show_fact("output", ", ".join(map(shapes.text, ends)))

    def _edit(self, edit: Edit) -> None:
        project = self._history.project
        training = apply(project.training, edit)
        title = self.tr("Set {field}").format(field=lowered(edit.title))
        merge = "training " + ".".join(edit.path) if edit.continuous else None
        self._history.do(title, msgspec.structs.replace(project, training=training), merge)
