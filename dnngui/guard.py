"""Keeps errors in what Qt calls while it paints from reaching Qt."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, ParamSpec

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")


def guarded(method: Callable[P, None]) -> Callable[P, None]:
    """Report an exception of ``method`` as one that nobody caught, and go on.

    PySide keeps an exception of a method that Qt called until Python is back in control. All that
    Qt calls until then fails as well, and in the midst of painting the program may die of it.
    """

    @functools.wraps(method)
    def call(*arguments: P.args, **named: P.kwargs) -> None:
        try:
            method(*arguments, **named)
        except Exception:  # noqa: BLE001 - handed on to the hook for what nobody caught
            sys.excepthook(*sys.exc_info())

    return call
