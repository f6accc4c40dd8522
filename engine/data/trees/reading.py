"""From a treebank's text to its trees: one a line, ``(3 (2 not) (1 (1 bad) (2 day)))``."""

from __future__ import annotations

import re

from engine.data.decoding import decoded
from engine.data.errors import DataError
from engine.data.trees.tree import Tree
from engine.message import Message

LARGEST_FILE = 64 * 2**20
"""In bytes."""

ENDINGS = (".ptb", ".trees")
"""Of files that are nothing else."""

MOST_WORDS = 1_000
"""Of one tree."""

_OF_TABLES = (".csv", ".tsv", ".tab")
_SIGN = re.compile(r"[()]|[^\s()]+")
_LABEL = re.compile(r"-?[0-9]{1,9}")
_BEGINNING = re.compile(rb"(\xef\xbb\xbf)?\s*\(\s*-?[0-9]+[\s(]")


def is_treebank(content: bytes, file_name: str) -> bool:
    """Whether a file is one by its ending, or begins with a bracket and a number as one does."""
    name = file_name.lower()
    if name.endswith(ENDINGS):
        return True
    return not name.endswith(_OF_TABLES) and _BEGINNING.match(content) is not None


def read(content: bytes, file_name: str) -> list[Tree]:
    """Return the trees of a file in their order; empty lines are passed over.

    Raises
    ------
    DataError
        For the first place that does not fit, with its line and column.
    """
    if len(content) > LARGEST_FILE:
        raise DataError(
            "The file “{file}” has {size} MB; treebanks of up to {limit} MB can be read. "
            "Keep a part of its lines.",
            file=file_name,
            size=len(content) // 2**20,
            limit=LARGEST_FILE // 2**20,
        )
    found = [
        _Line(text, number).tree()
        for number, text in enumerate(decoded(content, file_name).split("\n"), start=1)
        if text.strip()
    ]
    if not found:
        raise DataError(
            "The file “{file}” holds no tree. Write one a line, such as {example}.",
            file=file_name,
            example="(3 (2 not) (1 bad))",
        )
    return found


class _Node:
    """A node whose bracket is still open."""

    def __init__(self, column: int) -> None:
        self.column = column
        self.label: int | None = None
        self.word: str | None = None
        self.parts = 0


class _Line:
    """One line, read from left to right with a stack of open brackets."""

    def __init__(self, text: str, number: int) -> None:
        self._text, self._number = text, number
        self._open: list[_Node] = []
        self._labels: list[int] = []
        self._words: list[str | None] = []

    def tree(self) -> Tree:
        for match in _SIGN.finditer(self._text):
            self._read(match.start() + 1, match.group())
        if self._open:
            raise self._error(self._open[-1].column, Message("this bracket is not closed."))
        return Tree(tuple(self._labels), tuple(self._words), self._number)

    def _read(self, column: int, sign: str) -> None:
        shown = {"sign": sign if len(sign) <= _SHOWN else f"{sign[:_SHOWN]}…"}
        if self._labels and not self._open:
            reason = Message("“{sign}” stands behind the tree. Write one tree a line.", shown)
            raise self._error(column, reason)
        if sign == "(":
            self._begin(column)
        elif not self._open:
            raise self._error(column, Message("a tree begins with “(”, not “{sign}”.", shown))
        elif sign == ")":
            self._end(column)
        else:
            self._take(column, sign, shown)

    def _begin(self, column: int) -> None:
        if self._open:
            node = self._open[-1]
            if node.label is None:
                raise self._error(column, _NO_LABEL)
            if node.word is not None or node.parts == 2:
                raise self._error(column, _ONE_TOO_MANY)
            node.parts += 1
        self._open.append(_Node(column))

    def _take(self, column: int, sign: str, shown: dict[str, str]) -> None:
        """Take a label, or a word behind it."""
        node = self._open[-1]
        if node.label is None:
            if not _LABEL.fullmatch(sign):
                reason = Message("the label “{sign}” is not a whole number.", shown)
                raise self._error(column, reason)
            node.label = int(sign)
        elif node.word is not None or node.parts:
            raise self._error(column, _ONE_TOO_MANY)
        else:
            node.word = sign

    def _end(self, column: int) -> None:
        node = self._open.pop()
        if node.label is None:
            raise self._error(column, _NO_LABEL)
        if node.word is None and not node.parts:
            raise self._error(column, Message("here the word of the node is missing."))
        if node.parts == 1:
            reason = Message(
                "here the second part of the node that begins in column {begin} is missing.",
                {"begin": node.column},
            )
            raise self._error(column, reason)
        self._labels.append(node.label)
        self._words.append(node.word)
        if len(self._words) >= 2 * MOST_WORDS:
            reason = Message("this tree has more than {limit} words. Leave it out.", _LIMIT)
            raise self._error(1, reason)

    def _error(self, column: int, reason: Message) -> DataError:
        return DataError(
            "Line {line}, column {column}: {reason}",
            line=self._number,
            column=column,
            reason=reason,
        )


_SHOWN = 30
_LIMIT = {"limit": MOST_WORDS}
_NO_LABEL = Message("here the label of the node is missing, a whole number.")
_ONE_TOO_MANY = Message("a node has one word or two parts, and here is one more.")
