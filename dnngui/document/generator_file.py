"""States of the random generators in a project's file, as exact integers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta

if TYPE_CHECKING:
    from collections.abc import Mapping

Digits = Annotated[str, Meta(pattern=r"^[0-9]{1,39}$")]
"""An integer of up to 128 bits; JSON's own reach to 64."""


class _Generator(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """State of a random generator; both kinds also keep half a word that was not used yet."""

    has_uint32: Annotated[int, Meta(ge=0, le=1)]
    uinteger: Annotated[int, Meta(ge=0, lt=2**32)]


class Pcg64File(_Generator, frozen=True):
    state: Digits
    increment: Digits

    def __post_init__(self) -> None:
        if max(int(self.state), int(self.increment)) >= 2**128:
            raise ValueError("the state of a random generator is out of range")

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> Pcg64File:
        return cls(
            state=str(state["state"]["state"]),
            increment=str(state["state"]["inc"]),
            has_uint32=state["has_uint32"],
            uinteger=state["uinteger"],
        )

    def to_state(self) -> dict[str, Any]:
        return {
            "bit_generator": "PCG64",
            "state": {"state": int(self.state), "inc": int(self.increment)},
            "has_uint32": self.has_uint32,
            "uinteger": self.uinteger,
        }


class Sfc64File(_Generator, frozen=True):
    words: tuple[Digits, Digits, Digits, Digits]

    def __post_init__(self) -> None:
        if max(map(int, self.words)) >= 2**64:
            raise ValueError("the state of a random generator is out of range")

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> Sfc64File:
        first, second, third, fourth = (str(word) for word in state["state"]["state"])
        return cls(
            words=(first, second, third, fourth),
            has_uint32=state["has_uint32"],
            uinteger=state["uinteger"],
        )

    def to_state(self) -> dict[str, Any]:
        return {
            "bit_generator": "SFC64",
            "state": {"state": [int(word) for word in self.words]},
            "has_uint32": self.has_uint32,
            "uinteger": self.uinteger,
        }
