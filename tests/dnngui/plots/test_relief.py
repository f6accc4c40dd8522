"""A surface is painted where it is, hides what is behind it, and shows its colours."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dnngui.plots.relief import HALF_HEIGHT, Pose, Relief, lit

SIDE = 60
ACROSS = np.linspace(-1.0, 1.0, SIDE)
X, Y = np.meshgrid(ACROSS, ACROSS)
POSES = [
    Pose(math.radians(azimuth), math.radians(elevation))
    for azimuth in (-150.0, -32.0, 0.0, 75.0)
    for elevation in (8.0, 30.0, 80.0)
]


def coloured(*rgb: int) -> np.ndarray:
    colours = np.full((SIDE, SIDE, 4), 255, np.uint8)
    colours[..., :3] = rgb
    return colours


def places(heights: np.ndarray, step: int = 7) -> np.ndarray:
    """Points on a surface, away from its edges."""
    inner = slice(step, -step, step)
    return np.stack([each[inner, inner].ravel() for each in (X, Y, heights)], axis=-1)


def met(relief: Relief, heights: np.ndarray, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How deep the picture is where the points are, and how deep they are."""
    _, depths = relief.picture(heights, coloured(200, 200, 200))
    at, away = relief.place(points)
    down, across = np.floor(at[:, 1]).astype(int), np.floor(at[:, 0]).astype(int)
    return depths[down, across], away


@pytest.mark.parametrize("pose", POSES)
def test_a_slope_that_hides_nothing_is_met_where_it_is(pose) -> None:
    heights = 0.5 + 0.02 * X - 0.03 * Y
    relief = Relief(pose, 300, SIDE)
    depths, away = met(relief, heights, places(heights))
    # Near the horizon one pixel reaches far into the depth.
    assert np.abs(depths - away).max() < 2.0 / math.sin(pose.elevation) + 2.0


def test_right_up_and_away_are_as_one_sees_them() -> None:
    straight = Pose(0.0, math.radians(45.0))
    right, up, away = straight.project(np.array([1.0, 0.0, 0.5]))
    assert (right, up, away) == pytest.approx((1.0, 0.0, 0.0))
    right, up, away = straight.project(np.array([0.0, 1.0, 0.5]))
    assert (right, up, away) == pytest.approx((0.0, math.sqrt(0.5), 1.0))
    right, up, away = straight.project(np.array([0.0, 0.0, 1.0]))
    assert (right, up, away) == pytest.approx((0.0, HALF_HEIGHT * math.sqrt(0.5), 0.0))


def test_a_ridge_hides_what_is_behind_it() -> None:
    pose = Pose(0.0, math.radians(10.0))
    heights = np.where(np.abs(Y) < 0.15, 1.0, 0.0)
    relief = Relief(pose, 300, SIDE)
    points = np.array([(0.0, -0.7, 0.0), (0.0, 0.0, 1.0), (0.0, 0.6, 0.0)])
    depths, away = met(relief, heights, points)
    front, ridge, behind = depths < away - 6.0
    assert (bool(front), bool(ridge), bool(behind)) == (False, False, True)


def test_each_place_has_its_colour() -> None:
    colours = coloured(0, 0, 255)
    colours[:, : SIDE // 2, :3] = (255, 0, 0)
    relief = Relief(Pose(math.radians(20.0), math.radians(60.0)), 300, SIDE)
    picture, _ = relief.picture(np.full((SIDE, SIDE), 0.5), colours)
    at, _ = relief.place(np.array([(-0.55, 0.15, 0.5), (0.55, 0.15, 0.5)]))
    left, right = (picture[int(down), int(across)] for across, down in at)
    assert left[0] > 180
    assert left[2] == 0
    assert right[2] > 180
    assert right[0] == 0


def test_outside_of_the_square_the_picture_is_clear() -> None:
    relief = Relief(Pose(0.0, math.radians(80.0)), 200, SIDE)
    picture, depths = relief.picture(np.full((SIDE, SIDE), 0.5), coloured(9, 9, 9))
    assert picture[0, 0, 3] == picture[-1, -1, 3] == 0
    assert depths[0, 0] == 200
    assert picture[relief.rows // 2, 100, 3] == 255


def test_from_below_it_is_darker() -> None:
    """A roof that falls away, steeper than the eye looks down, shows its lower side."""
    low = Pose(0.0, math.radians(6.0))
    grey = coloured(200, 200, 200)
    for heights, share in ((0.5 - 0.4 * Y, 0.72), (0.5 + 0.4 * Y, 1.0)):
        picture, _ = Relief(low, 300, SIDE).picture(heights, grey)
        seen = np.median(picture[picture[..., 3] == 255][:, 0])
        assert seen == pytest.approx(share * np.median(lit(heights, grey)[..., 0]), abs=1.0)


def test_slopes_towards_the_light_are_brighter() -> None:
    relief = Relief(Pose(0.0, math.radians(60.0)), 200, SIDE)
    towards, _ = relief.picture((X + 1.0) / 2.0, coloured(150, 150, 150))
    off, _ = relief.picture((1.0 - X) / 2.0, coloured(150, 150, 150))
    assert np.median(towards[towards[..., 3] == 255][:, 0]) > np.median(
        off[off[..., 3] == 255][:, 0]
    )


@pytest.mark.parametrize("pose", POSES)
def test_outputs_that_are_no_numbers_or_beyond_the_box_are_cut_off(pose) -> None:
    heights = np.where(X > 0.5, np.nan, np.where(X < -0.5, np.inf, -4.0 * Y))
    picture, depths = Relief(pose, 120, SIDE).picture(heights, coloured(1, 2, 3))
    assert picture.shape[:2] == depths.shape


@pytest.mark.parametrize("pose", POSES)
def test_the_whole_box_fits_into_the_picture(pose) -> None:
    relief = Relief(pose, 150, SIDE)
    corners = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (0, 1)], float)
    at, _ = relief.place(corners)
    assert at.min() >= -1.0
    assert at[:, 0].max() <= 151.0
    assert at[:, 1].max() <= relief.rows + 1.0
