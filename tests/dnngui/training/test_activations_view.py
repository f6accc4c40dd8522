"""A sample in every layer, as the network itself computes it."""

from __future__ import annotations

import numpy as np
import pytest

from dnngui.document import examples
from dnngui.document.run import prepare
from dnngui.training.activations import MOST, ActivationsOf, MapsOf
from dnngui.training.speed import Speed, resident

PICTURE = (8, 8, 1)


@pytest.fixture(scope="module")
def run():
    return prepare(examples.named("Digits, convolutional").build())


def picture(trainer, request):
    return request.view(trainer).picture(trainer, lambda: None)


def test_every_layer_says_what_it_says_in_the_network(run):
    dataset, program, trainer = run
    passage = picture(trainer, ActivationsOf(True, 3))
    wanted = program.activations(dataset.x_test[3:4], program.order)
    assert [layer.name for layer in passage.layers][:2] == ["input_1", "reshape_1"]
    for layer, node in zip(passage.layers, program.order, strict=True):
        assert layer.shape == program.shapes[node]
        np.testing.assert_allclose(layer.values, wanted[node].ravel()[:MOST], rtol=1e-6)


def test_the_maps_are_the_layers_channels(run):
    dataset, program, trainer = run
    node = next(node for node in program.order if program.graph[node].name == "conv2d_2")
    found = picture(trainer, MapsOf(node, PICTURE, False, 5))
    wanted = program.activations(dataset.x_train[5:6], (node,))[node][0]
    np.testing.assert_allclose(found.maps, np.moveaxis(wanted, -1, 0), rtol=1e-6)
    assert found.channels == wanted.shape[-1]
    np.testing.assert_array_equal(found.picture.ravel(), dataset.x_train[5].ravel())


def test_rows_and_layers_that_are_not_there_have_nothing(run):
    trainer = run.trainer
    rows = len(run.dataset.x_test)
    assert ActivationsOf(True, rows).view(trainer) is None
    assert MapsOf(99, PICTURE, True, 0).view(trainer) is None
    assert MapsOf(run.program.output, PICTURE, True, 0).view(trainer) is None


def test_the_cost_of_a_run_is_told(run):
    cost = picture(run.trainer, Speed())
    assert cost.samples == len(run.dataset.x_train)
    assert cost.steps_per_epoch == -(-cost.samples // 32)
    assert cost.weights == sum(each.nbytes for each in run.program.parameters.values())


def test_the_memory_is_what_the_system_says():
    if resident() is None:
        pytest.skip("this system does not tell")
    grown = []
    # What tests before this one have left may be let go of meanwhile.
    for _ in range(5):
        held = resident()
        block = np.ones(64 * 2**20, np.uint8)
        grown.append(resident() - held)
        del block
    assert np.median(grown) == pytest.approx(64 * 2**20, rel=0.2)
