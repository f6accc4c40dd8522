"""Layers as text, to be copied and pasted between places, projects and windows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from dnngui.document.project import Position
from engine.graph import Graph

LONGEST = 16_000_000
"""Characters of a clipboard that are looked at; more cannot be layers."""


class Fragment(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="dnngui.layers.v1",
):
    """Some layers with the connections between them and the places where they stood."""

    graph: Graph
    positions: Mapping[Annotated[int, Meta(ge=1)], Position] = {}

    @classmethod
    def of(cls, graph: Graph, places: Mapping[int, Position], nodes: Collection[int]) -> Fragment:
        """Return copies of ``nodes``, numbered anew."""
        part, ids = Graph().include(graph, nodes)
        return cls(part, {new: places[old] for old, new in ids.items() if old in places})

    def text(self) -> str:
        """Return the JSON that `read` takes."""
        return msgspec.json.encode(self).decode()


def read(text: str) -> Fragment | None:
    """Return the layers that ``text`` holds, or None where it holds none."""
    if not text.lstrip().startswith("{") or len(text) > LONGEST:
        return None
    try:
        fragment = msgspec.json.decode(text.encode(), type=Fragment)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return None
    return fragment if fragment.graph.nodes else None
