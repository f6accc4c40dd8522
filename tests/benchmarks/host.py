"""Whether the host of a virtual machine gave its processors to others during a measurement."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

MOST = 0.01
"""Share of the processors' time that others may have had in a measurement that counts."""


class Quiet:
    """Looks from when it is made on."""

    def __init__(self) -> None:
        self._begin, self._taken = time.perf_counter(), _taken()

    @property
    def holds(self) -> bool:
        """Whether the processors were ours so far; True where the system does not tell."""
        there = (os.cpu_count() or 1) * (time.perf_counter() - self._begin)
        return _taken() - self._taken <= MOST * there


def _taken() -> float:
    """Return the seconds that the host has taken from all processors since the start."""
    if sys.platform != "linux":
        return 0.0
    return int(Path("/proc/stat").read_text().split(maxsplit=9)[8]) / os.sysconf("SC_CLK_TCK")
