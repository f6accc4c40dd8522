import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_iris, load_wine
from sklearn.model_selection import StratifiedShuffleSplit

from engine.data.split import split

labels_of_classes = st.lists(st.integers(0, 4), min_size=1, max_size=60).map(np.array)
shares = st.floats(0.0, 0.9)


@settings(deadline=None)
@given(labels=labels_of_classes, share=shares, seed=st.integers(0, 2**31 - 1))
def test_every_row_is_in_one_part_and_training_keeps_one(labels, share, seed):
    for chosen in (labels, None):
        train, test = split(len(labels), share, seed, chosen)
        assert sorted([*train, *test]) == list(range(len(labels)))
        assert len(train) >= 1


@settings(deadline=None)
@given(labels=labels_of_classes, share=shares, seed=st.integers(0, 99))
def test_each_class_keeps_its_share_to_the_nearest_row_and_a_row_to_train_on(labels, share, seed):
    train, test = split(len(labels), share, seed, labels)
    for label in set(labels.tolist()):
        held_out = np.count_nonzero(labels[test] == label)
        wanted = share * np.count_nonzero(labels == label)
        assert np.count_nonzero(labels[train] == label) >= 1
        # Where the last row of a class must train, one row fewer than its share is held out.
        assert wanted - 1 - 1e-9 <= held_out < wanted + 1


def test_the_seed_decides_the_split():
    first, again, other = (split(100, 0.3, seed) for seed in (1, 1, 2))
    assert np.array_equal(first[0], again[0])
    assert np.array_equal(first[1], again[1])
    assert not np.array_equal(first[1], other[1])


def test_rows_come_shuffled():
    train, _ = split(100, 0.0, 0)
    assert train.tolist() != list(range(100))


@pytest.mark.parametrize("load", [load_iris, load_wine])
@pytest.mark.parametrize("share", [0.2, 0.37, 0.5])
def test_the_shares_are_those_of_scikit_learn(load, share):
    labels = load().target
    _, ours = split(len(labels), share, 0, labels)
    shuffle = StratifiedShuffleSplit(1, test_size=len(ours), random_state=0)
    _, theirs = next(shuffle.split(np.zeros((len(labels), 1)), labels))
    difference = np.bincount(labels[ours]) - np.bincount(labels[theirs])
    # Which class gets the odd row is drawn there, and decided by the largest remainder here.
    assert np.abs(difference).max() <= 1
    assert len(ours) == round(len(labels) * share)


def test_a_class_with_one_row_is_trained_on():
    labels = np.array([0, 0, 0, 0, 1])
    for seed in range(20):
        train, test = split(5, 0.5, seed, labels)
        assert 4 in train
        assert len(test) == 2


def test_without_labels_a_rare_class_may_be_held_out():
    assert any(4 in split(5, 0.5, seed)[1] for seed in range(20))
