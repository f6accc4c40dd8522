"""A person's own points as data: their parts stay what they are, whatever comes and goes."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from engine.data.dataset import Task
from engine.data.errors import DataError
from engine.data.load import load
from engine.data.ownpoints import taken_from, training_rank
from engine.data.settings import MOST_POINTS, DataSettings, Generated, Point, Points

FOUR = (
    Point(-1.0, -2.0, 0, 0.9),
    Point(1.0, 2.0, 1, 0.8),
    Point(3.0, 0.5, 1, 0.1),
    Point(-3.0, 0.5, 0, 0.3),
)


def test_points_are_raw_rows_in_their_order_and_parts_by_rank() -> None:
    dataset = load(DataSettings(source=Points(points=FOUR), test_share=0.5))
    assert dataset.task is Task.BINARY
    assert dataset.raw_train.tolist() == [[-1.0, -2.0], [1.0, 2.0]]
    assert dataset.raw_test.tolist() == [[3.0, 0.5], [-3.0, 0.5]]
    assert dataset.y_train.tolist() == [0, 1]
    assert dataset.y_test.tolist() == [1, 0]
    assert np.array_equal(dataset.x_train, dataset.raw_train.astype(np.float32))
    assert [column.name for column in dataset.columns] == ["x1", "x2"]


@pytest.mark.parametrize(("share", "held_out"), [(0.0, 0), (0.2, 1), (0.5, 2), (0.9, 3)])
def test_the_share_of_the_test_part_counts(share, held_out) -> None:
    dataset = load(DataSettings(source=Points(points=FOUR), test_share=share))
    assert (len(dataset.x_train), len(dataset.x_test)) == (4 - held_out, held_out)


def test_one_point_always_stays_for_training() -> None:
    low = Points(points=(Point(0.0, 0.0, 1, 0.0),))
    dataset = load(DataSettings(source=low, test_share=0.9))
    assert (len(dataset.x_train), len(dataset.x_test)) == (1, 0)


@pytest.mark.parametrize("name", ["circle", "spiral", "regression gauss", "line"])
@pytest.mark.parametrize("share", [0.0, 0.2, 0.5])
def test_points_of_a_formula_keep_places_targets_and_parts(name, share) -> None:
    drawn = DataSettings(source=Generated(name=name, samples=101, noise=10.0), test_share=share)
    before = load(drawn)
    after = load(msgspec.structs.replace(drawn, source=taken_from(before, share)))
    for field in ("x_train", "y_train", "x_test", "y_test", "raw_train", "raw_test"):
        assert np.array_equal(getattr(after, field), getattr(before, field)), field
    assert (after.task, after.classes, after.target_names) == (
        before.task,
        before.classes,
        before.target_names,
    )


def test_a_point_that_goes_leaves_the_parts_of_the_others() -> None:
    drawn = DataSettings(source=Generated(samples=60), test_share=0.4)
    points = taken_from(load(drawn), 0.4)
    fewer = msgspec.structs.replace(points, points=points.points[1:])
    before = load(msgspec.structs.replace(drawn, source=points))
    after = load(msgspec.structs.replace(drawn, source=fewer))
    assert np.array_equal(after.raw_test, before.raw_test)
    assert np.array_equal(after.raw_train, before.raw_train[1:])


def test_new_points_are_trained_on_and_spread_over_larger_shares() -> None:
    ranks = np.array([training_rank(count, 0.25) for count in range(400)])
    assert ranks.min() >= 0.25
    assert (ranks < 0.5).mean() == pytest.approx(1 / 3, abs=0.02)


def test_numbers_are_the_targets_where_there_are_no_classes() -> None:
    line = Points(points=(Point(0.0, 0.0, 3.5, 0.5),) * 2, inputs=1, classes=())
    dataset = load(DataSettings(source=line, test_share=0.0))
    assert dataset.task is Task.REGRESSION
    assert dataset.y_train.tolist() == [[3.5], [3.5]]
    assert dataset.feature_shape == (1,)


def test_a_class_without_points_is_still_one() -> None:
    points = Points(points=FOUR, classes=("0", "1", "2"))
    assert load(DataSettings(source=points)).task is Task.MULTICLASS


def test_no_points_are_said_to_be_missing() -> None:
    with pytest.raises(DataError, match="Draw some in the boundary panel"):
        load(DataSettings(source=Points()))


def test_too_many_points_of_a_formula_are_refused() -> None:
    many = load(DataSettings(source=Generated(samples=MOST_POINTS + 1)))
    with pytest.raises(DataError, match="Take fewer points"):
        taken_from(many, 0.5)


def test_a_file_holds_four_numbers_a_point() -> None:
    points = Points(points=FOUR)
    content = msgspec.json.encode(points)
    assert b"[-1.0,-2.0,0,0.9]" in content
    assert msgspec.json.decode(content, type=Points) == points


@pytest.mark.parametrize(
    "document",
    [
        '{"type": "points.v1", "points": [[1, 2, 2, 0.5]]}',
        '{"type": "points.v1", "points": [[1, 2, 0.5, 0.5]]}',
        '{"type": "points.v1", "points": [[1, 2, -1, 0.5]]}',
        '{"type": "points.v1", "points": [[1, 2, 0, 1.5]]}',
        '{"type": "points.v1", "points": [[1e7, 2, 0, 0.5]]}',
        '{"type": "points.v1", "points": [[1, 2, 0]]}',
        '{"type": "points.v1", "points": [[1, 2, 0, 0.5, 3]]}',
        '{"type": "points.v1", "classes": ["a"]}',
        '{"type": "points.v1", "classes": ["a", "a"]}',
        '{"type": "points.v1", "inputs": 1}',
        '{"type": "points.v1", "inputs": 3, "classes": []}',
    ],
)
def test_what_makes_no_sense_in_a_file_is_refused(document) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(document, type=Points)
