"""What passes from the worker to the window: plain values that share nothing with the run."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dnngui.training.outputs import Output
    from dnngui.training.views import Request
    from engine.record import Evaluation
    from engine.schedules import Fall
    from engine.unsupervised.advance import PretrainingPlace

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Grid:
    """The plane on which a boundary is computed, in raw units of the data.

    Attributes
    ----------
    horizontal, vertical
        Indices of the raw feature columns of the axes; ``vertical`` None asks for a fitted line
        over the horizontal column alone. All other columns are held at ``Dataset.median_row()``.
    resolution
        Points along each axis.
    output
        Which of several outputs is computed; None is the first.
    """

    horizontal: int
    vertical: int | None
    x_limits: tuple[float, float]
    y_limits: tuple[float, float] = (0.0, 1.0)
    resolution: int = 100
    output: Output | None = None


@dataclass(frozen=True)
class Boundary:
    """Outputs of the network on a grid.

    Attributes
    ----------
    values
        ``(resolution, resolution, outputs)``, row 0 at the lowest y; ``(resolution, outputs)`` for
        a fitted line. Last activation applied; regression targets in raw units.
    """

    grid: Grid
    values: Floats


@dataclass(frozen=True, eq=False)
class Pulse:
    """How large what passes through a layer was at the last looks, the latest at the end.

    Attributes
    ----------
    outputs
        Root mean squares of the outputs on a sample of the training data, ``(looks,)``.
    gradients
        Root mean squares of the gradients that the step before each look had for all that the
        layer learns, ``(looks,)``; NaN where there were none.
    """

    outputs: NDArray[np.float64]
    gradients: NDArray[np.float64]


@dataclass(frozen=True)
class NodePreview:
    """The small picture that a node carries while its network trains.

    Attributes
    ----------
    maps
        ``(units, side, side)`` outputs of at most 64 units over the plane of two inputs, row 0 at
        the lowest y; None where the network has not two inputs.
    histogram
        Counts of 24 bins of the node's outputs on a sample of the training data.
    limits
        Range of the maps' or the histogram's values.
    health
        ``"ok"``, ``"dead"`` (most units always 0), ``"saturated"`` (most outputs at their limits),
        ``"exploding"`` (outputs or gradients huge or not finite) or ``"vanishing"`` (gradients tiny
        beside those of the last layer).
    size
        Root mean square of the outputs on a sample of the training data.
    pulse
        The sizes of outputs and gradients up to now; None where nobody kept them.
    """

    maps: Floats | None
    histogram: NDArray[np.int64] | None
    limits: tuple[float, float]
    health: str = "ok"
    size: float = math.nan
    pulse: Pulse | None = None


@dataclass(frozen=True)
class Needs:
    """What the visible panels want to be computed; nothing is computed for hidden ones."""

    boundary: Grid | None = None
    previews: bool = False
    views: tuple[Request, ...] = ()


@dataclass(frozen=True, eq=False)
class Track:
    """The moments of a run that can be gone back to.

    Attributes
    ----------
    steps, epochs
        Of each kept moment, ascending.
    present, present_epoch
        Where the run stands.
    shown
        Step of the moment that is shown; None where it is the present one.
    too_large
        Whether the network is too large for the memory that the moments may take.
    """

    steps: NDArray[np.int64]
    epochs: NDArray[np.float64]
    present: int
    present_epoch: float
    shown: int | None = None
    too_large: bool = False


@dataclass(frozen=True)
class Curves:
    """The record's curves, ready to draw.

    Attributes
    ----------
    epochs, losses
        Mean batch losses of the training, at their epochs (with fractions).
    evaluations
        Evaluations on both parts, see `engine.record.Evaluation`.
    machine
        Name of the RBM whose reconstruction errors and free energies they are; else empty.
    branches
        What came after the moments from which the run went on once more, the latest last.
    ahead, since
        The whole run where a moment of it is looked back to, and the epoch of that moment.
    """

    epochs: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    losses: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    evaluations: tuple[Evaluation, ...] = ()
    machine: str = ""
    branches: tuple[Curves, ...] = ()
    ahead: Curves | None = None
    since: float = 0.0


@dataclass(frozen=True)
class Frame:
    """The state of a run at one moment; later frames replace earlier ones.

    Attributes
    ----------
    generation
        Number of the compiled network it belongs to; frames of older ones are dropped.
    epoch
        Whole epochs done, while an RBM is trained those of it.
    loss
        Batch loss of the last step, or None before the first.
    position
        Epochs done, with the fraction of the running one.
    rate
        Learning rate of the next step.
    falls
        Reductions of the rate on plateaus so far.
    curves, boundary, previews
        None where not asked for or not changed since the last frame.
    views
        By request: what is new since the last frame; None where there is nothing to be seen.
    view_epochs
        Epochs done, with the fraction of the running one, of which each of these is.
    steps_made
        Steps since the first weights, those of the pre-training included; of the run as it stands
        at present, also where an earlier moment is shown.
    pretraining
        Where it stands; None where the next step is none of it.
    machine
        Whether the evaluation is of an RBM.
    workers
        Processor cores that share each batch.
    track
        The moments to go back to; None where there is no run.
    best
        Epoch of which the best weights are; None without any, NaN where a file does not tell it.
    settled
        Whether all that is wanted has been computed of what the frame shows.
    """

    generation: int
    step: int
    epoch: int
    loss: float | None
    position: float = 0.0
    rate: float | None = None
    falls: tuple[Fall, ...] = ()
    evaluation: Evaluation | None = None
    curves: Curves | None = None
    boundary: Boundary | None = None
    previews: Mapping[int, NodePreview] | None = None
    views: Mapping[Request, object] = field(default_factory=dict)
    view_epochs: Mapping[Request, float] = field(default_factory=dict)
    steps_per_second: float = 0.0
    steps_made: int = 0
    pretraining: PretrainingPlace | None = None
    machine: bool = False
    workers: int = 1
    track: Track | None = None
    best: float | None = None
    settled: bool = False
