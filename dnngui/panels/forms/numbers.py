"""Numbers as a person types, reads and steps them."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from engine.message import Message

_BEGUN = re.compile(r"[+-]?(\d*[.,]?\d*(e[+-]?\d*)?)?", re.IGNORECASE)

_WHOLE = {
    (False, False): "Enter a whole number.",
    (True, False): "Enter a whole number of at least {least}.",
    (False, True): "Enter a whole number of at most {most}.",
    (True, True): "Enter a whole number from {least} to {most}.",
}
_NUMBER = {
    ("", ""): "Enter a number.",
    ("", "le"): "Enter a number of at most {most}.",
    ("", "lt"): "Enter a number less than {most}.",
    ("ge", ""): "Enter a number of at least {least}.",
    ("ge", "le"): "Enter a number from {least} to {most}.",
    ("ge", "lt"): "Enter a number of at least {least} and less than {most}.",
    ("gt", ""): "Enter a number greater than {least}.",
    ("gt", "le"): "Enter a number greater than {least} and at most {most}.",
    ("gt", "lt"): "Enter a number between {least} and {most}.",
}


@dataclass(frozen=True)
class Bounds:
    """Which numbers are allowed.

    Attributes
    ----------
    whole
        Whether only whole numbers are.
    least, most
        Ends of the range, or None where it has none.
    above, below
        Whether ``least`` or ``most`` itself is not allowed.
    """

    whole: bool = False
    least: float | None = None
    most: float | None = None
    above: bool = False
    below: bool = False

    def admit(self, value: float) -> bool:
        if not math.isfinite(value):
            return False
        if self.least is not None and (value < self.least or (self.above and value == self.least)):
            return False
        return self.most is None or not (value > self.most or (self.below and value == self.most))

    def sentence(self) -> Message:
        """Return in one sentence what is allowed."""
        ends = {"least": self.least, "most": self.most}
        arguments = {name: shown(end) for name, end in ends.items() if end is not None}
        if self.whole:
            template = _WHOLE[self.least is not None, self.most is not None]
        else:
            low = "" if self.least is None else "gt" if self.above else "ge"
            high = "" if self.most is None else "lt" if self.below else "le"
            template = _NUMBER[low, high]
        return Message(template, dict(arguments))


def parse(text: str, bounds: Bounds) -> int | float | None:
    """Return the number that is typed, or None where it is none or not allowed.

    Full-width digits, a decimal comma and the true minus sign are read too.
    """
    plain = _plain(text)
    try:
        value = float(plain)
    except ValueError:
        return None
    if "_" in plain or not bounds.admit(value) or (bounds.whole and not value.is_integer()):
        return None
    if bounds.whole:
        return int(plain) if plain.lstrip("+-").isdigit() else int(value)
    return value


def is_begun(text: str, bounds: Bounds) -> bool:
    """Whether more typing could make an allowed number of ``text``, as of ``1e-`` or ``0.``."""
    plain = _plain(text)
    if _BEGUN.fullmatch(plain) is None:
        return False
    if bounds.most is None or "e" in plain.lower():
        return True
    try:
        return float(plain) <= bounds.most
    except ValueError:
        return True


def shown(value: float) -> str:
    """Return a number as a person would write it: ``0.00001``, ``1e-8``, ``0.03``, ``500``."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e7):
        return str(int(value))
    if 1e-5 <= abs(value) < 1e7:
        return format(Decimal(repr(value)), "f")
    mantissa, _, exponent = repr(value).partition("e")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa


def brief(value: float) -> str:
    """Return what `shown` does, of the number with at most three digits: ``0.0123``."""
    return shown(float(f"{value:.3g}"))


def stepped(value: float, steps: int, bounds: Bounds) -> float:
    """Return the value after ``steps`` presses of an arrow key, within ``bounds``.

    Whole numbers go by one, shares of one by 0.05, other numbers from zero up through 1, 2, 5,
    10, 20 ..., numbers with a sign by 0.1.
    """
    direction = 1 if steps > 0 else -1
    for _ in range(abs(steps)):
        following = _next(value, direction, bounds)
        if not bounds.admit(following):
            break
        value = following
    return value


def _next(value: float, direction: int, bounds: Bounds) -> float:
    if bounds.whole:
        return int(value) + direction
    if bounds.least != 0:
        return _on_grid(value, direction, 10)
    if bounds.most is not None and bounds.most <= 1 and not bounds.above:
        return _on_grid(value, direction, 20)
    return _in_series(value, direction)


def _on_grid(value: float, direction: int, per_unit: int) -> float:
    """Return the next multiple of ``1 / per_unit``."""
    place = round(value * per_unit, 9)
    return (math.floor(place) + 1 if direction > 0 else math.ceil(place) - 1) / per_unit


def _in_series(value: float, direction: int) -> float:
    """Return the next of 1, 2, 5, 10 ... times a power of ten; below 0.00001 comes zero."""
    if value <= 0:
        return 1e-5 if direction > 0 else value - 1
    decade = math.floor(math.log10(value))
    series = [
        float(f"{digit}e{power}") for power in range(decade - 1, decade + 2) for digit in (1, 2, 5)
    ]
    if direction > 0:
        return next(each for each in series if each > value * (1 + 1e-9))
    below = next(each for each in reversed(series) if each < value * (1 - 1e-9))
    return 0.0 if below < 1e-5 <= value else below


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    return plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain
