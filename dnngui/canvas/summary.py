"""What a card says about its layer, for tooltips and screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dnngui.layerwords import hyperparameters, parameters
from dnngui.words import term
from engine import shapes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dnngui.training.frames import Pulse
    from engine.graph import Node
    from engine.shapes import Shape


def description(node: Node, shape: Shape | None, count: int | None) -> str:
    """Return one sentence about a layer, for tooltips and screen readers."""
    parts = [term(node.layer.title), hyperparameters(node.layer)]
    if shape is not None:
        output = QCoreApplication.translate("Canvas", "output {shape}")
        parts.append(output.format(shape=shapes.text(shape)))
    parts.append(parameters(count))
    return f"{node.name}: " + ", ".join(part for part in parts if part)


def state(health: str, pulse: Pulse | None) -> list[str]:
    """Return what is to be said of a layer while it trains, nothing where nothing is known."""
    told = {
        "dead": QCoreApplication.translate("Canvas", "Most of its units give 0 for every sample."),
        "saturated": QCoreApplication.translate(
            "Canvas", "Most of its outputs lie at a limit of the activation."
        ),
        "exploding": QCoreApplication.translate(
            "Canvas", "Its outputs or gradients are huge or no longer finite."
        ),
        "vanishing": QCoreApplication.translate(
            "Canvas", "Its gradients are tiny beside those of the last layer: it hardly learns."
        ),
    }
    said = [told[health]] if health in told else []
    outputs, gradients = ("", "") if pulse is None else (_now(pulse.outputs), _now(pulse.gradients))
    if outputs:
        text = QCoreApplication.translate("Canvas", "a: outputs of size {size}")
        said.append(text.format(size=outputs))
    if gradients:
        text = QCoreApplication.translate("Canvas", "∇: gradients of size {size}")
        said.append(text.format(size=gradients))
    return said


def _now(sizes: NDArray[np.float64]) -> str:
    """Return the latest size as a figure, empty where there is none."""
    return f"{sizes[-1]:.2g}" if len(sizes) and sizes[-1] == sizes[-1] else ""
