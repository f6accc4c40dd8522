"""What can be found by typing, and how well it fits the words."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QIcon


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    Attributes
    ----------
    text
        What it is called.
    where
        Where else it is found: its menu, or the group around a layer.
    keys
        What to press for it, or nothing.
    other
        Words by which it is found as well.
    told
        A sentence about it, shown while it is marked.
    refused
        Whether it cannot be taken; ``told`` then says why.
    """

    text: str
    where: str
    act: Callable[[], object]
    keys: str = ""
    other: str = ""
    icon: QIcon | None = None
    told: str = ""
    refused: bool = False

    @property
    def beside(self) -> str:
        """What stands at the end of its row."""
        if self.refused:
            return self.told
        return "   ".join(each for each in (self.where, self.keys) if each)


def matching(text: str, entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries in which every word of ``text`` is found, the best first.

    A name that begins with the text comes before one of which a word does, then one that contains
    it, then other words; what cannot be taken comes last. Without text all come in their order.
    """
    words = text.casefold().split()
    ranked = [((entry.refused, _rank(words, entry)), entry) for entry in entries]
    found = [(rank, entry) for rank, entry in ranked if rank[1] is not None]
    return [entry for _, entry in sorted(found, key=itemgetter(0))]


def _rank(words: Sequence[str], entry: Entry) -> int | None:
    name, others = entry.text.casefold(), f"{entry.where} {entry.other}".casefold()
    ranks = []
    for word in words:
        if name.startswith(word):
            ranks.append(0)
        elif any(part.startswith(word) for part in name.split()):
            ranks.append(1)
        elif word in name:
            ranks.append(2)
        elif word in others:
            ranks.append(3)
        else:
            return None
    return sum(ranks)
