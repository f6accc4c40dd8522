"""What the live panels show of a data set: the targets of the network's first output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.data.assignment import first_part
from engine.inference import infer
from engine.outputs import wanting

if TYPE_CHECKING:
    from dnngui.document.project import Project
    from engine.data.dataset import Dataset


class FirstOutput:
    """Follows the project and its rows; the same targets are the same object.

    Attributes
    ----------
    dataset
        The rows with all targets.
    shown
        What is to be shown of them.
    """

    def __init__(self) -> None:
        self.dataset: Dataset | None = None
        self.shown: Dataset | None = None

    def take(self, project: Project, dataset: Dataset | None) -> Dataset | None:
        """Return what is to be shown of other rows."""
        self.dataset, self.shown = dataset, None
        self.changed(project)
        return self.shown

    def changed(self, project: Project) -> Dataset | None:
        """Return what is to be shown after an edit; None where that is as before."""
        if self.dataset is None:
            return None
        part = _part(project, self.dataset)
        if self.shown is not None and part.target_names == self.shown.target_names:
            return None
        self.shown = part
        return part


def _part(project: Project, dataset: Dataset) -> Dataset:
    nodes = infer(project.graph).outputs
    if len(nodes) < 2 and not dataset.further:
        return dataset
    return first_part(dataset, wanting(project.graph, project.training.outputs, nodes))
