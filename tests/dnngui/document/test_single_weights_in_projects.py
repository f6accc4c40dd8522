"""Weights that are off or held, in projects and their files."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from dnngui.document import examples
from dnngui.document.file import SavedProject, load, save
from dnngui.document.groups import closed, opened
from dnngui.document.project import Project
from dnngui.document.run import prepare, saved_run, trained_program
from engine import Dataset, Trainer, compile
from engine.graph import Graph
from engine.grouping import group
from engine.layers import Concatenate, Conv2D, Dense, Flatten, Input
from engine.morph import carry
from engine.optim.layers import LayerTraining

OFF = LayerTraining(off={"kernel": ((0, 1), (1, 3))}, held={"bias": ((2,),)})


def project_with(own=OFF):
    project = examples.named("Playground circle").build()
    return msgspec.structs.replace(project, training=project.training.with_layer(2, own))


def test_a_file_keeps_which_weights_are_off_and_held_and_that_they_are_zero(tmp_path):
    project = project_with()
    trainer = prepare(project).trainer
    for _ in trainer.steps(2):
        pass
    save(tmp_path / "a.dnn", SavedProject(project, saved_run(trainer)))
    opened = load(tmp_path / "a.dnn")
    assert opened.project.training.layers == {2: OFF}
    kernel = trained_program(opened.project, opened.run).parameters["dense_1/kernel"]
    assert np.argwhere(kernel == 0.0).tolist() == [[0, 1], [1, 3]]


def test_what_is_off_is_zero_in_a_run_that_was_saved_before():
    before = project_with(LayerTraining())
    run = saved_run(prepare(before).trainer)
    kernel = trained_program(project_with(), run).parameters["dense_1/kernel"]
    assert np.argwhere(kernel == 0.0).tolist() == [[0, 1], [1, 3]]


@pytest.mark.parametrize(("units", "left"), [(4, OFF.off), (3, {"kernel": ((0, 1),)})])
def test_a_layer_of_fewer_units_forgets_the_weights_of_those_that_are_gone(units, left):
    project = project_with()
    layer = msgspec.structs.replace(project.graph[2].layer, units=units)
    changed = project.with_graph(project.graph.replace(2, layer))
    assert changed.training.layers[2].off == left


CONV, DENSE = 2, 4
ROWS = (0, 3, 6, 17)
"""Of the 3 × 3 places of two channels each, as they lie one behind the other."""


def picture_project():
    """A Dense layer that reads two channels of 3 × 3 places, some of its weights off."""
    graph = Graph.sequential(
        Input(shape=(5, 5, 1)), Conv2D(filters=2), Flatten(), Dense(units=4), Dense(units=1)
    )
    off = {"kernel": tuple((row, 1) for row in ROWS), "bias": ((2,),)}
    project = Project(graph=graph)
    training = project.training.with_layer(DENSE, LayerTraining(off=off, held=off))
    return msgspec.structs.replace(project, training=training)


def with_filters(graph, count, node=CONV):
    return graph.replace(node, msgspec.structs.replace(graph[node].layer, filters=count))


def row_of(row, before, now):
    """Return where the value of a place and a channel lies among ``now`` channels of each place."""
    place, channel = divmod(row, before)
    return place * now + channel


def test_weights_behind_a_flatten_are_off_where_more_filters_move_them():
    before = picture_project()
    after = before.with_graph(with_filters(before.graph, 5))
    own = after.training.layers[DENSE]
    assert own.off["kernel"] == tuple((row_of(row, 2, 5), 1) for row in ROWS)
    assert own.off["bias"] == ((2,),)
    assert own.held == own.off


def test_weights_of_a_filter_that_goes_are_off_no_more():
    before = picture_project()
    after = before.with_graph(with_filters(before.graph, 1))
    assert after.training.layers[DENSE].off["kernel"] == ((0, 1), (3, 1))


def test_the_weights_that_are_off_are_those_that_an_edit_of_the_run_carries_there():
    before = picture_project()
    trainer = compiled(before)
    values = np.arange(trainer.theta.size, dtype=np.float32)
    trainer.theta[:] = values
    after = before.with_graph(with_filters(before.graph, 3))
    carried = carried_into(trainer, after)
    was, now = before.training.layers[DENSE].off, after.training.layers[DENSE].off
    old, new = trainer.parameters["dense_1/kernel"], carried["dense_1/kernel"]
    assert [new[index] for index in now["kernel"]] == [old[index] for index in was["kernel"]]


def test_weights_behind_a_join_are_off_where_what_comes_first_gets_wider_or_goes():
    graph = Graph.sequential(Input(shape=(2,)))
    graph, join = graph.add(Concatenate())
    branches = []
    for units in (3, 2, 1):
        graph, branch = graph.add(Dense(units=units))
        graph = graph.connect(1, branch).connect(branch, join)
        branches.append(branch)
    graph, last = graph.add(Dense(units=1))
    project = Project(graph=graph.connect(join, last))
    own = LayerTraining(off={"kernel": ((1, 0), (4, 0), (5, 0))})
    project = msgspec.structs.replace(project, training=project.training.with_layer(last, own))
    wider = project.with_graph(project.graph.replace(branches[0], Dense(units=6)))
    assert wider.training.layers[last].off["kernel"] == ((1, 0), (7, 0), (8, 0))
    fewer = project.with_graph(project.graph.remove([branches[0]]))
    assert fewer.training.layers[last].off["kernel"] == ((1, 0), (2, 0))


@pytest.mark.parametrize("held", [[CONV], [CONV, 3], [CONV, 3, DENSE], [3, DENSE], [DENSE]])
def test_weights_are_off_where_they_were_whatever_of_it_lies_in_a_group(held):
    before = picture_project()
    graph, block = group(before.graph, held)
    before = before.with_graph(graph)
    if CONV in held:
        seen = opened(before, (block,))
        after = closed(before, (block,), seen, seen.with_graph(with_filters(seen.graph, 5)))
    else:
        after = before.with_graph(with_filters(before.graph, 5))
    own = after.training.layers[DENSE]
    assert own.off["kernel"] == tuple((row_of(row, 2, 5), 1) for row in ROWS)
    assert own.off["bias"] == ((2,),)


def test_a_layer_that_is_cut_off_for_a_while_keeps_its_weights_off():
    before = picture_project()
    (edge,) = (each for each in before.graph.edges if each.target == DENSE)
    apart = before.with_graph(before.graph.disconnect([edge]))
    again = apart.with_graph(apart.graph.connect(edge.source, DENSE))
    assert again.training.layers == before.training.layers


def compiled(project):
    return compile(project.graph, loss=project.training.loss)


def carried_into(program, project):
    """Return the parameters by name when a run of ``program`` goes on as that of a project."""
    new = compiled(project)
    dataset = Dataset.from_arrays(np.zeros((4, 5, 5, 1)), np.array([0, 1, 0, 1]))
    trainer = Trainer(program, dataset)
    new.theta[:] = carry(trainer.snapshot(), program, new).theta
    return new.parameters
