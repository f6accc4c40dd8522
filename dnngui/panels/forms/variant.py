"""The editor of one declaration out of several: a list of kinds and the chosen one's own form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dnngui.panels.forms.choicebox import ChoiceBox, Option
from dnngui.panels.forms.declaration import Variant, fields
from dnngui.words import term

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dnngui.panels.forms.form import Form
    from engine.message import Message


class VariantEditor(QWidget):
    """A list of kinds with the fields of the chosen kind beneath it.

    Signals
    -------
    edited(object)
        Another kind was chosen; the value is its declaration with its defaults, or None.
    field_edited(Edit)
        A field of the chosen kind was changed.
    refused(Message or None), finished()
        See `dnngui.panels.forms.editor.Editor`.
    """

    edited = Signal(object)
    field_edited = Signal(object)
    refused = Signal(object)
    finished = Signal()

    def __init__(
        self,
        kind: Variant,
        name: str,
        make_form: Callable[[type[msgspec.Struct]], Form],
        none: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Build the editor.

        Parameters
        ----------
        none
            What the choice of no declaration is called.
        """
        super().__init__(parent)
        self._make_form, self._none = make_form, none
        self._form: Form | None = None
        self.box = ChoiceBox(self._options(kind))
        self.box.setObjectName(f"{name}_kind")
        self.box.edited.connect(self._choose)
        self.setFocusProxy(self.box)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.box)

    def show_beneath_kind(self, widget: QWidget) -> None:
        """Let ``widget`` stand between the list of kinds and the fields of the chosen one."""
        self._column.insertWidget(1, widget)

    def show_values(self, values: Sequence[msgspec.Struct | None]) -> None:
        """Show one declaration, or several that are edited together."""
        kinds = {type(value) for value in values}
        if len(kinds) > 1:
            self.show_mixed()
            return
        chosen = values[0]
        self.box.show_value(None if chosen is None else type(chosen))
        if chosen is None or not fields(type(chosen)):
            self._show_form(None)
            return
        self._show_form(type(chosen))
        assert self._form is not None
        self._form.show_declarations([value for value in values if value is not None])

    def show_value(self, value: object) -> None:
        assert value is None or isinstance(value, msgspec.Struct)
        self.show_values([value])

    def show_mixed(self) -> None:
        self.box.show_mixed()
        self._show_form(None)

    def refuse(self, sentence: Message) -> None:
        """Say what is wrong with the choice that was just made."""
        self.refused.emit(sentence)

    def revert(self) -> None:
        """Forget what is typed and not taken."""
        if self._form is not None:
            self._form.revert()

    def _options(self, kind: Variant) -> list[Option]:
        none = [Option(None, self._none or self.tr("Automatic"))] if kind.optional else []
        return none + [_option(each) for each in kind.kinds]

    def _show_form(self, declaration: type[msgspec.Struct] | None) -> None:
        if self._form is not None and self._form.declaration is declaration:
            return
        if self._form is not None:
            # Losing the keyboard it would take what is typed, for a kind that is gone.
            self._form.revert()
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        if declaration is not None:
            self._form = self._make_form(declaration)
            self._form.edited.connect(self.field_edited)
            self._form.finished.connect(self.finished)
            self._column.addWidget(self._form)
            self._form.show()

    def _choose(self, kind: type[msgspec.Struct] | None) -> None:
        self.edited.emit(None if kind is None else kind())
        self.finished.emit()


def _option(kind: type[msgspec.Struct]) -> Option:
    title = getattr(kind, "title", kind.__name__)
    return Option(kind, term(title), term(getattr(kind, "summary", "")))
