"""From a value to its place along an axis and back, with or without logarithms."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """An axis from ``low`` to ``high``, both above zero where it is ``logarithmic``."""

    low: float
    high: float
    logarithmic: bool = False

    def share(self, value: float) -> float:
        """Return where a value stands, from 0 to 1; beyond the ends, the nearest end."""
        if self.high <= self.low:
            return 0.5
        if not self.logarithmic:
            return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)
        inside = min(max(value, self.low), self.high)
        return math.log(inside / self.low) / math.log(self.high / self.low)

    def value(self, share: float) -> float:
        """Return the value at a share of the way."""
        if not self.logarithmic:
            return self.low + share * (self.high - self.low)
        return self.low * math.pow(self.high / self.low, share)

    def ticks(self, most: int) -> list[float]:
        """Return at most so many round values: whole decades, or multiples of 1, 2 or 5."""
        return self._decades(most) if self.logarithmic else self._multiples(most)

    def _decades(self, most: int) -> list[float]:
        first = math.ceil(math.log10(self.low) - 1e-9)
        last = math.floor(math.log10(self.high) + 1e-9)
        stride = max(1, math.ceil((last - first + 1) / most))
        return [10.0**power for power in range(first, last + 1, stride)]

    def _multiples(self, most: int) -> list[float]:
        least = (self.high - self.low) / most
        if not 0.0 < least < math.inf:
            return [self.low]
        unit = 10.0 ** math.floor(math.log10(least))
        step = next(each * unit for each in (1, 2, 5, 10) if each * unit >= least * (1 - 1e-9))
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [place * step for place in range(first, last + 1)]
