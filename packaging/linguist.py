"""Qt Linguist's file of translations, written so that two versions differ where texts do."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'


def read(path: Path) -> dict[Phrase, str]:
    """Return the finished translations in a file; none where there is no file yet."""
    if not path.exists():
        return {}
    found: dict[Phrase, str] = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            phrase = Phrase(context.findtext("name", ""), message.findtext("source", ""))
            if translation := message.findtext("translation"):
                found[phrase] = translation
    return found


def write(path: Path, language: str, translations: Mapping[Phrase, str]) -> None:
    """Write the translations by context and text; an empty one is marked as unfinished."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ElementTree.Element] = {}
    for phrase, translation in sorted(translations.items()):
        if phrase.context not in contexts:
            contexts[phrase.context] = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(contexts[phrase.context], "name").text = phrase.context
        message = ElementTree.SubElement(contexts[phrase.context], "message")
        ElementTree.SubElement(message, "source").text = phrase.text
        done = ElementTree.SubElement(message, "translation")
        if translation:
            done.text = translation
        else:
            done.set("type", "unfinished")
    ElementTree.indent(root, "    ")
    text = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f"{_HEAD}{text}\n", encoding="utf-8")
