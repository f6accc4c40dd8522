"""Weights that are off or held, in projects and their files."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from dnngui.document import examples
from dnngui.document.file import SavedProject, load, save
from dnngui.document.run import prepare, saved_run, trained_program
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
