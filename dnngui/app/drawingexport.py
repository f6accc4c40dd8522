"""Export of the drawing as a picture: SVG, PDF or PNG by the file's ending."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from dnngui import vectors
from dnngui.app import dialogs
from dnngui.app.portrait import png
from dnngui.app.reporting import Reporting
from dnngui.canvas import sheets
from dnngui.canvas.picture import framed, picture
from dnngui.words import say
from engine.formats import writing
from engine.message import Message, SpokenError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QImage

    from dnngui.app.preferences import Preferences
    from dnngui.app.window import MainWindow
    from dnngui.canvas.drawing import Drawing

SCALE = 2.0
"""Pixels of a PNG a unit of the drawing: sharp on paper and on fine screens."""


class DrawingExporter(Reporting):
    """Asks where to, paints the drawing that is shown, and writes it off the window's thread.

    Signals
    -------
    done(str)
        One sentence about what was written.
    """

    done = Signal(str)

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._preferences = window, preferences

    def choose(self) -> None:
        """Let the person choose a file; its ending is the format."""
        endings = {
            self.tr("SVG drawing (*.svg)"): ".svg",
            self.tr("PDF page (*.pdf)"): ".pdf",
            self.tr("PNG picture (*.png)"): ".png",
        }
        start = self._preferences.folder / f"{self._window.history.project.name}.svg"
        title = self.tr("Export the drawing")
        path = dialogs.choose_format(self._window, "export_drawing", title, start, endings)
        if path is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Write all of the drawing that is shown, as it is now."""
        drawing = self._window.canvas.drawing
        make = _MAKERS.get(path.suffix.lower())
        if drawing.is_empty:
            self.failed.emit(self.tr("There is nothing to export yet. Draw a layer first."))
            return
        if make is None:
            self.failed.emit(
                self.tr("Drawings are exported as .svg, .pdf or .png. Choose one of these endings.")
            )
            return
        content = make(drawing, self._window.history.project.name)

        def work() -> Message:
            return writing.put(path, content(), _checked)

        title = self.tr("Exporting {name}…").format(name=path.name)
        done = partial(self._report, path.name)
        self._window.jobs.start(title, work, done, self._refuse, can_cancel=False)

    def _report(self, name: str, fact: Message) -> None:
        self.done.emit(f"{name}: {say(fact)}")


def _svg(drawing: Drawing, title: str) -> Callable[[], bytes]:
    size = framed(drawing).size().toSize()
    return partial(vectors.flattened, sheets.svg(drawing, title), size.width(), size.height())


def _pdf(drawing: Drawing, title: str) -> Callable[[], bytes]:
    return partial(bytes, sheets.pdf(drawing, title))


def _png(drawing: Drawing, _: str) -> Callable[[], bytes]:
    return partial(_as_png, picture(drawing, SCALE))


_MAKERS = {".svg": _svg, ".pdf": _pdf, ".png": _png}
"""Paint at once, on the window's thread; what they return makes the file's content on any."""


def _as_png(image: QImage) -> bytes:
    content = png(image)
    if content is None:
        raise SpokenError("The picture could not be made. Export the drawing as SVG instead.")
    return content


def _checked(content: bytes) -> Message:
    return Message("the drawing, {size} KB.", {"size": max(len(content) // 1024, 1)})
