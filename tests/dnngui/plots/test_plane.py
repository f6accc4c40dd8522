"""The plane of the boundary: its axes and how far they reach."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from dnngui.document.project import ViewSettings
from dnngui.plots.plane import chosen_axes, first_output, grid_of, limits, thinned
from engine.data.dataset import Column, Dataset
from engine.data.load import load
from engine.data.settings import Builtin, DataSettings, Generated


def rows_of(**columns: list[float]) -> Dataset:
    features = np.column_stack(list(columns.values()))
    labels = np.arange(len(features)) % 2
    return Dataset.from_arrays(features, labels, feature_names=list(columns))


IRIS = load(DataSettings(source=Builtin(name="iris")))
FIRST, SECOND, THIRD = (column.name for column in IRIS.columns[:3])


BEST = {
    "iris": ("petal length (cm)", "petal width (cm)"),
    "wine": ("flavanoids", "proline"),
    "diabetes": ("bmi", "s5"),
    "breast cancer": ("mean concave points", "worst concave points"),
}


@pytest.mark.parametrize("name", BEST)
def test_the_columns_that_tell_most_are_the_axes(name) -> None:
    dataset = load(DataSettings(source=Builtin(name=name)))
    from sklearn.feature_selection import f_classif, f_regression

    test = f_classif if dataset.classes else f_regression
    scores, _ = test(dataset.raw_train, dataset.y_train.ravel())
    best = sorted(np.argsort(scores)[-2:].tolist())
    assert chosen_axes(dataset, ViewSettings()) == tuple(best)
    assert tuple(dataset.columns[index].name for index in best) == BEST[name]


def test_digits_are_spread_over_the_plane_of_their_axes() -> None:
    digits = load(DataSettings(source=Builtin(name="digits")))
    places = {tuple(row) for row in digits.raw_train[:, list(chosen_axes(digits, ViewSettings()))]}
    assert len(places) > 100


def test_a_column_that_says_the_same_in_other_units_is_not_the_second_axis() -> None:
    metres = np.linspace(1.0, 2.0, 20)
    noise = np.random.default_rng(0).normal(size=20)
    rows = np.column_stack([noise, metres, 100.0 * metres])
    dataset = Dataset.from_arrays(rows, (metres > 1.5).astype(int))
    assert chosen_axes(dataset, ViewSettings()) == (0, 1)


def test_axes_of_many_rows_are_chosen_from_some_of_them() -> None:
    random = np.random.default_rng(0)
    rows, labels = random.normal(size=(50_000, 30)), random.integers(0, 3, 50_000)
    rows[:, 11] += labels
    rows[:, 7] -= labels
    assert chosen_axes(Dataset.from_arrays(rows, labels), ViewSettings()) == (7, 11)


def test_two_columns_keep_their_order() -> None:
    assert chosen_axes(rows_of(a=[0.0, 0.0, 1.0], b=[0.0, 1.0, 0.0]), ViewSettings()) == (0, 1)


@pytest.mark.parametrize(
    ("view", "axes"),
    [
        (ViewSettings(horizontal=THIRD, vertical=FIRST), (2, 0)),
        (ViewSettings(horizontal=SECOND), (1, 2)),
        (ViewSettings(vertical=FIRST), (2, 0)),
        (ViewSettings(horizontal=THIRD, vertical=THIRD), (2, 3)),
        (ViewSettings(horizontal="gone", vertical=THIRD), (3, 2)),
    ],
)
def test_the_project_names_the_axes(view: ViewSettings, axes: tuple[int, int]) -> None:
    assert chosen_axes(IRIS, view) == axes


def test_a_column_in_which_all_rows_agree_is_no_axis_of_its_own_accord() -> None:
    dataset = rows_of(same=[1.0, 1.0, 1.0], a=[1.0, 2.0, 3.0], b=[0.0, 5.0, 1.0])
    assert chosen_axes(dataset, ViewSettings()) == (1, 2)
    assert chosen_axes(dataset, ViewSettings(horizontal="same")) == (0, 2)


def test_of_pictures_that_are_their_own_targets_the_plane_shows_what_varies() -> None:
    split = DataSettings(source=Builtin(name="digits"))
    digits = load(split)
    pictures = Dataset.from_arrays(digits.raw_train, digits.raw_train)
    constant = np.ptp(digits.raw_train, axis=0) == 0.0
    told = np.zeros(64)
    told[~constant] = np.square(np.corrcoef(digits.raw_train[:, ~constant].T)).mean(axis=1)
    assert set(chosen_axes(pictures, ViewSettings())) <= set(np.argsort(told)[-4:].tolist())
    assert constant[0]
    assert first_output(pictures) == int(np.flatnonzero(~constant)[0])


@pytest.mark.parametrize("targets", [np.zeros((6, 2)), np.zeros(6), np.arange(12.0).reshape(6, 2)])
def test_otherwise_the_first_output_is_shown(targets) -> None:
    assert first_output(None) == 0
    assert first_output(Dataset.from_arrays(np.arange(12.0).reshape(6, 2), targets)) == 0


def test_one_column_makes_a_line() -> None:
    grid = grid_of(rows_of(x=[0.0, 1.0, 2.0]), ViewSettings())
    assert (grid.horizontal, grid.vertical) == (0, None)


def test_categories_are_axes_where_numbers_are_lacking_or_a_person_wants_them() -> None:
    colour = Column("colour", "category", ("red", "green", "blue"))
    size = Column("size", "category", ("small", "large"))
    weight = Column("weight", "number")
    mixed = _with_columns(colour, weight, size)
    horizontal, vertical = chosen_axes(mixed, ViewSettings())
    assert horizontal == 1
    assert vertical in (0, 2)
    assert chosen_axes(mixed, ViewSettings(horizontal="colour", vertical="size")) == (0, 2)
    assert chosen_axes(mixed, ViewSettings(horizontal="size")) == (2, 1)
    height = Column("height", "number")
    assert chosen_axes(_with_columns(weight, colour, height), ViewSettings()) == (0, 2)
    only = _with_columns(colour, size)
    assert chosen_axes(only, ViewSettings()) == (0, 1)
    assert limits(only, 0) == (-0.5, 2.5)


def _with_columns(*columns: Column) -> Dataset:
    raw = np.zeros((4, len(columns)))
    raw[1] = 1.0
    plain = Dataset.from_arrays(raw, np.array([0, 1, 0, 1]))
    return dataclasses.replace(plain, columns=columns)


@pytest.mark.parametrize(
    "name", ["circle", "xor", "spiral", "regression plane", "regression gauss"]
)
def test_playground_sets_are_shown_on_their_square(name) -> None:
    dataset = load(DataSettings(source=Generated(name=name)))
    assert limits(dataset, 0) == limits(dataset, 1) == (-6.0, 6.0)


def test_rows_beyond_the_square_are_still_shown() -> None:
    dataset = load(DataSettings(source=Generated(name="gauss", noise=50, samples=2000)))
    low, high = limits(dataset, 0)
    assert low < dataset.raw_train[:, 0].min()
    assert high > dataset.raw_train[:, 0].max()
    assert low == -high


def test_other_sets_have_a_margin_of_five_to_ten_percent() -> None:
    values = np.concatenate([IRIS.raw_train[:, 0], IRIS.raw_test[:, 0]])
    low, high = limits(IRIS, 0)
    span = np.ptp(values)
    assert 0.05 <= (values.min() - low) / span <= 0.1
    assert 0.05 <= (high - values.max()) / span <= 0.1


def test_thinned_rows_are_the_same_each_time() -> None:
    assert thinned(100, 2000).tolist() == list(range(100))
    chosen = thinned(50_000, 2000)
    assert len(set(chosen.tolist())) == 2000
    assert (chosen == thinned(50_000, 2000)).all()
    assert chosen.max() < 50_000
