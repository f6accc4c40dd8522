"""Random masks for dropout, from one generator that a snapshot can save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.tape import Array

_STEPS = 65536


class DropoutSource:
    """Draws all masks of a program.

    Attributes
    ----------
    rates
        Rate by node id; may change between two steps.
    """

    def __init__(self, seed: int) -> None:
        self.rates: dict[int, float] = {}
        self._bits = np.random.SFC64(np.random.SeedSequence([seed, 0xD60]))

    @property
    def state(self) -> dict[str, Any]:
        """The generator's state, as plain values."""
        state: dict[str, Any] = dict(self._bits.state)
        inner = state["state"]
        return {**state, "state": {"state": [int(word) for word in inner["state"]]}}

    @state.setter
    def state(self, state: dict[str, Any]) -> None:
        words = np.array(state["state"]["state"], np.uint64)
        whole: Any = {**state, "state": {"state": words}}
        self._bits.state = whole

    def drawer(self, node: int, mask: Array) -> Callable[[], None]:
        """Return the call that fills ``mask`` with 0 or ``1 / (1 - rate)``.

        Each value takes 16 random bits, so rates are rounded to 1/65536, in the scale too.
        """
        words = -(-mask.size // 4)
        flat = mask.reshape(-1)
        draw, rates = self._bits.random_raw, self.rates

        def fill() -> None:
            rate = rates[node]
            bits = draw(words).view(np.uint16)[: flat.size]
            cut = min(round(rate * _STEPS), _STEPS - 1)
            np.greater_equal(bits, cut, flat, casting="unsafe")
            np.multiply(flat, _STEPS / (_STEPS - cut), flat)

        return fill
