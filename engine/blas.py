"""How many threads multiply matrices: one, but for steps whose products are worth two.

NumPy's OpenBLAS takes one from the start, see `engine`; it is told otherwise for the time of a step
alone, so that everything else computes the same bits whatever a run does. The number holds for the
whole process: what other threads multiply meanwhile is within rounding.
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Step = Callable[[NDArray[Any], NDArray[Any]], float]

_TURN = Lock()
"""Of the step that has the threads: others wait, or it would lose them when the first one ends."""


def on_threads(step: Step, number: int) -> Step:
    """Return ``step``, whose products so many threads share.

    The sums come out the same each time on so many threads, and within rounding on others. Where
    the library cannot be told, such as Apple's, it decides itself.
    """
    libraries = _libraries()

    def run(x: NDArray[Any], y: NDArray[Any]) -> float:
        with _TURN:
            try:
                for library in libraries:
                    _let_tell(library)
                    library.set_num_threads(number)
                return step(x, y)
            finally:
                for library in libraries:
                    library.set_num_threads(1)
                    _let_tell(library)

    return run


def _let_tell(library: Any) -> None:
    """Let any thread tell the library its number.

    From version 3.8 on threadpoolctl lets one alone, the first that did, and ignores all others
    without a word: a run in a window's thread would do without once the main thread had any.
    """
    if hasattr(library, "clear_controlling_thread"):
        library.clear_controlling_thread(force=True)


@cache
def _libraries() -> list[Any]:
    from threadpoolctl import ThreadpoolController

    found: list[Any] = ThreadpoolController().select(user_api="blas").lib_controllers
    return found
