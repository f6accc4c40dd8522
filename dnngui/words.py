"""Translation of sentences and names that are made where no Qt is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.message import Message, Term


def say(message: Message) -> str:
    """Return a sentence of the engine in the person's language."""
    template = QCoreApplication.translate("Message", message.template)
    return template.format(**{name: _said(each) for name, each in message.arguments.items()})


def _said(argument: str | float | Message) -> str | float:
    if isinstance(argument, Term):
        return term(argument)
    return say(argument) if isinstance(argument, Message) else argument


def term(text: str) -> str:
    """Return a title or description of a declaration in the person's language."""
    return QCoreApplication.translate("Declaration", text)
