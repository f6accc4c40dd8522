"""The formulas, against plain Python written after TensorFlow Playground's dataset.ts."""

import math
import random
from typing import get_args

import numpy as np
import pytest
from sklearn.datasets import make_moons

from engine.data.generators import generate
from engine.data.settings import Generated, GeneratorName

NAMES = get_args(GeneratorName)
BUMPS = [(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)]


def draw(name, noise=0.0, samples=400, seed=0):
    rows = generate(Generated(name=name, samples=samples, noise=noise, seed=seed))
    return rows.features, rows.target


def bump_height(x, y):
    best = 0.0
    for centre_x, centre_y, sign in BUMPS:
        distance = math.dist((x, y), (centre_x, centre_y))
        height = sign * min(max(1 - distance / 2, 0), 1)
        if abs(height) > abs(best):
            best = height
    return best


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_gives_the_same_points_and_another_seed_others(name):
    points, target = draw(name, noise=20, seed=3)
    again, target_again = draw(name, noise=20, seed=3)
    other, _ = draw(name, noise=20, seed=4)
    assert np.array_equal(points, again)
    assert np.array_equal(target, target_again)
    assert not np.array_equal(points, other)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("samples", [4, 5, 401])
def test_as_many_points_come_as_were_asked_for(name, samples):
    points, target = draw(name, samples=samples)
    assert len(points) == len(target) == samples
    assert np.isfinite(points).all()


@pytest.mark.parametrize("name", ["circle", "xor", "gauss", "spiral", "moons"])
def test_neighbouring_points_come_from_both_classes(name):
    _, labels = draw(name)
    assert 0.3 < labels[:50].mean() < 0.7


def test_the_circle_is_a_disc_of_the_positive_class_in_a_ring_of_the_negative():
    points, labels = draw("circle")
    radius = np.hypot(*points.T)
    assert np.array_equal(labels == 1, radius < 2.5)
    assert labels.sum() == 200
    assert (radius[labels == 0] >= 3.5).all()
    assert radius.max() <= 5.0


def test_the_circle_is_drawn_evenly_by_radius_and_not_by_area():
    points, labels = draw("circle", samples=40_000)
    radius = np.hypot(*points.T)
    assert radius[labels == 1].mean() == pytest.approx(1.25, abs=0.02)
    assert radius[labels == 0].mean() == pytest.approx(4.25, abs=0.02)


def test_the_positive_class_of_xor_has_equal_signs_and_keeps_off_the_axes():
    points, labels = draw("xor")
    assert np.array_equal(labels == 1, points[:, 0] * points[:, 1] >= 0)
    assert np.abs(points).min() >= 0.3
    assert np.abs(points).max() <= 5.3


def wrong_share_of_the_playground(name, noise, samples=40_000):
    """Count labels that noise turned, drawing as the playground does, point by point."""
    generator = random.Random(1)
    wrong = 0
    for index in range(samples):
        if name == "xor":
            x, y = (generator.uniform(-5, 5) for _ in range(2))
            x, y = (value + (0.3 if value > 0 else -0.3) for value in (x, y))
            truth = x * y >= 0
        else:
            truth = index < samples / 2
            radius = generator.uniform(0, 2.5) if truth else generator.uniform(3.5, 5)
            angle = generator.uniform(0, 2 * math.pi)
            x, y = radius * math.sin(angle), radius * math.cos(angle)
        x += generator.uniform(-5, 5) * noise
        y += generator.uniform(-5, 5) * noise
        wrong += truth != (x * y >= 0 if name == "xor" else math.hypot(x, y) < 2.5)
    return wrong / samples


@pytest.mark.parametrize("name", ["circle", "xor"])
@pytest.mark.parametrize("noise", [10, 50])
def test_noise_turns_as_many_labels_as_in_the_playground(name, noise):
    points, labels = draw(name, noise=noise, samples=40_000)
    truth = np.hypot(*points.T) < 2.5 if name == "circle" else points.prod(axis=1) >= 0
    wrong = np.mean(truth != (labels == 1))
    assert wrong == pytest.approx(wrong_share_of_the_playground(name, noise / 100), abs=0.012)


@pytest.mark.parametrize(("noise", "variance"), [(0, 0.5), (25, 2.25), (50, 4.0)])
def test_the_variance_of_the_clouds_goes_from_a_half_to_four(noise, variance):
    points, labels = draw("gauss", noise=noise, samples=40_000)
    for label, centre in ((1, 2.0), (0, -2.0)):
        cloud = points[labels == label]
        assert len(cloud) == 20_000
        assert cloud.mean(axis=0) == pytest.approx([centre, centre], abs=0.06)
        assert cloud.var(axis=0) == pytest.approx([variance, variance], rel=0.05)


def spiral_arm(count, start):
    for i in range(count):
        radius = i / count * 5
        angle = 1.75 * i / count * 2 * math.pi + start
        yield radius * math.sin(angle), radius * math.cos(angle)


def by_place(points):
    return sorted(map(tuple, points))


def test_the_arms_of_the_spiral_are_the_playgrounds():
    points, labels = draw("spiral", samples=100)
    for label, start in ((1, 0.0), (0, math.pi)):
        np.testing.assert_allclose(
            by_place(points[labels == label]), by_place(spiral_arm(50, start)), atol=1e-12
        )


def test_noise_moves_the_points_of_the_spiral_evenly_about_their_place():
    generated = Generated(name="spiral", samples=4000, noise=50)
    clean, _ = draw("spiral", samples=4000)
    noisy = generate(generated).features
    # Both are shuffled, but by different draws: compare them radius by radius.
    moved = noisy.std() ** 2 - clean.std() ** 2
    assert moved == pytest.approx(0.5**2 / 3, rel=0.25)
    assert np.abs(noisy).max() <= 5.5


def test_moons_are_those_of_scikit_learn_centred_and_three_times_as_large():
    points, labels = draw("moons", samples=101)
    theirs, their_labels = make_moons(n_samples=101, shuffle=False, noise=None)
    for label in (0, 1):
        np.testing.assert_allclose(
            by_place(points[labels == label]),
            by_place(3 * (theirs[their_labels == label] - [0.5, 0.25])),
            atol=1e-12,
        )


def test_noise_of_the_moons_is_normal_in_units_of_their_radius():
    clean, _ = draw("moons", samples=20_000)
    noisy, _ = draw("moons", samples=20_000, noise=20)
    added = noisy.var(axis=0) - clean.var(axis=0)
    assert added == pytest.approx([0.36, 0.36], rel=0.1)


def test_the_plane_rises_by_a_tenth_along_each_input():
    points, target = draw("regression plane")
    assert np.abs(points).max() <= 6.0
    np.testing.assert_allclose(target[:, 0], (points[:, 0] + points[:, 1]) / 10, atol=1e-15)


def test_noise_of_the_plane_is_that_of_two_uniform_shifts():
    points, target = draw("regression plane", noise=50, samples=40_000)
    error = target[:, 0] - points.sum(axis=1) / 10
    assert np.abs(error).max() <= 0.6
    assert error.std() == pytest.approx(0.5 * 0.6 * math.sqrt(2 / 3), rel=0.03)


def test_the_six_bumps_are_the_playgrounds():
    points, target = draw("regression gauss", samples=2000)
    np.testing.assert_allclose(
        target[:, 0], [bump_height(x, y) for x, y in points.tolist()], atol=1e-12
    )
    assert target.max() > 0.9
    assert target.min() < -0.9


def test_noise_of_the_bumps_reads_the_height_beside_the_point():
    points, target = draw("regression gauss", samples=20_000, noise=30)
    generator = random.Random(2)
    errors = []
    for x, y in points.tolist():
        seen = [value + 0.3 * generator.uniform(-6, 6) for value in (x, y)]
        errors.append(bump_height(*seen) - bump_height(x, y))
    ours = target[:, 0] - [bump_height(x, y) for x, y in points.tolist()]
    assert ours.std() == pytest.approx(np.std(errors), rel=0.05)


def test_a_fit_finds_the_line_and_its_noise():
    x, y = draw("line", noise=12.5, samples=20_000)
    slope, intercept = np.polyfit(x[:, 0], y[:, 0], 1)
    assert (intercept, slope) == (pytest.approx(3, abs=0.05), pytest.approx(4, abs=0.05))
    assert (y[:, 0] - 3 - 4 * x[:, 0]).std() == pytest.approx(1.0, rel=0.03)
    assert x.min() >= 0.0
    assert x.max() <= 2.0
