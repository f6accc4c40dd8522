"""Prints what one frame of each live panel costs: show_frame and the repaint, medians in ms.

Curves of a million points stay smooth where a frame of them costs less than one of the display's
sixteen milliseconds. Run it as ``python -m tests.benchmarks.plots``; off screen unless
QT_QPA_PLATFORM says otherwise.
"""

from __future__ import annotations

import os
import statistics
import time
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtWidgets import QApplication

from dnngui import theme
from dnngui.document.project import Project
from dnngui.history import History
from dnngui.plots import AccuracyPanel, BoundaryPanel, LossPanel
from dnngui.plots.activations import ActivationsPanel
from dnngui.plots.gradients import GradientsPanel
from dnngui.plots.separation import SeparationPanel
from dnngui.plots.spreads import SpreadsPanel
from dnngui.plots.surface import INTERVAL
from dnngui.training.activations import Activated, ActivationsOf, Passage
from dnngui.training.frames import Boundary, Curves, Frame
from dnngui.training.parameters import Look, Parameters, Sizes, spread
from dnngui.training.separation import Separated
from engine.data.dataset import Dataset
from engine.ranking import separate
from engine.record import Evaluation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dnngui.plots import LivePanel

POINTS = 2000
MANY = 1_000_000
FRAMES = 60
SIZES = ((420, 260), (900, 500))


def curve_frames(random: np.random.Generator) -> Iterator[Frame]:
    """Yield the last frames of a long run: each has one batch and one evaluation more."""
    epochs = np.arange(1, POINTS + 1) / 10.0
    falling = np.exp(-epochs / 60.0)
    losses = falling + random.normal(0.0, 0.05, POINTS) ** 2
    evaluations = tuple(
        Evaluation(
            step=place,
            epoch=float(epoch),
            loss=float(loss),
            test_loss=1.1 * float(loss),
            metrics={"accuracy": 1.0 - 0.5 * float(loss)},
            test_metrics={"accuracy": 1.0 - 0.6 * float(loss)},
        )
        for place, (epoch, loss) in enumerate(zip(epochs, falling, strict=True))
    )
    for end in range(POINTS - FRAMES, POINTS):
        curves = Curves(epochs[:end], losses[:end], evaluations[:end])
        yield Frame(1, end, end, 0.5, curves=curves)


def endless_frames(random: np.random.Generator) -> Iterator[Frame]:
    """Yield the last frames of a run whose batches were all recorded."""
    epochs = np.arange(1, MANY + 1) / 1e4
    losses = np.exp(-epochs / 60.0) + random.normal(0.0, 0.05, MANY) ** 2
    for end in range(MANY - FRAMES, MANY):
        yield Frame(1, end, end, 0.5, curves=Curves(epochs[:end], losses[:end]))


def looks(random: np.random.Generator) -> Iterator[Frame]:
    """Yield looks at a network of twelve layers."""
    for step in range(4 * FRAMES):
        tensors = {f"dense_{place}/kernel": random.normal(0.0, 0.1, 4096) for place in range(12)}
        spreads = {name: spread(values) for name, values in tensors.items()}
        sizes = tuple(
            Sizes(name, 10.0, float(np.abs(each).mean())) for name, each in tensors.items()
        )
        look = Look(step, step / 10.0, dict(spreads), dict(spreads), sizes)
        yield Frame(1, step, step, 0.5, views={Parameters(): look})


def curves_of_classes(panel: SeparationPanel, random: np.random.Generator) -> Iterator[Frame]:
    (request,) = panel.needs().views
    positive = random.random(1000) < 0.5
    for step in range(FRAMES):
        curve = separate(random.normal(positive * 1.0), positive)
        view = Separated(curve, curve.area, curve.average_precision, 0.5)
        yield Frame(1, step, step, 0.5, views={request: view})


def boundary_frames(panel: BoundaryPanel, outputs: int) -> Iterator[Frame]:
    grid = panel.needs().boundary
    assert grid is not None
    x, y = np.meshgrid(*(np.linspace(-6.0, 6.0, grid.resolution),) * 2)
    for step in range(FRAMES):
        waves = [np.sin(x + 0.1 * step + place) * np.cos(y) for place in range(outputs)]
        values = np.stack(waves, axis=-1).astype(np.float32) / 2.0 + 0.5
        yield Frame(1, step, step, 0.5, boundary=Boundary(grid, values))


def rows(random: np.random.Generator, classes: int) -> Dataset:
    points = random.uniform(-5.0, 5.0, (500, 2))
    labels = random.integers(0, classes, 500)
    return Dataset.from_arrays(points[:250], labels[:250], points[250:], labels[250:])


def measure(name: str, panel: LivePanel, frames: list[Frame], rest: float = 0.0) -> None:
    """Print what frames cost that come ``rest`` seconds after each other."""
    times = []
    for frame in frames:
        time.sleep(rest)
        QApplication.processEvents()
        begin = time.perf_counter()
        panel.show_frame(frame)
        QApplication.processEvents()
        times.append(1e3 * (time.perf_counter() - begin))
    hidden = hidden_cost(panel, frames)
    size = f"{panel.width()}x{panel.height()}"
    middle, late = statistics.median(times), sorted(times)[int(0.95 * len(times))]
    print(f"{name:24} {size:>9}  {middle:6.2f}  {late:6.2f}  {hidden:8.4f}")
    panel.deleteLater()


def hidden_cost(panel: LivePanel, frames: list[Frame]) -> float:
    panel.hide()
    QApplication.processEvents()
    begin = time.perf_counter()
    for frame in frames:
        panel.show_frame(frame)
    return 1e3 * (time.perf_counter() - begin) / len(frames)


def shown(panel: LivePanel, size: tuple[int, int]) -> None:
    panel.resize(*size)
    panel.show()
    QApplication.processEvents()


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    theme.apply(app, dark=False)
    random = np.random.default_rng(0)
    print(f"{'panel':24} {'size':>9}  median     p95    hidden")
    curves = list(curve_frames(random))
    for size in SIZES:
        for kind in (LossPanel, AccuracyPanel):
            panel = kind()
            shown(panel, size)
            measure(f"{kind.__name__}, {POINTS} points", panel, curves)
        for classes, outputs in ((2, 1), (3, 3), (10, 10)):
            boundary = BoundaryPanel(History(Project()))
            shown(boundary, size)
            dataset = rows(random, classes)
            boundary.show_dataset(dataset)
            frames = list(boundary_frames(boundary, outputs))
            measure(f"Boundary, {classes} classes", boundary, frames)
            surface = BoundaryPanel(History(Project()))
            surface.surface_action.setChecked(True)
            shown(surface, size)
            surface.show_dataset(dataset)
            measure(f"Surface, {classes} classes", surface, frames, rest=INTERVAL / 1000.0)
        measure_others(size, random)


def measure_others(size: tuple[int, int], random: np.random.Generator) -> None:
    """Measure panels of other things than epochs and planes, and a curve without end."""
    data = rows(random, 2)
    for weight, name in ((0.0, ""), (0.98, ", smoothed")):
        panel = LossPanel()
        shown(panel, size)
        panel.smoothing.weight = weight
        measure(f"LossPanel, 1e6{name}", panel, list(endless_frames(random)))
    for kind in (SpreadsPanel, GradientsPanel):
        view = kind()
        shown(view, size)
        view.show_dataset(data)
        measure(f"{kind.__name__}, 12 layers", view, list(looks(random)))
    curves = SeparationPanel()
    shown(curves, size)
    curves.show_dataset(data)
    measure("SeparationPanel, 1000", curves, list(curves_of_classes(curves, random)))
    sample = ActivationsPanel()
    shown(sample, size)
    sample.show_dataset(data)
    measure("ActivationsPanel, 30", sample, list(passages(random)))


def passages(random: np.random.Generator) -> Iterator[Frame]:
    """Yield a sample in a convolutional network of thirty layers."""
    for step in range(FRAMES):
        layers = tuple(
            Activated(f"conv2d_{place}", "Conv2D", (8, 8, 64), random.normal(size=4096))
            for place in range(30)
        )
        yield Frame(1, step, step, 0.5, views={ActivationsOf(True, 0): Passage(layers)})


if __name__ == "__main__":
    main()
