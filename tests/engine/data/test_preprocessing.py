import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from engine.data.dataset import Column
from engine.data.errors import DataError
from engine.data.fitting import fit
from engine.data.preprocessing import (
    Identity,
    OneHot,
    Preprocessing,
    Standardize,
    TargetScale,
)
from engine.data.rows import Rows

finite = st.floats(-1e30, 1e30)
scales = st.floats(1e-30, 1e30)
names = st.lists(st.text(max_size=8), min_size=1, max_size=5, unique=True).map(tuple)


def one_hots(categories):
    return st.builds(
        OneHot, categories=st.just(categories), fill=st.integers(0, len(categories) - 1)
    )


transforms = st.one_of(
    st.builds(Identity, fill=finite),
    st.builds(Standardize, mean=finite, scale=scales, fill=finite),
    names.flatmap(one_hots),
)


@st.composite
def preparations(draw):
    columns = draw(names)
    steps = draw(st.lists(transforms, min_size=len(columns), max_size=len(columns)))
    return Preprocessing(
        names=columns,
        transforms=tuple(steps),
        target_names=("y",),
        target_scales=draw(
            st.sampled_from([(), (TargetScale(mean=draw(finite), scale=draw(scales)),)])
        ),
        classes=(),
    )


def number_rows(features, target=None):
    count = features.shape[1]
    return Rows(
        name="t",
        columns=tuple(Column(f"c{i}", "number") for i in range(count)),
        features=features,
        target_names=("y",),
        target=np.zeros((len(features), 1)) if target is None else target,
    )


def fitted(rows, train=None, *, standardize=True, standardize_target=True):
    train = np.arange(len(rows.features)) if train is None else train
    return fit(rows, train, standardize=standardize, standardize_target=standardize_target)


@settings(deadline=None)
@given(preparations())
def test_a_preparation_survives_its_file_bit_for_bit(preprocessing):
    content = msgspec.json.encode(preprocessing)
    read = msgspec.json.decode(content, type=Preprocessing)
    assert read == preprocessing
    assert msgspec.json.encode(read) == content


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('"scale":2.0', '"scale":0.0'),
        ('"scale":2.0', '"scale":-1.0'),
        ('"scale":2.0', '"scale":"2"'),
        ('"scale":2.0', '"scale":1e999'),
        ('"scale":2.0', '"scale":2.0,"other":1'),
        ('"fill":1}', '"fill":2}'),
        ('"fill":1}', '"fill":-1}'),
        ('["a","b"]', '["a","a"]'),
        ('["a","b"]', "[]"),
        ('"names":["n","c"]', '"names":["n"]'),
        ('"names":["n","c"]', '"names":["n","n"]'),
        ("preprocessing.v1", "preprocessing.v9"),
        ("one-hot.v1", "one-hot.v9"),
        ('"target_scales":[]', '"target_scales":[{"type":"target-scale.v1","mean":0,"scale":0}]'),
    ],
)
def test_a_file_with_a_number_that_cannot_be_is_refused(good, bad):
    content = msgspec.json.encode(
        Preprocessing(
            names=("n", "c"),
            transforms=(
                Standardize(mean=1.0, scale=2.0, fill=1.0),
                OneHot(categories=("a", "b"), fill=1),
            ),
        )
    ).decode()
    assert good in content
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(content.replace(good, bad), type=Preprocessing)


def test_numbers_are_standardised_as_by_scikit_learn():
    features = np.random.default_rng(0).normal(50.0, [1.0, 30.0, 1e-3], (40, 3))
    preprocessing = fitted(number_rows(features))
    theirs = StandardScaler().fit_transform(features)
    np.testing.assert_allclose(preprocessing.transform(features), theirs, rtol=1e-5, atol=1e-6)


def test_a_constant_column_becomes_zero_and_stays_finite():
    features = np.full((7, 1), 0.1)
    preprocessing = fitted(number_rows(features))
    assert preprocessing.transforms == (Standardize(mean=0.1, scale=1.0, fill=0.1),)
    assert not preprocessing.transform(features).any()
    assert preprocessing.transform(np.array([[1.1]])) == pytest.approx(1.0)


def test_only_training_rows_are_fitted():
    features = np.array([[0.0], [2.0], [1e6]])
    target = np.array([[1.0], [3.0], [1e6]])
    preprocessing = fitted(number_rows(features, target), np.array([0, 1]))
    assert preprocessing.transforms == (Standardize(mean=1.0, scale=1.0, fill=1.0),)
    assert preprocessing.target_scales == (TargetScale(mean=2.0, scale=1.0),)


def test_a_missing_number_becomes_the_median_as_by_scikit_learn():
    features = np.array([[1.0, 7.0], [np.nan, 5.0], [4.0, np.nan], [100.0, 6.5]])
    preprocessing = fitted(number_rows(features), standardize=False)
    theirs = SimpleImputer(strategy="median").fit_transform(features)
    assert np.array_equal(preprocessing.fill(features), theirs)
    assert np.array_equal(preprocessing.transform(features), theirs.astype(np.float32))


def category_rows(indices, categories):
    return Rows(
        name="t",
        columns=(Column("c", "category", categories),),
        features=np.array(indices, dtype=np.float64)[:, None],
        target_names=("y",),
        target=np.zeros((len(indices), 1)),
    )


def test_categories_are_encoded_as_by_scikit_learn():
    words = np.array(["b", "a", "c", "a"])
    indices = np.array([1, 0, 2, 0])
    preprocessing = fitted(category_rows(indices, ("a", "b", "c")))
    theirs = OneHotEncoder(sparse_output=False).fit_transform(words[:, None])
    assert np.array_equal(preprocessing.transform(indices[:, None]), theirs)


def test_a_missing_category_becomes_the_most_frequent_one():
    preprocessing = fitted(category_rows([0, 1, 1, np.nan], ("a", "b")))
    assert preprocessing.transform(np.array([[np.nan]])).tolist() == [[0.0, 1.0]]


def test_a_category_that_training_does_not_have_is_not_known_and_turns_all_inputs_to_zero():
    preprocessing = fitted(category_rows([0, 2, 1], ("a", "b", "c")), np.array([0, 1]))
    assert preprocessing.transforms == (OneHot(categories=("a", "c"), fill=0),)
    assert preprocessing.transform(np.array([[-1.0]])).tolist() == [[0.0, 0.0]]


def test_numbers_and_categories_keep_the_order_of_the_columns():
    preprocessing = Preprocessing(
        names=("n", "c", "m"),
        transforms=(
            Identity(),
            OneHot(categories=("a", "b")),
            Standardize(mean=1.0, scale=2.0, fill=1.0),
        ),
    )
    raw = np.array([[7.0, 1.0, 5.0], [np.nan, np.nan, np.nan]])
    assert preprocessing.transform(raw).tolist() == [[7.0, 0.0, 1.0, 2.0], [0.0, 1.0, 0.0, 0.0]]
    assert preprocessing.width == 4
    assert preprocessing.kinds == ("number", "category", "number")
    assert np.isnan(raw[1]).all(), "the raw rows themselves are left alone"


def test_pixels_are_scaled_by_their_range_so_that_black_stays_zero():
    rows = number_rows(np.array([[0.0, 3.0], [16.0, 3.0]]))
    pixels = Rows(**{**vars(rows), "pixel_range": 16.0})
    assert fitted(pixels).transform(pixels.features).tolist() == [[0.0, 0.1875], [1.0, 0.1875]]


def test_an_input_too_large_for_float32_stays_finite():
    preprocessing = Preprocessing(
        names=("n",), transforms=(Standardize(mean=0.0, scale=1e-30, fill=0.0),)
    )
    assert np.isfinite(preprocessing.transform(np.array([[1e30], [-1e30]]))).all()


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30))
def test_targets_return_to_their_units(values):
    target = np.array(values)[:, None]
    preprocessing = fitted(number_rows(np.zeros_like(target), target))
    back = preprocessing.inverse_target(preprocessing.scale_target(target))
    np.testing.assert_allclose(back, target, rtol=1e-5, atol=1e-5 * (1.0 + np.abs(target).max()))


def test_targets_that_are_not_scaled_are_left_alone():
    target = np.array([[1.5], [2.5]])
    preprocessing = fitted(number_rows(target, target), standardize_target=False)
    assert preprocessing.target_scales == ()
    assert np.array_equal(preprocessing.inverse_target(target), target)


def test_a_column_without_a_value_in_the_training_part_is_refused():
    rows = number_rows(np.array([[np.nan], [1.0]]))
    with pytest.raises(DataError, match="“c0” has no values in the training part"):
        fitted(rows, np.array([0]))
