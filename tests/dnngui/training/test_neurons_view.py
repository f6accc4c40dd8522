"""The neurons of opened layers, compared with what the network itself computes."""

from __future__ import annotations

import numpy as np
import pytest
from watching import circle

from dnngui.document import examples
from dnngui.document.run import prepare
from dnngui.training.frames import Grid, Needs
from dnngui.training.neurons import SIDE, NeuronMapRequest, NeuronsRequest, reach_of
from engine.optim.layers import LayerTraining


def picture(trainer, request):
    view = request.view(trainer)
    return None if view is None else view.picture(trainer, lambda: None)


def playground():
    return prepare(examples.named("Playground circle").build())


def plane_of(dataset, side):
    """Return raw rows over the range of all of them, the lowest y first."""
    rows = np.concatenate([dataset.raw_train, dataset.raw_test])
    x, y = (
        np.linspace(*limits, side)
        for limits in zip(rows.min(axis=0), rows.max(axis=0), strict=True)
    )
    return np.array([(a, b) for b in y for a in x])


def test_maps_are_the_outputs_over_the_plane_and_weights_are_the_networks():
    dataset, program, trainer = playground()
    found = picture(trainer, NeuronsRequest((1, 2, 4)))
    inputs = dataset.preprocessing.transform(plane_of(dataset, SIDE))
    wanted = program.activations(inputs, (1, 2, 4))
    assert found.keys() == {1, 2, 4}
    for node, layer in found.items():
        maps = wanted[node].T.reshape(-1, SIDE, SIDE)
        np.testing.assert_allclose(layer.maps, maps, atol=1e-5)
        assert layer.reach == pytest.approx(np.abs(maps).max(), rel=1e-4)
    assert np.array_equal(found[2].kernel, program.parameters["dense_1/kernel"])
    assert np.array_equal(found[2].bias, program.parameters["dense_1/bias"])
    assert found[1].kernel is None
    assert found[1].names == ("x1", "x2")
    assert found[2].names == ()


def test_what_is_shown_shares_nothing_with_the_run():
    _, program, trainer = playground()
    found = picture(trainer, NeuronsRequest((2,)))[2]
    before = found.maps.copy(), found.kernel.copy()
    program.theta[...] = 9.0
    picture(trainer, NeuronsRequest((2,)))
    assert np.array_equal(found.maps, before[0])
    assert np.array_equal(found.kernel, before[1])


def test_without_a_plane_each_neuron_has_its_mean_over_training_samples():
    dataset, program, trainer = prepare(examples.named("Iris").build())
    found = picture(trainer, NeuronsRequest((1, 2)))
    wanted = program.activations(dataset.x_train[:256], (2,))[2].mean(axis=0)
    np.testing.assert_allclose(found[2].maps[:, 0, 0], wanted, rtol=1e-5, atol=1e-6)
    assert found[1].names == tuple(column.name for column in dataset.columns)


def test_layers_that_are_not_computed_are_left_out():
    trainer = playground().trainer
    assert picture(trainer, NeuronsRequest((99,))) is None
    assert picture(trainer, NeuronsRequest((2, 99))).keys() == {2}


def test_one_neuron_over_the_plane_of_the_boundary():
    dataset, program, trainer = playground()
    grid = Grid(0, 1, (-6.0, 6.0), (-4.0, 4.0), 7)
    found = picture(trainer, NeuronMapRequest(3, 1, grid))
    points = [(x, y) for y in np.linspace(-4, 4, 7) for x in np.linspace(-6, 6, 7)]
    inputs = dataset.preprocessing.transform(np.array(points))
    wanted = program.activations(inputs, (3,))[3][:, 1].reshape(7, 7, 1)
    np.testing.assert_allclose(found.values, wanted, atol=1e-6)
    assert found.grid == grid
    assert picture(trainer, NeuronMapRequest(3, 2, grid)) is None
    assert picture(trainer, NeuronMapRequest(3, 0, Grid(0, 5, (0.0, 1.0)))) is None


@pytest.mark.parametrize(
    ("values", "reach"), [([-3.0, 2.0], 3.0), ([0.0], 1.0), ([np.nan, 2.0], 2.0), ([np.inf], 1.0)]
)
def test_the_reach_is_the_largest_finite_size(values, reach):
    assert reach_of(np.array(values, np.float32)) == reach


def test_a_session_sends_neurons_when_asked_and_sets_weights_between_steps(watched, session):
    request = NeuronsRequest((2,))
    session.set_project(circle())
    session.set_needs(Needs(views=(request,)))
    first = watched.frame(lambda frame: request in frame.views).views[request][2]
    session.set_weight(2, "kernel", (1, 0), 0.75)
    session.set_weight(2, "kernel", (9, 9), 5.0)
    second = watched.frame(lambda frame: request in frame.views).views[request][2]
    changed = np.argwhere(second.kernel != first.kernel).tolist()
    assert changed == [[1, 0]]
    assert second.kernel[1, 0] == 0.75


def test_weights_that_are_turned_off_at_rest_are_seen_at_once(watched, session):
    request, project = NeuronsRequest((2,)), circle()
    session.set_project(project)
    session.set_needs(Needs(views=(request,)))
    watched.frame(lambda frame: request in frame.views)
    session.set_project(circle(layers={2: LayerTraining(off={"kernel": ((0, 0),)})}))
    found = watched.frame(lambda frame: request in frame.views).views[request][2]
    assert found.kernel[0, 0] == 0.0


def test_a_weight_that_is_set_while_training_goes_on_from_there(watched, session):
    held = LayerTraining(held={"kernel": ((0, 0),)})
    session.set_project(circle(layers={2: held}, epochs=10_000_000))
    session.run()
    watched.frame(lambda frame: frame.step > 10)
    session.set_weight(2, "kernel", (0, 0), -2.5)
    watched.settle()
    session.pause()
    watched.wait_for_state("paused")
    assert session.snapshot().snapshot.theta[0] == -2.5
