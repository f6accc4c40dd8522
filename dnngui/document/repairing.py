"""The project with a repair in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dnngui.document.formulas import PlainNumber, without_formulas
from dnngui.document.tables import with_fitted
from engine.check import Fitted

if TYPE_CHECKING:
    from dnngui.document.project import Project
    from engine.problems import Repair


def repaired(project: Project, repair: Repair) -> Project:
    """Return the project with the repaired values; new layers have no places in the drawing yet."""
    if isinstance(repair, PlainNumber):
        return without_formulas(project, [repair.node], repair.field)
    training = project.training
    found = Fitted(project.graph, training.loss, training.outputs).repaired(repair)
    project = with_fitted(project, found)
    if repair.data is not None:
        data = msgspec.structs.replace(project.data, **repair.data)
        project = msgspec.structs.replace(project, data=data)
    if repair.training is not None:
        training = msgspec.structs.replace(project.training, **repair.training)
        project = msgspec.structs.replace(project, training=training)
    return project
