"""The schedule's curve in the inspector: what it shows, and that it follows each edit."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolTip
from test_inspector import find, retype
from test_training_forms import choose

from dnngui import theme
from dnngui.panels.chart import Chart
from dnngui.panels.inspector import InspectorPanel
from dnngui.panels.scale import Scale
from dnngui.panels.schedulecurve import Position
from engine import Dataset
from engine.schedules import Fall


@pytest.fixture
def inspector(history, show):
    return show(InspectorPanel(history))


def chart(inspector) -> Chart:
    found = inspector.findChild(Chart, "training_schedule_curve")
    assert found is not None
    return found


def drawn(inspector) -> np.ndarray:
    """Return which pixels of the chart have the curve's colour, row by row."""
    image = chart(inspector).grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    accent = theme.current().accent
    wanted = [int(accent[place : place + 2], 16) for place in (5, 3, 1)]
    return (np.abs(pixels[..., :3].astype(int) - wanted) < 60).all(axis=-1)


def height_at(inspector, share: float) -> float:
    """Return how high the curve stands at a share of its width, from 0 to 1."""
    pixels, line = drawn(inspector), chart(inspector)._line
    left, right = line[0].x(), line[-1].x()
    middle = round(left + share * (right - left))
    # Between two pixels a thin line has its full colour in neither.
    rows, _ = np.nonzero(pixels[:, middle - 2 : middle + 3])
    levels = [point.y() for point in line]
    return (max(levels) - rows.mean()) / (max(levels) - min(levels))


def note(inspector) -> str:
    return inspector.findChild(QLabel, "training_schedule_curve_note").text()


def test_a_rate_that_never_moves_has_no_curve(inspector):
    assert not chart(inspector).isVisible()
    retype(find(inspector, "training_schedule_warm_up"), "5")
    assert chart(inspector).isVisible()
    retype(find(inspector, "training_schedule_warm_up"), "0")
    assert not chart(inspector).isVisible()


def test_the_curve_follows_each_edit_at_once(inspector):
    choose(find(inspector, "training_schedule_kind"), "Cosine")
    assert height_at(inspector, 0.5) == pytest.approx(0.5, abs=0.05)
    assert height_at(inspector, 0.75) == pytest.approx(0.146, abs=0.05)
    retype(find(inspector, "training_schedule_lowest"), "0.5")
    assert "at most 0.03" in chart(inspector).accessibleDescription()
    retype(find(inspector, "training_schedule_warm_up"), "500")
    assert height_at(inspector, 0.25) == pytest.approx(0.5, abs=0.06)
    retype(find(inspector, "training_optimizer_learning_rate"), "0.2")
    assert "at most 0.2" in chart(inspector).accessibleDescription()


def test_a_rate_that_falls_by_decades_is_a_line_on_logarithms(inspector):
    choose(find(inspector, "training_schedule_kind"), "Exponential")
    retype(find(inspector, "training_schedule_factor"), "0.99")
    for share in (0.2, 0.5, 0.8):
        assert height_at(inspector, share) == pytest.approx(1.0 - share, abs=0.04)


def test_the_place_of_the_run_is_marked_and_goes_on_beyond_its_epochs(inspector):
    choose(find(inspector, "training_schedule_kind"), "Polynomial")
    inspector.show_position(Position(250.0, 0.0225))
    assert chart(inspector).mark() == (250.0, 0.0225)
    left, end = (chart(inspector).place(epoch, 0.0).x() for epoch in (0.0, 1000.0))
    inspector.show_position(Position(1500.0, 0.0))
    assert chart(inspector).place(1000.0, 0.0).x() == pytest.approx((left + end) / 2)
    assert chart(inspector).place(2000.0, 0.0).x() == pytest.approx(end)
    inspector.show_position(None)
    assert chart(inspector).mark() is None


def test_on_plateaus_it_says_that_the_run_decides_and_what_has_happened(inspector):
    choose(find(inspector, "training_schedule_kind"), "On plateaus")
    assert note(inspector) == "When it falls depends on the run. It has not fallen so far."
    falls = (Fall(300.0, 0.1), Fall(500.0, 0.01))
    inspector.show_position(Position(700.0, 0.0003, falls))
    assert "Falls so far: 2, last at epoch 500." in note(inspector)
    assert "to 0.0003" in chart(inspector).accessibleDescription()
    choose(find(inspector, "training_schedule_kind"), "Steps")
    label = inspector.findChild(QLabel, "training_schedule_curve_note")
    assert not label.isVisible()


def test_what_is_pointed_at_is_told_in_figures(inspector, qtbot):
    choose(find(inspector, "training_schedule_kind"), "Polynomial")
    panel = chart(inspector)

    def told() -> list[str]:
        return QToolTip.text().removeprefix("Epoch ").split(": ")

    # The inspector makes room for it first.
    qtbot.wait(50)
    place = panel.place(400.0, 0.018).toPoint()
    QTest.mouseMove(panel, place)
    qtbot.waitUntil(QToolTip.isVisible)
    qtbot.waitUntil(lambda: int(told()[0]) == pytest.approx(400, abs=10))
    epoch, rate = told()
    assert float(rate) == pytest.approx(0.03 * (1 - int(epoch) / 1000), abs=1e-4)
    QToolTip.hideText()


def test_an_epoch_has_the_steps_that_the_data_needs(inspector):
    choose(find(inspector, "training_schedule_kind"), "Constant")
    retype(find(inspector, "training_schedule_warm_up"), "1")
    rows = np.zeros((20, 2))
    inspector.show_dataset(Dataset.from_arrays(rows, np.zeros((20, 1))))
    # Two steps of ten: a third and two thirds of the rate, then all of it.
    assert chart(inspector).accessibleDescription().startswith("From 0.01 to 0.03")


@pytest.mark.parametrize(
    ("scale", "values"),
    [(Scale(2.0, 10.0), (2.0, 4.0, 10.0)), (Scale(1e-6, 10.0, logarithmic=True), (1e-6, 0.5, 10))],
)
def test_a_scale_finds_back_what_it_placed(scale, values):
    for value in values:
        assert scale.value(scale.share(value)) == pytest.approx(value)
    assert scale.share(scale.low / 2) == 0.0
    assert scale.share(scale.high * 2) == 1.0


def test_ticks_are_round_and_few():
    assert Scale(1e-6, 10.0, logarithmic=True).ticks(9) == pytest.approx(
        [10.0**power for power in range(-6, 2)]
    )
    assert Scale(1e-6, 10.0, logarithmic=True).ticks(4) == pytest.approx([1e-6, 1e-4, 1e-2, 1.0])
    assert Scale(0.0, 0.93).ticks(5) == pytest.approx([0.0, 0.2, 0.4, 0.6, 0.8])
    assert Scale(3.0, 3.0).ticks(5) == [3.0]
