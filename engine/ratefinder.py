"""A trial that sweeps the learning rate and says which one to begin with (Smith 2017)."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine.message import Message, SpokenError, Term
from engine.progress import NotFiniteError
from engine.unsupervised.figures import ends_in_machine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Self

    from numpy.typing import ArrayLike, NDArray

    from engine.graph import Graph
    from engine.optim import AnyOptimizer
    from engine.trainer import Trainer

_TOO_FAR = 4.0
"""The trial ends where the loss is so many times its least, as in fastai."""

_ROWS = 256
"""Training rows on which the loss is judged."""

_LEAST_FALL = 0.01
"""What is less, relative to the first loss, is none."""

_NEAR = 3
"""Neighbours on each side with which a loss is averaged before its fall is measured."""


@dataclass(frozen=True, eq=False)
class Sweep:
    """What a trial found.

    Attributes
    ----------
    rates
        Of each step, rising by the same factor.
    losses
        After each step, on the same training rows; as many.
    suggestion
        The rate at which the loss fell most steeply over the logarithm of the rate, or a tenth of
        the one at which it was least, whichever is lower; None where it did not fall.
    """

    rates: NDArray[np.float64]
    losses: NDArray[np.float64]
    suggestion: float | None

    @classmethod
    def of(cls, rates: ArrayLike, losses: Sequence[float]) -> Self:
        """Return what the losses at the first of ``rates`` say."""
        tried, found = np.asarray(rates)[: len(losses)], np.array(losses)
        return cls(tried, found, _suggestion(tried, found))


@dataclass(frozen=True)
class Trial:
    """Which rates are tried: ``steps`` of them from ``lowest`` to ``highest``."""

    lowest: float = 1e-6
    highest: float = 10.0
    steps: int = 100

    @property
    def nothing(self) -> Sweep:
        """What is found before the first step."""
        return Sweep.of((), ())

    def run(self, trainer: Trainer, *, anew: bool = False) -> Iterator[Sweep]:
        """Train a copy of the run for a few steps, with ever greater learning rates.

        The run itself is left as it is, to the last bit. Yields what is found so far, at each step;
        it ends where the loss explodes.

        Parameters
        ----------
        anew
            Whether the copy begins with first weights, not with those of the run.

        Raises
        ------
        SpokenError
            Where the optimizer finds its step lengths itself, or an RBM ends the network.
        """
        optimizer = trainer.optimizer
        if (refusal := refused(optimizer, trainer.program.graph)) is not None:
            raise SpokenError(refusal.template, **refusal.arguments)
        trial = trainer.twin(anew=anew)
        loss_now = _judge(trial)
        rates = np.geomspace(self.lowest, self.highest, self.steps)
        losses = [loss_now()]
        for rate in rates:
            trial.set_optimizer(msgspec.structs.replace(optimizer, learning_rate=float(rate)))
            loss = loss_now() if _makes_a_step(trial) else math.inf
            if not loss <= _TOO_FAR * min(losses):
                break
            losses.append(loss)
            yield Sweep.of(rates, losses[1:])


def refused(optimizer: AnyOptimizer, graph: Graph) -> Message | None:
    """Return why no rate can be looked for with an optimizer and a network, or None."""
    if ends_in_machine(graph):
        return Message("An RBM ends the network. Its rate is set at the RBM itself.")
    if not optimizer.finds_lengths:
        return None
    return Message(
        "{optimizer} finds its step lengths itself. Choose another optimizer to look for a "
        "learning rate.",
        {"optimizer": Term(optimizer.title)},
    )


def find_rate(
    trainer: Trainer,
    *,
    lowest: float = 1e-6,
    highest: float = 10.0,
    steps: int = 100,
    breathe: Callable[[], None] = lambda: None,
) -> Sweep:
    """Return what a `Trial` of so many steps finds; where the loss explodes there are fewer.

    Parameters
    ----------
    breathe
        Called after each step.

    Raises
    ------
    SpokenError
        Where the optimizer finds its step lengths itself.
    """
    trial = Trial(lowest, highest, steps)
    found = trial.nothing
    for found in trial.run(trainer):  # noqa: B007 - the last one counts
        breathe()
    return found


def _makes_a_step(trial: Trainer) -> bool:
    """Make a step; return whether its loss was finite."""
    try:
        with np.errstate(all="ignore"):
            deque(islice(trial.steps(), 1), maxlen=0)
    except NotFiniteError:
        return False
    return True


def _judge(trial: Trainer) -> Callable[[], float]:
    """Return what computes the loss on the same training rows each time.

    Batches differ from each other by more than a small step changes. The rows go through the
    network as in training, so that running means, which lag behind, have no part in it.
    """
    program, (samples, targets) = trial.program, trial.rows
    count = min(len(samples), _ROWS)
    chosen = np.linspace(0, len(samples) - 1, count).astype(np.intp)
    x, y = samples[chosen].T, targets[chosen].T
    plan = program.plan(count, training=True, loss=True, weighted=program.is_weighted(targets))

    def loss() -> float:
        with np.errstate(all="ignore"):
            return float(plan.forward_loss(x, y))

    return loss


def _suggestion(rates: NDArray[np.float64], losses: NDArray[np.float64]) -> float | None:
    """Return the lower of two rates that are usual, or None where the loss did not fall.

    One is that of the steepest fall, the other a tenth of that of the least loss: at the edge of
    divergence the steepest fall is often too far.
    """
    if len(losses) < 3:
        return None
    padded = np.pad(losses, _NEAR, mode="edge")
    smooth = np.convolve(padded, np.full(2 * _NEAR + 1, 1.0 / (2 * _NEAR + 1)), "valid")
    end = int(np.argmin(smooth)) + 1
    if end < 3 or smooth[0] - smooth[end - 1] < _LEAST_FALL * abs(smooth[0]):
        return None
    slopes = np.gradient(smooth[:end], np.log(rates[:end]))
    return float(min(rates[np.argmin(slopes)], rates[end - 1] / 10.0))
