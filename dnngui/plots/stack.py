"""The chart of a boundary, or the surface in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from dnngui.plots.graphics import has_graphics_card

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dnngui.plots.chart import Chart
    from dnngui.plots.glsurface import GlSurfaceView
    from dnngui.plots.reading import Reading
    from dnngui.plots.surface import SurfaceView
    from dnngui.theme import Palette
    from dnngui.training.frames import Boundary, Grid
    from engine.data.dataset import Dataset

    AnySurface = SurfaceView | GlSurfaceView


class BoundaryStack(QStackedWidget):
    """Shows a plane as a chart or as a surface, which is made when it is first wanted.

    Attributes
    ----------
    wanted
        Whether a surface is to be shown as soon as there is one.
    surface
        The surface, or None where none was wanted yet.

    Signals
    -------
    menu_requested(QPoint)
        The person asked the surface for the menu at this place of the screen.
    replaced()
        Another surface stands in the place of one that failed, and has nothing to show yet.
    """

    menu_requested = Signal(QPoint)
    replaced = Signal()

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self._chart = chart
        self.wanted = False
        self.surface: AnySurface | None = None
        self.addWidget(chart)

    def show_surface(self, title: str) -> None:
        """Show a surface called ``title`` from now on."""
        self.wanted = True
        if self.surface is None:
            self.surface = self._made(title, card=has_graphics_card())

    def _made(self, title: str, *, card: bool) -> AnySurface:
        """Return a surface in the stack, drawn by the graphics card or painted."""
        surface: AnySurface
        if card:
            from dnngui.plots.glsurface import GlSurfaceView

            surface = GlSurfaceView()
            surface.failed.connect(self._do_without, Qt.ConnectionType.QueuedConnection)
        else:
            from dnngui.plots.surface import SurfaceView

            surface = SurfaceView()
        surface.setObjectName("boundary_surface_view")
        surface.setAccessibleName(title)
        surface.menu_requested.connect(self.menu_requested)
        self.addWidget(surface)
        return surface

    @Slot()
    def _do_without(self) -> None:
        """Paint the surface that the graphics card could not draw."""
        broken = self.surface
        if broken is None or broken is not self.sender():
            return
        self.surface = self._made(broken.accessibleName(), card=False)
        self.removeWidget(broken)
        broken.deleteLater()
        self.replaced.emit()

    def show_chart(self) -> None:
        """Show the chart from now on."""
        self.wanted = False

    def build(
        self,
        dataset: Dataset,
        grid: Grid,
        reading: Reading,
        output: int,
        colours: Palette,
        *,
        test: bool,
    ) -> None:
        """Take the axes and the rows for the next surfaces over the plane of ``grid``."""
        if not self.wanted or self.surface is None or grid.vertical is None:
            return
        from dnngui.plots.surfacebox import Axis, Box
        from dnngui.plots.surfacerows import SurfaceRows

        columns = dataset.columns
        box = Box(
            Axis(columns[grid.horizontal].name, grid.x_limits),
            Axis(columns[grid.vertical].name, grid.y_limits),
            Axis(reading.axis_title, reading.ends),
        )
        rows = SurfaceRows(dataset, grid, reading, output, colours, test=test)
        self.surface.set_colours(colours)
        self.surface.set_box(box, rows)

    def present(self, boundary: Boundary | None, reading: Reading | None) -> None:
        """Show the newest outputs as a surface, or the chart where there is none to be seen."""
        shown: QWidget = self._chart
        if self.wanted and boundary is not None and reading is not None:
            shown = self._surface_of(boundary, reading) or shown
        self.setCurrentWidget(shown)

    def _surface_of(self, boundary: Boundary, reading: Reading) -> QWidget | None:
        """Return the surface with these outputs; None over a single column."""
        if self.surface is None or boundary.grid.vertical is None:
            return None
        low, high = reading.ends
        heights = (reading.relief(boundary.values) - low) / (high - low or 1.0)
        self.surface.show_heights(heights, reading.colours(boundary.values))
        return self.surface
