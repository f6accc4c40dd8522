"""The cost of one training step of a small convolutional network, beside PyTorch's eager mode.

Run as ``python tests/benchmarks/conv.py [--rounds N]`` on an idle machine. The network reads
28 × 28 pictures: 16 filters of 3 × 3, a pool of 2, 32 filters of 3 × 3, a pool of 2, 64 units, 10
classes; batches of 64, Adam; one thread for both, then two. Rounds, medians and bars are those of
``steps``.

Two threads are measured well only where nobody else wants the second core: ours wait for each other
at every step, and a scheduler that lets a stranger's turn end first takes more than they gain.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import engine  # first: it asks BLAS for one thread

if TYPE_CHECKING:
    from collections.abc import Callable

import numpy as np
from steps import Bar, on_threads, race, run_of, torch_steps

from engine import layers

BATCH = 64


def pictures() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    return random.random((4096, 28, 28, 1), np.float32), random.integers(0, 10, 4096)


def our_step(workers: int) -> Callable[[int], None]:
    graph = engine.Graph.sequential(
        layers.Input(shape=(28, 28, 1)),
        layers.Conv2D(filters=16, activation="relu"),
        layers.MaxPool2D(),
        layers.Conv2D(filters=32, activation="relu"),
        layers.MaxPool2D(),
        layers.Flatten(),
        layers.Dense(units=64, activation="relu"),
        layers.Dense(units=10, activation="softmax"),
    )
    program = engine.compile(graph, "sparse_categorical_crossentropy")
    data = engine.Dataset.from_arrays(*pictures())
    return run_of(engine.Trainer(program, data, engine.optim.Adam(), BATCH, workers=workers))


def torch_step(threads: int) -> Callable[[int], None]:
    import torch

    nn = torch.nn
    model = nn.Sequential(
        *(nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(16, 32, 3), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(800, 64), nn.ReLU(), nn.Linear(64, 10)),
    )
    x, y = pictures()
    given = torch.from_numpy(x.transpose(0, 3, 1, 2).copy())
    optimizer = torch.optim.Adam(model.parameters())
    loss, targets = nn.CrossEntropyLoss(), torch.from_numpy(y)
    return on_threads(threads, torch_steps(model, loss, optimizer, given, targets, BATCH))


BARS = (
    Bar("28 x 28, two convolutions: PyTorch's step in ours", "torch", "ours", 1.9, False),
    Bar("  the same on two cores", "torch on 2", "ours on 2", 1.4, False),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=25)
    rounds = parser.parse_args().rounds
    contestants = [
        ("ours", 8, our_step(1)),
        ("torch", 8, torch_step(1)),
        ("ours on 2", 8, our_step(2)),
        ("torch on 2", 8, torch_step(2)),
    ]
    medians = race(contestants, rounds)
    for name, microseconds in medians.items():
        print(f"{name:12s} {microseconds:10.0f} µs  {BATCH / microseconds * 1e6:10.0f} samples/s")
    print()
    for bar in BARS:
        print(bar.line(medians))


if __name__ == "__main__":
    main()
