"""Views: what a panel asks the worker to compute, beside the parts that every frame has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from dnngui.training.pace import Share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np
    from numpy.typing import NDArray

    from dnngui.training.breath import Breath
    from engine.data.dataset import Dataset
    from engine.graph import Graph
    from engine.trainer import Trainer

SHARE = 0.04
"""Of the worker's time, for all views together that do not move."""

LATE_SHARE = 0.08
"""The same where their pictures have become old."""

MOVING_SHARE = 0.04
"""For each view that moves, beside all others."""


class View(Protocol):
    """Computes one request again and again for one network and its data."""

    def picture(self, trainer: Trainer, breathe: Callable[[], None]) -> object:
        """Return what is to be seen with the weights as they are, sharing nothing with the run.

        ``breathe`` is called between two pieces of longer work. Nothing of the run may change.
        """

    @property
    def unfinished(self) -> bool:
        """Whether there is more to come though the weights do not change."""

    @property
    def whole(self) -> bool:
        """Whether the last picture is all there, be it of weights that were."""


class StillView:
    """A view whose picture is complete each time."""

    unfinished = False
    whole = True


@dataclass(frozen=True)
class Request:
    """What a panel wants to see; equal ones are computed once.

    Attributes
    ----------
    interval
        Least seconds between two pictures.
    moves
        Whether its pictures are to be seen in motion: it has a share of the time of its own, and
        waits for no other view.
    """

    interval: ClassVar[float] = 0.2
    moves: ClassVar[bool] = False

    def view(self, trainer: Trainer) -> View | None:
        """Return what computes it; None where the data or the network have nothing of the kind."""
        raise NotImplementedError


class Views:
    """The views that are wanted, prepared when they are first computed."""

    def __init__(self, breath: Breath) -> None:
        self._breath = breath
        self._prepared: dict[Request, View | None] = {}
        self._graph: Graph | None = None
        self.shares: dict[Request, Share] = {}

    def show(self, requests: Iterable[Request]) -> set[Request]:
        """Compute ``requests`` from now on; return those that are new."""
        wanted = tuple(requests)
        fresh = set(wanted) - self.shares.keys()
        if fresh or len(wanted) != len(self.shares):
            several = max(sum(not each.moves for each in wanted), 1)
            usual, late = SHARE / several, LATE_SHARE / several
            self.shares = {
                each: Share(MOVING_SHARE, each.interval)
                if each.moves
                else Share(usual, each.interval, late)
                for each in wanted
            }
            kept = self._prepared.keys() & self.shares.keys()
            self._prepared = {each: self._prepared[each] for each in kept}
        return fresh

    def parts(self) -> dict[Request | str, Callable[[Trainer], Any]]:
        """Return what computes each request."""
        return {each: partial(self._picture, each) for each in self.shares}

    def forget(self) -> None:
        """Prepare all anew: the network or the data are others."""
        self._prepared.clear()

    def unfinished(self) -> set[Request]:
        return {each for each, view in self._prepared.items() if view and view.unfinished}

    def is_whole(self, request: Request) -> bool:
        """Whether the last picture of a request is all there."""
        view = self._prepared.get(request)
        return view is None or view.whole

    def prepare(self, request: Request, trainer: Trainer) -> None:
        """Get ready to compute a request: once for a network, and no part of its share."""
        graph = trainer.program.graph
        if graph is not self._graph:
            # Names and live fields such as a dropout rate change without another generation.
            self._graph = graph
            self.forget()
        if request not in self._prepared:
            self._prepared[request] = request.view(trainer)

    def _picture(self, request: Request, trainer: Trainer) -> object:
        view = self._prepared[request]
        return None if view is None else view.picture(trainer, self._breath)


def part_of(dataset: Dataset, *, test: bool) -> tuple[NDArray[np.float32], NDArray[Any]]:
    """Return what the network reads of a part, and its targets."""
    return (dataset.x_test, dataset.y_test) if test else (dataset.x_train, dataset.y_train)
