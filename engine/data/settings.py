"""What a project says about its data: where the rows come from and how they are prepared."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

GeneratorName = Literal[
    "circle",
    "xor",
    "gauss",
    "spiral",
    "moons",
    "regression plane",
    "regression gauss",
    "line",
]
SequenceName = Literal["sine wave", "sorting", "reversing", "text"]
TreesName = Literal["sentiment phrases"]
BuiltinName = Literal["xor table", "iris", "wine", "breast cancer", "diabetes", "digits"]
Separator = Literal["\t", ";", ",", "|", " "]
Role = Literal["feature", "target", "weight", "ignored"]
Kind = Literal["number", "category"]


class Declaration(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"
):
    """Base of the strict, versioned values that a project file holds."""


class Generated(Declaration, frozen=True, tag="generated.v1"):
    """Points drawn by a formula, two inputs in [-6, 6] (one for ``line``)."""

    name: GeneratorName = "circle"
    samples: Annotated[int, Meta(ge=4, le=100_000)] = 500
    noise: Annotated[float, Meta(ge=0.0, le=50.0)] = 0.0
    """Percent, as in TensorFlow Playground."""
    seed: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 0


OWN_POINTS = "own points"
MOST_POINTS = 10_000
MOST_CLASSES = 10

Coordinate = Annotated[float, Meta(ge=-1e6, le=1e6)]


class Point(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A point that a person placed; a file holds it as four numbers.

    Attributes
    ----------
    x, y
        Its inputs; ``y`` is 0 and counts for nothing where there is one input.
    target
        The index of its class, or the number to predict.
    rank
        It is held out for testing where this is less than the share of the test part. So points
        that come and go leave the part of the others as it is.
    """

    x: Coordinate
    y: Coordinate
    target: Coordinate
    rank: Annotated[float, Meta(ge=0.0, le=1.0)]


class Points(Declaration, frozen=True, tag="points.v1"):
    """A person's own points.

    Attributes
    ----------
    inputs
        2 in a plane; 1 beside a line to be fitted, which has no classes.
    classes
        The labels by index; empty where numbers are predicted.
    """

    points: Annotated[tuple[Point, ...], Meta(max_length=MOST_POINTS)] = ()
    inputs: Literal[1, 2] = 2
    classes: Annotated[tuple[str, ...], Meta(max_length=MOST_CLASSES)] = ("0", "1")

    def __post_init__(self) -> None:
        if not self.classes:
            return
        if self.inputs == 1 or not 2 <= len(self.classes) == len(set(self.classes)):
            raise ValueError("Own points have two inputs and at least two classes, all different.")
        known = frozenset(range(len(self.classes)))
        if not known.issuperset(point.target for point in self.points):
            raise ValueError("A point has a class that is not there.")

    @property
    def name(self) -> str:
        """What the set is called, as those of other sources."""
        return OWN_POINTS


class Sequences(Declaration, frozen=True, tag="sequences.v1"):
    """Sequences drawn by a rule; see `engine.data.sequences`.

    Attributes
    ----------
    symbols
        Different symbols to be put in order; a text has its own.
    noise
        Percent of the wave's amplitude.
    """

    name: SequenceName = "sine wave"
    samples: Annotated[int, Meta(ge=4, le=100_000)] = 1000
    steps: Annotated[int, Meta(ge=2, le=512)] = 24
    symbols: Annotated[int, Meta(ge=2, le=100)] = 9
    noise: Annotated[float, Meta(ge=0.0, le=50.0)] = 0.0
    seed: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 0


class Phrases(Declaration, frozen=True, tag="phrases.v1"):
    """Trees of a small grammar, a label at each node; see `engine.data.trees.phrases`.

    Attributes
    ----------
    words
        Of the longest phrase.
    """

    name: TreesName = "sentiment phrases"
    samples: Annotated[int, Meta(ge=4, le=20_000)] = 1500
    words: Annotated[int, Meta(ge=6, le=100)] = 12
    seed: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 0


class Builtin(Declaration, frozen=True, tag="builtin.v1"):
    """A set that ships with the program or with scikit-learn."""

    name: BuiltinName = "iris"


class ColumnChoice(Declaration, frozen=True, tag="column.v1"):
    """How one column of a table is used; one at most tells how much each row counts."""

    name: str
    role: Role = "feature"
    kind: Kind = "number"


class Table(Declaration, frozen=True, tag="table.v1"):
    """A person's own table, kept as bytes in the project's attachments.

    Attributes
    ----------
    attachment, file_name
        The key of the bytes, and what the person called them.
    separator
        Between two cells; a blank stands for any run of blanks and tabs.
    columns
        How each is used. One that is not named is ignored; with none named, all are guessed.
    missing
        What becomes of a row that misses a feature. One without its target or weight is always
        dropped.
    """

    attachment: str
    file_name: str
    separator: Separator = ","
    decimal: Literal[".", ","] = "."
    encoding: str = "utf-8"
    header: bool = True
    columns: tuple[ColumnChoice, ...] = ()
    missing: Literal["drop", "fill"] = "drop"


class Treebank(Declaration, frozen=True, tag="treebank.v1"):
    """A person's own trees, kept as bytes in the project's attachments.

    Attributes
    ----------
    attachment, file_name
        The key of the bytes, and what the person called them.
    """

    attachment: str
    file_name: str


class Text(Declaration, frozen=True, tag="text.v1"):
    """A person's own text, of which each next letter is to be predicted.

    Attributes
    ----------
    attachment, file_name
        The key of the bytes in the project's attachments, and what the person called them.
    samples, steps
        Number of windows on the text, from random places, and their length.
    """

    attachment: str
    file_name: str
    samples: Annotated[int, Meta(ge=4, le=100_000)] = 2000
    steps: Annotated[int, Meta(ge=2, le=512)] = 32
    seed: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 0


OwnFile = Table | Treebank | Text
"""What is read from bytes in the project's attachments."""

Source = Generated | Points | Sequences | Phrases | Builtin | OwnFile


class DataSettings(Declaration, frozen=True, tag="data.v1"):
    """The rows, their split and their preparation.

    Generated and own points and the table of XOR stay raw, and the latter whole, whatever is said
    here. Own points keep no order, and the split's seed and shares of classes do not concern them.

    Attributes
    ----------
    test_share
        The share of rows held out; ``0`` trains on all of them.
    in_order
        Whether rows keep their order: the last ones are held out and batches are not shuffled. The
        windows of a text or a wave then follow one another.
    stratify
        Whether each class keeps its share in both parts.
    standardize
        Whether numbers get the mean 0 and the deviation 1, and pixels the range from 0 to 1.
    unit_range
        Whether those numbers get the range from 0 to 1 instead, as a Bernoulli RBM reads them.
    standardize_target
        The same for the targets of a regression.
    reconstruct
        Whether the prepared inputs are the targets, as for an autoencoder.
    """

    source: Source = Generated()
    test_share: Annotated[float, Meta(ge=0.0, le=0.9)] = 0.5
    split_seed: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 0
    in_order: bool = False
    stratify: bool = True
    standardize: bool = True
    unit_range: bool = False
    standardize_target: bool = True
    reconstruct: bool = False
