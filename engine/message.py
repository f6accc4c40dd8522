"""Sentences that the engine says, apart from their numbers, so that a window can translate."""

from __future__ import annotations

from collections.abc import Mapping  # msgspec reads the annotation

import msgspec


class Term(str):
    """A declaration's title within a sentence, which a window translates by itself."""

    __slots__ = ()


class Message(msgspec.Struct, frozen=True):
    """One sentence with its values.

    Parameters
    ----------
    template
        English text with ``{name}`` fields; also the key of its translation.
    arguments
        Values of the fields; a message among them is translated by itself.
    """

    template: str
    arguments: Mapping[str, str | int | float | Message] = {}

    def __str__(self) -> str:
        return self.template.format(**self.arguments)


class SpokenError(ValueError):
    """An error whose text is meant for the person, carried as a `Message`."""

    def __init__(self, template: str, **arguments: str | int | float | Message) -> None:
        self.message = Message(template, arguments)
        super().__init__(str(self.message))
