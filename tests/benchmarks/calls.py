"""Where a training step's time goes: every recorded call with its time, alone and per value.

Run as ``python tests/benchmarks/calls.py [NETWORK ...] [--rounds N] [--most N]``. The calls of a
step run one after the other as in training, each timed by itself, and the least of all rounds
counts, so that a busy machine disturbs little. A call whose time per value stands out among others
of its kind is one that NumPy does in a slow way: short inner loops, a scalar operand, mixed types.
"""

from __future__ import annotations

import argparse
import time
from typing import Any

import engine  # first: it asks BLAS for one thread

import numpy as np  # isort: skip

from engine import layers
from engine.tape import Argument, _Call, _perform


def dense_net() -> engine.Graph:
    return engine.Graph.sequential(
        layers.Input(shape=(784,)),
        layers.Dense(units=128, activation="relu"),
        layers.Dropout(rate=0.2),
        layers.Dense(units=10, activation="softmax"),
    )


def conv_net(*between: engine.layers.Layer) -> engine.Graph:
    """Return the network of ``conv``, with ``between`` in front of each ReLU."""
    stages = [
        each
        for filters in (16, 32)
        for each in (
            layers.Conv2D(filters=filters, activation="linear" if between else "relu"),
            *between,
            *([layers.Activation(function="relu")] if between else []),
            layers.MaxPool2D(),
        )
    ]
    return engine.Graph.sequential(
        layers.Input(shape=(28, 28, 1)),
        *stages,
        layers.Flatten(),
        layers.Dense(units=64, activation="relu"),
        layers.Dense(units=10, activation="softmax"),
    )


def residual_net() -> engine.Graph:
    """Return a stem and two blocks of two convolutions with batch norm, each around a shortcut."""
    graph, node = engine.Graph().add(layers.Input(shape=(28, 28, 1)))

    def grow(layer: engine.layers.Layer, *sources: int) -> int:
        nonlocal graph
        graph, new = graph.add(layer)
        for source in sources:
            graph = graph.connect(source, new)
        return new

    node = grow(layers.Conv2D(filters=16, padding="same", stride=(2, 2)), node)
    for _ in range(2):
        inner = node
        for function in ("relu", "linear"):
            inner = grow(layers.Conv2D(filters=16, padding="same", use_bias=False), inner)
            inner = grow(layers.BatchNorm(), inner)
            inner = grow(layers.Activation(function=function), inner)
        node = grow(layers.Activation(function="relu"), grow(layers.Add(), node, inner))
    grow(layers.Dense(units=10, activation="softmax"), grow(layers.GlobalAveragePool(), node))
    return graph


def lstm_net() -> engine.Graph:
    return engine.Graph.sequential(
        layers.Input(shape=(64,)),
        layers.Embedding(vocabulary=64, units=32),
        layers.LSTM(units=128, output="sequence"),
        layers.Dense(units=64, activation="softmax"),
    )


def transformer_net() -> engine.Graph:
    """Return two blocks of attention and a dense part of twice the width, normalised in front."""
    graph, node = engine.Graph().add(layers.Input(shape=(32,)))

    def grow(layer: engine.layers.Layer, *sources: int) -> int:
        nonlocal graph
        graph, new = graph.add(layer)
        for source in sources:
            graph = graph.connect(source, new)
        return new

    node = grow(layers.PositionEmbedding(), grow(layers.Embedding(vocabulary=16, units=32), node))
    for _ in range(2):
        looked = grow(layers.MultiHeadAttention(heads=4), grow(layers.LayerNorm(), node))
        node = grow(layers.Add(), node, looked)
        wide = grow(layers.Dense(units=64, activation="gelu"), grow(layers.LayerNorm(), node))
        node = grow(layers.Add(), node, grow(layers.Dense(units=32), wide))
    grow(layers.Dense(units=16, activation="softmax"), node)
    return graph


NETWORKS = {
    "dense 32": (dense_net, 32),
    "dense 128": (dense_net, 128),
    "conv": (conv_net, 64),
    "residual": (residual_net, 64),
    "lstm": (lstm_net, 32),
    "transformer": (transformer_net, 32),
    "batch norm": (lambda: conv_net(layers.BatchNorm()), 64),
    "layer norm": (lambda: conv_net(layers.LayerNorm()), 64),
    "group norm": (lambda: conv_net(layers.GroupNorm(groups=4)), 64),
    "instance norm": (lambda: conv_net(layers.GroupNorm(groups=8)), 64),
}


def timed(graph: engine.Graph, batch: int, rounds: int) -> list[tuple[float, str, int]]:
    """Return each call's least time in microseconds, what it is, and the values it touches."""
    program = engine.compile(graph, "sparse_categorical_crossentropy")
    plan = program.plan(batch, training=True, loss=True)
    random = np.random.default_rng(0)
    x = program.augmented(random.integers(0, 16, (batch, program.width)).astype(np.float32))
    places = program.shapes[program.output][:-1]
    y = program.encode(random.integers(0, program.shapes[program.output][-1], (batch, *places)))
    given = {"x": x.T, "y": y.T}
    calls = [step for step in plan.step_tape._steps if isinstance(step, _Call)]
    least = np.full(len(calls), np.inf)
    for _ in range(rounds):
        for number, call in enumerate(calls):
            begin = time.perf_counter_ns()
            _perform(call, given)
            least[number] = min(least[number], time.perf_counter_ns() - begin)
    return [
        (microseconds, *described(call, given))
        for microseconds, call in zip(least / 1e3, calls, strict=True)
    ]


def alike(calls: list[tuple[float, str, int]]) -> list[tuple[float, int, str, int]]:
    """Return equal calls as one, with their time together and their number, the longest first."""
    found: dict[tuple[str, int], list[float]] = {}
    for microseconds, *what in calls:
        found.setdefault(tuple(what), []).append(microseconds)
    return sorted(((sum(each), len(each), *what) for what, each in found.items()), reverse=True)


def described(call: _Call, given: dict[str, np.ndarray]) -> tuple[str, int]:
    function = call.function
    name = (
        function if isinstance(function, str) else getattr(function, "__qualname__", repr(function))
    )
    owner = getattr(call.function, "__self__", None)
    parts = [owner] if isinstance(owner, np.ndarray) else []
    parts += [given[each.name] if isinstance(each, Argument) else each for each in call.arguments]
    parts += [] if call.out is None else [call.out]
    sizes = [part.size for part in parts if isinstance(part, np.ndarray)]
    return f"{name}({', '.join(written(part) for part in parts)})", max(sizes, default=0)


def written(part: Any) -> str:
    if not isinstance(part, np.ndarray):
        return repr(part) if isinstance(part, int | float | bool | None) else type(part).__name__
    kind = "" if part.dtype == np.float32 else f" {part.dtype}"
    layout = "" if part.flags.c_contiguous else "'"
    return "×".join(map(str, part.shape)) + layout + kind


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("networks", nargs="*", metavar="NETWORK", help=", ".join(NETWORKS))
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--most", type=int, default=25, help="how many calls are shown")
    chosen = parser.parse_args()
    for name in chosen.networks or NETWORKS:
        draw, batch = NETWORKS[name]
        calls = timed(draw(), batch, chosen.rounds)
        print(f"\n{name}: {len(calls)} calls, {sum(each[0] for each in calls):.0f} µs")
        for microseconds, number, what, values in alike(calls)[: chosen.most]:
            per_value = f"{1e3 * microseconds / number / values:7.2f} ns a value" if values else ""
            print(f"{microseconds:9.1f} µs  {number:4d} ×  {per_value:20s}  {what}")


if __name__ == "__main__":
    main()
