"""How far a pre-training is, and why it cannot go on."""

from __future__ import annotations

from dataclasses import dataclass

from engine.message import SpokenError


class DivergedError(SpokenError):
    """The weights of an RBM ran away; they are those from before the step that showed it.

    Attributes
    ----------
    layer
        Name of the layer.
    """

    def __init__(self, name: str, epoch: int) -> None:
        self.layer = name
        super().__init__(
            "Pre-training {layer} ran away in epoch {epoch}. Lower its pre-training rate.",
            layer=name,
            epoch=epoch,
        )


@dataclass(slots=True)
class PretrainingStep:
    """Where pre-training stands; one object, brought up to date at each step.

    Attributes
    ----------
    layer
        Id of the layer that the step trained; -1 before the first.
    epoch
        Whole epochs of it done.
    step
        Steps made, of all layers.
    ends_epoch, ends_layer
        Whether this step was the last of its epoch, and of its layer.
    """

    layer: int = -1
    epoch: int = 0
    step: int = 0
    ends_epoch: bool = False
    ends_layer: bool = False


@dataclass(frozen=True)
class PretrainingPlace:
    """Which RBM is being trained, and how far it is, as a person counts.

    Attributes
    ----------
    layer
        Its name.
    place, layers
        It is the ``place``-th, from 1 on, of so many that are trained.
    epoch, epochs
        Its epoch that is going on, from 1 on, of so many.
    """

    layer: str
    place: int
    layers: int
    epoch: int
    epochs: int

    def __str__(self) -> str:
        return (
            f"layer {self.place} of {self.layers} ({self.layer}), "
            f"epoch {self.epoch} of {self.epochs}"
        )
