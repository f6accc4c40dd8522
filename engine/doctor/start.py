"""First weights with which a network cannot begin to learn, and layers that may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine import initializers
from engine.doctor.finding import (
    SEEDS,
    Finding,
    changed,
    percent,
    rough,
    setting,
    short,
    with_fields,
)
from engine.message import Message
from engine.problems import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.doctor.case import Case
    from engine.doctor.finding import Arguments
    from engine.layers import Layer
    from engine.optim.layers import LayerTraining

_SMALL = 0.1
"""Share of the usual size below which weights are too small to pass anything on."""

_LARGE = 3.0
"""Times the usual size from which on weights are large."""

_HUGE = 50.0
"""Size of values and gradients that no network learns with."""

_AT_LIMITS = 0.75
"""Share of a layer's outputs from which on it is told."""

_FLAT = 0.02
"""Share of the outputs' size: what differs less between samples is as good as constant."""

_SLOPES = {"sigmoid": 0.25, "hard_sigmoid": 1.0 / 6.0}
"""Derivatives at 0 of what shrinks differences however the usual weights are drawn."""


def frozen(case: Case) -> Iterator[Finding]:
    """Find a network in which nothing may learn."""
    blocks = case.program.blocks
    if not blocks or not all(case.is_frozen(node) for node in blocks):
        return
    yield Finding(
        "all_frozen",
        Message("All layers with weights are frozen, so no step changes anything."),
        repairs=(setting(Message("Let all layers learn"), layers=_thawed(case)),),
    )


def _thawed(case: Case) -> dict[int, LayerTraining]:
    return {
        node: msgspec.structs.replace(own, frozen=False, rate_factor=own.rate_factor or 1.0)
        for node, own in case.trainer.transforms.layers.items()
    }


def alike(case: Case) -> Iterator[Finding]:
    """Find units that all compute the same, and will for ever."""
    if case.steps < 3:
        return
    found = [node for node, signs in case.learning() if signs.alike]
    if not found:
        return
    text = (
        "All {units} units of {layer} have the same weights and get the same gradient, so they "
        "stay copies of one unit. Draw the first weights at random."
    )
    units = case.program.shapes[found[0]][-1]
    yield Finding(
        "start_alike",
        Message(text, {"units": units, "layer": case.name(found[0])}),
        trail=case.trail(found[0]),
        repairs=(_drawn_anew(case, found),),
    )


def too_small(case: Case) -> Iterator[Finding]:
    """Find first weights so small that all samples look alike to the network."""
    if not case.stuck:
        return
    found = [(node, signs) for node, signs in case.learning() if signs.began < _SMALL * signs.usual]
    end = case.signs[case.program.output]
    if not found or not end.spread <= _FLAT * max(end.size, 1e-9):
        return
    node, signs = found[0]
    text = (
        "The weights of {layer} began at about {size}, where {usual} is usual: the outputs differ "
        "by {spread} between samples, and the loss is still {loss} after {steps} steps."
    )
    arguments: Arguments = {
        "layer": case.name(node),
        "size": rough(signs.began),
        "usual": rough(signs.usual),
        "spread": rough(end.spread),
        "loss": short(case.latest.loss),
        "steps": case.steps,
    }
    yield Finding(
        "start_too_small",
        Message(text, arguments),
        trail=case.trail(node),
        repairs=(_drawn_anew(case, [each for each, _ in found]),),
    )


def too_large(case: Case) -> Iterator[Finding]:
    """Find first weights so large that values and gradients explode."""
    if not case.steps or case.skill >= 0.3:
        return
    large = [
        (node, signs)
        for node, signs in case.learning()
        if signs.began > _LARGE * signs.usual
        and not (signs.size < _HUGE and signs.gradient < _HUGE)
    ]
    if not large:
        return
    node, signs = max(large, key=lambda pair: pair[1].gradient)
    text = (
        "Values and gradients explode: those of {layer} are about {value} and {gradient}, as its "
        "weights began at about {size}, where {usual} is usual."
    )
    arguments = {
        "layer": case.name(node),
        "value": rough(signs.size),
        "gradient": rough(signs.gradient),
        "size": rough(signs.began),
        "usual": rough(signs.usual),
    }
    yield Finding(
        "exploding",
        Message(text, arguments),
        trail=case.trail(node),
        repairs=(usual_start(case, [each for each, _ in large]),),
    )


def saturated(case: Case) -> Iterator[Finding]:
    """Find hidden units that stand at the limits of their activation, where gradients vanish."""
    if case.steps < 20 or case.skill >= 0.5:
        return
    hidden = [(node, signs) for node, signs in case.learning() if not case.is_output(node)]
    found = [(node, signs) for node, signs in hidden if signs.saturated >= _AT_LIMITS]
    if not found:
        return
    node, signs = found[0]
    text = (
        "{share} of the outputs of {layer} lie at the limits of its activation, where gradients "
        "vanish. Its weights are about {size}, where {usual} is usual."
    )
    arguments = {
        "share": percent(signs.saturated),
        "layer": case.name(node),
        "size": rough(signs.kernel),
        "usual": rough(signs.usual),
    }
    large = [each for each, its in hidden if its.began > _LARGE * its.usual]
    yield Finding(
        "saturated",
        Message(text, arguments),
        trail=case.trail(node),
        repairs=(usual_start(case, large or [node]),),
    )


def next_seed(case: Case) -> int:
    """Return a seed that gives other weights than those of now: else they would be carried over."""
    return (case.program.seed + 1) % SEEDS


def usual_start(case: Case, nodes: Sequence[int]) -> Repair:
    """Return the repair that draws the weights of layers anew, as is usual for them."""

    def usual(layer: Layer) -> Layer:
        return with_fields(layer, kernel_initializer=None, bias_initializer=None)

    graph = changed(case.graph, map(case.trail, nodes), usual)
    label = Message("Begin again with the usual first weights")
    return Repair(label, graph=graph, training={"seed": next_seed(case)})


def _drawn_anew(case: Case, nodes: Sequence[int]) -> Repair:
    """Begin with weights that pass differences between samples on as they are.

    Behind a sigmoid, which shrinks them to a quarter, that takes an orthogonal matrix four times as
    large (Saxe et al. 2014); for other activations the usual weights do.
    """

    def passing(layer: Layer) -> Layer:
        slope = _SLOPES.get(layer.activation_name())
        wide = None if slope is None else initializers.Orthogonal(gain=1.0 / slope)
        return with_fields(layer, kernel_initializer=wide)

    graph = changed(case.graph, map(case.trail, nodes), passing)
    label = Message("Begin again with larger first weights")
    return Repair(label, graph=graph, training={"seed": next_seed(case)})
