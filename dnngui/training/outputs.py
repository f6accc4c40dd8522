"""Which of several outputs a view is about, and what that is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from engine.data.dataset import Dataset
    from engine.trainer import Trainer


class Output(NamedTuple):
    """One of several outputs, as it is drawn; it is another one where it learns other targets.

    Attributes
    ----------
    node
        Id of the drawn layer.
    targets
        Names of what it learns: an answer of before an edit is never taken for one of after it.
    """

    node: int
    targets: tuple[str, ...]


class Compared(NamedTuple):
    """An output, and what it is compared with.

    Attributes
    ----------
    node
        Id of the layer with groups taken apart.
    low_target
        The output that means "not this class".
    dataset
        The rows with its targets.
    """

    node: int
    low_target: float
    dataset: Dataset


def compared(trainer: Trainer, output: Output | None) -> Compared | None:
    """Return what an output is compared with; without one, the first.

    None where the network has no such output, or an RBM ends it and it learns no targets.
    """
    if not trainer.supervised:
        return None
    program, parts = trainer.program, trainer.shown_parts
    places = zip(program.goals, program.objectives, parts, strict=True)
    for goal, objective, part in places:
        if output is None or output == (goal, part.target_names):
            return Compared(objective.node, objective.low_target, part)
    return None
