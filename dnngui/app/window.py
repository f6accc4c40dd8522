"""The main window: all rooms in their places, and the threads between them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from dnngui import theme
from dnngui.app import bars
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
from dnngui.app.layouts import Layouts
from dnngui.app.liveview import LiveView
from dnngui.app.lookback import LookBack
from dnngui.app.menus import Menus
from dnngui.app.newtable import NewTable
from dnngui.app.notices import Notices
from dnngui.app.outlining import Outlining
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
from dnngui.document.groups import written
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

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QImage, QShowEvent

    from dnngui.app.crash import CrashReporter
    from dnngui.app.preferences import Appearance, Preferences
    from dnngui.document.file import SavedProject
    from dnngui.training.frames import Frame
    from engine.data.dataset import Dataset
    from engine.message import Message
    from engine.problems import Problem

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
        self.running = Running(self, preferences)
        self.rate_search = RateSearch(self)
        self.inside_look = InsideLook(self)
        self.weights = Weights(self)
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._closing = self.ended = False
        self._layouts = Layouts(self, preferences)
        self.new_table = NewTable(self)
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
        bars.add(self)
        self.display = Display(self.session, self.docks.live, self.canvas, self, (CONSULTATION,))
        self.live_view = LiveView(self.docks, self.display, self.history, self)
        self.look_back = LookBack(self, self._preferences)
        self.filming = Filming(self, self._preferences)
        self.finder = Finder(self)
        self.panes = Panes(self)
        bar_menus = build_menus(self)
        self.menus = Menus(self, self._preferences)
        self.actions_by_name = build_actions(self, bar_menus, bindings(self))
        self.menus.fill(bar_menus)
        self.outlining = Outlining(self)
        for command in COMMANDS:
            if command.on_canvas:
                self.canvas.addAction(self.actions_by_name[command.name])
        self.setAcceptDrops(True)
        self.statusBar().setObjectName("status_bar")
        self.job_bar = JobBar()
        self.statusBar().addPermanentWidget(self.job_bar)
        self.jobs.began.connect(self.job_bar.watch)

    def _connect(self) -> None:
        self.history.changed.connect(self._take_project)
        self._connect_canvas()
        bars.connect(self)
        self.session.dataset_changed.connect(self._take_dataset)
        self.session.edited.connect(self._report_edit)
        self.display.shown.connect(self.running.show_frame)
        self.display.shown.connect(self._show_step)
        self._connect_panels()
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

    def _connect_panels(self) -> None:
        docks = self.docks
        docks.palette.activated.connect(self._add_layer)
        docks.problems.repair_requested.connect(self.checker.repair)
        docks.problems.cure_requested.connect(self.consulting.take_wish)
        docks.problems.reveal_requested.connect(self.reveal)
        docks.inspector.repair_requested.connect(self.checker.repair)
        docks.outline.editing_requested.connect(self._edit_layer)
        docks.outline.message.connect(self._say)
        docks.data.table_requested.connect(self.tables.choose)
        docks.data.points_requested.connect(self._draw_points)
        self.live_view.message.connect(self._say)

    # -- the project

    @Slot(object)
    def _take_project(self, project: Project) -> None:
        self.recall.follow(project)
        self.live_view.take_project(project)
        self.checker.check()
        self._show_title()
        self.display.update_needs()

    @Slot(object)
    def _take_dataset(self, dataset: Dataset | None) -> None:
        self.docks.data.show_dataset(dataset)
        self.docks.inspector.show_dataset(dataset)
        self.live_view.take_dataset(dataset)
        self.checker.take_dataset(dataset)
        if dataset is not None:
            self.notices.withdraw_data_problem()
        self.new_table.take_dataset(dataset)
        self.display.update_needs()

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

    def reveal_note(self, note: int) -> None:
        """Show a comment or frame, also one within groups."""
        for each in written(self.history.project):
            if each.id == note:
                self.scope.show(each.path)
                self.canvas.reveal(notes=[note])

    @Slot()
    def _show_drawing(self) -> None:
        """Show all of the drawing that was gone to."""
        self.canvas.select(())
        self.canvas.fit()
        self.display.update_needs()

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
        self.live_view.begin_project()
        self._layouts.suit()
        self.canvas.select(())
        self.canvas.fit()

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
        self.live_view.set_theme(dark)

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
        self._layouts.reset()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._layouts.begin()

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
        self._layouts.keep()
        self._preferences.flush()
        self.look_back.stop()
        self.display.stop()
        in_time = self.session.close(_LAST_STEP)
        self.ended = self.jobs.finish(_LAST_FILE) and in_time

    def close_now(self) -> None:
        """Close without asking."""
        self._closing = True
        self.close()


def _can_open(name: str) -> bool:
    return Path(name).suffix.lower() in (ENDING, *TABLE_ENDINGS)
