"""The project's file, ``.dnn``: a zip of a strict JSON document, arrays, tables and a picture.

=====================  ==========================================================================
``project.json``       ``{"format": "dnngui", "version": 1, "project": {...}}``
``run.json``           where the run stands, its random generators, curves and data preparation
``weights/….npy``      the parameters, one array each
``optimizer/….npy``    the optimizer's vectors
``average/….npy``      the average of the parameters, where one is kept
``memory/….npy``       what stateful layers carry to the next batch
``best/….npy``         the parameters of the best epoch, where early stopping looks for it
``attachments/…``      the person's own tables
``picture.png``        the drawing
=====================  ==========================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from dnngui.document.archive import Archive, DamagedError, pack, part_key, part_name
from dnngui.document.formulas import agreeing
from dnngui.document.project import Project
from dnngui.document.refusal import damage
from dnngui.document.run_file import FOLDERS, RUN, UnusableRunError, read_run, run_parts
from engine.data.table import LARGEST_FILE
from engine.formats.errors import ExportError
from engine.formats.writing import put
from engine.message import Message, SpokenError

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from dnngui.document.run import SavedRun

ENDING = ".dnn"
VERSION: Final = 1
PROJECT, PICTURE, ATTACHMENTS = "project.json", "picture.png", "attachments"

_LARGEST = 4 * 2**30
_LARGEST_DOCUMENT = 64 * 2**20
_LARGEST_PICTURE = 64 * 2**20
_UNREADABLE = (DamagedError, msgspec.DecodeError, ValueError, RecursionError)
_PNG = b"\x89PNG\r\n\x1a\n"


class FileError(SpokenError):
    """A project's file that cannot be opened or saved, said in one sentence."""


@dataclass(frozen=True, eq=False)
class SavedProject:
    """What a project's file holds.

    Attributes
    ----------
    run
        Where its training stands; None before the first.
    picture
        A PNG of the drawing, or None.
    warnings
        What was left out when the file was opened, as it could not be used.
    """

    project: Project
    run: SavedRun | None = None
    picture: bytes | None = None
    warnings: tuple[Message, ...] = ()


class _Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: Literal["dnngui"] = "dnngui"
    version: Literal[1] = VERSION
    project: Project


class _Heading(msgspec.Struct, frozen=True):
    """As much of a document as every version has."""

    format: str
    version: int


# ---------------------------------------------------------------- saving


def save(path: str | os.PathLike[str], saved: SavedProject) -> None:
    """Write a project to a file, whole or not at all.

    It is written beside ``path`` first, read back and compared; only then it takes the place of
    what stood there. So the folder must allow new files in it, or nothing is saved. A run that
    could not be gone on with, as its weights are not finite or belong to another drawing than the
    project's, is left out.

    Raises
    ------
    FileError
        Where the file cannot be written, or the project could not be opened again.
    """
    target = Path(path)
    content = _checked(saved, target)
    try:
        put(target, content, lambda _: Message("Saved “{path}”.", {"path": str(target)}))
    except ExportError as error:
        raise FileError(error.message.template, **error.message.arguments) from error


def _checked(saved: SavedProject, path: Path) -> bytes:
    """Return the bytes of the file, having opened them again."""
    try:
        content, opened = _packed(saved)
        if opened.run is None and saved.run is not None:
            content, opened = _packed(SavedProject(saved.project, None, saved.picture))
        if opened.project != saved.project or opened.picture != saved.picture:
            raise DamagedError("it would be opened differently")
    except (DamagedError, ValueError, OverflowError) as error:
        raise FileError(
            "The project cannot be saved to “{path}”: {reason}.",
            path=str(path),
            reason=damage(error),
        ) from error
    return content


def _packed(saved: SavedProject) -> tuple[bytes, SavedProject]:
    """Return a file's bytes and what is opened from them."""
    content = pack(_parts(saved))
    return content, _open(Archive(content))


def _parts(saved: SavedProject) -> dict[str, bytes]:
    bare = msgspec.structs.replace(saved.project, attachments={})
    document = msgspec.json.encode(_Document(project=bare))
    parts = {PROJECT: msgspec.json.format(document, indent=1)}
    if saved.run is not None:
        parts |= run_parts(saved.run)
    for key, content in saved.project.attachments.items():
        parts[part_name(ATTACHMENTS, key)] = content
    if saved.picture is not None:
        parts[PICTURE] = saved.picture
    return parts


# ---------------------------------------------------------------- opening


def load(path: str | os.PathLike[str]) -> SavedProject:
    """Return what a project's file holds, every number checked.

    What is damaged beside the project itself is left out, with a warning.

    Raises
    ------
    FileError
        Where the file cannot be read, or its project cannot be used.
    """
    source = Path(path)
    content = _read(source)
    try:
        archive = Archive(content)
    except DamagedError as error:
        raise _no_project(content, source) from error
    _check_version(archive, source)
    try:
        return _open(archive)
    except DamagedError as error:
        raise FileError(
            "“{path}” is damaged: {reason}. Open another copy of it.",
            path=str(source),
            reason=damage(error),
        ) from error


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise FileError("“{path}” is a folder. Choose a project's file.", path=str(path))
        if path.exists() and not path.is_file():
            raise FileError("“{path}” is not a file. Choose a project's file.", path=str(path))
        if path.stat().st_size > _LARGEST:
            raise FileError("“{path}” is too large for a project's file.", path=str(path))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileError("There is no file “{path}”. Check its name.", path=str(path)) from error
    except (OSError, ValueError) as error:
        if isinstance(error, FileError):
            raise
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise FileError(
            "“{path}” cannot be read: {reason}.", path=str(path), reason=reason
        ) from error


def _no_project(content: bytes, path: Path) -> FileError:
    if content.startswith(b"PK"):
        return FileError(
            "“{path}” is damaged, or was not copied to its end. Open another copy of it.",
            path=str(path),
        )
    return FileError("“{path}” is not a project of dnngui. Open a .dnn file.", path=str(path))


def _check_version(archive: Archive, path: Path) -> None:
    if PROJECT not in archive.names:
        raise FileError("“{path}” is not a project of dnngui. Open a .dnn file.", path=str(path))
    try:
        heading = msgspec.json.decode(archive.read(PROJECT, _LARGEST_DOCUMENT), type=_Heading)
    except _UNREADABLE:
        return
    if heading.format == "dnngui" and heading.version > VERSION:
        raise FileError(
            "“{path}” was made by a newer dnngui (version {version} of the file). "
            "Update the program.",
            path=str(path),
            version=heading.version,
        )


def _open(archive: Archive) -> SavedProject:
    """Return what an archive holds; raise `DamagedError` where the project cannot be used."""
    project = _read_project(archive)
    warnings: list[Message] = []
    attachments = _read_attachments(archive, warnings)
    project = msgspec.structs.replace(project, attachments=attachments)
    followed = agreeing(project)
    if followed is not project:
        project = followed
        warnings.append(Message("Numbers that differ from their formulas are kept without them."))
    run = None
    if RUN in archive.names:
        try:
            run = read_run(archive, project.graph)
        except UnusableRunError as error:
            warnings.append(error.message)
    return SavedProject(project, run, _read_picture(archive), tuple(warnings))


def _read_project(archive: Archive) -> Project:
    _check_names(archive)
    try:
        document = archive.read(PROJECT, _LARGEST_DOCUMENT)
        return msgspec.json.decode(document, type=_Document).project
    except _UNREADABLE as error:
        raise DamagedError("{reason}", reason=damage(error)) from error


def _check_names(archive: Archive) -> None:
    known = tuple(f"{folder}/" for folder in (*FOLDERS, ATTACHMENTS))
    for name in archive.names:
        if name not in {PROJECT, RUN, PICTURE} and not name.startswith(known):
            raise DamagedError("“{name}” does not belong into it", name=name)


def _read_attachments(archive: Archive, warnings: list[Message]) -> Mapping[str, bytes]:
    names = [name for name in archive.names if name.startswith(f"{ATTACHMENTS}/")]
    found: dict[str, bytes] = {}
    room = _LARGEST
    for name in names:
        try:
            content = archive.read(name, min(LARGEST_FILE, room))
        except DamagedError:
            text = "The table “{name}” in the file is damaged and was left out. Open it again."
            warnings.append(Message(text, {"name": part_key(name)}))
        else:
            room -= len(content)
            found[part_key(name)] = content
    return found


def _read_picture(archive: Archive) -> bytes | None:
    """Return the picture; a damaged one is not missed, as the next save makes another."""
    if PICTURE not in archive.names:
        return None
    try:
        content = archive.read(PICTURE, _LARGEST_PICTURE)
    except DamagedError:
        return None
    return content if content.startswith(_PNG) else None
