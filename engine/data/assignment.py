"""Which target columns an output of the network learns to predict."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from engine.data.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.data.dataset import Dataset


class TargetColumn(NamedTuple):
    """One column that is predicted.

    Attributes
    ----------
    part
        Number of the group that it was read with: numbers side by side are one, a category is one.
    is_class
        Whether its values are classes.
    output
        Name of the output that it was given for, or nothing.
    """

    name: str
    part: int
    is_class: bool
    output: str = ""


class Wanting(NamedTuple):
    """One output: its name, its units, and the columns that the person chose for it, if any."""

    name: str
    units: int
    targets: tuple[str, ...] = ()


class Assignment(NamedTuple):
    """Places of each output's columns, and of those that no output takes."""

    chosen: tuple[tuple[int, ...], ...]
    left: tuple[int, ...]


def share_out(columns: Sequence[TargetColumn], outputs: Sequence[Wanting]) -> Assignment:
    """Return the columns of each output: those chosen for it, else the next ones in order.

    A category is an output's whole target. Of numbers side by side each output takes as many as it
    has units, and the last one takes the rest of them.

    Raises
    ------
    AssignmentError
        Where a chosen column does not exist, or is a category among others.
    """
    chosen = [_chosen(columns, each, place) for place, each in enumerate(outputs)]
    taken = {column for each in chosen for column in each}
    open_places = [place for place, each in enumerate(chosen) if not each]
    for place in open_places:
        free = [i for i, each in enumerate(columns) if i not in taken and not each.output]
        chosen[place] = _next(columns, free, outputs[place].units, last=place == open_places[-1])
        taken.update(chosen[place])
    left = tuple(place for place in range(len(columns)) if place not in taken)
    return Assignment(tuple(chosen), left)


class AssignmentError(DataError):
    """Columns that cannot be an output's target.

    Attributes
    ----------
    output
        Number of the output.
    """

    def __init__(self, template: str, place: int, /, **arguments: str) -> None:
        self.output = place
        super().__init__(template, **arguments)


def _chosen(columns: Sequence[TargetColumn], wanting: Wanting, output: int) -> tuple[int, ...]:
    if not wanting.targets:
        return tuple(i for i, each in enumerate(columns) if each.output == wanting.name)
    names = [column.name for column in columns]
    for name in wanting.targets:
        if name not in names:
            raise AssignmentError(
                "{output} is to predict “{column}”, which is no target of the data. Its targets "
                "are: {known}.",
                output,
                output=wanting.name,
                column=name,
                known=", ".join(names),
            )
    found = tuple(names.index(name) for name in wanting.targets)
    if len(found) > 1 and any(columns[place].is_class for place in found):
        raise AssignmentError(
            "{output} is to predict a category among other targets. Give the category an output "
            "of its own.",
            output,
            output=wanting.name,
        )
    return found


def _next(
    columns: Sequence[TargetColumn], free: Sequence[int], units: int, *, last: bool
) -> tuple[int, ...]:
    if not free:
        return ()
    first = columns[free[0]]
    if first.is_class:
        return (free[0],)
    alike = [place for place in free if columns[place].part == first.part]
    return tuple(alike if last else alike[:units])


def columns_of(dataset: Dataset) -> list[TargetColumn]:
    """Return the columns that a data set has to be predicted."""
    return [
        TargetColumn(name, number, bool(part.classes), part.output)
        for number, part in enumerate(dataset.parts)
        for name in part.target_names
    ]


def assign(dataset: Dataset, outputs: Sequence[Wanting]) -> tuple[Dataset, ...]:
    """Return the data set of each output: the same samples, each with its own targets.

    Raises
    ------
    AssignmentError
        Where an output has no target, or one that cannot be.
    DataError
        Where a target has no output.
    """
    columns = columns_of(dataset)
    shared = share_out(columns, outputs)
    for number, (wanting, chosen) in enumerate(zip(outputs, shared.chosen, strict=True)):
        if not chosen:
            raise AssignmentError(
                "The data has no target for the output “{output}”. Choose one for it.",
                number,
                output=wanting.name,
            )
    if shared.left:
        raise DataError(
            "The target “{column}” belongs to no output of the network. Add an output for it, or "
            "ignore the column.",
            column=columns[shared.left[0]].name,
        )
    return tuple(_part_of(dataset, columns, chosen) for chosen in shared.chosen)


def parts_to_show(dataset: Dataset, outputs: Sequence[Wanting]) -> tuple[Dataset | None, ...]:
    """Return the data set of each output as far as there is one, also where `assign` refuses.

    The first output always has one: the first that there is, where none is its own.
    """
    columns = columns_of(dataset)
    try:
        chosen, _ = share_out(columns, outputs)
    except AssignmentError:
        chosen = ((),) * len(outputs)
    found = [_part_of(dataset, columns, each) if each else None for each in chosen]
    first = found[0] if found else None
    return (first or dataset.parts[0], *found[1:])


def _part_of(dataset: Dataset, columns: Sequence[TargetColumn], chosen: tuple[int, ...]) -> Dataset:
    number = columns[chosen[0]].part
    part = dataset.parts[number]
    first = next(place for place, column in enumerate(columns) if column.part == number)
    if part.classes:
        return part
    own = [place - first for place in chosen]
    if own == list(range(len(part.target_names))):
        return part
    prepared = part.preprocessing.of_targets(own)
    return dataclasses.replace(
        part,
        target_names=prepared.target_names,
        y_train=part.y_train[:, own],
        y_test=part.y_test[:, own],
        preprocessing=prepared,
    )
