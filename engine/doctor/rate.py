"""Learning rates that are too high or too low, with a rate that was tried out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine.doctor.finding import Finding, percent, rough, setting, short
from engine.message import Message
from engine.optim.clipping import ClipGlobalNorm
from engine.problems import Severity
from engine.ratefinder import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.doctor.case import Case
    from engine.doctor.finding import Arguments
    from engine.problems import Repair

ANEW, HERE = "anew", "here"
"""Where a trial of learning rates begins: at the first weights, or at those of now."""

_JUMPS = 0.05
"""Share of the first loss by which it changes from one evaluation to the next."""


_GROWN = 4.0
"""Times their first size at which weights have grown too fast."""


def not_finite(case: Case) -> Iterator[Finding]:
    """Find a run that ended in numbers that are none."""
    failure = case.trainer.failure
    if failure is None:
        return
    text = (
        "The loss is no longer a number at step {step}, first in {layer}, at a learning rate of "
        "{rate}."
    )
    arguments: Arguments = {
        "step": failure.step,
        "layer": failure.layer,
        "rate": short(case.trainer.rate),
    }
    repairs = tuple(_after_failure(case, suggested(case, ANEW)))
    yield Finding("not_finite", Message(text, arguments), Severity.ERROR, repairs=repairs)


def _after_failure(case: Case, found: float | None) -> Iterator[Repair]:
    """Yield a rate that a trial found to be lower, or what helps where the rate is no reason."""
    trainer = case.trainer
    if trainer.optimizer.finds_lengths:
        return
    lower = found is not None and found < trainer.rate
    if not lower and trainer.transforms.clipping is None:
        yield setting(Message("Clip the gradients"), clipping=ClipGlobalNorm(limit=1.0))
    yield with_rate(case, found if found is not None and lower else trainer.rate / 10.0)


def too_high(case: Case) -> Iterator[Finding]:
    """Find steps that jump over what they look for; a trial from first weights has to agree."""
    symptom = _leaps(case)
    if symptom is None or refused(case.trainer.optimizer, case.graph) is not None:
        return
    rate, found = case.trainer.rate, suggested(case, ANEW)
    if found is None or found > rate / 3.0:
        return
    text = (
        "{symptom} The learning rate of {rate} is too high; in a trial from the first weights, "
        "{suggestion} did best."
    )
    arguments: Arguments = {
        "symptom": symptom,
        "rate": short(rate),
        "suggestion": short(found),
    }
    yield Finding("rate_too_high", Message(text, arguments), repairs=(with_rate(case, found),))


def _leaps(case: Case) -> Message | None:
    """Return in a sentence what looks like a rate that is too high."""
    if (grown := _grown(case)) is not None:
        return grown
    losses = case.losses
    if case.steps < 10 or len(losses) < 6:
        return None
    first, now = losses[0], float(losses[-3:].mean())
    if now > 1.2 * first:
        text = "The loss has grown from {first} to {now}."
        return Message(text, {"first": short(first), "now": short(now)})
    recent = losses[-12:]
    moves = np.diff(recent)
    rises = float(np.mean(moves > 0.0))
    typical = float(np.median(np.abs(moves)))
    if len(moves) >= 8 and 0.3 <= rises <= 0.7 and typical > _JUMPS * first:
        text = "The loss jumps to and fro by {jump} between {low} and {high}."
        return Message(
            text,
            {
                "jump": short(typical),
                "low": short(float(recent.min())),
                "high": short(float(recent.max())),
            },
        )
    return None


def _grown(case: Case) -> Message | None:
    """Tell of weights that a few steps have thrown far from where they began."""
    if case.steps < 3 or case.skill >= 0.3 or case.trainer.pretraining.progress.step:
        return None
    grown = [
        (node, signs)
        for node, signs in case.learning()
        if signs.kernel > _GROWN * max(signs.began, signs.usual)
    ]
    if not grown:
        return None
    node, signs = max(grown, key=lambda pair: pair[1].kernel / pair[1].began)
    text = "The weights of {layer} have grown from about {began} to {now} in {steps} steps."
    return Message(
        text,
        {
            "layer": case.name(node),
            "began": rough(signs.began),
            "now": rough(signs.kernel),
            "steps": case.steps,
        },
    )


def too_low(case: Case) -> Iterator[Finding]:
    """Find a run that goes the right way so slowly that it will not arrive."""
    losses = case.losses
    if case.steps < 30 or len(losses) < 6 or case.fall >= 0.2 or case.skill >= 0.8:
        return
    goes_down = float(np.mean(np.diff(losses) <= 0.0)) >= 0.9
    promised = case.fall / max(case.share, 1e-9)
    if not goes_down or promised >= 0.5:
        return
    if refused(case.trainer.optimizer, case.graph) is not None:
        return
    rate, found = case.trainer.rate, suggested(case, HERE)
    if found is None or found < 10.0 * rate:
        return
    text = (
        "The loss has fallen by only {fall} in {steps} steps. The learning rate of {rate} is too "
        "low; in a trial from here, {suggestion} did best."
    )
    arguments: Arguments = {
        "fall": percent(case.fall),
        "steps": case.steps,
        "rate": short(rate),
        "suggestion": short(found),
    }
    yield Finding("rate_too_low", Message(text, arguments), repairs=(with_rate(case, found),))


def suggested(case: Case, begin: str) -> float | None:
    """Return the rate that a trial suggests, or None where it has none or is still to be made."""
    case.wanted.add(begin)
    sweep = case.sweeps.get(begin)
    return None if sweep is None else sweep.suggestion


def with_rate(case: Case, rate: float) -> Repair:
    """Return the repair to a rate, of two digits, of which the schedule makes the present one."""
    optimizer = case.trainer.optimizer
    base = rate * optimizer.learning_rate / case.trainer.rate
    rounded = float(f"{base:.2g}") if math.isfinite(base) and base > 0.0 else rate
    changed = msgspec.structs.replace(optimizer, learning_rate=rounded)
    label = Message("Set the learning rate to {rate}", {"rate": short(rounded)})
    return setting(label, optimizer=changed)
