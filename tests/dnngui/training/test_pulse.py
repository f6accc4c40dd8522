"""How large outputs and gradients are from look to look, and what that says of a layer."""

from __future__ import annotations

import numpy as np
import pytest

from dnngui.document import examples
from dnngui.document.project import Project, TrainingSettings
from dnngui.document.run import prepare
from dnngui.training.previews import SAMPLES, Previews
from dnngui.training.pulse import JUDGED, LOOKS, Pulses
from engine import Graph, layers
from engine.data.settings import DataSettings, Generated


class Watch:
    """Looks at a run that has just begun."""

    def __init__(self, project: Project) -> None:
        self.prepared = prepare(project)
        self.trainer, self.program = self.prepared.trainer, self.prepared.program
        self.steps = self.trainer.steps(epochs=10_000)
        self._previews = Previews(self.prepared.dataset, self.program)
        self._pulses = Pulses(self.program)

    def look(self):
        return self._pulses.take(self.trainer, self._previews.pictures(lambda: None))

    def go(self, looks: int, stride: int = 1):
        for _ in range(looks):
            for _ in range(stride):
                next(self.steps)
            found = self.look()
        return found


def project(*hidden: layers.Layer) -> Project:
    graph = Graph.sequential(layers.Input(), *hidden, layers.Dense(units=1, activation="sigmoid"))
    data = DataSettings(source=Generated(samples=60))
    # One batch an epoch: the whole training part.
    return Project(graph=graph, data=data, training=TrainingSettings(batch_size=60))


def rms(values) -> float:
    return float(np.sqrt(np.mean(np.square(np.asarray(values, np.float64)))))


def test_the_size_of_outputs_is_that_of_samples_and_not_of_the_plane():
    watch = Watch(project(layers.Dense(units=4, activation="tanh")))
    found = watch.look()
    samples = watch.prepared.dataset.x_train[:SAMPLES]
    for node, values in watch.program.activations(samples, [1, 2, 3]).items():
        assert found[node].size == pytest.approx(rms(values), rel=1e-4)
        assert found[node].pulse.outputs[-1] == found[node].size


def test_before_the_first_step_there_are_no_gradients():
    found = Watch(project(layers.Dense(units=4))).look()
    assert all(np.isnan(each.pulse.gradients).all() for each in found.values())


def test_gradients_are_those_of_the_step_that_was_made():
    watch = Watch(project(layers.Dense(units=4, activation="tanh")))
    dataset, copy = watch.prepared.dataset, watch.program.fresh()
    _, expected = copy.loss_and_gradients(dataset.x_train, dataset.y_train)
    found = watch.go(1)
    own = np.concatenate([expected[f"dense_1/{each}"].ravel() for each in ("kernel", "bias")])
    assert found[2].pulse.gradients[-1] == pytest.approx(rms(own), rel=1e-4)
    assert np.isnan(found[1].pulse.gradients).all()


def test_each_step_is_seen_once_and_the_oldest_are_let_go():
    watch = Watch(project(layers.Dense(units=4, activation="tanh")))
    watch.go(3)
    assert len(watch.look()[2].pulse.outputs) == 3
    assert len(watch.go(LOOKS)[2].pulse.outputs) == LOOKS


def test_looking_back_shows_the_sizes_up_to_then_and_leaves_the_others():
    watch = Watch(project(layers.Dense(units=4, activation="tanh")))
    whole = watch.go(2)
    snapshot = watch.trainer.snapshot()
    after = watch.go(3)
    watch.trainer.visit(snapshot)
    back = watch.look()[2].pulse
    np.testing.assert_array_equal(back.outputs, whole[2].pulse.outputs)
    np.testing.assert_array_equal(back.gradients, whole[2].pulse.gradients)
    watch.trainer.leave()
    np.testing.assert_array_equal(watch.look()[2].pulse.outputs, after[2].pulse.outputs)


def test_a_group_has_the_gradients_of_all_that_it_holds():
    held = Graph.sequential(layers.Input(), layers.Dense(units=2, activation="tanh"))
    watch = Watch(project(layers.Group.of(held, repeat=3)))
    found, group = watch.go(1), watch.program.drawn.nodes[1]
    inner = group.layer.nodes[1].id
    parts = [
        watch.program.unit * view.ravel()
        for name, view in watch.program.gradients.items()
        if name.startswith(group.name)
    ]
    for node in (group.id, inner):
        expected = rms(np.concatenate(parts))
        assert found[node].pulse.gradients[-1] == pytest.approx(expected, rel=1e-4)


def test_gradients_that_shrink_through_sigmoids_are_named_at_the_layers_they_do_not_reach():
    sigmoid = layers.Dense(units=4, activation="sigmoid")
    watch = Watch(project(*[sigmoid] * 9))
    found = watch.go(JUDGED)
    ill = [node for node in watch.program.order if found[node].health == "vanishing"]
    assert ill
    assert ill == list(range(2, 2 + len(ill)))
    assert found[watch.program.output].health == "ok"


def test_what_vanished_stays_named_when_no_gradient_is_left_to_compare_with():
    watch = Watch(examples.named("XOR (too-small start)").build())
    watch.go(JUDGED)
    watch.program.gradient[...] = 0.0
    first = watch.program.order[1]
    start, stop = watch.program.blocks[first]
    assert watch.look()[first].health == "vanishing"
    watch.program.gradient[start:stop] = 1e-12
    assert watch.go(LOOKS, 50)[first].health == "vanishing"


def test_huge_gradients_are_named_as_huge_outputs_are():
    watch = Watch(project(layers.Dense(units=4)))
    watch.go(JUDGED)
    for _ in range(JUDGED):
        next(watch.steps)
        watch.program.gradient[...] = 1e7
        found = watch.look()
    assert found[2].health == "exploding"


HEALTHY = ("XOR", "Playground circle", "Spiral 8-8-8", "Iris", "Skip connection", "Wave, GRU")


@pytest.mark.parametrize("name", HEALTHY)
def test_no_layer_of_a_sound_example_is_named(name):
    watch = Watch(examples.named(name).build())
    for _ in range(12):
        found = watch.go(1, 10)
        assert {each.health for each in found.values()} == {"ok"}
