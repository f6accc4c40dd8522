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
from engine.inference import infer
from engine.message import Message
from engine.metrics import classes_of
from engine.unsupervised.figures import ends_in_machine

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from engine.formats import Trained

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
    trained = taken(saved.project, trained_run(saved, arguments.file))
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
    outputs = trained.predict(raw)
    header, columns = _columns(trained, outputs)
    return console.csv_of(["row", *header], zip(cells.rows.tolist(), *columns, strict=True))


def _columns(trained: Trained, outputs: Outputs) -> tuple[list[str], Columns]:
    if ends_in_machine(trained.graph):
        return [f"unit {n + 1}" for n in range(outputs.shape[1])], list(outputs.T.tolist())
    return _classes(trained, outputs) if trained.classes else _numbers(trained, outputs)


def _numbers(trained: Trained, outputs: Outputs) -> tuple[list[str], Columns]:
    assert trained.preprocessing is not None
    return list(trained.preprocessing.target_names), [column.tolist() for column in outputs.T]


def _classes(trained: Trained, outputs: Outputs) -> tuple[list[str], Columns]:
    """Return the label of each row, and the probability of each class or what stands for it."""
    labels = [trained.classes[index] for index in classes_of(outputs, trained.threshold)]
    # Rounded to the float32 they were computed in, the numbers are written short and exactly.
    values = outputs.astype(np.float32)
    output = infer(trained.graph).output
    ending = trained.graph[output].layer.activation_name() if output is not None else "linear"
    if ending == "sigmoid" and values.shape[1] == 1:
        values = np.concatenate([np.float32(1.0) - values, values], axis=1)
    kind = "probability" if ending in {"sigmoid", "softmax"} else "output"
    several = values.shape[1] == len(trained.classes)
    titles = [f"{kind} of {label}" for label in trained.classes] if several else [kind]
    return ["prediction", *titles], [labels, *(map(str, column) for column in values.T)]
