"""Writing symbol by symbol: what is drawn by is what the network predicts."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Dataset, Graph, compile, layers
from engine.writing import Alphabet, Writer, can_write, foretells, tempered

STEPS, SYMBOLS = 6, 5


def model(*middle):
    graph = Graph.sequential(
        layers.Input(shape=(STEPS,)),
        layers.Embedding(vocabulary=SYMBOLS, units=4),
        *(middle or (layers.LSTM(units=7, output="sequence"),)),
        layers.Dense(units=SYMBOLS, activation="softmax"),
    )
    return compile(graph, "sparse_categorical_crossentropy", seed=3)


def writer(program, begin, temperature=1.0, seed=0):
    random = np.random.Generator(np.random.PCG64(seed))
    return Writer(program, begin, temperature=temperature, random=random)


@pytest.mark.parametrize("begin", [[2], [1, 4, 3], [1, 2, 3, 4, 1, 2], [4, 4, 4, 1, 2, 3, 4, 1, 2]])
@pytest.mark.parametrize(
    "middle",
    [
        (layers.LSTM(units=7, output="sequence"),),
        (layers.GRU(units=7, output="sequence"),),
        (layers.MultiHeadAttention(heads=2, causal=True),),
    ],
    ids=["lstm", "gru", "attention"],
)
def test_probabilities_are_those_of_predict_at_the_last_symbol(begin, middle):
    program = model(*middle)
    found = writer(program, begin).probabilities()
    last = begin[-STEPS:]
    for behind in (0, 3):
        window = np.full((1, STEPS), float(behind))
        window[0, : len(last)] = last
        assert np.allclose(found, program.predict(window)[0, len(last) - 1], atol=1e-6)


def test_each_symbol_is_drawn_after_all_before_it():
    program = model()
    hand = writer(program, [1])
    random = np.random.Generator(np.random.PCG64(0))
    written = [1]
    for _ in range(20):
        last = written[-STEPS:]
        window = np.zeros((1, STEPS))
        window[0, : len(last)] = last
        shares = program.predict(window)[0, len(last) - 1].astype(np.float64)
        written.append(int((np.cumsum(shares / shares.sum()) <= random.random()).sum()))
        hand.write()
    assert hand.numbers == written


def test_writing_leaves_the_weights_and_the_noise_of_the_program_alone():
    program = model(layers.LSTM(units=7, output="sequence"), layers.Dropout(rate=0.5))
    theta, noise = program.theta.copy(), program.noise.state
    hand = writer(program, [1])
    for _ in range(10):
        hand.write()
    assert np.array_equal(program.theta, theta)
    assert program.noise.state == noise


def test_how_often_symbols_are_drawn_is_what_the_network_says():
    program = model()
    program.theta *= 3.0
    wanted = writer(program, [2]).probabilities()
    counts = np.zeros(SYMBOLS)
    hand = writer(program, [2])
    for _ in range(4000):
        hand.numbers = [2]
        counts[hand.write()] += 1
    # Four deviations of a binomial.
    assert np.all(np.abs(counts / 4000 - wanted) < 4 * np.sqrt(wanted * (1 - wanted) / 4000))


def test_a_temperature_of_one_changes_nothing_and_a_low_one_takes_the_greatest():
    given = np.array([0.1, 0.6, 0.3])
    assert np.allclose(tempered(given, 1.0), given)
    assert np.allclose(tempered(given, 0.5), given**2 / (given**2).sum())
    assert np.allclose(tempered(given, 1e-3), [0.0, 1.0, 0.0])
    assert np.allclose(tempered(given, 1e6), 1 / 3, atol=1e-5)


@pytest.mark.parametrize("bad", [[np.nan, 0.5], [np.inf, 0.0], [0.0, 0.0]])
def test_numbers_that_are_no_probabilities_end_the_writing(bad):
    assert tempered(np.array(bad), 1.0) is None


def test_weights_that_are_not_finite_write_nothing():
    program = model()
    program.theta[...] = np.nan
    hand = writer(program, [1])
    assert hand.write() is None
    assert hand.numbers == [1]


@pytest.mark.parametrize(("begin", "temperature"), [([], 1.0), ([1], 0.0), ([1], -1.0)])
def test_a_writer_needs_a_first_symbol_and_a_temperature(begin, temperature):
    with pytest.raises(ValueError, match="a first symbol and a temperature"):
        writer(model(), begin, temperature)


def test_only_a_network_with_a_class_for_each_step_can_write():
    assert can_write(model())
    last = model(layers.LSTM(units=3, output="last"))
    assert not can_write(last)


def test_a_text_foretells_and_a_sorted_list_does_not():
    text = np.array([[1, 2, 3], [2, 3, 1]])
    following = np.array([[2, 3, 1], [3, 1, 2]])
    names = tuple("∅abc")
    assert foretells(Dataset.from_arrays(text, following, classes=names))
    assert not foretells(Dataset.from_arrays(text, np.sort(text), classes=names))
    assert not foretells(Dataset.from_arrays(text, np.array([1, 2]), classes=names))
    assert not foretells(Dataset.from_arrays(text, following.astype(np.float64)))


def test_steps_that_do_not_count_do_not_speak_against_a_text():
    text, following = np.array([[1, 2, 3]]), np.array([[2, -1, 1]])
    assert foretells(Dataset.from_arrays(text, following, classes=tuple("∅abc")))


def test_characters_are_written_together_and_words_apart():
    assert Alphabet(tuple("∅ab")).written([1, 2, 2]) == "abb"
    assert Alphabet(("a", "dog", "cat")).written([0, 2]) == "a cat"


def test_symbols_that_there_are_not_are_told():
    assert Alphabet(tuple("∅ab")).read("abzaz") == ([1, 2, 1], ["z"])
    assert Alphabet(("a", "dog")).read("a wet dog") == ([0, 1], ["wet"])
