"""The history as it is seen from within a group's drawing."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from dnngui.document.formulas import settled
from dnngui.document.groups import Path, closed, copies, existing, opened
from dnngui.history import History

if TYPE_CHECKING:
    from dnngui.document.project import Project

_KNOWN = 500
"""Steps of undo for which the drawing of a group is kept as the same value."""


class Scope(History):
    """Shows the drawing of one group as the project, and leads its edits to the history.

    Outside of all groups it shows the project itself.

    Attributes
    ----------
    path
        The groups whose drawings were opened, the outermost first.

    Signals
    -------
    moved()
        Another drawing is shown; `changed` came before.
    said(str)
        A sentence for the status bar.
    """

    moved = Signal()
    said = Signal(str)

    def __init__(self, whole: History, parent: QObject | None = None) -> None:
        super().__init__(whole.project, parent, whole.stack)
        self._whole = whole
        self.path: Path = ()
        self._known: OrderedDict[tuple[int, Path], tuple[Project, Project]] = OrderedDict()
        whole.opened.connect(self._begin)
        whole.changed.connect(self._follow)

    @property
    def whole(self) -> History:
        return self._whole

    @property
    def copies(self) -> int:
        return copies(self._whole.project.graph, self.path)

    # -- going in and out

    def enter(self, group: int) -> None:
        """Show the drawing of a group of the drawing that is shown."""
        self.show((*self.path, group))

    def leave(self) -> None:
        """Show the drawing in which the group lies."""
        self.show(self.path[:-1])

    def show(self, path: Path) -> None:
        """Show the drawing of the last group of ``path``, or of as many as there are."""
        path = existing(self._whole.project.graph, path)
        if path == self.path:
            return
        self.seal()
        self.path = path
        self._put(self._seen(self._whole.project))
        self.moved.emit()

    # -- as a history

    def do(self, text: str, project: Project, merge: str | None = None) -> None:
        if not self.path:
            self._whole.do(text, project, merge)
            return
        edited = closed(self._whole.project, self.path, self._project, project)
        whole = settled(self._whole.project, edited)
        seen = opened(whole, self.path)
        if project.graph is not self._project.graph and seen == self._project:
            # What the group reads decides, so the drawing shows what it did before.
            self.said.emit(self.tr("A group's input has the shape of what the group reads."))
            self._put(seen)
            return
        same = whole is edited and seen.graph == project.graph
        self._remember(whole, project if same else seen)
        self._whole.do(text, whole, merge)

    def seal(self) -> None:
        self._whole.seal()

    def open(self, project: Project) -> None:
        self._whole.open(project)

    @Slot(object)
    def _begin(self, project: Project) -> None:
        self.path = ()
        self._known.clear()
        self._project = project
        self.opened.emit(project)
        self.moved.emit()

    @Slot(object)
    def _follow(self, project: Project) -> None:
        path = existing(project.graph, self.path)
        moves, self.path = path != self.path, path
        self._put(self._seen(project))
        if moves:
            self.moved.emit()

    def _seen(self, whole: Project) -> Project:
        """Return what is shown of ``whole``: the same value each time, as undo is known by it."""
        if not self.path:
            return whole
        known = self._known.get((id(whole), self.path))
        if known is not None:
            return known[1]
        seen = opened(whole, self.path)
        if seen.graph == self._project.graph:
            seen = msgspec.structs.replace(seen, graph=self._project.graph)
        self._remember(whole, seen)
        return seen

    def _remember(self, whole: Project, seen: Project) -> None:
        # The project is held, so that no other one can have its number.
        self._known[id(whole), self.path] = whole, seen
        if len(self._known) > _KNOWN:
            self._known.popitem(last=False)
