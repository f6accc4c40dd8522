"""The project: one frozen value that holds everything a person edits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from engine.data.settings import DataSettings
from engine.graph import Graph
from engine.losses import AnyLoss, BinaryCrossentropy
from engine.optim import SGD, AnyOptimizer

Seed = Annotated[int, Meta(ge=0, le=2**31 - 1)]


class Position(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Centre of a node in the drawing, in scene units (one unit is one pixel at 100%)."""

    x: Annotated[float, Meta(ge=-1e6, le=1e6)]
    y: Annotated[float, Meta(ge=-1e6, le=1e6)]


class TrainingSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the network learns."""

    loss: AnyLoss = BinaryCrossentropy()
    optimizer: AnyOptimizer = SGD()
    batch_size: Annotated[
        int | None,
        Meta(
            title="Batch size",
            description="Samples per step; empty means all of them at once (full batch).",
        ),
    ] = 10
    epochs: Annotated[
        int,
        Meta(ge=1, le=10_000_000, title="Epochs", description="Run stops after this many."),
    ] = 1000
    seed: Annotated[
        Seed, Meta(title="Seed", description="Decides the first weights, shuffling and dropout.")
    ] = 0
    l1: Annotated[
        float, Meta(ge=0.0, le=100.0, title="L1", description="Pulls weights to exactly zero.")
    ] = 0.0
    l2: Annotated[float, Meta(ge=0.0, le=100.0, title="L2", description="Keeps weights small.")] = (
        0.0
    )
    threshold: Annotated[
        float | None,
        Meta(
            title="Threshold",
            description="Binary: an output above it counts as the second class. Empty: the middle.",
        ),
    ] = None
    tolerance: Annotated[
        float,
        Meta(
            ge=0.0,
            title="Tolerance",
            description="Regression: a prediction this close to its target counts as right.",
        ),
    ] = 0.1

    def __post_init__(self) -> None:
        if self.batch_size is not None and not 1 <= self.batch_size <= 1_000_000:
            raise ValueError("The batch size is between 1 and 1000000, or empty for all samples.")


class ViewSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the panels show of this project: columns of the boundary's axes, by name."""

    horizontal: str | None = None
    vertical: str | None = None


class Project(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a person edits, as one value. Every edit makes a new one.

    Attributes
    ----------
    positions
        Where each node stands; nodes that are not named are laid out when shown.
    attachments
        Bytes of the person's own tables, by key; they live in the project's file.
    """

    name: str = "Untitled"
    graph: Graph = Graph()
    positions: Mapping[int, Position] = {}
    data: DataSettings = DataSettings()
    training: TrainingSettings = TrainingSettings()
    view: ViewSettings = ViewSettings()
    attachments: Mapping[str, bytes] = {}

    def with_graph(self, graph: Graph, positions: Mapping[int, Position] | None = None) -> Project:
        """Return the project with another graph; positions of removed nodes are dropped."""
        merged = {**self.positions, **(positions or {})}
        kept = {node: place for node, place in merged.items() if node in graph}
        return msgspec.structs.replace(self, graph=graph, positions=kept)
