"""Units that no longer take part, and gradients that do not reach the first layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.doctor.finding import Finding, changed, percent, rough, with_fields
from engine.doctor.start import next_seed, usual_start
from engine.message import Message
from engine.problems import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.doctor.case import Case
    from engine.layers import Layer

_DEAD = 0.6
"""Share of a layer's units from which on it is told."""

VANISHED = 1e-3
"""Share of the last layer's gradients below which those of an earlier one do nothing."""

_SHRINKING = frozenset({"sigmoid", "tanh", "softsign", "hard_sigmoid", "hard_tanh"})


def dead(case: Case) -> Iterator[Finding]:
    """Find rectified layers of which most units are 0 for every sample."""
    if case.steps < 20:
        return
    found = [
        node
        for node in case.program.order
        if case.signs[node].dead >= _DEAD and not case.is_output(node)
    ]
    if not found:
        return
    node = found[0]
    text = (
        "{share} of the units of {layer} are dead: they give 0 for every sample, so no gradient "
        "reaches their weights."
    )
    share = case.signs[node].dead
    repairs = []
    if _starts_oddly(case.layer(node)):
        repairs.append(usual_start(case, [node]))
    graph = changed(case.graph, map(case.trail, found), _leaky)
    yield Finding(
        "dead_units",
        Message(text, {"share": percent(share), "layer": case.name(node)}),
        loud=case.skill < 0.3,
        trail=case.trail(node),
        repairs=(*repairs, Repair(Message("Use Leaky ReLU, which never dies"), graph=graph)),
    )


def _starts_oddly(layer: Layer) -> bool:
    """Whether a layer has first weights or biases that were chosen for it."""
    declared = ("kernel_initializer", "bias_initializer")
    return any(getattr(layer, name, None) is not None for name in declared)


def _leaky(layer: Layer) -> Layer:
    return with_fields(layer, activation="leaky_relu", function="leaky_relu")


def vanishing(case: Case) -> Iterator[Finding]:
    """Find gradients that shrink from layer to layer on their way back."""
    if case.steps < 50 or case.skill >= 0.3 or case.fall >= 0.05:
        return
    layers = list(case.learning())
    if len(layers) < 3:
        return
    (first, signs), (last, at_end) = min(layers, key=lambda pair: pair[1].gradient), layers[-1]
    # Where none begins at the end, none vanishes on the way.
    if first == last or not signs.gradient <= VANISHED * at_end.gradient or not at_end.gradient:
        return
    shrinking = [
        node
        for node, _ in layers
        if case.layer(node).activation_name() in _SHRINKING and not case.is_output(node)
    ]
    text = (
        "Gradients vanish on the way back: they are about {near} at {last} and {far} at {first}, "
        "which hardly learns."
    )
    arguments = {
        "near": rough(at_end.gradient),
        "last": case.name(last),
        "far": rough(signs.gradient),
        "first": case.name(first),
    }
    if shrinking:
        graph = changed(case.graph, map(case.trail, shrinking), _rectified)
        label = Message("Begin again with ReLU in the hidden layers")
        repair = Repair(label, graph=graph, training={"seed": next_seed(case)})
    else:
        # What is left to make them small are the weights.
        repair = usual_start(case, [node for node, _ in layers])
    yield Finding("vanishing", Message(text, arguments), trail=case.trail(first), repairs=(repair,))


def _rectified(layer: Layer) -> Layer:
    return with_fields(layer, activation="relu", function="relu", kernel_initializer=None)
