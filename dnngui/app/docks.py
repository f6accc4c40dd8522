"""The panels around the drawing, each in a dock that can be moved, floated and closed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QMainWindow, QWidget

from dnngui.app import extras
from dnngui.app.docktabs import DockTabs
from dnngui.panels.data import DataPanel
from dnngui.panels.inspector import InspectorPanel
from dnngui.panels.outline import OutlinePanel
from dnngui.panels.palette import PalettePanel
from dnngui.panels.problems import ProblemsPanel
from dnngui.plots.accuracy import AccuracyPanel
from dnngui.plots.base import LivePanel
from dnngui.plots.boundary import BoundaryPanel
from dnngui.plots.loss import LossPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnngui.history import History
    from dnngui.scope import Scope
    from engine.doctor import Finding
    from engine.graph import Graph
    from engine.problems import Problem

LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
RIGHT = Qt.DockWidgetArea.RightDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea


class Docks(QObject):
    """All panels and their docks.

    Attributes
    ----------
    palette, data, outline, inspector, problems
        The panels that edit.
    boundary, loss, accuracy
        The panels that show every run.
    live
        All panels that show the run. Those of `extras` come in when they are first seen.
    by_name
        All docks. Those of `extras` are closed at first, behind the boundary when opened.

    Signals
    -------
    built(LivePanel)
        A panel was made: it knows nothing yet of the project, its data and the colours.
    """

    built = Signal(object)

    def __init__(self, window: QMainWindow, history: History, scope: Scope) -> None:
        super().__init__(window)
        self._window = window
        self.palette = PalettePanel()
        self.data = DataPanel(history)
        self.outline = OutlinePanel(history)
        self.inspector = InspectorPanel(scope)
        self.problems = ProblemsPanel()
        self.boundary = BoundaryPanel(history)
        self.loss, self.accuracy = LossPanel(), AccuracyPanel()
        self.live: list[LivePanel] = [self.boundary, self.loss, self.accuracy]
        self._suited: set[str] = set()
        window.setDockOptions(
            QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AllowNestedDocks
        )
        window.setCorner(Qt.Corner.BottomLeftCorner, LEFT)
        window.setCorner(Qt.Corner.BottomRightCorner, RIGHT)
        self.by_name = {
            "palette": self._dock("palette", self.tr("Layers"), self.palette, LEFT),
            "data": self._dock("data", self.tr("Data"), self.data, LEFT),
            "outline": self._dock("outline", self.tr("Outline"), self.outline, LEFT),
            "inspector": self._dock("inspector", self.tr("Inspector"), self.inspector, RIGHT),
            "problems": self._dock("problems", self.tr("Problems"), self.problems, RIGHT),
            "boundary": self._dock("boundary", self.tr("Decision boundary"), self.boundary, BOTTOM),
            "loss": self._dock("loss", self.tr("Loss"), self.loss, BOTTOM),
            "accuracy": self._dock("accuracy", self.tr("Metrics"), self.accuracy, BOTTOM),
        }
        titles = extras.titles()
        self.by_name |= {name: self._dock(name, titles[name], None, BOTTOM) for name in titles}
        self.by_name["outline"].visibilityChanged.connect(self.outline.set_uncovered)
        self._foremost: set[str] = set()
        # A dock tells that it is seen while Qt arranges it and the others.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._build_seen)
        for name in titles:
            dock = self.by_name[name]
            dock.hide()
            dock.visibilityChanged.connect(partial(self._note, name))
            dock.topLevelChanged.connect(partial(self._note_floating, name))
            dock.toggleViewAction().triggered.connect(partial(_raise, dock))
        self._tabs = DockTabs(window, self.by_name)

    def arrange(self) -> None:
        """Put tabs together and give sizes; only when the window is shown.

        Before, Qt 6.11 leaves a second tab bar behind that stays where it was.
        """
        docks = self.by_name
        for first, *others in (("palette", "data", "outline"), ("inspector", "problems")):
            for other in others:
                self._window.tabifyDockWidget(docks[first], docks[other])
            docks[first].raise_()
        for name in extras.titles():
            self._window.tabifyDockWidget(docks["boundary"], docks[name])
        self._resize({"boundary": 330, "loss": 290, "accuracy": 240}, Qt.Orientation.Horizontal)
        self._resize({"palette": 200, "inspector": 250}, Qt.Orientation.Horizontal)
        self._resize({"boundary": 310}, Qt.Orientation.Vertical)

    def _resize(self, sizes: dict[str, int], along: Qt.Orientation) -> None:
        docks = [self.by_name[name] for name in sizes]
        self._window.resizeDocks(docks, list(sizes.values()), along)

    def _dock(
        self, name: str, title: str, panel: QWidget | None, area: Qt.DockWidgetArea
    ) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(f"dock_{name}")
        dock.setAccessibleName(title)
        dock.toggleViewAction().setObjectName(f"action_panel_{name}")
        for button in dock.findChildren(QAbstractButton):
            part = button.objectName().removeprefix("qt_dockwidget_").removesuffix("button")
            button.setObjectName(f"dock_{name}_{part}")
        if panel is not None:
            self._fill(dock, panel)
        self._window.addDockWidget(area, dock)
        return dock

    def _fill(self, dock: QDockWidget, panel: QWidget) -> None:
        dock.setWidget(panel)
        panel.windowTitleChanged.connect(dock.setWindowTitle)
        if isinstance(panel, LivePanel):
            dock.visibilityChanged.connect(panel.set_uncovered)
            dock.topLevelChanged.connect(panel.set_floating)

    def _note(self, name: str, seen: bool) -> None:
        """Take whether a dock is open and the foremost of its tabs."""
        if seen:
            self._foremost.add(name)
            self._later.start()
        else:
            self._foremost.discard(name)

    def _note_floating(self, name: str, on: bool) -> None:
        """Take whether a dock floats: of one that was behind another Qt says no more."""
        if on and self.by_name[name].isVisible():
            self._note(name, seen=True)

    @Slot()
    def _build_seen(self) -> None:
        """Make the panels that are looked at, and were not before."""
        for name in self._foremost.copy():
            self.panel(name)

    def panel(self, name: str) -> LivePanel:
        """Return an additional panel; it is made where it was not."""
        dock = self.by_name[name]
        known = dock.widget()
        if isinstance(known, LivePanel):
            return known
        panel = extras.build(name)
        self._fill(dock, panel)
        self.live.append(panel)
        self.built.emit(panel)
        return panel

    def suit(self, names: Sequence[str]) -> None:
        """Open the panels that suit a project, the first in front; close what suited the last one.

        What a person opened stays open. Names of panels that are no more count for nothing.
        """
        wanted = [name for name in names if name in self.by_name]
        for name in self._suited.difference(wanted):
            self.by_name[name].hide()
        self._suited.intersection_update(wanted)
        for name in reversed(wanted):
            dock = self.by_name[name]
            if dock.isHidden():
                self._suited.add(name)
                dock.show()
            dock.raise_()

    def show_inspector(self) -> None:
        """Bring the inspector up and let the keys go to it."""
        dock = self.by_name["inspector"]
        dock.show()
        dock.raise_()
        self.inspector.edit_first_field()

    def show_problems(self, problems: Sequence[Problem], graph: Graph) -> None:
        self.problems.show_problems(problems, graph)
        self.inspector.show_problems(problems)
        self.outline.show_problems(problems)
        self._count_problems()

    def show_findings(self, findings: Sequence[Finding], graph: Graph) -> None:
        self.problems.show_findings(findings, graph)
        self._count_problems()

    def _count_problems(self) -> None:
        title, count = self.tr("Problems"), self.problems.count
        self.by_name["problems"].setWindowTitle(f"{title} ({count})" if count else title)


def _raise(dock: QDockWidget) -> None:
    """Let a panel that a person opens stand before the others of its tabs."""
    if not dock.isHidden():
        dock.raise_()
