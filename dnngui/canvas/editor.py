"""What the drawing's commands and gestures act through: project, selection and messages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from dnngui.canvas import (
    arranging,
    clipboard,
    edits,
    grouping,
    layout,
    neuronedits,
    noteedits,
    surgery,
)
from dnngui.canvas.clipboard import ClipboardError, Fragment
from dnngui.canvas.columns import openable
from dnngui.canvas.geometry import ROW, Box, snap
from dnngui.canvas.items.comment import least_height
from dnngui.canvas.selections import Selection, Selections
from dnngui.canvas.spots import Behind, Between, Free, Joining
from dnngui.document.notes import Comment, moved
from dnngui.document.project import Position
from dnngui.words import say
from engine.graph import Edge, Graph, GraphError
from engine.inference import infer
from engine.layers import Group

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from typing import Literal

    from PySide6.QtCore import QRectF

    from dnngui.canvas.arranging import Line, Thing
    from dnngui.canvas.drawing import Drawing
    from dnngui.canvas.edits import Edit
    from dnngui.canvas.spots import Spot
    from dnngui.canvas.surgery import Cut
    from dnngui.canvas.targets import Weight
    from dnngui.document.notes import Colour, Note
    from dnngui.document.project import Project
    from dnngui.history import History
    from engine.layers import Layer


class Editor(QObject):
    """Turns commands into edits of the history's project.

    Attributes
    ----------
    performing
        Whether the project changes by an edit of the drawing, not by undo or another panel.

    Signals
    -------
    said(str)
        A sentence for the status bar; empty takes it away.
    sought(Spot)
        The person wants a layer somewhere and has yet to say which one.
    """

    said = Signal(str)
    sought = Signal(object)

    def __init__(self, history: History, drawing: Drawing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history = history
        self.drawing = drawing
        self.performing = False
        self._selections = Selections()
        history.opened.connect(self._selections.forget)

    @property
    def graph(self) -> Graph:
        return self.history.project.graph

    def perform(self, make: Callable[..., Edit], *arguments: object) -> bool:
        """Make one edit and put it in place; a refused one is explained and changes nothing."""
        try:
            edit = make(self.history.project, self.drawing.places, *arguments)
        except GraphError as error:
            self.said.emit(say(error.message))
            return False
        before, was, place = self.history.project, self._selection(), self.history.stack.index()
        self.performing = True
        try:
            self.history.do(edit.text, edit.project, edit.merge)
        finally:
            self.performing = False
        if edit.selection is not None:
            self.drawing.choose(edit.selection, (), edit.notes)
            self.drawing.focus_on(next(iter(edit.selection), None))
        # What came is not always the edit's own value: numbers that formulas give have followed.
        came = self.history.project
        if came != before:
            merged = self.history.stack.index() == place
            self._selections.remember(before, came, was, self._selection(), merged=merged)
        return True

    def _selection(self) -> Selection:
        drawing = self.drawing
        return Selection(drawing.chosen, drawing.chosen_edges, drawing.notes.chosen)

    def reselect(self, old: Project, new: Project) -> None:
        """Select what was selected at ``new``, where undo or redo lead to it from ``old``."""
        if not self.performing and (found := self._selections.between(old, new)) is not None:
            self.drawing.choose(found.nodes, found.edges, found.notes)

    # -- adding

    def add_layer(self, layer: Layer, at: Position | None, middle: Position) -> None:
        """Add ``layer`` at a place, or where the selection asks for it.

        It goes behind the selected or else the last layer, into the selected connection, or joins
        all selected layers if it takes several inputs. ``middle`` is where the first layer goes.
        """
        if at is not None:
            self.perform(edits.add, layer, at)
            return
        chosen, chosen_edges = self.drawing.chosen, self.drawing.chosen_edges
        ends = [node for node in self.graph.order if not self.graph.targets(node)]
        if not self.drawing.places:
            self.perform(edits.add, layer, middle)
        elif layer.arity.most == 0:
            graph, node = self.graph.add(layer)
            self.perform(edits.add, layer, layout.arrange(graph, self.drawing.places)[node])
        elif not chosen and len(chosen_edges) == 1:
            edge = next(iter(chosen_edges))
            self.perform(edits.insert, edge, layer, self.drawing.places[edge.source])
        elif len(chosen) > 1 and layer.arity.most is None:
            self.perform(edits.join, layer, [node for node in self.graph.order if node in chosen])
        else:
            followed = next(iter(chosen)) if len(chosen) == 1 else ends[-1]
            self.perform(edits.add_after, layer, followed)

    def seek(self, free: Position) -> None:
        """Ask for a layer to go where the selection is; ``free`` is for a layer apart from all."""
        chosen, chosen_edges = self.drawing.chosen, self.drawing.chosen_edges
        nodes = tuple(node for node in self.graph.order if node in chosen)
        spot: Spot = Free(free)
        if len(nodes) > 1:
            spot = Joining(nodes)
        elif nodes:
            spot = Behind(nodes[0])
        elif len(chosen_edges) == 1:
            spot = Between(next(iter(chosen_edges)))
        self.sought.emit(spot)

    # -- neurons and layers more or less

    def operate(self, cut: Cut) -> bool:
        """Add or remove a neuron or a layer where the selection is; say why where it cannot be."""
        nodes = [node for node in self.graph.order if node in self.drawing.chosen]
        return self.perform(surgery.operate, nodes, cut)

    def point(self, cut: Cut | None) -> None:
        """Say beside the pointer what a press of a plus or minus would do."""
        handles = self.drawing.handles
        if cut is not handles.pointed:
            chosen = self.drawing.chosen
            told = "" if cut is None else surgery.foretold(self.history.project, chosen, cut)
            handles.point(cut, told)

    # -- groups

    def group(self) -> None:
        """Put the selected layers, and what is written about them, into a group."""
        if self.drawing.chosen:
            self.perform(grouping.group, self.drawing.chosen, self.drawing.notes.chosen)

    def ungroup(self) -> None:
        """Take the layers of the selected groups out of them."""
        nodes = [node for node in self.graph.order if node in self.drawing.chosen]
        groups = [node for node in nodes if isinstance(self.graph[node].layer, Group)]
        if groups:
            self.perform(grouping.ungroup, groups)

    # -- neurons and weights

    def switch_neurons(self, nodes: Collection[int] | None = None) -> None:
        """Show the neurons of layers that can be opened, or put them away where all are shown.

        Without ``nodes``, of the whole drawing.
        """
        able = openable(self.graph)
        view = self.history.project.view
        chosen = [node for node in (able if nodes is None else nodes) if node in able]
        if not chosen:
            self.said.emit(self.tr("Neurons are shown of layers with 1 to 16 outputs."))
            return
        shown = not all(view.opens(node) for node in chosen)
        if nodes is None:
            self.perform(partial(neuronedits.show_all_neurons, shown=shown))
        else:
            self.perform(partial(neuronedits.show_neurons, nodes=chosen, shown=shown))

    def switch_weight(self, weight: Weight, field: Literal["off", "held"], *, on: bool) -> None:
        """Turn a weight off or hold it, or let it learn again."""
        self.perform(partial(neuronedits.switch, weight=weight, field=field, on=on))

    def switch_frozen(self) -> None:
        """Freeze the selected layers that learn, or let them learn where all are frozen."""
        counts = infer(self.graph).parameter_counts
        chosen = [node for node in self.graph.order if node in self.drawing.chosen]
        nodes = [node for node in chosen if counts.get(node)]
        layers = self.history.project.training.layers
        if nodes:
            frozen = not all(node in layers and layers[node].frozen for node in nodes)
            self.perform(partial(neuronedits.freeze, nodes=nodes, frozen=frozen))

    # -- connecting

    def connect_layers(self, source: int, target: int) -> bool:
        return self.perform(edits.connect, source, target)

    def reconnect(self, old: Edge, new: Edge) -> bool:
        return old == new or self.perform(edits.reconnect, old, new)

    def disconnect_edge(self, edge: Edge) -> None:
        self.perform(edits.disconnect, [edge])

    # -- removing

    def delete(self) -> None:
        """Remove what is selected; a gap stays."""
        drawing = self.drawing
        nodes, edges, notes = drawing.chosen, drawing.chosen_edges, drawing.notes.chosen
        if nodes or edges or notes:
            self.perform(edits.remove, nodes, edges, notes)

    def heal(self) -> None:
        """Remove the selected layers and close the gap."""
        if self.drawing.chosen:
            self.perform(edits.heal, self.drawing.chosen, self.drawing.notes.chosen)
        else:
            self.delete()

    # -- moving

    def move(
        self,
        moved: Mapping[int, Position],
        merge: str | None = None,
        notes: Mapping[int, Note] | None = None,
    ) -> None:
        """Store other places; one undo step for all that follow each other with one key."""
        project, notes = self.history.project, notes or {}
        elsewhere = any(project.positions.get(node) != at for node, at in moved.items())
        if elsewhere or any(project.notes[each] != note for each, note in notes.items()):
            self.perform(edits.move, moved, notes, merge)

    def nudge(self, dx: float, dy: float) -> None:
        """Move what is selected; repeated presses are one undo step."""
        drawing, places = self.drawing, self.drawing.places
        nodes, notes = drawing.notes.carried(places, drawing.chosen, drawing.notes.chosen)
        self.move(
            {node: Position(places[node].x + dx, places[node].y + dy) for node in nodes},
            f"nudge {sorted(nodes)} {sorted(notes)}",
            {each: moved(drawing.notes.shown[each], dx, dy) for each in notes},
        )

    def align(self, line: Line) -> None:
        """Move what is selected to one line."""
        found = self._things(least=2)
        if found:
            text = self.tr("Align {count} things").format(count=len(found))
            self.perform(arranging.shift, found, arranging.aligned(found, line), text)

    def distribute(self, *, across: bool) -> None:
        """Spread what is selected evenly between its outermost two."""
        found = self._things(least=3)
        if found:
            text = self.tr("Distribute {count} things").format(count=len(found))
            ways = arranging.distributed(found, across=across)
            self.perform(arranging.shift, found, ways, text)

    def _things(self, least: int) -> list[Thing]:
        """Return what is selected, where there is enough of it; say so where not."""
        drawing = self.drawing
        chosen = sorted(drawing.chosen), sorted(drawing.notes.chosen)
        found = arranging.things(drawing.notes, drawing.places, *chosen)
        if len(found) >= least:
            return found
        if least == 2:
            self.said.emit(self.tr("Select two or more layers, comments or frames to align them."))
        else:
            self.said.emit(self.tr("Select three or more things to distribute them."))
        return []

    def pin(self, *, on: bool) -> None:
        """Keep the selected layers where they are, or let the layout place them again."""
        pinned = self.history.project.pinned
        nodes = [node for node in sorted(self.drawing.chosen) if (node in pinned) is not on]
        if nodes:
            self.perform(arranging.pin if on else arranging.unpin, nodes)

    def tidy(self, *, everything: bool = False) -> None:
        """Lay the drawing out around the layers that were put where they are, or all of it."""
        places, pinned = self.drawing.places, self.history.project.pinned
        if everything and places:
            self.perform(arranging.tidy_all)
        elif places and places.keys() <= set(pinned):
            self.said.emit(
                self.tr("Every layer stays where you put it. Tidy everything to move them too.")
            )
        elif places:
            self.perform(arranging.tidy)

    # -- comments and frames

    def comment(self, middle: Position) -> int | None:
        """Put a comment over what is selected, else around ``middle``; return its id."""
        boxes = self._boxes()
        if boxes:
            self.perform(noteedits.comment_on, boxes)
        else:
            self.perform(noteedits.add_comment, middle.x, middle.y)
        return self.drawing.notes.attended

    def frame(self, middle: Position) -> int | None:
        """Put a frame around what is selected, else an empty one around ``middle``."""
        width, height = (side / 2.0 for side in noteedits.EMPTY_FRAME)
        x, y = middle.x, middle.y
        self.perform(
            noteedits.add_frame,
            self._boxes() or [Box(x - width, y - height, x + width, y + height)],
        )
        return self.drawing.notes.attended

    def _boxes(self) -> list[Box]:
        """Return the room that what is selected takes, with that for previews."""
        drawing = self.drawing
        places = (drawing.places[node] for node in drawing.chosen)
        notes = (drawing.notes.shown[each] for each in drawing.notes.chosen)
        return [
            *(Box.of_card(at.x, at.y, preview=True) for at in places),
            *(Box(note.left, note.top, note.right, note.bottom) for note in notes),
        ]

    def write(self, note: int, text: str) -> None:
        """Put other words on a note, as part of one step until the history is sealed."""
        before = self.history.project.notes[note]
        height = before.height
        if isinstance(before, Comment):
            font = self.drawing.look.text_font
            height = max(height, least_height(text, font, before.width))
        if (before.text, before.height) != (text, height):
            self.perform(noteedits.write, note, text, height)

    def colour(self, colour: Colour) -> None:
        """Give the selected comments and frames another colour."""
        if self.drawing.notes.chosen:
            self.perform(noteedits.colour, self.drawing.notes.chosen, colour)

    # -- copying

    def copy(self) -> bool:
        """Put the selected layers and notes on the clipboard, as text."""
        if not self.drawing.chosen and not self.drawing.notes.chosen:
            return False
        # Not `setMimeData`: its object would be destroyed twice when the program ends.
        QGuiApplication.clipboard().setText(self._selected().text())
        return True

    def cut(self) -> None:
        if self.copy():
            self.perform(edits.cut, self.drawing.chosen, self.drawing.notes.chosen)

    def paste(self, visible: QRectF) -> None:
        """Add the clipboard's layers, beside their origin where that is in sight."""
        try:
            fragment = clipboard.read(QGuiApplication.clipboard().text())
        except ClipboardError as error:
            self.said.emit(say(error.message))
            return
        shift = self._beside(fragment)
        places = [(at.x, at.y) for at in fragment.places.values()]
        places += [note.middle for note in fragment.own_notes]
        seen = any(visible.contains(x + shift.x, y + shift.y) for x, y in places)
        if places and not seen:
            x, y = (sum(along) / len(places) for along in zip(*places, strict=True))
            middle = visible.center()
            shift = Position(snap(middle.x() - x), snap(middle.y() - y))
        self.perform(edits.paste, fragment, shift)

    def duplicate(self) -> None:
        """Add copies of the selected layers and notes; the clipboard stays as it is."""
        if self.drawing.chosen or self.drawing.notes.chosen:
            fragment = self._selected()
            self.perform(edits.duplicate, fragment, self._beside(fragment))

    def _selected(self) -> Fragment:
        project, drawing = self.history.project, self.drawing
        return Fragment.of(
            self.graph,
            {**project.positions, **drawing.places},
            drawing.chosen,
            project.training.layers,
            project.formulas,
            project.notes,
            drawing.notes.chosen,
        )

    def _beside(self, fragment: Fragment) -> Position:
        """Return the first shift downwards at which no copy covers a layer."""
        copies = _taken(fragment.places.values(), fragment.own_notes)
        taken = _taken(self.drawing.places.values(), self.drawing.notes.shown.values())
        down = 0.0
        while any(copy.below(down).overlaps(box) for copy in copies for box in taken):
            down += ROW
        return Position(0.0, down)


def _taken(places: Collection[Position], notes: Collection[Note]) -> list[Box]:
    """Return what copies are not to cover: cards and comments; frames where there is nothing else.

    Frames hold other things, and may well overlap these.
    """
    comments = [note for note in notes if isinstance(note, Comment)]
    rectangles = comments if places or comments else notes
    return [
        *(Box.of_card(at.x, at.y) for at in places),
        *(Box(note.left, note.top, note.right, note.bottom) for note in rectangles),
    ]
