"""Evaluations are read once, and anew when they are others."""

from __future__ import annotations

import numpy as np

from dnngui.plots.table import Table
from engine.record import Evaluation


def run(*losses: float) -> tuple[Evaluation, ...]:
    return tuple(
        Evaluation(step=place, epoch=float(place), loss=loss) for place, loss in enumerate(losses)
    )


def losses(table: Table, evaluations: tuple[Evaluation, ...]) -> list[float]:
    return table.columns(evaluations)[1].tolist()


def test_only_what_is_new_is_read() -> None:
    read = []

    def row(each: Evaluation) -> tuple[float, float, None]:
        read.append(each.step)
        return each.epoch, each.loss, None

    table, evaluations = Table(row), run(4.0, 3.0, 2.0, 1.0)
    assert losses(table, evaluations[:2]) == [4.0, 3.0]
    assert losses(table, evaluations) == [4.0, 3.0, 2.0, 1.0]
    assert read == [0, 1, 2, 3]


def test_a_last_one_that_moves_on_is_read_alone() -> None:
    read = []

    def row(each: Evaluation) -> tuple[float, float, None]:
        read.append(each.loss)
        return each.epoch, each.loss, None

    table, recorded = Table(row), run(4.0, 3.0, 2.0)
    for end in (1.5, 1.25):
        moving = Evaluation(step=3, epoch=2.5, loss=end)
        assert losses(table, (*recorded, moving)) == [4.0, 3.0, 2.0, end]
    assert read == [4.0, 3.0, 2.0, 1.5, 1.25]


def test_another_run_another_length_or_a_thinned_record_is_read_anew() -> None:
    table = Table(lambda each: (each.epoch, each.loss, each.test_loss))
    long = run(4.0, 3.0, 2.0, 1.0)
    for evaluations in (
        long,
        run(9.0, 8.0, 7.0, 6.0, 5.0),
        long[:2],
        long[::2],
        (),
        long[:1],
        long,
    ):
        assert losses(table, evaluations) == [each.loss for each in evaluations]


def test_what_is_missing_is_not_a_number() -> None:
    table = Table(lambda each: (each.epoch, each.loss, each.test_loss))
    assert np.isnan(table.columns(run(1.0, 2.0))[2]).all()
