"""Networks drawn at random out of all families of layers, with random weights."""

from __future__ import annotations

import numpy as np

from engine import Graph, layers
from engine.activations import NAMES

SMOOTH = [name for name in NAMES if name != "step"]
"""A step at a value that rounding moves would make a difference without end."""


class Sketch:
    """A drawing that grows by random layers."""

    def __init__(self, random):
        self.random, self.graph = random, Graph()
        self.shapes = {}
        self.tokens = None

    def some(self, *choices):
        return choices[int(self.random.integers(len(choices)))]

    def number(self, low, high):
        return int(self.random.integers(low, high + 1))

    def yes(self):
        return bool(self.random.integers(2))

    def add(self, layer, *sources):
        self.graph, node = self.graph.add(layer)
        for source in sources:
            self.graph = self.graph.connect(source, node)
        self.shapes[node] = layer.out_shape(*(self.shapes[source] for source in sources))
        return node

    def begin(self):
        """Add what is read: a row, a sequence, a picture, or tokens and their vectors."""
        kind = self.some("row", "sequence", "picture", "tokens")
        if kind == "tokens":
            self.tokens = self.add(layers.Input(shape=(self.number(2, 6),)))
            layer = layers.Embedding(vocabulary=7, units=self.number(2, 6), padding=self.yes())
            embedded = self.add(layer, self.tokens)
            if layer.padding and self.yes():
                self.add(self.recurrent(skip_padding=True), embedded)
            return
        least, most, rank = {"row": (2, 5, 1), "sequence": (3, 7, 1), "picture": (4, 7, 2)}[kind]
        outer = [self.number(least, most) for _ in range(rank)]
        channels = [] if kind == "row" else [self.number(1, 4)]
        self.add(layers.Input(shape=(*outer, *channels)))

    def grow(self):
        """Add a layer that fits one of those there are, or a merge of two branches."""
        places = [node for node in self.shapes if node != self.tokens]
        # The later ones more often, so that networks become deep.
        node = places[int(len(places) * self.random.random() ** 0.5)]
        rank = len(self.shapes[node])
        if self.number(0, 4) == 0:
            self.merge(node)
        elif self.number(0, 2) == 0:
            self.add(self.of_any_rank(self.shapes[node]), node)
        else:
            getattr(self, ("of_rows", "of_sequences", "of_pictures")[rank - 1])(node)

    def merge(self, node):
        one = self.add(layers.Activation(function=self.some("tanh", "sigmoid", "relu")), node)
        other = self.add(layers.PReLU(), node)
        merges = layers.Add, layers.Multiply, layers.Average, layers.Maximum, layers.Concatenate
        merge = self.some(*merges, layers.Dot)
        if merge is layers.Dot:
            self.add(layers.Dot(normalize=self.yes()), one, other)
        elif merge is layers.Concatenate:
            self.add(merge(axis=self.number(0, len(self.shapes[node]) - 1)), one, other)
        else:
            self.add(merge(), one, other)

    def of_any_rank(self, shape):
        divisors = [each for each in range(1, shape[-1] + 1) if shape[-1] % each == 0]
        groups = self.some(*[each for each in divisors if each < np.prod(shape)] or [1])
        found = [
            layers.Activation(function=self.some(*SMOOTH)),
            layers.PReLU(),
            layers.Dropout(rate=0.3),
            layers.GaussianNoise(),
            layers.AlphaDropout(),
            layers.BatchNorm(affine=self.yes(), epsilon=self.some(1e-5, 0.1)),
            layers.RMSNorm(affine=self.yes(), epsilon=0.01),
        ]
        if shape[-1] > 1:
            found.append(layers.LayerNorm(affine=self.yes(), epsilon=0.01))
        if np.prod(shape) > 1:
            found.append(layers.GroupNorm(groups=groups, affine=self.yes(), epsilon=0.01))
        if len(shape) > 1:
            order = self.random.permutation(len(shape)).tolist()
            found += [layers.Permute(order=tuple(order)), layers.Flatten(), layers.SpatialDropout()]
            found += [layers.GlobalAveragePool(), layers.GlobalMaxPool()]
        return self.some(*found)

    def of_rows(self, node):
        width = self.shapes[node][0]
        found = [
            layers.Dense(units=self.number(1, 8), activation=self.some(*SMOOTH)),
            layers.Dense(units=self.number(4, 12), use_bias=self.yes()),
            layers.RBM(units=self.number(1, 6)),
        ]
        if width <= 5:
            found.append(layers.Features(degree=2, sines=self.yes(), cosines=self.yes()))
            found.append(
                layers.Features(keep=False, formulas="x1*exp(-x1^2); abs(x1)-0.5; max(x1,0)")
            )
        for rows in (2, 3, 4):
            if width % rows == 0:
                found.append(layers.Reshape(target=(rows, -1)))
        self.add(self.some(*found), node)

    def of_sequences(self, node):
        steps, width = self.shapes[node]
        kind = self.some("recurrent", "attention", "position", "dense", "conv", "pool", "resize")
        heads = self.some(*(each for each in (1, 2, 3, 4) if width % each == 0))
        if kind == "recurrent":
            self.add(self.recurrent(), node)
        elif kind == "attention":
            layer = layers.MultiHeadAttention(heads=heads, causal=self.yes(), use_bias=self.yes())
            memory = [self.add(layers.Dense(units=self.number(2, 5)), node)] if self.yes() else []
            self.add(layer, node, *memory)
        elif kind == "position":
            encoding = self.some("sinusoidal", "learned")
            self.add(layers.PositionEmbedding(encoding=encoding), node)
        elif kind == "dense":
            self.add(layers.Dense(units=self.number(1, 6), activation=self.some(*SMOOTH)), node)
        elif kind == "resize":
            found = layers.UpSampling(size=(2,)), layers.ZeroPadding(pads=(1, 2))
            self.add(self.some(*found), node)
        else:
            self.add(self.over_steps(kind, min(steps, 3)), node)

    def recurrent(self, **fields):
        kind = self.some(layers.SimpleRNN, layers.LSTM, layers.GRU)
        return kind(
            units=self.number(1, 5),
            output=self.some("last", "sequence"),
            direction=self.some("forward", "backward", "both"),
            use_bias=self.yes(),
            **fields,
        )

    def over_steps(self, kind, longest):
        size = self.number(1, longest)
        shared = {"stride": self.number(1, 2), "padding": self.some("valid", "same")}
        if kind == "conv":
            function = self.some(*SMOOTH)
            return layers.Conv1D(
                filters=self.number(1, 5), kernel_size=size, activation=function, **shared
            )
        pool = self.some(layers.MaxPool1D, layers.AvgPool1D)
        return pool(pool_size=size, **shared)

    def of_pictures(self, node):
        *outer, channels = self.shapes[node]
        longest = min(3, *outer)
        size = self.number(1, longest), self.number(1, longest)
        stride = self.number(1, 2), self.number(1, 2)
        shared = {"stride": stride, "padding": self.some("valid", "same")}
        groups = self.some(*(each for each in (1, 2, 3) if channels % each == 0))
        filters, function = groups * self.number(1, 3), self.some(*SMOOTH)
        window = {"kernel_size": size, "activation": function, **shared}
        found = [
            layers.Conv2D(filters=filters, groups=groups, use_bias=self.yes(), **window),
            layers.DepthwiseConv2D(depth_multiplier=self.number(1, 2), **window),
            layers.SeparableConv2D(filters=filters, **window),
            layers.Conv2DTranspose(filters=filters, groups=groups, **window),
            layers.MaxPool2D(pool_size=size, **shared),
            layers.AvgPool2D(pool_size=size, count_pads=self.yes(), **shared),
            layers.UpSampling(size=(2, 1)),
            layers.ZeroPadding(pads=(1, 0, 2, 1)),
        ]
        self.add(self.some(*found), node)

    def end(self):
        """Join what is loose in one row of outputs."""
        loose = [node for node in self.shapes if not self.graph.targets(node)]
        rows = [
            self.add(layers.Flatten(), node) if len(self.shapes[node]) > 1 else node
            for node in loose
        ]
        joined = self.add(layers.Concatenate(), *rows) if len(rows) > 1 else rows[0]
        self.add(layers.Dense(units=3), joined)


def random_network(random):
    """Return a graph of all families."""
    sketch = Sketch(random)
    sketch.begin()
    for _ in range(sketch.number(4, 10)):
        if max(int(np.prod(shape)) for shape in sketch.shapes.values()) > 600:
            break
        sketch.grow()
    sketch.end()
    return sketch.graph


def draw_weights(program, random):
    """Draw weights that say something everywhere, and variances above 0."""
    for name, values in program.parameters.items():
        values[...] = random.normal(0.0, 0.5, values.shape)
        if name.endswith(("running_variance", "scale")):
            values[...] = np.exp(values)


def draw_samples(graph, random, count):
    """Return rows for the network's one input: tokens where an embedding reads it."""
    first = graph.nodes[0]
    width = int(np.prod(first.layer.shape))
    readers = [graph[node].layer for node in graph.targets(first.id)]
    if any(isinstance(reader, layers.Embedding) for reader in readers):
        return random.integers(0, 7, (count, width)).astype(np.float32)
    return random.standard_normal((count, width)).astype(np.float32)
