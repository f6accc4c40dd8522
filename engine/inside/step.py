"""What there is to be seen of one training step: plain values that share nothing with the run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from engine.activations import ActivationName
    from engine.layers import Layer
    from engine.losses import AnyLoss
    from engine.optim import AnyOptimizer

    Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class InsideLayer:
    """One layer in both directions; of samples the first `StepInside.shown`.

    Attributes
    ----------
    node, trail, name, layer
        Id in `Program.graph`, the ids with which it is drawn from the outermost group on, its name
        and its declaration.
    sources
        Ids of the layers that it reads, in their order.
    inputs, output
        Each ``(shown, *shape)``.
    before_activation
        What the activation reads, ``(shown, *shape)``; None where there is none.
    parameters, gradients
        By name, as they were before the step; the gradients are those of the whole batch's loss,
        without penalties. What a layer keeps by itself has none.
    output_gradient, before_gradient
        Of the loss with respect to the output and to what the activation reads, ``(shown, *shape)``
        or None: the first where loss and last activation are one formula, the second where there is
        no activation, both where nothing at or in front of the layer learns.
    input_gradients
        What the layer hands on to its inputs, by their position, ``(shown, *shape)``.
    """

    node: int
    trail: tuple[int, ...]
    name: str
    layer: Layer
    sources: tuple[int, ...]
    inputs: tuple[Floats, ...]
    output: Floats
    before_activation: Floats | None
    parameters: Mapping[str, Floats]
    gradients: Mapping[str, Floats]
    output_gradient: Floats | None
    before_gradient: Floats | None
    input_gradients: Mapping[int, Floats]

    @property
    def learns(self) -> bool:
        """Whether gradients come to the layer."""
        return self.output_gradient is not None or self.before_gradient is not None


@dataclass(frozen=True, eq=False)
class InsideLoss:
    """One output compared with its targets.

    Attributes
    ----------
    node, name, loss, weight
        The layer, its name, the loss and how much it counts in the sum of all.
    value
        The loss of the whole batch.
    ending
        The activation whose values leave the network there.
    fused
        Whether it and the loss are one formula, so that the gradient is that of its inputs.
    prediction
        ``(shown, *shape)``.
    target
        As the loss reads it, ``(shown, values)``: values like the prediction's, or the number of
        the class of each step.
    gradient
        With respect to the prediction, or to what the activation reads where ``fused``.
    """

    node: int
    name: str
    loss: AnyLoss
    weight: float
    value: float
    ending: ActivationName
    fused: bool
    prediction: Floats
    target: Floats
    gradient: Floats


@dataclass(frozen=True, eq=False)
class InsideUpdate:
    """What the step does to the weights, each by ``layer/parameter``.

    Attributes
    ----------
    optimizer, rate
        The rule and the learning rate of this step.
    before, after
        The weights in front of the step and behind it, to the bit.
    gradients
        Of the loss alone.
    used
        What the rule reads: behind clipping, penalties and held weights. None where the rule looks
        at several points.
    moments
        What the rule remembers, behind the step, by its symbol.
    """

    optimizer: AnyOptimizer
    rate: float
    before: Mapping[str, Floats]
    after: Mapping[str, Floats]
    gradients: Mapping[str, Floats]
    used: Mapping[str, Floats] | None
    moments: Mapping[str, Mapping[str, Floats]]


@dataclass(frozen=True, eq=False)
class StepInside:
    """One training step.

    Attributes
    ----------
    number, epoch
        Of the step and of the epoch it belongs to, both from 1.
    rows
        Which training rows make the batch, ``(batch,)``.
    shown
        Of how many of them, the first, there are values.
    layers
        In the order of the forward pass, inputs first.
    losses
        One for each output.
    loss
        What the run says of the step: the weighted sum over the outputs.
    update
        How the weights change.
    """

    number: int
    epoch: int
    rows: NDArray[np.intp]
    shown: int
    layers: tuple[InsideLayer, ...]
    losses: tuple[InsideLoss, ...]
    loss: float
    update: InsideUpdate
