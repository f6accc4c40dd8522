"""Reads the texts that declarations hold, which the window shows by their titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phrases import DECLARATION, Phrase

from dnngui.app.actions import COMMANDS, MENUS
from dnngui.document.examples import EXAMPLES
from dnngui.document.project import TrainingSettings
from dnngui.panels.forms.choicebox import title_of
from dnngui.panels.forms.declaration import Choice, Variant, fields
from engine.layers import CATALOGUE
from engine.optim.layers import LayerTraining
from engine.outputs import OutputTraining

if TYPE_CHECKING:
    from collections.abc import Iterator

    import msgspec


def collect() -> set[Phrase]:
    """Return every text of a declaration, command or menu that a person may see."""
    texts = {
        text
        for kind in (*CATALOGUE, TrainingSettings, LayerTraining, OutputTraining)
        for text in _texts(kind)
        if text.strip()
    }
    texts |= {text for example in EXAMPLES for text in (example.name, example.summary)}
    return (
        {Phrase(DECLARATION, text) for text in texts}
        | {Phrase("Command", command.text) for command in COMMANDS}
        | {Phrase("Menu", title) for _, title in MENUS}
    )


def _texts(declaration: type[msgspec.Struct]) -> Iterator[str]:
    """Yield what a declaration says of itself, of its fields, and of the choices these have."""
    for name in ("title", "category", "summary"):
        yield getattr(declaration, name, "")
    for field in fields(declaration):
        yield field.title
        yield field.description
        match field.kind:
            case Variant(kinds=kinds):
                for kind in kinds:
                    yield from _texts(kind)
            case Choice(values=words):
                yield from map(title_of, words)
