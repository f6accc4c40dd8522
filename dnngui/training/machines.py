"""What is seen of RBMs while they are trained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.training.frames import Curves

if TYPE_CHECKING:
    from engine.record import Evaluation
    from engine.trainer import Trainer
    from engine.unsupervised.advance import PretrainingPlace


def machine_of(trainer: Trainer) -> int | None:
    """Return the id of the RBM whose learning is to be seen; None where it is the network's."""
    if trainer.supervised and not trainer.in_pretraining:
        return None
    return trainer.pretraining.layer


def curves_of_machine(trainer: Trainer, node: int) -> Curves:
    """Return the figures of an RBM so far as curves over its epochs."""
    found = (each for each in trainer.pretraining.figures if each.layer == node)
    evaluations = tuple(each.evaluation(trainer.progress.step) for each in found)
    return Curves(evaluations=evaluations, machine=trainer.program.graph[node].name)


def latest_of_machine(trainer: Trainer) -> Evaluation | None:
    """Return the newest figures as an evaluation; None before the first."""
    figures = trainer.pretraining.figures
    return figures[-1].evaluation(trainer.progress.step) if figures else None


def place_of(trainer: Trainer) -> PretrainingPlace | None:
    """Return where the pre-training stands, or None where the next step is none of it."""
    return trainer.pretraining.place if trainer.in_pretraining else None
