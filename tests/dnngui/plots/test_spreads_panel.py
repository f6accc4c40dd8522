"""Weights and gradients over a run as a person sees them."""

from __future__ import annotations

import csv
import io

import numpy as np
import pandas
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from dnngui import theme
from dnngui.plots.gradients import LINES, GradientsPanel
from dnngui.plots.spreads import SpreadsPanel
from dnngui.training.frames import Frame, Needs
from dnngui.training.parameters import Look, Parameters, Sizes, spread
from engine.data.dataset import Dataset

DATA = Dataset.from_arrays(np.zeros((3, 2)), np.arange(3.0))


def look(step, reach=1.0, layers=2, moved=True, epoch=None, machine=""):
    values = np.random.default_rng(0).normal(0.0, reach, 2000)
    names = [f"dense_{place + 1}" for place in range(layers)]
    return Look(
        step,
        step / 10.0 if epoch is None else epoch,
        {f"{name}/kernel": spread(values) for name in names},
        {f"{name}/kernel": spread(0.01 * values) if moved else None for name in names},
        tuple(
            Sizes(name, 2.0, (0.2 / 10.0**place) if moved else 0.0)
            for place, name in enumerate(names)
        ),
        machine,
    )


def show(panel, *looks, generation=1):
    for each in looks:
        frame = Frame(generation, each.step, 0, None, views={Parameters(): each})
        panel.show_frame(frame)


@pytest.fixture(params=[SpreadsPanel, GradientsPanel])
def either(request, shown):
    panel = shown(request.param())
    panel.show_dataset(DATA)
    return panel


@pytest.fixture
def spreads(shown):
    panel = shown(SpreadsPanel())
    panel.show_dataset(DATA)
    return panel


@pytest.fixture
def gradients(shown):
    panel = shown(GradientsPanel())
    panel.show_dataset(DATA)
    return panel


def test_both_ask_for_the_same_which_is_computed_once(either):
    assert either.needs() == Needs(views=(Parameters(),))


def test_another_network_begins_anew(either):
    show(either, look(0), look(10))
    show(either, look(20, layers=1), generation=2)
    assert [each.step for each in either.looks.seen()] == [20]


def test_another_project_forgets_the_run(either):
    show(either, look(0), look(10))
    either.begin_project()
    assert either.looks.seen() == []


def test_where_values_are_the_picture_is_dark_and_beyond_them_it_is_light(spreads, colour_at):
    show(spreads, look(0), look(100))
    spreads.chart.fit()
    inside, outside = colour_at(spreads, 5.0, 0.35), colour_at(spreads, 5.0, 3.6)
    ground = QColor(theme.LIGHT.surface)
    assert inside.lightness() < ground.lightness() - 60
    assert outside.lightness() > ground.lightness() - 12


def test_what_was_before_the_panel_was_opened_is_left_empty(spreads, colour_at):
    show(spreads, look(100), look(200))
    spreads.chart.fit()
    unseen, seen = colour_at(spreads, 5.0, 0.35), colour_at(spreads, 15.0, 0.35)
    ground = QColor(theme.LIGHT.surface)
    assert unseen == ground
    assert seen.lightness() < ground.lightness() - 60


def test_the_lines_are_the_median_and_nine_of_ten(spreads):
    show(spreads, look(0), look(100, reach=2.0))
    ends = [line.getData()[1][-1] for line in spreads.lines]
    wanted = np.quantile(np.random.default_rng(0).normal(0.0, 2.0, 2000), (0.05, 0.5, 0.95))
    np.testing.assert_allclose(ends, wanted, atol=0.3)
    assert spreads.accessibleDescription().startswith("dense_1/kernel: median")


def test_gradients_and_other_tensors_are_chosen(spreads):
    show(spreads, look(0), look(100))
    wide = spreads.lines[2].getData()[1][-1]
    QTest.keyClick(spreads.kind, Qt.Key.Key_Down)
    assert spreads.lines[2].getData()[1][-1] == pytest.approx(0.01 * wide, rel=1e-3)
    QTest.keyClick(spreads.tensor, Qt.Key.Key_Down)
    assert spreads.accessibleDescription().startswith("dense_2/kernel")


def test_before_the_first_step_there_are_no_gradients_to_see(spreads):
    QTest.keyClick(spreads.kind, Qt.Key.Key_Down)
    show(spreads, look(0, moved=False))
    assert spreads.chart.notice.text() == "Press Run to see how they are spread."
    assert not spreads.image.isVisible()


def test_of_an_rbm_it_is_said_that_there_are_no_gradients(either):
    words = "An RBM learns by contrastive divergence, without gradients of a loss."
    if isinstance(either, SpreadsPanel):
        QTest.keyClick(either.kind, Qt.Key.Key_Down)
    show(either, look(0, moved=False, machine="rbm_1"), look(9, moved=False, machine="rbm_1"))
    assert either.chart.notice.text() == words


def test_each_rbm_of_a_pre_training_has_a_history_of_its_own(spreads):
    first = [look(step, moved=False, epoch=step / 10, machine="rbm_1") for step in (0, 10, 20)]
    second = [look(step, moved=False, epoch=step / 10 - 2, machine="rbm_2") for step in (25, 30)]
    show(spreads, *first)
    assert [float(each) for each in spreads.lines[0].getData()[0]] == [0.0, 1.0, 2.0]
    show(spreads, *second)
    assert [float(each) for each in spreads.lines[0].getData()[0]] == [0.5, 1.0]
    show(spreads, look(10, moved=False, epoch=1.0, machine="rbm_1"))
    assert [float(each) for each in spreads.lines[0].getData()[0]] == [0.0, 1.0]


def test_the_pointer_reads_the_spread_of_its_epoch(spreads):
    show(spreads, look(0), look(100))
    spreads.chart.pointed.emit(QPointF(9.0, 0.0))
    assert spreads.chart.readout.text().startswith("Epoch 10.00\n5%")


def test_the_histograms_are_saved_bin_by_bin(spreads):
    show(spreads, look(0), look(100))
    rows = list(csv.DictReader(io.StringIO(spreads.csv())))
    assert sum(int(row["count"]) for row in rows if row["epoch"] == "10.0") == 2000


def test_saved_histograms_say_whose_they_are(spreads):
    def saved():
        rows = csv.DictReader(io.StringIO(spreads.csv()))
        return {(row["tensor"], row["values"]) for row in rows}

    show(spreads, look(0), look(100))
    assert saved() == {("dense_1/kernel", "weights")}
    QTest.keyClick(spreads.tensor, Qt.Key.Key_Down)
    QTest.keyClick(spreads.kind, Qt.Key.Key_Down)
    assert saved() == {("dense_2/kernel", "gradients")}


def test_each_layer_has_a_line_with_its_ratio(gradients):
    show(gradients, look(0, moved=False), look(10), look(20))
    assert gradients.legend.text() == "dense_1 0.100, dense_2 0.0100"
    assert [curve.line.getData()[1].tolist() for curve in gradients.curves] == [
        pytest.approx([-1.0, -1.0]),
        pytest.approx([-2.0, -2.0]),
    ]


def test_of_many_layers_some_from_first_to_last_are_drawn_and_all_are_saved(gradients):
    show(gradients, look(10, layers=20), look(20, layers=20))
    names = [key.name for key in gradients._keys()]
    assert (len(names), names[0], names[-1]) == (LINES, "dense_1", "dense_20")
    assert gradients.note.text() == "6 of 20 layers"
    signs = {(key.dashed, key.ringed, key.width) for key in gradients._keys()}
    assert len(signs) == LINES, "colour alone must not tell them apart"
    rows = list(csv.DictReader(io.StringIO(gradients.csv())))
    assert {row["layer"] for row in rows} == {f"dense_{place}" for place in range(1, 21)}


def test_where_there_are_no_gradients_none_are_saved(gradients):
    show(gradients, look(0, moved=False), look(10))
    table = pandas.read_csv(io.StringIO(gradients.csv()))
    assert table["gradient norm"].isna().tolist() == [True, True, False, False]
    assert table["ratio"].isna().tolist() == [True, True, False, False]
    assert table["weight norm"].tolist() == [2.0] * 4


def test_before_the_first_step_it_asks_to_run(gradients):
    show(gradients, look(0, moved=False))
    assert gradients.chart.notice.text() == "Press Run to see the gradients."


def test_the_pointer_reads_all_ratios(gradients):
    show(gradients, look(10), look(20))
    gradients.chart.pointed.emit(QPointF(2.0, -1.0))
    assert gradients.chart.readout.text() == "Epoch 2.000\ndense_1  0.100\ndense_2  0.0100"
