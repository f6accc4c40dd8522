"""Collects the nodes and constants of an ONNX graph, every value under a name of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import onnx
    from numpy.typing import NDArray

    Array = NDArray[Any]


class Builder:
    """A graph under construction.

    Parameters
    ----------
    parameters
        The learned values by name; no other value may take these names.

    Attributes
    ----------
    nodes, initializers
        In the order in which they were added; every node reads only what came before.
    """

    def __init__(self, parameters: Mapping[str, Array] | None = None) -> None:
        self._parameters = parameters or {}
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []
        self._taken = set(self._parameters)
        self._added: set[str] = set()

    def fresh(self, wish: str) -> str:
        """Return ``wish``, or ``wish`` with a number where the name is taken."""
        name, number = wish, 1
        while name in self._taken:
            number += 1
            name = f"{wish}_{number}"
        self._taken.add(name)
        return name

    def within(self) -> Builder:
        """Return a builder for the body of a loop, whose values take no name that this one has."""
        body = Builder(self._parameters)
        body._taken = self._taken
        return body

    def add(self, operator: str, *inputs: str, name: str, **attributes: Any) -> str:
        """Add a node with one output and return the output's name; the node is called alike."""
        from onnx import helper

        output = self.fresh(name)
        node = helper.make_node(operator, list(inputs), [output], name=output, **attributes)
        self.nodes.append(node)
        return output

    def weights(self, name: str) -> str:
        """Add learned values as float32 under their own name, once, and return it.

        Where ONNX orders them otherwise, the layer rearranges them by nodes: in the file stands
        what was learned, so that it can be compared bit for bit.
        """
        from onnx import numpy_helper

        if name not in self._added:
            self._added.add(name)
            array = np.ascontiguousarray(self._parameters[name], dtype=np.float32)
            self.initializers.append(numpy_helper.from_array(array, name))
        return name

    def constant(self, values: Array | Sequence[int] | Sequence[float], name: str) -> str:
        """Add a constant array and return its name."""
        from onnx import numpy_helper

        output = self.fresh(name)
        self.initializers.append(numpy_helper.from_array(np.asarray(values), output))
        return output

    def texts(self, values: Sequence[str], shape: tuple[int, ...], name: str) -> str:
        """Add a constant array of texts and return its name."""
        return self.constant(np.array(values, dtype=object).reshape(shape), name)
