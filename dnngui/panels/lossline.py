"""The loss of a whole run as a small line over its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtGui import QPolygonF

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dnngui.training.frames import Curves, Track

    Floats = NDArray[np.float64]


def heights(curves: Curves, track: Track, columns: int) -> Floats:
    """Return where the line stands in each of ``columns``, from 0 at its lowest to 1; else empty.

    The columns divide the steps from the first to the present evenly. The scale is logarithmic
    where all losses have a logarithm.
    """
    steps, losses = _points(curves, track)
    finite = np.isfinite(losses)
    if columns < 2 or finite.sum() < 2:
        return np.empty(0)
    steps, losses = steps[finite], losses[finite]
    values = np.log(losses) if losses.min() > 0.0 else losses
    across = np.interp(np.linspace(0.0, float(track.present), columns), steps, values)
    low, high = float(across.min()), float(across.max())
    return (across - low) / (high - low) if high > low else np.full(columns, 0.5)


def _points(curves: Curves, track: Track) -> tuple[Floats, Floats]:
    """Return steps and losses: of the evaluations, or of the batches where those are few."""
    epochs = np.append(track.epochs, track.present_epoch)
    steps = np.append(track.steps, track.present).astype(np.float64)
    # While RBMs are trained, no epoch of the network passes.
    rising = np.concatenate([[True], np.diff(np.maximum.accumulate(epochs)) > 0.0])
    if len(curves.evaluations) > len(curves.epochs) // 4:
        known = [(each.epoch, each.loss) for each in curves.evaluations]
        at, losses = np.array(known, np.float64).T
    else:
        at, losses = curves.epochs, curves.losses
    return np.interp(at, epochs[rising], steps[rising]), losses


def polygon(line: Floats, left: float, top: float, width: float, height: float) -> QPolygonF:
    """Return the line within a rectangle."""
    if not len(line):
        return QPolygonF()
    x = left + np.linspace(0.0, width, len(line))
    y = top + (1.0 - line) * height
    shape: QPolygonF = arrayToQPolygonF(x, y)
    return shape
