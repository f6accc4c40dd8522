"""Max-norm (Srivastava et al. 2014): a bound for the weights of a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.optim.base import Vector


class MaxNorm:
    """``w limit / max(|w|, limit)`` for the weights ``w`` of each unit of a kernel.

    Keras adds 1e-7 to the norm.

    Parameters
    ----------
    kernel
        Changed in place.
    axes
        Along which the weights of one unit lie.
    """

    def __init__(self, kernel: Vector, axes: tuple[int, ...], limit: float) -> None:
        self._kernel, self._axes = kernel, axes
        self._limit = limit
        self._squares = np.empty_like(kernel)
        self._norms = np.empty_like(np.add.reduce(kernel, axes, keepdims=True))
        self._bound = np.full_like(self._norms, limit)

    def __call__(self) -> None:
        norms = self._norms
        np.multiply(self._kernel, self._kernel, self._squares)
        np.add.reduce(self._squares, self._axes, out=norms, keepdims=True)
        np.sqrt(norms, norms)
        np.maximum(norms, self._bound, out=norms)
        np.divide(self._limit, norms, norms)
        np.multiply(self._kernel, norms, self._kernel)
