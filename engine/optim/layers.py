"""How single layers learn, where they differ from the network as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import msgspec
import numpy as np
from msgspec import Meta

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from engine.optim.base import Update, Vector
    from engine.shapes import Shape

    Part = slice | NDArray[np.intp]
    """A stretch of the vectors, or single values of them."""

Index = tuple[Annotated[int, Meta(ge=0)], ...]
"""Place of one value within a parameter: of a kernel, its input and its unit."""

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
    off: Annotated[
        Mapping[str, tuple[Index, ...]],
        Meta(
            title="Turned off",
            description="Single weights that are kept at zero, by the parameter's name.",
        ),
    ] = {}
    held: Annotated[
        Mapping[str, tuple[Index, ...]],
        Meta(
            title="Held weights",
            description="Single weights that keep their values, by the parameter's name.",
        ),
    ] = {}

    def within(self, group: LayerTraining) -> LayerTraining:
        """Return how a layer learns of whose group the same is said: its own strengths go first.

        Single weights are those of the layer alone.
        """
        own = {
            name: getattr(group, name) if getattr(self, name) is None else getattr(self, name)
            for name in ("l1", "l2", "weight_decay", "max_norm")
        }
        return LayerTraining(
            frozen=self.frozen or group.frozen,
            rate_factor=self.rate_factor * group.rate_factor,
            off=self.off,
            held=self.held,
            **own,
        )

    def within_shapes(self, shapes: Mapping[str, Shape]) -> LayerTraining:
        """Return the same without single weights that lie outside of parameters of these shapes."""
        kept = {
            name: {
                parameter: inside
                for parameter, places in getattr(self, name).items()
                if (inside := tuple(i for i in places if lies_within(i, shapes.get(parameter, ()))))
            }
            for name in ("off", "held")
        }
        return msgspec.structs.replace(self, **kept)


def lies_within(index: Index, shape: Shape) -> bool:
    """Whether a parameter of that shape has a value at ``index``."""
    fits = bool(shape) and len(index) == len(shape)
    return fits and all(at < length for at, length in zip(index, shape, strict=True))


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

    def __init__(self, update: Update, parts: Sequence[Part]) -> None:
        self._gradient, self._parts = update.gradient, parts
        self._weights = [_Copy(update.theta, part) for part in parts]
        self._state = [_Copy(vector, part) for vector in update.state.values() for part in parts]

    def forget(self) -> None:
        """Empty the optimizer's state there."""
        for each in self._state:
            each.vector[each.part] = 0.0

    def keep(self) -> None:
        """Note the weights and the state before anything of the step is computed."""
        for each in (*self._weights, *self._state):
            each.keep()

    def silence(self) -> None:
        """Let nothing know of the gradients."""
        for part in self._parts:
            self._gradient[part] = 0.0

    def put_back(self) -> None:
        for each in (*self._weights, *self._state):
            each.put_back()


class _Copy:
    def __init__(self, vector: Vector, part: Part) -> None:
        self.vector, self.part = vector, part
        held = vector[part].copy()
        self.keep: Callable[[], None] = lambda: np.copyto(held, vector[part])
        self.put_back: Callable[[], None] = lambda: vector.__setitem__(part, held)
