"""What the doctor says: the gravest in the banner, all of it in the list, each with its repairs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from dnngui.training.consulting import Consultation
from dnngui.words import say
from engine.problems import Severity

if TYPE_CHECKING:
    from dnngui.app.window import MainWindow
    from dnngui.document.project import Project
    from dnngui.panels.banner import Action
    from dnngui.training.frames import Frame
    from engine.doctor import Finding
    from engine.problems import Repair

CONSULTATION = Consultation()


class Consulting(QObject):
    """Shows the findings of the run, and takes them back when the project changes.

    Attributes
    ----------
    findings
        What is shown, the gravest first.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._history, self._checker = window.history, window.checker
        self._notices, self._docks = window.notices, window.docks
        self._judged = _judged(window.history.project)
        self._dismissed: set[str] = set()
        self.findings: tuple[Finding, ...] = ()
        window.display.shown.connect(self._show_frame)
        window.history.changed.connect(self._follow)

    @Slot(object)
    def _show_frame(self, frame: Frame) -> None:
        findings = frame.views.get(CONSULTATION)
        if isinstance(findings, tuple) and findings != self.findings:
            self._show(findings)

    @Slot(object)
    def _follow(self, project: Project) -> None:
        """Drop what was said of other settings: its repairs would bring them back."""
        judged = _judged(project)
        if any(now is not before for now, before in zip(judged, self._judged, strict=True)):
            self._dismissed.clear()
            self._show(())
        self._judged = judged

    def _show(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        self._docks.show_findings(findings, self._history.project.graph)
        told = [each for each in findings if each.loud and each.code not in self._dismissed]
        if not told:
            self._notices.withdraw_finding()
        elif told[0].severity is Severity.ERROR:
            self._notices.help_failure(self._actions(told[0]))
        else:
            leave = partial(self._dismissed.add, told[0].code)
            self._notices.show_finding(say(told[0].message), self._actions(told[0])[:1], leave)

    def _actions(self, finding: Finding) -> tuple[Action, ...]:
        return tuple(
            (say(repair.label), partial(self.repair, finding, repair)) for repair in finding.repairs
        )

    def repair(self, finding: Finding, repair: Repair) -> None:
        """Put a repair in place as one step, unless the project has changed since."""
        if finding in self.findings:
            self._checker.put_right(repair)

    @Slot(object)
    def take_wish(self, wish: tuple[Finding, Repair]) -> None:
        """Put the repair in place for which a button of the list was pressed."""
        self.repair(*wish)


def _judged(project: Project) -> tuple[object, ...]:
    """Return what a finding is about."""
    return project.graph, project.training, project.data
