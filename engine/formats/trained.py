"""What is taken away: a network with its weights, and the way from raw rows to its predictions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import numpy as np

from engine.data.preprocessing import Preprocessing
from engine.formats.errors import ExportError
from engine.graph import Graph
from engine.losses import AnyLoss

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from engine.program import Program

    Floats = NDArray[np.floating[Any]]

EQUAL = "Saved and read back: {count} weights, equal bit for bit."


class Description(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a file of weights says beside the weights: enough to compute with them.

    Attributes
    ----------
    format
        Names the version of this description.
    threshold
        With two classes and one output: above it an output means the second class.
    """

    format: Literal["dnngui.weights.v1"] = "dnngui.weights.v1"
    name: str
    graph: Graph
    loss: AnyLoss | None
    threshold: float
    preprocessing: Preprocessing | None

    def to_json(self) -> str:
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_json(cls, text: str) -> Description:
        """Read what `to_json` wrote; raise `msgspec.ValidationError` where it does not fit."""
        return msgspec.json.decode(text, type=cls)


@dataclass(frozen=True, eq=False, kw_only=True)
class Trained:
    """A trained network at rest.

    Attributes
    ----------
    drawn, graph
        The network as a person drew it, and with the layers of groups in the groups' places.
    parameters
        Arrays by name, ``"dense_1/kernel"``.
    predict
        Takes raw rows ``(n, columns)`` float64, a category as its index, a missing cell as NaN;
        returns the predictions as a person sees them, ``(n, outputs)``: probabilities, or
        numbers in the units of the raw target. Without preprocessing the rows are the network's
        inputs.
    preprocessing
        What the data set fitted, or None where the network is fed directly.
    sample
        Raw rows of the training part: they tell the range in which an export is checked.
    threshold
        With two classes and one output: above it an output means the second class.
    """

    drawn: Graph
    graph: Graph
    parameters: Mapping[str, Floats]
    predict: Callable[[NDArray[np.float64]], Floats]
    preprocessing: Preprocessing | None = None
    sample: NDArray[np.float64] | None = None
    name: str = "Untitled"
    loss: AnyLoss | None = None
    threshold: float = 0.5

    @classmethod
    def of(
        cls,
        program: Program,
        preprocessing: Preprocessing | None = None,
        *,
        sample: NDArray[np.float64] | None = None,
        name: str = "Untitled",
        threshold: float | None = None,
    ) -> Trained:
        """Return what ``program`` has learned; it may go on learning afterwards.

        Parameters
        ----------
        threshold
            None is halfway between the targets of the two classes.
        """
        from engine.program import compile

        twin = compile(program.drawn, program.loss, seed=program.seed, dtype=program.dtype.name)
        twin.theta[...] = program.theta

        def predict(raw: NDArray[np.float64]) -> Floats:
            inputs = raw if preprocessing is None else preprocessing.transform(raw)
            outputs = twin.predict(inputs).reshape(len(raw), -1)
            return outputs if preprocessing is None else preprocessing.inverse_target(outputs)

        return cls(
            drawn=twin.drawn,
            graph=twin.graph,
            parameters=twin.parameters,
            predict=predict,
            preprocessing=preprocessing,
            sample=sample,
            name=name,
            loss=twin.loss,
            threshold=(twin.low_target + 1.0) / 2.0 if threshold is None else threshold,
        )

    def describe(self) -> Description:
        return Description(
            name=self.name,
            graph=self.drawn,
            loss=self.loss,
            threshold=self.threshold,
            preprocessing=self.preprocessing,
        )

    @property
    def classes(self) -> tuple[str, ...]:
        return self.preprocessing.classes if self.preprocessing else ()

    def weights(self) -> int:
        """Return the number of learned values."""
        return sum(array.size for array in self.parameters.values())


def require_finite(parameters: Mapping[str, Floats]) -> None:
    """Raise `ExportError` where a weight is not a number: such a network is of no use."""
    for name, array in parameters.items():
        if not np.isfinite(array).all():
            raise ExportError(
                "The weights of {layer} are not finite numbers, so there is nothing to export. "
                "Go back to the last good weights, or reset and train again.",
                layer=name.rsplit("/", 1)[0],
            )


def require_equal(found: Mapping[str, Floats], wanted: Mapping[str, Floats]) -> None:
    """Raise `ExportError` where arrays read back are not the ones written, bit for bit."""
    for name in (*wanted, *(name for name in found if name not in wanted)):
        if name not in found or name not in wanted or not _same_bits(found[name], wanted[name]):
            raise ExportError(
                "The weights {name} were read back differently from how they were written, so "
                "nothing was saved. Try again, or choose another folder.",
                name=name,
            )


def require_description(text: str, trained: Trained) -> None:
    """Raise `ExportError` where the description read back says something else."""
    if Description.from_json(text) != trained.describe():
        raise ExportError(
            "The description of {name} was read back differently from how it was written, so "
            "nothing was saved. Try again, or choose another folder.",
            name=trained.name,
        )


def _same_bits(one: Floats, other: Floats) -> bool:
    same_kind = one.dtype == other.dtype and one.shape == other.shape
    return same_kind and one.tobytes() == other.tobytes()
