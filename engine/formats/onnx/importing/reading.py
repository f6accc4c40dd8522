"""One operator of a model as importers read it: its attributes, constants and values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.formats.errors import NotImportable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.formats.onnx.importing.drawing import Drawing, Value

    Array = NDArray[Any]


@dataclass(frozen=True)
class Operator:
    """An operator at its place.

    Attributes
    ----------
    version
        That of the operator set.
    inputs
        What it reads, in order: a value, a constant, or None for what is left out.
    output
        Number of the output that is wanted.
    attributes
        Those that are given; texts as text.
    drawing
        Where its layers go.
    """

    name: str
    version: int
    inputs: tuple[Value | Array | None, ...]
    output: int
    attributes: Mapping[str, Any]
    drawing: Drawing

    def value(self, position: int = 0) -> Value:
        """Return an input that is computed."""
        from engine.formats.onnx.importing.drawing import Value

        found = self.inputs[position]
        if isinstance(found, Value):
            return found
        raise NotImportable(
            "{operator} has a constant as input {number}, where a layer reads what others give.",
            operator=self.name,
            number=position + 1,
        )

    def constant(self, position: int) -> Array:
        """Return an input that is known beforehand."""
        found = self.optional(position)
        if found is None:
            raise self.refused(f"{len(self.inputs)} inputs")
        return found

    def optional(self, position: int) -> Array | None:
        """Return an input that is known beforehand, or None where it is left out."""
        from engine.formats.onnx.importing.drawing import Value

        found = self.inputs[position] if position < len(self.inputs) else None
        if isinstance(found, Value):
            raise NotImportable(
                "{operator} computes its input {number}, which a layer keeps as a weight or a "
                "setting.",
                operator=self.name,
                number=position + 1,
            )
        return found

    def get(self, name: str, default: Any) -> Any:
        return self.attributes.get(name, default)

    def setting(self, position: int, name: str, default: Any = None) -> Any:
        """Return what newer versions read as an input and older ones as an attribute."""
        found = self.optional(position)
        return self.get(name, default) if found is None else found.tolist()

    def require(self, name: str, *allowed: Any) -> Any:
        """Return an attribute, the first of ``allowed`` where it is left out; refuse others."""
        found = self.get(name, allowed[0])
        if found not in allowed:
            raise self.refused(f"{name} = {found}")
        return found

    def require_absent(self, position: int, name: str) -> None:
        """Refuse an input that no layer reads."""
        if position < len(self.inputs) and self.inputs[position] is not None:
            raise self.refused(name)

    def refused(self, what: str) -> NotImportable:
        """Return the error for what no layer has, told in ONNX's words."""
        return NotImportable(
            "There is no layer for {operator} with {what}.", operator=self.name, what=what
        )
