"""Formulas of layers that are copied, grouped, taken apart and undone in the drawing."""

from __future__ import annotations

import msgspec
import pytest
from layer_cases.group import chain as group_of

from dnngui.canvas.clipboard import ClipboardError, Fragment, read
from dnngui.document.formulas import problems, with_formula
from engine.graph import Graph
from engine.layers import Dense, Group, Input

SECOND = 3


@pytest.fixture
def formed(hand):
    """The chain whose second Dense layer has twice the units of the first."""
    hand.history.do("", with_formula(hand.history.project, [SECOND], "units", "=2*units(dense_1)"))
    return hand


def by_name(hand, name):
    return hand.history.project.graph.named(name)


def texts(hand):
    project = hand.history.project
    return {project.graph[node].name: own["units"] for node, own in project.formulas.items()}


def test_a_copied_formula_reads_the_copies(formed):
    formed.view.select([2, 3])
    formed.view.copy()
    formed.view.paste()
    names = texts(formed)
    assert names.pop("dense_2") == "=2*units(dense_1)"
    assert names == {"dense_5": "=2*units(dense_4)"}
    assert formed.history.stack.undoText() == "Paste 2 layers"


def test_a_formula_that_is_copied_alone_reads_what_it_read(formed):
    formed.view.select([3])
    formed.view.duplicate()
    assert texts(formed) == {"dense_2": "=2*units(dense_1)", "dense_4": "=2*units(dense_1)"}


def test_text_with_what_is_no_formula_is_not_layers(chain):
    fragment = Fragment.of(chain, {}, {2, 3}, formulas={3: {"units": "=2*units(dense_1)"}})
    assert read(fragment.text()).formulas == {2: {"units": "=2*units(dense_1)"}}
    with pytest.raises(ClipboardError, match="formulas"):
        read(fragment.text().replace("=2*", "2*"))


def test_a_change_of_what_is_read_is_undone_with_what_followed(formed):
    formed.view.select([2])
    formed.view.add_unit()
    assert (by_name(formed, "dense_1").layer.units, by_name(formed, "dense_2").layer.units) == (
        5,
        10,
    )
    assert formed.view.selected() == {2}
    formed.view.select([])
    formed.history.stack.undo()
    assert by_name(formed, "dense_2").layer.units == 8
    assert formed.view.selected() == {2}


def test_grouped_layers_are_still_read(formed):
    formed.view.select([2])
    formed.view.group_selection()
    assert isinstance(by_name(formed, "group_1").layer, Group)
    assert problems(formed.history.project) == ()
    assert texts(formed) == {"dense_2": "=2*units(dense_1)"}


def test_layers_of_a_group_that_is_taken_apart_keep_their_formulas(make_hand):
    graph = Graph.sequential(
        Input(shape=(2,)), Dense(units=4), group_of(Dense(units=4), repeat=2), Dense(units=1)
    )
    hand = make_hand(graph)
    group = hand.history.project.graph.named("group_1").id
    inner = hand.history.project.graph[group].layer.drawing.named("dense_1").id
    # Within the group, input_1 is the group's own: what it reads is dense_1 outside.
    formula = {inner: {"units": "=features(input_1)"}}
    hand.history.do("", msgspec.structs.replace(hand.history.project, formulas=formula))
    hand.view.select([group])
    hand.view.ungroup_selection()
    assert list(texts(hand).values()) == ["=features(dense_1)"] * 2
    assert problems(hand.history.project) == ()
    widths = [node.layer.units for node in hand.history.project.graph.nodes[1:]]
    assert widths == [4, 4, 4, 1]
