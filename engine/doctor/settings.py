"""Settings that leave a network too little to learn from, or too few steps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from engine.doctor.finding import Finding, changed, percent, rough, setting, short, with_fields
from engine.doctor.start import next_seed
from engine.layers import Dropout
from engine.message import Message, Term
from engine.problems import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.doctor.case import Case
    from engine.doctor.finding import Arguments

_STRONG, _USUAL = 0.6, 0.3
"""Rate of a dropout from which on it may be too strong, and one that seldom is."""

_PULLING = 0.02
"""Strength of a penalty from which on it may pull weights to zero."""

_BATCH = 32


def dropout(case: Case) -> Iterator[Finding]:
    """Find a dropout that leaves too little to learn from."""
    strong = [
        node
        for node in case.program.order
        if isinstance(layer := case.layer(node), Dropout) and layer.rate >= _STRONG
    ]
    recent = _recent_batches(case)
    if not strong or case.epochs < 2 or not recent > 1.5 * case.latest.loss or case.skill >= 0.95:
        return
    layer = case.layer(strong[0])
    assert isinstance(layer, Dropout)
    text = (
        "{layer} silences {rate} of the values: the loss is {noisy} with it and {calm} without, so "
        "the network learns from next to nothing."
    )
    arguments: Arguments = {
        "layer": case.name(strong[0]),
        "rate": percent(layer.rate),
        "noisy": short(recent),
        "calm": short(case.latest.loss),
    }
    graph = changed(
        case.graph,
        map(case.trail, strong),
        partial(with_fields, rate=_USUAL),
    )
    label = Message("Set the dropout to {rate}", {"rate": percent(_USUAL)})
    yield Finding(
        "dropout_too_strong",
        Message(text, arguments),
        trail=case.trail(strong[0]),
        repairs=(Repair(label, graph=graph),),
    )


def _recent_batches(case: Case) -> float:
    """Return the mean of the last epoch's batch losses, which dropout acts on."""
    record = case.trainer.record
    if record is None or not record.losses:
        return 0.0
    count = max(case.trainer.steps_per_epoch // record.loss_stride, 1)
    return float(np.mean(record.losses[-count:]))


def penalty(case: Case) -> Iterator[Finding]:
    """Find penalties that pull the weights to zero faster than they can learn."""
    transforms = case.trainer.transforms
    strengths = {
        "l1": transforms.l1,
        "l2": transforms.l2,
        "weight_decay": transforms.weight_decay,
    }
    name, strength = max(strengths.items(), key=lambda pair: pair[1])
    if strength < _PULLING or case.steps < 50 or case.skill >= 0.3:
        return
    small = [node for node, signs in case.learning() if signs.kernel < 0.3 * signs.usual]
    if not small:
        return
    titles = {"l1": "L1", "l2": "L2", "weight_decay": "Weight decay"}
    text = (
        "{penalty} of {strength} pulls the weights to zero: those of {layer} are {size}, where "
        "{usual} is usual."
    )
    signs = case.signs[small[0]]
    arguments: Arguments = {
        "penalty": Term(titles[name]),
        "strength": short(strength),
        "layer": case.name(small[0]),
        "size": rough(signs.kernel),
        "usual": rough(signs.usual),
    }
    strong = [each for each, value in strengths.items() if value >= _PULLING]
    words = "Take the penalty away" if len(strong) == 1 else "Take the penalties away"
    away = dict.fromkeys(strong, 0.0)
    repair = setting(Message(words), **away, seed=next_seed(case))
    yield Finding(
        "penalty_too_strong",
        Message(text, arguments),
        trail=case.trail(small[0]),
        repairs=(repair,),
    )


def batch(case: Case) -> Iterator[Finding]:
    """Find batches so large that too few steps are made."""
    trainer = case.trainer
    rows, per_epoch = len(trainer.taught.x_train), trainer.steps_per_epoch
    planned = trainer.planned(trainer.regime.epochs)
    if rows < 100 or per_epoch > 2 or planned >= 500 or trainer.optimizer.full_batch:
        return
    if case.share < 0.2 or case.steps < 5 or case.skill >= 0.8:
        return
    if case.fall / max(min(case.share, 1.0), 1e-9) >= 0.8:
        return
    text = (
        "A batch takes {batch} of {rows} rows, so the whole run makes {planned} steps; the loss "
        "has fallen by only {fall} in {steps} of them."
    )
    arguments: Arguments = {
        "batch": trainer.batch_size,
        "rows": rows,
        "planned": planned,
        "fall": percent(max(case.fall, 0.0)),
        "steps": case.steps,
    }
    label = Message("Set the batch size to {batch}", {"batch": _BATCH})
    yield Finding(
        "batch_too_large",
        Message(text, arguments),
        repairs=(setting(label, batch_size=_BATCH),),
    )
