"""What is no part of the run that is shown stays faint in its curves."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from dnngui import theme
from dnngui.plots.loss import LossPanel
from dnngui.training.frames import Curves, Frame, Track
from engine.record import Evaluation


@pytest.fixture
def panel(shown) -> LossPanel:
    return shown(LossPanel())


def curves(*losses, begin=0, **beside):
    evaluations = tuple(
        Evaluation(step=epoch, epoch=float(epoch), loss=loss, test_loss=loss + 0.1)
        for epoch, loss in enumerate(losses, begin)
    )
    epochs = np.arange(begin, begin + len(losses), dtype=np.float64)
    return Curves(epochs, np.array(losses), evaluations, **beside)


def frame(found, generation=1, shown=None):
    track = Track(np.arange(9), np.arange(9.0), 9, 9.0, shown)
    return Frame(generation, step=3, epoch=3, loss=0.5, curves=found, track=track)


def lines(panel):
    """Return the heights of the faint lines that are seen."""
    pairs = [run for run in panel.beside._runs if run.training.line.isVisible()]
    return [run.training.line.getData()[1].tolist() for run in pairs]


def test_a_branch_that_was_left_is_drawn_faint(panel) -> None:
    panel.show_frame(frame(curves(1.0, 0.8, 0.7, branches=(curves(0.8, 0.9, begin=1),))))
    assert lines(panel) == [[0.8, 0.9]]
    faint = panel.beside._runs[0].training.line.opts["pen"].color().name()
    strong = panel.curves[1].line.opts["pen"].color().name()
    surface = theme.current().surface
    assert len({faint, strong, surface}) == 3


def test_what_is_ahead_is_drawn_and_keeps_the_axes_of_the_whole_run(panel) -> None:
    whole = curves(1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
    panel.show_frame(frame(whole))
    axes = panel.chart.view.viewRange()
    panel.show_frame(frame(curves(1.0, 0.9, ahead=whole, since=1.0), 1, 1))
    assert lines(panel) == [[0.9, 0.8, 0.7, 0.6, 0.5]]
    panel.chart.fit()
    assert panel.chart.view.viewRange() == axes


def test_back_at_the_present_nothing_is_ahead(panel) -> None:
    panel.show_frame(frame(curves(1.0, 0.9, ahead=curves(1.0, 0.9, 0.8), since=1.0), 1, 1))
    panel.show_frame(frame(curves(1.0, 0.9, 0.8)))
    assert lines(panel) == []


def test_another_network_that_is_looked_back_to_is_no_run_of_its_own(panel) -> None:
    panel.show_frame(frame(curves(1.0, 0.8, 0.6)))
    panel.show_frame(frame(curves(1.0, 0.8), 2, 1))
    assert not panel.earlier.kept
    panel.show_frame(dataclasses.replace(frame(curves(1.0)), generation=3))
    assert len(panel.earlier.kept) == 1
