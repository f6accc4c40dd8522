"""The record of a run in a project's file: every number exactly, also those JSON does not know."""

from __future__ import annotations

import math
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from engine.record import EVALUATIONS, LOSSES, Evaluation, Record

Number = float | Literal["nan", "inf", "-inf"]
Count = Annotated[int, Meta(ge=0, le=2**53)]
Stride = Annotated[int, Meta(ge=1, le=2**53)]


class EvaluationFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An `Evaluation`; the network may have been on its way to infinity."""

    step: Count
    epoch: Annotated[float, Meta(ge=0.0)]
    loss: Number
    test_loss: Number | None
    metrics: dict[str, Number]
    test_metrics: dict[str, Number]

    @classmethod
    def of(cls, evaluation: Evaluation) -> EvaluationFile:
        test_loss = evaluation.test_loss
        return cls(
            step=evaluation.step,
            epoch=evaluation.epoch,
            loss=_write(evaluation.loss),
            test_loss=None if test_loss is None else _write(test_loss),
            metrics={name: _write(value) for name, value in evaluation.metrics.items()},
            test_metrics={name: _write(value) for name, value in evaluation.test_metrics.items()},
        )

    def to_evaluation(self) -> Evaluation:
        return Evaluation(
            step=self.step,
            epoch=self.epoch,
            loss=float(self.loss),
            test_loss=None if self.test_loss is None else float(self.test_loss),
            metrics={name: float(value) for name, value in self.metrics.items()},
            test_metrics={name: float(value) for name, value in self.test_metrics.items()},
        )


class RecordFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A `Record`. Its lists are shorter than their limits, or it could not go on thinning them."""

    losses: Annotated[list[Number], Meta(max_length=LOSSES - 1)]
    loss_stride: Stride
    pending_sum: Number
    pending_count: Count
    evaluations: Annotated[list[EvaluationFile], Meta(max_length=EVALUATIONS - 1)]
    evaluation_stride: Stride

    def __post_init__(self) -> None:
        if self.pending_count >= self.loss_stride:
            raise ValueError("the curve of losses does not add up")

    @classmethod
    def of(cls, record: Record) -> RecordFile:
        return cls(
            losses=[_write(loss) for loss in record.losses],
            loss_stride=record.loss_stride,
            pending_sum=_write(record.pending_sum),
            pending_count=record.pending_count,
            evaluations=[EvaluationFile.of(each) for each in record.evaluations],
            evaluation_stride=record.evaluation_stride,
        )

    def to_record(self) -> Record:
        return Record(
            losses=[float(loss) for loss in self.losses],
            loss_stride=self.loss_stride,
            pending_sum=float(self.pending_sum),
            pending_count=self.pending_count,
            evaluations=[each.to_evaluation() for each in self.evaluations],
            evaluation_stride=self.evaluation_stride,
        )


def _write(value: float) -> Number:
    if math.isfinite(value):
        return float(value)
    if math.isnan(value):
        return "nan"
    return "inf" if value > 0.0 else "-inf"
