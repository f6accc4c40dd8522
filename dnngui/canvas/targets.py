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


def beside(weight: Weight, across: int, down: int, shape: tuple[int, int], *, bias: bool) -> Weight:
    """Return another weight of the same layer; behind the last comes the first.

    Parameters
    ----------
    across, down
        How many inputs and units further; behind the inputs of a unit comes its bias.
    shape
        Of the kernel.
    bias
        Whether there are biases.
    """
    inputs, units = shape
    line = weight.line
    row = ((inputs if line is None else line[0]) + across) % (inputs + bias)
    unit = (weight.unit + down) % units
    if row == inputs:
        return Weight(weight.node, "bias", (unit,))
    return Weight(weight.node, "kernel", (row, unit))
