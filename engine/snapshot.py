"""Everything that a run needs to go on from a moment, bit for bit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.schedules import PlateauState
from engine.stopping import StoppingState

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.averaging import AnyAveraging
    from engine.optim import AnyOptimizer
    from engine.record import Record
    from engine.unsupervised.pretraining import PretrainingSnapshot

    Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A run at one moment, between two steps.

    Attributes
    ----------
    theta
        All parameters, in the program's order.
    optimizer
        The optimizer with the hyperparameters under which its state came about.
    optimizer_state
        Its vectors, each as long as ``theta``.
    optimizer_numbers
        Plain numbers of its state.
    optimizer_steps
        Number of steps it made.
    step, epoch
        Steps made and whole epochs done.
    position
        Samples of the running epoch that were used.
    shuffle_state
        State of the generator of the order of samples, from before the running epoch was drawn.
    dropout_state
        State of the generator of dropout masks, now.
    record
        The curves so far, or None where none is kept.
    plateau
        What the learning rate's schedule remembers.
    stopping, best
        What is remembered of the best epoch, and its weights, or None.
    memory
        What stateful layers carry to the next batch, by id of the layer and name.
    averaging, average, average_count
        The average that is kept, its values and how many weights went into it.
    pretraining
        Where the pre-training of the RBMs stands, or None where it made no step.
    workers
        Threads that share each batch; they decide the order of its sums.
    """

    theta: Floats
    optimizer: AnyOptimizer
    optimizer_state: dict[str, Floats]
    optimizer_numbers: dict[str, float]
    optimizer_steps: int
    step: int
    epoch: int
    position: int
    shuffle_state: dict[str, Any]
    dropout_state: dict[str, Any]
    record: Record | None = None
    plateau: PlateauState = field(default_factory=PlateauState)
    stopping: StoppingState = field(default_factory=StoppingState)
    best: Floats | None = None
    averaging: AnyAveraging | None = None
    average: Floats | None = None
    average_count: int = 0
    memory: dict[tuple[int, str], Floats] = field(default_factory=dict)
    pretraining: PretrainingSnapshot | None = None
    workers: int = 1

    @property
    def steps_made(self) -> int:
        """Steps since the first weights, those of the pre-training included."""
        return self.step + (self.pretraining.step if self.pretraining is not None else 0)
