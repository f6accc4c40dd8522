"""The outline: the network as a tree of words, beside the drawing and in step with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QTreeWidgetItem, QVBoxLayout, QWidget

from dnngui import icons
from dnngui.document.groups import closed, opened
from dnngui.panels.outlinenotes import NotesBranch, note_rows
from dnngui.panels.outlinerows import Row, rows_of
from dnngui.panels.outlinetree import NODE, NOTE, OutlineTree
from dnngui.words import say
from engine.graph import GraphError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dnngui.document.groups import Path
    from dnngui.document.project import Project
    from dnngui.history import History
    from dnngui.panels.outlinenotes import NoteRow
    from engine.problems import Problem


class OutlinePanel(QWidget):
    """All layers in the order in which they compute, those of groups beneath them.

    Behind them stand the comments and frames, under a heading where there are some. What screen
    readers say of a row is the whole layer: its kind, its fields, from where it receives, what it
    gives, its problems. While the panel cannot be seen, nothing is listed.

    Signals
    -------
    chosen(frozenset of node ids, frozenset of note ids, tuple of group ids)
        Other layers, comments or frames are selected here; the last is the way to the drawing of
        that which keys act on.
    editing_requested(int), writing_requested(int)
        Enter was pressed on a layer, or on a comment or frame, or it was double-clicked.
    message(str)
        One sentence for the status bar.
    """

    chosen = Signal(object, object, object)
    editing_requested = Signal(int)
    writing_requested = Signal(int)
    message = Signal(str)

    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self.setAccessibleName(self.tr("Outline"))
        self._history = history
        self._problems: tuple[Problem, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._items: dict[int, QTreeWidgetItem] = {}
        self._notes = NotesBranch()
        self._selection: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
        self._uncovered = self._listed = self._choosing = False
        self.tree = OutlineTree()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree)
        self.tree.itemSelectionChanged.connect(self._choose)
        self.tree.entered_node.connect(self.editing_requested)
        self.tree.entered_note.connect(self.writing_requested)
        self.tree.renamed.connect(self._rename)
        history.changed.connect(self.synchronize)

    def sizeHint(self) -> QSize:
        return QSize(200, 480)

    # -- what is shown

    @Slot(bool)
    def set_uncovered(self, uncovered: bool) -> None:
        """Take whether the panel can be seen; then it lists what there is now."""
        self._uncovered = uncovered
        if uncovered and not self._listed:
            self._list()

    @Slot(object)
    def synchronize(self, _: Project) -> None:
        """List another project."""
        self._list()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say each problem of its layer."""
        self._problems = tuple(problems)
        self._list()

    def show_selection(self, ids: Collection[int], notes: Collection[int] = ()) -> None:
        """Mark the layers, comments and frames that are selected in the drawing."""
        self._selection = frozenset(ids), frozenset(notes)
        if not self._choosing and self._listed:
            self._mark()

    def _list(self) -> None:
        was_listed, self._listed = self._listed, self._uncovered
        if not self._listed:
            return
        project = self._history.project
        rows, notes = rows_of(project.graph, self._problems), note_rows(project)
        same = [row.structure for row in rows] == [row.structure for row in self._rows]
        if same and self._notes.fits(notes):
            self._update(self._rows, rows)
            changed = self._notes.write(notes) or rows != self._rows
            if not was_listed:
                self._mark()
        else:
            self._build(rows, notes)
            changed = True
        if changed:
            self.tree.fit_columns()
        self._rows = rows

    def _build(self, rows: Sequence[Row], notes: Sequence[NoteRow]) -> None:
        opened_before = {node for node, item in self._items.items() if item.isExpanded()}
        self._notes.leave()
        with self.tree.held():
            self.tree.clear()
            self._items = {}
            self.tree.addTopLevelItems([self._item(row) for row in rows])
            self._notes.build(self.tree, notes)
            for node in opened_before & self._items.keys():
                self._items[node].setExpanded(True)
        self._mark()

    def _item(self, row: Row) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setData(0, NODE, row.node)
        item.setData(0, NOTE, 0)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.addChildren([self._item(each) for each in row.rows])
        self._items[row.node] = item
        self._write(row)
        return item

    def _update(self, before: Sequence[Row], rows: Sequence[Row]) -> None:
        for old, row in zip(before, rows, strict=True):
            if old != row:
                self._write(row)
                self._update(old.rows, row.rows)

    def _write(self, row: Row) -> None:
        item = self._items[row.node]
        for column, text in enumerate((row.name, row.output, row.parameters, row.title)):
            item.setText(column, text)
            item.setToolTip(column, row.spoken)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, row.spoken)
        item.setIcon(0, icons.icon(row.severity or row.kind, row.severity or "text"))

    # -- selection

    def _mark(self, *, attend: bool = True) -> None:
        """Select what is selected in the drawing; let keys act on it, and bring it into sight."""
        known = zip((self._items, self._notes.items), self._selection, strict=True)
        items = [each[one] for each, chosen in known for one in chosen if one in each]
        with self.tree.held():
            self.tree.clearSelection()
            for item in items:
                item.setSelected(True)
            # What is selected by keys here may leave out the row that they are at.
            if len(items) == 1 or (attend and items and self.tree.currentItem() not in items):
                keep = QItemSelectionModel.SelectionFlag.NoUpdate
                self.tree.setCurrentItem(items[0], 0, keep)
                self.tree.scrollToItem(items[0])

    @Slot()
    def _choose(self) -> None:
        """Select in the drawing what is selected here."""
        items, current = self.tree.selectedItems(), self.tree.currentItem()
        nodes = frozenset(item.data(0, NODE) for item in items) - {0}
        notes = frozenset(item.data(0, NOTE) for item in items) - {0}
        if (nodes, notes) == self._selection:
            return
        leading = current if current in items else next(iter(items), None)
        self._choosing = True
        try:
            self.chosen.emit(nodes, notes, () if leading is None else self._path(leading))
        finally:
            self._choosing = False
        self._mark(attend=False)

    def _path(self, item: QTreeWidgetItem) -> Path:
        """Return the groups around what a row is about."""
        if note := item.data(0, NOTE):
            return self._notes.path(note)
        return self._history.project.graph.trail(item.data(0, NODE))[:-1]

    # -- names

    @Slot(int, str)
    def _rename(self, node: int, name: str) -> None:
        project = self._history.project
        path = project.graph.trail(node)[:-1]
        seen = opened(project, path)
        old = seen.graph[node].name
        try:
            named = seen.with_graph(seen.graph.rename(node, name))
        except GraphError as error:
            self.message.emit(say(error.message))
            return
        title = self.tr("Rename {layer}").format(layer=old)
        self._history.do(title, closed(project, path, seen, named))
