"""What the commands write: lines, tables, and a bar for what takes long."""

from __future__ import annotations

import contextlib
import csv
import io
import shutil
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import TracebackType

_FRAME = 0.1
"""Seconds between two pictures of the bar."""
_LEAST, _WIDEST = 10, 30
"""Cells of the bar."""
_FRAMED = len("[] ")
_LINES = 10
"""Lines that a whole run leaves where there is no terminal."""


def prepare() -> None:
    """Let a console that lacks a character show another one instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def say(text: str = "") -> None:
    """Write a line of the result."""
    write(f"{text}\n")


def write(text: str) -> None:
    """Write part of the result as it is."""
    sys.stdout.write(text)


def note(text: str) -> None:
    """Write a line beside the result: a warning, an error, progress."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def table(rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> None:
    """Write rows with their columns below each other; those in ``right`` end at one place."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = (
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        say("  ".join(cells).rstrip())


def csv_of(titles: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as the text of a CSV file."""
    buffer = io.StringIO()
    lines = csv.writer(buffer, lineterminator="\n")
    lines.writerow(titles)
    lines.writerows(rows)
    return buffer.getvalue()


class Progress:
    """A bar on a terminal, a few plain lines elsewhere; it writes to the standard error.

    Parameters
    ----------
    total
        Where it ends.
    unit
        What is counted.
    """

    def __init__(self, total: float, unit: str) -> None:
        self._total, self._unit = max(total, 1e-9), unit
        self._terminal = sys.stderr.isatty()
        self._first: tuple[float, float] | None = None
        self._next_time, self._next_line, self._drawn = 0.0, 0, 0
        self._dropped = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._drawn:
            sys.stderr.write("\n")
            sys.stderr.flush()

    def due(self, done: float) -> bool:
        """Whether it is time for `show`; costs next to nothing, so that it can stand in a loop."""
        if self._terminal:
            return time.monotonic() >= self._next_time or done >= self._total
        return done * _LINES >= self._next_line * self._total

    def show(self, done: float, *texts: str) -> None:
        """Show how far it is, and behind it ``texts``, the last of which may yield."""
        if self._first is None:
            self._first = (time.monotonic(), done)
        count = f"{self._unit} {done:,.0f}/{self._total:,.0f}"
        if self._terminal:
            self._draw(done, (count, *texts, self._remaining(done)))
            self._next_time = time.monotonic() + _FRAME
        else:
            note("  ".join((count, *texts)))
            self._next_line = int(done * _LINES / self._total) + 1

    def _draw(self, done: float, texts: Sequence[str]) -> None:
        columns = shutil.get_terminal_size().columns - 1
        text = self._fitting(texts, columns - _FRAMED - _LEAST)
        # In steps, so that the bar does not breathe with the length of the numbers behind it.
        room = min(max(columns - _FRAMED - len(text), _LEAST), _WIDEST) // 10 * 10
        full = int(room * min(done / self._total, 1.0))
        line = f"[{'#' * full}{'.' * (room - full)}] {text}"[:columns]
        sys.stderr.write("\r" + line.ljust(min(self._drawn, columns)))
        sys.stderr.flush()
        self._drawn = len(line)

    def _fitting(self, texts: Sequence[str], room: int) -> str:
        # What was dropped once stays away: it would flicker with the length of the numbers.
        while True:
            text = "  ".join(filter(None, _most_important(texts, len(texts) - self._dropped)))
            if len(text) <= room or self._dropped >= len(texts) - 1:
                return text
            self._dropped += 1

    def _remaining(self, done: float) -> str:
        start, origin = self._first or (0.0, 0.0)
        elapsed = time.monotonic() - start
        if elapsed < 1.0 or done <= origin or done >= self._total:
            return ""
        seconds = int(elapsed * (self._total - done) / (done - origin))
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
        return f"{clock} left"


def _most_important(texts: Sequence[str], count: int) -> Sequence[str]:
    """Return ``count`` texts: how far it is, the first figure, the time left, the next figures."""
    return texts[:count] if count < 3 else (*texts[: count - 1], texts[-1])
