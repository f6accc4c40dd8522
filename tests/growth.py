"""Whether something that is done again and again keeps more and more memory."""

from __future__ import annotations

import gc
import tracemalloc
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def least_growth(run: Callable[[], object], rounds: int = 4) -> int:
    """Return by how many bytes more is held after a round than before it, in the best of them.

    What ``run`` keeps is there in each round after the first; what another thread of the tests
    allocates meanwhile is not.
    """
    return min(after - before for before, after in pairwise(held_after(rounds, run)))


def held_after(rounds: int, run: Callable[[], object]) -> list[int]:
    """Return how many bytes are held after each round."""
    held = []
    tracemalloc.start()
    try:
        for _ in range(rounds):
            run()
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    return held
