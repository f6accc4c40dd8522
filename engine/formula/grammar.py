"""The grammar: sums of products of powers, functions by name, inputs ``x1``, ``x2`` ...

::

    sum     = product (("+" | "-") product)*
    product = sign (("*" | "/") sign)*
    sign    = ("-" | "+") sign | power
    power   = atom ("^" sign)?
    atom    = number | input | "pi" | "e" | name "(" sum ("," sum)* ")" | "(" sum ")"

As in mathematics ``-x1^2`` is ``-(x1^2)``, and ``x1^2^3`` is ``x1^(2^3)``.
"""

from __future__ import annotations

import math
import re
from typing import ClassVar, NamedTuple

from engine.formula.functions import FUNCTIONS
from engine.formula.tree import Call, Expression, Input, Number
from engine.message import SpokenError

TOKEN = (
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z_]\w*)|(?P<sign>\*\*|[-+*/^(),])|(?P<other>\S)"
)
"""What a formula is cut into, by kind."""
CONSTANTS = {"pi": math.pi, "e": math.e}
_OPERATORS = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}
_DEEPEST = 100
_LONGEST = 2000


class FormulaError(SpokenError):
    """A formula that cannot be read."""


class Token(NamedTuple):
    """A piece of a formula."""

    kind: str
    text: str
    at: int
    """Place of its first character, from 1 on."""


def parse(text: str) -> Expression:
    """Return what ``text`` says; constants are worked out.

    Raises
    ------
    FormulaError
        In one sentence that names the place.
    """
    if len(text) > _LONGEST:
        raise FormulaError("A formula has at most {most} characters. Shorten it.", most=_LONGEST)
    return Reader(text).whole()


def spelled() -> list[str]:
    """Return the functions that are called by their names."""
    return [name for name, function in FUNCTIONS.items() if function.spelled]


def _token(match: re.Match[str]) -> Token:
    kind = match.lastgroup or "other"
    return Token(kind, match[kind], match.start(kind) + 1)


class Reader:
    """Descends through the grammar, one method for each rule.

    Attributes
    ----------
    pieces
        What the text is cut into; see `TOKEN`.
    """

    pieces: ClassVar[re.Pattern[str]] = re.compile(rf"\s*(?:{TOKEN})")

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [_token(match) for match in self.pieces.finditer(text)]
        self._next = 0
        self._depth = 0

    def whole(self) -> Expression:
        found = self._sum()
        if self._next < len(self._tokens):
            raise self._unexpected()
        return found

    def _peek(self) -> str:
        return self._tokens[self._next].text if self._next < len(self._tokens) else ""

    def _take(self, *texts: str) -> str:
        """Step over the next token if it is one of ``texts``."""
        text = self._peek()
        if text and text in texts:
            self._next += 1
            return text
        return ""

    def _unexpected(self) -> FormulaError:
        if self._next >= len(self._tokens):
            return FormulaError(
                "The formula “{text}” ends too early. Complete it.", text=self._text.strip()
            )
        token = self._tokens[self._next]
        return FormulaError(
            "“{token}” at place {place} of the formula “{text}” does not fit there. Mend it.",
            token=token.text,
            place=token.at,
            text=self._text.strip(),
        )

    def _sum(self) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FormulaError("The formula has too many brackets within brackets. Use fewer.")
        found = self._product()
        while sign := self._take("+", "-"):
            found = _call(_OPERATORS[sign], found, self._product())
        self._depth -= 1
        return found

    def _product(self) -> Expression:
        found = self._sign()
        while sign := self._take("*", "/"):
            found = _call(_OPERATORS[sign], found, self._sign())
        return found

    def _sign(self) -> Expression:
        negative = False
        while sign := self._take("-", "+"):
            negative ^= sign == "-"
        found = self._power()
        return _call("negative", found) if negative else found

    def _power(self) -> Expression:
        base = self._atom()
        if not self._take("^", "**"):
            return base
        at = self._next
        exponent = self._exponent()
        if not isinstance(exponent, Number):
            self._next = at
            raise FormulaError(
                "The exponent in “{text}” is not a number. Write a^b as exp(b * log(a)).",
                text=self._text.strip(),
            )
        return _call("power", base, exponent)

    def _exponent(self) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FormulaError("The formula has too many brackets within brackets. Use fewer.")
        found = self._sign()
        self._depth -= 1
        return found

    def _atom(self) -> Expression:
        if self._next >= len(self._tokens):
            raise self._unexpected()
        token = self._tokens[self._next]
        if token.kind == "number":
            self._next += 1
            return Number(float(token.text))
        if token.kind == "name":
            return self._named(token)
        if not self._take("("):
            raise self._unexpected()
        found = self._sum()
        if not self._take(")"):
            raise self._unexpected()
        return found

    def _named(self, token: Token) -> Expression:
        name = token.text.lower()
        self._next += 1
        if re.fullmatch(r"x[1-9]\d{0,5}", name):
            return Input(int(name[1:]) - 1)
        if name in CONSTANTS:
            return Number(CONSTANTS[name])
        if name not in FUNCTIONS or not FUNCTIONS[name].spelled:
            known = ", ".join(sorted(spelled()))
            raise FormulaError(
                "“{name}” in the formula is not known. Use x1, x2, …, pi, e, or one of {known}.",
                name=token.text,
                known=known,
            )
        return _call(name, *self._arguments(name, FUNCTIONS[name].arity))

    def _arguments(self, name: str, wanted: int) -> list[Expression]:
        """Read what stands in brackets behind the name of a function of ``wanted`` values."""
        if not self._take("("):
            raise self._unexpected()
        found = [self._sum()]
        while self._take(","):
            found.append(self._sum())
        if not self._take(")"):
            raise self._unexpected()
        if len(found) != wanted:
            raise FormulaError(
                "{name} takes {wanted} values in brackets and the formula gives it {given}.",
                name=name,
                wanted=wanted,
                given=len(found),
            )
        return found


def _call(name: str, *arguments: Expression) -> Expression:
    """Return the call, or its value where all arguments are numbers."""
    if not all(isinstance(each, Number) for each in arguments):
        return Call(name, arguments)
    value = FUNCTIONS[name].value(*(each.value for each in arguments if isinstance(each, Number)))
    if not math.isfinite(value):
        raise FormulaError("A part of the formula has no value, such as 1/0 or log(0). Mend it.")
    return Number(value)
