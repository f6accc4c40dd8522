"""Curves without their trembling, and the choice of how much of it is taken away."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_BIASED = 17.0
"""Powers of ten by which the weight of the first value has shrunk where its bias counts no more."""
_REACH = 30.0
"""Powers of ten within which a block of values is weighed at once."""


def smoothed(values: Floats, weight: float) -> Floats:
    """Return the exponential moving average of ``(points,)``, without its bias at the start.

    ``s_n = Σ w^(n-k) v_k / Σ w^(n-k)`` over the finite values up to each point, as TensorBoard's
    smoothing; what is not finite stays as it is.

    Parameters
    ----------
    weight
        From 0, which changes nothing, to below 1.
    """
    if weight <= 0.0 or not len(values):
        return values
    if np.isfinite(values.sum()):
        found = _decayed(values, weight)
        # Behind the first points the bias is too small for a number to hold.
        first = min(len(values), int(-_BIASED / math.log10(weight)) + 1)
        found[:first] /= 1.0 - weight ** np.arange(1.0, first + 1.0)
        found *= 1.0 - weight
        return found
    finite = np.isfinite(values)
    sums = _decayed(np.where(finite, values, 0.0), weight)
    shares = _decayed(finite.astype(np.float64), weight)
    return np.where(finite, sums / np.where(shares > 0.0, shares, 1.0), values)


def _decayed(values: Floats, weight: float) -> Floats:
    """Return ``Σ w^(n-k) v_k``, in blocks short enough for ``w^-n`` to stay a number."""
    size = max(1, min(len(values), int(-_REACH / math.log10(weight))))
    powers = weight ** np.arange(1.0, size + 1.0)
    blocks = np.zeros((-(-len(values) // size), size))
    blocks.ravel()[: len(values)] = values
    blocks /= powers
    np.cumsum(blocks, axis=1, out=blocks)
    carried = np.zeros(len(blocks))
    for place, total in enumerate(blocks[:-1, -1].tolist(), start=1):
        carried[place] = powers[-1] * (total + carried[place - 1])
    blocks += carried[:, None]
    blocks *= powers
    return blocks.ravel()[: len(values)]


class SmoothingAction(QAction):
    """An entry that opens a choice of how smooth the curves are.

    Attributes
    ----------
    weight
        See `smoothed`.

    Signals
    -------
    chosen()
        The person chose another weight.
    """

    chosen = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_smoothing")
        self.setText(self.tr("Smoothing"))
        self.weight = 0.0
        menu = QMenu(parent)
        menu.setObjectName(f"{name}_smoothing_menu")
        menu.setAccessibleName(self.text())
        self._group = QActionGroup(self)
        choices = {
            "none": (self.tr("None"), 0.0),
            "light": (self.tr("Light"), 0.6),
            "medium": (self.tr("Medium"), 0.9),
            "strong": (self.tr("Strong"), 0.98),
        }
        for choice, (text, weight) in choices.items():
            action = self._group.addAction(text)
            action.setObjectName(f"{name}_smoothing_{choice}")
            action.setCheckable(True)
            action.setChecked(weight == 0.0)
            action.setData(weight)
            menu.addAction(action)
        self._group.triggered.connect(self._choose)
        self.setMenu(menu)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self.weight = float(action.data())
        self.chosen.emit()
