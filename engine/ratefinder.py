"""A trial that sweeps the learning rate and says which one to begin with (Smith 2017)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine.message import SpokenError, Term
from engine.progress import NotFiniteError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.trainer import Trainer

_TOO_FAR = 4.0
"""The trial ends where the smoothed loss is so many times its least, as in fastai."""

_MEMORY = 0.9

_LEAST_FALL = 1e-6
"""What is less steep, relative to the first loss, is rounding."""


@dataclass(frozen=True, eq=False)
class Sweep:
    """What a trial found.

    Attributes
    ----------
    rates
        Of each step, rising by the same factor.
    losses
        The batch loss before each step, smoothed; as many.
    suggestion
        The rate at which the loss fell most steeply over the logarithm of the rate, or None where
        it never fell.
    """

    rates: NDArray[np.float64]
    losses: NDArray[np.float64]
    suggestion: float | None


def find_rate(
    trainer: Trainer,
    *,
    lowest: float = 1e-6,
    highest: float = 10.0,
    steps: int = 100,
    breathe: Callable[[], None] = lambda: None,
) -> Sweep:
    """Train a copy of the run for a few steps, with ever greater learning rates.

    The run itself is left as it is, to the last bit.

    Parameters
    ----------
    steps
        Most steps to make; where the loss explodes there are fewer.
    breathe
        Called after each step.

    Raises
    ------
    SpokenError
        Where the optimizer finds its step lengths itself.
    """
    optimizer = trainer.optimizer
    if optimizer.finds_lengths:
        raise SpokenError(
            "{optimizer} finds its step lengths itself. Choose another optimizer to look for a "
            "learning rate.",
            optimizer=Term(optimizer.title),
        )
    trial = trainer.twin()
    rates, losses = np.geomspace(lowest, highest, steps), []
    mean, best = 0.0, math.inf
    with np.errstate(all="ignore"):
        for number, rate in enumerate(rates, 1):
            trial.set_optimizer(msgspec.structs.replace(optimizer, learning_rate=float(rate)))
            loss = _loss_of_a_step(trial)
            mean = _MEMORY * mean + (1.0 - _MEMORY) * loss
            smooth = mean / (1.0 - _MEMORY**number)
            if not smooth <= _TOO_FAR * best:
                break
            best = min(best, smooth)
            losses.append(smooth)
            breathe()
    found = np.array(losses)
    return Sweep(rates[: len(found)], found, _steepest(rates[: len(found)], found))


def _loss_of_a_step(trial: Trainer) -> float:
    try:
        (step,) = islice(trial.steps(), 1)
    except NotFiniteError:
        return math.inf
    return step.loss


def _steepest(rates: NDArray[np.float64], losses: NDArray[np.float64]) -> float | None:
    """Return the rate of the steepest fall in front of the least loss."""
    end = int(np.argmin(losses)) + 1 if len(losses) else 0
    if end < 3:
        return None
    slopes = np.gradient(losses[:end], np.log(rates[:end]))
    place = int(np.argmin(slopes))
    return float(rates[place]) if slopes[place] < -_LEAST_FALL * abs(losses[0]) else None
