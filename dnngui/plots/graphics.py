"""Whether surfaces can be left to a graphics card."""

from __future__ import annotations

import importlib
import importlib.util
import logging
from functools import cache

from PySide6.QtGui import QOffscreenSurface, QOpenGLContext

logger = logging.getLogger(__name__)

_RENDERER = 0x1F01
"""``GL_RENDERER``."""
_SOFTWARE = ("llvmpipe", "softpipe", "swrast", "software", "swiftshader", "gdi generic")
_OLDEST = (2, 1)
"""Version of OpenGL that pyqtgraph needs."""


@cache
def has_graphics_card() -> bool:
    """Whether PyOpenGL is installed and the screen has a card of its own.

    OpenGL in software, as on a virtual screen, is slower than what we paint ourselves.
    """
    if importlib.util.find_spec("OpenGL") is None:
        return False
    name = renderer().lower()
    return bool(name) and not any(each in name for each in _SOFTWARE) and _can_be_called()


def _can_be_called() -> bool:
    """Whether PyOpenGL finds the system's library, and pyqtgraph with it."""
    try:
        importlib.import_module("pyqtgraph.opengl")
    except Exception:  # PyOpenGL looks for the library as it is imported, and fails in many ways.
        logger.exception("OpenGL cannot be used; surfaces are painted without it.")
        return False
    return True


def renderer() -> str:
    """Return the name of what OpenGL draws with, or nothing where it cannot be used."""
    context, place = QOpenGLContext(), QOffscreenSurface()
    place.create()
    if not context.create() or not place.isValid() or not context.makeCurrent(place):
        return ""
    usable = not context.isOpenGLES() and context.format().version() >= _OLDEST
    name = str(context.functions().glGetString(_RENDERER)) if usable else ""
    context.doneCurrent()
    return name
