"""The error that every export raises."""

from __future__ import annotations

from engine.message import SpokenError


class ExportError(SpokenError):
    """A file that could not be written or did not pass its check, said in one sentence."""


class NotImportable(SpokenError):
    """A part of a model that no layer here computes, said in one sentence."""
