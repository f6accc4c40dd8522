"""Arithmetic of windows that slide over a sample: the one place for lengths and paddings.

Padding "same" follows TensorFlow's rule, which ONNX calls SAME_UPPER: ``ceil(length / stride)``
windows, and of an odd number of zeros the one more at the end. PyTorch has "same" for stride 1
only, and its symmetric paddings give the same shapes but other values where strides are larger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Padding = Literal["valid", "same", "explicit"]
Margin = tuple[int, int]
"""Zeros before and after the values of one dimension."""


@dataclass(frozen=True)
class Slide:
    """How a window goes along one dimension.

    Attributes
    ----------
    length
        Values along the dimension, without padding.
    kernel, dilation
        Values that the window reads, and their distance from each other.
    stride
        Distance between two windows.
    before, after
        Zeros added at either end.
    """

    length: int
    kernel: int
    stride: int = 1
    dilation: int = 1
    before: int = 0
    after: int = 0

    @property
    def reach(self) -> int:
        """How many values the window spans, read or not."""
        return (self.kernel - 1) * self.dilation + 1

    @property
    def padded(self) -> int:
        return self.before + self.length + self.after

    @property
    def count(self) -> int:
        """Number of windows; 0 where none fits."""
        return max((self.padded - self.reach) // self.stride + 1, 0)

    @property
    def pads(self) -> bool:
        return self.before > 0 or self.after > 0

    def tap(self, position: int) -> slice:
        """Return where, of the padded values, all windows have their value ``position``."""
        first = position * self.dilation
        return slice(first, first + (self.count - 1) * self.stride + 1, self.stride)

    def real_tap(self, position: int) -> RealTap:
        """Return the same of the values without padding, and which windows have one there."""
        first = position * self.dilation - self.before
        skipped = max(-(first // self.stride), 0)
        last = min((self.length - 1 - first) // self.stride, self.count - 1)
        start = first + skipped * self.stride
        stop = max(first + last * self.stride + 1, start)
        return RealTap(slice(start, stop, self.stride), slice(skipped, max(last + 1, skipped)))

    def real_values(self) -> tuple[int, ...]:
        """Return how many values that are not padding each window reads."""
        found = [0] * self.count
        for position in range(self.kernel):
            windows = self.real_tap(position).windows
            for window in range(windows.start, windows.stop):
                found[window] += 1
        return tuple(found)


class RealTap(NamedTuple):
    """The values at one position of all windows, and the windows that have one there."""

    values: slice
    windows: slice


def spread(values: tuple[int, ...], rank: int) -> tuple[int, ...] | None:
    """Return one number for each of ``rank`` dimensions: one given number holds for all."""
    if len(values) == 1:
        return values * rank
    return values if len(values) == rank else None


def margins(values: tuple[int, ...], rank: int) -> tuple[Margin, ...] | None:
    """Return the margins of each dimension, or None where the numbers are not so many.

    One number holds everywhere; one a dimension holds on both its sides; two a dimension are
    before and after: ``(left, right)`` or ``(top, bottom, left, right)``. Of a sequence two numbers
    are before and after.
    """
    if len(values) == 2 * rank:
        return tuple((values[2 * axis], values[2 * axis + 1]) for axis in range(rank))
    both = spread(values, rank)
    return None if both is None else tuple((each, each) for each in both)


def slide(
    length: int,
    kernel: int,
    stride: int,
    dilation: int,
    padding: Padding,
    margin: Margin,
) -> Slide:
    """Return how a window goes over ``length`` values; ``margin`` is that of explicit padding."""
    reach = (kernel - 1) * dilation + 1
    if padding == "valid":
        margin = (0, 0)
    elif padding == "same":
        total = max((-(-length // stride) - 1) * stride + reach - length, 0)
        margin = (total // 2, total - total // 2)
    return Slide(length, kernel, stride, dilation, *margin)


def opposite(
    count: int,
    kernel: int,
    stride: int,
    dilation: int,
    padding: Padding,
    margin: Margin,
) -> Slide:
    """Return the slide with ``count`` windows that a transposed convolution turns around.

    Its length is that of the result: ``count * stride`` for "same", for "valid" all that the
    windows touch, as in PyTorch (Keras never ends below ``count * stride``); an explicit margin is
    cut off from that.
    """
    reach = (kernel - 1) * dilation + 1
    touched = (count - 1) * stride + reach
    if padding == "valid":
        margin = (0, 0)
    elif padding == "same":
        total = max(touched - count * stride, 0)
        margin = (total // 2, total - total // 2)
        return Slide(count * stride, kernel, stride, dilation, *margin)
    return Slide(touched - sum(margin), kernel, stride, dilation, *margin)
