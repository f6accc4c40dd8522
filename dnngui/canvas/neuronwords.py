"""Neurons and weights in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dnngui.canvas.targets import Neuron
from engine.optim.layers import LayerTraining

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.canvas.targets import Weight
    from dnngui.document.project import TrainingSettings
    from engine.graph import Graph

_USUAL = LayerTraining()


def title(graph: Graph, weight: Weight, name: Callable[[Neuron], str]) -> str:
    """Return what a weight is called, given what neurons are."""
    to = name(Neuron(weight.node, weight.unit))
    if weight.line is None:
        return QCoreApplication.translate("Canvas", "Bias of {neuron}").format(neuron=to)
    (source,) = graph.sources(weight.node)
    start = name(Neuron(source, weight.line[0]))
    text = QCoreApplication.translate("Canvas", "Weight from {source} to {target}")
    return text.format(source=start, target=to)


def state(training: TrainingSettings, weight: Weight) -> str:
    """Return ``"off"`` or ``"held"`` where a weight does not learn, else nothing."""
    own = training.layers.get(weight.node, _USUAL)
    if weight.place in own.off.get(weight.parameter, ()):
        return "off"
    return "held" if weight.place in own.held.get(weight.parameter, ()) else ""


def of_copy(text: str, copies: int) -> str:
    """Return what is said of a layer, and of which of its copies where a group repeats it."""
    if copies == 1:
        return text
    said = QCoreApplication.translate("Canvas", "{text} (copy 1 of {count})")
    return said.format(text=text, count=copies)


def number(value: float, state: str) -> str:
    """Return a value, and why it does not change."""
    said = {
        "off": QCoreApplication.translate("Canvas", "off"),
        "held": QCoreApplication.translate("Canvas", "held"),
    }
    return f"{value:.4g} ({said[state]})" if state else f"{value:.4g}"
