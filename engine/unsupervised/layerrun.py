"""The pre-training of one RBM on the rows that it reads."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.batches import Batches
from engine.unsupervised.rbm import Machine, Weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.batches import Batch
    from engine.layers import RBM

    Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class LayerState:
    """All that the pre-training of a layer needs to go on, its weights excepted.

    Attributes
    ----------
    epoch
        Whole epochs done.
    position
        Samples of the running epoch that were used.
    velocity
        Of kernel, bias and visible bias.
    particles
        Visible units of the persistent chains, ``(visible, chains)``; None before the first.
    shuffle_state
        State of the generator of the order of samples, from before the running epoch was drawn.
    noise_state
        State of the generator of drawn units, now.
    """

    epoch: int
    position: int
    velocity: Weights
    particles: Floats | None
    shuffle_state: dict[str, Any]
    noise_state: dict[str, Any]


class LayerRun:
    """Gradient ascent by contrastive divergence, with momentum as PyTorch's SGD has it.

    Parameters
    ----------
    weights
        Views of a program's parameters, which are changed in place.
    rows
        ``(n, visible)``.
    batch_size
        Samples per step, and number of persistent chains; None for all samples.
    seed
        Decides the order of samples and the draws.

    Attributes
    ----------
    epoch
        Whole epochs done.
    """

    def __init__(
        self,
        layer: RBM,
        weights: Weights,
        rows: Floats,
        batch_size: int | None,
        seed: tuple[int, int],
    ) -> None:
        self._weights = weights
        self._batches = Batches(rows, rows[:, :0], batch_size, seed[0])
        self.machine = Machine(weights, layer.visible, self._batches.size, [*seed, 0xB0])
        self._velocity = Weights(*(np.zeros_like(each) for each in weights))
        self._scratch = Weights(*(np.empty_like(each) for each in weights))
        self._left: Iterator[Batch] | None = None
        self._position = 0
        self.epoch = 0

    def step(self, layer: RBM) -> bool | None:
        """Take the next batch; return whether it ended the epoch.

        Returns None, and leaves the weights as they were, where the gradient is not finite.
        """
        if self._left is None:
            if not self._position:
                self._batches.begin()
            self._left = iter(self._batches.batches(self._position))
        v, _, stop = next(self._left)
        self.machine.contrast(v, layer.gibbs_steps, persistent=layer.persistent)
        if not _finite(self.machine.gradient):
            return None
        self._update(layer)
        self._position = stop % self._batches.samples
        if self._position:
            return False
        self._left = None
        self.epoch += 1
        return True

    def resize(self, batch_size: int | None) -> None:
        """Use another batch size from the next step on; the chains stay as many as they are."""
        self._batches.resize(batch_size)
        self._left = None

    def _update(self, layer: RBM) -> None:
        parts = zip(
            self._weights, self._velocity, self._scratch, self.machine.gradient, strict=True
        )
        decay = layer.pretraining_decay
        for weight, velocity, scratch, gradient in parts:
            np.multiply(velocity, layer.pretraining_momentum, velocity)
            np.add(velocity, gradient, velocity)
            if decay and weight is self._weights.kernel:
                np.multiply(weight, decay, scratch)
                np.subtract(velocity, scratch, velocity)
            np.multiply(velocity, layer.pretraining_rate, scratch)
            np.add(weight, scratch, weight)

    def state(self) -> LayerState:
        """Return where it stands; shares nothing with it."""
        running, batches = self._position > 0, self._batches
        return LayerState(
            epoch=self.epoch,
            position=self._position,
            velocity=Weights(*(each.copy() for each in self._velocity)),
            particles=self.machine.particles,
            shuffle_state=batches.state_before if running else batches.state,
            noise_state=self.machine.noise_state,
        )

    def resume(self, state: LayerState) -> None:
        """Go on from ``state``, bit for bit."""
        self.epoch, self._position, self._left = state.epoch, state.position, None
        for velocity, saved in zip(self._velocity, state.velocity, strict=True):
            velocity[...] = saved
        self.machine.resume(state.noise_state, state.particles)
        if state.position:
            self._batches.resume(state.shuffle_state)
        else:
            self._batches.rewind(state.shuffle_state)


def first_visible_bias(rows: Floats, visible: str) -> Floats:
    """Return the visible biases with which a machine without kernel fits the rows best.

    Hinton's guide, section 8.1: ``log(p / (1 - p))`` with the mean ``p`` of each unit, here as if
    there were one more row of halves so that a unit that is never on has one too. For Gaussian
    units the mean itself.
    """
    if visible == "gaussian":
        mean: Floats = rows.mean(axis=0)
        return mean
    share = (rows.sum(axis=0) + 0.5) / (len(rows) + 1.0)
    bias: Floats = np.log(share / (1.0 - share))
    return bias


def _finite(vector: Weights) -> bool:
    flat = (each.reshape(-1) for each in vector)
    return math.isfinite(sum(float(each.dot(each)) for each in flat))
