"""Trees to predict for or to evaluate on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dnngui.commands import console
from dnngui.commands.paths import source
from dnngui.commands.projects import read_table
from engine.data import trees

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.data.preprocessing import Preprocessing
    from engine.formats import Trained


def rows(preprocessing: Preprocessing, name: str) -> tuple[NDArray[np.float64], NDArray[Any]]:
    """Return raw rows of a treebank's trees, and the class of each node.

    Raises
    ------
    UsageError
        Where there is no such file.
    DataError
        Where it is no treebank, or does not fit the training.
    """
    found = _read(name, preprocessing)
    return trees.encode(found, preprocessing), trees.encode_labels(found, preprocessing)


def predictions(trained: Trained, preprocessing: Preprocessing, name: str) -> str:
    """Return a table with a row for each tree of a file.

    In it are the tree's line, the label of its root with the output for each class, and the tree
    with the labels that all its nodes should have. The labels in the file do not matter.
    """
    found, classes = _read(name, preprocessing), preprocessing.classes
    outputs = trained.predict(trees.encode(found, preprocessing)).astype(np.float32)
    nodes = outputs.reshape(len(found), len(preprocessing.names), -1)
    chosen = nodes.argmax(axis=-1)
    lines = []
    for tree, values, numbers in zip(found, nodes, chosen, strict=True):
        labels = [classes[number] for number in numbers[: len(tree.words)]]
        root = values[len(tree.words) - 1]
        lines.append([tree.line, labels[-1], *map(str, root), trees.bracketed(tree.words, labels)])
    titles = [f"output of {label}" for label in classes]
    return console.csv_of(["row", "prediction", *titles, "tree"], lines)


def _read(name: str, preprocessing: Preprocessing) -> list[trees.Tree]:
    path = source(name)
    found = trees.read(read_table(path), path.name)
    known = {*preprocessing.words, None}
    unknown = dict.fromkeys(
        word for tree in found for word in tree.words if word not in known and word is not None
    )
    if unknown:
        shown = ", ".join(list(unknown)[:_SHOWN]) + (" …" if len(unknown) > _SHOWN else "")
        console.note(f"Words that the training did not have: {shown}")
    return found


_SHOWN = 10
