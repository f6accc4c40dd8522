"""RecursiveTree: one network folds up a binary tree, node by node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta

from engine import initializers
from engine.initializers import AnyInitializer
from engine.layers.base import Fan, InsertBefore, Layer, Parameter, ShapeError
from engine.layers.embedding import emit_tokens
from engine.layers.tree_pass import TreePass
from engine.postorder import FIRST_WORD

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.shapes import Shape


class RecursiveTree(Layer, frozen=True, tag="recursive_tree.v1"):
    """Socher et al. 2011 and, with a tensor, 2013: ``h = f([a; b] @ kernel + bias + ...)``.

    Reads a tree as tokens, see `engine.postorder`, and gives a vector for each node: a word's own
    one, what the network makes of both parts ``a`` and ``b`` at a join, zeros at padding. The
    tensor ``(2 units, 2 units, units)`` adds ``c^T tensor c`` with ``c = [a; b]`` to the sum, so
    that one part can turn the other around, as “not” does. Words' vectors start normal; the tensor
    uniform in ±1/(4 units) (Stanford's code of 2013).
    """

    title = "Recursive tree"
    category = "Recurrent"
    summary = "Makes a vector for each phrase of a tree out of those of its two parts."
    quiet_fields = frozenset({"activation"})

    vocabulary: Annotated[
        int,
        Meta(
            ge=FIRST_WORD,
            le=1_000_000,
            title="Vocabulary",
            description="How many tokens there are: the words and 3 more.",
        ),
    ] = 64
    units: Annotated[
        int,
        Meta(ge=1, le=1024, title="Units", description="Length of a word's or phrase's vector."),
    ] = 8
    tensor: Annotated[
        bool,
        Meta(
            title="Tensor",
            description="Multiply both parts with each other too, so that one can turn the other.",
        ),
    ] = True
    activation: Annotated[
        Literal["tanh", "relu"],
        Meta(title="Activation", description="Function applied to each sum."),
    ] = "tanh"
    initializer: Annotated[
        AnyInitializer | None,
        Meta(
            title="First vectors",
            description="Distribution of the words' first vectors; else normal with spread 0.5.",
        ),
    ] = None
    kernel_initializer: Annotated[
        AnyInitializer | None,
        Meta(
            title="First weights",
            description="Distribution of the first weights; else Glorot uniform.",
        ),
    ] = None

    def out_shape(self, *inputs: Shape) -> Shape:
        if len(inputs[0]) != 1:
            from engine.layers.shape import Flatten

            raise ShapeError(
                "A recursive layer reads a tree as one row of tokens. Insert a Flatten before it.",
                repair=InsertBefore(Flatten()),
            )
        return (*inputs[0], self.units)

    def channels_first(self, *inputs: bool) -> bool:
        # So that a Dense layer over the nodes is one product.
        return True

    def parameters(self, *inputs: Shape) -> tuple[Parameter, ...]:
        units, both = self.units, 2 * self.units
        words = (self.vocabulary, units)
        vectors = self.initializer or initializers.Normal(standard_deviation=0.5)
        kernel = self.kernel_initializer or initializers.GlorotUniform()
        found = [
            Parameter("table", words, vectors, words, decays=True, bounded=Fan(words, (1,))),
            Parameter("kernel", (both, units), kernel, (both, units), decays=True),
            Parameter("bias", (units,), initializers.Zeros(), (both, units), decays=False),
        ]
        if self.tensor:
            small, shape = initializers.Uniform(limit=0.25 / units), (both, both, units)
            found.append(Parameter("tensor", shape, small, (both, units), decays=True))
        return tuple(found)

    def products(self, *inputs: Shape) -> int:
        parts = 2 * self.units
        return inputs[0][0] * parts * self.units * (1 + parts * self.tensor)

    def at_once(self, *inputs: Shape) -> int:
        # A call computes the joins of one height, of which most trees have one.
        return self.units

    def forward(self, site: Site) -> None:
        emit_tokens(site, self.vocabulary)
        site.call(self._pass(site).forward)

    def backward(self, site: Site) -> None:
        site.call(self._pass(site).backward(site.output_gradient))
        if site.wants_gradient(0):
            site.call(site.input_gradient(0).fill, 0.0)

    def _pass(self, site: Site) -> TreePass:
        return TreePass(site, self.units, tensor=self.tensor, rectified=self.activation == "relu")
