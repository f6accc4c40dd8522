"""New inputs out of the given ones: powers, products, waves, and formulas that a person types."""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from engine.formula import Call, FormulaError, Input, Number, parse
from engine.formula.record import Recorder
from engine.formula.tree import inputs as inputs_of
from engine.layers.base import InsertBefore, Layer, ReplaceWith, ShapeError

if TYPE_CHECKING:
    from engine.formula import Expression
    from engine.plan import Site
    from engine.shapes import Shape

_MOST = 4096
"""Outputs of one layer."""


class Features(Layer, frozen=True, tag="features.v1"):
    """Functions of the inputs, side by side; nothing is learned.

    In this order: the inputs themselves; all products of them up to ``degree``, lower degrees
    first, as scikit-learn's ``PolynomialFeatures`` without the constant; sines; cosines; formulas.
    """

    title = "Features"
    category = "Basic"
    summary = "Adds squares, products, sines or formulas of the inputs, as a head start."

    keep: Annotated[
        bool, Meta(title="Keep inputs", description="Pass the inputs themselves on, too.")
    ] = True
    degree: Annotated[
        int,
        Meta(
            ge=1,
            le=8,
            title="Degree",
            description="All products of the inputs up to this degree; 2 gives x1², x1·x2, x2².",
        ),
    ] = 1
    sines: Annotated[bool, Meta(title="Sines", description="The sine of each input.")] = False
    cosines: Annotated[bool, Meta(title="Cosines", description="The cosine of each input.")] = False
    formulas: Annotated[
        str,
        Meta(
            max_length=2000,
            title="Formulas",
            description="More functions of x1, x2, …, apart by ;, such as sin(x1)*x2; x1^2+x2^2.",
        ),
    ] = ""

    def out_shape(self, *inputs: Shape) -> Shape:
        from engine.layers.shape import Flatten

        if len(inputs[0]) != 1:
            raise ShapeError(
                "Features needs one dimension per sample. Insert a Flatten before it.",
                repair=InsertBefore(Flatten()),
            )
        try:
            count = len(self.expressions(inputs[0][0]))
        except FormulaError as error:
            said = error.message.arguments
            raise ShapeError(error.message.template, repair=None, **said) from error
        if not count:
            raise ShapeError(
                "Features gives nothing on. Keep the inputs, or choose a function of them.",
                repair=ReplaceWith(Features()),
            )
        return (count,)

    def forward(self, site: Site) -> None:
        sources, out = site.inputs[0].value, site.output.value
        for place, expression in enumerate(self.expressions(len(sources))):
            Recorder(site, sources, str(place)).forward(expression, out[place])

    def backward(self, site: Site) -> None:
        if not site.wants_gradient(0):
            return
        sources, target = site.inputs[0].value, site.input_gradient(0)
        value, gradient = site.output.value, site.output_gradient
        site.call(np.copyto, target, 0.0)
        for place, expression in enumerate(self.expressions(len(sources))):
            recorder = Recorder(site, sources, str(place))
            recorder.backward(expression, value[place], gradient[place], target)

    def expressions(self, width: int) -> tuple[Expression, ...]:
        """Return what each output is; raise `FormulaError`, or `ShapeError` for too many."""
        return _expressions(self, width)


@lru_cache(maxsize=256)
def _expressions(layer: Features, width: int) -> tuple[Expression, ...]:
    rows = [Input(index) for index in range(width)]
    found: list[Expression] = list(rows) if layer.keep else []
    for degree in range(2, layer.degree + 1):
        for chosen in itertools.combinations_with_replacement(range(width), degree):
            found.append(_product(chosen))
            if len(found) > _MOST:
                raise ShapeError(
                    "Features would give more than {most} values. Choose a lower degree.",
                    most=_MOST,
                )
    found += [Call("sin", (row,)) for row in rows if layer.sines]
    found += [Call("cos", (row,)) for row in rows if layer.cosines]
    found += [_formula(text, width) for text in layer.formulas.split(";") if text.strip()]
    return tuple(found)


def _product(chosen: tuple[int, ...]) -> Expression:
    powers = [
        Input(index) if times == 1 else Call("power", (Input(index), Number(float(times))))
        for index, times in ((index, chosen.count(index)) for index in dict.fromkeys(chosen))
    ]
    product: Expression = powers[0]
    for factor in powers[1:]:
        product = Call("multiply", (product, factor))
    return product


def _formula(text: str, width: int) -> Expression:
    expression = parse(text)
    beyond = [index for index in sorted(inputs_of(expression)) if index >= width]
    if beyond:
        raise FormulaError(
            "The formula “{text}” reads x{index} and there are {width} inputs. Use x1 to x{width}.",
            text=text.strip(),
            index=beyond[0] + 1,
            width=width,
        )
    return expression
