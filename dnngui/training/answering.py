"""Answers of the worker to questions of the window."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

logger = logging.getLogger(__name__)

T = TypeVar("T")


def answer(asked: Future[T], question: Callable[[], T]) -> None:
    """Let the window's thread have an answer or an error, if it still waits."""
    if not asked.set_running_or_notify_cancel():
        return
    try:
        asked.set_result(question())
    except Exception as error:
        logger.exception("The run could not be copied.")
        asked.set_exception(error)
