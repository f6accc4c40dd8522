"""A run that begins with RBMs, and one that is nothing else."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest
from belief import chain, small, some_rows

from engine import Dataset, Graph, Record, Trainer, compile, optim
from engine.layers import Dense, Input
from engine.unsupervised.pretraining import Pretraining


def trainer_of(graph=None, dataset=None, seed=0, **options):
    program = compile(
        graph or chain(small(), small(units=4)), "categorical_crossentropy", seed=seed
    )
    rule = optim.Adam(learning_rate=0.01)
    given = {"pretrains": True, "record": Record(), **options}
    return Trainer(program, dataset or some_rows(), rule, seed=seed, **given)


def machine_alone(**fields):
    return Graph.sequential(Input(shape=(6,)), small(**fields))


def finished(trainer, epochs=4):
    for _ in trainer.steps(epochs):
        pass
    return trainer


def test_the_network_goes_on_from_the_weights_that_its_machines_learned():
    dataset = some_rows()
    trainer = finished(trainer_of(dataset=dataset))
    program = compile(chain(small(), small(units=4)), "categorical_crossentropy")
    for _ in Pretraining(program, dataset).steps():
        pass
    rule = optim.Adam(learning_rate=0.01)
    after = finished(Trainer(program, dataset, rule, record=Record()))
    np.testing.assert_array_equal(trainer.program.theta, after.program.theta)
    assert trainer.record == after.record
    assert (trainer.progress.step, trainer.steps_made) == (8, 8 + 12)
    assert trainer.planned(4) == trainer.steps_made


def test_without_the_switch_nothing_is_pre_trained():
    trainer = finished(trainer_of(pretrains=False), epochs=1)
    assert trainer.pretraining.figures == []
    assert trainer.steps_made == trainer.progress.step == trainer.planned(1) == 2


@pytest.mark.parametrize("stop", [1, 5, 6, 7, 11, 12, 13, 17])
def test_a_saved_run_goes_on_bit_for_bit_in_whichever_phase_it_was(stop):
    graph = chain(small(persistent=True), small(units=4))
    whole = trainer_of(graph)
    for _ in itertools.islice(whole.steps(4), stop):
        pass
    saved = whole.snapshot()
    left = 4 - whole.progress.epoch
    resumed = trainer_of(graph, seed=0)
    resumed.restore(saved)
    assert resumed.steps_made == stop
    for trainer in (whole, resumed):
        finished(trainer, left)
    np.testing.assert_array_equal(whole.program.theta, resumed.program.theta)
    assert whole.record == resumed.record
    assert whole.pretraining.figures == resumed.pretraining.figures


def test_a_run_that_is_put_back_to_its_start_is_pre_trained_again():
    trainer = trainer_of()
    first = trainer.snapshot()
    once = finished(trainer).program.theta.copy()
    trainer.restore(first)
    assert trainer.in_pretraining
    np.testing.assert_array_equal(finished(trainer).program.theta, once)


def test_the_rest_of_an_epoch_is_that_of_the_machine_in_training():
    trainer = trainer_of()
    next(trainer.steps())
    assert len(list(trainer.rest_of_epoch())) == 1
    assert len(list(trainer.rest_of_epoch())) == 2
    assert trainer.pretraining.progress.epoch == 2
    finished(trainer, 1)
    assert len(list(trainer.rest_of_epoch())) == trainer.steps_per_epoch


def test_a_pre_training_that_is_switched_off_ends_with_the_weights_it_has():
    trainer = trainer_of()
    steps = trainer.steps(1)
    next(steps)
    trainer.set_pretrains(False)
    before = trainer.program.theta.copy()
    assert trainer.in_pretraining is False
    next(steps)
    assert trainer.progress.step == 1
    assert trainer.pretraining.progress.step == 1
    assert not np.array_equal(trainer.program.theta, before)


def test_another_batch_size_is_taken_within_an_epoch_of_a_machine():
    trainer = trainer_of(chain(small(persistent=True)))
    next(trainer.steps())
    trainer.set_batch_size(6)
    rest = list(trainer.rest_of_epoch())
    # Of fifty rows thirty-two were used.
    assert len(rest) == 3


def test_a_machine_that_ends_the_network_is_all_there_is_to_train_and_reads_no_targets():
    rows = some_rows()
    without = dataclasses.replace(rows, y_train=rows.y_train[:, None][:, :0], classes=())
    theta = []
    for dataset in (rows, without):
        trainer = finished(trainer_of(machine_alone(), dataset, pretrains=False))
        assert trainer.ended
        assert not trainer.in_pretraining
        assert (trainer.progress.step, trainer.epochs) == (0, 3.0)
        theta.append(trainer.program.theta)
    np.testing.assert_array_equal(*theta)


def test_an_evaluation_of_a_machine_tells_reconstruction_and_free_energy():
    dataset = some_rows()
    trainer = finished(
        trainer_of(machine_alone(visible="gaussian", pretraining_rate=0.01), dataset)
    )
    found = trainer.evaluate()
    kernel, bias, visible = (
        trainer.program.parameters[f"rbm_1/{name}"].astype(float)
        for name in ("kernel", "bias", "visible_bias")
    )
    for x, error, energy in (
        (dataset.x_train, found.loss, found.metrics["free_energy"]),
        (dataset.x_test, found.test_loss, found.test_metrics["free_energy"]),
    ):
        v = x.astype(float)
        sums = v @ kernel + bias
        again = 1.0 / (1.0 + np.exp(-sums)) @ kernel.T + visible
        assert error == pytest.approx(np.mean((again - v) ** 2), rel=1e-4)
        own = 0.5 * ((v - visible) ** 2).sum(axis=1)
        expected = (own - np.logaddexp(0.0, sums).sum(axis=1)).mean()
        assert energy == pytest.approx(expected, rel=1e-4)


def test_a_finished_machine_goes_on_where_it_gets_more_epochs():
    trainer = finished(trainer_of(machine_alone(persistent=True)))
    assert trainer.program.adopt(machine_alone(persistent=True, pretraining_epochs=5))
    assert not trainer.ended
    finished(trainer)
    whole = finished(trainer_of(machine_alone(persistent=True, pretraining_epochs=5)))
    np.testing.assert_array_equal(trainer.program.theta, whole.program.theta)


def test_only_the_labelled_rows_are_learned_with_their_targets():
    dataset = some_rows()
    trainer = finished(trainer_of(chain(small()), dataset, labelled=10))
    program = compile(chain(small()), "categorical_crossentropy")
    for _ in Pretraining(program, dataset).steps():
        pass
    few = Dataset.from_arrays(
        dataset.x_train[:10],
        dataset.y_train[:10],
        dataset.x_test,
        dataset.y_test,
        classes=dataset.classes,
    )
    after = finished(Trainer(program, few, optim.Adam(learning_rate=0.01)))
    np.testing.assert_array_equal(trainer.program.theta, after.program.theta)
    assert trainer.evaluate().loss == after.evaluate().loss


# -- across an edit


def place_after(old_graph, steps, graph, dataset=None):
    dataset = dataset or some_rows()
    old = trainer_of(old_graph, dataset)
    for _ in itertools.islice(old.steps(), steps):
        pass
    new = trainer_of(graph, dataset)
    new.pretraining.restore(new.pretraining.carried(old.pretraining))
    return new.pretraining.place


def test_a_change_behind_the_machine_in_training_does_not_disturb_it():
    graph, wider = chain(small(), small(units=4)), chain(small(), small(units=7))
    place = place_after(graph, 3, wider)
    assert (place.layer, place.epoch) == ("rbm_1", 2)


def test_a_change_of_the_machine_in_training_keeps_those_before_it():
    graph, wider = chain(small(), small(units=4)), chain(small(), small(units=7))
    dataset = some_rows()
    old = trainer_of(graph, dataset)
    for _ in itertools.islice(old.steps(), 8):
        pass
    assert old.pretraining.place.layer == "rbm_2"
    new = trainer_of(wider, dataset)
    new.pretraining.restore(new.pretraining.carried(old.pretraining))
    assert {each.layer for each in new.pretraining.figures} == {old.pretraining.machines[0]}
    next(new.steps())
    assert (new.pretraining.place.layer, new.pretraining.place.epoch) == ("rbm_2", 1)


def test_a_change_in_front_of_all_machines_trains_them_anew():
    graph = chain(small())
    changed = Graph.sequential(
        Input(shape=(6,)), small(units=8), Dense(units=2, activation="softmax")
    )
    assert place_after(graph, 3, changed) is None


def test_other_rows_train_all_machines_anew():
    old = trainer_of(dataset=some_rows())
    next(old.steps())
    new = trainer_of(dataset=some_rows())
    assert new.pretraining.carried(old.pretraining).running is None
