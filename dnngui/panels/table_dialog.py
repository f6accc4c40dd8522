"""The window in which a person says how their table is to be read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from dnngui.panels.forms.note import Notes
from dnngui.panels.heading import Heading
from dnngui.panels.reader import Reader
from dnngui.panels.tableform import TableForm
from engine.data.errors import DataError
from engine.data.settings import Table
from engine.data.table import rows, suggest
from engine.data.table.rows import used_columns

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.data.rows import Rows
    from engine.data.table import Preview


class TableDialog(QDialog):
    """Shows what was found out about a file, lets it be changed, and reads all of it on OK.

    A table that cannot be used is refused in one sentence and the window stays.
    """

    def __init__(self, content: bytes, file_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("table_dialog")
        self.setWindowTitle(self.tr("Open table"))
        self._content, self._file_name = content, file_name
        self._table: Table | None = None
        self._guess, self._trial, self._check = Reader(self), Reader(self), Reader(self)
        self.form = TableForm("table", wide=True)
        self.notes = Notes("table_refusal")
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._name_buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(Heading("table", file_name))
        column.addWidget(self.form, 1)
        column.addWidget(self.notes)
        column.addWidget(self._buttons)
        self._guess.done.connect(self._begin)
        self._trial.done.connect(self._judge)
        self._check.done.connect(self._finish)
        self.form.edited.connect(self._edit)
        self.form.previewed.connect(self._allow)
        self._buttons.accepted.connect(self._read_all)
        self._buttons.rejected.connect(self.reject)
        self._ok.setEnabled(False)
        self._guess.start(partial(suggest, content, file_name))

    def sizeHint(self) -> QSize:
        return QSize(780, 600)

    def table(self) -> Table:
        """Return how the table is to be read; its attachment is called like the file."""
        if self._table is None:
            return Table(attachment=self._file_name, file_name=self._file_name)
        if self._table.columns:
            return self._table
        return msgspec.structs.replace(self._table, columns=self.form.choices())

    def _name_buttons(self) -> None:
        cancel = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        for button, name in ((self._ok, "table_ok"), (cancel, "table_cancel")):
            button.setObjectName(name)
            button.setAccessibleName(button.text().replace("&", ""))

    @Slot(object)
    def _begin(self, found: Table | DataError) -> None:
        # Why nothing could be guessed is also said where the first rows would stand.
        self._edit(found if isinstance(found, Table) else self.table())

    @Slot(object, str)
    def _edit(self, table: Table, _step: str = "") -> None:
        if self._table is not None:
            self.notes.show_refusal(None)
        self._table = table
        self.form.show_table(self._content, table)

    @Slot(object)
    def _allow(self, found: Preview) -> None:
        """Find out whether the table can be used, as far as that shows in its beginning."""
        self._ok.setEnabled(False)
        if found.columns and found.complete:
            self._trial.start(self._reading())
        else:
            self._trial.start(partial(used_columns, self.form.choices()))

    @Slot(object)
    def _judge(self, found: object) -> None:
        # The reason already stands beneath the first rows.
        self._ok.setEnabled(not isinstance(found, DataError))

    def _reading(self) -> Callable[[], Rows]:
        table = self.table()
        return partial(rows, table, {table.attachment: self._content})

    @Slot()
    def _read_all(self) -> None:
        """Read the whole table before it is taken: a late row may hold what cannot be read."""
        self._set_busy(busy=True)
        self._check.start(self._reading())

    @Slot(object)
    def _finish(self, found: Rows | DataError) -> None:
        self._set_busy(busy=False)
        if isinstance(found, DataError):
            self.notes.show_refusal(found.message)
        else:
            self.accept()

    def _set_busy(self, *, busy: bool) -> None:
        self._ok.setEnabled(not busy)
        self._ok.setText(self.tr("Reading…") if busy else self.tr("OK"))
        self.form.setEnabled(not busy)
