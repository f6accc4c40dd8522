"""A form made from a declaration."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from dnngui.panels.forms.choicebox import ChoiceBox, FlagBox, options_of
from dnngui.panels.forms.declaration import Choice, Field, Flag, Lengths, Number, Words, fields
from dnngui.panels.forms.formulabox import FormulaBox
from dnngui.panels.forms.formularow import FormulaRow
from dnngui.panels.forms.lengthsedit import LengthsEdit
from dnngui.panels.forms.note import Notes
from dnngui.panels.forms.numberbox import NumberBox
from dnngui.panels.forms.variant import VariantEditor
from dnngui.panels.forms.wordsedit import WordsEdit
from dnngui.panels.words import WrappedLabel
from dnngui.words import term
from engine.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dnngui.panels.forms.editor import Editor
    from engine.problems import Problem

EDITOR_WIDTH = 104
"""In pixels: beside it a panel of 240 has room for a label of one line."""
INDENT = 8

AnyStruct = TypeVar("AnyStruct", bound=msgspec.Struct)


@dataclass(frozen=True)
class Edit:
    """One change that a person made in a form.

    Attributes
    ----------
    path
        Names of the fields that lead to the value, outermost first.
    title
        What the changed field is called, in the person's language.
    continuous
        Whether it is one moment of typing or stepping, which belong together.
    """

    path: tuple[str, ...]
    value: object
    title: str
    continuous: bool


def apply(declaration: AnyStruct, edit: Edit) -> AnyStruct:
    """Return ``declaration`` after ``edit``; raise `ValueError` where its own rules forbid that."""
    return _replaced(declaration, edit.path, edit.value)


def _replaced(declaration: AnyStruct, path: tuple[str, ...], value: object) -> AnyStruct:
    name, *rest = path
    inner = _replaced(getattr(declaration, name), tuple(rest), value) if rest else value
    return msgspec.structs.replace(declaration, **{name: inner})


class Form(QWidget):
    """One row for each field of a declaration.

    Several declarations of one kind can be edited together.

    Attributes
    ----------
    declaration
        The class whose fields are shown.

    Signals
    -------
    edited(Edit)
        A person changed a field; see `apply`.
    formula_entered(str, str)
        A person typed a formula in a field; the form's owner shows what it gives, or refuses it.
    finished()
        A person is done with a field: the next change is a step of its own.
    repair_requested(Problem)
        The repair of a problem at a field was asked for.
    """

    edited = Signal(object)
    formula_entered = Signal(str, str)
    finished = Signal()
    repair_requested = Signal(object)

    def __init__(
        self,
        declaration: type[msgspec.Struct],
        name: str,
        *,
        only: Sequence[str] | None = None,
        empty: Mapping[str, str] | None = None,
        hints: Mapping[str, str] | None = None,
        formulas: bool = False,
        inner: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Build the form.

        Parameters
        ----------
        name
            Leads the object names of the editors: ``NAME_FIELD``.
        only
            The fields to show, in this order; else all.
        empty
            What an empty field means, by field, shown in it.
        hints
            What is said of fields in their tips beyond their descriptions.
        formulas
            Whether formulas may give its numbers.
        inner
            Whether it stands within another form.
        """
        super().__init__(parent)
        self.declaration = declaration
        self._name, self._empty, self._hints = name, empty or {}, hints or {}
        known = {field.name: field for field in fields(declaration)}
        self._fields = {each: known[each] for each in only} if only is not None else known
        self._takes_formulas = formulas
        self._declarations: tuple[msgspec.Struct, ...] = ()
        self._formulas: tuple[Mapping[str, str], ...] = ()
        self._formula_rows: dict[str, FormulaRow] = {}
        self._editors: dict[str, Editor] = {}
        self._notes: dict[str, Notes] = {}
        self._labels: dict[str, QWidget] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(INDENT if inner else 0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(1, EDITOR_WIDTH)
        for field in self._fields.values():
            self._add(field)

    def editor(self, field: str) -> QWidget:
        """Return the widget that edits ``field``."""
        editor = self._editors[field]
        assert isinstance(editor, QWidget)
        return editor

    def field_title(self, field: str) -> str:
        """Return what ``field`` is called, in the person's language."""
        return term(self._fields[field].title)

    def notes(self, field: str) -> Notes:
        """Return the sentences beneath ``field``."""
        return self._notes[field]

    def show_field(self, field: str, *, matters: bool) -> None:
        """Show a field, or hide it where it has no effect."""
        for part in (self._labels.get(field), self.editor(field)):
            if part is not None:
                part.setVisible(matters)
        if field in self._formula_rows:
            self._formula_rows[field].show_part(matters=matters)

    def show_declarations(
        self,
        declarations: Sequence[msgspec.Struct],
        formulas: Sequence[Mapping[str, str]] = (),
    ) -> None:
        """Show the values of one declaration, or of several that are edited together.

        Parameters
        ----------
        formulas
            Of each declaration what gives its numbers, by field.
        """
        self._declarations, self._formulas = tuple(declarations), tuple(formulas)
        for name, editor in self._editors.items():
            values = [getattr(each, name) for each in declarations]
            if isinstance(editor, VariantEditor):
                editor.show_values(values)
            elif all(value == values[0] for value in values):
                editor.show_value(values[0])
            else:
                editor.show_mixed()
            if name in self._formula_rows:
                texts = [own.get(name, "") for own in formulas]
                self._formula_rows[name].show_values(values, texts)

    def refuse(self, field: str, sentence: Message) -> None:
        """Say what is wrong with what was just typed in ``field``, and leave it there."""
        self._editors[field].refuse(sentence)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show each problem beneath the field that it names."""
        for name, notes in self._notes.items():
            notes.show_problems([problem for problem in problems if problem.field == name])

    def revert(self) -> None:
        """Forget what is typed and not taken: the form now shows something else."""
        for editor in self._editors.values():
            editor.revert()

    # -- building

    def _add(self, field: Field) -> None:
        editor = self._make(field)
        assert isinstance(editor, QWidget)
        name = f"{self._name}_{field.name}"
        title = term(field.title)
        hints = [term(field.description), self._hints.get(field.name, "")]
        if isinstance(editor, FormulaBox):
            hints.append(self.tr("A formula can give it, such as =2*units(dense_1)."))
        tip = "\n".join(part for part in hints if part)
        editor.setObjectName(name)
        editor.setAccessibleName(title)
        editor.setAccessibleDescription(tip)
        editor.setToolTip(tip)
        notes = Notes(f"{name}_notes")
        notes.repair_requested.connect(self.repair_requested)
        row = self._grid.rowCount()
        if isinstance(editor, FlagBox):
            self._grid.addWidget(editor, row, 0, 1, 2)
        else:
            self._labels[field.name] = self._add_labelled(row, title, tip, editor)
        if isinstance(editor, FormulaBox):
            self._formula_rows[field.name] = FormulaRow(self._grid, row, editor, name)
            editor.formula_entered.connect(partial(self.formula_entered.emit, field.name))
        self._grid.addWidget(notes, row + 2, 0, 1, 2)
        self._editors[field.name], self._notes[field.name] = editor, notes
        self._connect(field, editor, notes)

    def _add_labelled(self, row: int, title: str, tip: str, editor: QWidget) -> QWidget:
        label = WrappedLabel(title)
        label.setToolTip(tip)
        label.setBuddy(editor)
        if isinstance(editor, VariantEditor):
            editor.box.setAccessibleName(title)
            editor.box.setToolTip(tip)
        if isinstance(editor, VariantEditor | ChoiceBox):
            label.setContentsMargins(0, 4 if self._editors else 0, 0, 0)
            self._grid.addWidget(label, row, 0, 1, 2)
            self._grid.addWidget(editor, row + 1, 0, 1, 2)
            return label
        editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(editor, row, 1, Qt.AlignmentFlag.AlignVCenter)
        return label

    def _make(self, field: Field) -> Editor:
        kind = field.kind
        if isinstance(kind, Number | Lengths):
            empty = self._empty.get(field.name, self.tr("automatic"))
            if isinstance(kind, Lengths):
                return LengthsEdit(kind, empty)
            return FormulaBox(kind, empty) if self._takes_formulas else NumberBox(kind, empty)
        if isinstance(kind, Choice):
            return ChoiceBox(options_of(kind.values))
        if isinstance(kind, Words):
            return WordsEdit(kind)
        if isinstance(kind, Flag):
            return FlagBox(term(field.title))
        name = f"{self._name}_{field.name}"
        none = self._empty.get(field.name, "")
        return VariantEditor(kind, name, partial(Form, name=name, inner=True), none)

    def _connect(self, field: Field, editor: Editor, notes: Notes) -> None:
        editor.edited.connect(partial(self._edit, field))
        editor.refused.connect(notes.show_refusal)
        editor.finished.connect(self.finished)
        if isinstance(editor, VariantEditor):
            editor.field_edited.connect(partial(self._edit_within, field))

    def _edit(self, field: Field, value: object) -> None:
        continuous = isinstance(field.kind, Number | Lengths)
        edit = Edit((field.name,), value, term(field.title), continuous)
        try:
            for declaration in self._declarations:
                apply(declaration, edit)
        except ValueError as reason:
            self._editors[field.name].refuse(Message(str(reason)))
            self.show_declarations(self._declarations, self._formulas)
        else:
            self._notes[field.name].show_refusal(None)
            self.edited.emit(edit)

    def _edit_within(self, field: Field, edit: Edit) -> None:
        self.edited.emit(Edit((field.name, *edit.path), edit.value, edit.title, edit.continuous))
