"""The inspector: everything about what is selected, or about the training as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dnngui.panels.layersection import LayerSection
from dnngui.panels.scroll import PanelScroll
from dnngui.panels.sharedsection import SharedSection
from dnngui.panels.trainingsection import TrainingSection

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dnngui.document.project import Project
    from dnngui.history import History
    from dnngui.panels.schedulecurve import Position
    from engine.data.dataset import Dataset
    from engine.layers import Layer
    from engine.problems import Problem


class InspectorPanel(QWidget):
    """Forms of the selected layers, one for each kind among them and one for what all share.

    Signals
    -------
    repair_requested(Problem)
        The repair of a problem was asked for.
    """

    repair_requested = Signal(object)

    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAccessibleName(self.tr("Inspector"))
        self._history = history
        self._selection: frozenset[int] = frozenset()
        self._problems: tuple[Problem, ...] = ()
        self._layers: tuple[LayerSection, ...] = ()
        self._shared: SharedSection | None = None
        self._training = TrainingSection(history.whole)
        self._training.repair_requested.connect(self.repair_requested)
        self._scroll = PanelScroll("inspector_scroll")
        self._scroll.column.addWidget(self._training)
        self._scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        history.opened.connect(self._forget_typing)
        history.changed.connect(self.synchronize)
        self.synchronize(history.project)

    @Slot(object)
    def show_selection(self, ids: Collection[int]) -> None:
        """Show the layers ``ids``; none of them shows the training."""
        self._selection = frozenset(ids)
        self.synchronize(self._history.project)

    @Slot(object)
    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show each problem at its field, else at its layer or at the training."""
        self._problems = tuple(problems)
        self._training.show_problems(self._problems)
        for section in self._layers:
            section.show_problems(self._problems)

    @Slot(object)
    def show_dataset(self, dataset: Dataset | None) -> None:
        """Show of the training what matters for these rows; None while they are not known."""
        self._training.show_dataset(dataset)

    def show_position(self, position: Position | None) -> None:
        """Mark on the schedule where the run stands; None where there is none."""
        self._training.curve.show_position(position)

    @Slot(object)
    def synchronize(self, project: Project) -> None:
        """Show the present values, keeping focus, cursor and what is being typed."""
        nodes = [node for node in project.graph.nodes if node.id in self._selection]
        kinds = tuple(dict.fromkeys(type(node.layer) for node in nodes))
        if kinds != tuple(section.kind for section in self._layers):
            self._build(kinds)
        self._training.setVisible(not kinds)
        if not kinds:
            self._training.show_project(self._history.whole.project)
        if self._shared is not None:
            self._shared.show_layers(project.graph, [node.id for node in nodes])
        for section in self._layers:
            ids = [node.id for node in nodes if type(node.layer) is section.kind]
            section.show_layers(project.graph, ids)
            section.show_problems(self._problems)

    def edit_first_field(self) -> None:
        """Give the keyboard to the first hyperparameter, else to the name."""
        shared = None if self._shared is None else self._shared.first_field()
        if shared is not None:
            shared.setFocus()
        elif self._layers:
            self._layers[0].first_field().setFocus()

    @Slot()
    def _forget_typing(self) -> None:
        """Forget what is typed and not taken: it was meant for another project."""
        self._training.revert()
        for section in self._sections():
            section.revert()

    def _build(self, kinds: Sequence[type[Layer]]) -> None:
        for old in self._sections():
            # A field that loses the keyboard takes what is typed, for layers that may be gone.
            old.revert()
            old.hide()
            old.deleteLater()
        self._layers = tuple(LayerSection(self._history, kind) for kind in kinds)
        self._shared = SharedSection(self._history, kinds) if len(kinds) > 1 else None
        for each in self._layers:
            each.repair_requested.connect(self.repair_requested)
        for place, section in enumerate(self._sections()):
            self._scroll.column.insertWidget(place + 1, section)
            # At once, not with the next event: it may be given the keyboard right away.
            section.show()
        self._scroll.verticalScrollBar().setValue(0)

    def _sections(self) -> tuple[LayerSection | SharedSection, ...]:
        return self._layers if self._shared is None else (self._shared, *self._layers)
