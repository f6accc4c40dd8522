"""The format of a table's file: separator, decimal sign, encoding, header."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from dnngui.panels.forms.choicebox import ChoiceBox, FlagBox, Option
from dnngui.panels.words import WrappedLabel
from engine.data.table import ENCODINGS, SEPARATORS

if TYPE_CHECKING:
    from engine.data.settings import Table

WIDE_BOX = 150
"""Width of a list of choices where several stand side by side, in pixels."""


class TableFormat(QWidget):
    """Fields for the format, beneath each other, or side by side where there is room.

    Signals
    -------
    edited(Table, str)
        The table with another format, and what was done, for the list of undo steps. Its columns
        are to be guessed anew, as they may have other names now.
    """

    edited = Signal(object, str)

    def __init__(self, name: str, *, wide: bool) -> None:
        super().__init__()
        self._table: Table | None = None
        self._boxes = {
            "separator": ChoiceBox(self._separators()),
            "decimal": ChoiceBox(
                [Option(".", self.tr("Point 1.5")), Option(",", self.tr("Comma 1,5"))]
            ),
            "encoding": ChoiceBox([Option(each, each.upper()) for each in ENCODINGS]),
        }
        titles = {
            "separator": self.tr("Separator"),
            "decimal": self.tr("Decimal sign"),
            "encoding": self.tr("Encoding"),
        }
        for field, box in self._boxes.items():
            box.setObjectName(f"{name}_{field}")
            box.setAccessibleName(titles[field])
            step = self.tr("Set {field}").format(field=titles[field].lower())
            box.edited.connect(partial(self._edit, field, step))
        self._header = FlagBox(self.tr("First row is a header"))
        self._header.setObjectName(f"{name}_header")
        self._header.setAccessibleName(self.tr("First row is a header"))
        self._header.edited.connect(partial(self._edit, "header", self.tr("Set header")))
        self._lay_out(wide=wide)

    def _lay_out(self, *, wide: bool) -> None:
        grid, count = QGridLayout(self), len(self._boxes)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12 if wide else 8)
        grid.setVerticalSpacing(4 if wide else 6)
        for place, box in enumerate(self._boxes.values()):
            label = WrappedLabel(box.accessibleName())
            label.setBuddy(box)
            if wide:
                box.setMinimumWidth(WIDE_BOX)
                grid.addWidget(label, 0, place)
                grid.addWidget(box, 1, place)
            else:
                box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                grid.addWidget(label, place, 0)
                grid.addWidget(box, place, 1)
        if wide:
            self._header.setMinimumWidth(self._header.sizeHint().width())
            grid.addWidget(self._header, 1, count)
            grid.setColumnStretch(count, 1)
        else:
            grid.addWidget(self._header, count, 0, 1, 2)
            grid.setColumnStretch(0, 5)
            grid.setColumnStretch(1, 6)

    def show_table(self, table: Table) -> None:
        self._table = table
        self._header.show_value(table.header)
        for field, box in self._boxes.items():
            box.show_value(getattr(table, field))

    def _edit(self, field: str, step: str, value: object) -> None:
        assert self._table is not None
        changed = msgspec.structs.replace(self._table, **{field: value}, columns=())
        self.edited.emit(changed, step)

    def _separators(self) -> list[Option]:
        titles = {
            ",": self.tr("Comma"),
            ";": self.tr("Semicolon"),
            "\t": self.tr("Tab"),
            "|": self.tr("Bar"),
            " ": self.tr("Blanks"),
        }
        return [Option(each, titles[each]) for each in sorted(SEPARATORS, key=list(titles).index)]
