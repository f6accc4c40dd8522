"""Embedding: a learned vector for each token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from engine import initializers
from engine.initializers import AnyInitializer
from engine.layers.base import Fan, Layer, Parameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.plan import Site
    from engine.shapes import Shape
    from engine.tape import Array


class Embedding(Layer, frozen=True, tag="embedding.v1"):
    """A table of vectors ``(vocabulary, units)``, read by token.

    Tokens are whole numbers from 0 on that come as floats; others are rounded, and those beyond
    the table read its nearest row. Vectors start standard normal, as in PyTorch.
    """

    title = "Embedding"
    category = "Recurrent"
    summary = "Turns each whole number, such as a word's or a letter's, into a learned vector."

    vocabulary: Annotated[
        int,
        Meta(
            ge=1,
            le=1_000_000,
            title="Vocabulary",
            description="How many tokens there are: whole numbers from 0 to one less.",
        ),
    ] = 64
    units: Annotated[
        int, Meta(ge=1, le=65536, title="Units", description="Length of each token's vector.")
    ] = 16
    padding: Annotated[
        bool,
        Meta(
            title="Token 0 is padding",
            description="Token 0 gives zeros, which recurrent layers can leave out.",
        ),
    ] = False
    initializer: Annotated[
        AnyInitializer | None,
        Meta(
            title="First vectors",
            description="Distribution of the first vectors; else normal with spread 1.",
        ),
    ] = None

    def out_shape(self, *inputs: Shape) -> Shape:
        return (*inputs[0], self.units)

    def channels_first(self, *inputs: bool) -> bool:
        # So that each unit's gradients lie side by side for their sums by token.
        return True

    def parameters(self, *inputs: Shape) -> tuple[Parameter, ...]:
        shape = (self.vocabulary, self.units)
        initializer = self.initializer or initializers.Normal(standard_deviation=1.0)
        vectors = Fan(shape, (1,))
        return (Parameter("table", shape, initializer, shape, decays=True, bounded=vectors),)

    def products(self, *inputs: Shape) -> int:
        return 0  # rows of the table are copied

    def forward(self, site: Site) -> None:
        emit_tokens(site, self.vocabulary)
        flat = tokens_of(site).reshape(-1)
        rows = site.new_scratch((flat.size, self.units), "rows")
        site.call(np.take, site.parameter("table"), flat, 0, rows, "clip")
        values = by_unit(site.output.value)
        site.call(np.copyto, values, rows.T)
        if self.padding:
            site.call(_clear_padding(values, flat))

    def backward(self, site: Site) -> None:
        values, tokens = by_unit(site.output_gradient), tokens_of(site).reshape(-1)
        site.call(sums_by_token(tokens, values, site.parameter_gradient("table"), self.padding))
        if site.wants_gradient(0):
            site.call(site.input_gradient(0).fill, 0.0)


def tokens_of(site: Site) -> Array:
    """Return where a layer keeps the tokens that it reads, shaped like its input."""
    return site.new_array(site.inputs[0].value.shape, "tokens", np.intp)


def emit_tokens(site: Site, vocabulary: int) -> None:
    """Write the input as whole numbers; those beyond ``vocabulary`` become the nearest in it."""
    source = site.inputs[0].value
    rounded = site.new_scratch(source.shape, "rounded")
    site.call(np.rint, source, rounded)
    site.call(np.maximum, rounded, site.bound(0.0, rounded), out=rounded)
    site.call(np.minimum, rounded, site.bound(vocabulary - 1.0, rounded), out=rounded)
    site.call(np.copyto, tokens_of(site), rounded, "unsafe")


def by_unit(values: Array) -> Array:
    """Return an output or its gradient as ``(units, tokens)``; it lies channels first."""
    return np.moveaxis(values, -2, 0).reshape(values.shape[-2], -1)


def _clear_padding(values: Array, tokens: Array) -> Callable[[], None]:
    def clear() -> None:
        np.copyto(values, 0.0, where=tokens == 0)

    return clear


def sums_by_token(
    tokens: Array, values: Array, gradient: Array, padding: bool
) -> Callable[[], None]:
    """Return the call that adds up the gradients of the places where a token stands.

    For the sizes that people draw, a sum for each unit by `numpy.bincount` takes a third of the
    time of sorting and `numpy.add.reduceat`, and a sixth of that of `numpy.add.at`.
    """
    pairs = list(zip(gradient.T, values, strict=True))
    vocabulary = len(gradient)

    def add_up() -> None:
        for target, weights in pairs:
            np.copyto(target, np.bincount(tokens, weights, vocabulary), casting="same_kind")
        if padding:
            gradient[0] = 0.0

    return add_up
