"""What the window has to say: one quiet banner at a time, the gravest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from dnngui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.app.crash import CrashReporter
    from dnngui.panels.banner import Banner
    from dnngui.training.session import Failure
