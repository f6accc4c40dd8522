"""Formulas for a number of a layer, computed from other layers: ``=2*units(dense_1)``.

Beside the grammar of `engine.formula.grammar`, without its inputs ``x1``, a formula has references
such as ``units(dense_1)`` to a number of another layer, and ``round``, ``floor`` and ``ceil``. A
layer's name that holds brackets, quotes or commas stands in quotes: ``units('a(1)')``.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from engine.formula.functions import FUNCTIONS
from engine.formula.grammar import CONSTANTS, TOKEN, FormulaError, Reader, Token, spelled
from engine.formula.tree import Call, Expression, Input, Number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SIGN = "="
"""What a formula begins with."""
LONGEST = 500
"""Characters of a formula."""

_ROUNDINGS: dict[str, Callable[[float], float]] = {
    "round": lambda value: math.floor(value + 0.5),
    "floor": math.floor,
    "ceil": math.ceil,
}
_CLOSE = 1e-9
"""Relative distance at which a result counts as whole: 30 * 0.1 is 3."""
_NOTHING = 1e-13
"""Up to this a result counts as 0: 0.1 + 0.2 - 0.3 does, an epsilon of 1e-12 does not."""

_WIDE = str.maketrans("＝（）＊／＋－，．＾×÷−０１２３４５６７８９", "=()*/+-,.^*/-0123456789")
"""Signs as Chinese and typographers write them."""

_FUNCTIONS = "|".join([*spelled(), *_ROUNDINGS])
_REFERENCE = (
    rf"(?P<reference>(?!(?:{_FUNCTIONS})\s*\()[^\W\d]\w*"
    r"\s*\(\s*(?:'(?:[^']|'')+'|[^\s()',]+)\s*\))"
)
_PARTS = re.compile(r"(?P<quantity>\w+)\s*\(\s*(?P<layer>'(?:[^']|'')+'|[^\s()',]+)\s*\)")
_BARE = re.compile(r"[^\s()',]+")


class Reference(NamedTuple):
    """A number of another layer.

    Attributes
    ----------
    quantity
        A field's name, or what the layer's output has.
    layer
        The layer's name.
    start, stop
        Where that stands in the text, with its quotes.
    """

    quantity: str
    layer: str
    start: int
    stop: int


@dataclass(frozen=True)
class FieldFormula:
    """What a formula says.

    Attributes
    ----------
    expression
        Its inputs are the ``references``, by their places among them.
    """

    expression: Expression
    references: tuple[Reference, ...]

    def value(self, values: Sequence[float]) -> int | float | None:
        """Return what it gives where the references are ``values``; None where it has no value.

        What is whole to rounding is an `int`.
        """
        found = _value(self.expression, values)
        if not math.isfinite(found):
            return None
        whole = round(found)
        return whole if abs(found - whole) <= max(_NOTHING, _CLOSE * abs(whole)) else found


def is_formula(text: str) -> bool:
    """Whether what a person types begins as a formula."""
    return text.lstrip().startswith((SIGN, "＝"))


def plain(text: str) -> str:
    """Return a formula as it is kept: without blanks around it, its signs those of ASCII."""
    pieces = text.strip().split("'")
    return "'".join(
        piece if place % 2 else piece.translate(_WIDE) for place, piece in enumerate(pieces)
    )


@lru_cache(maxsize=4096)
def parse_field(text: str) -> FieldFormula:
    """Return what a formula with its sign ``=`` says.

    Raises
    ------
    FormulaError
        In one sentence.
    """
    if len(text) > LONGEST:
        raise FormulaError("A formula has at most {most} characters. Shorten it.", most=LONGEST)
    reader = _FieldReader(text.removeprefix(SIGN))
    expression = reader.whole()
    shift = len(text) - len(text.removeprefix(SIGN))
    placed = (
        each._replace(start=each.start + shift, stop=each.stop + shift) for each in reader.found
    )
    return FieldFormula(expression, tuple(placed))


def renamed(text: str, names: Mapping[Reference, str]) -> str:
    """Return a formula with other names of layers in its references."""
    for reference in sorted(names, key=lambda each: -each.start):
        text = text[: reference.start] + _quoted(names[reference]) + text[reference.stop :]
    return text


def _quoted(name: str) -> str:
    if _BARE.fullmatch(name):
        return name
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


class _FieldReader(Reader):
    """Reads references in the place of inputs."""

    pieces: ClassVar[re.Pattern[str]] = re.compile(rf"\s*(?:{_REFERENCE}|{TOKEN})")

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.found: list[Reference] = []

    def _atom(self) -> Expression:
        token = self._tokens[self._next] if self._next < len(self._tokens) else None
        if token is None or token.kind != "reference":
            return super()._atom()
        self._next += 1
        match = _PARTS.fullmatch(token.text)
        assert match is not None
        layer, (start, stop) = match["layer"], match.span("layer")
        name = layer[1:-1].replace("''", "'") if layer.startswith("'") else layer
        before = token.at - 1
        reference = Reference(match["quantity"].lower(), name, before + start, before + stop)
        self.found.append(reference)
        return Input(len(self.found) - 1)

    def _named(self, token: Token) -> Expression:
        name = token.text.lower()
        if name in _ROUNDINGS:
            self._next += 1
            return Call(name, tuple(self._arguments(name, 1)))
        if name in CONSTANTS or name in spelled():
            return super()._named(token)
        raise FormulaError(
            "“{name}” in the formula is not known. Name a layer’s number as in units(dense_1), or "
            "use one of {known}.",
            name=token.text,
            known=", ".join(sorted([*spelled(), *_ROUNDINGS])),
        )


def _value(expression: Expression, values: Sequence[float]) -> float:
    if isinstance(expression, Number):
        return expression.value
    if isinstance(expression, Input):
        return float(values[expression.index])
    arguments = [_value(each, values) for each in expression.arguments]
    if expression.name not in _ROUNDINGS:
        return FUNCTIONS[expression.name].value(*arguments)
    # A step from one whole number to the next is none where rounding alone makes it.
    (value,) = arguments
    if not math.isfinite(value):
        return value
    near = round(value)
    if abs(value - near) <= _CLOSE * max(1.0, abs(value)):
        return near
    return _ROUNDINGS[expression.name](value)
