"""The widget in which a person draws the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Signal, Slot
from PySide6.QtGui import QCursor

from dnngui import theme
from dnngui.canvas.camera import STEP
from dnngui.canvas.drawing import Drawing
from dnngui.canvas.geometry import snap
from dnngui.canvas.picture import picture
from dnngui.canvas.stage import Stage
from dnngui.canvas.style import Style
from dnngui.canvas.surgery import Cut, deletion_foretold, foretold, possible
from dnngui.document.project import Position
from dnngui.training.neurons import NeuronsRequest
from engine.layers import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Literal

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from dnngui.canvas.arranging import Line
    from dnngui.canvas.minimap import Showing
    from dnngui.canvas.neurons import Neurons
    from dnngui.canvas.spots import Spot
    from dnngui.canvas.targets import Weight
    from dnngui.document.notes import Colour
    from dnngui.document.project import Project
    from dnngui.history import History
    from dnngui.training.frames import Frame, NodePreview
    from engine.graph import Edge
    from engine.layers import Layer
    from engine.problems import Problem


class CanvasView(Stage):
    """Shows the project of a history and edits it with mouse and keyboard.

    Signals
    -------
    selection_changed(frozenset of node ids)
    choice_changed()
        Other layers, connections, comments or frames are selected.
    message(str)
        One sentence for the status bar; empty takes it away.
    editing_requested(int), leaving_requested()
        See `Stage`.
    neuron_pointed(Neuron or None)
        The pointer is on another neuron, or on none.
    weight_asked(Weight, QPoint)
        A weight was clicked, at a point of the screen.
    layer_sought(Spot, QPoint)
        The person wants a layer at a place, which is at this point of the screen. What they choose
        goes to `add_at`, and `end_seeking` says that they have chosen or want none.
    """

    selection_changed = Signal(object)
    choice_changed = Signal()
    message = Signal(str)
    neuron_pointed = Signal(object)
    weight_asked = Signal(object, QPoint)
    layer_sought = Signal(object, QPoint)

    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__(history, parent)
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Drawing of the network"))
        history.changed.connect(self.synchronize)
        self._editor.said.connect(self.message)
        self._editor.sought.connect(self._seek_at)
        self._drawing.selection_changed.connect(self.selection_changed)
        self._drawing.choice_changed.connect(self.choice_changed)
        self._drawing.neurons.pointed.connect(self.neuron_pointed)
        self._drawing.neurons.asked.connect(self._ask_for_weight)
        self.synchronize(history.project)

    # -- what is shown

    @Slot(object)
    def synchronize(self, project: Project) -> None:
        """Show ``project``; a gesture in progress is cancelled, as it was about another one."""
        self.cancel()
        self.end_seeking()
        self._drawing.neurons.copies = self._editor.history.copies
        drawing, camera, before = self._drawing, self._camera, self._drawing.project
        empty = drawing.is_empty
        same = project.graph is before.graph and project.positions is before.positions
        if same and project.notes is before.notes and not empty:
            drawing.synchronize(project)
            if project.view is not before.view:
                camera.follow_content()
            return
        saw_all = camera.sees_all()
        drawing.synchronize(project)
        self._editor.reselect(before, project)
        camera.update_limits()
        # What an edit pushes aside is followed; what is undone is shown as it was, if it was whole.
        pushed = saw_all and not camera.sees_all()
        if empty or drawing.is_empty or pushed or (camera.fitted and not self._editor.performing):
            camera.fit()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark each problem on its layer."""
        self._drawing.show_problems(problems)

    def show_previews(self, previews: Mapping[int, NodePreview] | None) -> None:
        """Show a small picture on each layer that has one; None takes all away."""
        if self._drawing.show_previews(previews):
            self._camera.follow_content()

    # -- neurons and weights

    @property
    def project(self) -> Project:
        """The project whose drawing is shown: of an opened group, that with its drawing."""
        return self._drawing.project

    @property
    def neurons(self) -> Neurons:
        """The neurons that are shown, to be read."""
        return self._drawing.neurons

    def requests(self) -> tuple[NeuronsRequest, ...]:
        """Return what the worker has to compute for the layers that are open."""
        opened = tuple(sorted(self._drawing.neurons.columns))
        return (NeuronsRequest(opened),) if opened and self.isVisible() else ()

    def show_neurons(self, frame: Frame, *, runs: bool) -> None:
        """Show the neurons and weights that a frame brings; lines flow while the run goes on."""
        for request in self.requests():
            if request in frame.views:
                found = frame.views[request]
                self._drawing.neurons.show(found if isinstance(found, dict) else {}, runs=runs)

    def forget_neurons(self) -> None:
        """Show no maps and weights: another project has come, or nothing can be computed."""
        self._drawing.neurons.forget()

    def switch_neurons(self) -> None:
        """Show the neurons of all small layers, or put them away where all are shown."""
        self._editor.switch_neurons()

    def switch_neurons_of_selection(self) -> None:
        """Do the same with the selected layers alone."""
        self._editor.switch_neurons(self._drawing.chosen)

    def switch_weight(self, weight: Weight, field: Literal["off", "held"], *, on: bool) -> None:
        """Turn a weight off or hold it, or let it learn again."""
        self._editor.switch_weight(weight, field, on=on)

    def freeze_selection(self) -> None:
        """Let the selected layers keep their weights, or learn again where all are frozen."""
        self._editor.switch_frozen()

    def place_of(self, weight: Weight) -> QPoint:
        """Return where a weight is drawn, as a point of the screen."""
        at = self.mapFromScene(self._drawing.neurons.spot(weight))
        return self.viewport().mapToGlobal(at)

    @Slot(object, QPointF)
    def _ask_for_weight(self, weight: Weight, at: QPointF) -> None:
        self.weight_asked.emit(weight, self.viewport().mapToGlobal(self.mapFromScene(at)))

    def set_theme(self, dark: bool) -> None:
        self._drawing.set_style(Style.of(theme.DARK if dark else theme.LIGHT))
        self._mini_map.restyle()
        self.resetCachedContent()
        self.viewport().update()

    @property
    def drawing(self) -> Drawing:
        """The drawing that is shown, to be painted elsewhere."""
        return self._drawing

    def picture(self, scale: float = 1.0) -> QImage:
        """Return the network's whole drawing, without what is selected or pointed at."""
        whole = self._editor.history.whole.project
        if whole is self._drawing.project:
            return picture(self._drawing, scale)
        drawing = Drawing(self._drawing.look)
        drawing.synchronize(whole)
        drawing.show_problems(self._drawing.problems)
        drawing.show_previews(self._drawing.previews)
        return picture(drawing, scale)

    # -- selection

    def selected(self) -> frozenset[int]:
        return self._drawing.chosen

    def selected_edges(self) -> frozenset[Edge]:
        return self._drawing.chosen_edges

    def selected_notes(self) -> frozenset[int]:
        return self._drawing.notes.chosen

    def select(self, ids: Iterable[int]) -> None:
        """Select just these layers; ids that are not there are left out."""
        chosen = frozenset(ids) & self._drawing.nodes.keys()
        self._drawing.choose(chosen)
        self._drawing.focus_on(next(iter(chosen)) if len(chosen) == 1 else None)

    def select_all(self) -> None:
        drawing = self._drawing
        drawing.choose(drawing.nodes, drawing.edges, drawing.notes.items)

    def reveal(self, *nodes: int, notes: Iterable[int] = ()) -> None:
        """Select layers, comments and frames, and bring them into sight."""
        drawing = self._drawing
        found = [node for node in nodes if node in drawing.places]
        written = [note for note in notes if note in drawing.notes.shown]
        if found or written:
            drawing.choose(found, (), written)
            drawing.focus_on(found[0] if len(found) == 1 and not written else None)
            self._show_things(found, written)

    # -- editing

    def add_layer(self, layer: Layer, at: QPointF | None = None) -> None:
        """Add ``layer`` at a place of the drawing, or behind the selected (else the last) layer.

        What read the selected layer then reads the new one.
        """
        place = None if at is None else Position(snap(at.x()), snap(at.y()))
        self._editor.add_layer(layer, place, self._middle())
        self._show_selected()

    def seek_layer(self) -> None:
        """Ask for a layer to add where the selection is, else at the pointer or in the middle."""
        self.cancel()
        viewport = self.viewport()
        pointer = viewport.mapFromGlobal(QCursor.pos())
        inside = viewport.rect().contains(pointer)
        at = self.mapToScene(pointer) if inside else self._camera.visible().center()
        self._editor.seek(Position(snap(at.x()), snap(at.y())))

    @Slot(object)
    def _seek_at(self, spot: Spot) -> None:
        seen = self.viewport().rect()
        at = self.mapFromScene(spot.point(self._drawing))
        x = min(max(at.x(), seen.left()), seen.right())
        y = min(max(at.y(), seen.top()), seen.bottom())
        self.layer_sought.emit(spot, self.viewport().mapToGlobal(QPoint(x, y)))

    def add_at(self, spot: Spot, layer: Layer) -> None:
        """Add ``layer`` at a place that was asked for; a refused one is explained."""
        if self._editor.perform(spot.edit, layer):
            if spot.stays:
                self._camera.fitted = False
            self._show_selected()

    @Slot()
    def end_seeking(self) -> None:
        """Take away the connection that waited for a layer."""
        if not self._gestures.active:
            self._drawing.wire.hide()

    def delete_selection(self) -> None:
        """Delete the selected layers and connections; a gap stays."""
        self._editor.delete()

    def heal_selection(self) -> None:
        """Delete the selected layers and connect what is around them."""
        self._editor.heal()

    def add_unit(self) -> None:
        """Give each selected layer a neuron or filter more."""
        self._editor.operate(Cut.ADD_UNIT)

    def remove_unit(self) -> None:
        """Take the last neuron or filter from each selected layer."""
        self._editor.operate(Cut.REMOVE_UNIT)

    def deepen(self) -> None:
        """Put a layer behind the selected one."""
        self._editor.operate(Cut.ADD_LAYER)

    def remove_layer(self) -> None:
        """Remove the selected layer and what joined it to the others."""
        self._editor.operate(Cut.REMOVE_LAYER)

    def possible_cuts(self) -> frozenset[Cut]:
        """Return what plus and minus over the selected layer offer."""
        drawing = self._drawing
        return possible(drawing.project.graph, drawing.chosen & drawing.places.keys())

    def foretold(self, cut: Cut) -> str:
        """Return what a step would do to what was learned, in words."""
        return foretold(self._drawing.project, self._drawing.chosen, cut)

    def deletion_foretold(self, *, heal: bool) -> str:
        """Return the same for what is selected being deleted; empty where no layer is."""
        drawing = self._drawing
        if not drawing.chosen:
            return ""
        return deletion_foretold(drawing.project, drawing.places, drawing.chosen, heal=heal)

    def copy(self) -> None:
        self._editor.copy()

    def cut(self) -> None:
        self._editor.cut()

    def paste(self) -> None:
        """Add the layers and notes on the clipboard; anything else on it is told and left alone."""
        self._editor.paste(self._camera.visible())
        self._show_selected()

    def group_selection(self) -> None:
        """Put the selected layers into a group."""
        self._editor.group()

    def ungroup_selection(self) -> None:
        """Take the layers of the selected groups out of them."""
        self._editor.ungroup()
        self._show_selected()

    def selected_groups(self) -> frozenset[int]:
        graph = self._drawing.project.graph
        chosen = self._drawing.chosen
        return frozenset(node for node in chosen if isinstance(graph[node].layer, Group))

    def duplicate(self) -> None:
        self._editor.duplicate()
        self._show_selected()

    def _show_selected(self) -> None:
        self._show_things(self._drawing.chosen)

    # -- comments and frames

    def add_comment(self) -> None:
        """Put a comment over what is selected, else in the middle, and let the person write."""
        note = self._editor.comment(self._middle())
        if note is not None:
            self.write_note(note)

    def add_frame(self) -> None:
        """Put a frame around what is selected and let the person write its title."""
        note = self._editor.frame(self._middle())
        if note is not None:
            self.write_note(note)

    def colour_notes(self, colour: Colour) -> None:
        """Give the selected comments and frames another colour."""
        self._editor.colour(colour)

    def note_colours(self) -> frozenset[Colour]:
        """Return the colours of the selected comments and frames."""
        notes = self._drawing.notes
        return frozenset(notes.shown[each].colour for each in notes.chosen)

    def _middle(self) -> Position:
        middle = self._camera.visible().center()
        return Position(snap(middle.x()), snap(middle.y()))

    # -- arranging

    def align(self, line: Line) -> None:
        """Move what is selected to one line."""
        self._editor.align(line)

    def distribute(self, *, across: bool) -> None:
        """Spread what is selected evenly between its outermost two."""
        self._editor.distribute(across=across)

    def pinned(self) -> frozenset[int]:
        """Return the layers that the layout leaves where they are."""
        return frozenset(self._drawing.project.pinned)

    def pin(self, *, on: bool) -> None:
        """Keep the selected layers where they are, or let the layout place them again."""
        self._editor.pin(on=on)

    def tidy(self, *, everything: bool = False) -> None:
        """Lay the drawing out in columns around what was put where it is, or all of it."""
        self._editor.tidy(everything=everything)
        self._camera.fit()

    # -- moving the view

    def zoom_in(self) -> None:
        self._camera.zoom_by(STEP)

    def zoom_out(self) -> None:
        self._camera.zoom_by(1.0 / STEP)

    def reset_zoom(self) -> None:
        self._camera.reset_zoom()

    def fit(self) -> None:
        """Show the whole drawing."""
        self._camera.fit()

    def set_mini_map(self, showing: Showing) -> None:
        """Choose when an overview is shown in the corner."""
        self._mini_map.set_showing(showing)
