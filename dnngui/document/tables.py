"""A person's own table in a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dnngui.document.project import ViewSettings
from dnngui.document.run import load_data
from engine.check import DataFacts, fit
from engine.data import table

if TYPE_CHECKING:
    from dnngui.document.project import Project


def with_table(project: Project, file_name: str, content: bytes) -> Project:
    """Return the project with a table as its data, and a network that fits it.

    How the table is written and what its columns are for is guessed.

    Raises
    ------
    DataError
        Where it cannot be read or trained on.
    """
    source = table.suggest(content, file_name)
    changed = msgspec.structs.replace(
        project,
        data=msgspec.structs.replace(project.data, source=source),
        attachments={source.attachment: content},
        view=ViewSettings(),
    )
    return fitted(changed)


def fitted(project: Project) -> Project:
    """Return the project with its network and loss repaired where they do not fit its data.

    Raises
    ------
    DataError
        Where the data cannot be used.
    """
    facts = DataFacts.of(load_data(project))
    graph, loss = fit(project.graph, project.training.loss, facts)
    training = msgspec.structs.replace(project.training, loss=loss)
    return msgspec.structs.replace(project.with_graph(graph), training=training)
