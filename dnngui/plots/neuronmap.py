"""One neuron over the plane of the boundary, while the person points at it in the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dnngui.plots.items import Shades
from dnngui.plots.notes import Readout
from dnngui.plots.scene import area_of
from dnngui.plots.shading import scale_table, shade
from dnngui.training.neurons import NeuronMapRequest, reach_of

if TYPE_CHECKING:
    from dnngui.plots.chart import Chart
    from dnngui.theme import Palette
    from dnngui.training.frames import Boundary, Frame, Grid

DEPTH = 0.5
"""Over the boundary, under the rows of the data."""


@dataclass(frozen=True)
class Pointed:
    """A neuron: the id of its layer, which output it is, what it is called."""

    node: int
    unit: int
    name: str
    shares: bool = False
    """Whether its outputs are between 0 and 1, with the colours turning in the middle."""


class NeuronMap:
    """Covers the boundary with the map of a neuron."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._pointed: Pointed | None = None
        self._map: Boundary | None = None
        self.image = Shades()
        self.image.hide()
        chart.add(self.image, DEPTH)
        self.caption = Readout(chart.viewport())

    def point(self, pointed: Pointed | None) -> bool:
        """Show this neuron from now on, or none; return whether it is another one."""
        if pointed == self._pointed:
            return False
        self._pointed, self._map = pointed, None
        return True

    @property
    def shown(self) -> bool:
        """Whether there is a map to be seen."""
        return self._pointed is not None and self._map is not None

    def request(self, grid: Grid | None) -> tuple[NeuronMapRequest, ...]:
        """Return what the worker has to compute; nothing where there is no plane."""
        if self._pointed is None or grid is None or grid.vertical is None:
            return ()
        return (NeuronMapRequest(self._pointed.node, self._pointed.unit, grid),)

    def take(self, frame: Frame, grid: Grid | None) -> bool:
        """Keep what a frame brings; return whether there was anything."""
        for request in self.request(grid):
            if request in frame.views:
                self._map = frame.views[request]  # type: ignore[assignment]  # or None
                return True
        return False

    def draw(self, colours: Palette) -> None:
        """Show the newest map; nothing where none is wanted."""
        pointed, shown = self._pointed, self._map
        self.image.setVisible(self.shown)
        if pointed is None or shown is None:
            self.caption.hide()
            return
        values = shown.values[..., 0]
        reach = reach_of(values)
        low, high = (0.0, 1.0) if pointed.shares else (-reach, reach)
        table = scale_table(colours.negative, colours.neutral, colours.positive)
        self.image.set_colours(shade(values, low, high, table), area_of(shown.grid))
        self.caption.set_colours(colours)
        area = self._chart.area()
        self.caption.say(pointed.name, area.topLeft(), area)
