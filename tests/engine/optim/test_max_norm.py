"""The bound on the weights of each unit, in every layer that has a kernel, against loops."""

from __future__ import annotations

import numpy as np
import pytest
from layer_cases import CASES

from engine import compile, layers, optim
from engine.optim.transforms import Bound, Transforms

LIMIT = 0.7


def on_the_last_axis(kernel, layer):
    return [(..., unit) for unit in range(kernel.shape[-1])]


def by_channel_and_multiple(kernel, layer):
    """As a filter reads one channel, each of its windows is a unit's."""
    return [(..., *each) for each in np.ndindex(*kernel.shape[2:])]


def rows(table, layer):
    return [(word,) for word in range(len(table))]


def of_the_channels_that_a_filter_spreads(kernel, layer):
    within, channels = kernel.shape[2], kernel.shape[3] // layer.groups
    for unit in range(layer.filters):
        group, own = divmod(unit, within)
        yield ..., own, slice(group * channels, (group + 1) * channels)


OTHERS = {
    (layers.DepthwiseConv2D, "kernel"): by_channel_and_multiple,
    (layers.SeparableConv2D, "depthwise_kernel"): by_channel_and_multiple,
    (layers.Conv2DTranspose, "kernel"): of_the_channels_that_a_filter_spreads,
    (layers.Embedding, "table"): rows,
    (layers.RecursiveTree, "table"): rows,
}
"""Where the weights of each unit lie, in the kernels whose last axis is not their units."""

WITH_KERNELS = {
    name: case
    for name, case in CASES.items()
    if any(each.decays for each in case.layer.parameters(*case.shapes))
}


def bounded(program):
    """Put the bound on the weights as a step does."""
    update = optim.SGD().bind(program.theta, program.gradient)
    for call in Bound(Transforms(max_norm=LIMIT), program, update).after:
        call()


@pytest.mark.parametrize("case", WITH_KERNELS.values(), ids=WITH_KERNELS.keys())
def test_the_weights_of_each_unit_are_no_longer_than_the_bound(case):
    program = compile(case.bare(), "mean_squared_error", dtype="float64")
    random = np.random.default_rng(1)
    program.theta[...] = 0.4 * random.standard_normal(program.theta.shape)
    before = {name: view.copy() for name, view in program.parameters.items()}
    bounded(program)
    for declared in case.layer.parameters(*case.shapes):
        (name,) = [each for each in before if each.endswith(f"/{declared.name}")]
        expected = before[name].copy()
        if declared.decays:
            units = OTHERS.get((type(case.layer), declared.name), on_the_last_axis)
            for place in units(expected, case.layer):
                expected[place] *= LIMIT / max(np.sqrt(np.sum(expected[place] ** 2)), LIMIT)
        np.testing.assert_allclose(program.parameters[name], expected, rtol=1e-12)


def test_a_bound_of_units_that_groups_keep_apart_is_that_of_their_outputs():
    """What a filter of a transposed convolution can give is found by the gradient."""
    case = CASES["transpose in groups"]
    program = compile(case.bare(), "mean_squared_error", dtype="float64")
    (kernel,) = [view for name, view in program.parameters.items() if name.endswith("kernel")]
    kernel[...] = np.random.default_rng(2).standard_normal(kernel.shape)
    bounded(program)
    x = case.inputs(1)
    for unit in range(case.layer.filters):
        cotangent = np.zeros((1, *program.output_shape))
        cotangent[..., unit] = 1.0
        program.gradient[...] = 0.0
        program.backpropagate(x, cotangent)
        (slope,) = [view for name, view in program.gradients.items() if name.endswith("kernel")]
        assert np.linalg.norm(kernel[slope != 0.0]) == pytest.approx(LIMIT)
