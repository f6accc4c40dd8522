"""What live panels share that show pictures of one layer, for data that are pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel

from dnngui.plots import thumbnail
from dnngui.plots.combo import Choice
from dnngui.plots.tiles import TilesView
from dnngui.plots.viewpanel import T, ViewPanel
from engine.graph import Graph
from engine.inlining import inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from dnngui.document.project import Project
    from engine.data.dataset import Dataset
    from engine.shapes import Shape


class LayerPictures(ViewPanel[T]):
    """A panel of tiles, one for each unit of a layer that is chosen.

    A subclass says which layers there are to choose from (`_layers`).

    Parameters
    ----------
    stem
        The first word in the names of the panel and its parts.
    content
        What the subclass puts the tiles into; None where they stand alone.

    Attributes
    ----------
    choice
        The layers.
    tiles
        The pictures.
    note
        How many they are.
    """

    def __init__(
        self, stem: str, content: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        self.tiles = TilesView(f"{stem}_tiles")
        super().__init__(f"{stem}_panel", self.tiles if content is None else content, parent)
        self.tiles.setAccessibleName(self.title)
        self._graph = Graph()
        self._picture: Shape | None = None
        self.choice = Choice(f"{stem}_layer", 150)
        self.choice.activated.connect(self._choose)
        self.note = QLabel()
        self.note.setObjectName(f"{stem}_note")
        self.note.setProperty("role", "muted")

    def _layers(self, graph: Graph) -> Sequence[int]:
        """Return the layers of ``graph``, which has no groups, of which there are pictures."""
        raise NotImplementedError

    def show_dataset(self, dataset: Dataset | None) -> None:
        if dataset is not self._dataset:
            self._picture = None if dataset is None else thumbnail.picture_shape(dataset)
            self._offer()
        super().show_dataset(dataset)

    def synchronize(self, project: Project) -> None:
        if project.graph is not self._graph:
            self._graph = project.graph
            self._offer()
            self._ask()

    def _offer(self) -> None:
        graph = inline(self._graph).graph
        self.choice.offer([(graph[node].name, node) for node in self._layers(graph)])

    @Slot(int)
    def _choose(self, _place: int) -> None:
        self._ask()

    def _restyle(self) -> None:
        self.tiles.set_colours(self.colours)
        super()._restyle()
