"""A run as its symptoms are judged: how it went so far, and how its layers stand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from engine.data.dataset import Task
from engine.layers import Dense

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from engine.doctor.data import Farthest
    from engine.doctor.signs import Signs
    from engine.layers import Layer
    from engine.ratefinder import Sweep
    from engine.record import Evaluation
    from engine.trainer import Trainer

_FRESH = 0.8
"""Share of the steps that the latest evaluation must have seen."""

_SCORES = ("accuracy", "r2")


class Case:
    """What is known of one run at one moment.

    Parameters
    ----------
    since
        Step from which the settings are those of now; what was before is not judged.

    Attributes
    ----------
    evaluations
        Those since then, the last one of weights much like the present ones.
    signs
        Of each layer, by its id in the inlined graph.
    farthest
        Returns the farthest of the inputs.
    sweeps
        What trials of learning rates have found, by where they began.
    wanted
        Trials that a rule asked for: it judges when they are made.
    """

    def __init__(
        self,
        trainer: Trainer,
        signs: Mapping[int, Signs],
        since: int,
        farthest: Callable[[], Farthest],
        sweeps: Mapping[str, Sweep] | None = None,
    ) -> None:
        self.trainer, self.program, self.graph = trainer, trainer.program, trainer.program.drawn
        self.signs, self.since, self.farthest = signs, since, farthest
        self.sweeps, self.wanted = sweeps or {}, set[str]()
        record = trainer.record
        told = record.evaluations if record is not None else []
        known = [each for each in told if since <= each.step <= trainer.progress.step]
        if not known or known[-1].step < _FRESH * trainer.progress.step:
            known.append(trainer.evaluate())
        self.evaluations: tuple[Evaluation, ...] = tuple(known)

    # -- how it went

    @property
    def latest(self) -> Evaluation:
        return self.evaluations[-1]

    @property
    def first(self) -> Evaluation:
        return self.evaluations[0]

    @property
    def steps(self) -> int:
        """Steps made with the settings of now."""
        return self.trainer.progress.step - self.since

    @property
    def epochs(self) -> float:
        """Epochs made with them."""
        return self.latest.epoch - self.first.epoch

    @property
    def share(self) -> float:
        """Share of the run that is done."""
        return self.trainer.epochs / self.trainer.regime.epochs

    @cached_property
    def losses(self) -> NDArray[np.float64]:
        """Losses of the training part at the evaluations."""
        return np.array([each.loss for each in self.evaluations])

    @property
    def fall(self) -> float:
        """How much of the first loss is gone."""
        return self._fall(self.losses[0], self.losses[-1])

    def recent_fall(self, share: float = 0.5) -> float:
        """Return how much of the loss went within the last ``share`` of the time."""
        times = np.array([each.epoch for each in self.evaluations])
        begin = times[-1] - share * (times[-1] - times[0])
        recent = self.losses[times >= begin]
        middle = len(recent) // 2
        if not middle:
            return 1.0
        return self._fall(recent[:middle].mean(), recent[middle:].mean())

    @staticmethod
    def _fall(before: float, after: float) -> float:
        return float((before - after) / before) if before else 0.0

    @property
    def stalled(self) -> bool:
        """Whether the loss has not moved for the half of a time that was long enough."""
        long = self.steps >= 100 and len(self.evaluations) >= 10 and self.share >= 0.2
        return long and abs(self.recent_fall()) < 0.02

    @property
    def poor(self) -> bool:
        """Whether half of what there is to learn, or more, is not learned."""
        return self.skill <= 0.5

    @property
    def stuck(self) -> bool:
        """Whether the network has learned next to nothing although it made some steps."""
        return self.steps >= 20 and self.fall < 0.02 and self.skill < 0.3

    # -- how good it is

    @property
    def skill(self) -> float:
        """How much better than the best constant answer it is on the training part, at most 1.

        For classes that is how many of the samples it gets right that the commonest class would
        not; for numbers R².
        """
        return self.skill_of(self.latest.metrics)

    def skill_of(self, metrics: Mapping[str, float]) -> float:
        """Return the same for some metrics."""
        score = next((metrics[name] for name in _SCORES if name in metrics), 0.0)
        if self.task is Task.REGRESSION:
            return score
        common = self.common_share
        return (score - common) / (1.0 - common) if common < 1.0 else 1.0

    @property
    def task(self) -> Task:
        return self.trainer.parts[0].task

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """Training samples of each class; none where numbers are predicted."""
        part = self.trainer.parts[0]
        labels = part.y_train.reshape(-1) if part.classes else np.empty(0, np.int64)
        return np.bincount(labels[labels >= 0], minlength=len(part.classes))

    @property
    def common_share(self) -> float:
        """Share of the commonest class."""
        return float(self.counts.max(initial=0) / max(self.counts.sum(), 1))

    # -- its layers

    def trail(self, node: int) -> tuple[int, ...]:
        """Return the groups around a layer and the layer, as they are drawn."""
        return self.program.trails[node]

    def name(self, node: int) -> str:
        return self.program.graph[node].name

    def layer(self, node: int) -> Layer:
        return self.program.graph[node].layer

    def is_output(self, node: int) -> bool:
        return any(each.node == node for each in self.program.objectives)

    def learning(self) -> Iterator[tuple[int, Signs]]:
        """Yield the layers with kernels that learn, from the input to the end."""
        for node in self.program.order:
            if self.signs[node].kernel == self.signs[node].kernel and not self.is_frozen(node):
                yield node, self.signs[node]

    def is_frozen(self, node: int) -> bool:
        layers = self.trainer.transforms.layers
        return any(
            layers[each].frozen or not layers[each].rate_factor
            for each in self.trail(node)
            if each in layers
        )

    @property
    def hidden_units(self) -> int:
        """Units that bend, in layers that learn, in front of the end."""
        return sum(
            self.program.shapes[node][-1]
            for node, _ in self.learning()
            if not self.is_output(node) and self._bends(node)
        )

    def _bends(self, node: int) -> bool:
        """Whether something that is not linear acts on a layer's outputs."""
        after = [node, *self.program.graph.targets(node)]
        return any(
            not (isinstance(layer := self.layer(each), Dense) and layer.activation == "linear")
            for each in after
            if each in self.signs and not self.is_output(each)
        )
