"""The editor of a shape."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from dnngui.panels.forms.editor import mark_invalid
from dnngui.panels.forms.typedtext import TypedText
from engine import shapes
from engine.message import Message

if TYPE_CHECKING:
    from dnngui.panels.forms.declaration import Lengths

_BETWEEN = re.compile(r"\s*[×xX*,;、\s]\s*")


def parse_lengths(text: str, kind: Lengths) -> tuple[int, ...] | None:
    """Return the lengths of ``8 × 8``, ``8, 8`` or ``8x8``, or None where they are not allowed."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip().strip("()[]").strip(" ,")
    try:
        lengths = tuple(int(part) for part in _BETWEEN.split(plain)) if plain else ()
    except ValueError:
        return None
    if len(lengths) < kind.fewest or (kind.most is not None and len(lengths) > kind.most):
        return None
    return lengths if all(kind.bounds.admit(length) for length in lengths) else None


class LengthsEdit(QLineEdit):
    """A line in which a shape is typed, shown as ``8 × 8``.

    Signals
    -------
    edited(tuple of int or None), refused(Message or None), finished()
        See `dnngui.panels.forms.editor.Editor`.
    """

    edited = Signal(object)
    refused = Signal(object)
    finished = Signal()

    def __init__(self, kind: Lengths, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._empty = kind, empty
        self._value: tuple[int, ...] | None = None
        self._mixed = False
        self._before: tuple[tuple[int, ...] | None, bool] = None, False
        self.setPlaceholderText(empty)
        self._typed = TypedText(self, self, self._finish, self.revert)
        self.textEdited.connect(self._judge)
        self.editingFinished.connect(self._finish)

    def show_value(self, value: object) -> None:
        assert value is None or isinstance(value, tuple)
        if value != self._value or self._mixed:
            self._value, self._mixed = value, False
            self.setPlaceholderText(self._empty)
            self._write()

    def show_mixed(self) -> None:
        if self._mixed:
            return
        self._value, self._mixed = None, True
        self.setPlaceholderText(self.tr("several"))
        self._write()

    def refuse(self, sentence: Message) -> None:
        """Take back the edit that was just made, leaving what is typed."""
        self._value, self._mixed = self._before
        self._typed.settle(self._text())
        self._mark(sentence)

    def revert(self) -> None:
        """Forget what is typed and not taken."""
        if self._typed.waits():
            self._write()

    def _write(self) -> None:
        self.setText(self._text())
        self._typed.settle(self._text())
        self._mark(None)

    def _text(self) -> str:
        return "" if self._value is None else shapes.text(self._value)

    def _judge(self, text: str) -> None:
        """Mark what no more typing can make a shape."""
        # A separator at the end, or nothing, asks for more typing.
        begun = not text.strip() or _BETWEEN.search(text.strip()[-1]) or text.strip()[-1] == "-"
        well = begun or parse_lengths(text, self._kind) is not None
        self._mark(None if well else self._sentence())

    def _finish(self) -> None:
        if self._typed.waits():
            value = parse_lengths(self.text(), self._kind)
            well = value is not None or (self._kind.optional and not self.text().strip())
            self._mark(None if well else self._sentence())
            if well:
                self._take(value)
        self.finished.emit()

    def _take(self, value: tuple[int, ...] | None) -> None:
        self._typed.settle(self.text())
        if value != self._value:
            self._before = self._value, self._mixed
            self._value, self._mixed = value, False
            self.edited.emit(value)

    def _sentence(self) -> Message:
        least, most = int(self._kind.bounds.least or 0), self._kind.most
        if most is None:
            text = "Enter whole numbers of at least {least}, such as 8 × 8."
            return Message(text, {"least": least})
        text = "Enter up to {count} whole numbers of at least {least}, such as 8 × 8."
        return Message(text, {"count": most, "least": least})

    def _mark(self, sentence: Message | None) -> None:
        mark_invalid(self, sentence is not None)
        self.refused.emit(sentence)
