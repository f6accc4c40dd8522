"""What pulls kernels towards zero: L1 and L2 in the gradient, weight decay beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.optim.base import Update, Vector


class Penalty:
    """Adds the gradient of ``Σ l1 |w| + Σ l2 / 2 w²``.

    As PyTorch's ``weight_decay`` and TensorFlow Playground: L2 adds ``l2 w``. Keras's ``l2(a)``
    is ``a Σ w²`` and adds ``2 a w``.

    Parameters
    ----------
    l1, l2
        The strength for each weight, or None where it is nought for all.
    """

    def __init__(
        self, theta: Vector, gradient: Vector, l1: Vector | None, l2: Vector | None
    ) -> None:
        self._theta, self._gradient, self._l1, self._l2 = theta, gradient, l1, l2
        self._pull = np.empty_like(theta)

    def __call__(self) -> None:
        pull = self._pull
        if self._l2 is not None:
            np.multiply(self._theta, self._l2, pull)
            np.add(self._gradient, pull, self._gradient)
        if self._l1 is not None:
            np.sign(self._theta, pull)
            np.multiply(pull, self._l1, pull)
            np.add(self._gradient, pull, self._gradient)

    def value(self) -> float:
        """Return what the loss grows by."""
        pull, total = self._pull, 0.0
        if self._l2 is not None:
            np.multiply(self._theta, self._theta, pull)
            total += 0.5 * float(self._l2.dot(pull))
        if self._l1 is not None:
            np.absolute(self._theta, pull)
            total += float(self._l1.dot(pull))
        return total


class WeightDecay:
    """``θ -= learning_rate decay θ`` before the optimizer's step (Loshchilov and Hutter 2019).

    Decoupled from the gradient, as PyTorch's AdamW, for any optimizer.
    """

    def __init__(self, update: Update, decays: Vector) -> None:
        self._update, self._decays = update, decays
        self._pull = np.empty_like(decays)

    def __call__(self) -> None:
        theta, pull = self._update.theta, self._pull
        np.multiply(theta, self._decays, pull)
        np.multiply(pull, self._update.rate, pull)
        np.subtract(theta, pull, theta)
