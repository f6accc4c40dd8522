"""The one stylesheet: what Fusion cannot be told by a palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dnngui.theme import Palette

_TEMPLATE = """
QToolTip {{
    color: {text}; background: {surface}; border: 1px solid {border}; padding: 4px 6px;
}}
"""


def stylesheet(colours: Palette) -> str:
    """Return the stylesheet in ``colours``."""
    return _TEMPLATE.format(**{name: str(value) for name, value in vars(colours).items()})
