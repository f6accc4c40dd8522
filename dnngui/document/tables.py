"""A person's own table, treebank or text in a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dnngui.document.formulas import settled
from dnngui.document.project import ViewSettings
from dnngui.document.run import load_data
from engine.check import fit
from engine.data import table, trees
from engine.data.ownletters import learns_text
from engine.data.settings import OwnFile, Sequences, Text, Treebank
from engine.facts import DataFacts

if TYPE_CHECKING:
    from dnngui.document.project import Project
    from engine.check import Fitted

TEST_SHARE = 0.25
"""Share held out of a person's first table; real rows are dearer than generated ones."""


def with_table(project: Project, file_name: str, content: bytes) -> Project:
    """Return the project with a file as its data, and a network that fits it.

    It is a table, a treebank, or a text where the project learns one. How a table is written and
    what its columns are for is guessed.

    Raises
    ------
    DataError
        Where it cannot be read or trained on.
    """
    if is_text(project, file_name):
        return fitted(with_text(project, file_name, content))
    if trees.is_treebank(content, file_name):
        return fitted(with_treebank(project, file_name, content))
    return fitted(with_source(project, table.suggest(content, file_name), content))


def with_treebank(project: Project, file_name: str, content: bytes) -> Project:
    """Return the project with trees as its data; an earlier file is left out."""
    return with_source(project, Treebank(attachment=file_name, file_name=file_name), content)


def is_text(project: Project, file_name: str) -> bool:
    """Whether a file is to be read as a text: in a project that learns one, by its ending."""
    return learns_text(project.data.source) and file_name.lower().endswith(".txt")


def with_text(project: Project, file_name: str, content: bytes) -> Project:
    """Return the project with another text as its data, in windows as before."""
    now = project.data.source
    assert isinstance(now, Text | Sequences)
    source = Text(
        attachment=file_name,
        file_name=file_name,
        samples=now.samples,
        steps=now.steps,
        seed=now.seed,
    )
    data = msgspec.structs.replace(project.data, source=source)
    return msgspec.structs.replace(
        project, data=data, attachments={source.attachment: content}, view=ViewSettings()
    )


def with_source(project: Project, source: OwnFile, content: bytes) -> Project:
    """Return the project with another file as its data; an earlier one is left out."""
    share = project.data.test_share if isinstance(project.data.source, OwnFile) else TEST_SHARE
    return msgspec.structs.replace(
        project,
        data=msgspec.structs.replace(project.data, source=source, test_share=share),
        attachments={source.attachment: content},
        view=ViewSettings(),
    )


def fitted(project: Project) -> Project:
    """Return the project with its network and loss repaired where they do not fit its data.

    Raises
    ------
    DataError
        Where the data cannot be used.
    """
    facts = DataFacts.of(load_data(project))
    training = project.training
    found = fit(project.graph, training.loss, facts, training.outputs)
    return settled(project, with_fitted(project, found))


def with_fitted(project: Project, found: Fitted) -> Project:
    """Return the project with a fitted network and what it is trained for."""
    project = project.with_graph(found.graph)
    training = msgspec.structs.replace(project.training, loss=found.loss, outputs=found.outputs)
    return msgspec.structs.replace(project, training=training)
