"""Layers as text: nothing is lost, nothing else is taken for layers."""

from __future__ import annotations

import json

import pytest

from dnngui.canvas import edits
from dnngui.canvas.clipboard import Fragment, read
from dnngui.document.project import Position, Project, TrainingSettings
from engine.optim.layers import LayerTraining


def test_what_is_copied_comes_back_with_places_and_inner_connections(chain):
    places = {node: Position(10.0 * node, -node) for node in chain.by_id}
    fragment = read(Fragment.of(chain, places, {2, 3}).text())
    assert fragment is not None
    assert [node.layer for node in fragment.graph.nodes] == [chain[2].layer, chain[3].layer]
    assert [node.name for node in fragment.graph.nodes] == ["dense_1", "dense_2"]
    assert [(edge.source, edge.target) for edge in fragment.graph.edges] == [(1, 2)]
    assert fragment.positions == {1: places[2], 2: places[3]}


def test_the_training_of_a_layer_is_copied_but_not_that_it_is_frozen(chain):
    """A copy has first weights, which are yet to learn."""
    training = {
        2: LayerTraining(frozen=True, l2=0.5),
        3: LayerTraining(frozen=True),
        4: LayerTraining(l1=1.0),
    }
    fragment = read(Fragment.of(chain, {}, {2, 3}, training).text())
    project = Project(graph=chain, training=TrainingSettings(layers=training))
    pasted = edits.paste(project, {}, fragment, Position(0.0, 0.0)).project
    new = pasted.graph.next_id - 2
    assert pasted.training.layers == {**training, new: LayerTraining(l2=0.5)}


def changed(chain, **values) -> str:
    document = json.loads(Fragment.of(chain, {}, {1, 2}).text())
    return json.dumps(document | values)


def circle(chain) -> str:
    document = json.loads(Fragment.of(chain, {}, {2, 3}).text())
    document["graph"]["edges"].append({"source": 2, "target": 1})
    return json.dumps(document)


@pytest.mark.parametrize(
    "make",
    [
        lambda chain: "",
        lambda chain: "hello",
        lambda chain: "{",
        lambda chain: "{}",
        lambda chain: '{"type":"dnngui.layers.v1"}',
        lambda chain: Fragment.of(chain, {}, ()).text(),
        lambda chain: changed(chain, type="dnngui.layers.v2"),
        lambda chain: changed(chain, extra=1),
        lambda chain: changed(chain, positions={"1": {"x": 1e300, "y": 0.0}}),
        lambda chain: changed(chain, graph={"nodes": 3}),
        circle,
        lambda chain: "{" * 100_000,
        lambda chain: "{\ud800}",
    ],
)
def test_anything_else_is_not_layers(chain, make):
    assert read(make(chain)) is None
