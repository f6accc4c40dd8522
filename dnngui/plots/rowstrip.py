"""A line of samples: as pictures where they are pictures, by their numbers otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dnngui import theme
from dnngui.guard import guarded
from dnngui.plots import thumbnail

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent

    from engine.data.dataset import Dataset

_SIDE = 34.0
_GAP = 4.0
_MOST = 60


class RowStrip(QWidget):
    """A caption, and as many of the rows as there is room for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.colours = theme.current()
        self.setFont(theme.small(self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._dataset: Dataset | None = None
        self._test = True
        self.rows: NDArray[np.intp] = np.empty(0, np.intp)
        self.caption = ""

    def show_rows(
        self, dataset: Dataset, rows: NDArray[np.intp], caption: str, *, test: bool
    ) -> None:
        """Show rows of a part of ``dataset``, by their places in it."""
        self._dataset, self.rows, self.caption, self._test = dataset, rows, caption, test
        self.setAccessibleName(caption)
        self.setAccessibleDescription(self._numbers())
        self.setToolTip(self._numbers())
        self.updateGeometry()
        self.update()

    def set_colours(self, colours: theme.Palette) -> None:
        self.colours = colours
        self.update()

    def _numbers(self) -> str:
        if not len(self.rows):
            return ""
        shown = ", ".join(str(row + 1) for row in self.rows[:_MOST].tolist())
        more = " …" if len(self.rows) > _MOST else ""
        return self.tr("Rows {numbers}").format(numbers=shown + more)

    def _line(self) -> float:
        return QFontMetricsF(self.font()).height()

    def sizeHint(self) -> QSize:
        shape = self._dataset and thumbnail.picture_shape(self._dataset)
        below = _SIDE if shape and len(self.rows) else self._line()
        return QSize(200, round(self._line() + below + 2.0 * _GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics, line = QFontMetricsF(self.font()), self._line()
        painter.setPen(QColor(self.colours.text))
        elide, room = Qt.TextElideMode.ElideRight, float(self.width())
        painter.drawText(
            QRectF(0.0, 0.0, room, line), 0, metrics.elidedText(self.caption, elide, room)
        )
        shape = self._dataset and thumbnail.picture_shape(self._dataset)
        if self._dataset is None or not shape:
            painter.setPen(QColor(self.colours.muted))
            words = metrics.elidedText(self._numbers(), elide, room)
            painter.drawText(QRectF(0.0, line + _GAP, room, line), 0, words)
        else:
            self._paint_pictures(painter, self._dataset, shape, line + _GAP)
        painter.end()

    def _paint_pictures(
        self, painter: QPainter, dataset: Dataset, shape: tuple[int, ...], top: float
    ) -> None:
        part = dataset.x_test if self._test else dataset.x_train
        limits = thumbnail.limits_of(part[:100])
        count = int((self.width() + _GAP) / (_SIDE + _GAP))
        painter.setPen(QPen(QColor(self.colours.border), 1.0))
        for place, row in enumerate(self.rows[:count].tolist()):
            at = QRectF(place * (_SIDE + _GAP) + 0.5, top, _SIDE - 1.0, _SIDE - 1.0)
            painter.drawImage(at, thumbnail.picture(part[row], shape, limits, self.colours))
            painter.drawRect(at)
