"""The rows with the greatest errors, as a model for Qt's table view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QPixmap

from dnngui import theme
from dnngui.plots import figures, thumbnail
from engine.writing import Alphabet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dnngui.training.worst import Ranking
    from engine.data.dataset import Dataset

Index = QModelIndex | QPersistentModelIndex

SIDE = 28
"""Height of a picture."""
_NUMBERS = 3
"""Numbers that a cell tells of many targets."""
_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class WorstModel(QAbstractTableModel):
    """Row, picture, truth, prediction and error; behind them the features of what is no picture.

    Cells are made when they are asked for: only those that are seen.
    """

    def __init__(self) -> None:
        super().__init__()
        self.colours = theme.current()
        self._dataset: Dataset | None = None
        self._ranking: Ranking | None = None
        self._test = True
        self._alphabet = Alphabet(())
        self._kinds: list[str] = []
        self._pictures: dict[int, QPixmap] = {}
        self._strong = QFont()
        self._strong.setWeight(QFont.Weight.DemiBold)

    def show_ranking(self, ranking: Ranking, dataset: Dataset, *, test: bool) -> bool:
        """Show another ranking; return whether it has other rows or columns than before."""
        before = self._ranking
        same = dataset is self._dataset and test is self._test and before is not None
        if same and before is not None and len(before.rows) == len(ranking.rows):
            self._ranking = ranking
            last = self.index(len(ranking.rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return False
        self.beginResetModel()
        self._ranking, self._dataset, self._test = ranking, dataset, test
        self._alphabet = Alphabet(dataset.classes)
        self._pictures.clear()
        picture = ["picture"] if thumbnail.picture_shape(dataset) else []
        features = [] if picture else [""] * len(dataset.columns)
        self._kinds = ["row", *picture, "truth", "predicted", "error", *features]
        self.endResetModel()
        return True

    def set_colours(self, colours: theme.Palette) -> None:
        self.colours = colours
        self._pictures.clear()

    # -- what Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        if self._ranking is None or (parent is not None and parent.isValid()):
            return 0
        return len(self._ranking.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._kinds)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        kind, place = self._kinds[index.column()], index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(place, index.column())
        if role == Qt.ItemDataRole.DecorationRole and kind == "picture":
            return self._picture(place)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _NUMBER if self._is_number(index.column()) else None
        if role == Qt.ItemDataRole.FontRole and kind == "predicted" and self._is_wrong(place):
            return self._strong
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or self._dataset is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            kind = self._kinds[section]
            if not kind:
                return self._dataset.columns[self._feature(section)].name
            return self.titles().get(kind, "")
        if role == Qt.ItemDataRole.TextAlignmentRole and self._is_number(section):
            return _NUMBER
        if role == Qt.ItemDataRole.ToolTipRole and self._kinds[section] == "error":
            return self._meaning()
        return None

    def titles(self) -> dict[str, str]:
        """Return what the columns in front of the features are called."""
        return {
            "row": self.tr("Row"),
            "truth": self.tr("True"),
            "predicted": self.tr("Predicted"),
            "error": self.tr("Error"),
        }

    def has_fractions(self, column: int) -> bool:
        """Whether there are numbers in a column that are not all whole ones."""
        kind, dataset = self._kinds[column], self._dataset
        if dataset is None or kind == "row" or not self._is_number(column):
            return False
        if kind:
            return True
        raw = dataset.raw_test if self._test else dataset.raw_train
        return bool((raw[:, self._feature(column)] % 1.0).any())

    # -- cells

    def cell(self, place: int, column: int) -> str:
        """Return what a cell says."""
        ranking, dataset = self._ranking, self._dataset
        assert ranking is not None
        assert dataset is not None
        kind, row = self._kinds[column], int(ranking.rows[place])
        if kind == "row":
            return str(row + 1)
        if kind == "truth":
            return self._words(ranking.truth[place], ranking.truth[place])
        if kind == "predicted":
            return self._words(ranking.predicted[place], ranking.truth[place])
        if kind == "error":
            return figures.figure(float(ranking.errors[place]))
        if kind == "picture":
            return ""
        feature = self._feature(column)
        raw = (dataset.raw_test if self._test else dataset.raw_train)[row, feature]
        categories = dataset.columns[feature].categories
        if not categories:
            return f"{raw:.5g}".replace("-", figures.MINUS)
        return categories[int(raw)] if raw >= 0 else "–"

    def _words(self, value: Any, truth: Any) -> str:
        """Return a class, a sequence of them, or numbers in words."""
        if self._dataset is not None and self._dataset.classes:
            return self.written(value, truth)
        values: NDArray[Any] = np.atleast_1d(value)
        told = ", ".join(figures.figure(float(each)) for each in values[:_NUMBERS])
        return told + (" …" if len(values) > _NUMBERS else "")

    def written(self, value: Any, truth: Any) -> str:
        """Return a class, or a sequence of those at whose places the truth is known, in words."""
        assert self._dataset is not None
        values: NDArray[Any] = np.atleast_1d(value)
        known = [int(each) for each in values[np.atleast_1d(truth) >= 0]]
        spare = [each for each in known if each >= len(self._dataset.classes)]
        if spare:
            return self.tr("output {number}").format(number=spare[0] + 1)
        return self._alphabet.written(known)

    def _meaning(self) -> str:
        if self._dataset is not None and self._dataset.classes:
            return self.tr("How far the output of the true class is from 1")
        if self._dataset is not None and len(self._dataset.target_names) > 1:
            return self.tr("Root of the mean squared difference over the targets, as prepared")
        return self.tr("Difference between prediction and truth")

    def _feature(self, column: int) -> int:
        return column - self._kinds.index("error") - 1

    def _is_number(self, column: int) -> bool:
        kind, dataset = self._kinds[column], self._dataset
        if kind in {"truth", "predicted"}:
            return dataset is not None and not dataset.classes and len(dataset.target_names) == 1
        if kind:
            return kind in {"row", "error"}
        return dataset is not None and not dataset.columns[self._feature(column)].categories

    def _is_wrong(self, place: int) -> bool:
        ranking, dataset = self._ranking, self._dataset
        if ranking is None or dataset is None or not dataset.classes:
            return False
        truth, predicted = ranking.truth[place], ranking.predicted[place]
        return bool(((truth != predicted) & (truth >= 0)).any())

    def _picture(self, place: int) -> QPixmap | None:
        ranking, dataset = self._ranking, self._dataset
        shape = dataset and thumbnail.picture_shape(dataset)
        if ranking is None or dataset is None or not shape:
            return None
        row = int(ranking.rows[place])
        if row not in self._pictures:
            part = dataset.x_test if self._test else dataset.x_train
            limits = thumbnail.limits_of(part[:100])
            image = thumbnail.picture(part[row], shape, limits, self.colours)
            size = QSize(round(SIDE * shape[1] / shape[0]), SIDE)
            self._pictures[row] = QPixmap.fromImage(image.scaled(size))
        return self._pictures[row]
