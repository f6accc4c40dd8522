"""Guesses which columns of a table are numbers, which is the target, which are no use."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from engine.data.cells import MOST_CATEGORIES, category, number
from engine.data.settings import ColumnChoice, Table
from engine.data.table.format import detect
from engine.data.table.reading import read_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.data.settings import Kind, Role
    from engine.data.table.reading import Cells

TARGET_NAMES = frozenset(
    {"target", "label", "labels", "class", "species", "y", "outcome", "output", "diagnosis"}
    | {"survived", "digit", "quality", "目标", "标签", "类别"}
)
WEIGHT_NAMES = frozenset({"sample_weight", "样本权重"})
MOST_CLASSES_OF_INTEGERS = 20
"""A target of integers with no more distinct values is taken for classes."""
_FREE_TEXT = 50
"""Distinct texts from which a column that hardly repeats itself is no category."""

_IDENTIFIER = re.compile(r"(^|[\W_])(id|Id|ID)$|[a-z](Id|ID)$")


@dataclass(frozen=True)
class _Look:
    """What a column's cells look like."""

    kind: Kind
    present: int
    distinct: int
    integers: bool
    counts_up: bool


def suggest(content: bytes, file_name: str) -> Table:
    """Return how a file would be read: its format, and a kind and a role for each column.

    The target is a column named like one (``target``, ``label``, ``class``, ``species``, ``y``
    ...), else the last; a column of numbers named ``sample_weight`` is the weight. Row numbers,
    identifiers, free text and empty columns are ignored. The attachment's key is the file's name.

    Raises
    ------
    DataError
        When the file is empty, not text or not a table.
    """
    found = detect(content, file_name)
    table = Table(
        attachment=file_name,
        file_name=file_name,
        separator=found.separator,
        decimal=found.decimal,
        encoding=found.encoding,
        header=found.header,
    )
    return msgspec.structs.replace(table, columns=choose(read_head(content, table)))


def choose(cells: Cells) -> tuple[ColumnChoice, ...]:
    """Return a kind and a role for each column, as `suggest` explains."""
    names = list(cells.columns)
    looks = [_look(column, cells.decimal) for column in cells.columns.values()]
    useless = [
        len(cells.rows) > 0 and _is_useless(name, look, first=place == 0)
        for place, (name, look) in enumerate(zip(names, looks, strict=True))
    ]
    target = _target(names, useless)
    roles: list[Role] = ["ignored" if is_useless else "feature" for is_useless in useless]
    roles[target] = "target"
    if "feature" not in roles:
        roles = [
            "feature" if role == "ignored" and look.kind == "number" and look.present else role
            for role, look in zip(roles, looks, strict=True)
        ]
    weight = _weight(names, looks, target)
    if weight is not None and roles.count("feature") > 1:
        roles[weight] = "weight"
    kinds = [look.kind for look in looks]
    if _is_class(looks[target]):
        kinds[target] = "category"
    return tuple(
        ColumnChoice(name=name, role=role, kind=kind)
        for name, role, kind in zip(names, roles, kinds, strict=True)
    )


def _look(column: Iterable[str], decimal: str) -> _Look:
    labels = Counter(label for label in map(category, column) if label)
    numbers: list[float] = []
    words = 0
    for label, count in labels.items():
        try:
            value = number(label, decimal)
        except ValueError:
            words += count
        else:
            numbers += [value] * (0 if math.isnan(value) else count)
    is_number = bool(numbers) and len(numbers) >= 9 * words
    whole = is_number and not words and all(value.is_integer() for value in numbers)
    return _Look(
        kind="number" if is_number else "category",
        present=labels.total(),
        distinct=len(labels),
        integers=whole,
        counts_up=whole and len(numbers) >= 10 and _counts_up(numbers),
    )


def _counts_up(numbers: Sequence[float]) -> bool:
    return all(after - before == 1.0 for before, after in itertools.pairwise(numbers))


def _is_useless(name: str, look: _Look, *, first: bool) -> bool:
    if not look.present or (first and look.counts_up):
        return True
    if _IDENTIFIER.search(name) and look.distinct == look.present:
        return True
    many = look.distinct > MOST_CATEGORIES or 2 * look.distinct > look.present
    return look.kind == "category" and look.distinct > _FREE_TEXT and many


def _target(names: Sequence[str], useless: Sequence[bool]) -> int:
    named = [place for place, name in enumerate(names) if name.casefold() in TARGET_NAMES]
    useful = [place for place, is_useless in enumerate(useless) if not is_useless]
    return (named or useful or [len(names) - 1])[-1]


def _weight(names: Sequence[str], looks: Sequence[_Look], target: int) -> int | None:
    for place, (name, look) in enumerate(zip(names, looks, strict=True)):
        if name.casefold() in WEIGHT_NAMES and look.kind == "number" and place != target:
            return place
    return None


def _is_class(look: _Look) -> bool:
    few = look.distinct <= MOST_CLASSES_OF_INTEGERS and 2 * look.distinct <= look.present
    return look.kind == "category" or (look.integers and few)
