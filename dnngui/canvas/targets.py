"""What of an opened layer can be pointed at."""

from __future__ import annotations

from typing import NamedTuple


class Neuron(NamedTuple):
    """One output of a layer."""

    node: int
    unit: int


class Weight(NamedTuple):
    """One value of a layer's kernel or bias, at its place within the parameter."""

    node: int
    parameter: str
    place: tuple[int, ...]

    @property
    def unit(self) -> int:
        return self.place[-1]

    @property
    def line(self) -> tuple[int, int] | None:
        """From which input to which unit it leads; None of a bias."""
        return (self.place[0], self.place[1]) if len(self.place) > 1 else None


Target = Neuron | Weight
