"""Layers as text, to be copied and pasted between places, projects and windows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from dnngui.document.project import Position
from engine.graph import Graph
from engine.optim.layers import LayerTraining

LONGEST = 16_000_000
"""Characters of a clipboard that are looked at; more cannot be layers."""

Number = Annotated[int, Meta(ge=1)]


class Fragment(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="dnngui.layers.v1",
):
    """Some layers with the connections between them and the places where they stood.

    Attributes
    ----------
    positions
        Also those of layers within groups, in their groups' drawings.
    training
        What differs in the training of single layers, but for what is frozen: a copy has weights
        of its own, which are yet to learn.
    """

    graph: Graph
    positions: Mapping[Number, Position] = {}
    training: Mapping[Number, LayerTraining] = {}

    @classmethod
    def of(
        cls,
        graph: Graph,
        places: Mapping[int, Position],
        nodes: Collection[int],
        training: Mapping[int, LayerTraining] | None = None,
    ) -> Fragment:
        """Return copies of ``nodes``, numbered anew."""
        part, ids = Graph().include(graph, nodes)
        own = {
            ids[node]: msgspec.structs.replace(each, frozen=False)
            for node, each in (training or {}).items()
            if node in ids
        }
        return cls(part, {new: places[old] for old, new in ids.items() if old in places}, own)

    @property
    def places(self) -> Mapping[int, Position]:
        """Where the layers of the drawing itself stood, as far as that is known."""
        return {node: at for node, at in self.positions.items() if node in self.graph}

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
