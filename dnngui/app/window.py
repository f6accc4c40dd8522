"""The main window: all rooms in their places, and the threads between them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QMainWindow, QToolBar, QVBoxLayout, QWidget

from dnngui import theme
from dnngui.app.actions import COMMANDS, build_actions, build_menus
from dnngui.app.background import Jobs
from dnngui.app.checking import Checker
from dnngui.app.commands import bindings
from dnngui.app.consulting import CONSULTATION, Consulting
from dnngui.app.display import Display
from dnngui.app.docks import Docks
from dnngui.app.drawingexport import DrawingExporter
from dnngui.app.exporting import Exporter
from dnngui.app.files import Files
from dnngui.app.filming import Filming
from dnngui.app.finder import Finder
from dnngui.app.insidelook import InsideLook
from dnngui.app.jobbar import JobBar
from dnngui.app.lookback import LookBack
from dnngui.app.menus import Menus
from dnngui.app.notices import Notices
from dnngui.app.panes import Panes
from dnngui.app.portrait import SCALE
from dnngui.app.ratesearch import RateSearch
from dnngui.app.recall import Recall
from dnngui.app.running import Running
from dnngui.app.tables import ENDINGS as TABLE_ENDINGS
from dnngui.app.tables import TableOpener
from dnngui.app.weights import Weights
from dnngui.canvas.trail import TrailBar
from dnngui.canvas.view import CanvasView
from dnngui.document import examples
from dnngui.document.file import ENDING
from dnngui.document.firstoutput import FirstOutput
from dnngui.document.project import Project
from dnngui.guard import guarded
from dnngui.history import History
from dnngui.panels.banner import Banner
from dnngui.panels.forms import commit_typing
from dnngui.panels.timelinebar import TimelineBar
from dnngui.panels.transport import TransportBar
from dnngui.scope import Scope
from dnngui.training.session import TrainingSession
from dnngui.words import say
from engine import layers
from engine.graph import Graph
from engine.inference import ending_activation, infer
from engine.losses import low_target
from engine.outputs import loss_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QImage, QShowEvent

    from dnngui.app.crash import CrashReporter
    from dnngui.app.preferences import Appearance, Preferences
    from dnngui.document.file import SavedProject
    from dnngui.plots.base import LivePanel
    from dnngui.training.frames import Frame
    from engine.data.dataset import Dataset
    from engine.message import Message
    from engine.problems import Problem

_KEYS = {
    "run": "toggle_run",
    "step_batch": "step_batch",
    "step_epoch": "step_epoch",
    "reset": "reset",
    "best": "best",
    "redraw": "redraw",
}
"""Commands of the transport's buttons."""

_TIMELINE_KEYS = {"play": "play_film", "present": "look_now", "branch": "go_on_from_here"}
"""Commands of the timeline's buttons."""

_LAST_STEP, _LAST_FILE = 0.7, 1.0
"""Seconds that quitting leaves to a step of the training, and to a file being written."""

_SIZE, _FRAME = QSize(1280, 800), QSize(16, 48)
"""Size at the first start where the screen has room for it and for the system's frame around it."""

FIRST_EXAMPLE = "Playground circle"


class MainWindow(QMainWindow):
    """Joins the project's history, the session that trains, and the panels that show both.

    Attributes
    ----------
    history, scope, session, files
        What scripts and tests drive the window by; the scope is the drawing that is shown.
    ended
        Whether nothing is being done in the background any more; told when the window closed.
    """

    def __init__(self, preferences: Preferences, reporter: CrashReporter) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self._preferences = preferences
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _FRAME))
        self.history = History(examples.named(FIRST_EXAMPLE).build(), self)
        self.scope = Scope(self.history, self)
        self.session = TrainingSession(self)
        self.canvas = CanvasView(self.scope)
        self.trail = TrailBar(self.scope)
        self.transport = TransportBar(self.history)
        self.timeline = TimelineBar()
        self.banner = Banner()
        self.docks = Docks(self, self.history, self.scope)
        self.jobs = Jobs(self)
        self.files = Files(
            self, self.history, self.session, preferences, self.jobs, self._thumbnail
        )
        self.exporter = Exporter(self, self.history, self.session, preferences, self.jobs)
        self.drawing_exporter = DrawingExporter(self, preferences)
        self.checker = Checker(self.history, self)
        self.tables = TableOpener(self, self.history, preferences, self.jobs)
        self.notices = Notices(self.banner, reporter, self)
        self.recall = Recall(self)
        self._first_output = FirstOutput()
        self.running = Running(self, preferences)
        self.rate_search = RateSearch(self)
        self.inside_look = InsideLook(self)
        self.weights = Weights(self)
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._closing = self.ended = False
        self._fits_table = False
        self._first_layout = QByteArray()
        self._assemble()
        self.consulting = Consulting(self)
        self._connect()
        self.canvas.set_mini_map(preferences.mini_map)
        self.apply_appearance(preferences.appearance)
        self._take_project(self.history.project)

    # -- assembly

    def _assemble(self) -> None:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.trail)
        column.addWidget(self.canvas, 1)
        self.banner.stand_over(middle)
        self.setCentralWidget(middle)
        self._add_transport()
        self._add_timeline()
        self.display = Display(self.session, self.docks.live, self.canvas, self, (CONSULTATION,))
        self.look_back = LookBack(self, self._preferences)
        self.filming = Filming(self, self._preferences)
        self.finder = Finder(self)
        self.panes = Panes(self)
        bar_menus = build_menus(self)
        self.menus = Menus(self, self._preferences)
        self.actions_by_name = build_actions(self, bar_menus, bindings(self))
        self.actions_by_name["best"].setEnabled(False)
        self.menus.fill(bar_menus)
        for command in COMMANDS:
            if command.on_canvas:
                self.canvas.addAction(self.actions_by_name[command.name])
        self.timeline.show_shortcuts(self._keys(_TIMELINE_KEYS))
        self.setAcceptDrops(True)
        self.statusBar().setObjectName("status_bar")
        self.job_bar = JobBar()
        self.statusBar().addPermanentWidget(self.job_bar)
        self.jobs.began.connect(self.job_bar.watch)

    def _add_transport(self) -> None:
        bar = QToolBar(self.tr("Transport"), self)
        bar.setObjectName("transport_tool_bar")
        bar.setMovable(False)
        bar.toggleViewAction().setEnabled(False)
        bar.addWidget(self.transport)
        self.addToolBar(bar)

    def _add_timeline(self) -> None:
        bar = QToolBar(self.tr("Timeline"), self)
        bar.setObjectName("timeline_tool_bar")
        bar.setMovable(False)
        bar.addWidget(self.timeline)
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, bar)

    def _keys(self, commands: Mapping[str, str]) -> dict[str, str]:
        """Return the keys of buttons, by the commands that they give."""
        actions = self.actions_by_name
        return {name: actions[each].shortcut().toString() for name, each in commands.items()}

    def _connect(self) -> None:
        self.history.changed.connect(self._take_project)
        self._connect_canvas()
        self._connect_transport()
        self.session.dataset_changed.connect(self._take_dataset)
        self.session.edited.connect(self._report_edit)
        self.display.shown.connect(self.running.show_frame)
        self.display.shown.connect(self._show_step)
        self._connect_panels()
        self.timeline.film_requested.connect(self.filming.choose)
        for source in (
            self.files,
            self.exporter,
            self.drawing_exporter,
            self.tables,
            self.filming,
        ):
            source.failed.connect(self.notices.warn)
        self.files.said.connect(self._say)
        self.files.changed.connect(self._show_title)
        self.files.opened.connect(self._restore_run)
        for maker in (self.exporter, self.drawing_exporter, self.filming):
            maker.done.connect(self.notices.inform)
        self.tables.chosen.connect(self._use_table)
        self.checker.checked.connect(self._show_problems)

    def _connect_canvas(self) -> None:
        self.canvas.message.connect(self._say)
        self.canvas.selection_changed.connect(self.docks.inspector.show_selection)
        self.canvas.editing_requested.connect(self._edit_layer)
        self.canvas.leaving_requested.connect(self.leave_group)
        self.canvas.layer_sought.connect(self.finder.find_fitting)
        self.finder.closed.connect(self.canvas.end_seeking)
        # What it offered was of the drawing that was there.
        self.scope.changed.connect(self.finder.hide)
        self.scope.moved.connect(self._show_drawing)
        self.scope.said.connect(self._say)

    def _connect_transport(self) -> None:
        bar, session = self.transport, self.session
        bar.run_requested.connect(session.run)
        bar.pause_requested.connect(session.pause)
        bar.step_batch_requested.connect(session.step_batch)
        bar.step_epoch_requested.connect(session.step_epoch)
        bar.reset_requested.connect(self.recall.reset)
        bar.best_requested.connect(session.go_to_best)
        bar.redraw_requested.connect(self.recall.redraw)
        bar.tempo_chosen.connect(self.running.set_tempo)
        bar.search_requested.connect(self.rate_search.begin)
        bar.show_shortcuts(self._keys(_KEYS))

    def _connect_panels(self) -> None:
        docks = self.docks
        docks.palette.activated.connect(self._add_layer)
        docks.problems.repair_requested.connect(self.checker.repair)
        docks.problems.cure_requested.connect(self.consulting.take_wish)
        docks.problems.reveal_requested.connect(self.reveal)
        docks.inspector.repair_requested.connect(self.checker.repair)
        docks.data.table_requested.connect(self.tables.choose)
        docks.data.points_requested.connect(self._draw_points)
        docks.built.connect(self._take_panel)
        for panel in docks.live:
            panel.message.connect(self._say)

    @Slot(object)
    def _take_panel(self, panel: LivePanel) -> None:
        """Let a panel that was just made show what the others show."""
        panel.message.connect(self._say)
        panel.needs_changed.connect(self.display.update_needs)
        panel.set_theme(theme.current().dark)
        panel.synchronize(self.history.project)
        panel.show_dataset(self._first_output.shown)
        self.display.update_needs()

    # -- the project

    @Slot(object)
    def _take_project(self, project: Project) -> None:
        self.recall.follow(project)
        for panel in self.docks.live:
            panel.synchronize(project)
        self.checker.check()
        if (part := self._first_output.changed(project)) is not None:
            self._show_part(part)
        self._show_output_range(project)
        self._show_title()
        self.display.update_needs()

    def _show_output_range(self, project: Project) -> None:
        """Tell the boundary which outputs mean "surely not" and "surely"."""
        output = infer(project.graph).output
        if output is not None:
            last, training = ending_activation(project.graph, output), project.training
            loss = loss_of(project.graph, training.loss, training.outputs, output)
            self.docks.boundary.set_output_limits((low_target(loss, last), 1.0))

    @Slot(object)
    def _take_dataset(self, dataset: Dataset | None) -> None:
        self.docks.data.show_dataset(dataset)
        self.docks.inspector.show_dataset(dataset)
        self._show_part(self._first_output.take(self.history.project, dataset))
        self.checker.take_dataset(dataset)
        if dataset is not None:
            self.notices.withdraw_data_problem()
        if self._fits_table and dataset is not None:
            self._fits_table = False
            self.checker.fit_network(self.tr("Open table"), merge="table")
            self.history.seal()
        self.display.update_needs()

    def _show_part(self, part: Dataset | None) -> None:
        for panel in self.docks.live:
            panel.show_dataset(part)

    @Slot()
    def _draw_points(self) -> None:
        """Let the person draw points in the boundary panel."""
        dock = self.docks.by_name["boundary"]
        dock.show()
        dock.raise_()
        self.docks.boundary.begin_drawing()

    @Slot(object)
    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        self.canvas.show_problems(problems)
        self.docks.show_problems(problems, self.history.project.graph)
        if misfit := self.checker.misfit():
            self.notices.offer_fit(misfit, self.checker.fit_network)
        else:
            self.notices.withdraw_fit()

    @Slot(object)
    def _add_layer(self, layer: layers.Layer) -> None:
        self.canvas.add_layer(layer, None)

    @Slot(int)
    def _edit_layer(self, node: int) -> None:
        """Open a group; of another layer, bring up its fields."""
        if isinstance(self.scope.project.graph[node].layer, layers.Group):
            self.scope.enter(node)
        else:
            self.docks.show_inspector()

    def open_group(self) -> None:
        """Show the drawing of the selected group."""
        for node in self.canvas.selected_groups():
            self.scope.enter(node)
            return

    @Slot()
    def leave_group(self) -> None:
        """Go back to the drawing in which the opened group lies, with the group selected."""
        left = self.scope.path[-1:]
        self.scope.leave()
        self.canvas.select(left)

    @Slot(int)
    def reveal(self, node: int) -> None:
        """Show a layer, also one within groups."""
        if node in self.history.project.graph.ids:
            self.scope.show(self.history.project.graph.trail(node)[:-1])
            self.canvas.reveal(node)

    @Slot()
    def _show_drawing(self) -> None:
        """Show all of the drawing that was gone to."""
        self.canvas.select(())
        self.canvas.fit()
        self.display.update_needs()

    @Slot(object)
    def _use_table(self, project: Project) -> None:
        """Take a project with a table in it; once it is read, the network is made to fit."""
        if not project.graph.nodes:
            project = project.with_graph(Graph.sequential(*_first_layers()))
        self._fits_table = True
        self.history.do(self.tr("Open table"), project, merge="table")
        self.session.reset()
        self.running.forget()

    @Slot(object)
    def _restore_run(self, saved: SavedProject) -> None:
        if saved.run is None:
            self.session.reset()
        else:
            self.session.restore(saved.run)
        self._show_whole()
        for warning in saved.warnings:
            self.notices.warn(say(warning))

    @Slot(object)
    def _show_step(self, frame: Frame) -> None:
        self.files.show_step(frame.steps_made)
        self.transport.show_best(known=frame.best is not None)
        self.actions_by_name["best"].setEnabled(frame.best is not None)

    # -- beginning

    def start_empty(self) -> None:
        """Begin with an empty drawing."""
        self.files.ask_then(partial(self.start, Project(name=self.tr("Untitled"))))

    def start_example(self, name: str) -> None:
        self.files.ask_then(partial(self.start, examples.named(name).build()))

    def start(self, project: Project) -> None:
        """Begin with ``project``, which has no file."""
        self.files.start(project)
        self.session.reset()
        self._show_whole()

    def _show_whole(self) -> None:
        """Show all of another project and nothing of the one before, whose ids it repeats."""
        self.running.forget()
        self.recall.forget()
        self.notices.begin()
        for panel in self.docks.live:
            panel.begin_project()
        self._suit_panels()
        self.canvas.select(())
        self.canvas.fit()

    def _suit_panels(self) -> None:
        # Docks can be told where they stand when the window is shown, and not before.
        if not self._first_layout.isEmpty():
            self.docks.suit(self.history.project.view.panels)

    def open_path(self, path: Path) -> None:
        """Open a project or a table, by the file's ending."""
        if path.suffix.lower() == ENDING:
            self.files.ask_then(partial(self.files.open, path))
        else:
            self.tables.open(path)

    # -- looks

    def apply_appearance(self, appearance: Appearance) -> None:
        """Put the light or the dark colours on, or those of the system."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dark = theme.system_is_dark(app) if appearance == "system" else appearance == "dark"
        theme.apply(app, dark)
        self.canvas.set_theme(dark)
        for panel in self.docks.live:
            panel.set_theme(dark)

    @Slot()
    def _follow_system(self) -> None:
        if self._preferences.appearance == "system":
            self.apply_appearance("system")

    def _show_title(self) -> None:
        self.setWindowTitle(f"{self.history.project.name}[*] — dnngui")
        self.setWindowModified(self.files.unsaved)
        if self.files.path is not None:
            self.setWindowFilePath(str(self.files.path))

    @Slot(str)
    def _say(self, text: str) -> None:
        self.statusBar().showMessage(text, 8000)

    @Slot(object)
    def _report_edit(self, message: Message) -> None:
        self._say(say(message))

    def _thumbnail(self) -> QImage:
        return self.canvas.picture(SCALE)

    def reset_layout(self) -> None:
        """Put all panels back to where they were at the first start."""
        self.restoreState(self._first_layout)
        self._suit_panels()

    def _restore_layout(self) -> None:
        self.restoreGeometry(self._preferences.layout("geometry"))
        self.restoreState(self._preferences.layout("docks"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._first_layout.isEmpty():
            self.docks.arrange()
            self._first_layout = self.saveState()
            self._restore_layout()
            self._suit_panels()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        moved = super().focusNextPrevChild(forwards)
        self.panes.uncover(QApplication.focusWidget())
        return moved

    # -- drops and the end

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(_can_open(url.toLocalFile()) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        names = [url.toLocalFile() for url in event.mimeData().urls()]
        for name in filter(_can_open, names[:1]):
            event.acceptProposedAction()
            self.open_path(Path(name))

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # unless it is known that nothing is lost
        commit_typing()
        if self.files.unsaved and not self._closing:
            # Asked from here, the close that may follow would be one within another.
            QTimer.singleShot(0, partial(self.files.ask_then, self.close_now))
            return
        event.accept()  # whatever fails from here on, it must not keep the window open
        self._end()

    def _end(self) -> None:
        self.docks.suit(())
        self._preferences.set_layout("geometry", self.saveGeometry())
        self._preferences.set_layout("docks", self.saveState())
        self._preferences.flush()
        self.look_back.stop()
        self.display.stop()
        in_time = self.session.close(_LAST_STEP)
        self.ended = self.jobs.finish(_LAST_FILE) and in_time

    def close_now(self) -> None:
        """Close without asking."""
        self._closing = True
        self.close()


def _first_layers() -> tuple[layers.Layer, ...]:
    """Return a small network for a table that is opened on an empty drawing."""
    return layers.Input(), layers.Dense(units=8, activation="tanh"), layers.Dense(units=1)


def _can_open(name: str) -> bool:
    return Path(name).suffix.lower() in (ENDING, *TABLE_ENDINGS)
