"""Pictures and health of groups, and of the layers that they hold."""

from __future__ import annotations

import numpy as np
import pytest
from layer_cases.group import chain

from dnngui.document.project import Project
from dnngui.document.run import prepare
from dnngui.training.previews import Previews
from engine import Graph, layers
from engine.data.settings import DataSettings, Generated


@pytest.fixture
def prepared():
    relu = layers.Dense(units=2, activation="relu")
    graph = Graph.sequential(
        layers.Input(), chain(relu, repeat=3), layers.Dense(units=1, activation="sigmoid")
    )
    return prepare(Project(graph=graph, data=DataSettings(source=Generated(samples=60))))


def pictures(prepared):
    return Previews(prepared.dataset, prepared.program).pictures(lambda: None)


def test_a_group_has_the_picture_of_its_last_copy_and_a_layer_within_that_of_the_first(prepared):
    program = prepared.program
    group = program.drawn.nodes[1]
    held = group.layer.nodes[1].id
    found = pictures(prepared)
    entrance = group.layer.nodes[0].id
    assert set(found) == {1, group.id, entrance, held, program.output}
    np.testing.assert_array_equal(found[entrance].maps, found[1].maps)
    first = program.graph.named("group_1/1/dense_1").id
    last = program.graph.named("group_1/3/dense_1").id
    plain = Previews(prepared.dataset, program)
    values = plain._probe.run([first, last], lambda: None)
    np.testing.assert_array_equal(found[held].maps.reshape(2, -1), values[first][:, :576])
    np.testing.assert_array_equal(found[group.id].maps.reshape(2, -1), values[last][:, :576])


@pytest.mark.parametrize("copy", [1, 2, 3])
def test_what_is_dead_in_any_copy_is_seen_on_the_group_and_on_the_layer(prepared, copy):
    program = prepared.program
    group = program.drawn.nodes[1]
    for name, view in program.parameters.items():
        if name.startswith("group_1/"):
            view[...] = 1.0 if name.endswith("bias") else np.eye(2)
    program.parameters[f"group_1/{copy}/dense_1/bias"][...] = -1e3
    found = pictures(prepared)
    assert found[group.id].health == found[group.layer.nodes[1].id].health == "dead"
