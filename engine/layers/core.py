"""Input, Dense, Activation and Dropout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from engine import initializers
from engine.activations import CELU, ELU_ALPHA, ActivationName
from engine.initializers import AnyInitializer
from engine.layers.base import Arity, Layer, Parameter

if TYPE_CHECKING:
    from typing import Self

    from engine.activations import Function
    from engine.plan import Site
    from engine.shapes import Shape
    from engine.tape import Array

Length = Annotated[int, Meta(ge=1, le=1_000_000)]


class Input(Layer, frozen=True, tag="input.v1"):
    """Where the samples come in."""

    title = "Input"
    category = "Basic"
    summary = "The values of one sample, as the data set gives them."
    arity = Arity(0, 0)

    shape: Annotated[
        tuple[Length, ...],
        Meta(
            min_length=1,
            max_length=4,
            title="Shape",
            description="Lengths of one sample: 2 for two features, 8 × 8 for a small picture.",
        ),
    ] = (2,)

    def out_shape(self, *inputs: Shape) -> Shape:
        return self.shape

    def forward(self, site: Site) -> None:
        """Nothing to compute: the plan's caller brings the values."""

    def backward(self, site: Site) -> None:
        """Nothing to learn in front of the input."""


class Dense(Layer, frozen=True, tag="dense.v1"):
    """Every output is a weighted sum of all inputs: ``activation(x @ kernel + bias)``.

    The kernel is ``(in, out)``, as in Keras; PyTorch stores its transpose. Of several dimensions,
    such as those of a sequence ``(steps, in)`` or a picture ``(height, width, in)``, the last one
    is multiplied, at each place of the others by itself.
    """

    title = "Dense"
    category = "Basic"
    summary = "Every neuron sees every input: a weighted sum, a bias, then the activation."

    units: Annotated[int, Meta(ge=1, le=65536, title="Units", description="Number of neurons.")] = 4
    activation: Annotated[
        ActivationName, Meta(title="Activation", description="Function applied to each sum.")
    ] = "linear"
    use_bias: Annotated[
        bool, Meta(title="Bias", description="Add a learned constant to each sum.")
    ] = True
    kernel_initializer: Annotated[
        AnyInitializer | None,
        Meta(
            title="First weights",
            description="Distribution of the first weights; automatic fits the activation.",
        ),
    ] = None
    bias_initializer: Annotated[
        AnyInitializer | None,
        Meta(title="First biases", description="Distribution of the first biases; else zeros."),
    ] = None

    @classmethod
    def offered(cls) -> Self:
        # Linear layers in a row compute no more than one of them would.
        return cls(activation="relu")

    def out_shape(self, *inputs: Shape) -> Shape:
        return (*inputs[0][:-1], self.units)

    def channels_first(self, *inputs: bool) -> bool:
        return inputs[0]

    def parameters(self, *inputs: Shape) -> tuple[Parameter, ...]:
        fans = (inputs[0][-1], self.units)
        kernel = self.kernel_initializer or initializers.for_activation(self.activation)
        learned = [Parameter("kernel", fans, kernel, fans, decays=True)]
        if self.use_bias:
            bias = self.bias_initializer or initializers.Zeros()
            learned.append(Parameter("bias", (self.units,), bias, fans, decays=False))
        return tuple(learned)

    def activation_name(self) -> ActivationName:
        return self.activation

    def forward(self, site: Site) -> None:
        if len(site.output.shape) > 1:
            self._forward_places(site)
            return
        weights, _ = site.merged_parameters()
        site.call(weights.T.dot, site.inputs[0].rows(ones=self.use_bias), site.pre_activation)
        site.activate()

    def backward(self, site: Site) -> None:
        site.activate_backward()
        if len(site.output.shape) > 1:
            self._backward_places(site)
            return
        weights, gradient = site.merged_parameters()
        delta = site.output_gradient
        site.method(site.inputs[0].rows(ones=self.use_bias), "dot", delta.T, gradient)
        if site.wants_gradient(0):
            kernel = weights[:-1] if self.use_bias else weights
            site.call(kernel.dot, delta, site.input_gradient(0))

    def _forward_places(self, site: Site) -> None:
        total = site.pre_activation
        site.call(np.matmul, site.parameter("kernel").T, site.inputs[0].value, total)
        if self.use_bias:
            site.call(np.add, total, site.parameter("bias")[:, None], total)
        site.activate()

    def _backward_places(self, site: Site) -> None:
        """One product for all places: they stand beside the samples, as if all were one batch."""
        x, delta = site.inputs[0], site.output_gradient
        if x.channels_first:
            inputs, deltas = _side_by_side(x.value), _side_by_side(delta)
        else:
            inputs, deltas = self._brought_together(site, x.value, delta)
        site.call(np.dot, inputs, deltas.T, site.parameter_gradient("kernel"))
        if self.use_bias:
            ones = np.ones(deltas.shape[1], deltas.dtype)
            site.call(np.dot, deltas, ones, site.parameter_gradient("bias"))
        if site.wants_gradient(0):
            site.call(np.matmul, site.parameter("kernel"), delta, site.input_gradient(0))

    def _brought_together(self, site: Site, x: Array, delta: Array) -> list[Array]:
        """Return both as ``(features, places * batch)``, laid out anew."""
        found = []
        for each, key in ((x, "inputs"), (delta, "deltas")):
            features, batch = each.shape[-2:]
            places = each.reshape(-1, features, batch)
            beside = site.new_scratch((len(places), batch, features), key)
            site.call(np.copyto, beside, places.transpose(0, 2, 1))
            found.append(beside.reshape(-1, features).T)
        return found


def _side_by_side(values: Array) -> Array:
    """Return values that lie channels first as ``(features, places * batch)``, without a copy."""
    return np.moveaxis(values, -2, 0).reshape(values.shape[-2], -1)


class Activation(Layer, frozen=True, tag="activation.v1"):
    """An activation function as a layer of its own."""

    title = "Activation"
    category = "Basic"
    summary = "Applies one function to every value; softmax to each sample's values together."
    quiet_fields = frozenset({"alpha"})

    function: Annotated[
        ActivationName, Meta(title="Function", description="Function applied to each value.")
    ] = "relu"
    alpha: Annotated[
        float,
        Meta(
            ge=0.001,
            le=1000.0,
            title="Alpha",
            description="CELU’s bend: far below 0 it gives minus alpha. PyTorch’s is 1 too.",
        ),
    ] = ELU_ALPHA

    def out_shape(self, *inputs: Shape) -> Shape:
        return inputs[0]

    def channels_first(self, *inputs: bool) -> bool:
        return inputs[0]

    def activation_name(self) -> ActivationName:
        return self.function

    def activation_function(self) -> Function:
        return CELU(self.alpha) if self.function == "celu" else super().activation_function()

    @property
    def idle_fields(self) -> frozenset[str]:
        return frozenset() if self.function == "celu" else frozenset({"alpha"})

    def forward(self, site: Site) -> None:
        if self.function == "linear":
            site.call(np.copyto, site.output.value, site.inputs[0].value)
        site.activate()

    def backward(self, site: Site) -> None:
        site.activate_backward()
        if site.wants_gradient(0):
            site.call(np.copyto, site.input_gradient(0), site.output_gradient)


class Dropout(Layer, frozen=True, tag="dropout.v1"):
    """Inverted dropout (Srivastava et al. 2014): zero with probability ``rate``, scale the rest.

    The draw compares 16 random bits a value with the rate: rates are exact to 1/65536.
    """

    title = "Dropout"
    category = "Basic"
    summary = "While training, silences a random share of the values; afterwards passes all."
    live_fields = frozenset({"rate"})

    rate: Annotated[
        float,
        Meta(ge=0.0, lt=1.0, title="Rate", description="Share of the values that are silenced."),
    ] = 0.2

    def out_shape(self, *inputs: Shape) -> Shape:
        return inputs[0]

    def channels_first(self, *inputs: bool) -> bool:
        return inputs[0]

    def forward(self, site: Site) -> None:
        source, target = site.inputs[0].value, site.output.value
        if not site.training:
            site.call(np.copyto, target, source)
            return
        mask = site.array(target, "mask")
        site.call(site.noise.mask_drawer(mask, lambda: _rate(site.live())))
        site.call(np.multiply, source, mask, target)

    def backward(self, site: Site) -> None:
        if site.wants_gradient(0):
            mask = site.array(site.output.value, "mask")
            site.call(np.multiply, site.output_gradient, mask, site.input_gradient(0))


def _rate(layer: Layer) -> float:
    assert isinstance(layer, Dropout)
    return layer.rate
