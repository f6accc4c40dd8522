"""From a table's text to rows of numbers, as the person chose for each column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.cells import MOST_CATEGORIES, category, numbers, sorted_labels
from engine.data.dataset import Column
from engine.data.errors import DataError
from engine.data.rows import Rows, RowTargets
from engine.data.table.reading import read_head, read_pieces
from engine.data.table.suggestion import choose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engine.data.settings import ColumnChoice, Table
    from engine.data.table.reading import Cells

    Parsed = dict[str, NDArray[Any]]


def rows(source: Table, attachments: Mapping[str, bytes]) -> Rows:
    """Return the rows of a table that miss nothing they need.

    A row without its target or weight is always left out; a row without a feature is left out
    where the person chose to drop, else the feature stays NaN. A table whose columns nobody chose
    yet is read as `suggest` would.

    Raises
    ------
    DataError
        When the table cannot be read, or not be trained on as its columns are chosen.
    """
    content = attachments.get(source.attachment)
    if content is None:
        raise DataError(
            "The project does not hold the file “{file}”. Open the table again.",
            file=source.file_name,
        )
    used = used_columns(source.columns or choose(read_head(content, source)))
    pieces = [
        {choice.name: parse(piece, choice, source.file_name) for choice in used}
        for piece in read_pieces(content, source)
    ]
    parsed = {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}
    return assemble(source, used, parsed)


def used_columns(choices: Sequence[ColumnChoice]) -> list[ColumnChoice]:
    """Return the columns that are not ignored.

    Raises
    ------
    DataError
        When they are not at least one feature and one target, or more than one column is the
        weight, or it is no number.
    """
    if len(choices) == 1:
        raise DataError(
            "The table has a single column, “{column}”; it needs a feature and a target. Choose "
            "another separator.",
            column=choices[0].name,
        )
    used = [choice for choice in choices if choice.role != "ignored"]
    targets = [choice for choice in used if choice.role == "target"]
    if not targets:
        raise DataError("No column is the target. Mark the column that is to be predicted.")
    if not any(choice.role == "feature" for choice in used):
        raise DataError("No column is a feature. Mark the columns that the network reads.")
    _check_weight([choice for choice in used if choice.role == "weight"])
    return used


def _check_weight(weights: Sequence[ColumnChoice]) -> None:
    if len(weights) > 1:
        raise DataError(
            "The columns “{one}” and “{other}” are both weights. Keep one.",
            one=weights[0].name,
            other=weights[1].name,
        )
    for choice in weights:
        if choice.kind == "category":
            raise DataError(
                "The weight “{column}” is a category. Mark it as a number.", column=choice.name
            )


def parse(cells: Cells, choice: ColumnChoice, file_name: str) -> NDArray[Any]:
    """Return a column's cells as float64, NaN where missing; or as text, ``""`` where missing.

    Raises
    ------
    DataError
        When the file has no such column, or a cell is not a number that should be one.
    """
    column = cells.columns.get(choice.name)
    if column is None:
        raise DataError(
            "The file “{file}” has no column “{column}”.", file=file_name, column=choice.name
        )
    if choice.kind == "number":
        return numbers(column, cells.decimal, cells.rows, choice.name)
    shared: dict[str, str] = {}
    labels = np.empty(len(column), dtype=object)
    labels[:] = [shared.setdefault(label, label) for label in map(category, column)]
    return labels


def assemble(source: Table, used: Sequence[ColumnChoice], parsed: Parsed) -> Rows:
    """Return the rows that are kept, categories as indices.

    Raises
    ------
    DataError
        When no row is left, a column is empty or has too many categories, or there is one class.
    """
    features = [choice for choice in used if choice.role == "feature"]
    targets = [choice for choice in used if choice.role == "target"]
    weights = [choice for choice in used if choice.role == "weight"]
    kept = _kept(source, features, [*targets, *weights], parsed)
    cells = {name: column[kept] for name, column in parsed.items()}
    encoded = [_feature(choice, cells[choice.name]) for choice in features]
    first, *further = [_target(group, cells) for group in _groups(targets)]
    return Rows(
        name=source.file_name,
        columns=tuple(column for column, _ in encoded),
        features=np.stack([values for _, values in encoded], axis=1),
        target_names=first.target_names,
        target=first.target,
        classes=first.classes,
        dropped_rows=int(np.count_nonzero(~kept)),
        weights=_weights(weights[0].name, cells) if weights else None,
        further=tuple(further),
    )


def _groups(targets: Sequence[ColumnChoice]) -> list[list[ColumnChoice]]:
    """Return the targets as outputs can take them: numbers side by side, each category alone."""
    groups: list[list[ColumnChoice]] = []
    for choice in targets:
        alone = choice.kind == "category"
        if groups and not alone and groups[-1][-1].kind == "number":
            groups[-1].append(choice)
        else:
            groups.append([choice])
    return groups


def _kept(
    source: Table,
    features: Sequence[ColumnChoice],
    others: Sequence[ColumnChoice],
    parsed: Parsed,
) -> NDArray[np.bool_]:
    needed = [*others, *(features if source.missing == "drop" else ())]
    missing = {choice.name: _is_missing(parsed[choice.name]) for choice in (*others, *features)}
    total = len(missing[others[0].name])
    if not total:
        raise DataError("The file “{file}” has a header but no rows.", file=source.file_name)
    for name, is_missing in missing.items():
        if is_missing.all():
            raise DataError("The column “{column}” has no values. Ignore it.", column=name)
    kept = ~np.any([missing[choice.name] for choice in needed], axis=0)
    if not kept.any():
        worst = max(needed, key=lambda choice: int(missing[choice.name].sum()))
        raise DataError(
            "Every row misses a value. Fill missing values, or ignore the column “{column}”, "
            "which misses most.",
            column=worst.name,
        )
    return np.asarray(kept)


def _is_missing(cells: NDArray[Any]) -> NDArray[np.bool_]:
    return np.isnan(cells) if cells.dtype.kind == "f" else np.asarray(cells == "")


def _feature(choice: ColumnChoice, cells: NDArray[Any]) -> tuple[Column, NDArray[np.float64]]:
    if choice.kind == "number":
        return Column(choice.name, "number"), cells
    labels = _labels(choice.name, cells)
    place = {label: float(index) for index, label in enumerate(labels)}
    indices = np.array([place.get(cell, np.nan) for cell in cells], dtype=np.float64)
    return Column(choice.name, "category", labels), indices


def _target(targets: Sequence[ColumnChoice], cells: Parsed) -> RowTargets:
    first, names = targets[0], tuple(choice.name for choice in targets)
    if first.kind == "number":
        return RowTargets(names, np.stack([cells[name] for name in names], axis=1))
    classes = _labels(first.name, cells[first.name])
    if len(classes) == 1:
        raise DataError(
            "The target “{column}” is “{label}” in every row: there is nothing to tell apart. "
            "Choose another target.",
            column=first.name,
            label=classes[0],
        )
    place = {label: index for index, label in enumerate(classes)}
    numbers_of = np.array([place[cell] for cell in cells[first.name]], dtype=np.int64)
    return RowTargets(names, numbers_of, classes)


def _weights(name: str, cells: Parsed) -> NDArray[np.float64]:
    weights: NDArray[np.float64] = cells[name]
    if (weights < 0.0).any():
        raise DataError(
            "The weight “{column}” is below 0 in some row. Give each row a weight of at least 0.",
            column=name,
        )
    if not weights.any():
        raise DataError(
            "The weight “{column}” is 0 in every row, so none counts. Choose another column.",
            column=name,
        )
    return weights


def _labels(name: str, cells: NDArray[Any]) -> tuple[str, ...]:
    labels = sorted_labels(label for label in set(cells) if label)
    if len(labels) > MOST_CATEGORIES:
        raise DataError(
            "The column “{column}” has {count} different values; a category has at most {limit}. "
            "Ignore the column, or mark it as a number.",
            column=name,
            count=len(labels),
            limit=MOST_CATEGORIES,
        )
    return labels
