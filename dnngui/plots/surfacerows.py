"""The rows of the data over a surface, each at the height of its target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from dnngui.plots.blend import blend
from dnngui.plots.plane import thinned
from dnngui.plots.points import Style, class_symbol
from dnngui.plots.reading import Numbers, class_colour, raw_targets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dnngui.plots.reading import Reading
    from dnngui.plots.relief import Relief
    from dnngui.theme import Palette
    from dnngui.training.frames import Grid
    from engine.data.dataset import Dataset

    Floats = NDArray[np.floating[Any]]

MOST = 300
"""Rows shown of each part; of more a fixed choice."""

_BEHIND = 0.22
"""Opacity of a row that the surface hides."""
_HOLE = "#ffffff"
_ROOM = 12
_SIZE, _TEST_SIZE = 6, 5
_TOUCHING = 0.02
"""Share of the square's depth by which a row may lie in the surface and still be seen."""

_Look = tuple[str, str, bool]
"""Colour, symbol, and whether the row is held out."""


class SurfaceRows:
    """Places of rows in the box of a surface, and their marks.

    Parameters
    ----------
    grid
        Over whose plane the surface stands.
    test
        Whether rows that are held out are shown too.
    """

    def __init__(
        self,
        dataset: Dataset,
        grid: Grid,
        reading: Reading,
        output: int,
        colours: Palette,
        *,
        test: bool,
    ) -> None:
        self._colours = colours
        self._marks: dict[tuple[_Look, float], QPixmap] = {}
        parts: list[Floats] = []
        self._looks: list[_Look] = []
        targets = raw_targets(dataset, output)
        rows = dataset.raw_train, dataset.raw_test
        for held_out in (False, True) if test else (False,):
            kept = thinned(len(rows[held_out]), MOST)
            raw = targets[held_out][kept]
            parts.append(_boxed(rows[held_out][kept], reading.heights(raw), grid, reading))
            self._looks += [(*look, held_out) for look in self._shown(raw, reading)]
        self.places: Floats = np.concatenate(parts)

    def _shown(self, raw: NDArray[Any], reading: Reading) -> list[tuple[str, str]]:
        if isinstance(reading, Numbers):
            return [(shade, "o") for shade in reading.shades(raw)]
        classes = [int(index) for index in raw]
        return [(class_colour(index, self._colours), class_symbol(index)) for index in classes]

    def shades(self) -> Floats:
        """Return the colour of each row, RGBA from 0 to 1, ``(rows, 4)``; paler if held out."""
        known = {
            look: QColor(blend(look[0], _HOLE, 0.6 * look[2])).getRgbF() for look in self._looks
        }
        return np.array([known[look] for look in self._looks]).reshape(-1, 4)

    def paint(
        self, painter: QPainter, relief: Relief, depths: NDArray[np.intp], scale: float
    ) -> None:
        """Paint the marks over a picture of ``relief``, whose top left is the origin.

        Parameters
        ----------
        depths
            Of the picture, see `Relief.picture`.
        scale
            How many units one pixel of the picture takes.
        """
        at, away = relief.place(self.places)
        behind = _hidden(at, away, depths, _TOUCHING * relief.columns)
        ratio = painter.device().devicePixelRatioF()
        half = _ROOM / 2.0
        order = np.argsort(-away)
        for hidden in (True, False):
            painter.setOpacity(_BEHIND if hidden else 1.0)
            for index in order[behind[order] == hidden].tolist():
                x, y = at[index] * scale
                painter.drawPixmap(QPointF(x - half, y - half), self._mark(index, ratio))
        painter.setOpacity(1.0)

    def _mark(self, index: int, ratio: float) -> QPixmap:
        look = self._looks[index]
        if (look, ratio) not in self._marks:
            self._marks[look, ratio] = _painted(*look, ratio)
        return self._marks[look, ratio]


def _boxed(rows: Floats, heights: Floats, grid: Grid, reading: Reading) -> Floats:
    """Return rows as x and y from -1 to 1 and heights from 0 to 1, ``(rows, 3)``."""
    assert grid.vertical is not None
    low, high = reading.ends
    return np.stack(
        [
            _shared(rows[:, grid.horizontal], *grid.x_limits) * 2.0 - 1.0,
            _shared(rows[:, grid.vertical], *grid.y_limits) * 2.0 - 1.0,
            _shared(heights, low, high),
        ],
        axis=-1,
    )


def _shared(values: Floats, low: float, high: float) -> Floats:
    return (values - low) / (high - low or 1.0)


def _hidden(
    at: Floats, away: Floats, depths: NDArray[np.intp], touching: float
) -> NDArray[np.bool_]:
    """Whether the surface stands before each point."""
    rows, columns = depths.shape
    down = np.clip(at[:, 1].astype(np.intp), 0, rows - 1)
    across = np.clip(at[:, 0].astype(np.intp), 0, columns - 1)
    return np.asarray(depths[down, across] < away - touching)


def _painted(colour: str, symbol: str, test: bool, ratio: float) -> QPixmap:
    picture = QPixmap(round(_ROOM * ratio), round(_ROOM * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    style = Style(colour, test, ratio)
    style.size = _TEST_SIZE if test else _SIZE
    style.paint(painter, symbol, QPointF(_ROOM / 2.0, _ROOM / 2.0))
    painter.end()
    return picture
