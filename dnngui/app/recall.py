"""The way back from a reset, or from the best weights, until training goes on or an edit comes."""

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
    from dnngui.training.events import BestInPlace

_PATIENCE = 60.0
"""Seconds that a long step of the training may hold up the copy."""


class Recall(QObject):
    """Resets the run or draws other weights, and brings back what was trained before.

    The offer stands in the banner until the next order to train, be it for a single batch, or the
    next edit. Undoing the new weights brings the run back as well.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._history, self._session = window.history, window.session
        self._notices, self._jobs = window.notices, window.jobs
        self._present = self._before = self._history.project
        self._kept: SavedRun | None = None
        self._number = 0
        self._session.training_ordered.connect(self.forget)
        self._session.best_in_place.connect(self._offer_last)

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
            self._history.do(self.tr("Bring back the trained weights"), self._before)

    @Slot(object)
    def _offer_last(self, best: BestInPlace) -> None:
        """Offer the weights that stood before the best ones."""
        self.forget()
        if best.moved:
            self._notices.offer_last(best.epoch, self._session.leave_best)
        else:
            self._notices.inform(self.tr("These are the best weights already."))

    def follow(self, project: Project) -> None:
        """Let the session train ``project``, with what another seed drops kept, or brought back."""
        past, self._present = self._present, project
        kept = self._kept if project == self._before != past else None
        if _with_seed(past, project.training.seed) != project:
            self.forget()
        elif project != past and kept is None:
            self._keep(past)
        self._session.set_project(project)
        if kept is not None:
            self._restore(kept)

    @Slot()
    def forget(self) -> None:
        """Let go of what is kept."""
        self._number += 1
        self._kept = None
        self._notices.withdraw_run()

    def _keep(self, project: Project) -> None:
        """Ask for a copy of the run before it is dropped."""
        answer = self._session.request_snapshot()
        take = partial(self._take, self._number, project)
        title = self.tr("Keeping the trained weights…")
        self._jobs.start(title, partial(answer.result, _PATIENCE), take, self._do_without)

    def _take(self, number: int, project: Project, run: SavedRun | None) -> None:
        # A run without steps is no loss, and no reason to let go of an earlier one.
        if number == self._number and run is not None and run.snapshot.steps_made:
            self._kept, self._before = run, project
            self._notices.offer_run(self.bring_back)

    def _do_without(self, _: Exception) -> None:
        """Offer nothing: the worker has written down why there is no copy."""

    def _restore(self, run: SavedRun) -> None:
        self.forget()
        self._session.restore(run)


def _with_seed(project: Project, seed: int) -> Project:
    training = msgspec.structs.replace(project.training, seed=seed)
    return msgspec.structs.replace(project, training=training)
