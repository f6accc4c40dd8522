"""Where in a sequence a step stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import numpy as np
from msgspec import Meta

from engine import shapes
from engine.initializers import Normal
from engine.layers.base import Layer, Parameter, ShapeError
from engine.message import Term

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.plan import Site
    from engine.shapes import Shape
    from engine.tape import Array


class PositionEmbedding(Layer, frozen=True, tag="position_embedding.v1"):
    """Adds to each step a vector that tells its place, without which attention sees no order.

    Sinusoidal (Vaswani et al. 2017): at step ``t``, feature ``2 i`` gets the sine of
    ``t / 10000^(2 i / features)`` and feature ``2 i + 1`` its cosine.
    Learned: each step has a vector of its own, which starts small.
    """

    title = "Position embedding"
    category = "Attention"
    summary = "Adds to each step of a sequence what tells its place."

    encoding: Annotated[
        Literal["sinusoidal", "learned"],
        Meta(title="Encoding", description="Fixed waves, or a learned vector for each step."),
    ] = "sinusoidal"

    def out_shape(self, *inputs: Shape) -> Shape:
        if len(inputs[0]) != 2:
            raise ShapeError(
                "{kind} needs steps × features and gets {shape}. Put it behind a layer that gives "
                "a sequence, such as an Embedding.",
                kind=Term(self.title),
                shape=shapes.text(inputs[0]),
            )
        return inputs[0]

    def channels_first(self, *inputs: bool) -> bool:
        return inputs[0]

    def parameters(self, *inputs: Shape) -> tuple[Parameter, ...]:
        if self.encoding == "sinusoidal":
            return ()
        first = Normal(standard_deviation=0.02)
        return (Parameter("table", inputs[0], first, (inputs[0][0], inputs[0][1]), decays=False),)

    def forward(self, site: Site) -> None:
        value = site.inputs[0].value
        if self.encoding == "learned":
            table = site.parameter("table")
        else:
            table = waves(*site.output.shape).astype(value.dtype)
        site.call(np.add, value, table[:, :, None], site.output.value)

    def backward(self, site: Site) -> None:
        if self.encoding == "learned":
            self._backward_table(site, site.parameter_gradient("table"))
        if site.wants_gradient(0):
            site.call(np.copyto, site.input_gradient(0), site.output_gradient)

    def _backward_table(self, site: Site, table: Array) -> None:
        gradient = site.output_gradient
        ones = np.ones(gradient.shape[-1], gradient.dtype)
        if gradient.flags.c_contiguous:
            site.call(gradient.reshape(-1, len(ones)).dot, ones, table.reshape(-1))
            return
        turned = site.new_scratch(table.T.shape, "turned")
        rows = gradient.swapaxes(0, 1).reshape(-1, len(ones))
        site.call(rows.dot, ones, turned.reshape(-1))
        site.call(np.copyto, table, turned.T)


def waves(steps: int, features: int) -> NDArray[np.floating[Any]]:
    """Return the sinusoidal encoding, ``(steps, features)``."""
    table = np.empty((steps, features))
    rates = 10000.0 ** (-np.arange(0, features, 2) / features)
    angles = np.arange(steps)[:, None] * rates
    table[:, 0::2] = np.sin(angles)
    table[:, 1::2] = np.cos(angles[:, : features // 2])
    return table
