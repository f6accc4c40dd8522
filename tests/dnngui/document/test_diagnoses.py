"""The doctor names what is wrong with a run, its repairs help, and it leaves sound runs alone."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from faults import FAULTS, circle, hidden, own, trained, with_layers, with_rate

from dnngui.document import examples
from dnngui.document.repairing import repaired
from dnngui.document.run import prepare
from engine import initializers, losses
from engine.check import check
from engine.data.settings import Builtin, DataSettings
from engine.doctor import Doctor
from engine.facts import DataFacts
from engine.graph import Graph
from engine.layers import Dense, Group, Input
from engine.problems import Severity
from engine.progress import NotFiniteError
from engine.ratefinder import Trial

LOOKS = 60

LONG = frozenset(
    {
        "Digits, convolutional",
        "Digits, residual",
        "Digits, denoising autoencoder",
        "Digits, restricted Boltzmann machine",
        "Digits, deep belief network",
        "Digits, without pre-training",
        "Sorting transformer",
        "Text, letter by letter",
        "Sentiment trees",
    }
)

SOUND = [each.name for each in examples.EXAMPLES if each.name != "XOR (too-small start)"]


class Diagnosis:
    """A run with the doctor beside it.

    Attributes
    ----------
    told
        All that was said on the way or at the end, by code.
    last
        What is said at the end.
    """

    def __init__(self, project, steps=None):
        self.trainer = trainer = prepare(project).trainer
        self.doctor, self.told = Doctor(trainer), {}
        total = steps or trainer.planned(project.training.epochs)
        marks = {*np.geomspace(1, total, LOOKS).astype(int)}
        marks |= {*np.linspace(1, total, LOOKS).astype(int)}
        with np.errstate(all="ignore"):
            try:
                for _ in itertools.islice(trainer.steps(project.training.epochs), total):
                    if trainer.steps_made in marks:
                        self._take(self.doctor.look())
            except NotFiniteError:
                pass
            self.last = self.doctor.judge()
        self._take(self.last)

    def _take(self, findings):
        for each in findings:
            self.told.setdefault(each.code, each)

    @property
    def skill(self):
        metrics = self.trainer.evaluate().metrics
        return metrics.get("accuracy", metrics.get("r2"))


def name_of(finding, project):
    return "" if finding.node is None else project.graph[finding.node].name


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_at_its_layer_with_an_edit_that_repairs_it(name):
    fault = FAULTS[name]
    project = fault.project()
    finding = Diagnosis(project).told[fault.code]
    assert name_of(finding, project) == fault.layer or fault.code == "exploding"
    assert finding.repairs
    sentence = str(finding.message)
    assert sentence.endswith(".")
    assert "{" not in sentence
    for repair in finding.repairs:
        mended = repaired(project, repair)
        assert mended != project
        assert not [
            each
            for each in check(mended.graph, mended.training.loss, None)
            if each.severity is Severity.ERROR
        ]


BARELY = {"points at random", "two units on a spiral", "a class of one in twenty"}
"""Nothing makes these easy to learn."""


@pytest.mark.parametrize("name", [each for each in FAULTS if each not in BARELY])
def test_the_first_repair_lets_the_network_learn_without_that_fault(name):
    fault = FAULTS[name]
    project = fault.project()
    before = Diagnosis(project)
    after = Diagnosis(repaired(project, before.told[fault.code].repairs[0]))
    assert fault.code not in {each.code for each in after.last}
    least = 0.5 if project.data.source.name == "diabetes" else 0.8
    assert after.skill >= least


@pytest.mark.parametrize("name", [each for each in SOUND if each not in LONG])
def test_a_sound_example_is_left_alone(name):
    assert Diagnosis(examples.named(name).build()).told == {}


@pytest.mark.parametrize("name", sorted(LONG))
def test_the_beginning_of_a_long_sound_example_is_left_alone(name):
    assert Diagnosis(examples.named(name).build(), steps=30).told == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(LONG))
def test_a_long_sound_example_is_left_alone(name):
    assert Diagnosis(examples.named(name).build()).told == {}


@pytest.mark.parametrize("seed", range(1, 5))
def test_other_first_weights_of_a_sound_network_are_no_fault_either(seed):
    for name in ("Playground circle", "Iris", "Spiral 8-8-8", "Skip connection"):
        assert Diagnosis(trained(examples.named(name).build(), seed=seed)).told == {}, name


def test_too_few_outputs_are_told_before_a_step_is_made():
    project = own(
        Input(shape=(4,)),
        Dense(units=2, activation="softmax"),
        data=DataSettings(source=Builtin(name="iris")),
        loss=losses.SparseCategoricalCrossentropy(),
    )
    facts = DataFacts.of(prepare(examples.named("Iris").build()).dataset)
    problem = next(
        each
        for each in check(project.graph, project.training.loss, facts)
        if each.code == "outputs"
    )
    assert repaired(project, problem.repair).graph.named("dense_1").layer.units == 3


def test_weights_of_001_are_named_after_few_steps():
    project = examples.named("XOR (too-small start)").build()
    trainer = prepare(project).trainer
    doctor = Doctor(trainer)
    for _ in itertools.islice(trainer.steps(), 25):
        doctor.look()
    (found,) = doctor.look()
    assert found.code == "start_too_small"
    assert found.loud
    assert "began at about 0.01, where 0.58 is usual" in str(found.message)


def test_nothing_is_said_before_the_first_step():
    trainer = prepare(FAULTS["all layers frozen"].project()).trainer
    assert Doctor(trainer).judge() == ()


def test_a_changed_setting_is_judged_anew():
    project = with_rate(circle(), 3.0)
    diagnosis = Diagnosis(project, steps=1000)
    (found,) = diagnosis.last
    trainer, doctor = diagnosis.trainer, diagnosis.doctor
    trainer.set_optimizer(found.repairs[0].training["optimizer"])
    assert doctor.judge() == ()


def test_what_a_trial_suggests_does_not_depend_on_when_the_doctor_looked():
    project = with_rate(circle(), 3.0)
    labels = {
        Diagnosis(project, steps=steps).told["rate_too_high"].repairs[0].label.arguments["rate"]
        for steps in (600, 1200)
    }
    assert len(labels) == 1


def test_a_layer_within_a_group_is_repaired_where_it_is_drawn():
    project = FAULTS["weights of 0.01"].project()
    small = project.graph[2].layer
    inner = Graph.sequential(Input(shape=(2,)), small)
    graph = Graph.sequential(Input(shape=(2,)))
    graph, group = graph.add(Group.of(_apart(inner, graph)))
    graph = graph.connect(1, group)
    for _ in range(2):
        graph, last = graph.add(project.graph[4].layer)
        graph = graph.connect(last - 1 if last - 1 in graph else group, last)
    grouped = project.with_graph(graph)
    found = Diagnosis(grouped, steps=200).told["start_too_small"]
    assert found.trail[0] == group
    mended = repaired(grouped, found.repairs[0]).graph[group].layer.drawing
    assert mended[found.trail[-1]].layer.kernel_initializer != small.kernel_initializer


def _apart(inner, outer):
    """Return a drawing with ids that the other does not have."""
    _, ids = outer.include(inner, inner.ids)
    nodes = tuple(
        type(node)(id=ids[node.id], name=node.name, layer=node.layer) for node in inner.nodes
    )
    edges = tuple(type(edge)(ids[edge.source], ids[edge.target]) for edge in inner.edges)
    return Graph(nodes, edges, max(ids.values()) + 1)


def test_a_unit_that_is_hidden_is_one_that_bends():
    project = with_layers(own(Input(shape=(2,)), hidden(5, "linear"), hidden(1, "sigmoid")))
    found = Diagnosis(trained(project, epochs=100)).told["underfitting"]
    assert "straight lines" in str(found.message)


def test_a_loss_that_does_not_fit_is_named_and_not_the_rate_that_its_jumps_look_like():
    project = FAULTS["probabilities out of a line"].project()
    assert [each.code for each in Diagnosis(project).last] == ["loss_activation"]


def test_gradients_that_begin_at_zero_do_not_vanish_on_the_way():
    # The output is rectified and 0 for every sample, so none comes back.
    project = with_layers(examples.named("XOR").build(), "dense_3", activation="relu")
    silent = with_layers(project, "dense_3", bias_initializer=initializers.Constant(value=-50.0))
    silent = trained(silent, loss=losses.MeanSquaredError())
    assert "vanishing" not in Diagnosis(silent, steps=200).told


def test_a_trial_that_finds_no_rate_does_not_refute_one_that_did():
    project = with_rate(circle(), 3e-6)
    trainer = prepare(project).trainer
    doctor = Doctor(trainer)
    for _ in itertools.islice(trainer.steps(), 3000):
        pass
    (found,) = doctor.judge()
    assert found.code == "rate_too_low"
    doctor._take_up("here", Trial().nothing)
    assert doctor.judge() == (found,)
