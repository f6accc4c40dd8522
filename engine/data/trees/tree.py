"""One tree, as it lies in memory and in a treebank's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Tree:
    """A binary tree in post-order: both parts of a node stand in front of it.

    Attributes
    ----------
    labels
        One for each node, the root's last.
    words
        The word of each node, None where it joins two parts.
    line
        Where it stands in its text, from 1 on.
    """

    labels: tuple[int, ...]
    words: tuple[str | None, ...]
    line: int = 1

    @property
    def length(self) -> int:
        """The number of its words."""
        return (len(self.words) + 1) // 2


def bracketed(words: Sequence[str | None], labels: Sequence[int | str]) -> str:
    """Return a tree as a treebank writes it: ``(3 (2 not) (1 bad))``."""
    parts: list[str] = []
    for word, label in zip(words, labels, strict=True):
        if word is None:
            right, left = parts.pop(), parts.pop()
            parts.append(f"({label} {left} {right})")
        else:
            parts.append(f"({label} {word})")
    (whole,) = parts
    return whole
