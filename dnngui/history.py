"""Undo: one command class that holds the project before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from dnngui.document.formulas import settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.document.project import Project


class _Edit(QUndoCommand):
    """Puts a whole project in place; edits of one gesture share a number and become one.

    Attributes
    ----------
    after
        The project that the edit made.
    """

    def __init__(
        self,
        put: Callable[[Project], None],
        text: str,
        before: Project,
        after: Project,
        number: int,
    ) -> None:
        super().__init__(text)
        self._put, self._before, self.after, self._number = put, before, after, number

    def id(self) -> int:
        return self._number

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Edit):
            return False
        self.after = other.after
        return True

    def redo(self) -> None:
        self._put(self.after)

    def undo(self) -> None:
        self._put(self._before)


class _Act(QUndoCommand):
    """Does something to the run, which no project holds."""

    def __init__(self, text: str, forth: Callable[[], None], back: Callable[[], None]) -> None:
        super().__init__(text)
        self._forth, self._back = forth, back

    def redo(self) -> None:
        self._forth()

    def undo(self) -> None:
        self._back()


class History(QObject):
    """The project as it is now, and the way back.

    Signals
    -------
    changed(Project)
        Another value is in place: by an edit, undo, redo or another file.
    opened(Project)
        Another project takes the place of the present one; `changed` follows.

    Parameters
    ----------
    stack
        Where steps go; one of its own by default.
    """

    changed = Signal(object)
    opened = Signal(object)

    def __init__(
        self, project: Project, parent: QObject | None = None, stack: QUndoStack | None = None
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._open_key: str | None = None
        self._gesture = 0
        self.stack = QUndoStack(self) if stack is None else stack

    @property
    def project(self) -> Project:
        return self._project

    @property
    def copies(self) -> int:
        """How often the network has what is shown: more than once within a repeated group."""
        return 1

    @property
    def whole(self) -> History:
        """The history of the project itself, where this one shows a part of it."""
        return self

    def do(self, text: str, project: Project, merge: str | None = None) -> None:
        """Make ``project`` the present one, as a step that menus call ``text``.

        Steps that follow each other with the same ``merge`` key become one, such as those of a
        slider or a drag, until `seal` ends the gesture. A value equal to the present one is no
        step. Numbers that formulas give follow what they read in the same step.
        """
        project = settled(self._project, project)
        if project == self._project:
            return
        if merge is None or merge != self._open_key:
            self._gesture += 1
        self._open_key = merge
        number = self._gesture if merge is not None else -1
        self.stack.push(_Edit(self._put, text, self._project, project, number))

    def act(self, text: str, forth: Callable[[], None], back: Callable[[], None]) -> None:
        """Do something to the run, as a step that menus call ``text``; the project stays."""
        self._open_key = None
        self.stack.push(_Act(text, forth, back))

    def seal(self) -> None:
        """End a gesture: the next edit is a step of its own."""
        self._open_key = None

    def open(self, project: Project) -> None:
        """Begin anew with another project: nothing to undo, nothing to save."""
        self._open_key = None
        self._project = project
        self.stack.clear()
        self.opened.emit(project)
        self.changed.emit(project)

    def _put(self, project: Project) -> None:
        self._project = project
        self.changed.emit(project)
