"""Tables to predict for and to evaluate on, encoded by a fitted preparation."""

import numpy as np
import pandas as pd
import pytest

from engine.data.errors import DataError
from engine.data.preprocessing import (
    Identity,
    OneHot,
    Preprocessing,
    Standardize,
    TargetScale,
)

PREPROCESSING = Preprocessing(
    names=("size", "colour"),
    transforms=(
        Standardize(mean=2.0, scale=2.0, fill=3.0),
        OneHot(categories=("1", "red"), fill=1),
    ),
    target_names=("kind",),
    classes=("cat", "dog"),
)
REGRESSION = Preprocessing(
    names=("x",),
    transforms=(Identity(),),
    target_names=("y",),
    target_scales=(TargetScale(mean=10.0, scale=2.0),),
)


def test_text_is_read_as_in_the_table_that_was_trained_on():
    raw = PREPROCESSING.encode_table({"size": [" 4 ", "NA"], "colour": ["red ", ""], "other": 0})
    np.testing.assert_array_equal(raw, [[4.0, 1.0], [np.nan, np.nan]])
    assert PREPROCESSING.transform(raw).tolist() == [[1.0, 0.0, 1.0], [0.5, 0.0, 1.0]]


def test_a_data_frame_is_read_with_its_own_missing_values():
    frame = pd.DataFrame({"size": [1, None], "colour": pd.Series(["red", None], dtype="string")})
    raw = PREPROCESSING.encode_table(frame)
    np.testing.assert_array_equal(raw, [[1.0, 1.0], [np.nan, np.nan]])


def test_numbers_stand_for_the_category_they_spell():
    raw = PREPROCESSING.encode_table({"size": [1, 2], "colour": np.array([1.0, np.nan])})
    np.testing.assert_array_equal(raw[:, 1], [0.0, np.nan])


def test_only_text_is_read_with_the_decimal_comma():
    mixed = {"size": ["1,5", 2.5, None], "colour": ["red"] * 3}
    raw = PREPROCESSING.encode_table(mixed, decimal=",")
    np.testing.assert_array_equal(raw[:, 0], [1.5, 2.5, np.nan])
    numbers = {"size": np.array([0.5]), "colour": ["red"]}
    assert PREPROCESSING.encode_table(numbers, decimal=",")[0, 0] == 0.5


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"size": ["1"]}, "no column “colour”"),
        ({"size": ["1", "2"], "colour": ["red"]}, "do not have the same number of rows"),
        ({"size": ["1", "two"], "colour": ["red"] * 2}, "Row 2, column “size”: “two” is not a num"),
        ({"size": [np.inf], "colour": ["red"]}, "Row 1, column “size”: “inf” is not a finite"),
        ({"size": ["1e99"], "colour": ["red"]}, "Row 1, column “size”: “1e99” is too large"),
        ({"size": ["1"], "colour": ["blue"]}, "Row 1, column “colour”: “blue” is not one of 1, re"),
    ],
)
def test_what_cannot_be_predicted_for_is_refused_with_row_and_column(table, sentence):
    with pytest.raises(DataError, match=sentence):
        PREPROCESSING.encode_table(table)


def test_rows_are_called_as_the_caller_counts_them():
    with pytest.raises(DataError, match="Row 12,"):
        PREPROCESSING.encode_table({"size": ["1", "x"], "colour": ["red"] * 2}, rows=[10, 12])


def test_targets_to_evaluate_on_are_encoded_as_those_of_the_data_set():
    labels = PREPROCESSING.encode_targets({"kind": ["dog", "cat", "dog"]})
    assert labels.dtype == np.int64
    assert labels.tolist() == [1, 0, 1]
    numbers = REGRESSION.encode_targets({"y": ["12", "8"]})
    assert numbers.dtype == np.float32
    assert numbers.tolist() == [[1.0], [-1.0]]


@pytest.mark.parametrize(
    ("preprocessing", "table", "sentence"),
    [
        (PREPROCESSING, {"kind": ["dog", "cow"]}, "Row 2, column “kind”: “cow” is not one of cat"),
        (PREPROCESSING, {"kind": ["dog", ""]}, "Row 2, column “kind”: the target is missing"),
        (REGRESSION, {"y": [1.0, np.nan]}, "Row 2, column “y”: the target is missing"),
        (REGRESSION, {"x": [1.0]}, "no column “y”"),
    ],
)
def test_targets_that_cannot_be_compared_with_are_refused(preprocessing, table, sentence):
    with pytest.raises(DataError, match=sentence):
        preprocessing.encode_targets(table)
