"""Heights over a square as a picture in perspective-free projection, by NumPy alone.

Each column of the picture looks along one line of the square. Going away from the eye, a part of
the surface is seen from above where it rises over all that stands before it, and from below where
it falls under all of that (the floating horizon, Wright 1973). All columns are found at once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]
    Colours = NDArray[np.uint8]
    Indices = NDArray[np.intp]

HALF_HEIGHT = 0.62
"""Heights from 0 to 1 stand between minus and plus this; the square reaches from -1 to 1."""

_REACH = math.sqrt(2.0)
_LIGHT = np.array([-0.45, -0.35, 0.82]) / math.sqrt(0.45**2 + 0.35**2 + 0.82**2)
_AMBIENT = 0.62
_BELOW = 0.72
"""Brightness of the surface seen from below."""
_LINES = 10
"""Lines on the surface in each direction."""
_LINE = 0.86
"""Brightness of a line."""


@dataclass(frozen=True)
class Pose:
    """From where the square is seen, in radians.

    Attributes
    ----------
    azimuth
        How far it is turned, counter-clockwise from above.
    elevation
        How high the eye stands, from 0 at the horizon to a right angle above.
    """

    azimuth: float = math.radians(-32.0)
    elevation: float = math.radians(30.0)

    def project(self, places: Floats) -> Floats:
        """Return right, up and away from the eye, ``(..., 3)``, for x, y and height ``(..., 3)``.

        All are in units of half the square's side, heights before `HALF_HEIGHT` from 0 to 1.
        """
        cos_a, sin_a = math.cos(self.azimuth), math.sin(self.azimuth)
        cos_e, sin_e = math.cos(self.elevation), math.sin(self.elevation)
        x, y = places[..., 0], places[..., 1]
        z = HALF_HEIGHT * (2.0 * places[..., 2] - 1.0)
        away = y * cos_a - x * sin_a
        return np.stack([x * cos_a + y * sin_a, away * sin_e + z * cos_e, away], axis=-1)

    @property
    def half_size(self) -> tuple[float, float]:
        """Half the width and height that any turn of the whole box needs."""
        up = _REACH * math.sin(self.elevation) + HALF_HEIGHT * math.cos(self.elevation)
        return _REACH, up


class Relief:
    """The lines of sight of one pose, prepared for many surfaces.

    Parameters
    ----------
    columns
        Width of the pictures; their height follows from the pose.
    resolution
        Heights along each side of the square.
    """

    def __init__(self, pose: Pose, columns: int, resolution: int) -> None:
        self.pose = pose
        right, up = pose.half_size
        self._pixel = 2.0 * right / columns
        self.columns, self.rows = columns, math.ceil(2.0 * up / self._pixel)
        self._bottom = -self.rows * self._pixel / 2.0
        across = (np.arange(columns, dtype=np.float32) + 0.5) * self._pixel - right
        away = across[:, None]
        cos_a, sin_a = math.cos(pose.azimuth), math.sin(pose.azimuth)
        x, y = across * cos_a - away * sin_a, across * sin_a + away * cos_a
        inside = (np.abs(x) <= 1.0) & (np.abs(y) <= 1.0)
        self._sights = np.flatnonzero(inside)
        self._mix(x[inside], y[inside], resolution)
        self._up = (away * math.sin(pose.elevation) - self._bottom) / self._pixel
        self._up = np.broadcast_to(self._up, inside.shape)[inside]
        self._lift = 2.0 * HALF_HEIGHT * math.cos(pose.elevation) / self._pixel

    def suits(self, pose: Pose, columns: int, resolution: int) -> bool:
        """Whether these are the lines of sight that were prepared."""
        return (self.pose, self.columns, self._resolution) == (pose, columns, resolution)

    def _mix(self, x: Floats, y: Floats, resolution: int) -> None:
        """Find between which heights each place lies, and which one is the nearest."""
        last = resolution - 1
        column, row = (x + 1.0) / 2.0 * last, (y + 1.0) / 2.0 * last
        left = np.minimum(column.astype(np.intp), last - 1)
        low = np.minimum(row.astype(np.intp), last - 1)
        self._corner = low * resolution + left
        self._right, self._above = column - left, row - low
        near = np.rint(row).astype(np.intp) * resolution + np.rint(column).astype(np.intp)
        self._nearest = np.zeros(self.columns**2, np.intp)
        self._nearest[self._sights] = near
        self._resolution = resolution

    def picture(self, heights: Floats, colours: Colours) -> tuple[Colours, Indices]:
        """Return the picture and what each of its pixels shows.

        Parameters
        ----------
        heights
            ``(resolution, resolution)``, row 0 at the least y; 0 and 1 are the box's ends, and
            what is beyond or no number is cut off.
        colours
            ``(resolution, resolution, 4)``, RGBA.

        Returns
        -------
        picture
            ``(rows, columns, 4)``, the top row first, clear where there is nothing.
        depths
            ``(rows, columns)``: how many columns' widths the surface is away there, counted from
            the front; `columns` where there is nothing.
        """
        heights = np.clip(np.nan_to_num(heights, nan=0.5), 0.0, 1.0).astype(np.float32)
        top, below, front = self._horizons(self._seen(heights))
        pixels = np.arange(self.rows)[:, None]
        above = pixels >= front
        depths = np.where(above, top, below)
        light = lit(heights, colours)
        both = np.concatenate([light.reshape(-1, 4), _dark(light).reshape(-1, 4)])
        both = np.concatenate([both, np.zeros((1, 4), np.uint8)])
        flat = np.minimum(depths, self.columns - 1) * self.columns + np.arange(self.columns)
        shown = self._nearest[flat] + np.where(above, 0, self._resolution**2)
        shown[depths >= self.columns] = len(both) - 1
        picture: Colours = both[shown[::-1]]
        return picture, depths[::-1]

    def _seen(self, heights: Floats) -> Floats:
        """Return how high in the picture each place of the surface is, in pixels."""
        flat, corner, side = heights.reshape(-1), self._corner, self._resolution
        low, high = flat[corner], flat[corner + side]
        low += self._right * (flat[corner + 1] - low)
        high += self._right * (flat[corner + side + 1] - high)
        low += self._above * (high - low)
        seen: Floats = self._up + self._lift * (low - 0.5)
        return seen

    def _horizons(self, seen: Floats) -> tuple[Indices, Indices, Floats]:
        """Return at which depth each pixel meets the surface from above and from below.

        The last are the pixels at which the surface begins, one for each column.
        """
        shape = (self.columns, self.columns)
        rising = np.full(shape[0] * shape[1], -np.inf, np.float32)
        falling = -rising
        rising[self._sights] = falling[self._sights] = seen
        top = np.maximum.accumulate(rising.reshape(shape), axis=0)
        below = np.minimum.accumulate(falling.reshape(shape), axis=0)
        first = (falling.reshape(shape) < np.inf).argmax(axis=0)
        front = np.ceil(below[first, np.arange(self.columns)] - 0.5)
        return self._count(top), self.columns - self._count(below), front

    def _count(self, horizon: Floats) -> Indices:
        """Return for each pixel how many depths have their horizon below its middle."""
        pixel = np.ceil(np.clip(horizon, -1.0, self.rows + 1.0) - 0.5)
        pixel = np.clip(pixel, 0, self.rows).astype(np.intp)
        places = pixel * self.columns + np.arange(self.columns)
        size = (self.rows + 1) * self.columns
        counts = np.bincount(places.reshape(-1), minlength=size).reshape(-1, self.columns)
        return np.cumsum(counts, axis=0)[: self.rows]

    def place(self, places: Floats) -> tuple[Floats, Floats]:
        """Return where points are, ``(points, 2)`` in pixels from the top left, and how deep.

        Depths are comparable with those of `picture`.
        """
        right, up, away = np.moveaxis(self.pose.project(places), -1, 0)
        across = (right + _REACH) / self._pixel
        down = self.rows - (up - self._bottom) / self._pixel
        return np.stack([across, down], axis=-1), (away + _REACH) / self._pixel


def lit(heights: Floats, colours: Colours) -> Colours:
    """Return the colours in the light that falls on the surface, with a net of lines on it."""
    side = len(heights)
    slopes = np.gradient(2.0 * HALF_HEIGHT * heights, 2.0 / (side - 1))
    length = np.sqrt(slopes[0] ** 2 + slopes[1] ** 2 + 1.0)
    facing = (_LIGHT[2] - _LIGHT[0] * slopes[1] - _LIGHT[1] * slopes[0]) / length
    light = _AMBIENT + (1.0 - _AMBIENT) * np.clip(facing / _LIGHT[2], 0.0, 1.2)
    lines = np.rint(np.linspace(0.0, side - 1, _LINES + 1)).astype(np.intp)
    light[lines] *= _LINE
    light[:, lines] *= _LINE
    shown = colours.copy()
    shown[..., :3] = np.clip(colours[..., :3] * light[..., None], 0.0, 255.0)
    return shown


def _dark(light: Colours) -> Colours:
    dark = light.copy()
    dark[..., :3] = light[..., :3] * _BELOW
    return dark
