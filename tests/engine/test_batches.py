"""The batches of an epoch."""

from __future__ import annotations

import numpy as np

from engine.batches import Batches


def test_a_resumed_epoch_of_one_batch_leaves_the_rows_as_they_are():
    x = np.arange(20, dtype=np.float32).reshape(10, 2)
    y = np.arange(10, dtype=np.float32).reshape(10, 1)
    before = Batches(x.copy(), y.copy(), 3, seed=1)
    before.begin()
    batches = Batches(x.copy(), y.copy(), None, seed=1)
    batches.resume(before.state_before)
    rest = [batch.x.T.copy() for batch in batches.batches(6)]
    assert len(rest[0]) == 4
    for _ in range(2):
        batches.begin()
        (whole,) = batches.batches(0)
        assert np.array_equal(whole.x.T, x)
        assert np.array_equal(whole.y.T, y)
