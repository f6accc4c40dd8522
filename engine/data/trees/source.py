"""From trees to the rows of a data set."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.data.cells import MOST_CATEGORIES
from engine.data.dataset import Column
from engine.data.errors import DataError
from engine.data.rows import Rows
from engine.data.settings import Phrases
from engine.data.trees import phrases
from engine.data.trees.encoding import classes, tokens
from engine.data.trees.reading import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.data.settings import Treebank
    from engine.data.trees.tree import Tree

_MOST_CELLS = 20_000_000
"""Trees times the nodes of the longest one."""


def rows(source: Treebank | Phrases, attachments: Mapping[str, bytes]) -> Rows:
    """Return the trees of a file or of the grammar, a label for each node.

    Words are numbered from the most frequent one on.

    Raises
    ------
    DataError
        When a file cannot be read or holds less than two labels, or too much.
    """
    if isinstance(source, Phrases):
        return of_trees(phrases.generate(source), source.name, 2 * source.words - 1)
    content = attachments.get(source.attachment)
    if content is None:
        raise DataError(
            "The project does not hold the file “{file}”. Open the treebank again.",
            file=source.file_name,
        )
    trees = read(content, source.file_name)
    width = max(len(tree.words) for tree in trees)
    if len(trees) * width > _MOST_CELLS:
        raise DataError(
            "{trees} trees of up to {words} words are too many. Keep a part of the lines, or "
            "leave the longest out.",
            trees=len(trees),
            words=(width + 1) // 2,
        )
    return of_trees(trees, source.file_name, width)


def of_trees(trees: Sequence[Tree], name: str, width: int) -> Rows:
    """Return the rows of trees of up to ``width`` nodes; raise `DataError` for a single label."""
    labels = sorted({label for tree in trees for label in tree.labels})
    if len(labels) < 2:
        raise DataError(
            "All nodes have the label {label}. There must be two at least.", label=labels[0]
        )
    if len(labels) > MOST_CATEGORIES:
        raise DataError(
            "The trees have {count} labels; up to {limit} can be told apart.",
            count=len(labels),
            limit=MOST_CATEGORIES,
        )
    counts = Counter(word for tree in trees for word in tree.words if word is not None)
    words = tuple(sorted(counts, key=lambda word: (-counts[word], word)))
    return Rows(
        name=name,
        columns=tuple(Column(f"node{place}", "number") for place in range(1, width + 1)),
        features=tokens(trees, words, width),
        target_names=("label",),
        target=classes(trees, {label: place for place, label in enumerate(labels)}, width),
        classes=tuple(map(str, labels)),
        feature_shape=(width,),
        words=words,
    )
