"""Points drawn by a formula: TensorFlow Playground's six sets, two moons and a line.

The playground's formulas are those of its ``src/dataset.ts``. There, noise moves the place at
which a point's label is looked up (circle, xor and both regressions), the point itself (spiral),
or widens the cloud (gauss). Its label +1 is class 1 here, -1 class 0.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.dataset import Column
from engine.data.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.data.settings import Generated, GeneratorName

    Array = NDArray[np.float64]
    Drawn = tuple[Array, NDArray[Any]]
    Draw = Callable[[int, float, np.random.Generator], Drawn]

RADIUS = 5.0
"""Of the circle, the spiral and the square of xor."""
PLANE = 6.0
"""Half the side of the square that the playground shows and the regressions fill."""


def generate(settings: Generated) -> Rows:
    """Return ``settings.samples`` shuffled points, the same for the same seed."""
    generator = np.random.Generator(np.random.PCG64(settings.seed))
    points, target = DRAWS[settings.name](settings.samples, settings.noise / 100.0, generator)
    order = generator.permutation(settings.samples)
    is_class = target.dtype.kind == "i"
    return Rows(
        name=settings.name,
        columns=_COLUMNS[: points.shape[1]],
        features=points[order],
        target_names=("class",) if is_class else ("y",),
        target=target[order] if is_class else target[order, None],
        classes=("0", "1") if is_class else (),
    )


def circle(samples: int, noise: float, generator: np.random.Generator) -> Drawn:
    """Draw a disc of class 1 within half the radius and a ring of class 0 around it."""
    inside = _half(samples)
    radius = np.concatenate(
        [
            generator.uniform(0.0, 0.5 * RADIUS, inside),
            generator.uniform(0.7 * RADIUS, RADIUS, samples - inside),
        ]
    )
    angle = generator.uniform(0.0, 2.0 * math.pi, samples)
    points = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)
    seen = points + noise * generator.uniform(-RADIUS, RADIUS, points.shape)
    return points, _classes(np.hypot(seen[:, 0], seen[:, 1]) < 0.5 * RADIUS)


def xor(samples: int, noise: float, generator: np.random.Generator) -> Drawn:
    """Draw a square in which points with two equal signs are class 1, 0.3 off the axes."""
    points = generator.uniform(-RADIUS, RADIUS, (samples, 2))
    points += np.where(points > 0.0, 0.3, -0.3)
    seen = points + noise * generator.uniform(-RADIUS, RADIUS, points.shape)
    return points, _classes(seen[:, 0] * seen[:, 1] >= 0.0)


def gauss(samples: int, noise: float, generator: np.random.Generator) -> Drawn:
    """Draw a normal cloud of class 1 around (2, 2) and one of class 0 around (-2, -2).

    The variance of each coordinate goes from 0.5 without noise to 4 at 50%.
    """
    positive = np.arange(samples) < _half(samples)
    deviation = math.sqrt(0.5 + 7.0 * noise)
    points = generator.normal(0.0, deviation, (samples, 2)) + np.where(positive, 2.0, -2.0)[:, None]
    return points, _classes(positive)


def spiral(samples: int, noise: float, generator: np.random.Generator) -> Drawn:
    """Draw two arms of one and three quarter turns, class 0 half a turn behind class 1."""
    first = _half(samples)
    arms = [_arm(first, 0.0), _arm(samples - first, math.pi)]
    points = np.concatenate(arms) + noise * generator.uniform(-1.0, 1.0, (samples, 2))
    return points, _classes(np.arange(samples) < first)


def _arm(count: int, start: float) -> Array:
    way = np.arange(count) / count
    radius = RADIUS * way
    angle = 2.0 * math.pi * 1.75 * way + start
    return np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)


def moons(samples: int, noise: float, generator: np.random.Generator) -> Drawn:
    """Draw two interleaved half circles as scikit-learn's ``make_moons``, three times as large.

    The upper moon is class 0. `noise` is the standard deviation in units of a moon's radius.
    The picture is centred: scikit-learn's centre, (0.5, 0.25), is the origin here.
    """
    upper = samples // 2
    angles = np.linspace(0.0, math.pi, upper), np.linspace(0.0, math.pi, samples - upper)
    points = np.concatenate(
        [
            np.stack([np.cos(angles[0]), np.sin(angles[0])], axis=1),
            np.stack([1.0 - np.cos(angles[1]), 0.5 - np.sin(angles[1])], axis=1),
        ]
    )
    points += generator.normal(0.0, noise, points.shape)
    return 3.0 * (points - (0.5, 0.25)), _classes(np.arange(samples) >= upper)


def regression_plane(samples: int, noise: float, generator: np.random.Generator) -> Drawn:
    """Draw a square with a slope: ``(x1 + x2) / 10``."""
    points = generator.uniform(-PLANE, PLANE, (samples, 2))
    seen = points + noise * generator.uniform(-PLANE, PLANE, points.shape)
    return points, seen.sum(axis=1) / 10.0


def regression_gauss(samples: int, noise: float, generator: np.random.Generator) -> Drawn:
    """Draw a square with six bumps, up and down in turn, that fall to zero at a distance of 2."""
    points = generator.uniform(-PLANE, PLANE, (samples, 2))
    seen = points + noise * generator.uniform(-PLANE, PLANE, points.shape)
    distances = np.hypot(*(seen[:, None, :] - _BUMPS[:, :2]).transpose(2, 0, 1))
    heights = _BUMPS[:, 2] * np.clip(1.0 - distances / 2.0, 0.0, 1.0)
    highest = np.abs(heights).argmax(axis=1)
    return points, heights[np.arange(samples), highest]


def line(samples: int, noise: float, generator: np.random.Generator) -> Drawn:
    """Draw ``y = 3 + 4x`` for x in [0, 2], with normal noise.

    Its standard deviation is the noise's share of the line's rise, 8: at 12.5% it is 1.
    """
    x = generator.uniform(0.0, 2.0, (samples, 1))
    return x, 3.0 + 4.0 * x[:, 0] + generator.normal(0.0, 8.0 * noise, samples)


def _half(samples: int) -> int:
    """Return how many of `samples` are the first class's, which has the odd one."""
    return samples - samples // 2


def _classes(positive: NDArray[np.bool_]) -> NDArray[np.int64]:
    return positive.astype(np.int64)


_BUMPS = np.array(
    [
        (-4.0, 2.5, 1.0),
        (0.0, 2.5, -1.0),
        (4.0, 2.5, 1.0),
        (-4.0, -2.5, -1.0),
        (0.0, -2.5, 1.0),
        (4.0, -2.5, -1.0),
    ]
)
"""Centre and sign of each bump of `regression_gauss`."""

_COLUMNS = (Column("x1", "number"), Column("x2", "number"))

DRAWS: dict[GeneratorName, Draw] = {
    "circle": circle,
    "xor": xor,
    "gauss": gauss,
    "spiral": spiral,
    "moons": moons,
    "regression plane": regression_plane,
    "regression gauss": regression_gauss,
    "line": line,
}
