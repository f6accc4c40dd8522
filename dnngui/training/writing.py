"""Text that the network writes while it learns."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dnngui.training.views import Request
from engine.program import compile
from engine.writing import Alphabet, Writer, can_write, foretells

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.trainer import Trainer

LENGTH = 200
"""Symbols of a sample."""

KEPT = 8
"""Samples that are kept, the newest among them."""

_SLICE = 0.004
"""Seconds of writing at a time: the text is seen to grow."""


@dataclass(frozen=True)
class Sample:
    """What was written with the weights of one moment.

    Attributes
    ----------
    epoch
        Epochs done then, with the fraction of the running one.
    complete
        Whether all of it is written.
    """

    epoch: float
    text: str
    complete: bool


@dataclass(frozen=True)
class Written:
    """Samples, the newest first."""

    samples: tuple[Sample, ...]


@dataclass(frozen=True)
class Writing(Request):
    """Let the network write.

    Attributes
    ----------
    begin
        What the text begins with; the data's first symbol where it has none of its symbols.
    temperature
        See `Writer`.
    """

    begin: str
    temperature: float
    interval = 0.1

    def view(self, trainer: Trainer) -> _View | None:
        fits = trainer.supervised and can_write(trainer.program) and foretells(trainer.shown)
        return _View(self, trainer) if fits else None


@dataclass
class _Draft:
    """A sample that is being written."""

    writer: Writer
    step: int
    epoch: float
    ended: bool = False


@dataclass
class _View:
    request: Writing
    trainer: Trainer
    _samples: list[Sample] = field(default_factory=list)
    _draft: _Draft | None = None

    def __post_init__(self) -> None:
        program, dataset = self.trainer.program, self.trainer.shown
        self._alphabet = Alphabet(dataset.classes)
        known, _ = self._alphabet.read(self.request.begin)
        self._begin = known or [int(dataset.x_train[0, 0])]
        # A sample is of one moment, however long it takes; and the run goes on.
        self._own = compile(
            program.graph, program.loss, seed=program.seed, dtype=program.dtype.name
        )

    @property
    def unfinished(self) -> bool:
        """Whether the last sample is not all there, or not of the present weights."""
        draft = self._draft
        return draft is None or not draft.ended or draft.step != self.trainer.progress.step

    @property
    def whole(self) -> bool:
        return self._draft is None or self._draft.ended

    def picture(self, trainer: Trainer, breathe: Callable[[], None]) -> Written:
        """Write on for a moment."""
        if self._draft is None or (self._draft.ended and self._draft.step != trainer.progress.step):
            self._draft = self._start(trainer)
        self._write(self._draft, breathe)
        return Written(tuple(self._samples))

    def _start(self, trainer: Trainer) -> _Draft:
        self._own.theta[...] = trainer.program.theta
        step = trainer.progress.step
        random = np.random.Generator(np.random.PCG64([0x7E47, step]))
        writer = Writer(self._own, self._begin, temperature=self.request.temperature, random=random)
        self._samples.insert(0, Sample(trainer.epochs, "", complete=False))
        del self._samples[KEPT:]
        return _Draft(writer, step, trainer.epochs)

    def _write(self, draft: _Draft, breathe: Callable[[], None]) -> None:
        writer, end = draft.writer, time.perf_counter() + _SLICE
        while not draft.ended and time.perf_counter() < end:
            draft.ended = writer.write() is None or len(writer.numbers) >= LENGTH
            breathe()
        text = self._alphabet.written(writer.numbers)
        self._samples[0] = Sample(draft.epoch, text, draft.ended)
