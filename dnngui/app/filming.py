"""Films a run: shows its moments one after the other, and takes a picture of each."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressDialog, QPushButton

from dnngui.app import dialogs, filmfile, gif, mp4, subjects
from dnngui.app.filmdialog import FilmDialog
from dnngui.app.reporting import Reporting
from engine.formats.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dnngui.app.filmdialog import Wishes
    from dnngui.app.preferences import Preferences
    from dnngui.app.window import MainWindow
    from dnngui.training.frames import Frame, Track


class Filming(Reporting):
    """Asks what is to be filmed, films it, and writes the film off the window's thread.

    Signals
    -------
    done(str)
        One sentence about what was written.
    """

    done = Signal(str)

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._preferences = window, preferences
        self._steps: list[int | None] = []
        self._pictures: list[NDArray[np.uint8]] = []
        self._wishes: Wishes | None = None
        self._path = Path()
        self._waits = False
        self._progress: QProgressDialog | None = None
        window.display.shown.connect(self._look)

    @property
    def active(self) -> bool:
        """Whether a film is being taken."""
        return self._wishes is not None

    @property
    def taken(self) -> int:
        """Pictures that were taken so far."""
        return len(self._pictures)

    def choose(self) -> None:
        """Let the person choose what is to be filmed, and where the film goes."""
        track = self._window.look_back.track
        if track is None or not len(track.steps):
            self.failed.emit(self.tr("There is no run to film yet. Train first."))
            return
        wishes = FilmDialog(self._window).ask()
        if wishes is None:
            return
        start = self._preferences.folder / f"{self._window.history.project.name}{gif.ENDING}"
        title, endings = self.tr("Save film"), {self.tr("Animated pictures (*.gif)"): gif.ENDING}
        if mp4.available():
            endings[self.tr("MP4 films (*.mp4)")] = mp4.ENDING
        path = dialogs.choose_format(self._window, "film_file", title, start, endings)
        if path is not None:
            self.begin(path, wishes)

    def begin(self, path: Path, wishes: Wishes) -> None:
        """Film the run from its first moment to the present."""
        track = self._window.look_back.track
        if track is None or not len(track.steps) or self.active:
            return
        try:
            filmfile.require(path)
        except ExportError as error:
            self._refuse(error)
            return
        subjects.prepare(self._window, wishes.subject)
        self._window.look_back.stop()
        self._path, self._wishes, self._pictures = path, wishes, []
        self._steps = moments(track, round(wishes.seconds * wishes.rate) + 1)
        self._show_progress()
        self._window.display.hurry(True)
        self._go_on()

    def _show_progress(self) -> None:
        title = self.tr("Filming the run…")
        box = QProgressDialog(self._window)
        box.setLabelText(title)
        box.setRange(0, len(self._steps))
        box.setObjectName("film_progress")
        box.setWindowTitle(self.tr("Save film"))
        box.setAccessibleName(title)
        box.setWindowModality(Qt.WindowModality.WindowModal)
        box.setAutoClose(False)
        box.setAutoReset(False)
        box.setMinimumDuration(0)
        button = QPushButton(self.tr("Cancel"))
        button.setObjectName("film_cancel")
        box.setCancelButton(button)
        box.canceled.connect(self.cancel)
        box.show()
        self._progress = box

    def _go_on(self) -> None:
        """Ask for the next moment, or write the film where that was the last."""
        if len(self._pictures) < len(self._steps):
            self._waits = True
            self._window.session.travel(self._steps[len(self._pictures)])
            # Where that one is shown already, nothing else would make a frame.
            self._window.session.look_again()
            return
        wishes, pictures = self._wishes, self._pictures
        self._end()
        if wishes is not None:
            self._write(self._path, pictures, wishes.seconds)

    @Slot(object)
    def _look(self, frame: Frame) -> None:
        if not self._waits or frame.track is None or not frame.settled:
            return
        if frame.track.shown == self._steps[len(self._pictures)]:
            self._waits = False
            # When all others have taken the frame too.
            QTimer.singleShot(0, self._take)

    @Slot()
    def _take(self) -> None:
        """Take a picture of what the window shows."""
        if self._wishes is None:
            return
        wishes, height = self._wishes, self._pictures[0].shape[0] if self._pictures else None
        self._pictures.append(subjects.picture(self._window, wishes.subject, wishes.width, height))
        if self._progress is not None:
            self._progress.setValue(len(self._pictures))
        # The person may have cancelled while the progress was shown.
        if self.active:
            self._go_on()

    @Slot()
    def cancel(self) -> None:
        """Drop the film, and show the present again."""
        self._end()
        self._window.session.travel(None)

    def _end(self) -> None:
        self._wishes, self._pictures, self._steps = None, [], []
        self._waits = False
        box, self._progress = self._progress, None
        if box is not None:
            box.canceled.disconnect(self.cancel)
            box.close()
            box.deleteLater()

    def _write(self, path: Path, pictures: Sequence[NDArray[np.uint8]], seconds: float) -> None:
        work = partial(filmfile.write, path, pictures, seconds)
        title = self.tr("Writing {name}…").format(name=path.name)
        told = partial(self._tell, path, len(pictures))
        self._window.jobs.start(title, work, told, self._refuse, can_cancel=False)

    def _tell(self, path: Path, pictures: int, _: None) -> None:
        size = path.stat().st_size / 1e6
        text = self.tr("{name}: {pictures} pictures, {size} MB")
        self.done.emit(text.format(name=path.name, pictures=pictures, size=f"{size:.1f}"))


def moments(track: Track, count: int) -> list[int | None]:
    """Return the kept steps that make an even film of at most ``count`` pictures.

    The last is the present, None.
    """
    kept = track.steps[track.steps < track.present]
    wanted = np.linspace(float(kept[0]), float(track.present), count)[:-1]
    after = np.searchsorted(kept, wanted).clip(0, len(kept) - 1)
    before = (after - 1).clip(0)
    nearer = np.abs(kept[before] - wanted) < np.abs(kept[after] - wanted)
    chosen = np.unique(np.where(nearer, before, after))
    return [*kept[chosen].tolist(), None]
