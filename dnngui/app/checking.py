"""Whether the project can be trained, and the edits that mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from dnngui.canvas.edits import laid_out
from dnngui.canvas.layout import settle
from dnngui.document import formulas
from dnngui.document.repairing import repaired
from dnngui.document.tables import with_fitted
from dnngui.words import say
from engine.check import check, fit
from engine.facts import DataFacts
from engine.problems import Severity

if TYPE_CHECKING:
    from dnngui.history import History
    from engine.data.dataset import Dataset
    from engine.problems import Problem, Repair

MISFITS = frozenset({"input_width", "vocabulary", "outputs", "loss_task", "targets_left"})
"""Problems between the network and its data, which one edit can mend together."""


class Checker(QObject):
    """Checks each project with the data that was read for it.

    Attributes
    ----------
    problems
        What was found last.

    Signals
    -------
    checked(tuple of Problem)
    """

    checked = Signal(object)

    def __init__(self, history: History, parent: QObject) -> None:
        super().__init__(parent)
        self._history = history
        self._dataset: Dataset | None = None
        self._source = history.project.data
        self.problems: tuple[Problem, ...] = ()

    def take_dataset(self, dataset: Dataset | None) -> None:
        """Take the rows that were read for the project as it is now."""
        self._dataset, self._source = dataset, self._history.project.data
        self.check()

    def check(self) -> None:
        """Find the problems of the project as it is now."""
        project = self._history.project
        training = project.training
        found = check(project.graph, training.loss, self._facts, training.outputs)
        self.problems = (*found, *formulas.problems(project))
        self.checked.emit(self.problems)

    @property
    def knows_data(self) -> bool:
        """Whether the rows of the project as it is now were read."""
        return self._facts is not None

    @property
    def _facts(self) -> DataFacts | None:
        """What is known of the data; nothing while other rows are being read."""
        if self._dataset is None or self._source != self._history.project.data:
            return None
        return DataFacts.of(self._dataset)

    def first_error(self) -> str:
        """Return the sentence of what keeps the network from training, or nothing."""
        errors = (each for each in self.problems if each.severity is Severity.ERROR)
        return next((say(each.message) for each in errors), "")

    def misfit(self) -> str:
        """Return the sentence of how the network does not fit the data, or nothing.

        A network with loose layers is still being drawn: it is not judged yet.
        """
        if any(each.code == "not_connected" for each in self.problems):
            return ""
        found = (each for each in self.problems if each.code in MISFITS)
        return next((say(each.message) for each in found), "")

    def fit_network(self, step: str = "", merge: str | None = None) -> None:
        """Make the network fit the data: inputs, outputs, last activation and loss.

        Parameters
        ----------
        step, merge
            Name and key of the undo step.
        """
        if (facts := self._facts) is None:
            return
        project = self._history.project
        training = project.training
        found = fit(project.graph, training.loss, facts, training.outputs)
        fitted = with_fitted(project, found)
        self._history.do(step or self.tr("Fit network to data"), fitted, merge)

    @Slot(object)
    def repair(self, problem: Problem) -> None:
        """Put the repaired values of a problem in place, as one step."""
        if problem.repair is not None:
            self.put_right(problem.repair)

    def put_right(self, repair: Repair) -> None:
        """Put repaired values in place, as one step."""
        project = repaired(self._history.project, repair)
        if repair.graph is not None:
            before, stood = self._history.project, self._history.project.positions
            places = {node: at for node, at in stood.items() if node in before.graph}
            project = laid_out(project, repair.graph, places, settle(repair.graph, stood))
        self._history.do(say(repair.label), project)
