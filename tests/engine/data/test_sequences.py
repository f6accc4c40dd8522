"""Sequences are what their rule says."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from engine.data.load import load
from engine.data.sequences import ALPHABET, generate
from engine.data.settings import DataSettings, SequenceName, Sequences

NAMES = get_args(SequenceName)


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_gives_the_same_sequences_and_another_seed_others(name):
    first, again = (generate(Sequences(name=name, samples=20)) for _ in range(2))
    other = generate(Sequences(name=name, samples=20, seed=1))
    assert np.array_equal(first.features, again.features)
    assert np.array_equal(first.target, again.target)
    assert not np.array_equal(first.features, other.features)


@pytest.mark.parametrize("name", NAMES)
def test_sequences_have_as_many_steps_as_were_asked_for(name):
    dataset = load(DataSettings(source=Sequences(name=name, samples=30, steps=7), test_share=0.2))
    assert dataset.x_train.shape == (24, 7)
    assert dataset.x_test.shape == (6, 7)
    assert np.prod(dataset.feature_shape) == 7
    np.testing.assert_array_equal(dataset.x_train, dataset.raw_train.astype(np.float32))


def test_the_wave_goes_on_as_it_began():
    rows = generate(Sequences(samples=50, steps=20))
    values = np.concatenate([rows.features, rows.target], axis=1)
    # Two waves of three numbers each: any eight values obey one linear recurrence.
    windows = np.lib.stride_tricks.sliding_window_view(values, 5, axis=1).reshape(-1, 5)
    weights, *_ = np.linalg.lstsq(windows[:, :4], windows[:, 4], rcond=None)
    np.testing.assert_allclose(windows[:, :4] @ weights, windows[:, 4], atol=1e-9)


def test_noise_stands_on_what_is_read_and_not_on_what_is_asked():
    clean, noisy = (generate(Sequences(samples=4000, noise=each)) for each in (0.0, 20.0))
    np.testing.assert_array_equal(clean.target, noisy.target)
    assert np.std(noisy.features - clean.features) == pytest.approx(0.3, rel=0.02)


def test_sorting_asks_for_the_same_symbols_in_order():
    rows = generate(Sequences(name="sorting", samples=50, steps=6, symbols=4))
    for read, wanted in zip(rows.features, rows.target, strict=True):
        assert sorted(read.tolist()) == wanted.tolist()
    assert rows.features.min() == 1
    assert rows.features.max() == 4
    assert rows.classes == ("0", "1", "2", "3", "4")


def test_reversing_asks_for_the_last_symbol_first():
    rows = generate(Sequences(name="reversing", samples=50, steps=6))
    np.testing.assert_array_equal(rows.features[:, ::-1], rows.target)


def test_a_text_asks_for_the_character_that_follows():
    rows = generate(Sequences(name="text", samples=50, steps=40))
    np.testing.assert_array_equal(rows.features[:, 1:], rows.target[:, :-1])
    written = "".join(ALPHABET[number] for number in rows.target[0])
    assert set(written) <= set("abcdefghijklmnopqrstuvwxyz. ")
    assert " the " in "".join(ALPHABET[number] for row in rows.target for number in row)
