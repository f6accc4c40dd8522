"""What each of two workers writes while both read the same weights: a gradient and chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from engine.places import places

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.noise import NoiseSource
    from engine.program import Program

    Floats = NDArray[np.floating[Any]]


class Replica:
    """Where plans that run at the same time as others leave gradients and take chance from.

    Attributes
    ----------
    gradient, noise
        As those of the `Program`.
    views
        As those of the `Program`; the parameters in them are its own.
    totals
        Of each output, the sum of the weights of the whole batch; read where there are weights.
    """

    def __init__(
        self, program: Program, gradient: Floats, noise: NoiseSource, totals: Floats
    ) -> None:
        self.gradient, self.noise, self.totals = gradient, noise, totals
        self.views: dict[int, dict[str, tuple[Floats, Floats]]] = {}
        for node, parameter, span in places(program):
            values, _ = program.views[node][parameter.name]
            own = gradient[span].reshape(parameter.shape)
            self.views.setdefault(node, {})[parameter.name] = values, own


class Part(NamedTuple):
    """What a plan must know that computes a part of a batch.

    Its loss and gradient are those of the mean over the whole batch, as far as its samples go.

    Attributes
    ----------
    samples
        Of the whole batch.
    """

    replica: Replica
    samples: int
