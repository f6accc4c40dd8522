"""Aligning, distributing, pinning, and layouts that keep what a person put somewhere."""

from __future__ import annotations

import itertools
import random

import msgspec
import pytest
from PySide6.QtCore import Qt

from dnngui.canvas import layout
from dnngui.canvas.arranging import Line
from dnngui.canvas.geometry import Box
from dnngui.document import file
from dnngui.document.file import SavedProject
from dnngui.document.notes import Comment, Frame, Notes
from dnngui.document.project import Position, Project
from dnngui.history import History
from engine.graph import Edge, Graph
from engine.layers import Concatenate, Dense, Input

SCATTERED = {
    1: Position(0.0, 0.0),
    2: Position(300.0, 70.0),
    3: Position(410.0, -230.0),
    4: Position(900.0, 390.0),
}


@pytest.fixture
def scattered(make_hand, chain):
    return make_hand(chain, SCATTERED)


def branched(seed: int, size: int = 14) -> Graph:
    """Return a random graph whose layers read one or two earlier ones."""
    dice = random.Random(seed)
    graph, first = Graph().add(Input(shape=(2,)))
    ids = [first]
    for _ in range(size):
        some = dice.sample(ids, min(len(ids), dice.choice((1, 1, 2))))
        graph, new = graph.add(Dense(units=2) if len(some) == 1 else Concatenate())
        for each in some:
            graph = graph.connect(each, new)
        ids.append(new)
    return graph


# -- aligning and distributing


@pytest.mark.parametrize(
    ("line", "axis", "at"),
    [
        (Line.LEFT, "x", 300.0),
        (Line.CENTRE, "x", 600.0),
        (Line.RIGHT, "x", 900.0),
        (Line.TOP, "y", -230.0),
        (Line.MIDDLE, "y", 80.0),
        (Line.BOTTOM, "y", 390.0),
    ],
)
def test_layers_are_aligned_to_the_outermost_or_the_middle(scattered, line, axis, at):
    scattered.view.select([2, 3, 4])
    scattered.view.align(line)
    other = "y" if axis == "x" else "x"
    for node in (2, 3, 4):
        assert getattr(scattered.place(node), axis) == at
        assert getattr(scattered.place(node), other) == getattr(SCATTERED[node], other)
    assert scattered.place(1) == SCATTERED[1]
    assert scattered.undo_text == "Align 3 things"
    scattered.history.stack.undo()
    assert scattered.place(2) == SCATTERED[2]
    assert scattered.view.selected() == {2, 3, 4}


@pytest.mark.parametrize(("across", "axis"), [(True, "x"), (False, "y")])
def test_layers_are_distributed_with_equal_gaps_and_the_outermost_stay(scattered, across, axis):
    scattered.view.select([1, 2, 3, 4])
    scattered.view.distribute(across=across)
    along = sorted(getattr(scattered.place(node), axis) for node in (1, 2, 3, 4))
    before = sorted(getattr(place, axis) for place in SCATTERED.values())
    assert (along[0], along[-1]) == (before[0], before[-1])
    gaps = [b - a for a, b in itertools.pairwise(along)]
    assert gaps == pytest.approx([gaps[0]] * 3)


def test_things_of_different_sizes_are_distributed_by_the_room_between_them(make_hand, chain):
    hand = make_hand(chain, {node: Position(400.0 * node, 0.0) for node in chain.by_id})
    wide = Comment(left=500.0, top=200.0, width=500.0, height=50.0)
    notes, (note,) = Notes().added([wide])
    hand.history.open(Project(graph=chain, positions=hand.history.project.positions, notes=notes))
    hand.view._drawing.choose([1, 4], (), [note])
    hand.view.distribute(across=True)
    shown = hand.history.project.notes[note]
    # Cards are 180 wide: from 490 to 1510 there is room for 520 beside the comment.
    assert (shown.left, shown.right) == (750.0, 1250.0)


def test_a_frame_is_aligned_with_what_is_in_it(scattered):
    frame = Frame(left=780.0, top=300.0, width=240.0, height=180.0)
    notes, (note,) = Notes().added([frame])
    project = Project(graph=scattered.graph, positions=SCATTERED, notes=notes)
    scattered.history.open(project)
    scattered.view._drawing.choose([2, 4], (), [note])
    scattered.view.align(Line.TOP)
    assert scattered.history.project.notes[note].top == 25.0
    assert scattered.place(4) == Position(900.0, 390.0 - 275.0)
    assert scattered.place(2) == SCATTERED[2]
    assert scattered.undo_text == "Align 2 things"


def test_one_thing_cannot_be_aligned_and_two_not_distributed(scattered):
    scattered.view.select([2])
    scattered.view.align(Line.LEFT)
    assert "Select two or more" in scattered.sentences[-1]
    scattered.view.select([2, 3])
    scattered.view.distribute(across=True)
    assert "Select three or more" in scattered.sentences[-1]
    assert scattered.history.stack.count() == 0


# -- keeping what a person put somewhere


def test_what_is_moved_by_hand_stays_and_the_rest_is_laid_out_around_it(hand):
    hand.drag(hand.at(3), hand.at(3, 60.0, 150.0))
    put = hand.place(3)
    assert hand.history.project.pinned == (3,)
    hand.view.tidy()
    assert hand.place(3) == put
    # A chain whose one fixed layer leads the others to its row.
    assert {hand.place(node).y for node in (1, 2, 4)} == {put.y}
    assert [hand.place(node).x - put.x for node in (1, 2, 4)] == [-480.0, -240.0, 240.0]
    assert hand.undo_text == "Tidy the drawing"


@pytest.mark.parametrize("move", ["nudge", "align", "drag with a frame"])
def test_every_way_of_moving_a_layer_counts(scattered, move):
    hand = scattered
    hand.view.select([2, 3])
    if move == "nudge":
        hand.key(Qt.Key.Key_Down)
    elif move == "align":
        hand.view.align(Line.TOP)
        # The upper one has not moved.
        assert hand.history.project.pinned == (2,)
        return
    else:
        hand.view.add_frame()
        hand.view._note_field.leave()
        hand.key(Qt.Key.Key_Down)
    assert set(hand.history.project.pinned) >= {2, 3}


def test_a_layer_added_or_inserted_by_a_command_is_not_held(hand):
    hand.view.select([2])
    hand.view.add_layer(Dense())
    assert hand.history.project.pinned == ()


def test_tidying_everything_moves_what_was_held_and_forgets_it(hand):
    tidied = {node: hand.place(node) for node in (1, 2, 3, 4)}
    hand.drag(hand.at(3), hand.at(3, 0.0, 150.0))
    hand.view.tidy(everything=True)
    assert hand.history.project.pinned == ()
    assert {node: hand.place(node) for node in (1, 2, 3, 4)} == tidied
    hand.history.stack.undo()
    assert hand.history.project.pinned == (3,)


def test_where_every_layer_is_held_it_is_said(scattered):
    scattered.view.select_all()
    scattered.key(Qt.Key.Key_Down)
    steps = scattered.history.stack.count()
    scattered.view.tidy()
    assert "Tidy everything" in scattered.sentences[-1]
    assert scattered.history.stack.count() == steps


def test_the_layout_can_be_let_place_a_layer_again(hand):
    home = hand.place(3)
    hand.drag(hand.at(3), hand.at(3, 0.0, 150.0))
    assert hand.view.selected() == {3}
    hand.view.pin(on=False)
    assert hand.history.project.pinned == ()
    assert hand.place(3) == home
    assert hand.undo_text == "Let the layout place dense_2"
    hand.history.stack.undo()
    assert hand.history.project.pinned == (3,)
    assert hand.place(3) != home


def test_a_layer_can_be_held_where_the_layout_put_it(hand):
    hand.view.select([4])
    hand.view.pin(on=True)
    hand.view.select([1])
    hand.key(Qt.Key.Key_Up)
    before = hand.place(4)
    hand.view.tidy()
    assert hand.place(4) == before
    assert "Stays where it was put" in hand.view._drawing.nodes[4].description
    assert "Stays where it was put" not in hand.view._drawing.nodes[2].description


def test_all_layers_can_be_placed_again_at_once(scattered):
    scattered.view.select_all()
    scattered.key(Qt.Key.Key_Down)
    scattered.view.pin(on=False)
    assert {scattered.place(node).y for node in SCATTERED} == {scattered.place(1).y}


@pytest.mark.parametrize("seed", range(12))
def test_around_held_layers_nothing_overlaps_and_all_flows_to_the_right(seed):
    graph, dice = branched(seed), random.Random(seed)
    known = layout.tidy(graph)
    held = dice.sample(sorted(graph.by_id), 4)
    for node in held:
        at = known[node]
        known[node] = Position(at.x + dice.randrange(-300, 300), at.y + dice.randrange(-400, 400))
    places = layout.tidy_around(graph, known, held)
    assert places.keys() == graph.by_id.keys()
    assert all(places[node] == known[node] for node in held)
    boxes = {node: Box.of_card(at.x, at.y, preview=True) for node, at in places.items()}
    for one, other in itertools.combinations(boxes, 2):
        if not {one, other} <= set(held):
            assert not boxes[one].overlaps(boxes[other])
    for edge in graph.edges:
        if edge.target not in held:
            assert places[edge.target].x >= places[edge.source].x + 240.0


def test_a_layer_between_two_held_ones_stays_between_them():
    graph = Graph.sequential(Input(shape=(2,)), *(Dense(units=2) for _ in range(5)))
    known = layout.tidy(graph)
    known |= {1: Position(-1000.0, 0.0), 3: Position(-400.0, 0.0)}
    places = layout.tidy_around(graph, known, [1, 3, 4, 5, 6])
    assert -1000.0 + 240.0 <= places[2].x <= -400.0 - 240.0


def test_with_nothing_moved_the_layout_around_a_layer_is_the_tidy_one():
    graph = branched(3)
    tidied = layout.tidy(graph)
    assert layout.tidy_around(graph, tidied, [5]) == tidied


def test_hundreds_of_layers_are_laid_out_around_held_ones():
    graph = branched(1, size=300)
    known = layout.tidy(graph)
    held = set(list(graph.by_id)[::10])
    places = layout.tidy_around(graph, known, held)
    assert places == {**known, **places}
    assert all(places[node] == known[node] for node in held)


# -- what is written follows the layout


def noted(chain, *notes):
    places = layout.tidy(chain)
    return Project(graph=chain, positions=places, notes=Notes().added(notes)[0])


def held_by(hand, note):
    shown = hand.history.project.notes[note]
    return {n for n in hand.graph.by_id if shown.holds(hand.place(n).x, hand.place(n).y)}


def frame_around(places, *nodes):
    left = min(places[node].x for node in nodes) - 110.0
    right = max(places[node].x for node in nodes) + 110.0
    return Frame(left=left, top=-100.0, width=right - left, height=260.0, text="Two")


@pytest.fixture
def framed(make_hand, chain):
    """Layers 2 and 3 in frame 1, with comment 2 in it and comment 3 over layer 4."""
    hand = make_hand(chain)
    places = layout.tidy(chain)
    inside = Comment(left=places[2].x, top=70.0, width=80.0, height=40.0)
    over = Comment(left=places[4].x - 90.0, top=-120.0, width=180.0, height=40.0)
    hand.history.open(noted(chain, frame_around(places, 2, 3), inside, over))
    return hand


def test_a_layer_inserted_in_a_frame_makes_it_wider(framed):
    framed.view.select([2])
    framed.view.add_layer(Dense())
    (new,) = framed.view.selected()
    assert held_by(framed, 1) == {2, 3, new}
    notes = framed.history.project.notes
    assert notes[1].right - framed.place(3).x == 110.0
    assert notes[2].left == framed.place(2).x
    assert notes[3].left == framed.place(4).x - 90.0
    framed.history.stack.undo()
    assert held_by(framed, 1) == {2, 3}


def test_a_tidied_drawing_keeps_its_layers_in_their_frames(framed):
    framed.drag(framed.at(2), framed.at(2, 0.0, 50.0))
    framed.view.tidy(everything=True)
    assert held_by(framed, 1) == {2, 3}
    assert framed.history.project.notes[3].middle[0] == framed.place(4).x


def test_a_frame_whose_layers_come_above_each_other_can_be_saved(framed, tmp_path):
    """Its sides run through the cards: between their middles nothing would be left of it."""
    left, right = framed.place(2).x, framed.place(3).x
    project = framed.history.project
    tight = msgspec.structs.replace(project.notes[1], left=left, width=right - left)
    graph = project.graph.disconnect([Edge(2, 3)]).connect(1, 3)
    tightened = msgspec.structs.replace(project, notes=project.notes.changed({1: tight}))
    framed.history.do("Draw anew", tightened.with_graph(graph))
    framed.view.tidy(everything=True)
    assert framed.place(2).x == framed.place(3).x
    file.save(tmp_path / "tight.dnn", SavedProject(framed.history.project))


def test_a_layer_can_be_dragged_out_of_a_frame_and_into_it(framed):
    before = framed.history.project.notes[1]
    framed.drag(framed.at(3, 0.0, 10.0), framed.at(3, 0.0, -260.0))
    assert framed.history.project.notes[1] == before
    assert held_by(framed, 1) == {2}
    framed.history.stack.undo()
    assert held_by(framed, 1) == {2, 3}


def test_comments_and_pins_do_not_begin_the_run_anew(chain):
    history = History(noted(chain))
    before = history.project
    after = before.with_pins([2], pinned=True)
    assert after.graph is before.graph
    assert after.training is before.training
    assert after.data is before.data
