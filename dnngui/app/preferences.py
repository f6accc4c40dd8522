"""What the program remembers of a person between two starts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

import platformdirs
from PySide6.QtCore import QByteArray, QSettings

from dnngui.canvas.minimap import Showing
from dnngui.panels.transport import Tempo

if TYPE_CHECKING:
    from collections.abc import Sequence

Appearance = Literal["system", "light", "dark"]
Language = Literal["system", "en", "zh_CN"]

Choice = TypeVar("Choice", bound=str)

MEMORIES = (64, 256, 1024, 4096)
"""Megabytes to choose from for the moments of a run."""

_RECENT = 10


class Preferences:
    """Values in one settings file; what cannot be read counts as not set."""

    def __init__(self, path: Path | None = None) -> None:
        folder = platformdirs.user_config_path("dnngui", appauthor=False)
        self._settings = QSettings(str(path or folder / "dnngui.ini"), QSettings.Format.IniFormat)

    @property
    def appearance(self) -> Appearance:
        choices: tuple[Appearance, ...] = get_args(Appearance)
        return _one_of(self._settings.value("appearance"), choices)

    @appearance.setter
    def appearance(self, value: Appearance) -> None:
        self._settings.setValue("appearance", value)

    @property
    def language(self) -> Language:
        choices: tuple[Language, ...] = get_args(Language)
        return _one_of(self._settings.value("language"), choices)

    @language.setter
    def language(self, value: Language) -> None:
        self._settings.setValue("language", value)

    @property
    def tempo(self) -> Tempo:
        choices: tuple[Tempo, ...] = get_args(Tempo)
        return _one_of(self._settings.value("tempo", "watch"), choices)

    @tempo.setter
    def tempo(self, value: Tempo) -> None:
        self._settings.setValue("tempo", value)

    @property
    def mini_map(self) -> Showing:
        choices: tuple[Showing, ...] = get_args(Showing)
        return _one_of(self._settings.value("mini_map"), choices)

    @mini_map.setter
    def mini_map(self, value: Showing) -> None:
        self._settings.setValue("mini_map", value)

    @property
    def timeline_memory(self) -> int:
        """Megabytes that the kept moments of a run may take."""
        value = self._settings.value("timeline_memory")
        kept = int(value) if isinstance(value, int | str) and str(value).isdecimal() else 0
        return kept if kept in MEMORIES else MEMORIES[1]

    @timeline_memory.setter
    def timeline_memory(self, value: int) -> None:
        self._settings.setValue("timeline_memory", value)

    @property
    def recent(self) -> list[Path]:
        """Files opened or saved last, the newest first."""
        kept = self._settings.value("recent")
        names = kept if isinstance(kept, list) else [kept]
        return [Path(name) for name in names if isinstance(name, str) and name]

    def remember(self, path: Path) -> None:
        """Put ``path`` in front of the recent files."""
        newest = path.absolute()
        others = [each for each in self.recent if each != newest]
        self._set_recent([newest, *others])

    def forget(self, path: Path) -> None:
        """Take ``path`` out of the recent files: it is not there any more."""
        self._set_recent([each for each in self.recent if each != path])

    def _set_recent(self, paths: Sequence[Path]) -> None:
        self._settings.setValue("recent", [str(path) for path in paths[:_RECENT]])

    @property
    def folder(self) -> Path:
        """Where file dialogs start."""
        return self.recent[0].parent if self.recent else Path.home()

    def layout(self, name: str) -> QByteArray:
        """Return a saved state of the window's geometry or docks, empty where there is none."""
        value = self._settings.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, name: str, state: QByteArray) -> None:
        self._settings.setValue(f"layout/{name}", state)

    def flush(self) -> None:
        self._settings.sync()


def _one_of(value: object, choices: Sequence[Choice]) -> Choice:
    """Return the choice that ``value`` is, or the first."""
    return next((choice for choice in choices if choice == value), choices[0])
