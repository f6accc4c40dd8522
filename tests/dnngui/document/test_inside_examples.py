"""The next step of the examples, taken apart."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from dnngui.document import examples
from dnngui.document.run import prepare
from engine import layers
from engine.inside import look, refused
from engine.message import SpokenError


@pytest.mark.parametrize("name", [each.name for each in examples.EXAMPLES])
def test_it_is_the_next_step_of_every_example_that_learns_targets(name):
    made = prepare(examples.named(name).build()).trainer
    if refused(made) is not None:
        pytest.skip("RBMs are pre-trained first.")
    list(islice(made.steps(), 2))
    seen = look(made)
    list(islice(made.steps(), 1))
    assert seen.loss == made.progress.loss
    for each, values in seen.update.after.items():
        assert np.array_equal(values, made.program.parameters[each]), each
    assert sum(each.weight * each.value for each in seen.losses) == pytest.approx(
        seen.loss, rel=1e-5
    )


def test_pooled_convolutions_are_seen_one_by_one():
    made = prepare(examples.named("Digits, convolutional").build()).trainer
    seen = look(made)
    pool = next(each for each in seen.layers if isinstance(each.layer, layers.MaxPool2D))
    given = pool.inputs[0]
    count, height, width, channels = given.shape
    windows = given.reshape(count, height // 2, 2, width // 2, 2, channels)
    np.testing.assert_array_equal(pool.output, windows.max(axis=(2, 4)))
    for name, gradient in seen.update.gradients.items():
        used = seen.update.used[name]
        np.testing.assert_allclose(gradient, used, rtol=1e-3, atol=1e-6 * abs(used).max() + 1e-9)


def test_there_is_nothing_to_be_seen_of_a_network_that_is_pre_trained():
    made = prepare(examples.named("Digits, deep belief network").build()).trainer
    assert str(refused(made)).startswith("The RBMs are being pre-trained.")
    with pytest.raises(SpokenError, match="pre-trained"):
        look(made)
