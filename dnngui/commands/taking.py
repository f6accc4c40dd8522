"""The trained network of a project, at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.document.run import load_data, trained_program
from engine.data.errors import DataError
from engine.formats import Trained

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dnngui.document.project import Project
    from dnngui.document.run import SavedRun

_SAMPLE = 1000
"""Training rows that tell an export the range in which to check itself."""


def taken(project: Project, run: SavedRun, sample: NDArray[np.float64] | None = None) -> Trained:
    """Return what was trained, with the data preparation of its training."""
    return Trained.of(
        trained_program(project, run),
        run.preprocessing,
        sample=sample,
        name=project.name,
        threshold=project.training.threshold,
    )


def sample_rows(project: Project) -> NDArray[np.float64] | None:
    """Return raw rows of the training part, or None where they cannot be loaded any more."""
    try:
        return load_data(project).raw_train[:_SAMPLE]
    except DataError:
        return None
