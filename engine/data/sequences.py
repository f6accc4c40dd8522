"""Sequences drawn by a rule: a wave to go on with, numbers to put in order, text to write.

What is to be predicted is the next value of the wave, or a symbol for each step. Symbols are whole
numbers from 1 on, so that 0 stays free for padding.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine.data.dataset import Column
from engine.data.rows import Rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.data.settings import Sequences, Text

    Random = np.random.Generator


def generate(settings: Sequences, *, in_order: bool = False) -> Rows:
    """Return ``settings.samples`` sequences, the same for the same seed.

    Parameters
    ----------
    in_order
        Whether the windows of a wave or a text follow one another, each beginning where the one
        before ended; a text that is too short begins anew.
    """
    random = np.random.Generator(np.random.PCG64(settings.seed))
    if settings.name == "sine wave":
        return _wave(settings, random, in_order=in_order)
    if settings.name == "text":
        return _text(settings, random, in_order=in_order)
    return _permuted(settings, random)


def _wave(settings: Sequences, random: Random, *, in_order: bool) -> Rows:
    """Windows of ``sin t + sin(3 t) / 2`` from a random start, with normal noise on what is read.

    The noise is a share of the wave's amplitude, 1.5; the value to be predicted has none.
    """
    start = random.uniform(0.0, 2.0 * math.pi, (settings.samples, 1))
    if in_order:
        passed = 2.0 * math.pi * settings.steps / _PERIOD * np.arange(settings.samples)
        start = start[0] + passed[:, None]
    wave = _wave_from(start, settings.steps + 1)
    noise = random.normal(0.0, _deviation(settings), (settings.samples, settings.steps))
    return Rows(
        name=settings.name,
        columns=_columns(settings.steps),
        features=wave[:, :-1] + noise,
        target_names=("next",),
        target=wave[:, -1:],
        feature_shape=(settings.steps, 1),
    )


def _wave_from(start: NDArray[np.float64] | float, steps: int) -> NDArray[np.float64]:
    time = start + 2.0 * math.pi * np.arange(steps) / _PERIOD
    wave: NDArray[np.float64] = np.sin(time) + 0.5 * np.sin(3.0 * time)
    return wave


def _deviation(settings: Sequences) -> float:
    return 1.5 * settings.noise / 100.0


def piece(settings: Sequences, steps: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return a longer piece of the sine wave than any sample: as it is read, and without noise.

    Both are ``(steps,)``, the same for the same seed, from a start and with noise of their own.
    """
    random = np.random.Generator(np.random.PCG64([settings.seed, 1]))
    truth = _wave_from(random.uniform(0.0, 2.0 * math.pi), steps)
    return truth + random.normal(0.0, _deviation(settings), steps), truth


def _permuted(settings: Sequences, random: Random) -> Rows:
    """Return symbols, and the same in order or from the last to the first."""
    read = random.integers(1, settings.symbols + 1, (settings.samples, settings.steps))
    wanted = np.sort(read, axis=1) if settings.name == "sorting" else read[:, ::-1]
    return _of_symbols(
        settings.name, read, wanted, tuple(str(each) for each in range(settings.symbols + 1))
    )


def _text(settings: Sequences, random: Random, *, in_order: bool) -> Rows:
    """Return windows of a text, and for each character the one that follows it."""
    text = "".join(_sentence(random) for _ in range(_SENTENCES))
    return windows(settings.name, text, ALPHABET, settings, random, in_order=in_order)


def windows(
    name: str,
    text: str,
    alphabet: tuple[str, ...],
    settings: Sequences | Text,
    random: Random,
    *,
    in_order: bool = False,
) -> Rows:
    """Return windows from random places of a text, and for each character the next one.

    Parameters
    ----------
    in_order
        Whether they follow one another from the beginning instead; see `generate`.
    """
    numbers = {character: place for place, character in enumerate(alphabet)}
    written = np.array([numbers[character] for character in text])
    starts = random.integers(0, len(written) - settings.steps, settings.samples)
    if in_order:
        starts = np.arange(settings.samples) * settings.steps
    places = starts[:, None] + np.arange(settings.steps + 1)
    found = written[places % len(written)]
    return _of_symbols(name, found[:, :-1], found[:, 1:], alphabet)


def _of_symbols(
    name: str, read: NDArray[np.int64], wanted: NDArray[np.int64], classes: tuple[str, ...]
) -> Rows:
    steps = read.shape[1]
    return Rows(
        name=name,
        columns=_columns(steps),
        features=read.astype(np.float64),
        target_names=("symbol",),
        target=np.ascontiguousarray(wanted),
        classes=classes,
        feature_shape=(steps,),
    )


def _columns(steps: int) -> tuple[Column, ...]:
    return tuple(Column(f"t{step}", "number") for step in range(1, steps + 1))


def _sentence(random: Random) -> str:
    """Return a sentence of a small language, with a blank behind it."""
    number = int(random.integers(2))
    words = [
        str(random.choice(_ARTICLES[number])),
        str(random.choice(_ADJECTIVES)),
        str(random.choice(_NOUNS)) + _PLURAL[number],
        str(random.choice(_VERBS)) + _PLURAL[1 - number],
        str(random.choice(_PLACES)),
    ]
    return " ".join(word for word in words if word) + ". "


_PERIOD = 16
_SENTENCES = 2_000
_PLURAL = ("", "s")
_ARTICLES = (("a", "the", "one", "every"), ("the", "two", "some", "many"))
_ADJECTIVES = ("", "", "small", "old", "quiet", "green")
_NOUNS = ("cat", "bird", "river", "boat", "garden", "cloud")
_VERBS = ("sing", "wait", "turn", "dream", "grow", "rest")
_PLACES = ("in the sun", "by the sea", "at night", "under the trees", "all day")

PADDING = "∅"
"""What stands at the number 0 of an alphabet and does not occur."""

ALPHABET = (PADDING, " ", ".", *"abcdefghijklmnopqrstuvwxyz")
"""The characters of the text."""
