"""What stands around the optimizer's rule: clipping, penalties, bounds, frozen layers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.optim.layers import Factors, Held, LayerTraining, lies_within
from engine.optim.maxnorm import MaxNorm
from engine.optim.penalty import Penalty, WeightDecay
from engine.places import Place, places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from engine.optim.base import Update, Vector
    from engine.optim.clipping import AnyClipping
    from engine.optim.layers import Index, Part
    from engine.program import Program

_PLAIN = LayerTraining()


@dataclass(frozen=True)
class Transforms:
    """What is done to the gradient and to the weights beside the optimizer's own step.

    Attributes
    ----------
    clipping
        Acts on the gradient of the loss, before penalties are added.
    l1, l2
        Strength of ``l1 Σ|w| + l2 / 2 Σ w²`` over the kernels, added to the gradient but not to
        the loss that is shown, as PyTorch's weight decay.
    weight_decay
        Decoupled: ``θ -= learning_rate weight_decay θ`` on the kernels before the step. For an
        optimizer of the full batch it counts as L2, which its line search can see.
    max_norm
        Longest weight vector of a unit, as the layers declare it; None is without bound.
    layers
        What differs in single layers, by the id with which they are drawn. What is said of a group
        holds for all layers within it.
    """

    clipping: AnyClipping | None = None
    l1: float = 0.0
    l2: float = 0.0
    weight_decay: float = 0.0
    max_norm: float | None = None
    layers: Mapping[int, LayerTraining] = field(default_factory=dict)

    def of(self, trail: Iterable[int]) -> LayerTraining:
        """Return what holds for a layer, given the groups around it and its own id."""
        found = _PLAIN
        for node in trail:
            found = self.layers.get(node, _PLAIN).within(found)
        return found


class Bound:
    """The transforms of one run, bound to its vectors.

    Attributes
    ----------
    before, after
        Calls to make before and after the optimizer's own, in order; mostly there are none.
    penalty
        L1 and L2, or None.
    held
        Frozen layers and single weights that do not learn, or None.
    off
        Places of the weights that are kept at zero.
    """

    def __init__(self, transforms: Transforms, program: Program, update: Update) -> None:
        self._transforms, self._program, self._update = transforms, program, update
        self._places = list(places(program))
        self._own = {node: transforms.of(program.trails[node]) for node in program.blocks}
        self.off = off_places(program, transforms)
        self.before: list[Callable[[], None]] = []
        self.after: list[Callable[[], None]] = []
        self.held = self._held()
        self.penalty = self._penalty()
        if self.held is not None:
            self.before.append(self.held.silence)
        if update.declaration.full_batch:
            self._add_penalty()
        else:
            self._add_clipping()
            self._add_penalty()
            self._add_factors()
            self._add_weight_decay()
        self._add_max_norm()
        if self.held is not None:
            self.after.append(self.held.put_back)

    def _held(self) -> Held | None:
        blocks = self._program.blocks
        parts: list[Part] = [slice(*blocks[node]) for node in blocks if self._own[node].frozen]
        held = {node: own.held for node, own in self._own.items()}
        alone = np.union1d(self.off, singles(self._places, held))
        if alone.size:
            parts.append(alone)
        return Held(self._update, parts) if parts else None

    def _strengths(self, name: str) -> Vector | None:
        """Return how strongly a penalty acts on each weight; None where it acts on none."""
        whole = getattr(self._transforms, name)
        if not whole and not any(getattr(own, name) for own in self._own.values()):
            return None
        found = np.zeros_like(self._program.theta)
        for place in self._places:
            if place.parameter.decays and place.parameter.learned:
                own = getattr(self._own[place.node], name)
                found[place.span] = whole if own is None else own
        return found if found.any() else None

    def _penalty(self) -> Penalty | None:
        l1, l2 = self._strengths("l1"), self._strengths("l2")
        decay = self._strengths("weight_decay")
        if decay is not None and self._update.declaration.full_batch:
            l2 = decay if l2 is None else l2 + decay
        if l1 is None and l2 is None:
            return None
        return Penalty(self._update.theta, self._update.gradient, l1, l2)

    def _add_penalty(self) -> None:
        if self.penalty is not None:
            self.before.append(self.penalty)
            if self.held is not None:
                self.before.append(self.held.silence)

    def _add_clipping(self) -> None:
        if self._transforms.clipping is not None:
            spans = [place.span for place in self._places if place.parameter.learned]
            self.before.append(self._transforms.clipping.bind(self._update.gradient, spans))

    def _add_factors(self) -> None:
        blocks = self._program.blocks.items()
        own = [(slice(*block), self._own[node].rate_factor) for node, block in blocks]
        others = [(span, factor) for span, factor in own if factor != 1.0]
        if others:
            factors = Factors(self._update.theta, others)
            self.before.append(factors.keep)
            self.after.append(factors.scale)

    def _add_weight_decay(self) -> None:
        decays = self._strengths("weight_decay")
        if decays is not None:
            self.before.append(WeightDecay(self._update, decays))

    def _add_max_norm(self) -> None:
        for place in self._places:
            limit = self._limit(place)
            if limit is not None:
                shape, axes = place.parameter.fan
                kernel = self._update.theta[place.span].reshape(shape)
                self.after.append(MaxNorm(kernel, axes, limit))

    def _limit(self, place: Place) -> float | None:
        own, parameter = self._own[place.node], place.parameter
        if own.frozen or not parameter.decays or len(parameter.shape) < 2:
            return None
        return self._transforms.max_norm if own.max_norm is None else own.max_norm


def singles(
    places: Iterable[Place], chosen: Mapping[int, Mapping[str, Sequence[Index]]]
) -> NDArray[np.intp]:
    """Return where single weights lie in the flat vectors, in order.

    Parameters
    ----------
    chosen
        Their indices by id of the layer and name of the parameter. Those that the parameter has
        not, as it has become smaller, are left out, and so is what a layer keeps by itself.
    """
    found = [
        place.span.start + int(np.ravel_multi_index(index, place.parameter.shape))
        for place in places
        if place.parameter.learned
        for index in chosen.get(place.node, {}).get(place.parameter.name, ())
        if lies_within(index, place.parameter.shape)
    ]
    return np.unique(np.array(found, np.intp))


def off_places(program: Program, transforms: Transforms) -> NDArray[np.intp]:
    """Return where the weights lie that are kept at zero."""
    chosen = {node: transforms.of(program.trails[node]).off for node in program.blocks}
    return singles(places(program), chosen)
