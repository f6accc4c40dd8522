"""What all live panels share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dnngui import theme
from dnngui.plots.menu import PanelMenu
from dnngui.training.frames import Frame, Needs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QContextMenuEvent, QHideEvent, QShowEvent

    from dnngui.document.outputparts import OutputPart
    from dnngui.document.project import Project
    from dnngui.plots.chart import Chart
    from engine.data.dataset import Dataset

GRACE = 400
"""How long the picture of an older run may stay, in milliseconds."""


class LivePanel(QWidget):
    """A panel that shows the newest frame of a run.

    A frame that comes while nobody sees the panel is only remembered, and drawn when it is seen.
    Frames of an older generation are dropped. When a newer one begins, what is shown stays until
    the first of its frames, or is forgotten where none comes: edits do not make the panels blink.

    Attributes
    ----------
    chart
        What is drawn on, where that is a chart.

    Signals
    -------
    needs_changed()
        `needs` answers something else than before.
    message(str)
        One sentence for the person, such as why a picture could not be saved.
    """

    needs_changed = Signal()
    message = Signal(str)

    chart: Chart | None = None

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._dataset: Dataset | None = None
        self.colours = theme.current()
        self.menu = PanelMenu(self)
        self._covered = False
        self._generation = -1
        self._grace = QTimer(self, singleShot=True, interval=GRACE)
        self._grace.timeout.connect(self.forget)
        self._stale = True
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._retitle()

    @property
    def title(self) -> str:
        """Name of the panel as a person reads it; also its window title, which tells of changes."""
        raise NotImplementedError

    def _retitle(self) -> None:
        self.setWindowTitle(self.title)
        self.setAccessibleName(self.title)

    @property
    def seen(self) -> bool:
        """Whether a person can see the panel: it is shown, and no other stands before it."""
        return self.isVisible() and not self._covered

    @Slot(bool)
    def set_uncovered(self, on: bool) -> None:
        """Take whether the panel's dock is the foremost of its tabs: Qt calls all of them shown."""
        if self._covered is on:
            self._covered = not on
            self._change_sight()

    @Slot(bool)
    def set_floating(self, on: bool) -> None:
        """Take whether the panel's dock floats: of one that was behind another Qt says no more."""
        if on:
            self.set_uncovered(True)

    def show_dataset(self, dataset: Dataset | None) -> None:
        """Take the data that the next frames belong to."""
        if dataset is None:
            self.forget()
        elif dataset is not self._dataset:
            self._grace.start()
        self._dataset = dataset

    def show_outputs(self, outputs: Sequence[OutputPart]) -> None:
        """Take the outputs of the network with their targets; none without data.

        The first one is shown, where a panel does not let the person choose.
        """
        self.show_dataset(outputs[0].dataset if outputs else None)

    def show_frame(self, frame: Frame) -> None:
        """Show ``frame``, or remember what it brings until the panel is seen."""
        if frame.generation < self._generation:
            return
        if frame.generation > self._generation:
            self._generation = frame.generation
            self._grace.start()
        if self._remember(frame):
            self._grace.stop()
            self._refresh()

    @Slot()
    def forget(self) -> None:
        """Drop what was shown of a run; what is shown of the project stays."""
        raise NotImplementedError

    def begin_project(self) -> None:
        """Drop what stays from run to run: another project was opened."""

    def needs(self) -> Needs:
        """Return what the worker has to compute for this panel as it stands."""
        return Needs()

    def synchronize(self, project: Project) -> None:
        """Take from ``project`` what the panel shows of it."""

    def set_theme(self, dark: bool) -> None:
        self.colours = theme.DARK if dark else theme.LIGHT
        self._restyle()

    def csv(self) -> str:
        """Return the numbers of what is shown, as a table."""
        raise NotImplementedError

    def _remember(self, frame: Frame) -> bool:
        """Keep what ``frame`` brings for this panel; whether there was anything."""
        raise NotImplementedError

    def _draw(self) -> None:
        """Put what is remembered on the chart."""
        raise NotImplementedError

    def _refresh(self) -> None:
        self._stale = not self.seen
        if not self._stale:
            self._draw()

    def _adopt(self, chart: Chart, stem: str) -> None:
        """Draw on ``chart``, named after ``stem`` and the panel."""
        self.chart = chart
        chart.setObjectName(f"{stem}_chart")
        chart.setAccessibleName(self.title)
        chart.fit_button.setObjectName(f"{stem}_fit")
        chart.restyled.connect(self._restyle)
        chart.menu_requested.connect(self.menu.open)

    def _restyle(self) -> None:
        if self.chart is not None:
            self.chart.set_colours(self.colours)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), QColor(self.colours.surface))
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._change_sight()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._change_sight()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu.open(event.globalPos())
        event.accept()

    def _change_sight(self) -> None:
        if self._stale and self.seen:
            self._refresh()
        self.needs_changed.emit()
