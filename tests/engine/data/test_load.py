import subprocess
import sys
from typing import get_args

import msgspec
import numpy as np
import pytest
from sklearn import datasets
from sklearn.preprocessing import StandardScaler

from engine.data.dataset import Task
from engine.data.errors import DataError
from engine.data.load import load
from engine.data.settings import (
    Builtin,
    BuiltinName,
    ColumnChoice,
    DataSettings,
    Generated,
    GeneratorName,
    Table,
)
from engine.data.summary import describe
from engine.data.table import suggest

SOURCES = [
    *(Generated(name=name, samples=60, noise=10) for name in get_args(GeneratorName)),
    *(Builtin(name=name) for name in get_args(BuiltinName)),
]


def from_table(text, **settings):
    content = text.encode()
    table = suggest(content, "t.csv")
    missing = settings.pop("missing", "drop")
    table = msgspec.structs.replace(table, missing=missing)
    return load(DataSettings(source=table, **settings), {"t.csv": content})


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
@pytest.mark.parametrize("standardize", [True, False])
def test_every_data_set_fits_together(source, standardize):
    settings = DataSettings(source=source, standardize=standardize)
    dataset = load(settings)
    width = dataset.preprocessing.width
    assert dataset.x_train.shape == (len(dataset.raw_train), width)
    assert dataset.x_test.shape == (len(dataset.raw_test), width)
    assert dataset.raw_train.shape[1] == len(dataset.columns)
    assert np.prod(dataset.feature_shape) == width
    assert dataset.x_train.dtype == dataset.x_test.dtype == np.float32
    assert np.array_equal(dataset.preprocessing.transform(dataset.raw_train), dataset.x_train)
    assert np.isfinite(dataset.x_train).all()
    assert dataset.median_row().shape == (len(dataset.columns),)
    if dataset.classes:
        assert dataset.y_train.dtype == np.int64
        assert set(dataset.y_train.tolist()) == set(range(len(dataset.classes)))
    else:
        assert dataset.y_train.dtype == np.float32
        assert dataset.y_train.shape == (len(dataset.x_train), len(dataset.target_names))
    again = load(settings)
    assert np.array_equal(again.x_train, dataset.x_train)
    assert np.array_equal(again.y_test, dataset.y_test)


@pytest.mark.parametrize(
    ("name", "reader", "task"),
    [
        ("iris", datasets.load_iris, Task.MULTICLASS),
        ("wine", datasets.load_wine, Task.MULTICLASS),
        ("breast cancer", datasets.load_breast_cancer, Task.BINARY),
        ("digits", datasets.load_digits, Task.MULTICLASS),
    ],
)
def test_the_shipped_classes_are_those_of_scikit_learn(name, reader, task):
    theirs = reader()
    ours = load(DataSettings(source=Builtin(name=name), test_share=0.0))
    assert ours.task is task
    assert ours.classes == tuple(map(str, theirs.target_names))
    assert [column.name for column in ours.columns] == list(map(str, theirs.feature_names))
    expected = np.column_stack([theirs.data, theirs.target])
    found = np.column_stack([ours.raw_train, ours.y_train])
    assert sorted(found.tolist()) == sorted(expected.tolist())


def test_the_diabetes_are_in_their_own_units():
    theirs = datasets.load_diabetes(scaled=False)
    ours = load(DataSettings(source=Builtin(name="diabetes"), test_share=0.0))
    y = ours.preprocessing.inverse_target(ours.y_train)
    assert ours.task is Task.REGRESSION
    assert sorted(ours.raw_train.tolist()) == sorted(theirs.data.tolist())
    np.testing.assert_allclose(np.sort(y[:, 0]), np.sort(theirs.target), rtol=1e-5)
    assert ours.y_train.mean() == pytest.approx(0.0, abs=1e-5)
    assert ours.y_train.std() == pytest.approx(1.0, abs=1e-5)


def test_digits_are_images_from_zero_to_one():
    dataset = load(DataSettings(source=Builtin(name="digits")))
    assert dataset.feature_shape == (8, 8)
    assert (dataset.x_train.min(), dataset.x_train.max()) == (0.0, 1.0)
    assert np.array_equal(dataset.x_train * 16, dataset.raw_train)


def test_the_scale_comes_from_the_training_part_alone():
    dataset = load(DataSettings(source=Builtin(name="wine"), test_share=0.3))
    scaler = StandardScaler().fit(dataset.raw_train)
    np.testing.assert_allclose(
        dataset.x_test, scaler.transform(dataset.raw_test), rtol=1e-4, atol=1e-6
    )


@pytest.mark.parametrize("name", get_args(GeneratorName))
def test_generated_points_stay_in_their_plane(name):
    dataset = load(DataSettings(source=Generated(name=name, samples=50)))
    assert np.array_equal(dataset.x_train, dataset.raw_train.astype(np.float32))
    assert dataset.preprocessing.target_scales == ()
    limit = 2.0 if name == "line" else 6.0
    assert np.abs(dataset.raw_train).max() <= limit


def test_the_table_of_xor_is_whole_in_order_and_raw():
    dataset = load(DataSettings(source=Builtin(name="xor table"), test_share=0.5))
    assert dataset.x_train.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert dataset.y_train.tolist() == [0, 1, 1, 0]
    assert len(dataset.x_test) == len(dataset.y_test) == 0


def test_no_share_for_testing_leaves_an_empty_test_part():
    for name in ("circle", "line"):
        dataset = load(DataSettings(source=Generated(name=name), test_share=0.0))
        assert dataset.x_test.shape == (0, dataset.x_train.shape[1])
        assert dataset.y_test.shape == (0, *dataset.y_train.shape[1:])


def test_classes_keep_their_shares_unless_the_person_says_otherwise():
    counts = {
        stratify: {
            tuple(np.bincount(load(settings).y_test))
            for seed in range(5)
            for settings in [
                DataSettings(
                    source=Builtin(name="iris"), stratify=stratify, split_seed=seed, test_share=0.2
                )
            ]
        }
        for stratify in (True, False)
    }
    assert counts[True] == {(10, 10, 10)}
    assert len(counts[False]) > 1


COLOURS = "size,colour,kind\n" + "".join(
    f"{size},{colour},{kind}\n"
    for size, colour, kind in zip(
        [1.5, 2.5, "", 4.5, 5.5, 6.5],
        ["red", "blue", "red", "", "red", "green"],
        "ababab",
        strict=True,
    )
)


def test_missing_values_are_filled_from_the_training_part_and_counted():
    dataset = from_table(COLOURS, missing="fill", test_share=0.0)
    assert (dataset.filled_values, dataset.dropped_rows) == (2, 0)
    assert dataset.columns[1].categories == ("blue", "green", "red")
    assert not np.isnan(dataset.raw_train).any()
    filled = dataset.raw_train.tolist()
    assert filled.count([4.5, 2.0]) == 2, "the median size, and the most frequent colour"


def test_rows_with_missing_values_are_dropped_and_counted():
    dataset = from_table(COLOURS, test_share=0.0)
    assert (dataset.filled_values, dataset.dropped_rows) == (0, 2)
    assert len(dataset.x_train) == 4


def test_a_category_of_the_test_part_alone_is_not_known_to_the_network():
    text = "colour,size,kind\n" + "".join(f"c{i},{i * 0.5},{'ab'[i % 2]}\n" for i in range(12))
    dataset = from_table(text, test_share=0.5)
    known = dataset.columns[0].categories
    assert len(known) == len(dataset.x_train) == 6
    assert dataset.x_train.shape == (6, 7)
    assert (dataset.raw_test[:, 0] == -1.0).all()
    assert not dataset.x_test[:, :6].any()
    labels = {f"c{i}" for i in range(12)}
    assert set(known) < labels
    assert dataset.x_train[:, :6].sum(axis=1).tolist() == [1.0] * 6


def test_the_classes_do_not_depend_on_the_split():
    text = "a,kind\n" + "".join(f"{i}.5,{'abc'[i] if i < 3 else 'a'}\n" for i in range(12))
    found = {
        from_table(text, test_share=0.8, stratify=False, split_seed=seed).classes
        for seed in range(5)
    }
    assert found == {("a", "b", "c")}


def test_several_targets_are_scaled_each_by_itself():
    content = b"a,u,v\n" + b"".join(b"%d,%d.5,%d.5\n" % (i, i, 100 * i) for i in range(10))
    columns = (
        ColumnChoice(name="a"),
        ColumnChoice(name="u", role="target"),
        ColumnChoice(name="v", role="target"),
    )
    table = Table(attachment="k", file_name="t.csv", columns=columns)
    dataset = load(DataSettings(source=table, test_share=0.0), {"k": content})
    assert dataset.target_names == ("u", "v")
    np.testing.assert_allclose(dataset.y_train[:, 0], dataset.y_train[:, 1], atol=1e-6)
    raw = dataset.preprocessing.inverse_target(dataset.y_train)
    np.testing.assert_allclose(raw[:, 1] - 0.5, 100 * (raw[:, 0] - 0.5), atol=1e-3)


def test_a_target_is_scaled_only_where_the_person_wants_it():
    text = "a,y\n" + "".join(f"{i},{i * 10.5}\n" for i in range(10))
    dataset = from_table(text, test_share=0.0, standardize_target=False)
    assert sorted(dataset.y_train[:, 0].tolist()) == [i * 10.5 for i in range(10)]


def test_what_is_wrong_with_a_table_is_said():
    with pytest.raises(DataError, match="is empty"):
        load(DataSettings(source=Table(attachment="k", file_name="t.csv")), {"k": b""})


def test_a_data_set_is_told_in_a_few_sentences():
    assert [str(message) for message in describe(from_table(COLOURS, test_share=0.5))] == [
        "Rows: 2 for training, 2 for testing",
        "Features: 2, inputs: 3",
        "Class “a”: 1 for training, 1 for testing",
        "Class “b”: 1 for training, 1 for testing",
        "Rows left out because a value is missing: 2",
    ]
    filled = from_table(COLOURS, missing="fill", test_share=0.0)
    assert "Missing values that were filled: 2" in map(str, describe(filled))
    numbers = load(DataSettings(source=Generated(name="line", samples=10)))
    assert [str(message) for message in describe(numbers)] == [
        "Rows: 5 for training, 5 for testing",
        "Features: 1, inputs: 1",
    ]


def test_heavy_libraries_are_imported_only_when_used():
    program = (
        "import sys; from engine.data.load import load; from engine.data.settings import *;"
        "load(DataSettings(source=Generated()));"
        "load(DataSettings(source=Builtin(name='xor table')));"
        "print(sorted({'pandas', 'sklearn', 'scipy', 'PySide6'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


def test_weights_of_rows_go_with_their_rows():
    lines = "".join(f"{row * 7 % 20},{row * 7 % 20 + 1},{'ab'[row % 2]}\n" for row in range(20))
    data = from_table("x,sample_weight,label\n" + lines, standardize=False)
    for raw, weights in (
        (data.raw_train, data.weights_train),
        (data.raw_test, data.weights_test),
    ):
        np.testing.assert_array_equal(weights, raw[:, 0] + 1)
    least, greatest = data.weights_train.min(), data.weights_train.max()
    told = [str(line) for line in describe(data)]
    assert f"Weights of rows: from {least:g} to {greatest:g}" in told


def test_where_classes_are_too_rare_to_be_tested_it_is_told_how_many_rows_were_asked_for():
    names = "".join(f"{row},class {row % 30}\n" for row in range(40))
    table = suggest(f"x,kind\n{names}".encode(), "own.csv")
    files = {table.attachment: f"x,kind\n{names}".encode()}
    kept = load(DataSettings(source=table, test_share=0.5), files)
    assert (kept.test_rows_asked, len(kept.x_test)) == (20, 10)
    loose = load(DataSettings(source=table, test_share=0.5, stratify=False), files)
    assert (loose.test_rows_asked, len(loose.x_test)) == (20, 20)
