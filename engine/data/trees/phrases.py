"""Phrases of a small grammar about how something was, each with what it says at every node.

Labels go from 0, as bad as can be, over 2, neither, to 4. Intensifiers strengthen, diminishers
weaken, negations turn around what they stand in front of, however long it is; of two things that
“and” joins both count, of two that “but” joins the second. So what a phrase says follows from how
it is put together, and the same words can say different things.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.data.trees.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.data.settings import Phrases

    Random = np.random.Generator


def generate(settings: Phrases) -> list[Tree]:
    """Return different trees, the same for the same seed.

    Even of up to six words the grammar has more than the settings allow to ask for.
    """
    random = np.random.Generator(np.random.PCG64(settings.seed))
    found: dict[tuple[object, ...], Tree] = {}
    while len(found) < settings.samples:
        phrase = _sentence(random, settings.words)
        found.setdefault((phrase.words, phrase.labels), Tree(phrase.labels, phrase.words))
    return list(found.values())


class _Phrase(NamedTuple):
    """A part of a tree in post-order."""

    words: tuple[str | None, ...]
    labels: tuple[int, ...]

    @property
    def mood(self) -> int:
        """From -2, as bad as can be, to 2."""
        return self.labels[-1] - _NEUTRAL

    @property
    def length(self) -> int:
        return (len(self.words) + 1) // 2


def _word(word: str, mood: int = 0) -> _Phrase:
    return _Phrase((word,), (mood + _NEUTRAL,))


def _joined(left: _Phrase, right: _Phrase, mood: int) -> _Phrase:
    label = max(-2, min(mood, 2)) + _NEUTRAL
    return _Phrase((*left.words, *right.words, None), (*left.labels, *right.labels, label))


def _sentence(random: Random, most: int) -> _Phrase:
    """Return a whole sentence, or only what it says of its thing."""
    if random.random() < 0.4:
        return _opinion(random, most)
    said = _opinion(random, most - 3)
    thing = _joined(_word(_pick(random, _ARTICLES)), _word(_pick(random, _NOUNS)), 0)
    verb = _word(_pick(random, _VERBS))
    return _joined(thing, _joined(verb, said, said.mood), said.mood)


def _opinion(random: Random, most: int) -> _Phrase:
    """Return one thing or several that are said, perhaps all of them denied."""
    kind = random.random()
    if most >= 4 and kind < 0.15:
        return _denied(random, _several(random, most - 1))
    if most >= 3 and kind < 0.6:
        return _several(random, most)
    return _quality(random, most)


def _several(random: Random, most: int) -> _Phrase:
    """Return two things joined by “and” or “but”."""
    first = _quality(random, most - 2)
    second = _quality(random, most - 1 - first.length)
    word = _pick(random, ("and", "but"))
    mood = second.mood + (first.mood if word == "and" else 0)
    return _joined(first, _joined(_word(word), second, second.mood), mood)


def _quality(random: Random, most: int) -> _Phrase:
    """Return an adjective with what stands in front of it."""
    words, mood = _ADJECTIVES[int(random.integers(len(_ADJECTIVES)))]
    phrase = _word(_pick(random, words), mood)
    if most > 1 and random.random() < 0.5:
        phrase = _graded(random, phrase)
    if most > phrase.length and random.random() < 0.4:
        phrase = _denied(random, phrase)
    return phrase


def _graded(random: Random, phrase: _Phrase) -> _Phrase:
    sign = (phrase.mood > 0) - (phrase.mood < 0)
    if random.random() < 0.5:
        return _joined(_word(_pick(random, _INTENSIFIERS)), phrase, phrase.mood + sign)
    return _joined(_word(_pick(random, _DIMINISHERS)), phrase, phrase.mood - sign)


def _denied(random: Random, phrase: _Phrase) -> _Phrase:
    """Return a phrase turned around: the strongest becomes no more than its weak opposite."""
    sign = (phrase.mood > 0) - (phrase.mood < 0)
    return _joined(_word(_pick(random, _NEGATIONS)), phrase, -sign)


def _pick(random: Random, words: Sequence[str]) -> str:
    return words[int(random.integers(len(words)))]


_NEUTRAL = 2
_ADJECTIVES = (
    (("awful", "dreadful", "horrid"), -2),
    (("bad", "dull", "weak", "stale"), -1),
    (("plain", "usual"), 0),
    (("good", "nice", "warm", "fresh"), 1),
    (("superb", "splendid", "brilliant"), 2),
)
_INTENSIFIERS = ("very", "truly", "so")
_DIMINISHERS = ("slightly", "somewhat")
_NEGATIONS = ("not", "never", "hardly")
_ARTICLES = ("the", "this", "our")
_NOUNS = ("story", "soup", "song", "walk", "picture", "day")
_VERBS = ("is", "was", "seemed")
