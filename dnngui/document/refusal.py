"""What msgspec says of a value that it refuses, in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

_NAMES = {
    "float": "a number",
    "int": "a whole number",
    "bool": "true or false",
    "str": "a text",
    "null": "none",
    "array": "a list",
    "object": "a group of values",
}
_BOUNDS = {
    ">=": "of at least {bound}",
    "<=": "of at most {bound}",
    ">": "greater than {bound}",
    "<": "less than {bound}",
}
_LENGTHS = {">=": "with at least {bound}", "<=": "with at most {bound}", "": "with exactly {bound}"}
_UNITS = {"str": ("character", "characters")}
_ENTRIES = ("entry", "entries")

_EXPECTED = re.compile(
    r"Expected `(?P<kinds>[^`]+)`(?P<length> of length)?"
    r"(?: (?P<sign>[<>]=?))?(?: (?P<bound>[-\d.e+]+))?"
)
_UNKNOWN = re.compile(r"Invalid (?:enum )?value (?P<value>.+)", re.DOTALL)
_EXTRA = re.compile(r"Object contains unknown field `(?P<name>.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(?P<name>.*)`", re.DOTALL)


@dataclass(frozen=True)
class Refusal:
    """Why a value was refused.

    Attributes
    ----------
    place
        Where it stands, ``project.training.seed``; empty for the whole.
    wanted
        What it should have been, ``a number of at most 50``; empty where `reason` says it all.
    reason
        What is wrong, as the end of a sentence that began with the place or as one of its own.
    """

    place: str
    wanted: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else self.reason


def refusal(error: msgspec.ValidationError) -> Refusal:
    """Return why msgspec, or a declaration's own check, refused a value."""
    sentence, _, place = str(error).rpartition(" - at ")
    if not sentence:
        sentence, place = place, ""
    place = place.replace("`", "").replace("$", "").replace("[...]", "").lstrip(".")
    wanted = _wanted(sentence)
    return Refusal(place, wanted, f"it must be {wanted}" if wanted else _reason(sentence))


def damage(error: Exception) -> str:
    """Return what is wrong with a document that could not be read, without a full stop."""
    if isinstance(error, msgspec.ValidationError):
        return str(refusal(error))
    if isinstance(error, RecursionError):
        return "its document is nested too deeply"
    if isinstance(error, msgspec.DecodeError | UnicodeDecodeError):
        return "its document is cut off or not JSON"
    return str(error).rstrip(".")


def _wanted(sentence: str) -> str:
    match = _EXPECTED.fullmatch(sentence.partition(", got ")[0])
    if match is None:
        return ""
    kinds = match["kinds"].split(" | ")
    text = " or ".join(_NAMES.get(kind, kind) for kind in kinds)
    if match["bound"] is None:
        return text
    bound = match["bound"].removesuffix(".0")
    if not match["length"]:
        return f"{text} {_BOUNDS[match['sign']].format(bound=bound)}"
    one, several = _UNITS.get(kinds[0], _ENTRIES)
    limit = _LENGTHS[match["sign"] or ""].format(bound=bound)
    return f"{text} {limit} {one if bound == '1' else several}"


def _reason(sentence: str) -> str:
    if match := _UNKNOWN.fullmatch(sentence):
        return f"{_quoted(match['value'])} is not known"
    if match := _EXTRA.fullmatch(sentence):
        return f"“{match['name']}” does not belong there"
    if match := _MISSING.fullmatch(sentence):
        return f"“{match['name']}” is missing"
    return sentence.rstrip(".")


def _quoted(value: str) -> str:
    bare = value[1:-1] if value[0] in "'\"" else value
    return f"“{bare}”"
