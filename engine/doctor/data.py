"""Data that a network cannot learn well from as they are prepared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine import metrics
from engine.classweights import Balanced
from engine.data.dataset import Task
from engine.doctor.finding import Finding, percent, setting, short
from engine.layers import BatchNorm, Embedding, Input, RecursiveTree
from engine.message import Message
from engine.problems import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.data.dataset import Dataset
    from engine.doctor.case import Case
    from engine.doctor.finding import Arguments

_ROWS = 1000
"""Training rows whose values are looked at."""

_FAR = 10.0
"""Size of prepared values from which on usual first weights and rates do not fit."""

_RARE = 5.0
"""Times that the commonest class must be as frequent as the rarest."""

_JUDGED = 256
"""Samples of the rarest class on which the network is judged."""


@dataclass(frozen=True)
class Farthest:
    """The input whose values are farthest from 0, of those that the network reads.

    Attributes
    ----------
    place
        Of ``width`` inputs.
    mean, spread
        Of its values in the training rows; spread is their standard deviation.
    """

    place: int
    width: int
    mean: float
    spread: float


def farthest(dataset: Dataset) -> Farthest:
    """Look through the inputs: a millisecond or two where there are hundreds of them."""
    rows = dataset.x_train[:_ROWS].astype(np.float64)
    means, spreads = rows.mean(axis=0), rows.std(axis=0)
    place = int((np.abs(means) + spreads).argmax())
    return Farthest(place, rows.shape[1], float(means[place]), float(spreads[place]))


def unscaled(case: Case) -> Iterator[Finding]:
    """Find inputs whose values are far from those that usual weights are made for."""
    if not case.steps or not _reads_numbers(case):
        return
    dataset, seen = case.trainer.dataset, case.farthest()
    if abs(seen.mean) + seen.spread <= _FAR:
        return
    known: Arguments = {"mean": short(seen.mean), "spread": short(seen.spread)}
    if len(dataset.columns) == seen.width:
        text = (
            "The input {column} has values around {mean} ± {spread}, and first weights and "
            "learning rates are made for values around 0 ± 1."
        )
        known["column"] = dataset.columns[seen.place].name
    else:
        text = (
            "The inputs have values around {mean} ± {spread}, and first weights and learning "
            "rates are made for values around 0 ± 1."
        )
    label = Message("Scale the features")
    repair = Repair(label, data={"standardize": True})
    yield Finding(
        "unscaled_inputs",
        Message(text, known),
        loud=case.skill < 0.3,
        repairs=(repair,) if dataset.scalable else (),
    )


def _reads_numbers(case: Case) -> bool:
    """Whether what reads the inputs takes them as numbers and does not scale them itself."""
    graph = case.program.graph
    own_scale = (Embedding, RecursiveTree, BatchNorm)
    inputs = [node for node in case.program.order if isinstance(graph[node].layer, Input)]
    return not any(
        isinstance(graph[reader].layer, own_scale)
        for node in inputs
        for reader in graph.targets(node)
    )


def unscaled_targets(case: Case) -> Iterator[Finding]:
    """Find numbers to be predicted that are far from those with which networks begin."""
    if not case.steps or case.task is not Task.REGRESSION or case.skill >= 0.5:
        return
    part = case.trainer.parts[0]
    size = float(np.abs(part.y_train).mean())
    if size <= _FAR:
        return
    text = (
        "The numbers to be predicted are about {size}, and a network begins with outputs of about "
        "1: scaled, they are learned sooner."
    )
    yield Finding(
        "unscaled_targets",
        Message(text, {"size": short(size)}),
        repairs=(Repair(Message("Scale the targets"), data={"standardize_target": True}),),
    )


def imbalance(case: Case) -> Iterator[Finding]:
    """Find a rare class that the network gives up for the sake of a common one."""
    counts, trainer = case.counts, case.trainer
    present = counts[counts > 0]
    if len(present) < 2 or trainer.class_weights is not None or case.task is Task.REGRESSION:
        return
    if present.max() < _RARE * present.min() or case.steps < 100 or case.epochs < 5:
        return
    rare = int(np.where(counts > 0, counts, counts.max() + 1).argmin())
    found = _recall(case, rare)
    if found >= 0.5:
        return
    text = (
        "Of the class “{label}” there are {count} samples in {total}, and the network finds "
        "{recall} of them: it pays to leave them out."
    )
    arguments: Arguments = {
        "label": trainer.parts[0].classes[rare],
        "count": int(counts[rare]),
        "total": int(counts.sum()),
        "recall": percent(found),
    }
    yield Finding(
        "class_imbalance",
        Message(text, arguments),
        loud=False,
        repairs=(setting(Message("Let all classes count alike"), class_weights=Balanced()),),
    )


def _recall(case: Case, label: int) -> float:
    """Return the share of a class's training samples that the network tells right."""
    program, part = case.program, case.trainer.parts[0]
    truth = part.y_train
    rows = np.flatnonzero((truth == label).reshape(len(truth), -1).any(axis=1))[:_JUDGED]
    node = program.objectives[0].node
    outputs = program.activations(part.x_train[rows], (node,))[node]
    wanted = truth[rows].reshape(-1)
    middle = (program.low_target + 1.0) / 2.0
    decided = metrics.classes_of(outputs.reshape(len(wanted), -1), middle)
    return float(np.mean(decided[wanted == label] == label))
