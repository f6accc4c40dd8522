"""What the window asks of the worker: plain values, carried out in order between two steps."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Future

    from dnngui.document.project import Project
    from dnngui.document.run import SavedRun
    from dnngui.training.frames import Needs
    from engine.formats.trained import Trained
    from engine.snapshot import Snapshot


class Order(enum.Enum):
    """Commands that say all by their name."""

    RUN = enum.auto()
    PAUSE = enum.auto()
    STEP_BATCH = enum.auto()
    STEP_EPOCH = enum.auto()
    RESET = enum.auto()
    GO_BACK = enum.auto()
    GO_TO_BEST = enum.auto()
    LEAVE_BEST = enum.auto()
    SEARCH_RATE = enum.auto()
    LEAVE_SEARCH = enum.auto()
    LOOK_INSIDE = enum.auto()
    GO_ON_FROM_HERE = enum.auto()
    LOOK_AGAIN = enum.auto()


@dataclass(frozen=True)
class Follow:
    """Train ``project`` from now on; ``number`` comes back when it is taken up."""

    project: Project
    number: int


@dataclass(frozen=True)
class Show:
    """Compute what the visible panels need."""

    needs: Needs


@dataclass(frozen=True)
class SetWeight:
    """Let one weight have a value and go on from there.

    Attributes
    ----------
    node
        Id with which the layer is drawn; of a repeated group the first copy is meant.
    parameter, index
        Name of the parameter and the place within it.
    """

    node: int
    parameter: str
    index: tuple[int, ...]
    value: float


@dataclass(frozen=True)
class Spread:
    """Let a whole run take at least ``seconds``; None sets no bound."""

    seconds: float | None


@dataclass(frozen=True)
class Travel:
    """Show the run as it was at the kept moment nearest to ``step``; None is the present."""

    step: int | None


@dataclass(frozen=True)
class Remember:
    """Let the kept moments of the run take no more than so many bytes."""

    size: int


@dataclass(frozen=True)
class Restore:
    """Go on from a run that was kept, with its earlier ``moments`` to go back to."""

    run: SavedRun
    moments: tuple[Snapshot, ...] = ()


@dataclass(frozen=True, eq=False)
class Save:
    """Answer with what a file keeps of the run; None where there is none."""

    answer: Future[SavedRun | None] = field(repr=False)


@dataclass(frozen=True, eq=False)
class Take:
    """Answer with the trained network at rest, for exports; None where there is none."""

    answer: Future[Trained | None] = field(repr=False)


Command = Order | Follow | Show | SetWeight | Spread | Travel | Remember | Restore | Save | Take
