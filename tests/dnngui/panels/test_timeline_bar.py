"""The timeline's bar: a strip that goes to kept moments alone, and buttons for what can be done."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from dnngui import theme
from dnngui.panels import lossline
from dnngui.panels.timelinebar import TimelineBar
from dnngui.training.frames import Curves, Track
from engine.record import Evaluation

LEFT = Qt.MouseButton.LeftButton
KEPT = (0, 20, 40, 60, 80)


def track(shown=None, steps=KEPT, present=100, **options):
    found = np.array(steps, np.int64)
    return Track(found, found / 10.0, present, present / 10.0, shown, **options)


@pytest.fixture
def bar(show):
    bar = show(TimelineBar(), 900, 42)
    bar.show_track(track(), Curves())
    return bar


@pytest.fixture
def gone(bar):
    found = []
    bar.strip.gone_to.connect(found.append)
    return found


def at(strip, step):
    return QPoint(round(strip._x(step)), strip.height() // 2)


def button(bar, name):
    found = bar.findChild(QToolButton, f"timeline_{name}")
    assert found is not None
    return found


def place(bar):
    return bar.findChild(QLabel, "timeline_place").text()


def test_without_a_run_there_is_nothing_to_go_through(show) -> None:
    bar = show(TimelineBar(), 900, 42)
    assert not bar.strip.isEnabled()
    assert not any(button(bar, name).isEnabled() for name in ("play", "film", "present", "branch"))


@pytest.mark.parametrize(("step", "found"), [(0, 0), (9, 0), (11, 20), (42, 40), (80, 80)])
def test_a_click_goes_to_the_nearest_kept_moment(bar, gone, step, found) -> None:
    QTest.mouseClick(bar.strip, LEFT, pos=at(bar.strip, step))
    assert gone == [found]
    assert bar.strip.value() == found


def test_a_drag_tells_each_moment_once(bar, gone) -> None:
    strip = bar.strip
    QTest.mousePress(strip, LEFT, pos=at(strip, 0))
    for step in (1, 5, 19, 22, 25, 41, 99):
        QTest.mouseMove(strip, at(strip, step))
    QTest.mouseRelease(strip, LEFT, pos=at(strip, 99))
    assert gone == [0, 20, 40, None]


def test_moves_without_a_button_go_nowhere(bar, gone) -> None:
    QTest.mouseMove(bar.strip, at(bar.strip, 30))
    assert gone == []


@pytest.mark.parametrize(
    ("key", "found"),
    [
        (Qt.Key.Key_Left, 40),
        (Qt.Key.Key_Right, 80),
        (Qt.Key.Key_PageUp, 40),
        (Qt.Key.Key_PageDown, 80),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, None),
    ],
)
def test_keys_go_from_moment_to_moment(bar, gone, key, found) -> None:
    bar.show_track(track(shown=60), Curves())
    QTest.keyClick(bar.strip, key)
    assert gone == [found]


def test_the_last_key_to_the_right_is_the_present(bar, gone) -> None:
    bar.show_track(track(shown=80), Curves())
    QTest.keyClick(bar.strip, Qt.Key.Key_Right)
    QTest.keyClick(bar.strip, Qt.Key.Key_Right)
    assert gone == [None]


def test_the_mark_stays_under_the_hand_while_frames_of_before_still_come(bar, gone) -> None:
    QTest.mousePress(bar.strip, LEFT, pos=at(bar.strip, 40))
    bar.show_track(track(shown=None), Curves())
    assert bar.strip.value() == 40
    QTest.mouseRelease(bar.strip, LEFT, pos=at(bar.strip, 40))
    bar.show_track(track(shown=20), Curves())
    assert bar.strip.value() == 20


def test_it_says_which_moment_is_shown(bar) -> None:
    assert place(bar) == "Now"
    bar.show_track(track(shown=40), Curves())
    assert place(bar) == "Epoch 4"


def test_only_from_an_earlier_moment_one_can_go_on_or_come_back(bar) -> None:
    assert not button(bar, "branch").isEnabled()
    assert not button(bar, "present").isEnabled()
    bar.show_track(track(shown=40), Curves())
    assert button(bar, "branch").isEnabled()
    assert button(bar, "present").isEnabled()
    asked = []
    bar.branch_requested.connect(lambda: asked.append("branch"))
    bar.present_requested.connect(lambda: asked.append("present"))
    for name in ("branch", "present"):
        QTest.mouseClick(button(bar, name), LEFT)
    assert asked == ["branch", "present"]


def test_the_play_button_stops_what_plays(bar) -> None:
    asked = []
    bar.play_requested.connect(asked.append)
    QTest.mouseClick(button(bar, "play"), LEFT)
    bar.show_playing(True)
    assert button(bar, "play").accessibleName() == "Stop the film"
    QTest.mouseClick(button(bar, "play"), LEFT)
    assert asked == [True, False]


def test_screen_readers_have_the_step_as_a_value(bar) -> None:
    bar.show_track(track(shown=40), Curves())
    interface = QAccessible.queryAccessibleInterface(bar.strip)
    assert interface.text(QAccessible.Text.Name) == "Timeline"
    assert interface.valueInterface().currentValue() == 40
    assert interface.valueInterface().maximumValue() == 100


def words(bar):
    """Return what the strip writes, as what it would say of the too large network differs."""
    return bar.strip.grab().toImage()


def test_a_network_that_is_too_large_is_told(bar) -> None:
    bar.show_track(track(steps=()), Curves())
    before = words(bar)
    bar.show_track(track(steps=(), too_large=True), Curves())
    assert not bar.strip.isEnabled()
    assert words(bar) != before


@pytest.mark.parametrize("dark", [False, True])
def test_the_loss_is_drawn_over_the_steps(bar, qapp, dark) -> None:
    colours = theme.apply(qapp, dark)
    curves = Curves(np.linspace(0, 10, 50), np.linspace(1.0, 0.1, 50))
    bar.show_track(track(shown=0), curves)
    image = bar.strip.grab().toImage()
    strip = bar.strip
    column = [image.pixelColor(round(strip._x(50)), y) for y in range(6, strip.height() - 6)]
    accent = QColor(colours.accent)
    apart = [
        max(abs(a - b) for a, b in zip(each.getRgb(), accent.getRgb(), strict=True))
        for each in column
    ]
    assert min(apart) < 50
    assert sorted(apart)[len(apart) // 2] > 50


def test_the_line_falls_as_the_loss_does() -> None:
    curves = Curves(np.linspace(0, 10, 50), np.exp(-np.linspace(0, 5, 50)))
    line = lossline.heights(curves, track(), 11)
    np.testing.assert_allclose(line, np.linspace(1.0, 0.0, 11), atol=0.02)


def test_the_line_follows_the_evaluations_where_there_are_as_many() -> None:
    evaluations = tuple(
        Evaluation(step=10 * epoch, epoch=float(epoch), loss=float(11 - epoch))
        for epoch in range(11)
    )
    wild = np.where(np.arange(40) % 2, 100.0, 0.001)
    line = lossline.heights(Curves(np.linspace(0, 10, 40), wild, evaluations), track(), 5)
    assert (np.diff(line) < 0).all()


@pytest.mark.parametrize("losses", [[], [1.0], [np.nan, np.inf, 1.0]])
def test_fewer_than_two_losses_make_no_line(losses) -> None:
    curves = Curves(np.arange(float(len(losses))), np.array(losses))
    assert not len(lossline.heights(curves, track(), 9))
