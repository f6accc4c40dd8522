"""Windows as ONNX describes them, with every padding written out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from engine import sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.formats.onnx.importing.drawing import Value
    from engine.formats.onnx.importing.reading import Operator
    from engine.sizes import Margin, Padding


@dataclass(frozen=True)
class Window:
    """A window over one or two dimensions.

    Attributes
    ----------
    margins
        Zeros before and after each dimension; what a transposed convolution cuts off, which is
        negative where it adds zeros.
    beyond
        What rounding up adds behind each dimension, for a last window that is not filled.
    """

    kernel: tuple[int, ...]
    stride: tuple[int, ...]
    dilation: tuple[int, ...]
    margins: tuple[Margin, ...]
    beyond: tuple[int, ...] = ()

    @classmethod
    def of(
        cls, operator: Operator, value: Value, kernel: Sequence[int], *, cut: bool = False
    ) -> Window:
        """Read an operator's attributes; ``cut`` is for a transposed convolution."""
        operator.drawing.require_channels(value)
        rank = len(value.shape) - 1
        size = tuple(operator.get("kernel_shape", list(kernel)))
        if rank not in (1, 2) or len(size) != rank:
            raise operator.refused(f"kernel_shape = {list(size)}")
        one = [1] * rank
        window = cls(
            size, tuple(operator.get("strides", one)), tuple(operator.get("dilations", one)), ()
        )
        lengths = value.shape[1:]
        margins = window._cut(operator, lengths) if cut else window._added(operator, lengths)
        beyond = window._beyond(operator, lengths, margins)
        return replace(window, margins=margins, beyond=beyond)

    @property
    def pads(self) -> tuple[int, ...]:
        return tuple(length for margin in self.margins for length in margin)

    def single(self) -> dict[str, Any]:
        """Return the fields of a layer over a sequence."""
        return {
            "kernel_size": self.kernel[0],
            "stride": self.stride[0],
            "dilation": self.dilation[0],
        }

    def both(self) -> dict[str, Any]:
        """Return the fields of a layer over a picture."""
        return {"kernel_size": self.kernel, "stride": self.stride, "dilation": self.dilation}

    def wider(self) -> Window:
        """Return the window over a picture that is one value wide."""
        one = (1,)
        return replace(
            self,
            kernel=self.kernel + one,
            stride=self.stride + one,
            dilation=self.dilation + one,
            margins=(*self.margins, (0, 0)),
        )

    def _each(self) -> zip[tuple[int, int, int]]:
        return zip(self.kernel, self.stride, self.dilation, strict=True)

    def _added(self, operator: Operator, lengths: Sequence[int]) -> tuple[Margin, ...]:
        rule = operator.require("auto_pad", "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER")
        if rule == "NOTSET":
            return _pairs(operator.get("pads", [0, 0] * len(lengths)))
        padding: Padding = "valid" if rule == "VALID" else "same"
        slides = [
            sizes.slide(length, *each, padding, (0, 0))
            for length, each in zip(lengths, self._each(), strict=True)
        ]
        margins = [(slide.before, slide.after) for slide in slides]
        return tuple((b, a) if rule != "SAME_LOWER" else (a, b) for b, a in margins)

    def _cut(self, operator: Operator, lengths: Sequence[int]) -> tuple[Margin, ...]:
        """Return what is cut off the whole that the windows touch."""
        rule = operator.require("auto_pad", "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER")
        touched = [
            (length - 1) * stride + (kernel - 1) * dilation + 1
            for length, (kernel, stride, dilation) in zip(lengths, self._each(), strict=True)
        ]
        more = operator.get("output_padding", [0] * len(lengths))
        wanted = operator.get("output_shape", None)
        if wanted is None and rule in ("NOTSET", "VALID"):
            given = _pairs(operator.get("pads", [0, 0] * len(lengths)))
            return tuple(
                (before, after - extra) for (before, after), extra in zip(given, more, strict=True)
            )
        if wanted is None:
            wanted = [n * stride for n, stride in zip(lengths, self.stride, strict=True)]
        margins = []
        for whole, length, extra in zip(touched, wanted, more, strict=True):
            total = whole + extra - length
            less = total // 2 if total > 0 else 0
            first, last = (less, total - less) if rule == "SAME_UPPER" else (total - less, less)
            if total <= 0:
                first, last = 0, total
            margins.append((first, last - extra))
        return tuple(margins)

    def _beyond(
        self, operator: Operator, lengths: Sequence[int], margins: tuple[Margin, ...]
    ) -> tuple[int, ...]:
        if not operator.get("ceil_mode", 0):
            return (0,) * len(lengths)
        found = []
        for length, margin, each in zip(lengths, margins, self._each(), strict=True):
            kernel, stride, dilation = each
            reach, whole = (kernel - 1) * dilation + 1, length + sum(margin)
            count = -(-(whole - reach) // stride) + 1
            # A window that would begin behind the values does not count.
            if (count - 1) * stride >= length + margin[0]:
                count -= 1
            found.append(max((count - 1) * stride + reach - whole, 0))
        return tuple(found)


def _pairs(pads: Sequence[int]) -> tuple[Margin, ...]:
    half = len(pads) // 2
    return tuple(zip(pads[:half], pads[half:], strict=True))
