"""``--log``: the curves of a run as a table, written while it trains."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, TextIO

from dnngui.commands import numbers
from dnngui.document.file import FileError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from engine.record import Evaluation


class Log:
    """A CSV file with a row for each evaluation; what stood there before is replaced.

    Its columns are ``epoch``, ``step``, ``loss``, the metrics, and the same on the held-out rows
    as ``test_…``; of a drawing of RBMs alone ``reconstruction_error`` and ``free_energy``.

    Raises
    ------
    FileError
        Where the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._file: TextIO = path.open("w", encoding="utf-8", newline="")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise FileError(
                "The log “{path}” cannot be written: {reason}. Choose another file.",
                path=str(path),
                reason=reason,
            ) from error
        self._rows = csv.writer(self._file)
        self._columns: list[str] = []
        self._step = -1

    def __enter__(self) -> Log:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def write(self, evaluation: Evaluation) -> None:
        """Write a row, unless the last one was of the same step."""
        if evaluation.step == self._step:
            return
        self._step = evaluation.step
        cells: dict[str, float] = {"epoch": evaluation.epoch, "step": evaluation.step}
        for part, values in numbers.parts(evaluation).items():
            prefix = "test_" if part == "test" else ""
            cells |= {f"{prefix}{name}": value for name, value in values.items()}
        if not self._columns:
            self._columns = list(cells)
            self._rows.writerow(self._columns)
        self._rows.writerow([cells.get(name, "") for name in self._columns])
        # A person may be watching the file grow.
        self._file.flush()
