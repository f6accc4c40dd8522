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
from engine.shapes import size

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from engine.program import Program

    Floats = NDArray[np.floating[Any]]

EQUAL = "Saved and read back: {count} weights, equal bit for bit."


class FurtherOutput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What belongs to an output beside the first one."""

    loss: AnyLoss
    threshold: float


class Description(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a file of weights says beside the weights: enough to compute with them.

    Attributes
    ----------
    format
        Names the version of this description.
    loss, threshold
        Of the first output; with two classes and one output, what is above the threshold means the
        second class.
    further
        The same of the other outputs, in their order.
    """

    format: Literal["dnngui.weights.v1"] = "dnngui.weights.v1"
    name: str
    graph: Graph
    loss: AnyLoss | None
    threshold: float
    preprocessing: Preprocessing | None
    further: tuple[FurtherOutput, ...] = ()

    def to_json(self) -> str:
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_json(cls, text: str) -> Description:
        """Read what `to_json` wrote; raise `msgspec.ValidationError` where it does not fit."""
        return msgspec.json.decode(text, type=cls)


@dataclass(frozen=True)
class TrainedOutput:
    """One output of a trained network.

    Attributes
    ----------
    node, name
        Its layer.
    width
        Number of its values.
    preprocessing
        The preparation with this output's targets alone, or None.
    threshold
        With two classes and one value: above it the value means the second class.
    """

    node: int
    name: str
    width: int
    loss: AnyLoss
    preprocessing: Preprocessing | None
    threshold: float

    @property
    def classes(self) -> tuple[str, ...]:
        return self.preprocessing.classes if self.preprocessing else ()

    def raw(self, values: Floats) -> Floats:
        """Return numbers in the units of the raw targets, probabilities as they are."""
        flat = values.reshape(len(values), -1)
        return flat if self.preprocessing is None else self.preprocessing.inverse_target(flat)


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
        numbers in the units of the raw target; those of several outputs behind each other, see
        `split`. Without preprocessing the rows are the network's inputs.
    outputs
        In the order of the drawing's layers.
    preprocessing
        What the data set fitted, or None where the network is fed directly.
    sample
        Raw rows of the training part: they tell the range in which an export is checked.
    """

    drawn: Graph
    graph: Graph
    outputs: tuple[TrainedOutput, ...]
    parameters: Mapping[str, Floats]
    predict: Callable[[NDArray[np.float64]], Floats]
    preprocessing: Preprocessing | None = None
    sample: NDArray[np.float64] | None = None
    name: str = "Untitled"

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
        twin = program.fresh()
        twin.theta[...] = program.theta

        prepared = (
            (None,) * len(twin.objectives) if preprocessing is None else preprocessing.outputs
        )
        outputs = tuple(
            TrainedOutput(
                each.node,
                name,
                size(each.shape),
                each.loss,
                own,
                (each.low_target + 1.0) / 2.0 if threshold is None else threshold,
            )
            for each, name, own in zip(twin.objectives, twin.goal_names, prepared, strict=True)
        )

        def predict(raw: NDArray[np.float64]) -> Floats:
            inputs = raw if preprocessing is None else preprocessing.transform(raw)
            found = twin.predict_all(inputs)
            parts = [each.raw(found[each.name]) for each in outputs]
            return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)

        return cls(
            drawn=twin.drawn,
            graph=twin.graph,
            outputs=outputs,
            parameters=twin.parameters,
            predict=predict,
            preprocessing=preprocessing,
            sample=sample,
            name=name,
        )

    def split(self, predictions: Floats) -> list[Floats]:
        """Return the columns of each output."""
        ends = np.cumsum([each.width for each in self.outputs])
        return np.split(predictions, ends[:-1], axis=1)

    def describe(self) -> Description:
        return Description(
            name=self.name,
            graph=self.drawn,
            loss=self.outputs[0].loss,
            threshold=self.outputs[0].threshold,
            preprocessing=self.preprocessing,
            further=tuple(
                FurtherOutput(loss=each.loss, threshold=each.threshold) for each in self.outputs[1:]
            ),
        )

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
