"""Takes the next step of a run apart, on copies: the run itself stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.inside.moments import moments
from engine.inside.step import InsideLayer, InsideLoss, InsideUpdate, StepInside
from engine.inside.tracing import TracedPlan
from engine.message import Message, SpokenError
from engine.objective import target_columns
from engine.places import places
from engine.shapes import size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.program import Program
    from engine.trainer import NextBatch, Trainer

    Floats = NDArray[np.floating[Any]]

ROOM = 2**24
"""Values of all kept copies together, about: 64 MB."""

_COPIES = 6
"""Copies of a layer's values: in and out, in front of the activation, and gradients."""

_ENDED = "The run has ended. Reset it, or let it go on, to look inside a step."
_PRETRAINS = (
    "The RBMs are being pre-trained. Steps can be looked into when the network learns its targets."
)


def refused(trainer: Trainer) -> Message | None:
    """Return why there is no step to be looked into, or None."""
    if not trainer.supervised or trainer.in_pretraining:
        return Message(_PRETRAINS)
    return Message(_ENDED) if trainer.ended else None


def look(trainer: Trainer, *, room: int = ROOM) -> StepInside:
    """Return what the next step of a run computes, layer by layer.

    The weights behind it are to the bit those that the run's next step gives. Values and gradients
    within the layers are the run's to rounding: it may compute layers together, or by halves.

    Parameters
    ----------
    room
        How many values are kept; where a batch has more, of its first samples.

    Raises
    ------
    SpokenError
        Where the run makes no such step.
    NotFiniteError
        Where the step's loss is not finite.
    """
    if (message := refused(trainer)) is not None:
        raise SpokenError(message.template, **message.arguments)
    twin = trainer.twin(on_course=True)
    start = twin.snapshot()
    batch = twin.next_batch()
    plan = _traced(twin.program, batch, room)
    with np.errstate(all="ignore"):
        plan.run(batch.x, batch.y)
    layers = tuple(_layers(twin.program, plan, batch, start.theta))
    losses = tuple(_losses(twin.program, plan, batch))
    gradient = twin.program.gradient.copy()
    rows = batch.rows
    shown = len(layers[0].output)
    twin.restore(start)
    update, loss = _update(twin, gradient)
    return StepInside(
        number=start.step + 1,
        epoch=start.epoch + 1,
        rows=rows,
        shown=shown,
        layers=layers,
        losses=losses,
        loss=loss,
        update=update,
    )


def _traced(program: Program, batch: NextBatch, room: int) -> TracedPlan:
    count = batch.x.shape[1]
    each = _COPIES * sum(size(program.shapes[node]) for node in program.order)
    return TracedPlan(
        program,
        count,
        program.objectives,
        shown=min(count, max(room // each, 1)),
        weighted=program.is_weighted(batch.y.T),
        carried=batch.carried,
    )


def _first(values: Floats | None) -> Any:
    """Return values of a plan, ``(*shape, samples)``, with the samples first."""
    return None if values is None else np.ascontiguousarray(np.moveaxis(values, -1, 0))


def _layers(
    program: Program, plan: TracedPlan, batch: NextBatch, theta: Floats
) -> Iterator[InsideLayer]:
    before, gradients = _by_layer(program, theta), _by_layer(program, program.gradient)
    outputs = {node: _first(plan.output(node, batch.x)) for node in program.order}
    for node in program.order:
        seen, own = plan.traces[node], program.graph[node]
        sources = program.graph.sources(node)
        yield InsideLayer(
            node=node,
            trail=program.trails[node],
            name=own.name,
            layer=program.live[node],
            sources=sources,
            inputs=tuple(outputs[source] for source in sources),
            output=outputs[node],
            before_activation=_first(seen.before_activation),
            parameters=before.get(node, {}),
            gradients=_learned(program, node, gradients.get(node, {})),
            output_gradient=_first(seen.output_gradient),
            before_gradient=_first(seen.before_gradient),
            input_gradients={at: _first(each) for at, each in seen.input_gradients.items()},
        )


def _by_layer(program: Program, vector: Floats) -> dict[int, dict[str, Floats]]:
    """Return copies of the parts of a flat vector by layer and parameter."""
    found: dict[int, dict[str, Floats]] = {}
    for place in places(program):
        part = vector[place.span].reshape(place.parameter.shape).copy()
        found.setdefault(place.node, {})[place.parameter.name] = part
    return found


def _learned(program: Program, node: int, gradients: dict[str, Floats]) -> dict[str, Floats]:
    learned = {
        each.parameter.name
        for each in places(program)
        if each.node == node and each.parameter.learned
    }
    return {name: values for name, values in gradients.items() if name in learned}


def _losses(program: Program, plan: TracedPlan, batch: NextBatch) -> Iterator[InsideLoss]:
    weighted = program.is_weighted(batch.y.T)
    columns = target_columns(program.objectives, weighted=weighted)
    whole = plan.loss
    for at, objective in enumerate(program.objectives):
        node, rows = objective.node, columns[at]
        traces = plan.traces[node]
        prediction = _first(plan.output(node, batch.x))
        target = batch.y[rows.start : rows.start + objective.width, : len(prediction)]
        fused = node in plan.fused
        gradient = traces.before_gradient if fused else traces.output_gradient
        yield InsideLoss(
            node=node,
            name=program.graph[node].name,
            loss=objective.loss,
            weight=objective.weight,
            value=whole if len(program.objectives) == 1 else float(plan.losses[at]),
            ending=objective.ending,
            fused=fused,
            prediction=prediction,
            target=target.T.copy(),
            gradient=_first(gradient),
        )


def _update(twin: Trainer, gradient: Floats) -> tuple[InsideUpdate, float]:
    """Make the step on the twin; return what it does to the weights, and its loss."""
    program, rate = twin.program, twin.rate
    before = program.theta.copy()
    with np.errstate(all="ignore"):
        next(twin.steps())
    after = twin.snapshot()
    used = None
    if not twin.optimizer.full_batch:
        used = _named(program, program.true_gradient())
    update = InsideUpdate(
        optimizer=twin.optimizer,
        rate=rate,
        before=_named(program, before),
        after=_named(program, after.theta),
        gradients=_named(program, gradient),
        used=used,
        moments={symbol: _named(program, values) for symbol, values in moments(after).items()},
    )
    return update, twin.progress.loss


def _named(program: Program, vector: Floats) -> dict[str, Floats]:
    """Return copies of the learned parts of a flat vector by ``layer/parameter``."""
    return {
        f"{program.graph[each.node].name}/{each.parameter.name}": vector[each.span]
        .reshape(each.parameter.shape)
        .copy()
        for each in places(program)
        if each.parameter.learned
    }
