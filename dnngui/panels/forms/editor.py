"""What all editors of a form's fields have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from engine.message import Message


class Editor(Protocol):
    """A widget that shows and changes one value.

    Signals
    -------
    edited(object)
        A person chose an allowed value; of typing, when it is ended with Enter or by leaving.
    refused(Message or None)
        What is typed is not allowed, with the sentence why; None once it is well.
    finished()
        A person is done with typing or stepping.
    """

    edited: SignalInstance
    refused: SignalInstance
    finished: SignalInstance

    def show_value(self, value: object) -> None:
        """Show ``value`` unless it is shown already; typed text stays as it was typed."""

    def show_mixed(self) -> None:
        """Show that several values are edited together and differ."""

    def refuse(self, sentence: Message) -> None:
        """Take back the edit that was just made, leaving what is typed."""

    def revert(self) -> None:
        """Forget what is typed and not taken."""


def mark_invalid(widget: QWidget, invalid: bool) -> None:
    """Give a field the border that the stylesheet has for refused input."""
    if bool(widget.property("invalid")) != invalid:
        widget.setProperty("invalid", invalid)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
