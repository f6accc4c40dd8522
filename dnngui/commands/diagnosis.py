"""What the doctor says of a run, as lines beside the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dnngui.commands import console
from engine.doctor import Doctor

if TYPE_CHECKING:
    from engine.trainer import Trainer


def tell(trainer: Trainer) -> None:
    """Say why the run does not learn, and what repairs it; nothing where it does."""
    with np.errstate(all="ignore"):
        found = Doctor(trainer).judge()
    for finding in found:
        console.note(f"Doctor: {finding.message}")
        for repair in finding.repairs:
            console.note(f"  Repair: {repair.label}")
