"""Layers as text, to be copied and pasted between places, projects, windows and letters."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from dnngui.document.formulas import carried
from dnngui.document.notes import Note, Notes, moved, regrouped
from dnngui.document.project import FormulaText, Position
from dnngui.document.refusal import damage
from engine.graph import Graph
from engine.message import SpokenError
from engine.optim.layers import LayerTraining

LONGEST = 16_000_000
"""Characters of a clipboard that are looked at; more cannot be layers."""

TYPE, VERSION = "dnngui.layers.v", 1

_TYPE = re.compile(rf'"type"\s*:\s*"{re.escape(TYPE)}(?P<version>\d{{1,9}})"')
_QUOTED = re.compile(r"^(?:[ \t]*>)+", re.MULTILINE)

Number = Annotated[int, Meta(ge=1)]


class Fragment(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag=f"{TYPE}{VERSION}",
):
    """Some layers with the connections between them and the places where they stood.

    Attributes
    ----------
    positions
        Also those of layers within groups, in their groups' drawings.
    training
        What differs in the training of single layers, but for what is frozen: a copy has weights
        of its own, which are yet to learn.
    formulas
        By layer and field what gives a number, also within groups.
    notes
        Comments and frames, also those within groups.
    """

    graph: Graph
    positions: Mapping[Number, Position] = {}
    training: Mapping[Number, LayerTraining] = {}
    formulas: Mapping[Number, Mapping[str, FormulaText]] = {}
    notes: Mapping[Number, Note] = {}

    @classmethod
    def of(
        cls,
        graph: Graph,
        places: Mapping[int, Position],
        nodes: Collection[int],
        training: Mapping[int, LayerTraining] | None = None,
        formulas: Mapping[int, Mapping[str, str]] | None = None,
        notes: Notes | None = None,
        chosen: Collection[int] = (),
    ) -> Fragment:
        """Return copies of ``nodes`` and of the ``chosen`` notes, numbered anew."""
        part, ids = Graph().include(graph, nodes)
        own = {
            ids[node]: msgspec.structs.replace(each, frozen=False)
            for node, each in (training or {}).items()
            if node in ids
        }
        return cls(
            part,
            {new: places[old] for old, new in ids.items() if old in places},
            own,
            carried(formulas or {}, graph, part, {new: old for old, new in ids.items()}, ids),
            _copied(notes or Notes(), chosen, ids),
        )

    @property
    def places(self) -> Mapping[int, Position]:
        """Where the layers of the drawing itself stood, as far as that is known."""
        return {node: at for node, at in self.positions.items() if node in self.graph}

    @property
    def own_notes(self) -> tuple[Note, ...]:
        """The notes that lie beside the layers, not within groups."""
        return tuple(note for note in self.notes.values() if note.group is None)

    def notes_at(self, shift: Position, ids: Mapping[int, int]) -> list[Note]:
        """Return the notes for another drawing, moved by ``shift``.

        Parameters
        ----------
        ids
            What the layers are numbered there.
        """
        return [
            moved(note, shift.x, shift.y)
            if note.group is None
            else regrouped(note, ids[note.group])
            for note in self.notes.values()
            if note.group is None or note.group in ids
        ]

    def text(self) -> str:
        """Return the JSON that `read` takes, in lines."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1).decode()


class ClipboardError(SpokenError):
    """A clipboard without layers, or with some that cannot be used, said in one sentence."""


def read(text: str) -> Fragment:
    """Return the layers that ``text`` holds.

    What a letter does to them counts for nothing: words before and behind, marks of quotation at
    the beginning of lines, other spaces and ends of lines.

    Raises
    ------
    ClipboardError
        Where it holds none, or some that no drawing could have.
    """
    plain = _QUOTED.sub("", text[:LONGEST]).replace("\N{NO-BREAK SPACE}", " ")
    named = _TYPE.search(plain)
    if named is None or len(text) > LONGEST:
        raise ClipboardError("The clipboard holds no layers. Copy some in a drawing first.")
    if int(named["version"]) > VERSION:
        raise ClipboardError(
            "The layers on the clipboard were copied from a newer dnngui. Update the program."
        )
    try:
        fragment = msgspec.json.decode(_document(plain, named.start()), type=Fragment)
    except msgspec.ValidationError as error:
        raise ClipboardError(
            "The layers on the clipboard cannot be used: {reason}. Copy them again.",
            reason=damage(error),
        ) from error
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise ClipboardError(
            "The text of the layers on the clipboard is cut off or was changed. Copy them again."
        ) from error
    if not fragment.graph.nodes and not fragment.own_notes:
        raise ClipboardError("The clipboard holds no layers. Copy some in a drawing first.")
    return fragment


def _copied(notes: Notes, chosen: Collection[int], ids: Mapping[int, int]) -> dict[int, Note]:
    """Return chosen notes and those within copied groups, numbered from 1."""
    found = [
        note if note.group is None else regrouped(note, ids[note.group])
        for each, note in notes.by_id.items()
        if each in chosen or note.group in ids
    ]
    return dict(enumerate(found, start=1))


def _document(text: str, named: int) -> bytes:
    """Return the JSON in a text that names its type at ``named``; nothing where it is cut off."""
    # The type comes first, unless another program has sorted the names.
    starts = {text.rfind("{", 0, named), text.find("{")} - {-1}
    for start in sorted(starts, reverse=True):
        try:
            document, end = json.JSONDecoder().raw_decode(text, start)
        except json.JSONDecodeError:
            continue
        if str(document.get("type")).startswith(TYPE):
            return text[start:end].encode(errors="surrogatepass")
    return b""
