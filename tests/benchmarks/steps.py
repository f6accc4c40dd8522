"""The cost of one training step, beside a NumPy call, PyTorch's eager mode and scikit-learn.

Run as ``python tests/benchmarks/steps.py [--rounds N]`` on an idle machine. The contestants take
turns within one run; times are medians over the rounds and the bars are ratios of them. A step is
forward pass, loss, backward pass and update; both engines get their batches cut beforehand. What a
whole run makes of it, `Trainer.steps` with the shuffling and the bookkeeping of an epoch, is beside
it ("run"), and what scikit-learn is compared with, which shuffles too.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
import time
import warnings
from collections import deque
from dataclasses import dataclass
from itertools import cycle, islice
from typing import TYPE_CHECKING

import engine  # first: it asks BLAS for one thread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

import numpy as np

from engine.optim.descent import Descent

Contestant = tuple[str, int, "Callable[[int], None]"]
"""Name, calls per round, and what makes that many calls."""


@dataclass(frozen=True)
class Bar:
    """A ratio that must hold: ``top / bottom`` at most or at least ``limit``."""

    text: str
    top: str
    bottom: str
    limit: float
    at_most: bool

    def line(self, microseconds: dict[str, float]) -> str:
        ratio = microseconds[self.top] / microseconds[self.bottom]
        met = ratio <= self.limit if self.at_most else ratio >= self.limit
        sign = "≤" if self.at_most else "≥"
        verdict = "met" if met else "MISSED"
        return f"{self.text:58s} {ratio:8.2f}   bar {sign} {self.limit:g}   {verdict}"


def adding() -> Callable[[int], None]:
    a, b, c = (np.ones(8, np.float32) for _ in range(3))
    add = np.add

    def run(calls: int) -> None:
        for _ in range(calls):
            add(a, b, out=c)

    return run


def tiny_data() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    x = random.uniform(-6, 6, (250, 2)).astype(np.float32)
    return x, (np.hypot(x[:, 0], x[:, 1]) < 3).astype(np.int64)


def xor_data() -> tuple[np.ndarray, np.ndarray]:
    return np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32), np.array([0, 1, 1, 0])


def wide_data() -> tuple[np.ndarray, np.ndarray]:
    """Return standardised rows with classes that can be learned.

    On rows above 0 with classes by chance all units of a ReLU die after some hundred steps, and
    what then decays, such as Adam's moments, is so small that a processor computes it ten times
    slower.
    """
    random = np.random.default_rng(0)
    x = random.standard_normal((16_000, 784), np.float32)
    return x, (x @ random.standard_normal((784, 10), np.float32)).argmax(axis=1)


def run_of(trainer: engine.Trainer) -> Callable[[int], None]:
    steps = trainer.steps()

    def run(calls: int) -> None:
        deque(islice(steps, calls), maxlen=0)

    return run


def steps_of(trainer: engine.Trainer) -> Callable[[int], None]:
    """Return the same steps on batches that are cut beforehand."""
    program, descent = trainer.program, Descent(trainer.program, trainer.optimizer)
    x, y = trainer.rows
    size = len(x) // trainer.steps_per_epoch
    linear = descent.update.linear
    plan = program.plan(size, training=True, loss=True, leaves_unit=linear)
    step = descent.whole(plan)
    starts = range(0, len(x) - size + 1, size)
    batches = cycle([(x[i : i + size].copy().T, y[i : i + size].copy().T) for i in starts])

    def run(calls: int) -> None:
        for inputs, targets in islice(batches, calls):
            step(inputs, targets)

    return run


def our_chain(
    units: Sequence[int], activation: str, ending: str, loss: str, size: int | None
) -> engine.Trainer:
    """Return a run of a chain of Dense layers by plain gradient descent."""
    hidden = [engine.layers.Dense(units=each, activation=activation) for each in units]
    last = engine.layers.Dense(units=1, activation=ending)
    graph = engine.Graph.sequential(engine.layers.Input(), *hidden, last)
    data = engine.Dataset.from_arrays(*(tiny_data() if size else xor_data()))
    return engine.Trainer(engine.compile(graph, loss), data, engine.optim.SGD(), size)


def our_wide(size: int, workers: int = 1) -> engine.Trainer:
    graph = engine.Graph.sequential(
        engine.layers.Input(shape=(784,)),
        engine.layers.Dense(units=128, activation="relu"),
        engine.layers.Dropout(rate=0.2),
        engine.layers.Dense(units=10, activation="softmax"),
    )
    program = engine.compile(graph, "sparse_categorical_crossentropy")
    data = engine.Dataset.from_arrays(*wide_data())
    return engine.Trainer(program, data, engine.optim.Adam(), size, workers=workers)


def torch_chain(
    units: Sequence[int], activation: str, *, crossentropy: bool, size: int | None
) -> Callable[[int], None]:
    """Return steps of the same chain; without cross-entropy it ends as its layers do."""
    import torch

    torch.set_num_threads(1)
    nn = torch.nn
    kind = {"tanh": nn.Tanh, "sigmoid": nn.Sigmoid}[activation]
    widths = [2, *units]
    hidden = [
        each
        for inputs, outputs in itertools.pairwise(widths)
        for each in (nn.Linear(inputs, outputs), kind())
    ]
    ending = [] if crossentropy else [kind()]
    model = nn.Sequential(*hidden, nn.Linear(widths[-1], 1), *ending)
    loss = nn.BCEWithLogitsLoss() if crossentropy else nn.MSELoss()
    x, y = tiny_data() if size else xor_data()
    low = -1.0 if activation == "tanh" and not crossentropy else 0.0
    targets = torch.from_numpy(np.where(y[:, None], 1.0, low).astype(np.float32))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.03)
    return torch_steps(model, loss, optimizer, torch.from_numpy(x), targets, size or len(x))


def torch_wide(size: int, threads: int = 1) -> Callable[[int], None]:
    import torch

    nn = torch.nn
    model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Dropout(0.2), nn.Linear(128, 10))
    x, y = (torch.from_numpy(each) for each in wide_data())
    optimizer = torch.optim.Adam(model.parameters())
    steps = torch_steps(model, nn.CrossEntropyLoss(), optimizer, x, y, size)

    def run(calls: int) -> None:
        torch.set_num_threads(threads)
        steps(calls)
        torch.set_num_threads(1)

    return run


def torch_steps(model, loss, optimizer, x, y, size) -> Callable[[int], None]:
    batches = cycle(list(zip(x.split(size), y.split(size), strict=True)))

    def run(calls: int) -> None:
        for inputs, targets in islice(batches, calls):
            optimizer.zero_grad()
            loss(model(inputs), targets).backward()
            optimizer.step()

    return run


def sklearn_chain(
    units: Sequence[int],
    activation: str,
    data: tuple[np.ndarray, np.ndarray],
    size: int | None,
    solver: str = "sgd",
) -> Callable[[int], None]:
    """Return steps of scikit-learn's classifier, whole epochs at a time; it has no dropout."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    x, y = data
    size = size or len(x)
    model = MLPClassifier(
        tuple(units),
        activation=activation,
        solver=solver,
        alpha=0.0,
        batch_size=size,
        tol=0.0,
        n_iter_no_change=sys.maxsize,
        warm_start=True,
    )
    steps_per_epoch = -(-len(x) // size)

    def run(calls: int) -> None:
        model.max_iter = max(calls // steps_per_epoch, 1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(x, y)

    return run


def on_threads(threads: int, run: Callable[[int], None]) -> Callable[[int], None]:
    """Return PyTorch's steps on so many threads."""
    import torch

    def run_so(calls: int) -> None:
        torch.set_num_threads(threads)
        run(calls)

    return run_so


def race(contestants: Sequence[Contestant], rounds: int) -> dict[str, float]:
    """Return the median time of one call, in microseconds."""
    times: dict[str, list[float]] = {name: [] for name, _, _ in contestants}
    for _, calls, run in contestants:
        run(max(calls // 4, 1))
    for _ in range(rounds):
        for name, calls, run in contestants:
            begin = time.perf_counter()
            run(calls)
            times[name].append((time.perf_counter() - begin) / calls * 1e6)
    return {name: statistics.median(each) for name, each in times.items()}


BARS = (
    Bar("2-4-2-1 tanh, squared error: our step in NumPy calls", "tiny", "np.add", 40.0, True),
    Bar("  in a run", "tiny run", "np.add", 40.0, True),
    Bar("  the same: PyTorch's step in ours", "tiny torch", "tiny", 20.0, False),
    Bar("2-4-2-1 sigmoid at the end, cross-entropy: in NumPy calls", "bce", "np.add", 40.0, True),
    Bar("  the same: PyTorch's step in ours", "bce torch", "bce", 20.0, False),
    Bar("784-128-dropout-10, Adam, batch 32: PyTorch's in ours", "wide torch", "wide", 1.8, False),
)

PEERS = (
    Bar("2-4-2-1 tanh, cross-entropy: scikit-learn's in ours", "bce sklearn", "bce run", 1, False),
    Bar("2-8x6-1 tanh, batch 10: the same", "deep sklearn", "deep run", 1, False),
    Bar("2-4-4-1 sigmoid, full batch of 4: the same", "xor sklearn", "xor bce run", 1, False),
    Bar("784-128-10, Adam, batch 32: the same", "wide sklearn", "wide run", 1, False),
    Bar("  batch 128", "wide 128 sklearn", "wide 128 run", 1, False),
)
"""A run ahead of scikit-learn's `MLPClassifier`, which needs no dropout's time at 784-128-10."""

GOALS = (
    Bar("2-4-2-1 tanh, squared error: PyTorch's step in ours", "tiny torch", "tiny", 40.0, False),
    Bar("2-8x6-1 tanh, batch 10: the same", "deep torch", "deep", 28.0, False),
    Bar("2-4-4-1 sigmoid, full batch of 4: the same", "xor torch", "xor", 32.0, False),
    Bar("  with cross-entropy", "xor bce torch", "xor bce", 32.0, False),
    Bar("784-128-dropout-10, Adam, batch 32: the same", "wide torch", "wide", 2.3, False),
    Bar("  batch 128", "wide 128 torch", "wide 128", 1.8, False),
    Bar("  batch 128 in a run, both on two threads", "wide 128 torch 2", "wide 128 2", 1.8, False),
)
"""Where a prototype written for these networks alone stands."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    squared, entropy = "mean_squared_error", "binary_crossentropy"
    tiny, deep, xor = (4, 2), (8,) * 6, (4, 4)
    own = {
        "tiny": (2_000, our_chain(tiny, "tanh", "tanh", squared, 10)),
        "bce": (2_000, our_chain(tiny, "tanh", "sigmoid", entropy, 10)),
        "deep": (1_000, our_chain(deep, "tanh", "tanh", squared, 10)),
        "xor": (2_000, our_chain(xor, "sigmoid", "sigmoid", squared, None)),
        "xor bce": (2_000, our_chain(xor, "sigmoid", "sigmoid", entropy, None)),
        "wide": (100, our_wide(32)),
        "wide 128": (50, our_wide(128)),
    }
    contestants = [
        ("np.add", 20_000, adding()),
        *((name, calls, steps_of(trainer)) for name, (calls, trainer) in own.items()),
        *((f"{name} run", calls, run_of(trainer)) for name, (calls, trainer) in own.items()),
        ("tiny torch", 100, torch_chain(tiny, "tanh", crossentropy=False, size=10)),
        ("bce torch", 100, torch_chain(tiny, "tanh", crossentropy=True, size=10)),
        ("deep torch", 50, torch_chain(deep, "tanh", crossentropy=False, size=10)),
        ("xor torch", 100, torch_chain(xor, "sigmoid", crossentropy=False, size=None)),
        ("xor bce torch", 100, torch_chain(xor, "sigmoid", crossentropy=True, size=None)),
        ("wide torch", 50, torch_wide(32)),
        ("wide 128 torch", 25, torch_wide(128)),
        ("wide 128 2", 50, run_of(our_wide(128, 2))),
        ("wide 128 torch 2", 25, torch_wide(128, 2)),
        ("bce sklearn", 500, sklearn_chain((4, 2), "tanh", tiny_data(), 10)),
        ("deep sklearn", 500, sklearn_chain((8,) * 6, "tanh", tiny_data(), 10)),
        ("xor sklearn", 500, sklearn_chain((4, 4), "logistic", xor_data(), None)),
        ("wide sklearn", 500, sklearn_chain((128,), "relu", wide_data(), 32, "adam")),
        ("wide 128 sklearn", 125, sklearn_chain((128,), "relu", wide_data(), 128, "adam")),
    ]
    medians = race(contestants, rounds)
    for name, microseconds in medians.items():
        print(f"{name:16s} {microseconds:10.3f} µs")
    print()
    for bar in BARS:
        print(bar.line(medians))
    print("\nBeside scikit-learn")
    for bar in PEERS:
        print(bar.line(medians))
    print("\nGoals")
    for bar in GOALS:
        print(bar.line(medians))


if __name__ == "__main__":
    main()
