"""Points that the person draws in the boundary panel: whether there are any, and the tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from dnngui.document.points import can_be_drawn, with_points
from dnngui.plots.pointdrawing import PointDrawing
from dnngui.plots.pointtools import PointTools
from engine.data.settings import Points

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from dnngui.document.project import Project
    from dnngui.history import History
    from dnngui.plots.chart import Chart
    from dnngui.plots.reading import Reading
    from dnngui.theme import Palette
    from dnngui.training.frames import Grid


class OwnPoints(QObject):
    """Shows the tools while the person draws, where the data are points that can be drawn on.

    Attributes
    ----------
    drawn
        Those points; None where the data are others.
    tools, drawing
        What the person draws with, and what becomes of it.

    Signals
    -------
    message(str)
        One sentence for the person.
    """

    message = Signal(str)

    def __init__(self, history: History, chart: Chart, action: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._history, self._action = history, action
        self.drawn: Points | None = None
        self.tools = PointTools()
        self.tools.hide()
        self.drawing = PointDrawing(history, chart, self.tools, self)
        self.drawing.message.connect(self.message)
        action.toggled.connect(self._set_active)

    def begin(self) -> None:
        """Let the person draw, on an empty plane where the data are no points in one."""
        project = self._history.project
        if not can_be_drawn(project):
            self._history.do(self.tr("Begin own points"), with_points(project, Points()))
        self._action.setChecked(True)

    def take(self, project: Project) -> None:
        """Take what of ``project`` can be drawn on."""
        source = project.data.source
        drawable = can_be_drawn(project)
        self.drawn = source if drawable and isinstance(source, Points) else None
        self._action.setVisible(drawable)
        if not drawable:
            self._action.setChecked(False)

    def equip(
        self, grid: Grid | None, reading: Reading | None, colours: Palette, *, test: bool
    ) -> None:
        """Give the tools what can be drawn over ``grid``; ``reading`` tells of the targets."""
        self.drawing.set_plane(grid, test=test)
        flat = grid is not None and grid.vertical is not None
        self.tools.offer(self.drawn, reading, colours, flat=flat)

    @Slot(bool)
    def _set_active(self, on: bool) -> None:
        self.tools.setVisible(on)
        self.drawing.set_active(on)
        if on:
            self.message.emit(self.tr("Click to place a point, drag a point to move it."))
