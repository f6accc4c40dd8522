"""Max-norm (Srivastava et al. 2014): a bound for the weights that lead to a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.optim.base import Vector


class MaxNorm:
    """``w limit / max(|w|, limit)`` for the weights ``w`` of each output unit of a kernel.

    A kernel's last axis is its units. Keras adds 1e-7 to the norm.

    Parameters
    ----------
    kernel
        Of two dimensions or more; changed in place.
    """

    def __init__(self, kernel: Vector, limit: float) -> None:
        self._kernel = kernel.reshape(-1, kernel.shape[-1])
        self._limit = limit
        self._squares = np.empty_like(self._kernel)
        self._norms = np.empty(self._kernel.shape[1], kernel.dtype)
        self._bound = np.full_like(self._norms, limit)

    def __call__(self) -> None:
        norms = self._norms
        np.multiply(self._kernel, self._kernel, self._squares)
        np.add.reduce(self._squares, axis=0, out=norms)
        np.sqrt(norms, norms)
        np.maximum(norms, self._bound, out=norms)
        np.divide(self._limit, norms, norms)
        np.multiply(self._kernel, norms, self._kernel)
