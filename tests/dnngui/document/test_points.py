"""Drawing on points gives another project, and leaves alone what was not meant."""

from __future__ import annotations

import msgspec
import pytest

from dnngui.document.file import SavedProject, load, save
from dnngui.document.points import added, can_be_drawn, erased, moved, points_of, with_points
from dnngui.document.project import Project
from dnngui.document.run import load_data
from engine.data.errors import DataError
from engine.data.settings import (
    MOST_CLASSES,
    MOST_POINTS,
    Builtin,
    DataSettings,
    Generated,
    Point,
    Points,
)

TWO = Points(points=(Point(0.0, 0.0, 0, 0.9), Point(1.0, 1.0, 1, 0.1)))


def with_source(source, **settings) -> Project:
    return Project(data=DataSettings(source=source, **settings))


def test_points_of_a_formula_and_own_ones_can_be_drawn_on() -> None:
    assert can_be_drawn(with_source(Generated()))
    assert can_be_drawn(with_source(TWO))
    assert not can_be_drawn(with_source(Builtin(name="iris")))
    assert not can_be_drawn(with_source(Generated(), reconstruct=True))


def test_points_of_a_formula_become_own_ones_that_train_alike() -> None:
    project = with_source(Generated(samples=40), test_share=0.25)
    own = with_points(project, points_of(project))
    assert isinstance(own.data.source, Points)
    assert load_data(own).x_train.tolist() == load_data(project).x_train.tolist()


def test_an_added_point_is_trained_on() -> None:
    points = added(TWO, [(2.0, -2.0)], 1, test_share=0.5)
    assert points.points[:2] == TWO.points
    new = points.points[2]
    assert (new.x, new.y, new.target) == (2.0, -2.0, 1)
    assert new.rank >= 0.5


def test_the_first_point_of_a_new_class_brings_the_class() -> None:
    points = added(TWO, [(2.0, 2.0)], 2, test_share=0.0)
    assert points.classes == ("0", "1", "2")
    assert added(points, [(3.0, 3.0)], 2, test_share=0.0).classes == points.classes
    assert added(TWO, [], 2, test_share=0.0).classes == TWO.classes


def test_a_new_class_has_a_name_of_its_own() -> None:
    points = msgspec.structs.replace(TWO, classes=("2", "1"))
    assert added(points, [(2.0, 2.0)], 2, test_share=0.0).classes == ("2", "1", "3")


def test_there_are_no_more_classes_than_colours() -> None:
    full = msgspec.structs.replace(TWO, classes=tuple(map(str, range(MOST_CLASSES))))
    with pytest.raises(ValueError, match="class that is not there"):
        added(full, [(0.0, 0.0)], MOST_CLASSES, test_share=0.0)


def test_beside_a_line_the_height_is_the_target() -> None:
    line = Points(inputs=1, classes=())
    points = added(line, [(0.5, 7.0)], 0.0, test_share=0.0)
    assert points.points[0].target == 7.0
    points = moved(points, 0, 1.0, 9.0)
    assert (points.points[0].x, points.points[0].y, points.points[0].target) == (1.0, 0.0, 9.0)


def test_a_moved_point_keeps_class_and_part() -> None:
    points = moved(TWO, 1, -4.0, 3.0)
    assert points.points == (TWO.points[0], Point(-4.0, 3.0, 1, 0.1))


def test_a_point_far_out_stays_within_what_a_file_takes() -> None:
    points = moved(TWO, 0, 1e30, -1e30)
    assert (points.points[0].x, points.points[0].y) == (1e6, -1e6)


def test_erased_points_take_empty_classes_along_but_not_the_first_two() -> None:
    three = added(TWO, [(2.0, 2.0)], 2, test_share=0.0)
    assert erased(three, {2}).classes == ("0", "1")
    assert erased(three, {1}).classes == ("0", "1", "2")
    assert erased(three, {0, 1, 2}) == Points()


def test_too_many_points_are_refused_in_one_sentence() -> None:
    full = Points(points=TWO.points * (MOST_POINTS // 2))
    with pytest.raises(DataError, match="Erase some first"):
        added(full, [(0.0, 0.0)], 0, test_share=0.0)


def test_own_points_are_saved_and_opened(tmp_path) -> None:
    project = with_source(added(TWO, [(0.1, -0.2)], 2, test_share=0.3), test_share=0.3)
    save(tmp_path / "own.dnn", SavedProject(project))
    assert load(tmp_path / "own.dnn").project == project
