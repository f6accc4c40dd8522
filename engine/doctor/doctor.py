"""Watches a run and says why it does not learn."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from engine.check import check
from engine.doctor import data, fit, rate, settings, start, units
from engine.doctor.case import Case
from engine.doctor.finding import Finding
from engine.doctor.signs import Examination
from engine.facts import DataFacts
from engine.message import SpokenError
from engine.problems import Severity
from engine.ratefinder import Trial

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.data.dataset import Dataset
    from engine.progress import NotFiniteError
    from engine.ratefinder import Sweep
    from engine.trainer import Trainer

    Rule = Callable[[Case], Iterator[Finding]]

_TURN = 0.008
"""Seconds of a trial of learning rates between two looks."""

_GONE = 4
"""Looks in a row that do not see a finding any more, before it is taken back."""

_OLD = 3
"""A trial says nothing any more of a run that has made so many times as many steps."""

_CERTAIN = "loss_activation"
"""A misfit by which alone a network that learns badly is explained."""

_CAUSES: tuple[Rule, ...] = (
    start.frozen,
    start.alike,
    start.too_small,
    settings.penalty,
    data.unscaled,
    start.too_large,
    rate.too_high,
    start.saturated,
    units.dead,
    units.vanishing,
    data.unscaled_targets,
    settings.dropout,
)
"""What by itself keeps a network from learning: the first that is loud explains the rest."""

_COURSES: tuple[Rule, ...] = (settings.batch, rate.too_low, fit.underfitting, fit.plateau)
"""How a run goes that none of these explains; the first counts."""

_SIDES: tuple[Rule, ...] = (fit.overfitting, data.imbalance)
"""What deserves a look though the network learns."""


class Doctor:
    """Judges one run whenever asked, and leaves no trace in it.

    Attributes
    ----------
    unfinished
        Whether another `look` would know more though no step is made: a trial of learning rates
        goes on, or what was seen is still to be seen a second time.
    """

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._since = trainer.began
        self._settings = _settings(trainer)
        self._excused: NotFiniteError | None = None
        self._examination: Examination | None = None
        self._farthest: tuple[Dataset, data.Farthest] | None = None
        self._sweeps: dict[str, Sweep] = {}
        self._tried: dict[str, int] = {}
        self._trial: tuple[str, Iterator[Sweep]] | None = None
        self._told: dict[str, Finding] = {}
        self._missed: dict[str, int] = {}
        self._seen: set[str] = set()
        self.unfinished = False

    def look(self) -> tuple[Finding, ...]:
        """Return what is wrong with the run as it stands, the gravest first.

        It is told when it was seen twice in a row, and in the same words as long as it is seen.
        A look takes some milliseconds of a trial of learning rates where one is needed.
        """
        trainer = self._trainer
        self.unfinished = False
        if not trainer.supervised or trainer.in_pretraining:
            return ()
        if trainer.is_away:
            return self._sorted()
        self._follow_settings()
        if self._trial is not None:
            self._try_on(*self._trial)
        if not trainer.steps_made and trainer.failure is None:
            return ()
        found = {each.code: each for each in self._examine()}
        self._tell(found)
        self.unfinished = self._trial is not None or bool(found.keys() - self._told.keys())
        return self._sorted()

    def judge(self) -> tuple[Finding, ...]:
        """Return the same at the end of a run, with all trials made that it takes."""
        found = self.look()
        while self.unfinished:
            found = self.look()
        return found

    # -- the run

    def _follow_settings(self) -> None:
        """Judge anew from here where the run goes on with other settings."""
        now = _settings(self._trainer)
        if now == self._settings:
            return
        self._settings, self._since = now, self._trainer.progress.step
        self._excused = self._trainer.failure
        self._trial = None
        self._sweeps.clear()
        self._tried.clear()
        self._told.clear()
        self._seen.clear()

    def _examine(self) -> Iterator[Finding]:
        trainer = self._trainer
        if self._examination is None:
            self._examination = Examination(trainer)
        signs = self._examination.signs()
        case = Case(trainer, signs, self._since, self._farthest_input, self._sweeps)
        if trainer.failure is not None:
            if trainer.failure is not self._excused:
                causes = [*start.too_large(case), *data.unscaled(case)]
                yield from causes or rate.not_finite(case)
        else:
            yield from self._judge(case)
        self._begin_trial(case)

    def _farthest_input(self) -> data.Farthest:
        """Return what is looked up once for the same rows."""
        rows = self._trainer.dataset
        if self._farthest is None or self._farthest[0] is not rows:
            self._farthest = rows, data.farthest(rows)
        return self._farthest[1]

    def _judge(self, case: Case) -> Iterator[Finding]:
        misfits = list(_misfits(case))
        if any(each.code == _CERTAIN for each in misfits):
            # Whatever else is seen may come of it: such a loss jumps, or has no gradient.
            yield from misfits
            return
        explained = False
        for rule in _CAUSES:
            for finding in rule(case):
                explained |= finding.loud
                yield finding
            if explained or case.wanted - self._sweeps.keys():
                return
        yield from misfits
        for rule in _COURSES:
            found = list(rule(case))
            yield from found
            if found or case.wanted - self._sweeps.keys():
                break
        for rule in _SIDES:
            yield from rule(case)

    # -- what is told

    def _sorted(self) -> tuple[Finding, ...]:
        return tuple(sorted(self._told.values(), key=_gravity))

    def _tell(self, found: dict[str, Finding]) -> None:
        for code, finding in found.items():
            told = self._told.get(code)
            again = code in self._seen
            if again and (told is None or not _alike(told, finding)):
                self._told[code] = finding
            self._missed[code] = 0
        for code in self._told.keys() - found.keys():
            self._missed[code] += 1
            if self._missed[code] >= _GONE:
                del self._told[code]
        self._seen = set(found)

    # -- trials

    def _begin_trial(self, case: Case) -> None:
        old = {kind for kind, step in self._tried.items() if case.steps > _OLD * step}
        due = sorted(case.wanted - (self._tried.keys() - old))
        if due and self._trial is None:
            kind = due[0]
            self._tried[kind] = max(case.steps, 1)
            self._trial = kind, Trial().run(self._trainer, anew=kind == rate.ANEW)
            self._latest = Trial().nothing

    def _try_on(self, kind: str, trial: Iterator[Sweep]) -> None:
        end = time.perf_counter() + _TURN
        while time.perf_counter() < end:
            found = _next(trial)
            if found is None:
                self._take_up(kind, self._latest)
                self._trial = None
                return
            self._latest = found

    def _take_up(self, kind: str, found: Sweep) -> None:
        """Judge by what a trial found; one that found no rate does not refute one that did."""
        if found.suggestion is not None or kind not in self._sweeps:
            self._sweeps[kind] = found


def _next(trial: Iterator[Sweep]) -> Sweep | None:
    """Return what one more step of a trial finds; None where it has ended or cannot go on."""
    try:
        return next(trial, None)
    except (MemoryError, SpokenError):
        # The run itself goes on, without a rate that was tried out.
        return None


def _misfits(case: Case) -> Iterator[Finding]:
    """Yield what is odd about the loss and the ends of a network that learns badly."""
    if case.steps < 20 or not case.poor:
        return
    objective = case.program.loss
    facts = DataFacts.of(case.trainer.shown)
    for problem in check(case.graph, objective, facts):
        if problem.code in (_CERTAIN, "bounded_regression"):
            yield Finding(
                problem.code,
                problem.message,
                trail=problem.trail,
                repairs=(problem.repair,) if problem.repair else (),
            )


def _alike(one: Finding, other: Finding) -> bool:
    """Whether two findings differ in their figures at most."""
    return (one.message.template, one.trail, one.loud) == (
        other.message.template,
        other.trail,
        other.loud,
    ) and [each.label for each in one.repairs] == [each.label for each in other.repairs]


def _gravity(finding: Finding) -> tuple[bool, bool]:
    return finding.severity is not Severity.ERROR, not finding.loud


def _settings(trainer: Trainer) -> tuple[object, ...]:
    return (
        trainer.optimizer,
        trainer.batch_size,
        trainer.transforms,
        trainer.regime,
        trainer.class_weights,
        trainer.program.drawn,
        trainer.began,
    )
