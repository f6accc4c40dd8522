"""What the forms of the data panel share."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class DataForm(QWidget):
    """Fields of the data's settings.

    Signals
    -------
    edited(str, str, object)
        A field, what was done for the list of undo steps, and the new value.
    finished()
    """

    edited = Signal(str, str, object)
    finished = Signal()
