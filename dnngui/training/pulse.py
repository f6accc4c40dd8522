"""How large each layer's outputs and gradients are, from look to look."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from dnngui.training.frames import Pulse
from engine.doctor.units import VANISHED
from engine.magnitude import root_mean_square
from engine.places import places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from dnngui.training.frames import NodePreview
    from engine.program import Program
    from engine.trainer import Trainer

    Floats = NDArray[np.floating[Any]]

LOOKS = 40
"""Looks that are kept: a few seconds of a run."""

JUDGED = 5
"""Looks at gradients from which on a layer is judged by them: a single batch says little."""

LEAST_LAYERS = 3
"""Layers that learn from which on gradients can vanish between them."""

EXPLODED = 1e4


class _Look(NamedTuple):
    """Sizes after so many steps, of outputs and gradients, ``(2, layers)``."""

    step: int
    sizes: NDArray[np.float64]


class Pulses:
    """Keeps the sizes of one network's layers at the last looks, by the layers as they are drawn.

    A gradient is what the last step has left: nothing is computed for it but its root mean square.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._drawn: tuple[int, ...] = ()
        self._begin(())

    def _begin(self, drawn: tuple[int, ...]) -> None:
        """Forget all looks; the layers as they are drawn are ``drawn`` from now on."""
        self._drawn = drawn
        self._spans: dict[int, list[slice]] = {}
        self._last = -1
        for node, parameter, span in places(self._program):
            if parameter.learned:
                trail = self._program.trails[node]
                self._last = trail[-1]
                for each in trail:
                    self._spans.setdefault(each, []).append(span)
        self._looks: list[_Look] = []
        self._vanishing: frozenset[int] = frozenset()

    def take(self, trainer: Trainer, pictures: Mapping[int, NodePreview]) -> dict[int, NodePreview]:
        """Return ``pictures`` with the sizes up to the present step, and what they say of health.

        Where an earlier moment is looked back to, these end there, and nothing is added to them:
        the gradients of that step are gone.
        """
        if tuple(pictures) != self._drawn:
            # The same network is drawn with other groups.
            self._begin(tuple(pictures))
        step = trainer.steps_made
        if trainer.is_visiting:
            looks = [look for look in self._looks if look.step <= step]
        else:
            gradients = self._gradients()
            own = [gradients.get(node, math.nan) for node in pictures]
            sizes = np.array([[picture.size for picture in pictures.values()], own])
            kept = [look for look in self._looks if look.step < step]
            self._looks = looks = [*kept, _Look(step, sizes)][-LOOKS:]
        history = np.array([look.sizes for look in looks]).reshape(-1, 2, len(pictures)).T.copy()
        pulses = {node: Pulse(*rows) for node, rows in zip(pictures, history, strict=True)}
        ill = self._judged(pulses)
        return {
            node: dataclasses.replace(
                picture,
                pulse=pulses[node],
                health=ill.get(node, "ok") if picture.health == "ok" else picture.health,
            )
            for node, picture in pictures.items()
        }

    def _gradients(self) -> dict[int, float]:
        """Return the root mean square of the gradients of all that each layer learns."""
        gradient = self._program.true_gradient()
        if not gradient.any():
            # Before the first step, and of an RBM.
            return {}
        return {
            node: root_mean_square(*(gradient[span] for span in spans))
            for node, spans in self._spans.items()
        }

    def _judged(self, pulses: Mapping[int, Pulse]) -> dict[int, str]:
        usual = {node: _usual(pulses[node].gradients) for node in self._spans if node in pulses}
        ill = {node: "exploding" for node, size in usual.items() if size > EXPLODED}
        last = usual.get(self._last, math.nan)
        # Beside a last layer whose gradients are 0 nothing can be judged anew.
        if len(usual) >= LEAST_LAYERS and last > 0.0:
            small = {node: size for node, size in usual.items() if size <= VANISHED * last}
            # Of frozen layers they may be 0; where they vanish, they pass through small ones.
            self._vanishing = frozenset(small if any(small.values()) else ())
        return dict.fromkeys(self._vanishing, "vanishing") | ill


def _usual(gradients: NDArray[np.float64]) -> float:
    """Return the size over all looks; NaN where there were too few."""
    known = gradients[~np.isnan(gradients)]
    return root_mean_square(known) if len(known) >= JUDGED else math.nan
