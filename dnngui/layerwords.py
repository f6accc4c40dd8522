"""What a layer's declaration says of it in few words, written and spoken."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication, QLocale

from dnngui.words import term
from engine import shapes
from engine.layers import Group

if TYPE_CHECKING:
    from engine.layers import Layer

BARE_NUMBERS = frozenset({"units", "filters"})
"""Counts that speak for themselves in front of an activation's name."""


def hyperparameters(layer: Layer, *, spoken: bool = False) -> str:
    """Return the fields that a person tells layers apart by: ``8 · tanh``, ``rate 0.2``.

    Parameters
    ----------
    spoken
        As it is read aloud: ``8 units, tanh``.
    """
    if layer.arity.most == 0:
        return ""
    if isinstance(layer, Group):
        return _held(layer)
    said = (
        _said(name, getattr(layer, name), title, titled=name in layer.quiet_fields, spoken=spoken)
        for name, title, default in _told(type(layer))
        if name not in layer.quiet_fields or getattr(layer, name) != default
    )
    return (", " if spoken else " · ").join(part for part in said if part)


def _held(group: Group) -> str:
    count = len(group.nodes) - len(group.entrances)
    if count == 1:
        layers = QCoreApplication.translate("Canvas", "1 layer")
    else:
        layers = QCoreApplication.translate("Canvas", "{count} layers").format(count=count)
    return layers if group.repeat == 1 else f"{layers} · × {group.repeat}"


def parameters(count: int | None) -> str:
    """Return the number of learned values, or nothing where there are none or it is unknown."""
    if not count:
        return ""
    if count == 1:
        return QCoreApplication.translate("Canvas", "1 parameter")
    return QCoreApplication.translate("Canvas", "{count} parameters").format(count=counted(count))


def counted(number: int) -> str:
    """Return a whole number with its digits grouped as the person's country does."""
    return QLocale().toString(number)


@cache
def _told(declaration: type[Layer]) -> tuple[tuple[str, str, object], ...]:
    """Return the names of a declaration's fields with their English titles and defaults."""
    found = []
    for field in msgspec.structs.fields(declaration):
        notes = getattr(field.type, "__metadata__", ())
        titles = [note.title for note in notes if isinstance(note, msgspec.Meta) and note.title]
        found.append((field.name, titles[0] if titles else field.name, field.default))
    return tuple(found)


def _said(name: str, value: object, title: str, *, titled: bool, spoken: bool) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, str):
        return value.replace("_", " ")
    if isinstance(value, tuple):
        lengths = shapes.text(value).replace("-1", "?")
        return f"{term(title).lower()} {lengths}" if titled else lengths
    if isinstance(value, int | float):
        number = counted(value) if isinstance(value, int) else f"{value:g}"
        if name in BARE_NUMBERS:
            unit = term(title).lower().removesuffix("s" if value == 1 else "")
            return f"{number} {unit}" if spoken else number
        return f"{term(title).lower()} {number}"
    return ""
