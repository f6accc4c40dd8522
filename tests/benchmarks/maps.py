"""The map of every neuron of a network over a plane, beside PyTorch's eager mode.

Run as ``python tests/benchmarks/maps.py [--rounds N]`` on an idle machine; see ``steps.py``.
"""

from __future__ import annotations

import argparse
import itertools
from typing import TYPE_CHECKING

import engine  # first: it asks BLAS for one thread

if TYPE_CHECKING:
    from collections.abc import Callable

import numpy as np
from steps import Bar, race

from dnngui.training.probe import Probe

SIDE = 100
HIDDEN = (8,) * 6
BAR = Bar("2-8x6-1, all maps on 100 x 100: PyTorch's time in ours", "torch", "ours", 8.0, False)


def points() -> np.ndarray:
    along = np.linspace(-6.0, 6.0, SIDE, dtype=np.float32)
    return np.stack(np.meshgrid(along, along), axis=-1).reshape(-1, 2)


def ours() -> Callable[[int], None]:
    hidden = [engine.layers.Dense(units=each, activation="tanh") for each in HIDDEN]
    last = engine.layers.Dense(units=1, activation="tanh")
    graph = engine.Graph.sequential(engine.layers.Input(), *hidden, last)
    program = engine.compile(graph, "mean_squared_error")
    probe = Probe(program, points())

    def run(calls: int) -> None:
        for _ in range(calls):
            probe.run(program.order[1:], lambda: None)

    return run


def theirs() -> Callable[[int], None]:
    import torch

    torch.set_num_threads(1)
    widths = (2, *HIDDEN, 1)
    layers = [torch.nn.Linear(*pair) for pair in itertools.pairwise(widths)]
    x = torch.from_numpy(points())

    def run(calls: int) -> None:
        with torch.no_grad():
            for _ in range(calls):
                value = x
                for layer in layers:
                    value = torch.tanh(layer(value))

    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    medians = race([("ours", 50, ours()), ("torch", 20, theirs())], parser.parse_args().rounds)
    for name, microseconds in medians.items():
        print(f"{name:14s} {microseconds:10.3f} µs")
    print()
    print(BAR.line(medians))


if __name__ == "__main__":
    main()
