"""The data panel: where the rows come from, how they are split and prepared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dnngui.panels.datafacts import DatasetFacts
from dnngui.panels.generatedform import GeneratedForm
from dnngui.panels.heading import Heading
from dnngui.panels.scroll import PanelScroll
from dnngui.panels.sequenceform import SequenceForm
from dnngui.panels.sourcepicker import SourcePicker
from dnngui.panels.splitform import SplitForm
from dnngui.panels.tableform import TableForm
from engine.data.settings import (
    Builtin,
    DataSettings,
    Generated,
    OwnFile,
    Phrases,
    SequenceName,
    Sequences,
    Source,
    Table,
    Text,
    TreesName,
)
from engine.inference import infer
from engine.outputs import targets_of

if TYPE_CHECKING:
    from dnngui.document.project import Project
    from dnngui.history import History
    from engine.data.dataset import Dataset


class DataPanel(QWidget):
    """Source, split and preparation of the data.

    Signals
    -------
    table_requested()
        A person wants to open a table of their own.
    points_requested()
        A person wants to draw points of their own.
    """

    table_requested = Signal()
    points_requested = Signal()

    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data")
        self.setAccessibleName(self.tr("Data"))
        self._history = history
        self._shown: DataSettings | None = None
        self._dataset: Dataset | None = None
        self._picker = SourcePicker()
        self._generated, self._split = GeneratedForm(), SplitForm()
        self._sequences = SequenceForm()
        self._table = TableForm("data_table")
        self._file, self._facts = Heading("table", ""), DatasetFacts()
        self._own = QWidget()
        own = QVBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.addWidget(self._file)
        own.addWidget(self._table)
        self._lay_out()
        self._connect()
        self.synchronize(history.project)

    @Slot(object)
    def show_dataset(self, dataset: Dataset | None) -> None:
        """Show the facts about the rows as they were read; None while there are none."""
        self._dataset = dataset
        self._facts.show_dataset(dataset)
        self._show_outputs(self._history.project)
        self._split.show_task(None if dataset is None else dataset.task)

    @Slot(object)
    def synchronize(self, project: Project) -> None:
        """Show the project's settings."""
        self._show_outputs(project)
        if project.data is self._shown:
            return
        self._shown = data = project.data
        source = data.source
        if not isinstance(source, Generated):
            # A field that loses the keyboard takes what is typed, for points that are gone.
            self._generated.revert()
        self._picker.show_source(source)
        self._generated.setVisible(isinstance(source, Generated))
        drawn = isinstance(source, Sequences | Phrases | Text)
        if not drawn:
            self._sequences.revert()
        self._sequences.setVisible(drawn)
        self._own.setVisible(isinstance(source, OwnFile))
        self._table.setVisible(isinstance(source, Table))
        self._split.show_settings(data)
        if isinstance(source, Generated):
            self._generated.show_source(source)
        elif isinstance(source, OwnFile):
            self._file.set_title(source.file_name)
        if isinstance(source, Sequences | Phrases | Text):
            self._sequences.show_source(source)
        if isinstance(source, Table):
            self._table.show_table(project.attachments.get(source.attachment, b""), source)

    def _show_outputs(self, project: Project) -> None:
        """Say which of several outputs predicts which target."""
        outputs, dataset = infer(project.graph).outputs, self._dataset
        if dataset is None or len(outputs) < 2:
            self._facts.show_outputs(())
            return
        targets = targets_of(project.graph, project.training.outputs, dataset)
        self._facts.show_outputs(
            [
                self.tr("{targets} → {output}").format(
                    targets=", ".join(names) or "–", output=project.graph[node].name
                )
                for node, names in targets.items()
            ]
        )

    @Slot()
    def _forget_typing(self) -> None:
        """Forget what is typed and not taken: it was meant for another project."""
        for form in (self._generated, self._sequences, self._split):
            form.revert()

    # -- building

    def _lay_out(self) -> None:
        scroll = PanelScroll("data_scroll")
        for part in (
            self._picker,
            self._generated,
            self._own,
            self._sequences,
            self._split,
            self._facts,
        ):
            scroll.column.addWidget(part)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def _connect(self) -> None:
        self._picker.generator_chosen.connect(self._choose_generator)
        self._picker.builtin_chosen.connect(self._choose_builtin)
        self._picker.table_requested.connect(self.table_requested)
        self._picker.points_requested.connect(self.points_requested)
        self._generated.edited.connect(self._set_generated)
        self._sequences.edited.connect(self._set_generated)
        self._table.edited.connect(self._set_table)
        self._split.edited.connect(self._set_split)
        for form in (self._generated, self._sequences, self._split):
            form.finished.connect(self._history.seal)
        self._history.opened.connect(self._forget_typing)
        self._history.changed.connect(self.synchronize)

    # -- editing

    @Slot(object)
    def _choose_generator(self, name: Any) -> None:
        now = self._history.project.data.source
        kept = now if isinstance(now, Generated) else Generated()
        self._set_source(self.tr("Choose data set"), msgspec.structs.replace(kept, name=name))

    @Slot(object)
    def _choose_builtin(self, name: Any) -> None:
        self._set_source(self.tr("Choose data set"), _ready_made(name))

    @Slot(str, str, object)
    def _set_generated(self, field: str, step: str, value: object) -> None:
        source = msgspec.structs.replace(self._history.project.data.source, **{field: value})
        self._set_source(step, source, merge=f"data {field}")

    @Slot(object, str)
    def _set_table(self, table: Table, step: str) -> None:
        self._set_source(step, table)

    @Slot(str, str, object)
    def _set_split(self, field: str, step: str, value: object) -> None:
        data = msgspec.structs.replace(self._history.project.data, **{field: value})
        self._set_data(step, data, merge=f"data {field}")

    def _set_source(self, step: str, source: Source, merge: str | None = None) -> None:
        data = msgspec.structs.replace(self._history.project.data, source=source)
        self._set_data(step, data, merge)

    def _set_data(self, step: str, data: DataSettings, merge: str | None) -> None:
        project = msgspec.structs.replace(self._history.project, data=data)
        if not isinstance(data.source, OwnFile):
            # The rows of a table that is not used any more would only make the file large.
            project = msgspec.structs.replace(project, attachments={})
        self._history.do(step, project, merge)


def _ready_made(name: Any) -> Source:
    """Return the set of that name, as it comes with the program."""
    if name in get_args(SequenceName):
        return Sequences(name=name)
    return Phrases(name=name) if name in get_args(TreesName) else Builtin(name=name)
