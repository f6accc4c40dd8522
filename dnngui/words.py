"""Translation of sentences and names that are made where no Qt is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from engine.message import Message


def say(message: Message) -> str:
    """Return a sentence of the engine in the person's language."""
    return QCoreApplication.translate("Message", message.template).format(**message.arguments)


def term(text: str) -> str:
    """Return a title or description of a declaration in the person's language."""
    return QCoreApplication.translate("Declaration", text)
