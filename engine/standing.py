"""Where a run stands, kept while it shows an earlier moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.progress import Step
    from engine.record import Record
    from engine.regime import Course
    from engine.unsupervised.pretraining import Pretraining

    Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class Standing:
    """What `Trainer.visit` replaces: the parts themselves, and a copy of the weights."""

    theta: Floats
    progress: Step
    position: int
    record: Record | None
    course: Course
    pretraining: Pretraining
