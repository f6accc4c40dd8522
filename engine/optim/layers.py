"""How single layers learn, where they differ from the network as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
import numpy as np
from msgspec import Meta

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.optim.base import Update, Vector

Strength = Annotated[float, Meta(ge=0.0, le=100.0)]


class LayerTraining(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one layer learns; None is as the whole network."""

    frozen: Annotated[
        bool, Meta(title="Frozen", description="The layer keeps its weights as they are.")
    ] = False
    rate_factor: Annotated[
        float,
        Meta(
            ge=0.0,
            le=1000.0,
            title="Rate factor",
            description="This layer's learning rate, as a multiple of the network's. "
            "L-BFGS has one for all.",
        ),
    ] = 1.0
    l1: Annotated[
        Strength | None,
        Meta(title="L1", description="Pulls this layer's kernel to exactly zero."),
    ] = None
    l2: Annotated[
        Strength | None, Meta(title="L2", description="Keeps this layer's kernel small.")
    ] = None
    weight_decay: Annotated[
        Strength | None,
        Meta(title="Weight decay", description="Shrinks this layer's kernel at each step."),
    ] = None
    max_norm: Annotated[
        Annotated[float, Meta(gt=0.0, le=1e6)] | None,
        Meta(title="Max-norm", description="Longest weight vector of a unit of this layer."),
    ] = None

    def within(self, group: LayerTraining) -> LayerTraining:
        """Return how a layer learns of whose group the same is said: its own strengths go first."""
        own = {
            name: getattr(group, name) if getattr(self, name) is None else getattr(self, name)
            for name in ("l1", "l2", "weight_decay", "max_norm")
        }
        return LayerTraining(
            frozen=self.frozen or group.frozen,
            rate_factor=self.rate_factor * group.rate_factor,
            **own,
        )


class Factors:
    """Multiplies what a step did to the weights of some layers with a factor of each.

    For optimizers whose step is proportional to the learning rate this is a learning rate per
    layer, as PyTorch's parameter groups.

    Parameters
    ----------
    factors
        Parts of the vector, each with its factor.
    """

    def __init__(self, theta: Vector, factors: Sequence[tuple[slice, float]]) -> None:
        self._parts = [
            (theta[span], np.empty_like(theta[span]), factor) for span, factor in factors
        ]

    def keep(self) -> None:
        for part, before, _ in self._parts:
            np.copyto(before, part)

    def scale(self) -> None:
        for part, before, factor in self._parts:
            np.subtract(part, before, part)
            np.multiply(part, factor, part)
            np.add(part, before, part)


class Held:
    """Parts of the vectors that a step leaves exactly as they were, with the optimizer's state."""

    def __init__(self, update: Update, spans: Sequence[slice]) -> None:
        self._gradients = [update.gradient[span] for span in spans]
        self._weights = [_Copy(update.theta[span]) for span in spans]
        self._state = [_Copy(vector[span]) for vector in update.state.values() for span in spans]

    def forget(self) -> None:
        """Empty the optimizer's state there."""
        for each in self._state:
            each.view.fill(0.0)

    def keep(self) -> None:
        """Note the weights and the state before anything of the step is computed."""
        for each in (*self._weights, *self._state):
            each.keep()

    def silence(self) -> None:
        """Let nothing know of the gradients."""
        for gradient in self._gradients:
            gradient.fill(0.0)

    def put_back(self) -> None:
        for each in (*self._weights, *self._state):
            each.put_back()


class _Copy:
    def __init__(self, view: Vector) -> None:
        self.view = view
        held = np.empty_like(view)
        self.keep: Callable[[], None] = lambda: np.copyto(held, view)
        self.put_back: Callable[[], None] = lambda: np.copyto(view, held)
