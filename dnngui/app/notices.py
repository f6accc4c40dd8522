"""What the window has to say: one quiet banner at a time, the gravest first."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from dnngui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.app.crash import CrashReporter
    from dnngui.panels.banner import Action, Banner
    from dnngui.training.events import Failure


_GOOD_NEWS = 10_000
"""Milliseconds for which good news stands."""


class _Kind(enum.IntEnum):
    """What there may be to say, the gravest last; an answer to the person comes before all."""

    RUN = 1
    FINDING = 2
    FIT = 3
    DATA = 4
    CRASH = 5
    FAILURE = 6
    ANSWER = 7


@dataclass(frozen=True)
class _Notice:
    text: str
    severity: str
    details: str = ""
    actions: tuple[Action, ...] = ()


class Notices(QObject):
    """Decides what the banner shows.

    What a person has just asked for is answered at once. What stood there before comes back when
    the answer is dismissed, and so does what something graver has covered.
    """

    def __init__(self, banner: Banner, reporter: CrashReporter, parent: QObject) -> None:
        super().__init__(parent)
        self._banner = banner
        self._notices: dict[_Kind, _Notice] = {}
        self._refused_fit = ""
        self._leave_finding: Callable[[], None] = lambda: None
        self._first_help: tuple[Action, ...] = ()
        self._answer_time = QTimer(self)
        self._answer_time.setSingleShot(True)
        self._answer_time.timeout.connect(self._end_answer)
        banner.dismissed.connect(self._dismiss)
        # Later, as an exception may come from the midst of painting, where no widget may move.
        reporter.reported.connect(self.show_crash, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Forget what was said of another project; errors of the program stay."""
        for kind in _Kind:
            if kind is not _Kind.CRASH:
                self._drop(kind)

    # -- what there is to say

    @Slot(str)
    def inform(self, text: str) -> None:
        """Say that something worked; it goes by itself."""
        self._put(_Kind.ANSWER, _Notice(text, "ok"))
        self._answer_time.start(_GOOD_NEWS)

    @Slot(str)
    def warn(self, text: str) -> None:
        """Say what could not be done."""
        self._answer_time.stop()
        self._put(_Kind.ANSWER, _Notice(text, "warning", text))

    def offer_run(self, bring_back: Callable[[], None]) -> None:
        """Offer to bring back the weights that a reset has dropped."""
        text = self.tr(
            "The trained weights were dropped. You can bring them back until you train or edit."
        )
        action = (self.tr("Bring back"), partial(self._act, _Kind.RUN, bring_back))
        self._put(_Kind.RUN, _Notice(text, "information", actions=(action,)))

    def offer_last(self, epoch: float, bring_back: Callable[[], None]) -> None:
        """Say that the best weights stand, those of ``epoch``, and offer the last ones."""
        text = self.tr(
            "These are the best weights of the run. You can bring the last ones back until you "
            "train or edit."
        )
        if not math.isnan(epoch):
            text = self.tr(
                "These are the weights of epoch {epoch}, the best of the run. You can bring the "
                "last ones back until you train or edit."
            ).format(epoch=f"{epoch:g}")
        action = (self.tr("Bring back"), partial(self._act, _Kind.RUN, bring_back))
        self._put(_Kind.RUN, _Notice(text, "information", actions=(action,)))

    def withdraw_run(self) -> None:
        self._drop(_Kind.RUN)

    def show_finding(
        self, text: str, actions: tuple[Action, ...], leave: Callable[[], None]
    ) -> None:
        """Say why the run does not learn; ``leave`` is called where nobody wants to know."""
        own = tuple((words, partial(self._act, _Kind.FINDING, act)) for words, act in actions)
        self._leave_finding = leave
        self._put(_Kind.FINDING, _Notice(text, "warning", actions=own))

    def withdraw_finding(self) -> None:
        self._drop(_Kind.FINDING)

    def offer_fit(self, text: str, fit: Callable[[], None]) -> None:
        """Offer to fit the network to the data, once for each misfit."""
        if text != self._refused_fit:
            action = (self.tr("Fit network to data"), partial(self._act, _Kind.FIT, fit))
            self._put(_Kind.FIT, _Notice(text, "warning", actions=(action,)))

    def withdraw_fit(self) -> None:
        self._refused_fit = ""
        self._drop(_Kind.FIT)

    def show_data_problem(self, text: str) -> None:
        """Say why the data, or a run saved with other data, cannot be used."""
        self._put(_Kind.DATA, _Notice(text, "warning", text))

    def withdraw_data_problem(self) -> None:
        self._drop(_Kind.DATA)

    def show_failure(self, failure: Failure, go_back: Callable[[], None] | None) -> None:
        """Say why training stopped, and offer the last good weights."""
        text = say(failure.message)
        actions: tuple[Action, ...] = ()
        if go_back is not None:
            words = self.tr("Go back to the last good weights")
            actions = ((words, partial(self._act, _Kind.FAILURE, go_back)),)
        details = failure.traceback or text
        self._first_help = actions
        self._put(_Kind.FAILURE, _Notice(text, "error", details, actions))

    def help_failure(self, actions: tuple[Action, ...]) -> None:
        """Offer what would keep the run from failing again, beside the way back."""
        if (notice := self._notices.get(_Kind.FAILURE)) is None:
            return
        own = tuple((words, partial(self._act, _Kind.FAILURE, act)) for words, act in actions)
        self._put(_Kind.FAILURE, replace(notice, actions=(*own[:1], *self._first_help)))

    def withdraw_failure(self) -> None:
        self._drop(_Kind.FAILURE)

    @Slot(str)
    def show_crash(self, traceback: str) -> None:
        """Say that the program itself erred; work goes on."""
        text = self.tr(
            "Something went wrong in the program ({error}). You can go on and save your work."
        ).format(error=_last_line(traceback))
        self._put(_Kind.CRASH, _Notice(text, "error", traceback))

    # -- what is shown

    def _put(self, kind: _Kind, notice: _Notice) -> None:
        if self._notices.get(kind) != notice or self._banner.isHidden():
            self._notices[kind] = notice
            self._show_gravest()

    def _drop(self, kind: _Kind) -> None:
        if self._notices.pop(kind, None) is not None:
            self._show_gravest()

    def _act(self, kind: _Kind, action: Callable[[], None]) -> None:
        self._drop(kind)
        action()

    def _show_gravest(self) -> None:
        if not self._notices:
            self._banner.hide()
            return
        notice = self._notices[max(self._notices)]
        self._banner.show_message(
            notice.text, severity=notice.severity, details=notice.details, actions=notice.actions
        )

    @Slot()
    def _end_answer(self) -> None:
        self._drop(_Kind.ANSWER)

    @Slot()
    def _dismiss(self) -> None:
        kind = max(self._notices, default=None)
        if kind is _Kind.FIT:
            self._refused_fit = self._notices[kind].text
        if kind is _Kind.FINDING:
            self._leave_finding()
        if kind is not None:
            self._drop(kind)


def _last_line(traceback: str) -> str:
    """Return the error of a traceback without what PySide puts before it."""
    line = traceback.strip().splitlines()[-1].rstrip(".")
    kind, _, text = line.partition(": ")
    if text.startswith("Error calling Python override of"):
        return text.partition("(): ")[2] or line
    return line if text else kind
