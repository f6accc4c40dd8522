"""Layers that go through a sequence step by step: SimpleRNN, LSTM and GRU.

A stack is several of them in a row, all but the last giving their whole sequence. States start at
zero for each sample. Of a stateful layer they start, while it learns, where the same row of the
batch before ended: for that the samples of a data set have to be in their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import msgspec
import numpy as np
from msgspec import Meta

from engine import initializers
from engine.initializers import AnyInitializer, ForgetOpen, Initializer
from engine.layers.base import InsertBefore, Layer, Parameter, ReplaceWith, ShapeError
from engine.layers.cells import (
    GruPass,
    Lane,
    LstmPass,
    Pass,
    ResetFirstGruPass,
    SimplePass,
    mark_padding,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.plan import Site
    from engine.shapes import Shape
    from engine.tape import Array

REVERSE = "_reverse"
"""Ends the names of the second direction's parameters, where there are two."""


class Recurrent(Layer, frozen=True):
    """Reads ``(steps, features)``.

    Kernels are ``(in, gates * units)`` as in Keras. With both directions the outputs lie side by
    side, first the forward ones; the last output of the backward direction is the one at the first
    step. Steps left out as padding pass the state on as it is, and their output is zero: what
    PyTorch gives for packed sequences and ONNX for ``sequence_lens``.
    """

    category = "Recurrent"
    quiet_fields = frozenset({"stateful"})
    gates: ClassVar[int]
    carried: ClassVar[tuple[str, ...]] = ("state",)

    units: Annotated[
        int, Meta(ge=1, le=65536, title="Units", description="Number of values of the state.")
    ] = 8
    output: Annotated[
        Literal["last", "sequence"],
        Meta(title="Output", description="The state after the last step, or that after each step."),
    ] = "last"
    direction: Annotated[
        Literal["forward", "backward", "both"],
        Meta(title="Direction", description="From the first step on, from the last, or both."),
    ] = "forward"
    use_bias: Annotated[
        bool, Meta(title="Bias", description="Add a learned constant to each sum.")
    ] = True
    skip_padding: Annotated[
        bool,
        Meta(
            title="Skip padding",
            description="Leave out the steps at the end of a sample whose values are all zero.",
        ),
    ] = False
    stateful: Annotated[
        bool,
        Meta(
            title="Stateful",
            description="While learning, begin with the state in which the batch before ended; the "
            "data must keep its order. Predictions begin at zero.",
        ),
    ] = False
    kernel_initializer: Annotated[
        AnyInitializer | None,
        Meta(
            title="First weights",
            description="Distribution of the first weights for the input; else Glorot uniform.",
        ),
    ] = None
    recurrent_initializer: Annotated[
        AnyInitializer | None,
        Meta(
            title="First recurrent weights",
            description="Distribution of the first weights for the state; else orthogonal.",
        ),
    ] = None

    def out_shape(self, *inputs: Shape) -> Shape:
        if len(inputs[0]) != 2:
            from engine.layers.shape import Reshape

            target = (-1, 1) if len(inputs[0]) == 1 else (inputs[0][0], -1)
            raise ShapeError(
                "A recurrent layer needs steps and the features of each. "
                "Insert a Reshape before it.",
                repair=InsertBefore(Reshape(target=target)),
            )
        if self.stateful and self.direction != "forward":
            raise ShapeError(
                "A state can be carried on from the first step to the last alone. "
                "Choose the direction forward, or switch Stateful off.",
                repair=ReplaceWith(msgspec.structs.replace(self, direction="forward")),
            )
        width = 2 * self.units if self.direction == "both" else self.units
        return (inputs[0][0], width) if self.output == "sequence" else (width,)

    def channels_first(self, *inputs: bool) -> bool:
        # So that a Dense layer over the steps is one product.
        return self.output == "sequence"

    def parameters(self, *inputs: Shape) -> tuple[Parameter, ...]:
        width, sums = inputs[0][1], self.gates * self.units
        kernel = self.kernel_initializer or initializers.GlorotUniform()
        recurrent = self.recurrent_initializer or initializers.Orthogonal()
        found: list[Parameter] = []
        for suffix in self._suffixes():
            for name, initializer, values in (
                ("kernel", kernel, width),
                ("recurrent_kernel", recurrent, self.units),
            ):
                shape = (values, sums)
                found.append(Parameter(name + suffix, shape, initializer, shape, decays=True))
            found += [
                Parameter(name + suffix, (sums,), initializer, (values, sums), decays=False)
                for name, initializer in self._biases()
            ]
        return tuple(found)

    def products(self, *inputs: Shape) -> int:
        steps, width = inputs[0]
        sums = self.gates * self.units * len(self._suffixes())
        return steps * sums * (width + self.units)

    def at_once(self, *inputs: Shape) -> int:
        # A call computes one step: the next one waits for its state.
        return self.units

    def states(self, *inputs: Shape) -> dict[str, int]:
        return dict.fromkeys(self.carried, self.units) if self.stateful else {}

    def _biases(self) -> list[tuple[str, Initializer]]:
        return [("bias", initializers.Zeros())] if self.use_bias else []

    def _suffixes(self) -> tuple[str, ...]:
        return ("", REVERSE) if self.direction == "both" else ("",)

    def pass_along(self, site: Site, lane: Lane) -> Pass:
        """Return one direction of the layer at its place in a plan."""
        raise NotImplementedError

    def forward(self, site: Site) -> None:
        if self.skip_padding:
            site.call(mark_padding(site.inputs[0].value, self._padded(site)))
        for along, _ in self._passes(site):
            along.forward()

    def backward(self, site: Site) -> None:
        wanted = site.input_gradient(0) if site.wants_gradient(0) else None
        for number, (along, place) in enumerate(self._passes(site)):
            gradient = self._part(site.output_gradient, place, number)
            if wanted is None:
                along.backward(gradient, None)
            elif number == 0:
                along.backward(gradient, self._ordered(wanted, number))
            else:
                part = site.new_scratch(wanted.shape, "part of the input's gradient")
                along.backward(gradient, self._ordered(part, number))
                site.call(np.add, wanted, part, wanted)

    def _passes(self, site: Site) -> Iterator[tuple[Pass, slice]]:
        padded = self._padded(site) if self.skip_padding else None
        for number, suffix in enumerate(self._suffixes()):
            place = slice(number * self.units, (number + 1) * self.units)
            lane = Lane(
                suffix=suffix,
                x=self._ordered(site.inputs[0].value, number),
                every_step=self.output == "sequence",
                output=self._part(site.output.value, place, number),
                padded=None if padded is None else self._ordered(padded, number),
            )
            yield self.pass_along(site, lane), place

    def _ordered(self, steps: Array, number: int) -> Array:
        """Return the steps in the order in which a direction takes them."""
        return steps[::-1] if number or self.direction == "backward" else steps

    def _part(self, outputs: Array, place: slice, number: int) -> Array:
        """Return what of the output or its gradient belongs to a direction."""
        part = outputs[..., place, :]
        return self._ordered(part, number) if self.output == "sequence" else part

    @staticmethod
    def _padded(site: Site) -> Array:
        steps, _, batch = site.inputs[0].value.shape
        return site.new_array((steps, 1, batch), "padded", np.bool_)


class SimpleRNN(Recurrent, frozen=True, tag="simple_rnn.v1"):
    """Elman 1990: ``h = f(x @ kernel + h @ recurrent_kernel + bias)``.

    PyTorch has two biases, of which only the sum matters.
    """

    title = "Simple RNN"
    summary = "Each step's state follows from the input and the state before it; forgets fast."
    gates = 1

    activation: Annotated[
        Literal["tanh", "relu"],
        Meta(title="Activation", description="Function applied to each sum."),
    ] = "tanh"

    def pass_along(self, site: Site, lane: Lane) -> Pass:
        return SimplePass(site, lane, use_bias=self.use_bias, rectified=self.activation == "relu")


class LSTM(Recurrent, frozen=True, tag="lstm.v1"):
    """Hochreiter and Schmidhuber 1997 with forget gates (Gers et al. 2000); gates i, f, g, o.

    PyTorch has two biases, of which only the sum matters. The forget gates' biases start at one,
    as in Keras (Jozefowicz et al. 2015); in PyTorch all weights start uniform.
    """

    title = "LSTM"
    summary = "A recurrent layer with gates, which keeps what it needs for many steps."
    gates = 4
    carried = ("state", "cell")

    def _biases(self) -> list[tuple[str, Initializer]]:
        return [("bias", ForgetOpen())] if self.use_bias else []

    def pass_along(self, site: Site, lane: Lane) -> Pass:
        return LstmPass(site, lane, use_bias=self.use_bias)


class GRU(Recurrent, frozen=True, tag="gru.v1"):
    """Cho et al. 2014 with the reset gate in front of the product with the state, or behind it.

    Gates r, z, n. Behind the product is what PyTorch has alone, Keras with ``reset_after`` and ONNX
    with ``linear_before_reset``; there both biases matter, and in front of it only their sum.
    """

    title = "GRU"
    summary = "A recurrent layer with gates: nearly an LSTM's memory with fewer weights."
    gates = 3
    quiet_fields = frozenset({"stateful", "reset_after"})

    reset_after: Annotated[
        bool,
        Meta(
            title="Reset after the product",
            description="Reset what follows from the state, as PyTorch; else the state itself.",
        ),
    ] = True

    def _biases(self) -> list[tuple[str, Initializer]]:
        names = ("bias", "recurrent_bias") if self.reset_after else ("bias",)
        return [(name, initializers.Zeros()) for name in names if self.use_bias]

    def pass_along(self, site: Site, lane: Lane) -> Pass:
        kind = GruPass if self.reset_after else ResetFirstGruPass
        return kind(site, lane, use_bias=self.use_bias)
