"""What a declaration says about its fields, in the terms in which a form is built."""

from __future__ import annotations

import typing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import msgspec
from msgspec import inspect

from dnngui.panels.forms.numbers import Bounds

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True)
class Number:
    """A number; None stands for an empty field where ``optional``."""

    bounds: Bounds
    optional: bool = False


@dataclass(frozen=True)
class Lengths:
    """A tuple of whole numbers, such as a shape; None is an empty field where ``optional``."""

    bounds: Bounds
    fewest: int
    most: int | None
    optional: bool = False


@dataclass(frozen=True)
class Choice:
    """One of several words, in the order of the declaration."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class Flag:
    """Yes or no."""


@dataclass(frozen=True)
class Words:
    """A text of at most ``most`` characters; None is without bound."""

    most: int | None


@dataclass(frozen=True)
class Variant:
    """One of several declarations with fields of their own; None where ``optional``."""

    kinds: tuple[type[msgspec.Struct], ...]
    optional: bool = False


Kind = Number | Lengths | Choice | Flag | Words | Variant


@dataclass(frozen=True)
class Field:
    """One field of a declaration; ``title`` and ``description`` in English."""

    name: str
    title: str
    description: str
    kind: Kind


@cache
def fields(declaration: type[msgspec.Struct]) -> tuple[Field, ...]:
    """Return the fields of a declaration, in its order.

    Those that hold settings by key belong to other forms, and a layer's ``drawn_fields`` are drawn.

    Raises
    ------
    TypeError
        Where a field has a type for which there is no editor.
    """
    described = inspect.type_info(declaration)
    assert isinstance(described, inspect.StructType)
    hints = typing.get_type_hints(declaration)
    drawn: Collection[str] = getattr(declaration, "drawn_fields", ())
    found = [
        each for each in described.fields if each.name not in drawn and not _has_keys(each.type)
    ]
    return tuple(_field(each, hints[each.name]) for each in found)


def shared(declarations: Collection[type[msgspec.Struct]]) -> tuple[str, ...]:
    """Return the names of the fields that all declarations have, of one kind and range."""
    first, *others = declarations
    known = [{field.name: field.kind for field in fields(each)} for each in others]
    return tuple(
        field.name
        for field in fields(first)
        if all(each.get(field.name) == field.kind for each in known)
    )


def _has_keys(kind: inspect.Type) -> bool:
    inner = kind.type if isinstance(kind, inspect.Metadata) else kind
    return isinstance(inner, inspect.DictType)


def _field(field: inspect.Field, hint: object) -> Field:
    kind, said = field.type, {}
    if isinstance(kind, inspect.Metadata):
        said, kind = kind.extra_json_schema or {}, kind.type
    title = said.get("title") or field.name.replace("_", " ").capitalize()
    return Field(field.name, title, said.get("description", ""), _kind(field.name, kind, hint))


def _kind(name: str, kind: inspect.Type, hint: object) -> Kind:
    options = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    present = [each for each in options if not isinstance(each, inspect.NoneType)]
    optional = len(present) < len(options)
    first = present[0]
    if all(isinstance(each, inspect.StructType) for each in present):
        kinds = tuple(each.cls for each in present if isinstance(each, inspect.StructType))
        return Variant(kinds, optional)
    if len(present) == 1:
        if isinstance(first, inspect.Metadata):
            first = first.type
        if isinstance(first, inspect.IntType | inspect.FloatType):
            return Number(_bounds(first), optional)
        if isinstance(first, inspect.BoolType):
            return Flag()
        if isinstance(first, inspect.StrType):
            return Words(first.max_length)
        if isinstance(first, inspect.LiteralType):
            return Choice(_words(hint))
        if isinstance(first, inspect.VarTupleType):
            return _lengths(first, optional)
    raise TypeError(f"There is no editor for the field {name}: {kind}")


def _bounds(kind: inspect.IntType | inspect.FloatType) -> Bounds:
    return Bounds(
        whole=isinstance(kind, inspect.IntType),
        least=kind.ge if kind.ge is not None else kind.gt,
        most=kind.le if kind.le is not None else kind.lt,
        above=kind.gt is not None,
        below=kind.lt is not None,
    )


def _lengths(kind: inspect.VarTupleType, optional: bool) -> Lengths:
    item = kind.item_type
    if isinstance(item, inspect.Metadata):
        item = item.type
    assert isinstance(item, inspect.IntType)
    return Lengths(_bounds(item), kind.min_length or 0, kind.max_length, optional)


def _words(hint: object) -> tuple[str, ...]:
    """Return the values of a Literal in their own order; msgspec's inspection sorts them."""
    if typing.get_origin(hint) is typing.Literal:
        return typing.get_args(hint)
    return next(words for each in typing.get_args(hint) if (words := _words(each)))
