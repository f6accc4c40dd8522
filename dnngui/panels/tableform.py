"""How a person's own table is read: its format, its columns, its gaps."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dnngui.panels.facts import counted
from dnngui.panels.forms.choicebox import ChoiceBox, Option
from dnngui.panels.forms.note import Notes
from dnngui.panels.reader import Reader
from dnngui.panels.tableformat import WIDE_BOX, TableFormat
from dnngui.panels.tableheader import ColumnHeader
from dnngui.panels.tablemodel import TableModel
from dnngui.panels.words import WrappedLabel
from engine.data.settings import ColumnChoice, Table
from engine.data.table import Preview, preview
from engine.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDEST, _WIDEST_OF_NARROW = 200, 120
"""Width that a column has at most of its own accord, in a window and in a panel, in pixels."""
_FEW_COLUMNS = 60
"""Up to so many columns get widths of their own: measuring takes time."""


class TableForm(QWidget):
    """The format's fields, the first rows with a choice of role and kind for each column, the gaps.

    Role and kind can be chosen in the header, or beneath the rows for all selected columns.

    Signals
    -------
    edited(Table, str)
        The table as it is to be read now, and what was done, for the list of undo steps.
    previewed(Preview)
        The beginning of the table has been read.
    """

    edited = Signal(object, str)
    previewed = Signal(object)

    def __init__(self, name: str, *, wide: bool = False) -> None:
        super().__init__()
        self._content: bytes | None = None
        self._table: Table | None = None
        self._preview = Preview()
        self._reader = Reader(self)
        self._format = TableFormat(name, wide=wide)
        self._model = TableModel()
        self.view = QTableView()
        widest = _WIDEST if wide else _WIDEST_OF_NARROW
        self.header = ColumnHeader(self._model, self._roles(), self._kinds(), widest, self.view)
        self._role, self._kind = ChoiceBox(self._roles()), ChoiceBox(self._kinds())
        self._several = self._role.placeholderText()
        self._missing = ChoiceBox(
            [Option("drop", self.tr("Drop rows")), Option("fill", self.tr("Fill gaps"))]
        )
        self._facts, self.notes = WrappedLabel(), Notes(f"{name}_notes")
        self._chosen = WrappedLabel()
        self._prepare(name, wide=wide)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._format, self.view, self._facts):
            column.addWidget(part, 1 if part is self.view else 0)
        column.addLayout(self._choices(wide=wide))
        column.addWidget(self.notes)
        self._connect()

    def show_table(self, content: bytes, table: Table) -> None:
        """Show ``table`` and begin to read the first rows of its file."""
        if table == self._table and content is self._content:
            return
        self._content, self._table = content, table
        self._format.show_table(table)
        self._missing.show_value(table.missing)
        self._reader.start(partial(preview, content, table))

    def choices(self) -> tuple[ColumnChoice, ...]:
        """Return role and kind of every column, as they are shown."""
        return tuple(
            ColumnChoice(name=column.name, role=column.role, kind=column.kind)
            for column in self._preview.columns
        )

    # -- building

    def _prepare(self, name: str, *, wide: bool) -> None:
        self.view.setObjectName(f"{name}_preview")
        self.view.setAccessibleName(self.tr("First rows"))
        self.view.setModel(self._model)
        self.view.setHorizontalHeader(self.header)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectColumns)
        modes = QAbstractItemView.ScrollMode
        # Where few columns are seen at once, none of them begins out of sight.
        self.view.setHorizontalScrollMode(modes.ScrollPerPixel if wide else modes.ScrollPerItem)
        self.view.setWordWrap(False)
        self.view.setTabKeyNavigation(False)
        # What is said beneath may need more lines than the window has room for otherwise.
        self.view.setMinimumHeight(160 if wide else 220)
        rows = self.view.verticalHeader()
        rows.setDefaultSectionSize(self.fontMetrics().height() + 6)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._facts.setProperty("role", "muted")
        self._facts.setObjectName(f"{name}_facts")
        self._chosen.setObjectName(f"{name}_selected")
        self._chosen.setProperty("role", "heading")
        for box, field, title in (
            (self._role, "role", self.tr("Role")),
            (self._kind, "kind", self.tr("Kind")),
            (self._missing, "missing", self.tr("Missing values")),
        ):
            box.setObjectName(f"{name}_{field}")
            box.setAccessibleName(title)

    def _choices(self, *, wide: bool) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12 if wide else 8)
        grid.setVerticalSpacing(4 if wide else 6)
        grid.addWidget(self._chosen, 0, 0, 1, 2)
        for place, box in enumerate((self._role, self._kind, self._missing)):
            label = WrappedLabel(box.accessibleName())
            label.setBuddy(box)
            if wide:
                box.setMinimumWidth(WIDE_BOX)
                grid.addWidget(label, 1, place)
                grid.addWidget(box, 2, place)
            else:
                box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                grid.addWidget(label, place + 1, 0)
                grid.addWidget(box, place + 1, 1)
        for stretched, share in ((3, 1),) if wide else ((0, 5), (1, 6)):
            grid.setColumnStretch(stretched, share)
        return grid

    def _connect(self) -> None:
        self._reader.done.connect(self._show_preview)
        self._format.edited.connect(self.edited)
        self._missing.edited.connect(self._set_missing)
        self.header.role_chosen.connect(self._set_role)
        self.header.kind_chosen.connect(self._set_kind)
        self._role.edited.connect(self._set_roles)
        self._kind.edited.connect(self._set_kinds)
        self._model.modelReset.connect(self._begin_anew)
        self.view.selectionModel().selectionChanged.connect(self._show_selected)

    def _roles(self) -> list[Option]:
        return [
            Option("feature", self.tr("Feature"), self.tr("The network reads it.")),
            Option("target", self.tr("Target"), self.tr("The network predicts it.")),
            Option("weight", self.tr("Weight"), self.tr("How much the row counts.")),
            Option("ignored", self.tr("Ignored"), self.tr("It is left out.")),
        ]

    def _kinds(self) -> list[Option]:
        return [
            Option("number", self.tr("Number"), self.tr("Its values are standardised.")),
            Option("category", self.tr("Category"), self.tr("Each value has an input of its own.")),
        ]

    # -- showing

    @Slot(object)
    def _show_preview(self, found: Preview | Exception) -> None:
        if isinstance(found, Exception):
            raise found
        self._preview = found
        self._model.show_preview(found)
        severity = Severity.WARNING if found.columns else Severity.ERROR
        self.notes.show_problems([Problem(severity, "table", each) for each in found.problems])
        self._say_facts()
        self._show_selected()
        self.previewed.emit(found)

    def _say_facts(self) -> None:
        found = self._preview
        gaps = sum(column.missing for column in found.columns)
        rows = counted(found.rows_read) + ("" if found.complete else "+")
        text = self.tr("Rows: {rows}, columns: {columns}, missing values: {gaps}")
        self._facts.setText(
            text.format(rows=rows, columns=counted(len(found.columns)), gaps=counted(gaps))
        )

    @Slot()
    def _begin_anew(self) -> None:
        """Size the columns of another table and select the one that is to be predicted."""
        if len(self._model.columns) <= _FEW_COLUMNS:
            for section in range(len(self._model.columns)):
                self.header.resizeSection(section, self.header.width_of(section))
        roles = [column.role for column in self._model.columns]
        if "target" in roles:
            self.view.selectColumn(roles.index("target"))
            self.view.horizontalScrollBar().setValue(0)

    @Slot()
    def _show_selected(self) -> None:
        columns = [self._model.columns[place] for place in self._selected()]
        self._chosen.setText(
            columns[0].name
            if len(columns) == 1
            else self.tr("{count} selected columns").format(count=len(columns))
            if columns
            else self.tr("Select a column above")
        )
        for box, values in (
            (self._role, {column.role for column in columns}),
            (self._kind, {column.kind for column in columns}),
        ):
            box.setEnabled(bool(columns))
            if len(values) == 1:
                box.show_value(values.pop())
            else:
                box.setPlaceholderText(self._several if columns else "")
                box.show_mixed()

    def _selected(self) -> list[int]:
        indexes = self.view.selectionModel().selectedIndexes()
        return sorted({index.column() for index in indexes})

    # -- editing

    @Slot(int, str)
    def _set_role(self, place: int, role: str) -> None:
        self._choose([place], "role", role)

    @Slot(int, str)
    def _set_kind(self, place: int, kind: str) -> None:
        self._choose([place], "kind", kind)

    @Slot(object)
    def _set_roles(self, role: str) -> None:
        self._choose(self._selected(), "role", role)

    @Slot(object)
    def _set_kinds(self, kind: str) -> None:
        self._choose(self._selected(), "kind", kind)

    def _choose(self, places: Sequence[int], field: str, value: str) -> None:
        """Set the role or the kind of columns, at once on the screen."""
        if self._table is None:
            return
        changed: dict[str, Any] = {field: value}
        columns = [
            replace(column, **changed) if place in places else column
            for place, column in enumerate(self._preview.columns)
        ]
        self._preview = replace(self._preview, columns=tuple(columns))
        self._model.show_preview(self._preview)
        names = ", ".join(columns[place].name for place in places[:3])
        box = self._role if field == "role" else self._kind
        step = self.tr("Set {field} of {columns}").format(
            field=box.accessibleName().lower(), columns=names
        )
        self.edited.emit(msgspec.structs.replace(self._table, columns=self.choices()), step)

    @Slot(object)
    def _set_missing(self, missing: str) -> None:
        if self._table is not None:
            table = msgspec.structs.replace(self._table, missing=missing)
            self.edited.emit(table, self.tr("Set missing values"))
