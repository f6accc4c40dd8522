"""Drawing on the points of a project: each edit gives another value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine.data.errors import DataError
from engine.data.load import load
from engine.data.ownpoints import taken_from, training_rank
from engine.data.settings import MOST_CLASSES, MOST_POINTS, Generated, Point, Points

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from dnngui.document.project import Project

FARTHEST = 1e6
"""Greatest coordinate of a point."""


def can_be_drawn(project: Project) -> bool:
    """Whether the points of a project can be drawn on: a formula's, or a person's own."""
    data = project.data
    return isinstance(data.source, Generated | Points) and not data.reconstruct


def points_of(project: Project) -> Points:
    """Return the points to draw on; those of a formula are copied, each in its part.

    Raises
    ------
    DataError
        Where there are too many of them.
    """
    source = project.data.source
    if isinstance(source, Points):
        return source
    return taken_from(load(project.data), project.data.test_share)


def with_points(project: Project, points: Points) -> Project:
    """Return the project with these points as its data."""
    data = msgspec.structs.replace(project.data, source=points, in_order=False, reconstruct=False)
    return msgspec.structs.replace(project, data=data, attachments={})


def added(
    points: Points, places: Iterable[tuple[float, float]], target: float, test_share: float
) -> Points:
    """Return the points with further ones, which are trained on.

    A class that follows the last one is new. Where there is one input, the second coordinate of a
    place is its target.

    Raises
    ------
    DataError
        Where they would be too many.
    """
    every, before = list(points.points), len(points.points)
    for x, y in places:
        rank = training_rank(len(every), test_share)
        every.append(_point(points, x, y, target, rank))
    if len(every) > MOST_POINTS:
        raise DataError("Up to {most} points can be drawn. Erase some first.", most=MOST_POINTS)
    classes = points.classes
    if classes and target == len(classes) < MOST_CLASSES and len(every) > before:
        classes = (*classes, _name_beside(classes))
    return msgspec.structs.replace(points, points=tuple(every), classes=classes)


def moved(points: Points, index: int, x: float, y: float) -> Points:
    """Return the points with one of them at another place."""
    every = list(points.points)
    point = every[index]
    every[index] = _point(points, x, y, point.target, point.rank)
    return msgspec.structs.replace(points, points=tuple(every))


def erased(points: Points, indices: Collection[int]) -> Points:
    """Return the points without some; classes above the second that end up empty go too."""
    gone = frozenset(indices)
    every = tuple(point for index, point in enumerate(points.points) if index not in gone)
    classes = points.classes
    if classes:
        last = max((int(point.target) for point in every), default=0)
        classes = classes[: max(2, last + 1)]
    return msgspec.structs.replace(points, points=every, classes=classes)


def _point(points: Points, x: float, y: float, target: float, rank: float) -> Point:
    x, y, target = (min(max(value, -FARTHEST), FARTHEST) for value in (x, y, target))
    return Point(x, 0.0, y, rank) if points.inputs == 1 else Point(x, y, target, rank)


def _name_beside(classes: tuple[str, ...]) -> str:
    """Return the next number that is no class's name yet."""
    number = len(classes)
    while str(number) in classes:
        number += 1
    return str(number)
