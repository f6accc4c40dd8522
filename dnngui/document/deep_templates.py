"""How the examples with pictures and sequences are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dnngui.document.project import Position, Project, TrainingSettings
from engine import losses, optim
from engine.data.sequences import ALPHABET
from engine.data.settings import Builtin, DataSettings, Phrases, Sequences
from engine.graph import Graph
from engine.layers import (
    GRU,
    LSTM,
    RBM,
    Activation,
    Add,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GaussianNoise,
    GlobalAveragePool,
    Group,
    Input,
    LayerNorm,
    MaxPool2D,
    MultiHeadAttention,
    PositionEmbedding,
    RecursiveTree,
    Reshape,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.data.settings import Source
    from engine.layers import Layer

_STEPS, _SYMBOLS, _WIDTH = 8, 9, 32
_COLUMN = 240.0
"""Distance of two layers in the drawing, in scene units."""


def _project(
    graph: Graph,
    source: Source,
    loss: losses.AnyLoss,
    learning_rate: float,
    *,
    batch_size: int,
    epochs: int,
) -> Project:
    """Return a project whose layers stand in one row, and that learns with Adam."""
    training = TrainingSettings(
        loss=loss,
        optimizer=optim.Adam(learning_rate=learning_rate),
        batch_size=batch_size,
        epochs=epochs,
    )
    data = DataSettings(source=source, test_share=0.25 if isinstance(source, Builtin) else 0.2)
    positions = dict(_in_a_row(graph))
    return Project(graph=graph, positions=positions, data=data, training=training)


def _in_a_row(graph: Graph) -> Iterator[tuple[int, Position]]:
    """Yield where each layer stands, also in the drawings of groups."""
    for place, node in enumerate(graph.order):
        yield node, Position(_COLUMN * place, 0.0)
        layer = graph[node].layer
        if isinstance(layer, Group):
            yield from _in_a_row(layer.drawing)


def convolutional_digits() -> Project:
    graph = Graph.sequential(
        Input(shape=(8, 8)),
        Reshape(target=(8, 8, 1)),
        Conv2D(filters=16, padding="same", activation="relu"),
        MaxPool2D(),
        Conv2D(filters=32, padding="same", activation="relu"),
        MaxPool2D(),
        Flatten(),
        Dropout(rate=0.3),
        Dense(units=64, activation="relu"),
        Dense(units=10, activation="softmax"),
    )
    loss = losses.SparseCategoricalCrossentropy()
    return _project(graph, Builtin(name="digits"), loss, 0.002, batch_size=32, epochs=30)


def residual_digits() -> Project:
    """Return a residual network (He et al. 2016): two blocks that add to what they read."""
    drawing = _Drawing(Input(shape=(8, 8)), Reshape(target=(8, 8, 1)))
    drawing.add(Conv2D(filters=16, padding="same", use_bias=False), BatchNorm())
    drawing.add(Activation(function="relu"))
    drawing.join(_residual_block(), name="residual_block")
    drawing.add(GlobalAveragePool(), Dense(units=10, activation="softmax"))
    loss = losses.SparseCategoricalCrossentropy()
    return _project(drawing.graph, Builtin(name="digits"), loss, 0.005, batch_size=32, epochs=20)


def _residual_block() -> Group:
    drawing = _Drawing(Input(shape=(8, 8, 16)))
    entrance = drawing.end
    drawing.add(Conv2D(filters=16, padding="same", use_bias=False), BatchNorm())
    drawing.add(Activation(function="relu"))
    drawing.add(Conv2D(filters=16, padding="same", use_bias=False), BatchNorm())
    drawing.join(Add(), entrance)
    drawing.add(Activation(function="relu"))
    return Group.of(drawing.graph, repeat=2)


def denoising_digits() -> Project:
    """Return a denoising autoencoder (Vincent et al. 2008)."""
    graph = Graph.sequential(
        Input(shape=(8, 8)),
        Flatten(),
        GaussianNoise(deviation=0.3),
        Dense(units=48, activation="relu"),
        Dense(units=64, activation="sigmoid"),
    )
    loss = losses.BinaryCrossentropy()
    project = _project(graph, Builtin(name="digits"), loss, 0.003, batch_size=32, epochs=40)
    data = msgspec.structs.replace(project.data, reconstruct=True)
    return msgspec.structs.replace(project, data=data)


def digits_machine() -> Project:
    """Return an RBM alone (Hinton 2002, persistent chains after Tieleman 2008)."""
    machine = RBM(units=64, persistent=True, pretraining_rate=0.05, pretraining_epochs=60)
    graph = Graph.sequential(Input(shape=(8, 8)), Flatten(), machine)
    loss = losses.SparseCategoricalCrossentropy()
    return _project(graph, Builtin(name="digits"), loss, 0.001, batch_size=20, epochs=1)


def belief_network() -> Project:
    """Return a deep belief network (Hinton, Osindero and Teh 2006) that is told few digits."""
    return _few_labels(pretraining=True)


def belief_network_alone() -> Project:
    return _few_labels(pretraining=False)


def _few_labels(*, pretraining: bool) -> Project:
    machines = [RBM(units=100, persistent=True, pretraining_epochs=30) for _ in range(3)]
    output = Dense(units=10, activation="softmax")
    graph = Graph.sequential(Input(shape=(8, 8)), Flatten(), *machines, output)
    loss = losses.SparseCategoricalCrossentropy()
    project = _project(graph, Builtin(name="digits"), loss, 0.003, batch_size=10, epochs=60)
    training = msgspec.structs.replace(project.training, pretraining=pretraining, labelled=100)
    return msgspec.structs.replace(project, training=training)


def wave_with_lstm() -> Project:
    return _wave(LSTM(units=16))


def wave_with_gru() -> Project:
    return _wave(GRU(units=16))


def _wave(recurrent: Layer) -> Project:
    graph = Graph.sequential(Input(shape=(24, 1)), recurrent, Dense(units=1))
    source = Sequences(name="sine wave", noise=5.0)
    return _project(graph, source, losses.MeanSquaredError(), 0.01, batch_size=32, epochs=40)


def sorting_transformer() -> Project:
    """Return two pre-norm blocks (Vaswani et al. 2017, Xiong et al. 2020) that sort symbols."""
    drawing = _Drawing(
        Input(shape=(_STEPS,)),
        Embedding(vocabulary=_SYMBOLS + 1, units=_WIDTH),
        PositionEmbedding(),
    )
    for _ in range(2):
        entrance = drawing.end
        drawing.add(LayerNorm(), MultiHeadAttention(heads=4))
        drawing.join(Add(), entrance)
        entrance = drawing.end
        drawing.add(LayerNorm(), Dense(units=64, activation="relu"), Dense(units=_WIDTH))
        drawing.join(Add(), entrance)
    drawing.add(Dense(units=_SYMBOLS + 1, activation="softmax"))
    source = Sequences(name="sorting", samples=3000, steps=_STEPS, symbols=_SYMBOLS)
    loss = losses.SparseCategoricalCrossentropy()
    return _project(drawing.graph, source, loss, 0.003, batch_size=64, epochs=15)


def text_with_lstm() -> Project:
    graph = Graph.sequential(
        Input(shape=(32,)),
        Embedding(vocabulary=len(ALPHABET), units=16),
        LSTM(units=64, output="sequence"),
        Dense(units=len(ALPHABET), activation="softmax"),
    )
    source = Sequences(name="text", samples=2000, steps=32)
    loss = losses.SparseCategoricalCrossentropy()
    return _project(graph, source, loss, 0.01, batch_size=32, epochs=15)


def sentiment_trees() -> Project:
    """Return a recursive neural tensor network (Socher et al. 2013) that labels every phrase."""
    source = Phrases()
    graph = Graph.sequential(
        Input(shape=(2 * source.words - 1,)),
        RecursiveTree(vocabulary=41, units=12),
        Dense(units=5, activation="softmax"),
    )
    loss = losses.SparseCategoricalCrossentropy()
    project = _project(graph, source, loss, 0.005, batch_size=32, epochs=30)
    # Without it the weights grow and the roots of unseen trees come out right less often.
    training = msgspec.structs.replace(project.training, l2=0.001)
    return msgspec.structs.replace(project, training=training)


class _Drawing:
    """A graph that grows at its end.

    Attributes
    ----------
    end
        The layer that was added last.
    """

    def __init__(self, *layers: Layer) -> None:
        self.graph = Graph.sequential(*layers)
        self.end = self.graph.nodes[-1].id

    def add(self, *layers: Layer) -> None:
        for layer in layers:
            self.join(layer)

    def join(self, layer: Layer, *others: int, name: str | None = None) -> None:
        """Add a layer that reads ``others``, and before them the end."""
        self.graph, node = self.graph.add(layer, name)
        for source in (*others, self.end):
            self.graph = self.graph.connect(source, node)
        self.end = node
