"""A person's own text as data: its letters, its windows, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data.errors import DataError
from engine.data.load import load
from engine.data.ownletters import LARGEST_FILE, MOST_LETTERS, rows
from engine.data.settings import DataSettings, Text

VERSE = "Tiger, tiger,\r\nburning bright — 老虎\n" * 3


def own(content, **settings):
    source = Text(attachment="verse", file_name="verse.txt", **{"samples": 40, **settings})
    return rows(source, {"verse": content})


def test_each_window_stands_in_the_text_and_asks_for_its_next_letters():
    found = own(VERSE.encode(), steps=9)
    text = VERSE.replace("\r\n", "\n")
    assert found.classes == ("∅", *sorted(set(text)))
    for read, wanted in zip(found.features.astype(int), found.target, strict=True):
        window = "".join(found.classes[number] for number in [*read, wanted[-1]])
        assert len(window) == 10
        assert window in text
        assert read[1:].tolist() == wanted[:-1].tolist()


def test_the_same_seed_gives_the_same_windows_and_another_others():
    first, again, other = (own(VERSE.encode(), steps=9, seed=seed).features for seed in (0, 0, 1))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_it_is_split_as_sequences_are_and_not_scaled():
    source = Text(attachment="verse", file_name="verse.txt", samples=40, steps=9)
    data = load(DataSettings(source=source, test_share=0.25), {"verse": VERSE.encode()})
    assert (data.x_train.shape, data.x_test.shape) == ((30, 9), (10, 9))
    assert data.feature_shape == (9,)
    np.testing.assert_array_equal(data.x_train, data.raw_train)


def test_a_mark_of_the_byte_order_is_no_letter_and_the_padding_sign_is_not_doubled():
    assert own(b"\xef\xbb\xbf" + b"abc" * 20, steps=5).classes == ("∅", "a", "b", "c")
    assert own("ab∅".encode() * 20, steps=5).classes == ("∅", "a", "b")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "has 0 characters and windows of 9 steps need 11. Open a longer text or use fewer"),
        (b"0123456789", "has 10 characters and windows of 9 steps need 11"),
        (b"fine\nfine\n\xff\xfe", "Line 3 of “verse.txt” is not UTF-8."),
        (b"a\0b" * 20, "“verse.txt” is no text."),
        (b"x" * (LARGEST_FILE + 1), "texts of up to 16 MB can be read"),
        ("".join(map(chr, range(0x4E00, 0x4E01 + MOST_LETTERS))).encode(), "can be learned"),
    ],
)
def test_what_cannot_be_learned_is_refused_in_a_sentence(content, said):
    with pytest.raises(DataError) as caught:
        own(content, steps=9)
    assert said in str(caught.value)


def test_a_text_that_is_gone_is_named():
    with pytest.raises(DataError, match=r"The text “verse\.txt” is missing\."):
        rows(Text(attachment="verse", file_name="verse.txt"), {})


def test_the_shortest_text_has_two_places_for_a_window():
    assert len(own(b"01234567890", steps=9).features) == 40
