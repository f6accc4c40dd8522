"""Comments and frames as rows of the outline, under a heading behind the layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QTreeWidgetItem

from dnngui import icons, notewords
from dnngui.document.groups import written
from dnngui.panels.outlinetree import NODE, NOTE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QTreeWidget

    from dnngui.document.groups import Path, Written
    from dnngui.document.project import Project


@dataclass(frozen=True)
class NoteRow:
    """One comment or frame.

    Attributes
    ----------
    path
        Ids of the groups around it, the outermost first.
    icon
        Name of its icon.
    spoken
        What a screen reader says of it.
    """

    note: int
    path: Path
    text: str
    icon: str
    spoken: str


def note_rows(project: Project) -> tuple[NoteRow, ...]:
    """Return all comments and frames, also those within groups."""
    return tuple(_row(each) for each in written(project))


def _row(each: Written) -> NoteRow:
    note, spoken = each.note, notewords.spoken(each.note)
    if each.groups:
        within = QCoreApplication.translate("Outline", "{what}, in {group}")
        spoken = within.format(what=spoken, group=each.groups[-1])
    return NoteRow(each.id, each.path, notewords.line(note), notewords.icon_name(note), spoken)


class NotesBranch:
    """The heading and what stands under it; neither is there without comments and frames.

    Attributes
    ----------
    items
        The rows, by the ids of their notes.
    """

    def __init__(self) -> None:
        self.items: dict[int, QTreeWidgetItem] = {}
        self._heading: QTreeWidgetItem | None = None
        self._rows: tuple[NoteRow, ...] = ()
        self._open = True

    def leave(self) -> None:
        """Let go of the rows, which the tree is about to drop."""
        if self._heading is not None:
            self._open = self._heading.isExpanded()
        self.items, self._heading, self._rows = {}, None, ()

    def build(self, tree: QTreeWidget, rows: Sequence[NoteRow]) -> None:
        """Add the rows to a tree from which they are gone."""
        if not rows:
            return
        self._heading = heading = QTreeWidgetItem()
        heading.setText(0, QCoreApplication.translate("Outline", "Comments and frames"))
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.items = {row.note: _item(row) for row in rows}
        heading.addChildren(list(self.items.values()))
        tree.addTopLevelItem(heading)
        heading.setExpanded(self._open)
        # Words need the room that a layer's output, parameters and type take.
        for item in (heading, *self.items.values()):
            item.setFirstColumnSpanned(True)
        self.write(rows)

    def fits(self, rows: Sequence[NoteRow]) -> bool:
        """Whether these are the rows that are there, whatever is said of them."""
        return list(self.items) == [row.note for row in rows]

    def path(self, note: int) -> Path:
        """Return the groups around one of them."""
        return next(row.path for row in self._rows if row.note == note)

    def write(self, rows: Sequence[NoteRow]) -> bool:
        """Say of the rows what has changed; return whether anything has."""
        rows = tuple(rows)
        for row in set(rows) - set(self._rows):
            _write(self.items[row.note], row)
        changed, self._rows = rows != self._rows, rows
        return changed


def _item(row: NoteRow) -> QTreeWidgetItem:
    item = QTreeWidgetItem()
    item.setData(0, NODE, 0)
    item.setData(0, NOTE, row.note)
    return item


def _write(item: QTreeWidgetItem, row: NoteRow) -> None:
    item.setText(0, row.text)
    for column in range(item.treeWidget().columnCount()):
        item.setToolTip(column, row.spoken)
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, row.spoken)
    item.setIcon(0, icons.icon(row.icon))
