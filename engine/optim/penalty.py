"""L1 and L2: what pulls kernels towards zero, added to the gradient."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.optim.base import Vector


class Penalty:
    """Adds the gradient of ``l1 Σ|w| + l2 / 2 Σ w²`` over the kernels.

    As PyTorch's ``weight_decay`` and TensorFlow Playground: L2 adds ``l2 w``. Keras's ``l2(a)``
    is ``a Σ w²`` and adds ``2 a w``.

    Parameters
    ----------
    decays
        1 where it acts, 0 elsewhere.
    """

    def __init__(self, theta: Vector, gradient: Vector, decays: Vector) -> None:
        self._theta, self._gradient, self._decays = theta, gradient, decays
        self._pull = np.empty_like(theta)
        self.l1 = 0.0
        self.l2 = 0.0

    def __call__(self) -> None:
        pull = self._pull
        if self.l2:
            np.multiply(self._theta, self._decays, pull)
            np.multiply(pull, self.l2, pull)
            np.add(self._gradient, pull, self._gradient)
        if self.l1:
            np.sign(self._theta, pull)
            np.multiply(pull, self._decays, pull)
            np.multiply(pull, self.l1, pull)
            np.add(self._gradient, pull, self._gradient)
