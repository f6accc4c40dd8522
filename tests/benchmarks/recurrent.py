"""Measure a step of a network that reads text letter by letter, beside PyTorch's eager mode.

Run as ``python tests/benchmarks/recurrent.py [--rounds N]`` on an idle machine: see `steps`, whose
way of measuring this is. Every step predicts the next letter: embedding 32, a recurrent layer of
128 over 64 steps, dense 64 with softmax, vocabulary 64, batches of 32, Adam, one thread. The LSTM
is also measured on two cores, and with batches of 128: those of 32 are too short for two threads of
ours, so that a run leaves them to one unless it is told otherwise.
"""

from __future__ import annotations

import argparse
from itertools import cycle, islice
from typing import TYPE_CHECKING

import engine  # first: it asks BLAS for one thread

if TYPE_CHECKING:
    from collections.abc import Callable

    import torch

import numpy as np
from steps import Bar, on_threads, race, run_of

STEPS, VOCABULARY, VECTOR, UNITS, BATCH = 64, 64, 32, 128, 32

LAYERS: dict[str, tuple[type[engine.layers.AnyLayer], str]] = {
    "lstm": (engine.layers.LSTM, "LSTM"),
    "gru": (engine.layers.GRU, "GRU"),
    "simple": (engine.layers.SimpleRNN, "RNN"),
}
"""Our layer and the name of PyTorch's."""


def text() -> tuple[np.ndarray, np.ndarray]:
    letters = np.random.default_rng(0).integers(0, VOCABULARY, (640, STEPS + 1))
    return letters[:, :-1], letters[:, 1:]


def our_text(kind: str, batch: int = BATCH, workers: int = 1) -> Callable[[int], None]:
    layer, _ = LAYERS[kind]
    graph = engine.Graph.sequential(
        engine.layers.Input(shape=(STEPS,)),
        engine.layers.Embedding(vocabulary=VOCABULARY, units=VECTOR),
        layer(units=UNITS, output="sequence"),
        engine.layers.Dense(units=VOCABULARY, activation="softmax"),
    )
    program = engine.compile(graph, "sparse_categorical_crossentropy")
    classes = [str(number) for number in range(VOCABULARY)]
    data = engine.Dataset.from_arrays(*text(), classes=classes)
    return run_of(engine.Trainer(program, data, engine.optim.Adam(), batch, workers=workers))


def torch_text(kind: str, batch: int = BATCH, threads: int = 1) -> Callable[[int], None]:
    import torch

    _, name = LAYERS[kind]
    embedding = torch.nn.Embedding(VOCABULARY, VECTOR)
    recurrent = getattr(torch.nn, name)(VECTOR, UNITS, batch_first=True)
    dense = torch.nn.Linear(UNITS, VOCABULARY)
    modules = torch.nn.ModuleList([embedding, recurrent, dense])
    optimizer = torch.optim.Adam(modules.parameters())
    loss = torch.nn.CrossEntropyLoss()

    def step(x: torch.Tensor, y: torch.Tensor) -> None:
        optimizer.zero_grad()
        states, _ = recurrent(embedding(x))
        loss(dense(states).reshape(-1, VOCABULARY), y.reshape(-1)).backward()
        optimizer.step()

    x, y = (torch.from_numpy(each.copy()) for each in text())
    batches = cycle(list(zip(x.split(batch), y.split(batch), strict=True)))

    def run(calls: int) -> None:
        for inputs, targets in islice(batches, calls):
            step(inputs, targets)

    return on_threads(threads, run)


BARS = (
    Bar("LSTM 128: PyTorch's step in ours", "lstm torch", "lstm", 1.0, False),
    Bar("GRU 128: the same", "gru torch", "gru", 1.0, False),
    Bar("SimpleRNN 128: the same", "simple torch", "simple", 1.0, False),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    contestants = []
    for kind in LAYERS:
        contestants.append((kind, 5, our_text(kind)))
        contestants.append((f"{kind} torch", 5, torch_text(kind)))
    for batch, calls in ((BATCH, 5), (4 * BATCH, 2)):
        for workers in (1, 2):
            if (batch, workers) == (BATCH, 1):
                continue
            name = f"lstm, {batch} on {workers}"
            contestants.append((name, calls, our_text("lstm", batch, workers)))
            contestants.append((f"{name} torch", calls, torch_text("lstm", batch, workers)))
    medians = race(contestants, rounds)
    for name, microseconds in medians.items():
        print(f"{name:22s} {microseconds:10.1f} µs")
    print()
    for bar in BARS:
        print(bar.line(medians))


if __name__ == "__main__":
    main()
