"""Chance within a network while it trains, from one generator that a snapshot can save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.tape import Array

_STEPS = 65536

_ROUNDS = 12
"""Numbers that SFC64 drops until its state is mixed."""


class NoiseSource:
    """Draws the masks and the noise of all layers of a program."""

    def __init__(self, seed: int) -> None:
        self._bits = np.random.SFC64(np.random.SeedSequence([seed, 0xD60]))
        self._generator = np.random.Generator(self._bits)

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

    def branch(self, source: NoiseSource) -> None:
        """Go on with what three words of ``source`` are the seed of, as NumPy seeds SFC64."""
        words = np.append(source._bits.random_raw(3), np.uint64(1))
        inner = {"state": words}
        seeded: Any = {"bit_generator": "SFC64", "state": inner, "has_uint32": 0, "uinteger": 0}
        self._bits.state = seeded
        self._bits.random_raw(_ROUNDS)

    def mask_drawer(self, mask: Array, rate: Callable[[], float]) -> Callable[[], None]:
        """Return the call that fills ``mask`` with 0 or ``1 / (1 - rate)``.

        Each value takes 16 random bits, so rates are rounded to 1/65536, in the scale too.
        """
        words = -(-mask.size // 4)
        flat = mask.ravel(order="K")
        draw = self._bits.random_raw

        def fill() -> None:
            bits = draw(words).view(np.uint16)[: flat.size]
            cut = min(round(rate() * _STEPS), _STEPS - 1)
            np.greater_equal(bits, cut, flat, casting="unsafe")
            np.multiply(flat, _STEPS / (_STEPS - cut), flat)

        return fill

    def normal_drawer(self, noise: Array) -> Callable[[], None]:
        """Return the call that fills ``noise`` with standard normal numbers."""
        flat: Any = noise.ravel(order="K")
        draw, dtype = self._generator.standard_normal, noise.dtype.type

        def fill() -> None:
            draw(out=flat, dtype=dtype)

        return fill
