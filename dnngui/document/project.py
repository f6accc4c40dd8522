"""The project: one frozen value that holds everything a person edits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from dnngui.document.notes import Notes
from engine.averaging import AnyAveraging
from engine.classweights import AnyClassWeights
from engine.data.settings import DataSettings
from engine.formula.fields import LONGEST
from engine.graph import Graph
from engine.losses import AnyLoss, BinaryCrossentropy
from engine.optim import SGD, AnyOptimizer
from engine.optim.clipping import AnyClipping
from engine.optim.layers import LayerTraining
from engine.optim.transforms import Transforms
from engine.outputs import OutputTraining, moved, with_output
from engine.regime import Regime
from engine.schedules import AnySchedule, Constant
from engine.stopping import EarlyStopping, Target
from engine.surgery import moved_singles
from engine.workers import MOST

FormulaText = Annotated[str, Meta(min_length=2, max_length=LONGEST, pattern="^=")]
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
    schedule: Annotated[
        AnySchedule,
        Meta(title="Schedule", description="How the learning rate changes over the run."),
    ] = Constant()
    l1: Annotated[
        float, Meta(ge=0.0, le=100.0, title="L1", description="Pulls weights to exactly zero.")
    ] = 0.0
    l2: Annotated[float, Meta(ge=0.0, le=100.0, title="L2", description="Keeps weights small.")] = (
        0.0
    )
    weight_decay: Annotated[
        float,
        Meta(
            ge=0.0,
            le=100.0,
            title="Weight decay",
            description="Share, times the learning rate, that each step takes off the kernels.",
        ),
    ] = 0.0
    max_norm: Annotated[
        Annotated[float, Meta(gt=0.0, le=1e6)] | None,
        Meta(
            title="Max-norm",
            description="Longest weight vector of a unit; empty is without bound.",
        ),
    ] = None
    class_weights: Annotated[
        AnyClassWeights | None,
        Meta(
            title="Class weights",
            description="How much each class counts in the loss. A batch's loss is divided by the "
            "sum of its weights, so they need batches of several samples.",
        ),
    ] = None
    clipping: Annotated[
        AnyClipping | None,
        Meta(title="Gradient clipping", description="Shortens gradients that are too long."),
    ] = None
    averaging: Annotated[
        AnyAveraging | None,
        Meta(title="Average of the weights", description="Often better than the last weights."),
    ] = None
    stopping: Annotated[
        EarlyStopping | None,
        Meta(title="Early stopping", description="Ends the run when it no longer improves."),
    ] = None
    target: Annotated[
        Target | None, Meta(title="Target", description="Ends the run when it is good enough.")
    ] = None
    workers: Annotated[
        Annotated[int, Meta(ge=1, le=MOST)] | None,
        Meta(
            title="Cores",
            description="How many processor cores share a batch; empty chooses by its size. "
            "Another number gives the same weights to rounding.",
        ),
    ] = None
    layers: Annotated[
        Mapping[int, LayerTraining],
        Meta(title="Layers", description="What differs in single layers, by id."),
    ] = {}
    outputs: Annotated[
        Mapping[int, OutputTraining],
        Meta(title="Outputs", description="What each of several outputs learns, by id."),
    ] = {}
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
    pretraining: Annotated[
        bool,
        Meta(
            title="Pre-train the RBMs",
            description="First, without labels, each RBM learns what its inputs are like.",
        ),
    ] = False
    labelled: Annotated[
        Annotated[int, Meta(ge=1, le=100_000_000)] | None,
        Meta(
            title="Labelled rows",
            description="Training rows with a known target; the others are for pre-training alone.",
        ),
    ] = None

    def __post_init__(self) -> None:
        if self.batch_size is not None and not 1 <= self.batch_size <= 1_000_000:
            raise ValueError("The batch size is between 1 and 1000000, or empty for all samples.")

    def with_layer(self, node: int, own: LayerTraining) -> TrainingSettings:
        """Return the settings with those of one layer; what differs in nothing is left out."""
        layers = {**self.layers, node: own}
        if own == LayerTraining():
            del layers[node]
        return msgspec.structs.replace(self, layers=layers)

    def with_output(self, node: int, own: OutputTraining) -> TrainingSettings:
        """Return the settings with those of one output; what differs in nothing is left out."""
        return msgspec.structs.replace(self, outputs=with_output(self.outputs, node, own))

    def transforms(self) -> Transforms:
        """Return what stands around the optimizer, as the engine takes it."""
        return Transforms(
            clipping=self.clipping,
            l1=self.l1,
            l2=self.l2,
            weight_decay=self.weight_decay,
            max_norm=self.max_norm,
            layers=self.layers,
        )

    def regime(self) -> Regime:
        """Return how a run goes on over its epochs, as the engine takes it."""
        return Regime(
            schedule=self.schedule,
            epochs=self.epochs,
            averaging=self.averaging,
            stopping=self.stopping,
            target=self.target,
        )


class ViewSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the panels show of this project.

    Attributes
    ----------
    horizontal, vertical
        Columns of the boundary's axes, by name.
    panels
        Live panels that open with the project, the first in front.
    neurons
        Whether the drawing shows the neurons of small layers and their weights.
    neurons_except
        Ids of the layers that do the opposite.
    """

    horizontal: str | None = None
    vertical: str | None = None
    panels: tuple[str, ...] = ()
    neurons: bool = False
    neurons_except: tuple[int, ...] = ()

    def opens(self, node: int) -> bool:
        """Whether a layer is to show its neurons."""
        return self.neurons is not (node in self.neurons_except)

    def with_neurons(self, node: int, *, shown: bool) -> ViewSettings:
        """Return the view with one layer's neurons shown, or not."""
        others = tuple(each for each in self.neurons_except if each != node)
        chosen = others if shown is self.neurons else (*others, node)
        return msgspec.structs.replace(self, neurons_except=chosen)


class Project(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a person edits, as one value. Every edit makes a new one.

    Attributes
    ----------
    positions
        Where each node stands, also within groups, each in its group's own drawing; nodes that are
        not named are laid out when shown.
    pinned
        Ids of the nodes that a person has put where they are, also within groups; the layout
        leaves them there.
    notes
        Comments and frames.
    formulas
        By layer and field what gives a number, such as ``=2*units(dense_1)``; the graph holds its
        value. See `dnngui.document.formulas`.
    attachments
        Bytes of the person's own tables, by key; they live in the project's file.
    """

    name: str = "Untitled"
    graph: Graph = Graph()
    positions: Mapping[int, Position] = {}
    pinned: tuple[int, ...] = ()
    notes: Notes = Notes()
    formulas: Mapping[int, Mapping[str, FormulaText]] = {}
    data: DataSettings = DataSettings()
    training: TrainingSettings = TrainingSettings()
    view: ViewSettings = ViewSettings()
    attachments: Mapping[str, bytes] = {}

    def with_graph(self, graph: Graph, positions: Mapping[int, Position] | None = None) -> Project:
        """Return the project with another graph; what belongs to removed nodes is dropped.

        Single weights that are off or held stay those that they are, wherever they lie now.
        """
        merged = {**self.positions, **(positions or {})}
        kept = {node: place for node, place in merged.items() if node in graph.ids}
        own = {node: each for node, each in self.training.layers.items() if node in graph.ids}
        layers = moved_singles(own, self.graph, graph)
        outputs = moved(self.training.outputs, graph)
        training = self.training
        if (layers, outputs) != (training.layers, training.outputs):
            training = msgspec.structs.replace(training, layers=layers, outputs=outputs)
        formulas = {node: own for node, own in self.formulas.items() if node in graph.ids}
        return msgspec.structs.replace(
            self,
            graph=graph,
            positions=kept,
            pinned=tuple(node for node in self.pinned if node in graph.ids),
            notes=self.notes.existing(graph.ids),
            training=training,
            formulas=formulas,
        )

    def with_pins(self, nodes: Collection[int], *, pinned: bool) -> Project:
        """Return the project with nodes that the layout leaves where they are, or places again."""
        others = set(self.pinned) - set(nodes)
        pins = sorted(others | set(nodes) if pinned else others)
        return msgspec.structs.replace(self, pinned=tuple(pins))
