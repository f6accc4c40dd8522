"""The order of samples and the batches of an epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from engine.memory import streams

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

_COPY_LIMIT = 64 * 2**20
"""Up to this many bytes, an epoch's samples are laid out in their order at once."""


class Batch(NamedTuple):
    """Views for one step, ``(width + 1, batch)`` and ``(outputs, batch)``; ``stop`` ends it."""

    x: Floats
    y: Floats
    stop: int


class Batches:
    """Deals out the samples of a data set, in a new random order each epoch.

    A batch that holds all samples is not shuffled: the order would change nothing but the last
    bits. Arrays are allocated once; the views of one batch are valid until the next is taken.

    Parameters
    ----------
    x, y
        ``(n, width + 1)`` and ``(n, outputs)``.
    size
        Samples per batch; None for all.
    ordered
        Whether samples follow one another: then nothing is shuffled, and each row of a batch goes
        on where it ended in the batch before, see `streams`.

    Attributes
    ----------
    wanted, size
        Samples per batch that were asked for, and those of the first one.
    """

    def __init__(
        self, x: Floats, y: Floats, size: int | None, seed: int, *, ordered: bool = False
    ) -> None:
        self._x, self._y, self.ordered = x, y, ordered
        self._shuffle = np.random.Generator(np.random.PCG64([seed, 0x5AF]))
        self.state_before = self.state
        self.samples = len(x)
        self._order: NDArray[np.intp] = np.arange(self.samples)
        self.resize(size)

    def resize(self, size: int | None) -> None:
        """Use batches of ``size`` samples from the next on; the order of samples stays.

        Where samples follow one another it is another order, for an epoch from its beginning.
        """
        self.wanted = self.size = min(size or self.samples, self.samples)
        if self.ordered:
            self._arrange()
        self._whole = self.size == self.samples
        self._at_once = not self._whole and self._x.nbytes + self._y.nbytes <= _COPY_LIMIT
        rows = self.samples if self._at_once else self.size
        if self._whole:
            self._held_x, self._held_y = self._x, self._y
        else:
            self._held_x = np.empty((rows, self._x.shape[1]), self._x.dtype)
            self._held_y = np.empty((rows, self._y.shape[1]), self._y.dtype)
        self._views: dict[int, list[Batch]] = {}
        self._laid_out = self._whole

    def _arrange(self) -> None:
        """Lay out the rows that go on from batch to batch."""
        parts = streams(self.samples, self.size)
        self._order = np.concatenate(parts)
        self._stops = np.cumsum([len(part) for part in parts]).tolist()
        self.size = len(parts[0])

    @property
    def count(self) -> int:
        """The batches of an epoch."""
        return len(self._stops) if self.ordered else -(-self.samples // self.size)

    def done(self, position: int) -> int:
        """Return how many batches end at or before a sample of the epoch."""
        if self.ordered:
            return sum(stop <= position for stop in self._stops)
        return position // self.size

    def starts_at(self, position: int) -> bool:
        """Whether a batch of rows that go on begins at a sample of the epoch."""
        return position == 0 or position in self._stops

    def begin(self) -> None:
        """Draw the order of a new epoch; one batch of all samples needs none."""
        if not (self._whole or self.ordered):
            self.state_before = self.state
            self._draw()

    def resume(self, state: dict[str, Any]) -> None:
        """Draw the order of the epoch that began with the generator in ``state``."""
        self.state_before = state
        self._shuffle.bit_generator.state = state
        if not self.ordered:
            self._draw()

    def _draw(self) -> None:
        self._order = self._shuffle.permutation(self.samples)
        self._laid_out = self._whole

    def rewind(self, state: dict[str, Any]) -> None:
        """Let the next epoch begin with the generator in ``state``."""
        self._shuffle.bit_generator.state = state

    @property
    def state(self) -> dict[str, Any]:
        """State of the generator now: that of the next epoch."""
        return dict(self._shuffle.bit_generator.state)

    def _hold(self, order: NDArray[np.intp]) -> None:
        # The methods themselves: what NumPy's functions do before they call them takes as long.
        self._x.take(order, 0, self._held_x[: len(order)], "clip")
        self._y.take(order, 0, self._held_y[: len(order)], "clip")

    def batches(self, start: int) -> Iterable[Batch]:
        """Return the batches of the running epoch from sample ``start`` on."""
        if self._whole and start:
            # The size was raised within the epoch: what is left of it is one batch.
            rest = self._order[start:]
            return [Batch(self._x[rest].T, self._y[rest].T, self.samples)]
        if self._at_once and not (start or self._laid_out):
            self._hold(self._order)
            self._laid_out = True
        if not self._laid_out:
            # The rest of an epoch is not worth it: a run that goes on is to make its step soon.
            return self._gathered(start)
        if start not in self._views:
            # Nearly always 0: other starts follow a resume or a change of the size.
            self._views = {start: list(self._cut(start))}
        return self._views[start]

    def rows(self, start: int, stop: int) -> NDArray[np.intp]:
        """Return which of the given rows stand from ``start`` to ``stop`` in the running epoch."""
        found: NDArray[np.intp] = self._order[start:stop]
        return np.arange(stop) if self._whole and not start else found.copy()

    def _parts(self, start: int) -> Iterator[tuple[int, int]]:
        """Yield where each batch begins and ends, from sample ``start`` on."""
        if not self.ordered:
            for first in range(start, self.samples, self.size):
                yield first, min(first + self.size, self.samples)
            return
        for stop in self._stops:
            if stop > start:
                yield start, stop
                start = stop

    def _cut(self, start: int) -> Iterator[Batch]:
        for part in (slice(*each) for each in self._parts(start)):
            yield Batch(self._held_x[part].T, self._held_y[part].T, part.stop)

    def _gathered(self, start: int) -> Iterator[Batch]:
        for first, stop in self._parts(start):
            self._hold(self._order[first:stop])
            held = slice(0, stop - first)
            yield Batch(self._held_x[held].T, self._held_y[held].T, stop)
