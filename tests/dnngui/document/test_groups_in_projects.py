"""Groups in projects: their files, their places, their settings and their weights."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from document_projects import edited_json, same_run, trained
from layer_cases.group import chain, residual

from dnngui.commands import settings
from dnngui.document.file import FileError, SavedProject, load, save
from dnngui.document.groups import closed, existing, opened
from dnngui.document.project import Position, Project, TrainingSettings
from dnngui.document.run import saved_run, trained_program
from engine import optim
from engine.data.settings import DataSettings, Generated
from engine.graph import Graph
from engine.layers import Dense, Input
from engine.optim.layers import LayerTraining
from engine.outputs import OutputTraining

TANH = Dense(units=4, activation="tanh")


def project(repeat=2):
    graph = Graph.sequential(
        Input(shape=(2,)),
        Dense(units=4),
        residual(chain(TANH), repeat=repeat),
        Dense(units=1, activation="sigmoid"),
    )
    return Project(
        graph=graph,
        positions={node: Position(10.0 * node, 0.0) for node in graph.ids},
        data=DataSettings(source=Generated(samples=60, seed=5)),
        training=TrainingSettings(optimizer=optim.Adam(learning_rate=0.01)),
    )


def test_a_group_comes_back_with_its_run_and_the_places_within(tmp_path):
    trainer = trained(project(), 5)
    save(tmp_path / "a.dnn", SavedProject(project(), saved_run(trainer)))
    opened = load(tmp_path / "a.dnn")
    assert opened.project == project()
    assert opened.warnings == ()
    assert same_run(opened.run, saved_run(trainer))
    x = np.random.default_rng(0).standard_normal((7, 2))
    again = trained_program(opened.project, opened.run)
    np.testing.assert_array_equal(again.predict(x), trainer.program.predict(x))


def test_numpy_opens_the_weights_of_each_copy(tmp_path):
    trainer = trained(project(), 5)
    save(tmp_path / "a.dnn", SavedProject(project(), saved_run(trainer)))
    with np.load(tmp_path / "a.dnn", allow_pickle=False) as archive:
        for name in ("group_1/1/group_1/1/dense_1/kernel", "group_1/2/group_1/1/dense_1/kernel"):
            np.testing.assert_array_equal(
                archive[f"weights/{name}"], trainer.program.parameters[name]
            )


def inner(document):
    return document["project"]["graph"]["nodes"][2]["layer"]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (
            lambda d: d["project"]["graph"]["nodes"].append(
                inner(d)["nodes"][0] | {"name": "other"}
            ),
            "same number or name",
        ),
        (lambda d: inner(d)["nodes"][0].update(id=99), "does not exist"),
        (lambda d: inner(d)["nodes"][0].update(id=2**32), "at most 4294967295"),
        (lambda d: inner(d)["nodes"][0].update(name="add_1"), "same number or name"),
        (
            lambda d: inner(d)["edges"][0].update(source=inner(d)["nodes"][-1]["id"]),
            "run in a circle",
        ),
        (lambda d: inner(d).update(repeat=0), "at least 1"),
        (lambda d: inner(d).update(repeat=1000), "at most 100"),
        (lambda d: inner(d).update(next_id=9), "does not belong there"),
        (lambda d: d["project"]["graph"].update(next_id=8), "below the next free one"),
    ],
)
def test_what_a_group_holds_is_checked(tmp_path, edit, said):
    path = tmp_path / "a.dnn"
    save(path, SavedProject(project()))
    edited_json(path, "project.json", edit)
    with pytest.raises(FileError, match=said):
        load(path)


def test_an_edit_of_the_drawing_keeps_what_belongs_to_layers_within_groups():
    before = project()
    held = next(iter(before.graph[3].layer.ids))
    training = before.training.with_layer(held, LayerTraining(frozen=True))
    before = msgspec.structs.replace(before, training=training)
    after = before.with_graph(before.graph.remove([2]))
    assert after.positions[held] == before.positions[held]
    assert after.training.layers == {held: LayerTraining(frozen=True)}
    gone = before.with_graph(before.graph.remove([3]))
    assert held not in gone.positions
    assert gone.training.layers == {}


def test_layers_within_groups_are_set_by_their_path():
    before = project()
    words = ["group_1/group_1/dense_1.frozen=true", "group_1.rate_factor=0.5"]
    layers = settings.apply(before, words).training.layers
    outer = before.graph[3].layer
    (innermost,) = (
        node.id for node in outer.drawing.named("group_1").layer.nodes if node.name == "dense_1"
    )
    assert layers == {
        innermost: LayerTraining(frozen=True),
        3: LayerTraining(rate_factor=0.5),
    }


def test_an_edit_within_a_group_leaves_the_layers_outside_as_they_are():
    before = project()
    held = before.graph[3].layer.nodes[-1].id
    own = {2: LayerTraining(frozen=True), held: LayerTraining(l2=0.5)}
    training = msgspec.structs.replace(before.training, layers=own)
    before = msgspec.structs.replace(before, training=training)
    seen = opened(before, (3,))
    graph, added = seen.graph.add(TANH)
    edited = seen.with_graph(graph.remove([held]), {added: Position(7.0, 7.0)})
    after = closed(before, (3,), seen, edited)
    assert added in after.graph[3].layer.ids
    assert after.training.layers == {2: LayerTraining(frozen=True)}
    assert after.positions == {
        **{node: at for node, at in before.positions.items() if node != held},
        added: Position(7.0, 7.0),
    }


def test_an_edit_two_groups_deep_finds_its_way_out():
    before = project()
    (inner,) = (node.id for node in before.graph[3].layer.nodes if node.layer.kind() == "group")
    seen = opened(before, (3, inner))
    (dense,) = (node.id for node in seen.graph.nodes if node.layer == TANH)
    wide = seen.with_graph(seen.graph.replace(dense, Dense(units=9)))
    after = closed(before, (3, inner), seen, wide)
    assert opened(after, (3, inner)).graph == wide.graph
    assert existing(after.graph, (3, inner, dense)) == (3, inner)
    assert existing(after.graph, (2, inner)) == ()


def test_what_is_seen_within_a_group_reads_what_the_group_reads():
    seen = opened(project(), (3,)).graph
    assert seen[seen.order[0]].layer == Input(shape=(4,))


def test_what_outputs_learn_is_kept_while_a_group_is_drawn():
    before = project()
    graph, second = before.graph.add(Dense(units=2))
    two = before.with_graph(graph.connect(3, second))
    training = two.training.with_output(second, OutputTraining(loss_weight=0.5))
    two = msgspec.structs.replace(two, training=training)
    seen = opened(two, (3,))
    edited = seen.with_graph(seen.graph.add(TANH)[0])
    assert closed(two, (3,), seen, edited).training == two.training
