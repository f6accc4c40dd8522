"""Hundreds of random edits and gestures: the scene stays the project, and nothing breaks."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dnngui.canvas.arranging import Line
from dnngui.canvas.items.tab import TabItem
from dnngui.training.frames import NodePreview
from engine.graph import Graph
from engine.inference import infer
from engine.layers import CATALOGUE

STEPS = 300
MODIFIERS = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Storm:
    """A person who does anything at any time."""

    def __init__(self, hand, seed: int) -> None:
        self.hand = hand
        self.view = hand.view
        self.dice = random.Random(seed)
        self.view.layer_sought.connect(self.answer)

    def step(self) -> None:
        deeds = [
            self.add, self.add, self.drop, self.drag, self.drag, self.drag, self.half_a_drag,
            self.connect, self.connect, self.connect, self.select, self.select, self.delete,
            self.heal, self.undo, self.undo, self.redo, self.copy, self.tidy, self.key, self.zoom,
            self.previews, self.edit_elsewhere, self.view.seek_layer, self.note, self.drag_note,
            self.drag_note, self.arrange,
        ]  # fmt: skip
        self.dice.choice(deeds)()

    def layer(self):
        return self.dice.choice(CATALOGUE)()

    def node(self) -> int | None:
        return self.dice.choice(sorted(self.hand.graph.by_id)) if self.hand.graph.nodes else None

    def point(self) -> QPoint:
        """Return a spot on or near a layer, or anywhere."""
        node = self.node()
        if node is None or self.dice.random() < 0.2:
            return QPoint(self.dice.randrange(1200), self.dice.randrange(800))
        dx = self.dice.choice((-110.0, -80.0, 0.0, 30.0, 80.0, 100.0))
        return self.hand.at(node, dx, self.dice.choice((0.0, 20.0)))

    def add(self) -> None:
        self.view.add_layer(self.layer())

    def drop(self) -> None:
        self.hand.drop(self.layer(), self.point())

    def drag(self) -> None:
        self.hand.drag(self.point(), self.point(), modifiers=self.dice.choice(MODIFIERS))

    def answer(self, spot, _) -> None:
        """Take some layer for a place that the canvas asks about, or none."""
        self.view.end_seeking()
        fit = spot.fit(self.hand.graph, self.layer())
        if fit.refusal is None and self.dice.random() < 0.5:
            known = len(self.hand.graph.nodes)
            self.view.add_at(spot, fit.layer)
            assert len(self.hand.graph.nodes) == known + 1

    def half_a_drag(self) -> None:
        """Leave a gesture open; whatever comes next must cope with it."""
        self.hand.hold(self.point(), self.point())

    def connect(self) -> None:
        if len(self.hand.graph.nodes) > 1:
            source, target = self.dice.sample(sorted(self.hand.graph.by_id), 2)
            self.view._editor.connect_layers(source, target)

    def select(self) -> None:
        ids = sorted(self.hand.graph.by_id)
        self.view.select(self.dice.sample(ids, min(len(ids), self.dice.randrange(4))))

    def delete(self) -> None:
        self.view.delete_selection()

    def heal(self) -> None:
        self.view.heal_selection()

    def undo(self) -> None:
        self.hand.history.stack.undo()

    def redo(self) -> None:
        self.hand.history.stack.redo()

    def copy(self) -> None:
        if len(self.hand.graph.nodes) < 30:
            self.view.copy()
            self.view.paste()

    def tidy(self) -> None:
        self.view.tidy()

    def note(self) -> None:
        """Add a comment or frame and write into it, or leave the field open."""
        self.dice.choice((self.view.add_comment, self.view.add_frame))()
        QTest.keyClicks(self.view._note_field, self.dice.choice(("", "why", "a longer word")))
        if self.dice.random() < 0.7:
            QTest.keyClick(self.view._note_field, Qt.Key.Key_Escape)

    def drag_note(self) -> None:
        """Drag a note by its upper part, or by its corner, with what it takes along."""
        shown = list(self.view._drawing.notes.shown.values())
        if shown:
            note = self.dice.choice(shown)
            spots = ((note.middle[0], note.top + 12.0), (note.right, note.bottom))
            start = self.hand.spot(*self.dice.choice(spots))
            self.hand.drag(start, self.point(), modifiers=self.dice.choice(MODIFIERS))

    def arrange(self) -> None:
        view, on = self.view, self.dice.random() < 0.5
        deeds = (
            lambda: view.align(self.dice.choice(list(Line))),
            lambda: view.distribute(across=on),
            lambda: view.pin(on=on),
            lambda: view.tidy(everything=on),
            view.group_selection,
            view.ungroup_selection,
            view.select_all,
        )
        self.dice.choice(deeds)()

    def key(self) -> None:
        keys = (Qt.Key.Key_Tab, Qt.Key.Key_C, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_L)
        self.hand.key(self.dice.choice((*keys, Qt.Key.Key_Up, Qt.Key.Key_Right)))

    def zoom(self) -> None:
        self.dice.choice((self.view.zoom_in, self.view.zoom_out, self.view.fit))()

    def previews(self) -> None:
        maps = np.zeros((3, 4, 4), np.float32)
        shown = NodePreview(maps=maps, histogram=None, limits=(-1.0, 1.0))
        some = {node: shown for node in self.hand.graph.by_id if self.dice.random() < 0.5}
        self.view.show_previews(self.dice.choice((some, None)))

    def edit_elsewhere(self) -> None:
        """Change the project without the canvas, as the inspector or a repair does."""
        graph, _ = self.hand.graph.add(self.layer())
        self.hand.history.do("Elsewhere", self.hand.history.project.with_graph(graph))


def check(hand) -> None:
    """Compare what is shown with the project; no gesture may be going on."""
    project, drawing = hand.history.project, hand.view._drawing
    assert drawing.project is project
    assert set(drawing.nodes) == set(project.graph.by_id)
    assert set(drawing.edges) == set(project.graph.edges)
    assert drawing.chosen <= set(project.graph.by_id)
    assert drawing.chosen_edges <= set(project.graph.edges)
    assert drawing.notes.shown == project.notes.of()
    assert set(drawing.notes.items) == set(drawing.notes.shown) >= drawing.notes.chosen
    assert hand.view.selected() == (hand.selections[-1] if hand.selections else frozenset())
    for node, place in project.positions.items():
        if node in project.graph:
            assert hand.place(node) == place
    inference = infer(project.graph)
    for node, item in drawing.nodes.items():
        assert item._shape == inference.shapes.get(node)
        assert item.scene() is drawing
    shown = (item for item in drawing.items() if item.isVisible() and item is not drawing.handles)
    visible = [item for item in shown if not isinstance(item, TabItem)]
    alone = len(drawing.chosen) == 1 and not drawing.notes.chosen
    assert drawing.handles.isVisible() is alone
    hint = 0 if project.graph.nodes or drawing.notes.shown else 1
    things = len(drawing.nodes) + len(drawing.edges) + len(drawing.notes.items)
    assert len(visible) == things + hint


@pytest.mark.parametrize("seed", range(4))
def test_the_scene_is_the_project_after_every_step(make_hand, seed):
    hand = make_hand(Graph())
    storm = Storm(hand, seed)
    for step in range(STEPS):
        storm.step()
        hand.view.cancel()
        check(hand)
        if step % 10 == 0:
            hand.view.show_problems(infer(hand.graph).problems)
            QApplication.processEvents()
    while hand.history.stack.canUndo():
        hand.history.stack.undo()
        check(hand)
    assert hand.graph == Graph()
    assert hand.history.project.notes.by_id == {}


@pytest.mark.parametrize("seed", range(100, 103))
def test_gestures_left_open_are_survived(make_hand, chain, seed):
    hand = make_hand(chain)
    storm = Storm(hand, seed)
    for _ in range(STEPS):
        storm.step()
        QApplication.processEvents()
    hand.view.cancel()
    check(hand)


def test_a_drag_and_its_undo_and_redo_end_at_the_same_places(make_hand, chain):
    hand = make_hand(chain)
    places = []
    for node in (1, 2, 3, 4):
        hand.drag(hand.at(node), hand.at(node, 0.0, 40.0 * node))
        places.append({each: hand.place(each) for each in (1, 2, 3, 4)})
    for expected in reversed(places[:-1]):
        hand.history.stack.undo()
        assert {each: hand.place(each) for each in (1, 2, 3, 4)} == expected
    for expected in places[1:]:
        hand.history.stack.redo()
        assert {each: hand.place(each) for each in (1, 2, 3, 4)} == expected
