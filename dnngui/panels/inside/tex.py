r"""Reads formulas in a small part of TeX, see `engine.inside.formulas`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = re.compile(r"\\\\|\\[{}]|\\[A-Za-z]+|  +|\s|\d+(?:\.\d+)?|.", re.DOTALL)
_OPERATORS = {"sum": "∑", "prod": "∏"}
_FUNCTIONS = frozenset({"tanh", "max", "min", "ln", "sin", "cos", "cosh", "arg", "sgn"})
_LIMITED = frozenset({"max", "min"})
_RELATIONS = frozenset("=←→≈<>≤≥∈~≠")
_BINARY = frozenset("+-·⊙×")
_OPENING, _CLOSING = frozenset("([{⌊"), frozenset(")]}⌋")


@dataclass(frozen=True)
class Sign:
    """Letters that stand together.

    Attributes
    ----------
    kind
        ``variable``, ``upright``, ``function``, ``relation``, ``binary``, ``opening``, ``closing``,
        ``comma`` or ``gap``.
    """

    text: str
    kind: str


@dataclass(frozen=True)
class Row:
    """Parts side by side."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Script:
    """Something with a part below and one above to its right; ``limits`` is under and over it."""

    base: Part
    below: Part | None
    above: Part | None
    limits: bool = False


@dataclass(frozen=True)
class Fraction:
    """A numerator over a denominator."""

    above: Part
    below: Part


@dataclass(frozen=True)
class Root:
    """A square root."""

    inner: Part


@dataclass(frozen=True)
class Accent:
    """A hat or a bar over something."""

    inner: Part
    mark: str


@dataclass(frozen=True)
class Cases:
    """Values, each with its condition, behind one brace."""

    rows: tuple[tuple[Part, Part | None], ...]


Part = Sign | Row | Script | Fraction | Root | Accent | Cases


def parse(source: str) -> Row:
    """Return what a formula is made of.

    Raises
    ------
    ValueError
        Where the source is not of the kind that is understood.
    """
    return _Reader(_TOKEN.findall(source)).row(frozenset())


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens, self._at = tokens, 0
        self._commands: dict[str, Callable[[], Part]] = {
            "frac": lambda: Fraction(self._group(), self._group()),
            "D": lambda: Fraction(
                Sign("∂L", "variable"), Row((Sign("∂", "variable"), self._group()))
            ),
            "sqrt": lambda: Root(self._group()),
            "hat": lambda: Accent(self._group(), "hat"),
            "bar": lambda: Accent(self._group(), "bar"),
            "cases": self._cases,
        }

    @property
    def token(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def row(self, ends: frozenset[str]) -> Row:
        parts: list[Part] = []
        while (token := self.token) is not None and token not in ends:
            if token in {"_", "^"}:
                if not parts:
                    raise ValueError("A script needs something to stand at.")
                parts.append(self._scripted(parts.pop()))
                continue
            part = self._part(parts[-1] if parts else None)
            if part is not None:
                parts.append(part)
        return Row(tuple(parts))

    def _next(self) -> str:
        token = self.token
        if token is None:
            raise ValueError("The formula ends too early.")
        self._at += 1
        return token

    def _part(self, before: Part | None) -> Part | None:
        token = self._next()
        if token.isspace():
            return Sign("", "gap") if len(token) > 1 else None
        if token == "{":
            found = self.row(frozenset("}"))
            self._next()
            return found
        if token in {"}", "&", "\\\\"}:
            raise ValueError(f"{token!r} is out of place.")
        if token.startswith("\\"):
            return self._command(token[1:])
        return _sign(token, before)

    def _command(self, name: str) -> Part:
        if name in {"{", "}"}:
            return Sign(name, "opening" if name == "{" else "closing")
        if name in self._commands:
            return self._commands[name]()
        if name in _OPERATORS:
            return Sign(_OPERATORS[name], "operator")
        if name in _FUNCTIONS:
            return Sign(name, "function")
        raise ValueError(f"The formula has the unknown name {name!r}.")

    def _group(self) -> Part:
        while (self.token or "").isspace():
            self._next()
        if self.token == "{":
            self._next()
            found = self.row(frozenset("}"))
            self._next()
            return found.parts[0] if len(found.parts) == 1 else found
        part = self._part(None)
        if part is None:
            raise ValueError("A group is empty.")
        return part

    def _scripted(self, base: Part) -> Script:
        found: dict[str, Part] = {}
        while self.token in {"_", "^"}:
            place = self._next()
            if place in found:
                raise ValueError("There are two scripts at one place.")
            found[place] = self._group()
        limits = isinstance(base, Sign) and (base.kind == "operator" or base.text in _LIMITED)
        return Script(base, found.get("_"), found.get("^"), limits)

    def _cases(self) -> Cases:
        if self._next() != "{":
            raise ValueError("Cases stand in braces.")
        rows: list[tuple[Part, Part | None]] = []
        ends = frozenset({"&", "\\\\", "}"})
        while True:
            value, condition = self.row(ends), None
            end = self._next()
            if end == "&":
                condition = self.row(ends)
                end = self._next()
            rows.append((value, condition))
            if end == "}":
                return Cases(tuple(rows))


def _sign(token: str, before: Part | None) -> Sign:
    if token in _RELATIONS:
        return Sign(token, "relation")
    if token in _BINARY:
        shown = token.replace("-", "−")
        return Sign(shown, "upright" if _opens(before) else "binary")
    if token in _OPENING:
        return Sign(token, "opening")
    if token in _CLOSING:
        return Sign(token, "closing")
    if token in {",", ";"}:
        return Sign(token, "comma")
    return Sign(token, "variable" if token.isalpha() and token not in "ΦΠ∂" else "upright")


def _opens(before: Part | None) -> bool:
    """Whether a sign of plus or minus behind it belongs to the number that follows."""
    if before is None:
        return True
    opening = {"relation", "binary", "opening", "comma", "gap"}
    return isinstance(before, Sign) and before.kind in opening


def spoken(part: Part) -> str:
    """Return a formula as one line of text, for those who hear it."""
    if isinstance(part, Sign):
        return _SPOKEN.get(part.kind, "{}").format(part.text)
    if isinstance(part, Row):
        return "".join(spoken(each) for each in part.parts)
    if isinstance(part, Fraction):
        return f"({spoken(part.above)})/({spoken(part.below)})"
    if isinstance(part, Root):
        return f"√({spoken(part.inner)})"
    if isinstance(part, Accent):
        return f"{spoken(part.inner)}\N{COMBINING CIRCUMFLEX ACCENT}"
    if isinstance(part, Cases):
        return "{" + "; ".join(_case(*row) for row in part.rows) + "}"
    below = "" if part.below is None else f"_{spoken(part.below)}"
    above = "" if part.above is None else f"^{spoken(part.above)}"
    return f"{spoken(part.base)}{below}{above}" + (" " if part.limits else "")


_SPOKEN = {"relation": " {} ", "binary": " {} ", "comma": "{} ", "function": "{} ", "gap": "  "}


def _case(value: Part, condition: Part | None) -> str:
    return spoken(value) if condition is None else f"{spoken(value)}, {spoken(condition)}"
