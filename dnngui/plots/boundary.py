"""The decision boundary: what the network says over a plane of two columns, live."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QPointF, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dnngui.document.outputparts import output_limits
from dnngui.plots import samples
from dnngui.plots.boundaryswitches import Switches
from dnngui.plots.chartpanel import ChartPanel
from dnngui.plots.controls import BoundaryControls
from dnngui.plots.neuronmap import NeuronMap, Pointed
from dnngui.plots.outputpicker import OutputPicker
from dnngui.plots.ownpoints import OwnPoints
from dnngui.plots.plane import first_output, grid_of, has_plane
from dnngui.plots.reading import Reading, Settings, meaning, reading_of
from dnngui.plots.scene import BoundaryScene
from dnngui.plots.stack import BoundaryStack
from dnngui.plots.strip import Strip
from dnngui.training.frames import Boundary, Frame, Grid, Needs
from engine.data.dataset import Task
from engine.data.generators import PLANE
from engine.unsupervised.figures import ends_in_machine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnngui.document.outputparts import OutputPart
    from dnngui.document.project import Project
    from dnngui.history import History
    from dnngui.plots.ranges import Range
    from engine.data.dataset import Dataset


class BoundaryPanel(ChartPanel):
    """Outputs as colours over two columns, or as lines over one, with the rows of the data.

    Classes have their colours, the surer the stronger; numbers go from orange to blue over the
    range of the training targets. Boundaries of another grid than the present one are dropped.

    Parameters
    ----------
    history
        Where a choice of axes becomes an edit of the project.
    """

    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__("boundary_panel", parent)
        self._history = history
        self._view = history.project.view
        self._settings = Settings(threshold=history.project.training.threshold)
        self._grid: Grid | None = None
        self._boundary: Boundary | None = None
        self._reading: Reading | None = None
        self._outputs: int | None = None
        self._project = history.project
        self._has_steps = self._is_machine = False
        self._unbuilt = True
        self._pointer: QPointF | None = None
        switches = Switches(self)
        self.test_action, self.discrete_action = switches.test, switches.discrete
        self.surface_action, self.draw_action = switches.surface, switches.draw
        self.layer = OutputPicker("boundary_layer", has_plane)
        self.controls = BoundaryControls(self.actions(), self.layer)
        self.scene = BoundaryScene(self.chart)
        self.stack = BoundaryStack(self.chart)
        self.own_points = OwnPoints(history, self.chart, self.draw_action, self)
        self.tools, self.drawing = self.own_points.tools, self.own_points.drawing
        self.neuron = NeuronMap(self.chart)
        self.strip = Strip()
        self.strip.setObjectName("boundary_strip")
        self._lay_out()
        self._connect()
        self._restyle()

    @property
    def title(self) -> str:
        if self._has_numbers():
            return self.tr("Predictions")
        return self.tr("Decision boundary")

    def _has_numbers(self) -> bool:
        return self._dataset is not None and self._dataset.task is Task.REGRESSION

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, 12, 6)
        foot.addWidget(self.strip)
        self._layout.addWidget(self.controls)
        self._layout.addWidget(self.tools)
        self._layout.addWidget(self.stack, 1)
        self._layout.addLayout(foot)
        self.setMinimumSize(200, 160)

    def _connect(self) -> None:
        self.test_action.toggled.connect(self._show_test)
        self.discrete_action.toggled.connect(self._set_discrete)
        self.surface_action.toggled.connect(self._show_surface)
        self.draw_action.toggled.connect(self._leave_surface)
        self.own_points.message.connect(self.message)
        self.stack.menu_requested.connect(self.menu.open)
        self.stack.replaced.connect(self._rebuild)
        self.layer.chosen.connect(self._turn_to_output)
        self.controls.axes_chosen.connect(self._choose_axes)
        self.controls.output_chosen.connect(self._choose_output)
        self.chart.pointed.connect(self._point)
        self.chart.view.sigResized.connect(self._fit_points)

    def show_outputs(self, outputs: Sequence[OutputPart]) -> None:
        self.layer.follow(outputs)
        self.controls.show_layers()
        self._turn_to_output()

    def begin_project(self) -> None:
        self.layer.forget()

    @Slot()
    def _turn_to_output(self) -> None:
        self._read_limits()
        self.show_dataset(self.layer.dataset)
        # Two outputs may learn the same targets.
        if self._span_plane():
            self._rebuild()

    def _read_limits(self) -> None:
        output = self.layer.output
        limits = output_limits(self._project, None if output is None else output.node)
        if limits is not None:
            self.set_output_limits(limits)

    def show_dataset(self, dataset: Dataset | None) -> None:
        if dataset is self._dataset and not self._has_steps:
            return
        if meaning(dataset) != meaning(self._dataset):
            self._boundary = self._outputs = None
        self._has_steps = dataset is not None and not has_plane(dataset)
        super().show_dataset(None if self._has_steps else dataset)
        self._retitle()
        self._settings = replace(self._settings, output=first_output(dataset))
        self._span_plane()
        self._rebuild()

    def synchronize(self, project: Project) -> None:
        self._project = project
        self._read_limits()
        is_machine = ends_in_machine(project.graph)
        if is_machine != self._is_machine:
            self._is_machine, self._boundary = is_machine, None
            self.needs_changed.emit()
            self._rebuild()
        if project.training.threshold != self._settings.threshold:
            self._read_anew(replace(self._settings, threshold=project.training.threshold))
        self._take_points(project)
        if project.view != self._view:
            self._view = project.view
            if self._span_plane():
                self._rebuild()

    def set_output_limits(self, limits: Range) -> None:
        """Take the outputs that mean "surely not" and "surely": 0 and 1, or -1 and 1."""
        if limits != self._settings.limits:
            self._read_anew(replace(self._settings, limits=limits))

    def needs(self) -> Needs:
        if not self.seen:
            return Needs()
        grid = None if self._is_machine else self._grid
        return Needs(boundary=grid, views=self.neuron.request(self._grid))

    def point_at(self, pointed: Pointed | None) -> None:
        """Cover the boundary with the map of a neuron, until None is given."""
        if self.neuron.point(pointed):
            self.needs_changed.emit()
            self._refresh()

    def _span_plane(self) -> bool:
        """Take the grid of the present data and axes; whether it is another one."""
        dataset = self._dataset
        grid = None if dataset is None else grid_of(dataset, self._view, self.layer.output)
        if grid == self._grid:
            return False
        self._grid = grid
        self._boundary = None
        self._grace.start()
        if self.seen:
            self.needs_changed.emit()
        return True

    def _remember(self, frame: Frame) -> bool:
        newer = self.neuron.take(frame, self._grid)
        boundary = frame.boundary
        if boundary is None or boundary.grid != self._grid or boundary is self._boundary:
            return newer
        self._boundary = boundary
        if boundary.values.shape[-1] != self._outputs:
            self._outputs = boundary.values.shape[-1]
            self._unbuilt = True
        return True

    def forget(self) -> None:
        self._boundary = None
        self._refresh()

    def _read_anew(self, settings: Settings) -> None:
        self._settings = settings
        self._rebuild()

    @Slot()
    def _rebuild(self) -> None:
        self._unbuilt = True
        self._refresh()

    def _restyle(self) -> None:
        self._unbuilt = True
        super()._restyle()

    def _draw(self) -> None:
        if self._unbuilt:
            self._build()
            self._unbuilt = False
        self.scene.show(self._boundary, self._reading)
        self.neuron.draw(self.colours)
        # A neuron that the person points at is seen as a map.
        self.stack.present(None if self.neuron.shown else self._boundary, self._reading)
        self.chart.notice.say(self._missing())
        self.setAccessibleDescription(self.chart.notice.text() or self._middle())
        self._tell()

    def _build(self) -> None:
        dataset, grid = self._dataset, self._grid
        drawn = self.own_points.drawn
        self.chart.show_axes(dataset is not None or drawn is not None)
        self.controls.setVisible(dataset is not None or drawn is not None)
        self.strip.setVisible(dataset is not None)
        if dataset is None or grid is None:
            self._reading = None
            self.scene.clear()
            if drawn is not None:
                self.chart.follow((-PLANE, PLANE), (-PLANE, PLANE), at_once=True)
            self._equip(None)
            return
        self._reading = reading_of(dataset, self._outputs, self._settings, self.colours)
        reading = self._reading or reading_of(dataset, None, self._settings, self.colours)
        if reading is not None:
            test, output = self.test_action.isChecked(), self._settings.output
            self.scene.build(dataset, grid, reading, output)
            self.scene.points.show_test(test)
            self.stack.build(dataset, grid, reading, output, self.colours, test=test)
        flat = grid.vertical is not None
        self.strip.show_reading(reading if flat else None, dataset.classes, self.colours)
        self.strip.setVisible(flat or bool(dataset.classes))
        self._offer(dataset, grid)
        self._equip(reading)

    def _equip(self, reading: Reading | None) -> None:
        test = self.test_action.isChecked()
        self.own_points.equip(self._grid, reading, self.colours, test=test)

    def _offer(self, dataset: Dataset, grid: Grid) -> None:
        names = [column.name for column in dataset.columns]
        up = None if grid.vertical is None else dataset.columns[grid.vertical].name
        self.controls.offer_axes(names, dataset.columns[grid.horizontal].name, up)
        targets = () if dataset.classes else dataset.target_names
        self.controls.offer_outputs(targets, self._settings.output)
        others = len(dataset.columns) > (1 if grid.vertical is None else 2)
        self.controls.tell_of_others(held=others)
        self.test_action.setVisible(len(dataset.raw_test) > 0)
        # A line has no shades.
        self.discrete_action.setVisible(up is not None)
        self.surface_action.setVisible(up is not None)

    def _missing(self) -> str:
        if self._has_steps:
            return self.tr("Where each step has a class, there is no boundary.")
        if self._dataset is None:
            if self.own_points.drawn is not None:
                return self.tr("There are no points yet. Press Draw and click here.")
            return self.tr("Choose data to see its rows here.")
        if self._is_machine:
            return self.tr("An RBM learns its inputs alone: there is no boundary.")
        if self._boundary is None:
            # A moment after another choice of data or axes the boundary is on its way.
            return "" if self._grace.isActive() else self._invitation()
        if self._reading is None:
            return self.tr("The network has too few outputs for this data.")
        return ""

    def _invitation(self) -> str:
        if self._has_numbers():
            return self.tr("Press Run to see the predictions.")
        return self.tr("Press Run to see the boundary.")

    @Slot(str, str)
    def _choose_axes(self, horizontal: str, vertical: str) -> None:
        project = self._history.project
        view = msgspec.structs.replace(project.view, horizontal=horizontal, vertical=vertical)
        self._history.do(self.tr("Choose axes"), msgspec.structs.replace(project, view=view))

    @Slot(int)
    def _choose_output(self, output: int) -> None:
        self._read_anew(replace(self._settings, output=output))

    @Slot(bool)
    def _set_discrete(self, on: bool) -> None:
        self._read_anew(replace(self._settings, discrete=on))

    @Slot(bool)
    def _show_test(self, on: bool) -> None:
        self.scene.points.show_test(on)
        self._rebuild()

    @Slot(bool)
    def _show_surface(self, on: bool) -> None:
        if on:
            self.draw_action.setChecked(False)
            self.stack.show_surface(self.tr("Surface of the outputs"))
        else:
            self.stack.show_chart()
        self._rebuild()

    # -- drawing points

    def begin_drawing(self) -> None:
        """Let the person draw, on an empty plane where the data are no points in one."""
        self.own_points.begin()

    @Slot(bool)
    def _leave_surface(self, drawing: bool) -> None:
        if drawing:
            self.surface_action.setChecked(False)

    def _take_points(self, project: Project) -> None:
        before = self.own_points.drawn
        self.own_points.take(project)
        drawn = self.own_points.drawn
        if drawn is not None and not drawn.points:
            # The plane is empty at once: a press before the worker has said so counts there.
            self.show_dataset(None)
        if (drawn is None) is not (before is None) or (drawn and self._dataset is None):
            self._rebuild()

    @Slot(object)
    def _fit_points(self, _view: object) -> None:
        self.scene.points.fit()

    @Slot(object)
    def _point(self, place: QPointF | None) -> None:
        self._pointer = place
        self._tell()

    def _tell(self) -> None:
        """Say what the network predicts at the pointer."""
        place = self._pointer
        words = "" if place is None else self._words(place.x(), place.y())
        if place is None or not words:
            self.chart.readout.hide()
        else:
            self.chart.tell(words, place.x(), place.y())

    def _middle(self) -> str:
        grid = self._grid
        if grid is None:
            return ""
        return self._words(sum(grid.x_limits) / 2.0, sum(grid.y_limits) / 2.0).replace("\n", ", ")

    def _words(self, x: float, y: float) -> str:
        if self._boundary is None or self._reading is None or self._dataset is None:
            return ""
        return samples.words(self._dataset, self._boundary, self._reading, x, y)

    def csv(self) -> str:
        table = io.StringIO()
        if self._boundary is not None and self._dataset is not None:
            csv.writer(table).writerows(samples.rows(self._dataset, self._boundary))
        return table.getvalue()
