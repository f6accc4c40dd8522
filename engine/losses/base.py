"""What every loss declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
import numpy as np

from engine.activations import ActivationName  # msgspec reads the annotation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.losssite import LossSite

PROBABILITY_MARGIN = 1e-7


class Loss(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """Base of all losses.

    Attributes
    ----------
    title, summary
        Name and one sentence of help, in English.
    fuses
        The last activations with which the loss, then one of shares, is computed on logits.
    signed
        Whether class targets are -1 and 1 whatever the last activation is.
    for_classes
        Whether it compares with classes rather than with numbers.
    positive
        Whether it takes the logarithms of outputs that may be any numbers above 0.
    reads_numbers
        Whether targets of outputs with steps stay class numbers instead of a value per output.
    spreads
        Whether a part of each label is spread over all classes, each of which has its weight.
    """

    title: ClassVar[str]
    summary: ClassVar[str]
    fuses: ClassVar[tuple[ActivationName, ...]] = ()
    signed: ClassVar[bool] = False
    for_classes: ClassVar[bool] = False
    positive: ClassVar[bool] = False

    @property
    def reads_numbers(self) -> bool:
        return False

    @property
    def spreads(self) -> bool:
        return False

    @classmethod
    def kind(cls) -> str:
        """Return the tag without its version, such as ``binary_crossentropy``."""
        return str(cls.__struct_config__.tag).split(".")[0]

    def emit(self, site: LossSite) -> None:
        """Write the calls for the loss and for the gradient of ``site.prediction``.

        Where ``site.fused``, the gradient is that of ``site.logits``.
        """
        raise NotImplementedError


def zero_where_clipped(
    site: LossSite, clipped: NDArray[np.floating], room: NDArray[np.floating]
) -> None:
    """Zero the gradient where the clip acted."""
    site.call(np.equal, clipped, site.prediction, room)
    site.call(np.multiply, site.gradient, room, site.gradient)
