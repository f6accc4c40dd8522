"""The bar of the commands on terminals of different widths."""

import io
import sys

import pytest

from dnngui.commands import console, training
from engine.record import Evaluation

FIGURES = ("loss 0.0123", "test loss 0.0456", "accuracy 93.0%")


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def frames(monkeypatch):
    """Return the frames of a run of 8000 epochs on a terminal of some width."""

    def drawn(columns, *shows, clock=0.0):
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setenv("COLUMNS", str(columns))
        now = iter([0.0] + [clock] * 100)
        monkeypatch.setattr(console.time, "monotonic", lambda: next(now))
        with console.Progress(8000, "epoch") as progress:
            for done, texts in shows:
                progress.show(done, *texts)
        return [frame.rstrip() for frame in terminal.getvalue().split("\r")[1:]]

    return drawn


def test_eighty_columns_hold_a_bar_both_losses_and_the_time_left(frames):
    *_, last = frames(80, (0, FIGURES), (7990, FIGURES), clock=799.0)
    assert last == ("[#########.] epoch 7,990/8,000  loss 0.0123  test loss 0.0456  0:01 left")


def test_a_wide_terminal_shows_all(frames):
    *_, last = frames(140, (0, FIGURES), (4000, FIGURES), clock=60.0)
    assert last == (
        "[###############...............] epoch 4,000/8,000  "
        "loss 0.0123  test loss 0.0456  accuracy 93.0%  1:00 left"
    )


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        (60, "epoch 4,000/8,000  loss 0.0123  1:00 left"),
        (48, "epoch 4,000/8,000  loss 0.0123"),
        (36, "epoch 4,000/8,000"),
        (24, "epoch 4,00"),
    ],
)
def test_the_texts_yield_to_the_bar_in_order_of_importance(frames, columns, text):
    *_, last = frames(columns, (0, FIGURES), (4000, FIGURES), clock=60.0)
    assert last == f"[#####.....] {text}"


def test_a_text_that_was_dropped_does_not_flicker(frames):
    short = (*FIGURES[:2], "r2 1")
    _, long, after = frames(80, (0, short), (4000, FIGURES), (4001, short), clock=60.0)
    assert "accuracy" not in long
    assert "r2" not in after


def test_the_figures_come_apart_in_the_order_in_which_they_may_be_dropped():
    latest = Evaluation(
        step=3,
        epoch=3,
        loss=0.5,
        metrics={"accuracy": 0.75},
        test_loss=0.25,
        test_metrics={"accuracy": 1.0},
    )
    texts = training._texts(0.5, latest)
    assert texts == ["loss 0.5", "test loss 0.25", "accuracy 100.0 %"]
