"""A table that was opened, until the network fits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from engine import layers
from engine.graph import Graph

if TYPE_CHECKING:
    from dnngui.app.window import MainWindow
    from dnngui.document.project import Project
    from engine.data.dataset import Dataset


class NewTable(QObject):
    """Makes a table the project's data, and the network fit it: one step to be undone."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._awaited = False
        window.tables.chosen.connect(self._use)

    @Slot(object)
    def _use(self, project: Project) -> None:
        """Take a project with a table in it; once it is read, the network is made to fit."""
        if not project.graph.nodes:
            project = project.with_graph(Graph.sequential(*_first_layers()))
        self._awaited = True
        self._window.history.do(self.tr("Open table"), project, merge="table")
        self._window.session.reset()
        self._window.running.forget()

    def take_dataset(self, dataset: Dataset | None) -> None:
        """Make the network fit the table, where this is what was read of it."""
        if self._awaited and dataset is not None:
            self._awaited = False
            self._window.checker.fit_network(self.tr("Open table"), merge="table")
            self._window.history.seal()


def _first_layers() -> tuple[layers.Layer, ...]:
    """Return a small network for a table that is opened on an empty drawing."""
    return layers.Input(), layers.Dense(units=8, activation="tanh"), layers.Dense(units=1)
