"""``dnngui predict``: what a trained project says about the rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dnngui.commands import console, treebank
from dnngui.commands.cells import read_cells
from dnngui.commands.paths import destination
from dnngui.commands.projects import opened, trained_run
from dnngui.commands.taking import taken
from engine.formats.writing import put
from engine.message import Message
from engine.metrics import classes_of
from engine.unsupervised.figures import ends_in_machine

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from engine.formats import Trained
    from engine.formats.trained import TrainedOutput

    Outputs = NDArray[np.floating[Any]]
    Columns = list[Iterable[object]]


def run(arguments: argparse.Namespace) -> int:
    """Write a table of predictions: a row for each row read, numbered as a spreadsheet does.

    Of a treebank, a row for each tree.

    Classes come as their labels, with the probability of each; numbers in the units of the data; of
    an RBM that ends the network, the probability of each unit.
    """
    output = destination(arguments.output) if arguments.output is not None else None
    saved = opened(arguments.file)
    kept = trained_run(saved, arguments.file, best=arguments.best)
    trained = taken(saved.project, kept)
    text = _table(trained, arguments.data)
    if output is None:
        console.write(text)
        return 0
    put(output, text.encode(), lambda _: Message("Saved “{path}”.", {"path": str(output)}))
    console.note(f"Saved to {output}.")
    return 0


def _table(trained: Trained, name: str) -> str:
    assert trained.preprocessing is not None
    if trained.preprocessing.words:
        return treebank.predictions(trained, trained.preprocessing, name)
    cells = read_cells(name)
    raw = trained.preprocessing.encode_table(cells.columns, decimal=cells.decimal, rows=cells.rows)
    filled = int(np.isnan(raw).sum())
    if filled:
        console.note(
            f"Missing cells, filled as in the training: {filled} "
            f"in {int(np.isnan(raw).any(axis=1).sum())} of {len(raw)} rows."
        )
    header, columns = ["row"], [cells.rows.tolist()]
    outputs = trained.predict(raw)
    for own, values in zip(trained.outputs, trained.split(outputs), strict=True):
        titles, found = _columns(trained, own, values)
        header += titles
        columns += found
    return console.csv_of(header, zip(*columns, strict=True))


def _columns(trained: Trained, own: TrainedOutput, values: Outputs) -> tuple[list[str], Columns]:
    if ends_in_machine(trained.graph):
        return [f"unit {n + 1}" for n in range(values.shape[1])], list(values.T.tolist())
    return _classes(trained, own, values) if own.classes else _numbers(own, values)


def _numbers(own: TrainedOutput, values: Outputs) -> tuple[list[str], Columns]:
    assert own.preprocessing is not None
    return list(own.preprocessing.target_names), [column.tolist() for column in values.T]


def _classes(trained: Trained, own: TrainedOutput, outputs: Outputs) -> tuple[list[str], Columns]:
    """Return the label of each row, and the probability of each class or what stands for it."""
    labels = [own.classes[index] for index in classes_of(outputs, own.threshold)]
    # Rounded to the float32 they were computed in, the numbers are written short and exactly.
    values = outputs.astype(np.float32)
    ending = trained.graph[own.node].layer.activation_name()
    if ending == "sigmoid" and values.shape[1] == 1:
        values = np.concatenate([np.float32(1.0) - values, values], axis=1)
    kind = "probability" if ending in {"sigmoid", "softmax"} else "output"
    # With several outputs, two targets may have classes of the same name.
    target = "" if len(trained.outputs) == 1 else f"{_target(own)} "
    several = values.shape[1] == len(own.classes)
    titles = [f"{target}{kind} of {label}" for label in own.classes] if several else [kind]
    title = "prediction" if len(trained.outputs) == 1 else _target(own)
    return [title, *titles], [labels, *(map(str, column) for column in values.T)]


def _target(own: TrainedOutput) -> str:
    assert own.preprocessing is not None
    return own.preprocessing.target_names[0]
