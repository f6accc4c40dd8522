"""What msgspec says of a value that it refuses, in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

from dnngui.document.archive import DamagedError
from engine.message import Message

_NAMES = {
    "float": Message("a number"),
    "int": Message("a whole number"),
    "bool": Message("true or false"),
    "str": Message("a text"),
    "null": Message("none"),
    "array": Message("a list"),
    "object": Message("a group of values"),
}
_BOUNDS = {
    ">=": "{kind} of at least {bound}",
    "<=": "{kind} of at most {bound}",
    ">": "{kind} greater than {bound}",
    "<": "{kind} less than {bound}",
}
_LENGTHS = {
    ">=": "{kind} with at least {bound} {unit}",
    "<=": "{kind} with at most {bound} {unit}",
    "": "{kind} with exactly {bound} {unit}",
}
_UNITS = {"str": (Message("character"), Message("characters"))}
_ENTRIES = (Message("entry"), Message("entries"))

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
        What it should have been, ``a number of at most 50``; None where `reason` says it all.
    reason
        What is wrong, as the end of a sentence that began with the place or as one of its own. A
        text is what a declaration's own check says, in English.
    """

    place: str
    wanted: Message | None
    reason: Message | str

    @property
    def message(self) -> Message:
        """Where it stands and what is wrong, without a full stop."""
        if not self.place:
            return Message("{reason}", {"reason": self.reason})
        return Message("{place}: {reason}", {"place": self.place, "reason": self.reason})


def refusal(error: msgspec.ValidationError) -> Refusal:
    """Return why msgspec, or a declaration's own check, refused a value."""
    sentence, _, place = str(error).rpartition(" - at ")
    if not sentence:
        sentence, place = place, ""
    place = place.replace("`", "").replace("$", "").replace("[...]", "").lstrip(".")
    wanted = _wanted(sentence)
    if wanted is None:
        return Refusal(place, None, _reason(sentence))
    return Refusal(place, wanted, Message("it must be {wanted}", {"wanted": wanted}))


def damage(error: Exception) -> Message | str:
    """Return what is wrong with a document that could not be read, without a full stop."""
    if isinstance(error, msgspec.ValidationError):
        return refusal(error).message
    if isinstance(error, RecursionError):
        return Message("its document is nested too deeply")
    if isinstance(error, msgspec.DecodeError | UnicodeDecodeError):
        return Message("its document is cut off or not JSON")
    if isinstance(error, DamagedError):
        return error.message
    return str(error).rstrip(".")


def _wanted(sentence: str) -> Message | None:
    match = _EXPECTED.fullmatch(sentence.partition(", got ")[0])
    if match is None:
        return None
    kinds = match["kinds"].split(" | ")
    text = _joined([_NAMES.get(kind) or Message("{kind}", {"kind": kind}) for kind in kinds])
    if match["bound"] is None:
        return text
    bound = match["bound"].removesuffix(".0")
    if not match["length"]:
        return Message(_BOUNDS[match["sign"]], {"kind": text, "bound": bound})
    one, several = _UNITS.get(kinds[0], _ENTRIES)
    unit = one if bound == "1" else several
    return Message(_LENGTHS[match["sign"] or ""], {"kind": text, "bound": bound, "unit": unit})


def _joined(kinds: list[Message]) -> Message:
    first, *others = kinds
    for other in others:
        first = Message("{one} or {other}", {"one": first, "other": other})
    return first


def _reason(sentence: str) -> Message | str:
    if match := _UNKNOWN.fullmatch(sentence):
        return Message("“{value}” is not known", {"value": _bare(match["value"])})
    if match := _EXTRA.fullmatch(sentence):
        return Message("“{name}” does not belong there", {"name": match["name"]})
    if match := _MISSING.fullmatch(sentence):
        return Message("“{name}” is missing", {"name": match["name"]})
    return sentence.rstrip(".")


def _bare(value: str) -> str:
    return value[1:-1] if value[0] in "'\"" else value
