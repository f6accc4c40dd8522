"""Learning-rate schedules: the rate of a step as a pure function of where the run stands.

Times are in epochs, whatever the batch size. At whole epochs the numbers are those of
``torch.optim.lr_scheduler``; between them a schedule goes on smoothly, where it is not in stairs.
"""

from __future__ import annotations

import math
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from engine.watch import Minimum, Watched, improves

Factor = Annotated[
    float,
    Meta(gt=0.0, le=1.0, title="Factor", description="What the rate is multiplied with."),
]
Epochs = Annotated[int, Meta(ge=1, le=10_000_000)]
Floor = Annotated[
    float,
    Meta(
        ge=0.0,
        le=1.0,
        title="Lowest",
        description="Where it ends, as a share of the learning rate.",
    ),
]
Length = Annotated[
    Epochs | None,
    Meta(title="Length", description="Epochs that it takes; empty is the whole run."),
]


class Schedule(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"
):
    """Base of all schedules.

    Attributes
    ----------
    title, summary
        Name and one sentence of help, in English.
    """

    title: ClassVar[str]
    summary: ClassVar[str]

    warm_up: Annotated[
        float,
        Meta(
            ge=0.0,
            le=1e6,
            title="Warm-up",
            description="Epochs in which the rate first rises from near zero.",
        ),
    ] = 0.0

    @classmethod
    def kind(cls) -> str:
        """Return the tag without its version, such as ``cosine``."""
        return str(cls.__struct_config__.tag).split(".")[0]

    @property
    def moves(self) -> bool:
        """Whether the rate is ever another than the base rate."""
        return True

    def rate(self, base: float, step: int, steps_per_epoch: int, total: int) -> float:
        """Return the learning rate of a step.

        The warm-up of ``W`` steps has rates ``base (t + 1) / (W + 1)``; the schedule's own time
        begins behind it.

        Parameters
        ----------
        base
            The rate of the setting.
        step
            Steps made before, 0 at the first.
        total
            Steps of the whole run.
        """
        warm = round(self.warm_up * steps_per_epoch)
        if step < warm:
            return base * (step + 1) / (warm + 1)
        return base * self.share(step - warm, steps_per_epoch, max(total - warm, 1))

    def share(self, step: int, steps_per_epoch: int, total: int) -> float:
        """Return the rate as a share of the base rate, without warm-up."""
        raise NotImplementedError


class Constant(Schedule, frozen=True, tag="constant.v1"):
    """Always the base rate."""

    title = "Constant"
    summary = "The learning rate stays as it is set."

    @property
    def moves(self) -> bool:
        return self.warm_up > 0.0

    def share(self, step: int, steps_per_epoch: int, total: int) -> float:
        return 1.0


class StepDecay(Schedule, frozen=True, tag="step.v1"):
    """``factor ^ floor(epoch / every)``, as ``StepLR``."""

    title = "Steps"
    summary = "Falls by a factor each time so many epochs are done."

    every: Annotated[Epochs, Meta(title="Every", description="Epochs from one step down on.")] = 30
    factor: Factor = 0.1

    def share(self, step: int, steps_per_epoch: int, total: int) -> float:
        return math.pow(self.factor, step // (self.every * steps_per_epoch))


class MultiStep(Schedule, frozen=True, tag="multi_step.v1"):
    """``factor ^ (number of milestones passed)``, as ``MultiStepLR``."""

    title = "Milestones"
    summary = "Falls by a factor at certain epochs."

    milestones: Annotated[
        tuple[Epochs, ...],
        Meta(min_length=1, max_length=20, title="Epochs", description="When it falls: 30 × 60."),
    ] = (30, 60)
    factor: Factor = 0.1

    def share(self, step: int, steps_per_epoch: int, total: int) -> float:
        passed = sum(step >= milestone * steps_per_epoch for milestone in self.milestones)
        return math.pow(self.factor, passed)


class Exponential(Schedule, frozen=True, tag="exponential.v1"):
    """``factor ^ epoch``, as ``ExponentialLR``."""

    title = "Exponential"
    summary = "Falls by the same factor in every epoch."

    factor: Factor = 0.97

    def share(self, step: int, steps_per_epoch: int, total: int) -> float:
        return math.pow(self.factor, step / steps_per_epoch)


class InverseTime(Schedule, frozen=True, tag="inverse_time.v1"):
    """``1 / (1 + decay epoch)`` (Robbins and Monro 1951), as Keras's ``InverseTimeDecay``."""

    title = "Inverse time"
    summary = "Falls fast at first, then ever more slowly."

    decay: Annotated[
        float,
        Meta(gt=0.0, le=1e6, title="Decay", description="After 1 / decay epochs it is half."),
    ] = 0.1

    def share(self, step: int, steps_per_epoch: int, total: int) -> float:
        return 1.0 / (1.0 + self.decay * step / steps_per_epoch)


class Polynomial(Schedule, frozen=True, tag="polynomial.v1"):
    """``lowest + (1 - lowest) (1 - t / T)^power``, as ``PolynomialLR``, which ends at 0."""

    title = "Polynomial"
    summary = "Falls in a straight line, or in a bow where the power is not 1."

    power: Annotated[
        float, Meta(gt=0.0, le=100.0, title="Power", description="1 is a straight line.")
    ] = 1.0
    length: Length = None
    lowest: Floor = 0.0

    def share(self, step: int, steps_per_epoch: int, total: int) -> float:
        end = total if self.length is None else self.length * steps_per_epoch
        left = 1.0 - min(step, end) / end
        return self.lowest + (1.0 - self.lowest) * math.pow(left, self.power)


class Cosine(Schedule, frozen=True, tag="cosine.v1"):
    """``lowest + (1 - lowest) (1 + cos(π t / T)) / 2`` (Loshchilov and Hutter 2017).

    As ``CosineAnnealingLR``; with a period as ``CosineAnnealingWarmRestarts``.
    """

    title = "Cosine"
    summary = "Falls like half a wave; with a period it starts again each time."

    period: Annotated[
        Epochs | None,
        Meta(title="Period", description="Epochs to a restart; empty is one fall over the run."),
    ] = None
    growth: Annotated[
        int, Meta(ge=1, le=100, title="Growth", description="Each period is so many times longer.")
    ] = 1
    lowest: Floor = 0.0

    def share(self, step: int, steps_per_epoch: int, total: int) -> float:
        if self.period is None:
            done = min(step, total) / total
        else:
            done = self._within(step, self.period * steps_per_epoch)
        return self.lowest + (1.0 - self.lowest) * (1.0 + math.cos(math.pi * done)) / 2.0

    def _within(self, step: int, period: int) -> float:
        """Return which part of its period a step has behind it."""
        if self.growth == 1:
            return step % period / period
        while step >= period:
            step, period = step - period, period * self.growth
        return step / period


class OneCycle(Schedule, frozen=True, tag="one_cycle.v1"):
    """Up to the learning rate and down again (Smith and Topin 2018), as ``OneCycleLR``.

    Both ways are half waves of a cosine; the momentum is left alone.
    """

    title = "One cycle"
    summary = "Rises to the learning rate, then falls far below where it began."

    rise: Annotated[
        float,
        Meta(gt=0.0, lt=1.0, title="Rise", description="Share of the run in which it rises."),
    ] = 0.3
    start_divisor: Annotated[
        float,
        Meta(ge=1.0, le=1e9, title="Start", description="It begins at the rate divided by this."),
    ] = 25.0
    end_divisor: Annotated[
        float,
        Meta(ge=1.0, le=1e12, title="End", description="It ends at its start divided by this."),
    ] = 1e4

    def share(self, step: int, steps_per_epoch: int, total: int) -> float:
        low = 1.0 / self.start_divisor
        top, end = self.rise * total - 1.0, total - 1.0
        at = min(float(step), end)
        if at <= top:
            return _wave(low, 1.0, at / top if top else 1.0)
        return _wave(1.0, low / self.end_divisor, (at - top) / (end - top))


FALLS = 256
"""Most reductions that are remembered, the latest ones."""


class Fall(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A reduction that has happened: when, and what the base rate is multiplied with since."""

    epoch: Annotated[float, Meta(ge=0.0)]
    factor: Annotated[float, Meta(gt=0.0, le=1.0)]


class PlateauState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a reduction on plateaus remembers of a run.

    Attributes
    ----------
    factor
        Product of the reductions so far.
    bad
        Epochs since the best or the last reduction.
    rest
        Epochs in which none counts as bad.
    falls
        The reductions, for whoever looks at the run; nothing is decided by them.
    """

    factor: Annotated[float, Meta(gt=0.0, le=1.0)] = 1.0
    best: float | None = None
    bad: Annotated[int, Meta(ge=0)] = 0
    rest: Annotated[int, Meta(ge=0)] = 0
    falls: Annotated[tuple[Fall, ...], Meta(max_length=FALLS)] = ()

    def noting(self, before: PlateauState, epoch: float) -> PlateauState:
        """Return the state with the reduction that led here from ``before``, where it is one."""
        if self.factor == before.factor:
            return self
        fall = Fall(epoch, self.factor)
        return msgspec.structs.replace(self, falls=(*self.falls, fall)[-FALLS:])


class ReduceOnPlateau(Schedule, frozen=True, tag="plateau.v1"):
    """The base rate times a factor that falls when a number no longer improves.

    As ``ReduceLROnPlateau``; a change counts relative to the best, of whatever sign.
    """

    title = "On plateaus"
    summary = "Falls by a factor when the loss no longer improves."

    watch: Watched = "loss"
    factor: Factor = 0.1
    patience: Annotated[
        int,
        Meta(ge=0, le=1_000_000, title="Patience", description="Epochs to wait before it falls."),
    ] = 10
    minimum_change: Minimum = 1e-4
    rest: Annotated[
        int,
        Meta(ge=0, le=1_000_000, title="Rest", description="Epochs after a fall not counted."),
    ] = 0
    lowest: Floor = 0.0

    def share(self, step: int, steps_per_epoch: int, total: int) -> float:
        return 1.0

    def observe(self, state: PlateauState, value: float) -> PlateauState:
        """Return the state after an epoch whose watched number is ``value``."""
        best, bad, rest = state.best, state.bad + 1, state.rest
        margin = self.minimum_change * abs(best or 0.0)
        if improves(self.watch, value, best, margin):
            best, bad = value, 0
        if rest:
            rest, bad = rest - 1, 0
        factor = state.factor
        if bad > self.patience:
            factor = max(factor * self.factor, min(self.lowest, factor))
            bad, rest = 0, self.rest
        factor = max(factor, 1e-300)
        return msgspec.structs.replace(state, factor=factor, best=best, bad=bad, rest=rest)


def _wave(start: float, end: float, done: float) -> float:
    return end + (start - end) / 2.0 * (1.0 + math.cos(math.pi * done))


AnySchedule = (
    Constant
    | StepDecay
    | MultiStep
    | Exponential
    | InverseTime
    | Polynomial
    | Cosine
    | OneCycle
    | ReduceOnPlateau
)

SCHEDULES: tuple[type[AnySchedule], ...] = (
    Constant,
    StepDecay,
    MultiStep,
    Exponential,
    InverseTime,
    Polynomial,
    Cosine,
    OneCycle,
    ReduceOnPlateau,
)
"""Every schedule once, in the order of the window's list."""
