"""Translation of sentences and names that are made where no Qt is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.message import Term

if TYPE_CHECKING:
    from engine.message import Message


def say(message: Message) -> str:
    """Return a sentence of the engine in the person's language."""
    template = QCoreApplication.translate("Message", message.template)
    arguments = message.arguments.items()
    said = {name: term(each) if isinstance(each, Term) else each for name, each in arguments}
    return template.format(**said)


def term(text: str) -> str:
    """Return a title or description of a declaration in the person's language."""
    return QCoreApplication.translate("Declaration", text)
