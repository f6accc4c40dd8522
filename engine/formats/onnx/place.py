"""Where a layer stands in the network that is exported."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from engine.layers import Layer
    from engine.shapes import Shape


class Place(NamedTuple):
    """A layer with what it reads.

    Attributes
    ----------
    inputs
        Names of the values it reads.
    input_shapes, shape
        Shapes of one sample of them, and of its output.
    """

    name: str
    layer: Layer
    inputs: tuple[str, ...]
    input_shapes: tuple[Shape, ...]
    shape: Shape
