"""What a card says about its layer, from the layer's declaration alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication, QLocale

from dnngui.words import term
from engine import shapes
from engine.layers import Group

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dnngui.training.frames import Pulse
    from engine.graph import Node
    from engine.layers import Layer
    from engine.shapes import Shape

BARE_NUMBERS = frozenset({"units", "filters"})
"""Counts that speak for themselves in front of an activation's name."""


def hyperparameters(layer: Layer) -> str:
    """Return the fields that a person tells layers apart by: ``8 · tanh``, ``rate 0.2``."""
    if layer.arity.most == 0:
        return ""
    if isinstance(layer, Group):
        return _held(layer)
    said = (
        _said(name, getattr(layer, name), title, titled=name in layer.quiet_fields)
        for name, title, default in _told(type(layer))
        if name not in layer.quiet_fields or getattr(layer, name) != default
    )
    return " · ".join(part for part in said if part)


def _held(group: Group) -> str:
    count = len(group.nodes) - len(group.entrances)
    if count == 1:
        layers = QCoreApplication.translate("Canvas", "1 layer")
    else:
        layers = QCoreApplication.translate("Canvas", "{count} layers").format(count=count)
    return layers if group.repeat == 1 else f"{layers} · × {group.repeat}"


def parameters(count: int | None) -> str:
    """Return the number of learned values, or nothing where there are none or it is unknown."""
    if not count:
        return ""
    if count == 1:
        return QCoreApplication.translate("Canvas", "1 parameter")
    return QCoreApplication.translate("Canvas", "{count} parameters").format(count=counted(count))


def counted(number: int) -> str:
    """Return a whole number with its digits grouped as the person's country does."""
    return QLocale().toString(number)


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


@cache
def _told(declaration: type[Layer]) -> tuple[tuple[str, str, object], ...]:
    """Return the names of a declaration's fields with their English titles and defaults."""
    found = []
    for field in msgspec.structs.fields(declaration):
        notes = getattr(field.type, "__metadata__", ())
        titles = [note.title for note in notes if isinstance(note, msgspec.Meta) and note.title]
        found.append((field.name, titles[0] if titles else field.name, field.default))
    return tuple(found)


def _said(name: str, value: object, title: str, *, titled: bool) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, str):
        return value.replace("_", " ")
    if isinstance(value, tuple):
        lengths = shapes.text(value).replace("-1", "?")
        return f"{term(title).lower()} {lengths}" if titled else lengths
    if isinstance(value, int | float):
        number = counted(value) if isinstance(value, int) else f"{value:g}"
        return number if name in BARE_NUMBERS else f"{term(title).lower()} {number}"
    return ""
