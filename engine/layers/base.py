"""What every layer declares.

A layer is a frozen value of hyperparameters. From its fields come the file format, the inspector's
form, the palette entry and the shape inference. It owns no arrays: when a graph is compiled it
writes its forward and backward calls onto a `Site`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import msgspec

from engine.activations import FUNCTIONS
from engine.message import Message, SpokenError
from engine.shapes import size

if TYPE_CHECKING:
    from typing import Self

    from engine.activations import ActivationName, Function
    from engine.initializers import Initializer
    from engine.plan import Site
    from engine.shapes import Shape


class Arity(NamedTuple):
    """How many connections may end at a layer; ``most`` None is without bound."""

    least: int
    most: int | None


class InsertBefore(msgspec.Struct, frozen=True):
    """A repair: put ``layer`` on the connection that leads here."""

    layer: Layer


class ReplaceWith(msgspec.Struct, frozen=True):
    """A repair: use ``layer`` instead of the one declared."""

    layer: Layer


class ShapeError(SpokenError):
    """The inputs of a layer do not fit it.

    Attributes
    ----------
    repair
        What would make them fit, where one step does.
    """

    def __init__(
        self,
        template: str,
        *,
        repair: InsertBefore | ReplaceWith | None = None,
        **arguments: str | int | float | Message,
    ) -> None:
        super().__init__(template, **arguments)
        self.repair = repair


class Fan(NamedTuple):
    """Where in a kernel the weights lie that belong to one unit.

    Attributes
    ----------
    shape
        The kernel's own, or one in which the groups of a layer are an axis by themselves.
    axes
        Those along which the weights of a unit lie: what Keras calls ``axis`` of its ``MaxNorm``.
    """

    shape: Shape
    axes: tuple[int, ...]


@dataclass(frozen=True)
class Parameter:
    """One array that a layer learns.

    Attributes
    ----------
    fans
        Fan-in and fan-out, for the initializer.
    decays
        Whether L1 and L2 act on it: kernels yes, biases no.
    learned
        False for what a layer keeps by itself, such as a running mean: it lies among the parameters
        so that it is saved and carried with them, and its gradient stays zero.
    bounded
        What max-norm takes for the weights of one unit.
    """

    name: str
    shape: Shape
    initializer: Initializer
    fans: tuple[int, int]
    decays: bool
    learned: bool = True
    bounded: Fan | None = None

    @property
    def fan(self) -> Fan:
        """What is declared, or else that the last axis is that of the units."""
        return self.bounded or Fan(self.shape, tuple(range(len(self.shape) - 1)))


class Layer(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"
):
    """Base of all declarations.

    Attributes
    ----------
    title, category, summary
        Palette name, palette group and one sentence of help, in English.
    arity
        Number of connections that may end here.
    live_fields
        Fields that may change while a program runs, without compiling it anew.
    quiet_fields
        Fields that a drawing tells only where they differ from their defaults.
    of_batch
        Whether what a sample gives while training depends on the others of its batch.
    drawn_fields
        Fields that are drawn: no form edits them.
    """

    title: ClassVar[str]
    category: ClassVar[str]
    summary: ClassVar[str]
    arity: ClassVar[Arity] = Arity(1, 1)
    live_fields: ClassVar[frozenset[str]] = frozenset()
    quiet_fields: ClassVar[frozenset[str]] = frozenset()
    of_batch: ClassVar[bool] = False
    drawn_fields: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def kind(cls) -> str:
        """Return the tag without its version, ``dense`` for ``dense.v1``: the stem of names."""
        return str(cls.__struct_config__.tag).split(".")[0]

    @classmethod
    def offered(cls) -> Self:
        """Return the layer as the palette gives it: what most drawings want."""
        return cls()

    def out_shape(self, *inputs: Shape) -> Shape:
        """Return the shape of one output sample; raise `ShapeError` where the inputs do not fit."""
        raise NotImplementedError

    def channels_first(self, *inputs: bool) -> bool:
        """Whether the output lies channels first in memory, from how the inputs lie.

        A sample's shape ends with its channels wherever a person reads it. Where it has several
        dimensions, convolutions are fastest with the channels in front; layers that treat each
        value by itself keep what they get.
        """
        return False

    def parameters(self, *inputs: Shape) -> tuple[Parameter, ...]:
        """Return what is learned, in the order in which it lies in the flat vector."""
        return ()

    def products(self, *inputs: Shape) -> int:
        """Return about how many products of numbers the forward pass of one sample takes."""
        declared = self.parameters(*inputs)
        kernels = sum(size(each.shape) for each in declared if each.decays)
        return kernels * size(self.out_shape(*inputs)[:-1])

    def at_once(self, *inputs: Shape) -> int:
        """Return how many values of one sample are computed by the same call."""
        return size(self.out_shape(*inputs))

    def states(self, *inputs: Shape) -> dict[str, int]:
        """Return what is carried from one batch to the next: the number of values by name."""
        return {}

    def activation_name(self) -> ActivationName:
        """Return the name of the activation with which the layer ends."""
        return "linear"

    def activation_function(self) -> Function:
        """Return that activation itself."""
        return FUNCTIONS[self.activation_name()]

    @property
    def idle_fields(self) -> frozenset[str]:
        """Fields that change nothing beside what the others say."""
        return frozenset()

    def forward(self, site: Site) -> None:
        """Write the calls that compute ``site.output`` from ``site.inputs``."""
        raise NotImplementedError

    def backward(self, site: Site) -> None:
        """Write the calls that turn the output's gradient into those of inputs and parameters.

        The output's gradient may be overwritten: nothing reads it afterwards.
        """
        raise NotImplementedError
