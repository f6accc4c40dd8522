"""What the worker tells the window, rarely and in order: plain values."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dnngui.document.project import Project
    from engine.data.dataset import Dataset
    from engine.inside import StepInside
    from engine.message import Message
    from engine.ratefinder import Sweep


class State(enum.StrEnum):
    """Where a session stands.

    ``BLOCKED``: there is nothing to train, as the network or its data have errors. ``IDLE``:
    first weights, no step made. ``FINISHED``: all epochs of the settings are done.
    """

    LOADING = "loading"
    BLOCKED = "blocked"
    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True)
class Failure:
    """Why training stopped.

    Attributes
    ----------
    layer
        Name of the first layer whose values went bad, where that is the reason.
    can_go_back
        Whether there are good weights to go back to.
    traceback
        Of an error in the program itself; empty where the loss is not finite.
    """

    message: Message
    layer: str | None = None
    can_go_back: bool = False
    traceback: str = ""


@dataclass(frozen=True)
class StateChanged:
    state: State


@dataclass(frozen=True)
class DatasetChanged:
    """Other rows are in place; None where they could not be loaded."""

    dataset: Dataset | None


@dataclass(frozen=True)
class Failed:
    failure: Failure


@dataclass(frozen=True)
class ProblemFound:
    message: Message


@dataclass(frozen=True)
class EndedEarly:
    """The run ended before its epochs were done, for ``message``."""

    message: Message


@dataclass(frozen=True)
class Edited:
    """An edit of the drawing is in effect; ``message`` says what it left of the run."""

    message: Message


@dataclass(frozen=True, eq=False)
class Branched:
    """The run goes on from a moment with another network, that of ``project``."""

    project: Project


@dataclass(frozen=True)
class BestInPlace:
    """The best weights of the run stand.

    Attributes
    ----------
    epoch
        Of which they are; NaN where a file does not tell it.
    moved
        Whether others stood there before, which can be brought back.
    """

    epoch: float
    moved: bool


@dataclass(frozen=True, eq=False)
class SearchMoved:
    """How far a search for a learning rate is.

    Attributes
    ----------
    sweep
        What is found so far.
    share
        Of the steps, how many are made.
    ended
        Whether no more will come.
    """

    sweep: Sweep
    share: float
    ended: bool


@dataclass(frozen=True, eq=False)
class LookedInside:
    """The next step of the run, taken apart."""

    step: StepInside


Event = (
    StateChanged
    | DatasetChanged
    | Failed
    | ProblemFound
    | EndedEarly
    | Edited
    | Branched
    | BestInPlace
    | SearchMoved
    | LookedInside
)
