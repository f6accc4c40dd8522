"""How large the values of arrays are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def root_mean_square(*parts: NDArray[np.floating[Any]]) -> float:
    """Return the root mean square over all values, 0 of none.

    It is computed in the parts' own precision: infinite, 0 or NaN where the squares are in it.
    """
    total, count = 0.0, 0
    with np.errstate(all="ignore"):
        for part in parts:
            total += float(np.vdot(part, part))
            count += part.size
    return math.sqrt(total / max(count, 1))
