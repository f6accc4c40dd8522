"""One tensor of a page: its symbol, its shape and its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from dnngui.panels.inside.formula import FormulaView
from dnngui.panels.inside.heat import HeatTable
from dnngui.panels.inside.pages import Followed
from engine import shapes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dnngui.panels.inside.pages import Numbers


class Matrix(NamedTuple):
    """What of a tensor is seen at once.

    Attributes
    ----------
    rows, columns
        Which of `Followed` the numbers of rows and columns are, or nothing.
    signs
        What stands in front of their numbers, as in the formulas.
    """

    values: NDArray[np.floating[Any]]
    rows: str
    columns: str
    signs: tuple[str, str]


def as_matrix(numbers: Numbers, at: Followed, channel: int = 0) -> Matrix:
    """Return a tensor as a table.

    Of vectors all samples are seen, of sequences and pictures the one that is followed, of pictures
    one channel.
    """
    values, column = numbers.values, "source" if _is_input(numbers) else "unit"
    sign = "i" if _is_input(numbers) else "j"
    if numbers.of_samples and values.ndim == 2:
        return Matrix(values, "sample", column, ("n", sign))
    if numbers.of_samples:
        values = values[min(at.sample, len(values) - 1)]
        if values.ndim == 3:
            return Matrix(values[:, :, channel], "", "", ("", ""))
        flat = values.reshape(-1, values.shape[-1])
        return Matrix(flat, "", column, ("t", sign))
    if values.ndim == 2:
        return Matrix(values, "source", "unit", ("i", "j"))
    return Matrix(values.reshape(-1, values.shape[-1]), "", "unit", ("", "j"))


def _is_input(numbers: Numbers) -> bool:
    return numbers.symbol.startswith((r"\D{x", "x"))


class TensorView(QWidget):
    """Shows one tensor; a click on a cell says what a person wants to follow.

    Signals
    -------
    picked(dict)
        Other values of fields of `Followed`.
    """

    picked = Signal(dict)

    def __init__(self, name: str, numbers: Numbers) -> None:
        super().__init__()
        self._numbers, self._at = numbers, Followed()
        self.setObjectName(name)
        self._symbol = FormulaView(f"{name}_symbol", self.tr("Symbol"), 1.15)
        self._symbol.show_lines([numbers.symbol])
        self._symbol.setFixedWidth(self._symbol.sizeHint().width())
        self.table = HeatTable(f"{name}_table", numbers.title)
        self.table.clicked.connect(self._pick)
        self._channel = self._channels(name)
        self._lay_out()
        self.follow(self._at)

    def follow(self, at: Followed) -> None:
        """Let what is followed stand out; of sequences and pictures show that sample."""
        fresh = at.sample != self._at.sample or not self.table.numbers.values.size
        self._at = at
        channel = 0 if self._channel is None else self._channel.value() - 1
        matrix = as_matrix(self._numbers, at, channel)
        if fresh or matrix.values.base is not self.table.numbers.values.base:
            self.table.numbers.show_values(matrix.values, *matrix.signs)
            self.table.updateGeometry()
        row, column = (self._place(each) for each in (matrix.rows, matrix.columns))
        self.table.numbers.follow(row, column)

    def _place(self, what: str) -> int | None:
        return getattr(self._at, what) if what else None

    def _channels(self, name: str) -> QSpinBox | None:
        values = self._numbers.values
        if not self._numbers.of_samples or values.ndim != 4 or values.shape[-1] == 1:
            return None
        box = QSpinBox()
        box.setObjectName(f"{name}_channel")
        box.setAccessibleName(self.tr("Channel of {name}").format(name=self._numbers.title))
        box.setPrefix(self.tr("Channel") + " ")
        box.setRange(1, values.shape[-1])
        box.valueChanged.connect(self._show_channel)
        return box

    def _lay_out(self) -> None:
        title, shape = QLabel(self._numbers.title), QLabel(self._shape())
        title.setTextFormat(Qt.TextFormat.PlainText)
        shape.setProperty("role", "muted")
        caption = QHBoxLayout()
        caption.setSpacing(8)
        for each in (self._symbol, title, shape):
            caption.addWidget(each)
        if self._channel is not None:
            caption.addWidget(self._channel)
        caption.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(caption)
        column.addWidget(self.table)

    def _shape(self) -> str:
        values = self._numbers.values
        if not self._numbers.of_samples:
            return shapes.text(values.shape)
        text = self.tr("{count} samples of {shape}")
        return text.format(count=len(values), shape=shapes.text(values.shape[1:]))

    @Slot(int)
    def _show_channel(self, channel: int) -> None:
        matrix = as_matrix(self._numbers, self._at, channel - 1)
        self.table.numbers.show_values(matrix.values, *matrix.signs)

    @Slot(QModelIndex)
    def _pick(self, index: QModelIndex) -> None:
        matrix = as_matrix(self._numbers, self._at)
        chosen = {matrix.rows: index.row(), matrix.columns: index.column()}
        chosen.pop("", None)
        if chosen:
            self.picked.emit(chosen)
