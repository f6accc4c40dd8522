"""Single neurons and weights: what is pointed at and clicked in the drawing, in other rooms."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot

from dnngui.panels.weightbox import WeightBox
from dnngui.plots.neuronmap import Pointed

if TYPE_CHECKING:
    from dnngui.app.window import MainWindow
    from dnngui.canvas.targets import Neuron, Weight

_SHARES = frozenset({"sigmoid", "hard_sigmoid", "softmax"})


class Weights(QObject):
    """Opens a window on a weight that is clicked, and shows a neuron that is pointed at.

    Attributes
    ----------
    box
        The window on a weight.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._canvas, self._session = window.canvas, window.session
        self._history, self._boundary = window.history, window.docks.boundary
        self._weight: Weight | None = None
        self.box = WeightBox(window)
        self._canvas.neuron_pointed.connect(self._point)
        self._canvas.weight_asked.connect(self._ask)
        self._canvas.neurons.shown.connect(self._refresh)
        self.box.value_chosen.connect(self._set)
        self.box.moved.connect(self._move)
        self.box.off_chosen.connect(partial(self._switch, "off"))
        self.box.held_chosen.connect(partial(self._switch, "held"))

    @Slot(object)
    def _point(self, neuron: Neuron | None) -> None:
        """Fill the boundary with the map of the neuron under the pointer."""
        if neuron is None:
            self._boundary.point_at(None)
            return
        layer = self._canvas.project.graph[neuron.node].layer
        name = self._canvas.neurons.describe(neuron)
        shares = layer.activation_name() in _SHARES
        self._boundary.point_at(Pointed(neuron.node, neuron.unit, name, shares))

    @Slot(object, QPoint)
    def _ask(self, weight: Weight, at: QPoint) -> None:
        self._weight = weight
        self.box.field.revert()
        self._refresh()
        self.box.open_at(at, self._canvas.neurons.title(weight), self._canvas.neurons.copies)
        self._canvas.neurons.point_out(weight)

    @Slot(int, int)
    def _move(self, across: int, down: int) -> None:
        """Go to another weight of the same layer."""
        if self._weight is not None:
            weight = self._canvas.neurons.beside(self._weight, across, down)
            self._ask(weight, self._canvas.place_of(weight))

    @Slot()
    def _refresh(self) -> None:
        if self._weight is not None:
            neurons = self._canvas.neurons
            if neurons.shows(self._weight):
                self.box.show_weight(neurons.value(self._weight), neurons.state(self._weight))
            else:
                self._weight = None
                self.box.close()

    @Slot(float)
    def _set(self, value: float) -> None:
        """Let the run go on from another value; undo puts back the one it had."""
        weight = self._weight
        before = None if weight is None else self._canvas.neurons.value(weight)
        if weight is None or before is None:
            return
        put = partial(self._session.set_weight, weight.node, weight.parameter, weight.place)
        name = self._canvas.project.graph[weight.node].name
        text = self.tr("Set a weight of {layer}").format(layer=name)
        self._history.act(text, partial(put, value), partial(put, before))

    def _switch(self, field: str, on: bool) -> None:
        if self._weight is not None:
            self._canvas.switch_weight(self._weight, "off" if field == "off" else "held", on=on)
            self._refresh()
