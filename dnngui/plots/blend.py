"""Mixtures of two colours."""

from __future__ import annotations

from PySide6.QtGui import QColor


def blend(under: str, over: str, share: float) -> str:
    """Return the colour with ``share`` of ``over`` on ``under``, as ``#rrggbb``."""
    parts = zip(_parts(under), _parts(over), strict=True)
    return QColor(*(round(low + share * (high - low)) for low, high in parts)).name()


def _parts(colour: str) -> tuple[int, int, int]:
    mixed = QColor(colour)
    return mixed.red(), mixed.green(), mixed.blue()
