"""How far a run is, and why it cannot go on."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.message import SpokenError


class NotFiniteError(SpokenError):
    """The loss is not a finite number; the step was not made.

    Attributes
    ----------
    layer
        Name of the first layer whose weights or values went bad, see `Program.first_bad_layer`.
    """

    def __init__(self, layer: str, step: int) -> None:
        self.layer, self.step = layer, step
        super().__init__(
            "The loss is not a finite number at step {step}: {layer} is the first layer "
            "whose values went bad. Lower the learning rate.",
            step=step,
            layer=layer,
        )


@dataclass(slots=True)
class Step:
    """Where a run stands; one object, brought up to date at each step.

    Attributes
    ----------
    step
        Steps made since the first weights.
    epoch
        Whole epochs done.
    loss
        Batch loss before the step, regularisation not counted.
    ends_epoch
        Whether this step was the last of its epoch.
    """

    step: int = 0
    epoch: int = 0
    loss: float = math.nan
    ends_epoch: bool = False
