"""Trainings that are run again and again, and what they end with, as one text.

``python repeatable.py`` prints the texts of all of them.
"""

from __future__ import annotations

import hashlib

import numpy as np

from engine import Dataset, Graph, Trainer, compile, layers, optim

SAMPLES, BATCH, STEPS = 40, 8, 12
"""Five batches an epoch, so that the samples are shuffled twice more."""


def dense():
    return (
        layers.Input(shape=(6,)),
        layers.Dense(units=16, activation="relu"),
        layers.Dropout(rate=0.3),
        layers.BatchNorm(),
        layers.Dense(units=3, activation="softmax"),
    )


def convolution():
    return (
        layers.Input(shape=(8, 8, 2)),
        layers.Conv2D(filters=4, activation="relu"),
        layers.MaxPool2D(),
        layers.Conv2D(filters=4, kernel_size=(2, 2), padding="same", activation="tanh"),
        layers.SpatialDropout(rate=0.4),
        layers.GlobalAveragePool(),
        layers.Dense(units=3, activation="softmax"),
    )


def recurrent():
    return (
        layers.Input(shape=(7, 3)),
        layers.LSTM(units=5, output="sequence", direction="both"),
        layers.GRU(units=4),
        layers.Dense(units=3, activation="softmax"),
    )


def attention():
    return (
        layers.Input(shape=(5, 4)),
        layers.PositionEmbedding(encoding="learned"),
        layers.MultiHeadAttention(heads=2, causal=True),
        layers.LayerNorm(),
        layers.Dropout(rate=0.2),
        layers.Flatten(),
        layers.Dense(units=3, activation="softmax"),
    )


def noise():
    return (
        layers.Input(shape=(6,)),
        layers.GaussianNoise(deviation=0.5),
        layers.Dense(units=8, activation="selu"),
        layers.AlphaDropout(rate=0.2),
        layers.Dense(units=3, activation="softmax"),
    )


KINDS = {kind.__name__: kind for kind in (dense, convolution, recurrent, attention, noise)}


def trained(kind, seed=3):
    """Return a trainer behind its last step, and the loss of each."""
    graph = Graph.sequential(*KINDS[kind]())
    random = np.random.default_rng(1)
    x = random.standard_normal((SAMPLES, *graph.nodes[0].layer.shape))
    data = Dataset.from_arrays(x.reshape(SAMPLES, -1), random.integers(0, 3, SAMPLES))
    program = compile(graph, "categorical_crossentropy", seed=seed)
    trainer = Trainer(program, data, optim.Adam(learning_rate=0.01), BATCH, seed)
    losses = [step.loss for _, step in zip(range(STEPS), trainer.steps(), strict=False)]
    return trainer, losses


def digest(kind, seed=3):
    """Return what every bit of weights, predictions and losses goes into."""
    trainer, losses = trained(kind, seed)
    predictions = trainer.program.predict(trainer.dataset.x_train)
    found = hashlib.sha256()
    for values in (trainer.program.theta, predictions, np.array(losses)):
        found.update(np.ascontiguousarray(values).tobytes())
    return found.hexdigest()


if __name__ == "__main__":
    print("\n".join(digest(kind) for kind in KINDS))  # noqa: T201  (that is what it is for)
