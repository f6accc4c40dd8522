"""How many threads multiply matrices: one, but for steps whose products are worth two.

NumPy's OpenBLAS takes one from the start, see `engine`; it is told otherwise for the time of a step
alone, so that everything else computes the same bits whatever a run does.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Step = Callable[[NDArray[Any], NDArray[Any]], float]


def on_threads(step: Step, number: int) -> Step:
    """Return ``step``, whose products so many threads share.

    The sums come out the same each time on so many threads, and within rounding on others. Where
    the library cannot be told, such as Apple's, it decides itself.
    """
    libraries = _libraries()

    def run(x: NDArray[Any], y: NDArray[Any]) -> float:
        for library in libraries:
            library.set_num_threads(number)
        try:
            return step(x, y)
        finally:
            for library in libraries:
                library.set_num_threads(1)

    return run


@cache
def _libraries() -> list[Any]:
    from threadpoolctl import ThreadpoolController

    found: list[Any] = ThreadpoolController().select(user_api="blas").lib_controllers
    return found
