"""Frames as a run would send them, panels that are on screen, and what stands at their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from dnngui.document.project import Project
from dnngui.history import History
from dnngui.plots.boundary import BoundaryPanel
from dnngui.training.frames import Boundary, Curves, Frame
from engine.data.dataset import Dataset
from engine.record import Evaluation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

    from dnngui.plots.base import LivePanel
    from dnngui.training.frames import Grid

    MakeFrame = Callable[..., Frame]


@pytest.fixture
def curves_frame() -> MakeFrame:
    """Make a frame with curves: batch losses, evaluated losses, and metrics by name."""

    def make(
        batches: Sequence[float] = (),
        losses: Sequence[float] = (),
        test: Sequence[float] | None = None,
        metrics: dict[str, Sequence[float]] | None = None,
        generation: int = 1,
    ) -> Frame:
        named = metrics or {}
        evaluations = tuple(
            Evaluation(
                step=place,
                epoch=float(place),
                loss=loss,
                test_loss=None if test is None else test[place],
                metrics={name: values[place] for name, values in named.items()},
                test_metrics={}
                if test is None
                else {name: 0.9 * values[place] for name, values in named.items()},
            )
            for place, loss in enumerate(losses)
        )
        epochs = np.arange(1, len(batches) + 1, dtype=np.float64)
        curves = Curves(epochs, np.array(batches, dtype=np.float64), evaluations)
        return Frame(generation, 1, 1, 0.5, curves=curves)

    return make


@pytest.fixture
def boundary_frame() -> MakeFrame:
    """Make a frame with a boundary: the outputs of a function of x and y."""

    def make(
        grid: Grid, function: Callable[..., Sequence[np.ndarray]], generation: int = 1
    ) -> Frame:
        x = np.linspace(*grid.x_limits, grid.resolution)
        if grid.vertical is None:
            values = np.stack(function(x), axis=-1)
        else:
            across, up = np.meshgrid(x, np.linspace(*grid.y_limits, grid.resolution))
            values = np.stack(function(across, up), axis=-1)
        return Frame(generation, 1, 1, 0.5, boundary=Boundary(grid, values.astype(np.float32)))

    return make


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[LivePanel], LivePanel]:
    """Put a panel on screen."""

    def show(panel: LivePanel, width: int = 460, height: int = 340) -> LivePanel:
        qtbot.addWidget(panel)
        panel.resize(width, height)
        with qtbot.waitExposed(panel):
            panel.show()
        return panel

    return show


@pytest.fixture
def boundary_panel(shown) -> BoundaryPanel:
    """Show a boundary panel that follows its project as the window's does."""
    history = History(Project())
    panel = BoundaryPanel(history)
    history.changed.connect(panel.synchronize)
    panel.history = history
    return shown(panel)


@pytest.fixture
def colour_at() -> Callable[[LivePanel, float, float], QColor]:
    """Look at a place of the axes as a person does."""

    def look(panel: LivePanel, x: float, y: float) -> QColor:
        # Widgets and the chart in them are laid out one after the other.
        for _ in range(4):
            QApplication.processEvents()
        picture = panel.chart.viewport().grab().toImage()
        return picture.pixelColor(panel.chart.place(x, y) * picture.devicePixelRatio())

    return look


@pytest.fixture
def two_classes() -> Dataset:
    """Four rows far from the middle, one of each class and part in a corner."""
    return Dataset.from_arrays(
        np.array([[-5.0, -5.0], [5.0, 5.0]]),
        np.array([0, 1]),
        np.array([[-5.0, 5.0], [5.0, -5.0]]),
        np.array([0, 1]),
        name="circle",
        classes=("out", "in"),
    )
