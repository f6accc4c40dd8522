"""Trees as rows of tokens and of classes, see `engine.postorder`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.errors import DataError
from engine.postorder import FIRST_WORD, JOIN, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from engine.data.preprocessing import Preprocessing
    from engine.data.trees.tree import Tree

ABSENT = -1
"""The class where a tree has no node."""


def encode(trees: Sequence[Tree], preprocessing: Preprocessing) -> NDArray[np.float64]:
    """Return raw rows for `Preprocessing.transform`, ``(trees, nodes)``.

    A word that the training did not have becomes `engine.postorder.UNKNOWN`.

    Raises
    ------
    DataError
        When a tree has more nodes than the network reads.
    """
    width = len(preprocessing.names)
    for tree in trees:
        if len(tree.words) > width:
            raise DataError(
                "The tree in line {line} has {words} words, and the network reads up to {most}. "
                "Leave it out, or train on such trees.",
                line=tree.line,
                words=tree.length,
                most=(width + 1) // 2,
            )
    return tokens(trees, preprocessing.words, width)


def encode_labels(trees: Sequence[Tree], preprocessing: Preprocessing) -> NDArray[np.int64]:
    """Return the class of each node, ``(trees, nodes)``, -1 where a tree has none.

    Raises
    ------
    DataError
        When the training did not have a label.
    """
    places = {int(label): place for place, label in enumerate(preprocessing.classes)}
    for tree in trees:
        for label in tree.labels:
            if label not in places:
                raise DataError(
                    "The tree in line {line} has the label {label}, which the training did not "
                    "have. Leave it out.",
                    line=tree.line,
                    label=label,
                )
    return classes(trees, places, len(preprocessing.names))


def tokens(trees: Sequence[Tree], words: Sequence[str], width: int) -> NDArray[np.float64]:
    known = {word: token for token, word in enumerate(words, start=FIRST_WORD)}
    rows = (
        [JOIN if word is None else known.get(word, UNKNOWN) for word in tree.words]
        for tree in trees
    )
    return _filled(rows, np.zeros((len(trees), width)))


def classes(trees: Sequence[Tree], places: dict[int, int], width: int) -> NDArray[np.int64]:
    rows = ([places[label] for label in tree.labels] for tree in trees)
    return _filled(rows, np.full((len(trees), width), ABSENT, np.int64))


def _filled(rows: Iterable[list[int]], target: NDArray[Any]) -> NDArray[Any]:
    for row, values in zip(target, rows, strict=True):
        row[: len(values)] = values
    return target
