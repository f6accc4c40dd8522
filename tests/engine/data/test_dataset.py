import numpy as np
import pytest

from engine.data.dataset import Column, Dataset, Task
from engine.data.errors import DataError
from engine.data.preprocessing import OneHot, Preprocessing, Standardize

X = np.array([[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]])


def test_arrays_are_taken_as_they_are():
    dataset = Dataset.from_arrays(X, [0, 1, 1], X[:1], [1])
    assert np.array_equal(dataset.raw_train, X)
    assert dataset.x_train.dtype == np.float32
    assert np.array_equal(dataset.x_train, X)
    assert np.array_equal(dataset.preprocessing.transform(X), dataset.x_train)
    assert dataset.y_train.tolist() == [0, 1, 1]
    assert dataset.y_test.tolist() == [1]
    assert [column.name for column in dataset.columns] == ["x1", "x2"]


@pytest.mark.parametrize(
    ("y", "task", "classes", "expected"),
    [
        ([0, 1, 0], Task.BINARY, ("0", "1"), [0, 1, 0]),
        ([True, False, True], Task.BINARY, ("0", "1"), [1, 0, 1]),
        ([[2], [10], [5]], Task.MULTICLASS, ("2", "5", "10"), [0, 2, 1]),
        (["dog", "cat", "dog"], Task.BINARY, ("cat", "dog"), [1, 0, 1]),
        ([0.5, 1.5, 2.0], Task.REGRESSION, (), [[0.5], [1.5], [2.0]]),
        ([[1.0, 2.0]] * 3, Task.REGRESSION, (), [[1.0, 2.0]] * 3),
    ],
)
def test_the_task_follows_from_the_target(y, task, classes, expected):
    dataset = Dataset.from_arrays(X, y)
    assert dataset.task is task
    assert dataset.classes == classes
    assert dataset.y_train.tolist() == expected
    assert dataset.y_train.dtype == (np.float32 if task is Task.REGRESSION else np.int64)
    assert len(dataset.y_test) == len(dataset.x_test) == 0


def test_the_task_can_be_said():
    assert Dataset.from_arrays(X, [1, 2, 3], task="regression").y_train.shape == (3, 1)
    binary = Dataset.from_arrays(X, [[0.0], [1.0], [1.0]], task="binary")
    assert binary.y_train.tolist() == [0, 1, 1]
    assert binary.classes == ("0", "1")


def test_named_classes_are_meant_by_index_even_where_one_does_not_occur():
    dataset = Dataset.from_arrays(X, [0, 2, 2], classes=["a", "b", "c"])
    assert dataset.task is Task.MULTICLASS
    assert dataset.y_train.tolist() == [0, 2, 2]


def test_images_keep_their_shape_for_the_input_layer():
    dataset = Dataset.from_arrays(np.zeros((3, 4, 2)), [0, 1, 0])
    assert dataset.feature_shape == (4, 2)
    assert dataset.x_train.shape == (3, 8)


def test_one_feature_may_come_without_its_axis():
    assert Dataset.from_arrays([1.0, 2.0], [0.5, 0.6]).feature_shape == (1,)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((X, [0, 1]), "one target for each row"),
        ((X, [0, 1, 0], X), "one target for each row"),
        ((X, [[0, 1]] * 3), "one label for each row"),
        ((X, [1, 1, 1]), "at least two classes"),
        ((X, [0.0, np.nan, 1.0]), "target is not a finite number"),
        ((X, [[0.0]] * 3, X, [[0.0, 1.0]] * 3), "shape of the training targets"),
        ((X + np.inf, [0, 1, 0]), "feature is not a finite number"),
        ((X * 1e300, [0, 1, 0]), "feature is not a finite number"),
        ((X, [0, 1, 0], X[:, :1], [0, 1, 0]), "shape of the training rows"),
        ((X[:0], []), "at least one row"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(arguments, sentence):
    with pytest.raises(DataError, match=sentence):
        Dataset.from_arrays(*arguments)


def test_a_binary_task_with_three_classes_is_refused():
    with pytest.raises(DataError, match="two classes"):
        Dataset.from_arrays(X, [0, 1, 2], task="binary")


def test_an_index_of_no_class_is_refused():
    with pytest.raises(DataError, match="not the index of one of the classes"):
        Dataset.from_arrays(X, [0, 1, 2], classes=["a", "b"])


def test_the_middle_row_has_medians_and_the_most_frequent_category_of_training():
    raw = np.array([[1.0, 1.0], [2.0, 0.0], [90.0, 1.0]])
    steps = Standardize(mean=0.0, scale=1.0, fill=0.0), OneHot(categories=("a", "b"))
    preprocessing = Preprocessing(names=("n", "c"), transforms=steps)
    dataset = Dataset(
        name="t",
        task=Task.BINARY,
        columns=(Column("n", "number"), Column("c", "category", ("a", "b"))),
        target_names=("y",),
        classes=("0", "1"),
        raw_train=raw,
        raw_test=np.array([[1e9, 0.0]] * 9),
        x_train=preprocessing.transform(raw),
        x_test=np.zeros((0, 3), np.float32),
        y_train=np.array([0, 1, 0]),
        y_test=np.array([], dtype=np.int64),
        preprocessing=preprocessing,
        feature_shape=(3,),
    )
    assert dataset.median_row().tolist() == [2.0, 1.0]
