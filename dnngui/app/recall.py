"""The way back from a reset: the run that it dropped is kept until the next one begins."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Slot

from dnngui.training.session import next_seed

if TYPE_CHECKING:
    from dnngui.app.window import MainWindow
    from dnngui.document.project import Project
    from dnngui.document.run import SavedRun
    from engine.data.settings import DataSettings
    from engine.graph import Graph
    from engine.losses import AnyLoss
    from engine.outputs import Outputs

    _Roots = tuple[Graph, DataSettings, tuple[AnyLoss, Outputs], int]

_PATIENCE = 60.0
"""Seconds that a long step of the training may hold up the copy."""


class Recall(QObject):
    """Resets the run or draws other weights, and brings back what was trained before.

    The offer stands in the banner until training begins anew, or until the network or its data are
    others. Undoing the new weights brings the run back as well.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._history, self._session = window.history, window.session
        self._notices, self._jobs = window.notices, window.jobs
        self._present = self._before = _roots(self._history.project)
        self._kept: SavedRun | None = None
        self._number = 0
        self._session.state_changed.connect(self._take_state)

    def reset(self) -> None:
        """Begin again with the same first weights."""
        self._keep(self._present)
        self._session.reset()

    def redraw(self) -> None:
        """Draw other first weights: the seed of the project is another one."""
        seed = next_seed(self._history.project.training.seed)
        self._history.do(self.tr("Draw new weights"), _with_seed(self._history.project, seed))

    def bring_back(self) -> None:
        """Put the kept run in place, bit for bit."""
        if self._kept is None:
            return
        if self._present == self._before:
            self._restore(self._kept)
        else:
            project = _with_seed(self._history.project, self._before[-1])
            self._history.do(self.tr("Bring back the trained weights"), project)

    def follow(self, project: Project) -> None:
        """Let the session train ``project``, with what another seed drops kept, or brought back."""
        past, self._present = self._present, _roots(project)
        kept = self._kept if self._present == self._before != past else None
        if self._present[:-1] != past[:-1]:
            self.forget()
        elif self._present != past and kept is None:
            self._keep(past)
        self._session.set_project(project)
        if kept is not None:
            self._restore(kept)

    def forget(self) -> None:
        """Let go of what is kept."""
        self._number += 1
        self._kept = None
        self._notices.withdraw_run()

    def _keep(self, roots: _Roots) -> None:
        """Ask for a copy of the run before it is dropped."""
        answer = self._session.request_snapshot()
        take = partial(self._take, self._number, roots)
        title = self.tr("Keeping the trained weights…")
        self._jobs.start(title, partial(answer.result, _PATIENCE), take, self._do_without)

    def _take(self, number: int, roots: _Roots, run: SavedRun | None) -> None:
        # A run without steps is no loss, and no reason to let go of an earlier one.
        if number == self._number and run is not None and run.snapshot.steps_made:
            self._kept, self._before = run, roots
            self._notices.offer_run(self.bring_back)

    def _do_without(self, _: Exception) -> None:
        """Offer nothing: the worker has written down why there is no copy."""

    def _restore(self, run: SavedRun) -> None:
        self.forget()
        self._session.restore(run)

    @Slot(str)
    def _take_state(self, state: str) -> None:
        if state == "running":
            self.forget()


def _roots(project: Project) -> _Roots:
    """Return what a run's weights belong to, the seed last."""
    training = project.training
    return project.graph, project.data, (training.loss, training.outputs), training.seed


def _with_seed(project: Project, seed: int) -> Project:
    training = msgspec.structs.replace(project.training, seed=seed)
    return msgspec.structs.replace(project, training=training)
