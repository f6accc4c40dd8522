"""The same seed, machine and number of threads give the same bits, twenty times of twenty."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
import repeatable

EVERY = pytest.mark.parametrize("kind", repeatable.KINDS)


@EVERY
def test_twenty_trainings_of_twenty_end_with_the_same_bits(kind):
    assert len({repeatable.digest(kind) for _ in range(20)}) == 1


@EVERY
def test_another_seed_gives_other_bits(kind):
    assert repeatable.digest(kind) != repeatable.digest(kind, seed=4)


@EVERY
def test_every_training_learns_something_and_stays_finite(kind):
    trainer, losses = repeatable.trained(kind)
    fresh, _ = repeatable.trained(kind)
    fresh.program.redraw(3)
    assert len(losses) == repeatable.STEPS
    assert np.isfinite(losses).all()
    learned = fresh.program.theta != trainer.program.theta
    assert learned.mean() > 0.9


def test_a_fresh_process_ends_with_the_same_bits():
    done = subprocess.run(
        [sys.executable, repeatable.__file__],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": "77"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [repeatable.digest(kind) for kind in repeatable.KINDS]


def test_a_run_that_goes_on_from_a_snapshot_ends_with_the_same_bits():
    """Halfway through an epoch, with dropout: the state of chance is a part of the snapshot."""
    whole, _ = repeatable.trained("dense")
    resumed, _ = repeatable.trained("dense")
    snapshot = resumed.snapshot()
    for trainer in (whole, resumed):
        for _ in zip(range(7), trainer.steps(), strict=False):
            pass
    resumed.restore(snapshot)
    for _ in zip(range(7), resumed.steps(), strict=False):
        pass
    assert resumed.program.theta.tobytes() == whole.program.theta.tobytes()
