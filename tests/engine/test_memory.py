"""Steps allocate nothing that grows, whatever the layers, and a record stays within its bounds."""

from __future__ import annotations

import numpy as np
import pytest
from growth import held_after
from layer_cases import CASES

from engine import Dataset, Graph, Trainer, compile, layers, optim
from engine.record import LOSSES, Record

# The first row of each kind.
KINDS = {type(case.layer).kind(): case for case in reversed(CASES.values())}


@pytest.mark.parametrize("case", KINDS.values(), ids=KINDS.keys())
def test_a_thousand_steps_allocate_nothing_that_grows(case):
    program = compile(case.within(), "mean_squared_error")
    x = program.augmented(case.inputs(case.batch)).T
    y = program.encode(np.zeros((case.batch, *program.output_shape))).T
    step = program.plan(case.batch, training=True, loss=True).step

    def run():
        for _ in range(400):
            step(x, y)

    held = held_after(3, run)
    # The least object takes 16 bytes: one that is kept at each step would show as 6400.
    assert held[2] - held[1] < 1000


def test_a_long_run_with_a_record_ends_up_holding_what_it_held_before():
    random = np.random.default_rng(0)
    data = Dataset.from_arrays(random.standard_normal((20, 2)), random.integers(0, 2, 20))
    graph = Graph.sequential(layers.Input(shape=(2,)), layers.Dense(units=1, activation="sigmoid"))
    trainer = Trainer(compile(graph), data, optim.SGD(), 10, record=Record())
    steps = trainer.steps()

    def run():
        # So many losses later the record has twice its stride, and is as long as before.
        for _ in range(trainer.progress.step or LOSSES):
            next(steps)

    held = held_after(4, run)
    assert len(trainer.record.losses) == LOSSES // 2
    # In between lie 8192 steps: an object at each would show as 131072. Greater numbers of steps
    # take a little more than small ones, of which Python has one object each.
    assert held[3] - held[2] < 10_000
