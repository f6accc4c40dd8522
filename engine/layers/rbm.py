"""RBM: a layer of sigmoid units that can learn the distribution of its inputs before anything else.

How it does is in `engine.unsupervised`; here are its declaration and its part in the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from msgspec import Meta

from engine import initializers
from engine.initializers import AnyInitializer
from engine.layers.base import InsertBefore, Layer, Parameter, ShapeError

if TYPE_CHECKING:
    from engine.activations import ActivationName
    from engine.plan import Site
    from engine.shapes import Shape

VisibleKind = Literal["bernoulli", "gaussian"]


class RBM(Layer, frozen=True, tag="rbm.v1"):
    """Restricted Boltzmann machine; within the network ``sigmoid(x @ kernel + bias)``.

    The kernel is ``(in, units)``, as Dense has it; scikit-learn's ``components_`` is its transpose.
    What the network passes on are the probabilities of the hidden units. The visible bias, the last
    of the parameters, serves pre-training alone: its gradient here is zero.

    All fields about pre-training may change while it runs, as they decide nothing about what the
    network computes.
    """

    title = "RBM"
    category = "Basic"
    summary = "Sigmoid neurons that first learn, without labels, what their inputs are like."
    live_fields = frozenset(
        {
            "pretraining_epochs",
            "gibbs_steps",
            "persistent",
            "pretraining_rate",
            "pretraining_momentum",
            "pretraining_decay",
        }
    )

    units: Annotated[
        int, Meta(ge=1, le=65536, title="Units", description="Number of hidden neurons.")
    ] = 64
    visible: Annotated[
        VisibleKind,
        Meta(
            title="Visible units",
            description="Bernoulli for inputs from 0 to 1, Gaussian for standardised numbers.",
        ),
    ] = "bernoulli"
    pretraining_epochs: Annotated[
        int,
        Meta(
            ge=0,
            le=10_000,
            title="Pre-training epochs",
            description="Passes over the training rows before the network learns; 0 for none.",
        ),
    ] = 20
    gibbs_steps: Annotated[
        int,
        Meta(
            ge=1,
            le=1000,
            title="Gibbs steps",
            description="The k of CD-k: how often the units are drawn anew for each update.",
        ),
    ] = 1
    persistent: Annotated[
        bool,
        Meta(
            title="Persistent chains",
            description="Go on drawing where the last update stopped instead of at the data.",
        ),
    ] = False
    pretraining_rate: Annotated[
        float,
        Meta(
            gt=0.0,
            le=10.0,
            title="Pre-training rate",
            description="Learning rate of pre-training; Gaussian units want about 0.001.",
        ),
    ] = 0.1
    pretraining_momentum: Annotated[
        float,
        Meta(
            ge=0.0,
            lt=1.0,
            title="Pre-training momentum",
            description="Share of the last update that is added to the next.",
        ),
    ] = 0.5
    pretraining_decay: Annotated[
        float,
        Meta(
            ge=0.0,
            le=1.0,
            title="Pre-training weight decay",
            description="Pulls the kernel towards zero while it is pre-trained.",
        ),
    ] = 1e-4
    kernel_initializer: Annotated[
        AnyInitializer | None,
        Meta(
            title="First weights",
            description="Distribution of the first weights; automatic fits the activation.",
        ),
    ] = None

    def out_shape(self, *inputs: Shape) -> Shape:
        if len(inputs[0]) > 1:
            from engine.layers.shape import Flatten

            raise ShapeError(
                "RBM needs one dimension per sample. Insert a Flatten before it.",
                repair=InsertBefore(Flatten()),
            )
        return (self.units,)

    def parameters(self, *inputs: Shape) -> tuple[Parameter, ...]:
        visible = inputs[0][0]
        fans, zeros = (visible, self.units), initializers.Zeros()
        kernel = self.kernel_initializer or initializers.for_activation("sigmoid")
        return (
            Parameter("kernel", fans, kernel, fans, decays=True),
            Parameter("bias", (self.units,), zeros, fans, decays=False),
            Parameter("visible_bias", (visible,), zeros, fans, decays=False, learned=False),
        )

    def activation_name(self) -> ActivationName:
        return "sigmoid"

    def forward(self, site: Site) -> None:
        total = site.pre_activation
        site.call(site.parameter("kernel").T.dot, site.inputs[0].rows(ones=False), total)
        site.call(np.add, total, site.parameter("bias")[:, None], total)
        site.activate()

    def backward(self, site: Site) -> None:
        site.activate_backward()
        delta = site.output_gradient
        visible = site.inputs[0].rows(ones=False)
        site.call(visible.dot, delta.T, site.parameter_gradient("kernel"))
        ones = np.ones(delta.shape[-1], delta.dtype)
        site.call(delta.dot, ones, site.parameter_gradient("bias"))
        if site.wants_gradient(0):
            site.call(site.parameter("kernel").dot, delta, site.input_gradient(0))
