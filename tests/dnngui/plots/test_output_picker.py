"""Panels of networks with several outputs: the person chooses which one is shown."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dnngui.document.outputparts import OutputPart
from dnngui.document.project import Project
from dnngui.plots.confusion import ConfusionPanel
from dnngui.plots.forecast import ForecastPanel
from dnngui.plots.reconstructions import ReconstructionsPanel
from dnngui.plots.separation import SeparationPanel
from dnngui.plots.worst import WorstPanel
from dnngui.training.confusion import MOST, Confusion, Tally
from dnngui.training.forecast import Forecast, Foretold
from dnngui.training.frames import Frame, Needs
from dnngui.training.outputs import Output
from dnngui.training.reconstructions import Reconstructions
from dnngui.training.separation import SeparationOf
from dnngui.training.worst import Ranking, Worst
from engine.data.dataset import Dataset
from engine.data.settings import DataSettings, Sequences

X = np.arange(12.0).reshape(6, 2)


def part(node, name, y, **options):
    data = Dataset.from_arrays(X, y, X, y, target_names=(name,), **options)
    return OutputPart(node, f"dense_{node}", data)


SIZE = part(3, "size", np.arange(6.0))
KIND = part(4, "kind", np.arange(6) % 3, classes=("a", "b", "c"))
SIGN = part(7, "sign", np.arange(6) % 2, classes=("no", "yes"))
ALL = (SIZE, KIND, SIGN)


@pytest.fixture(params=[ConfusionPanel, SeparationPanel])
def panel(request, shown):
    """A panel that is about classes."""
    return shown(request.param())


def chosen(panel):
    return panel.needs().views[0].output


def offered(panel):
    return [panel.output.itemText(place) for place in range(panel.output.count())]


def turn(panel, key):
    panel.output.setFocus()
    QTest.keyClick(panel.output, key)


def test_the_first_output_with_classes_is_shown_and_the_others_are_one_key_away(panel, qtbot):
    panel.show_outputs(ALL)
    assert offered(panel) == ["kind → dense_4", "sign → dense_7"]
    assert panel.output.isVisible()
    assert chosen(panel) == Output(4, ("kind",))
    with qtbot.waitSignal(panel.needs_changed):
        turn(panel, Qt.Key.Key_Down)
    assert chosen(panel) == Output(7, ("sign",))
    assert panel.dataset is SIGN.dataset


def test_a_single_output_with_classes_behind_a_number_is_shown_without_a_choice(panel):
    panel.show_outputs((SIZE, KIND))
    assert not panel.output.isVisible()
    assert chosen(panel) == Output(4, ("kind",))


def test_a_network_with_one_output_has_no_choice(panel):
    panel.show_outputs((OutputPart(None, "", KIND.dataset),))
    assert not panel.output.isVisible()
    assert chosen(panel) is None


def test_numbers_alone_have_no_classes(panel):
    panel.show_outputs((SIZE, part(4, "height", np.ones(6))))
    assert panel.needs() == Needs()
    assert "no classes" in panel.notice.text()
    assert not panel.output.isVisible()


def test_what_was_chosen_stays_over_edits_until_another_project(panel):
    panel.show_outputs(ALL)
    turn(panel, Qt.Key.Key_Down)
    panel.show_outputs((SIZE, KIND))
    assert chosen(panel).node == 4
    panel.show_outputs((SIZE, KIND, SIGN._replace(name="end")))
    assert chosen(panel).node == 7
    assert offered(panel)[1] == "sign → end"
    panel.begin_project()
    panel.show_outputs(ALL)
    assert chosen(panel).node == 4


def test_an_output_that_learns_something_else_is_asked_for_anew(panel):
    panel.show_outputs((SIZE, KIND))
    before = panel.needs()
    other = part(4, "colour", np.arange(6) % 2, classes=("red", "blue"))
    panel.show_outputs((SIZE, other))
    assert chosen(panel) == Output(4, ("colour",))
    panel.show_frame(Frame(1, 1, 1, None, views=dict.fromkeys(before.views, "late")))
    assert panel._view is None


def test_two_outputs_of_the_same_targets_are_two_choices(panel):
    panel.show_outputs((KIND, KIND._replace(node=9, name="other")))
    turn(panel, Qt.Key.Key_Down)
    assert chosen(panel) == Output(9, ("kind",))


def test_a_long_list_of_targets_is_cut_and_the_tip_has_them_all(shown):
    panel = shown(WorstPanel())
    wide = Dataset.from_arrays(X, np.ones((6, 5)), target_names=tuple("abcde"))
    panel.show_outputs((SIZE, OutputPart(5, "wide", wide)))
    assert offered(panel)[1] == "a, … → wide"
    assert panel.output.itemData(1, Qt.ItemDataRole.ToolTipRole) == "a, b, c, d, e"
    turn(panel, Qt.Key.Key_Down)
    assert panel.output.toolTip() == "Output of the network\na, … → wide"


def test_classes_to_be_found_are_those_of_the_output(shown):
    panel = shown(SeparationPanel())
    panel.show_outputs(ALL)
    assert panel.needs().views == (SeparationOf(True, None, None, Output(4, ("kind",))),)
    turn(panel, Qt.Key.Key_Down)
    assert panel.classes.currentText() == "yes"
    assert panel.needs().views == (SeparationOf(True, 1, None, Output(7, ("sign",))),)


def test_the_matrix_and_what_is_saved_of_it_follow_the_choice(shown):
    panel = shown(ConfusionPanel())
    panel.show_outputs(ALL)
    turn(panel, Qt.Key.Key_Down)
    (request,) = panel.needs().views
    assert request == Confusion(True, None, Output(7, ("sign",)))
    tally = Tally(np.array([[2, 1], [0, 3]]), np.array([0, 1, 0, 1, 1, 1], np.int32))
    panel.show_frame(Frame(1, 1, 1, None, views={request: tally}))
    assert panel.csv().splitlines() == ["true,no,yes", "no,2,1", "yes,0,3"]
    panel.matrix.choose((0, 1))
    assert panel.strip.rows.tolist() == [4]
    turn(panel, Qt.Key.Key_Up)
    assert panel.csv().splitlines() == ["true"]
    assert not panel.strip.isVisible()


def test_the_table_shows_the_first_output_and_tells_of_the_others_when_chosen(shown):
    panel = shown(WorstPanel())
    panel.show_outputs(ALL)
    assert offered(panel) == ["size → dense_3", "kind → dense_4", "sign → dense_7"]
    assert panel.needs().views == (Worst(True, None, Output(3, ("size",))),)
    turn(panel, Qt.Key.Key_Down)
    ranking = Ranking(np.array([5]), np.array([0.75]), np.array([2]), np.array([0]))
    panel.show_frame(Frame(1, 1, 1, None, views={panel.needs().views[0]: ranking}))
    assert panel.csv().splitlines()[1] == "6,c,a,0.75,10.0,11.0"


def test_a_boundary_of_the_output_before_is_not_taken_for_that_of_the_chosen(
    boundary_panel, boundary_frame
):
    panel = boundary_panel
    panel.show_outputs(ALL)
    first = panel.needs().boundary
    assert first.output == Output(3, ("size",))
    panel.show_frame(boundary_frame(first, lambda x, y: (x,)))
    assert len(saved_rows(panel)) > 1
    turn_layer(panel, Qt.Key.Key_Down)
    assert panel.title == "Decision boundary"
    second = panel.needs().boundary
    assert second.output == Output(4, ("kind",))
    assert not saved_rows(panel)
    panel.show_frame(boundary_frame(first, lambda x, y: (x,)))
    assert not saved_rows(panel)
    panel.show_frame(boundary_frame(second, lambda x, y: (x, y, x)))
    assert saved_rows(panel)[0].endswith("output 1,output 2,output 3")


def test_two_outputs_of_the_same_targets_have_two_boundaries(boundary_panel, boundary_frame):
    panel = boundary_panel
    panel.show_outputs((SIGN, SIGN._replace(node=9, name="other")))
    panel.show_frame(boundary_frame(panel.needs().boundary, lambda x, y: (x,)))
    turn_layer(panel, Qt.Key.Key_Down)
    assert panel.needs().boundary.output.node == 9
    assert not saved_rows(panel)


def test_an_output_that_has_classes_at_each_step_has_no_boundary_to_choose(boundary_panel):
    steps = part(5, "tags", np.zeros((6, 4), np.int64), classes=("a", "b"))
    boundary_panel.show_outputs((SIGN, steps, KIND))
    names = [boundary_panel.layer.itemText(place) for place in range(boundary_panel.layer.count())]
    assert names == ["sign → dense_7", "kind → dense_4"]


def turn_layer(panel, key):
    panel.layer.setFocus()
    QTest.keyClick(panel.layer, key)


def saved_rows(panel):
    return panel.csv().splitlines()


def test_too_many_classes_behind_a_number_are_told_of(shown):
    panel = shown(ConfusionPanel())
    y = np.arange(6) % 2
    many = part(4, "kind", y, classes=tuple(map(str, range(MOST + 1))))
    panel.show_outputs((SIZE, many))
    assert "too many classes" in panel.notice.text()


def test_what_gives_back_its_input_is_found_behind_other_outputs(shown):
    panel = shown(ReconstructionsPanel())
    same = OutputPart(4, "back", Dataset.from_arrays(X, X, X, X))
    turned = OutputPart(3, "turned", Dataset.from_arrays(X, -X, X, -X))
    panel.show_outputs((turned, same))
    names = same.dataset.target_names
    assert panel.needs().views == (Reconstructions(output=Output(4, names)),)


def test_beside_the_legend_of_a_forecast_the_whole_choice_is_read(shown):
    panel = shown(ForecastPanel())
    source = Sequences(name="sine wave", steps=2)
    panel.synchronize(Project(data=DataSettings(source=source)))
    panel.resize(430, 260)
    panel.show_outputs((SIZE, SIZE._replace(node=4, name="dense_4")))
    turn(panel, Qt.Key.Key_Down)
    output = Output(4, ("size",))
    assert panel.needs().views == (Forecast(source, output),)
    series = np.sin(np.arange(66.0))
    view = Foretold(series, series, series[2:], series[2:])
    panel.show_frame(Frame(1, 1, 1, None, views={Forecast(source, output): view}))
    panel.grab()
    assert panel.output.width() >= panel.output.sizeHint().width()
    assert not panel.output.geometry().intersects(panel.legend.geometry())
