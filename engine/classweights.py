"""How much the samples of a class count in the loss."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import numpy as np
from msgspec import Meta

from engine.message import SpokenError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]


class ClassWeights(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"
):
    """Base of the ways to weigh classes; ``title`` and ``summary`` in English."""

    @property
    def names(self) -> tuple[str, ...]:
        """The classes that are named."""
        return ()


class Balanced(ClassWeights, frozen=True, tag="balanced.v1"):
    """Each class counts alike: ``n / (classes * count)``, as scikit-learn's ``"balanced"``.

    ``n`` and the counts are those of the training part; each step of a sequence is one.
    """

    title = "Balanced"
    summary = "All classes count alike in the loss, however rare they are in the training part."

    def of(self, classes: Sequence[str], y: NDArray[np.int64]) -> Floats:
        """Return the weight of each class, for class numbers ``y`` of which -1 is none."""
        counts = np.bincount(y[y >= 0], minlength=len(classes)).astype(np.float64)
        # A class that does not occur in the training part gets none.
        found: Floats = counts.sum() / (len(classes) * np.where(counts, counts, np.inf))
        return found


class GivenWeights(ClassWeights, frozen=True, tag="given.v1"):
    """A number for each class, by name."""

    title = "Given"
    summary = "A number for each class; what is not named counts 1."

    weights: Annotated[
        str,
        Meta(
            max_length=10_000,
            title="Weights",
            description="cat=2, dog=0.5; a name with a comma or an equals sign in double quotes.",
        ),
    ] = ""

    def __post_init__(self) -> None:
        self.numbers()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.numbers())

    def numbers(self) -> dict[str, float]:
        """Return the numbers by name.

        Raises
        ------
        ValueError
            Where the text is something else.
        """
        found: dict[str, float] = {}
        place, text = 0, self.weights.strip()
        while place < len(text):
            match = _ENTRY.match(text, place)
            number = _number(match["number"]) if match else None
            if match is None or number is None:
                raise ValueError(
                    "Write the name of a class, an equals sign, a number: cat=2, dog=1"
                )
            name = match["quoted"] or match["name"]
            if name in found:
                raise ValueError("A class is named twice.")
            found[name] = number
            place = match.end()
        return found

    def of(self, classes: Sequence[str], y: NDArray[np.int64]) -> Floats:
        """Return the weight of each class, whatever occurs."""
        del y
        numbers = self.numbers()
        return np.array([numbers.get(name, 1.0) for name in classes])


AnyClassWeights = Balanced | GivenWeights

CLASS_WEIGHTS: dict[str, type[AnyClassWeights]] = {"balanced": Balanced, "given": GivenWeights}
"""Both by the name that a command line knows."""

_ENTRY = re.compile(
    r"""\s*(?:"(?P<quoted>[^"]+)"|(?P<name>[^\s"=,](?:[^"=,]*[^\s"=,])?))\s*
    =\s*(?P<number>[^\s,]+)\s*(?:,|$)""",
    re.VERBOSE,
)


def _number(text: str) -> float | None:
    """Return the number that can be a weight, or None."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and 0.0 <= number <= _GREATEST else None


_GREATEST = 1e6


def class_weights(
    declared: AnyClassWeights | None, outputs: Sequence[tuple[Sequence[str], NDArray[Any]]]
) -> list[Floats | None]:
    """Return the weight of each class of each output, ``(classes,)``, or None where all are alike.

    Parameters
    ----------
    outputs
        The classes of each output, and the training part's class numbers; no classes where the
        output predicts numbers.

    Raises
    ------
    SpokenError
        Where there are no classes, or a name is not one of them.
    """
    if declared is None:
        return [None] * len(outputs)
    known = [name for classes, _ in outputs for name in classes]
    if not known:
        raise SpokenError(
            "Class weights are for classes and the data has numbers to predict. Set class weights "
            "to none."
        )
    for name in declared.names:
        if name not in known:
            raise SpokenError(
                "The class weights name “{name}”, which is no class of the data. Its classes "
                "are: {classes}.",
                name=name,
                classes=", ".join(known),
            )
    return [declared.of(classes, y) if classes else None for classes, y in outputs]


def sample_weights(
    of_classes: Floats | None, y: NDArray[Any], rows: Floats | None
) -> Floats | None:
    """Return the product of a sample's own weight and that of its class.

    Parameters
    ----------
    of_classes, rows
        ``(classes,)`` and ``(n,)``, or None where all count alike.
    y
        Class numbers, ``(n,)`` or ``(n, steps)``; -1 is a step that has none.

    Returns
    -------
    Shaped like ``y``, or ``(n,)``; None where all samples count alike.
    """
    if of_classes is None:
        return rows
    each: Floats = of_classes[np.maximum(y, 0)]
    return each if rows is None else each * rows.reshape(-1, *(1,) * (each.ndim - 1))
