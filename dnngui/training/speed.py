"""What a run costs: in samples, steps and memory."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dnngui.training.views import Request, StillView

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.trainer import Trainer


@dataclass(frozen=True, eq=False)
class Cost:
    """What it takes to train.

    Attributes
    ----------
    samples, steps_per_epoch
        Training rows, and the steps that go once through them.
    weights
        Bytes of all weights; their gradients take as many again.
    memory
        Bytes that the whole program holds; None where the system does not tell.
    """

    samples: int
    steps_per_epoch: int
    weights: int
    memory: int | None


@dataclass(frozen=True)
class Speed(Request):
    """Tell what training costs."""

    interval = 0.5

    def view(self, trainer: Trainer) -> _View:
        return _View()


class _View(StillView):
    def picture(self, trainer: Trainer, _: Callable[[], None]) -> Cost:
        return Cost(
            len(trainer.taught.x_train) if trainer.supervised else len(trainer.dataset.x_train),
            trainer.steps_per_epoch,
            trainer.program.theta.nbytes,
            resident(),
        )


def resident() -> int | None:
    """Return the bytes of memory that the program holds now; None where they cannot be read."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "win32":
        return _working_set()
    return None


def _working_set() -> int | None:
    """Ask Windows, as its ``PROCESS_MEMORY_COUNTERS`` has it."""
    import ctypes

    size = ctypes.c_size_t
    names = ("peak", "held", "pool_peak", "pool", "paged_peak", "paged", "file", "file_peak")

    class Counters(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_uint32),
            ("faults", ctypes.c_uint32),
            *((name, size) for name in names),
        )

    found = Counters()
    found.length = ctypes.sizeof(found)
    kernel = ctypes.CDLL("kernel32")
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    told = kernel.K32GetProcessMemoryInfo(process, ctypes.byref(found), found.length)
    return int(found.held) if told else None
