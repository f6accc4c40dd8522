"""The boundary panel paints what the network says, and where the rows stand."""

from __future__ import annotations

import csv
import dataclasses
import io
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QToolButton

from dnngui import theme
from dnngui.training.frames import Needs
from engine.data.dataset import Column, Dataset
from engine.data.load import load
from engine.data.settings import Builtin, DataSettings, Generated, Sequences

if TYPE_CHECKING:
    from dnngui.plots.boundary import BoundaryPanel

ORANGE, NEUTRAL, BLUE = (
    QColor(colour) for colour in (theme.LIGHT.negative, theme.LIGHT.neutral, theme.LIGHT.positive)
)


@pytest.fixture
def panel(boundary_panel) -> BoundaryPanel:
    return boundary_panel


def distance(one: QColor, other: QColor) -> int:
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
    return sum(abs(first - second) for first, second in pairs)


def nearest(seen: QColor, *colours: QColor) -> QColor:
    return min(colours, key=lambda colour: distance(seen, colour))


def left_and_right(x, y):
    """Class 0 on the left, class 1 on the right, with no doubt but in the middle."""
    return (np.clip(x + 0.5, 0.0, 1.0),)


def grid_of(panel: BoundaryPanel):
    return panel.needs().boundary


def press(panel: BoundaryPanel, name: str) -> None:
    QTest.mouseClick(panel.findChild(QToolButton, name), Qt.MouseButton.LeftButton)


# -- needs


def test_it_needs_its_grid_only_while_it_is_seen(panel, two_classes, qtbot) -> None:
    with qtbot.waitSignal(panel.needs_changed):
        panel.show_dataset(two_classes)
    grid = grid_of(panel)
    assert (grid.horizontal, grid.vertical, grid.resolution) == (0, 1, 100)
    assert grid.x_limits == grid.y_limits == (-6.0, 6.0)
    with qtbot.waitSignal(panel.needs_changed):
        panel.hide()
    assert panel.needs() == Needs()
    with qtbot.waitSignal(panel.needs_changed):
        panel.show()
    assert grid_of(panel) == grid


# -- two classes


def test_the_class_on_the_left_is_orange_and_on_the_right_blue(
    panel, two_classes, boundary_frame, colour_at
) -> None:
    panel.show_dataset(two_classes)
    panel.show_frame(boundary_frame(grid_of(panel), left_and_right))
    assert nearest(colour_at(panel, -3, 0), ORANGE, NEUTRAL, BLUE) == ORANGE
    assert nearest(colour_at(panel, 3, 0), ORANGE, NEUTRAL, BLUE) == BLUE
    assert nearest(colour_at(panel, 0, 0), ORANGE, NEUTRAL, BLUE) == NEUTRAL


def test_up_is_up(panel, two_classes, boundary_frame, colour_at) -> None:
    panel.show_dataset(two_classes)
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: (np.where(y > 0, 1.0, 0.0),)))
    assert nearest(colour_at(panel, 0, 3), ORANGE, BLUE) == BLUE
    assert nearest(colour_at(panel, 0, -3), ORANGE, BLUE) == ORANGE


def test_the_boundary_is_at_its_place(panel, two_classes, boundary_frame, colour_at) -> None:
    panel.show_dataset(two_classes)
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: (np.where(x > 2.0, 1.0, 0.0),)))
    assert nearest(colour_at(panel, 1.8, 0), ORANGE, BLUE) == ORANGE
    assert nearest(colour_at(panel, 2.2, 0), ORANGE, BLUE) == BLUE


def test_outputs_from_minus_one_to_one_are_read_as_such(
    panel, two_classes, boundary_frame, colour_at
) -> None:
    panel.set_output_limits((-1.0, 1.0))
    panel.show_dataset(two_classes)
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: (0.0 * x,)))
    assert nearest(colour_at(panel, 0, 0), ORANGE, NEUTRAL, BLUE) == NEUTRAL
    panel.set_output_limits((0.0, 1.0))
    assert nearest(colour_at(panel, 0, 0), ORANGE, NEUTRAL, BLUE) == ORANGE


def test_two_outputs_are_read_as_the_probability_of_the_second(
    panel, two_classes, boundary_frame, colour_at
) -> None:
    panel.show_dataset(two_classes)

    def softmax(x, y):
        (second,) = left_and_right(x, y)
        return 1.0 - second, second

    panel.show_frame(boundary_frame(grid_of(panel), softmax))
    assert nearest(colour_at(panel, -3, 0), ORANGE, NEUTRAL, BLUE) == ORANGE
    assert nearest(colour_at(panel, 3, 0), ORANGE, NEUTRAL, BLUE) == BLUE


def test_discretise_leaves_two_colours(panel, two_classes, boundary_frame, colour_at) -> None:
    panel.show_dataset(two_classes)
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: (0.5 + x / 100.0,)))
    assert nearest(colour_at(panel, 3, 0), ORANGE, NEUTRAL, BLUE) == NEUTRAL
    press(panel, "boundary_discretise")
    assert nearest(colour_at(panel, 3, 0), ORANGE, NEUTRAL, BLUE) == BLUE
    assert nearest(colour_at(panel, -3, 0), ORANGE, NEUTRAL, BLUE) == ORANGE


def test_discretise_follows_the_threshold(panel, two_classes, boundary_frame, colour_at) -> None:
    panel.show_dataset(two_classes)
    panel.discrete_action.setChecked(True)
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: (0.6 + 0.0 * x,)))
    assert nearest(colour_at(panel, 0, 0), ORANGE, BLUE) == BLUE
    project = panel.history.project
    training = msgspec.structs.replace(project.training, threshold=0.8)
    panel.history.do("Set threshold", msgspec.structs.replace(project, training=training))
    assert nearest(colour_at(panel, 0, 0), ORANGE, BLUE) == ORANGE


def test_an_output_that_is_not_finite_is_no_error(panel, two_classes, boundary_frame) -> None:
    panel.show_dataset(two_classes)
    panel.show_frame(
        boundary_frame(grid_of(panel), lambda x, y: (np.where(x > 0, np.nan, np.inf),))
    )
    panel.grab()


# -- the rows


def test_training_rows_are_filled_and_test_rows_are_rings(
    panel, two_classes, boundary_frame, colour_at
) -> None:
    panel.show_dataset(two_classes)
    white = QColor("white")
    assert nearest(colour_at(panel, -5, -5), ORANGE, BLUE, white, NEUTRAL) == ORANGE
    assert nearest(colour_at(panel, 5, 5), ORANGE, BLUE, white, NEUTRAL) == BLUE
    assert distance(colour_at(panel, -5, 5), white) < 12
    assert distance(colour_at(panel, 5, -5), white) < 12


def luminance(colour: QColor) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = np.array(colour.getRgb()[:3]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


@pytest.mark.parametrize("index", range(10))
def test_a_row_stands_out_of_the_plane_of_its_own_class(panel, boundary_frame, index) -> None:
    rows = np.array([[0.0, 0.0], [-5.0, -5.0], [5.0, 5.0]])
    classes = tuple(map(str, range(10)))
    dataset = Dataset.from_arrays(rows, np.array([index, 0, 1]), name="circle", classes=classes)
    panel.show_dataset(dataset)
    sure = [np.full((100, 100), float(each == index)) for each in range(10)]
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: sure))
    picture = panel.chart.viewport().grab().toImage()
    middle = panel.chart.place(0.0, 0.0)
    near = [middle + QPoint(x, y) for x in range(-6, 7) for y in range(-6, 7)]
    plane = luminance(picture.pixelColor(middle + QPoint(20, 0)))
    edge = min(luminance(picture.pixelColor(each)) for each in near)
    assert (plane + 0.05) / (edge + 0.05) > 3.0


def test_points_grow_with_the_chart_unless_there_are_many(panel, two_classes, qtbot) -> None:
    panel.show_dataset(two_classes)
    points = panel.scene.points
    panel.resize(220, 220)
    qtbot.waitUntil(lambda: points.training.opts["size"] == 7)
    panel.resize(900, 800)
    qtbot.waitUntil(lambda: points.training.opts["size"] == 13)
    assert points.test.opts["size"] == 12
    random = np.random.default_rng(0)
    rows, labels = random.normal(size=(5000, 2)), random.integers(0, 2, 5000)
    panel.show_dataset(Dataset.from_arrays(rows, labels))
    assert points.training.opts["size"] <= 10
    panel.show_dataset(two_classes)
    assert points.training.opts["size"] == 13


def test_classes_differ_in_shape_too(panel, two_classes) -> None:
    panel.show_dataset(two_classes)
    assert panel.scene.points.training.data["symbol"].tolist() == ["o", "s"]


def test_test_rows_can_be_hidden(panel, two_classes, colour_at) -> None:
    panel.show_dataset(two_classes)
    press(panel, "boundary_test_points")
    assert nearest(colour_at(panel, -5, 5), ORANGE, QColor("white"), NEUTRAL) == NEUTRAL
    assert nearest(colour_at(panel, -5, -5), ORANGE, NEUTRAL) == ORANGE


def test_there_is_no_switch_for_test_rows_where_there_are_none(panel) -> None:
    panel.show_dataset(Dataset.from_arrays(np.eye(2), np.array([0, 1])))
    assert not panel.findChild(QToolButton, "boundary_test_points").isVisible()


def test_many_rows_are_thinned_the_same_way_each_time(panel) -> None:
    random = np.random.default_rng(0)
    rows, labels = random.normal(size=(10_000, 2)), random.integers(0, 2, 10_000)
    dataset = Dataset.from_arrays(rows[:8000], labels[:8000], rows[8000:], labels[8000:])
    panel.show_dataset(dataset)
    points = panel.scene.points
    assert len(points.training.data) == 1600
    assert len(points.test.data) == 400
    places = points.training.data["x"].copy()
    panel.set_theme(dark=True)
    assert (points.training.data["x"] == places).all()


# -- several classes


def test_each_class_has_its_colour(panel, boundary_frame, colour_at) -> None:
    iris = load(DataSettings(source=Builtin(name="iris")))
    panel.show_dataset(iris)
    panel.test_action.setChecked(False)
    grid = grid_of(panel)
    low, high = grid.x_limits

    def thirds(x, y):
        share = (x - low) / (high - low)
        return share < 1 / 3, (share >= 1 / 3) & (share < 2 / 3), share >= 2 / 3

    panel.show_frame(boundary_frame(grid, lambda x, y: [part * 1.0 for part in thirds(x, y)]))
    colours = [QColor(colour) for colour in theme.LIGHT.class_colours[:3]]
    top = grid.y_limits[1] - 0.02 * (grid.y_limits[1] - grid.y_limits[0])
    seen = [colour_at(panel, low + part * (high - low), top) for part in (0.1, 0.5, 0.9)]
    assert [nearest(colour, *colours) for colour in seen] == colours


def test_too_few_outputs_for_the_classes_are_said_in_words(panel, boundary_frame) -> None:
    panel.show_dataset(load(DataSettings(source=Builtin(name="iris"))))
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: (0 * x, 0 * y)))
    assert panel.chart.notice.text() == "The network has too few outputs for this data."


def test_ten_classes_fit_into_a_small_panel(panel, boundary_frame) -> None:
    panel.show_dataset(load(DataSettings(source=Builtin(name="digits"))))
    panel.resize(300, 220)
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: [x * 0.0 + 0.1] * 10))
    panel.grab()
    assert panel.strip.height() >= panel.strip.heightForWidth(panel.strip.width())
    assert panel.chart.area().height() > 60


# -- numbers


def test_numbers_go_from_orange_to_blue_over_the_training_targets(
    panel, boundary_frame, colour_at
) -> None:
    rows = np.array([[-5.0, 0.0], [5.0, 0.0]])
    panel.show_dataset(Dataset.from_arrays(rows, np.array([10.0, 30.0]), name="circle"))
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: (20.0 + 2.0 * x,)))
    assert nearest(colour_at(panel, -5.8, 3), ORANGE, NEUTRAL, BLUE) == ORANGE
    assert nearest(colour_at(panel, 0, 3), ORANGE, NEUTRAL, BLUE) == NEUTRAL
    assert nearest(colour_at(panel, 5.8, 3), ORANGE, NEUTRAL, BLUE) == BLUE
    assert "10.00" in panel.strip.accessibleName()
    assert "30.00" in panel.strip.accessibleName()


def test_of_several_targets_one_is_chosen(panel, boundary_frame, colour_at) -> None:
    rows, targets = np.array([[-5.0, 0.0], [5.0, 1.0]]), np.array([[0.0, 0.0], [1.0, 1.0]])
    panel.show_dataset(Dataset.from_arrays(rows, targets, target_names=("price", "age")))
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: (0.0 * x, 1.0 + 0.0 * x)))
    assert nearest(colour_at(panel, 0, 0.5), ORANGE, BLUE) == ORANGE
    output = panel.controls.output
    assert output.isVisible()
    output.setFocus()
    QTest.keyClick(output, Qt.Key.Key_Down)
    QTest.keyClick(output, Qt.Key.Key_Return)
    assert output.currentText() == "age"
    assert nearest(colour_at(panel, 0, 0.5), ORANGE, BLUE) == BLUE


def test_one_column_shows_the_fitted_line_over_the_rows(panel, boundary_frame) -> None:
    line = load(DataSettings(source=Generated(name="line", noise=10)))
    panel.show_dataset(line)
    grid = grid_of(panel)
    assert grid.vertical is None
    panel.show_frame(boundary_frame(grid, lambda x: (3.0 + 4.0 * x,)))
    x, y = panel.scene.lines[0].getData()
    assert np.allclose(y, 3.0 + 4.0 * x)
    assert not panel.scene.image.isVisible()
    shown = panel.scene.points.training.data
    assert np.allclose(shown["x"], line.raw_train[:, 0])
    raw = line.preprocessing.inverse_target(line.y_train)[:, 0]
    assert np.allclose(shown["y"], raw)
    low, high = panel.chart.view.viewRange()[1]
    assert low < raw.min()
    assert high > raw.max()


def test_a_line_is_not_called_a_boundary_and_has_no_shades_to_discretise(panel, qtbot) -> None:
    discretise = panel.findChild(QToolButton, "boundary_discretise")
    said = []
    panel.windowTitleChanged.connect(said.append)
    panel.show_dataset(load(DataSettings(source=Generated(name="line"))))
    assert (panel.title, panel.accessibleName(), panel.windowTitle()) == ("Predictions",) * 3
    assert not discretise.isVisible()
    qtbot.waitUntil(lambda: panel.chart.notice.text() == "Press Run to see the predictions.")
    panel.show_dataset(load(DataSettings(source=Builtin(name="diabetes"))))
    assert panel.title == "Predictions"
    assert discretise.isVisible()
    panel.show_dataset(load(DataSettings(source=Builtin(name="iris"))))
    assert panel.title == "Decision boundary"
    assert discretise.isVisible()
    assert said == ["Predictions", "Decision boundary"]


def test_lines_of_other_data_are_not_left_behind(panel, boundary_frame, two_classes) -> None:
    three = Dataset.from_arrays(np.arange(6.0), np.array([0, 0, 1, 1, 2, 2]))
    panel.show_dataset(three)
    panel.show_frame(boundary_frame(grid_of(panel), lambda x: (x, 1 - x, 0 * x)))
    assert [line.isVisible() for line in panel.scene.lines] == [True, True, True]
    panel.show_dataset(Dataset.from_arrays(np.arange(4.0), np.array([0, 0, 1, 1])))
    panel.show_frame(boundary_frame(grid_of(panel), lambda x: (x,)))
    assert [line.isVisible() for line in panel.scene.lines] == [True, False, False]
    panel.show_dataset(two_classes)
    assert not any(line.isVisible() for line in panel.scene.lines)


def test_one_column_of_classes_shows_the_output_as_a_line(panel, boundary_frame) -> None:
    panel.show_dataset(Dataset.from_arrays(np.arange(4.0), np.array([0, 0, 1, 1])))
    panel.show_frame(boundary_frame(grid_of(panel), lambda x: (1 / (1 + np.exp(1.5 - x)),)))
    assert len(panel.scene.lines) == 1
    assert panel.scene.points.training.data["y"].tolist() == [0.0, 0.0, 1.0, 1.0]


# -- the axes


def test_two_columns_are_chosen_by_name_as_one_named_edit(panel, qtbot) -> None:
    iris = load(DataSettings(source=Builtin(name="iris")))
    panel.show_dataset(iris)
    before = grid_of(panel)
    vertical = panel.controls.vertical
    vertical.setFocus()
    with qtbot.waitSignal(panel.needs_changed):
        QTest.keyClick(vertical, Qt.Key.Key_Home)
        QTest.keyClick(vertical, Qt.Key.Key_Return)
    stack = panel.history.stack
    assert stack.undoText() == "Choose axes"
    assert panel.history.project.view.vertical == iris.columns[0].name
    assert (grid_of(panel).horizontal, grid_of(panel).vertical) == (2, 0)
    stack.undo()
    assert grid_of(panel) == before
    assert vertical.currentText() == iris.columns[3].name


def test_choosing_the_other_axis_column_swaps_them(panel) -> None:
    iris = load(DataSettings(source=Builtin(name="iris")))
    panel.show_dataset(iris)
    panel.controls.axes_chosen.emit(iris.columns[2].name, iris.columns[3].name)
    horizontal = panel.controls.horizontal
    horizontal.setFocus()
    QTest.keyClick(horizontal, Qt.Key.Key_Down)
    QTest.keyClick(horizontal, Qt.Key.Key_Return)
    assert (grid_of(panel).horizontal, grid_of(panel).vertical) == (3, 2)


def test_two_columns_leave_nothing_to_choose(panel, two_classes) -> None:
    panel.show_dataset(two_classes)
    assert not panel.controls.horizontal.isVisible()
    assert panel.controls.note.text() == ""


def test_it_says_what_happens_to_the_other_columns(panel) -> None:
    panel.show_dataset(load(DataSettings(source=Builtin(name="iris"))))
    assert panel.controls.note.text() == "others at median"
    assert "median" in panel.controls.note.toolTip()


def test_categories_are_named_on_their_axis(panel, boundary_frame) -> None:
    raw = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 0.0], [0.0, 1.0]])
    plain = Dataset.from_arrays(raw, np.array([0, 1, 0, 1]))
    columns = (
        Column("colour", "category", ("red", "green", "blue")),
        Column("size", "category", ("small", "large")),
    )
    panel.show_dataset(dataclasses.replace(plain, columns=columns))
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: (np.where(x > 0.5, 1.0, 0.0),)))
    axis = panel.chart.bottom
    assert axis.tickStrings([0.0, 1.0, 2.0], 1.0, 1.0) == ["red", "green", "blue"]
    panel.chart.pointed.emit(panel.chart.view.viewRect().center())
    assert panel.chart.readout.text().splitlines()[0] == "colour: green"


# -- frames


def test_a_boundary_of_other_axes_is_dropped(panel, boundary_frame) -> None:
    panel.show_dataset(load(DataSettings(source=Builtin(name="iris"))))
    late = boundary_frame(grid_of(panel), lambda x, y: [x * 0.0 + 1.0] * 3)
    panel.controls.axes_chosen.emit("sepal length (cm)", "sepal width (cm)")
    panel.show_frame(late)
    assert not panel.scene.image.isVisible()
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: [x * 0.0 + 1.0] * 3))
    assert panel.scene.image.isVisible()


def test_a_boundary_of_an_older_network_is_dropped(
    panel, two_classes, boundary_frame, colour_at
) -> None:
    panel.show_dataset(two_classes)
    grid = grid_of(panel)
    panel.show_frame(boundary_frame(grid, lambda x, y: (0.0 * x,), generation=2))
    panel.show_frame(boundary_frame(grid, lambda x, y: (0.0 * x + 1.0,), generation=1))
    assert nearest(colour_at(panel, 0, 0), ORANGE, BLUE) == ORANGE


def test_a_hidden_panel_draws_the_latest_boundary_when_it_is_seen(
    panel, two_classes, boundary_frame, colour_at
) -> None:
    panel.show_dataset(two_classes)
    grid = grid_of(panel)
    panel.hide()
    panel.show_frame(boundary_frame(grid, lambda x, y: (0.0 * x,)))
    panel.show_frame(boundary_frame(grid, lambda x, y: (0.0 * x + 1.0,)))
    assert panel.scene.image.picture is None
    panel.show()
    assert nearest(colour_at(panel, 0, 0), ORANGE, BLUE) == BLUE


def test_another_task_on_the_same_plane_forgets_the_boundary(
    panel, two_classes, boundary_frame
) -> None:
    panel.show_dataset(two_classes)
    panel.show_frame(boundary_frame(grid_of(panel), left_and_right))
    panel.show_dataset(load(DataSettings(source=Generated(name="regression plane"))))
    assert grid_of(panel).x_limits == (-6.0, 6.0)
    assert not panel.scene.image.isVisible()


def test_noisier_rows_of_the_same_set_leave_the_boundary_until_the_next(
    panel, two_classes, boundary_frame
) -> None:
    panel.show_dataset(two_classes)
    panel.show_frame(boundary_frame(grid_of(panel), left_and_right))
    panel.show_dataset(dataclasses.replace(two_classes, raw_train=two_classes.raw_train * 0.9))
    assert panel.scene.image.isVisible()


# -- words


def test_it_asks_for_data_and_then_to_run(panel, two_classes, qtbot) -> None:
    assert panel.chart.notice.text() == "Choose data to see its rows here."
    panel.show_dataset(two_classes)
    qtbot.waitUntil(lambda: panel.chart.notice.text() == "Press Run to see the boundary.")
    assert panel.accessibleDescription() == "Press Run to see the boundary."
    panel.show_dataset(None)
    assert panel.chart.notice.text() == "Choose data to see its rows here."
    assert len(panel.scene.points.training.data) == 0


def test_the_pointer_reads_coordinates_class_and_probability(
    panel, two_classes, boundary_frame, qtbot
) -> None:
    panel.show_dataset(two_classes)
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: (0.0 * x + 0.93,)))

    def read() -> None:
        QTest.mouseMove(panel.chart.viewport(), panel.chart.place(2.0, -1.0))
        assert panel.chart.readout.isVisible()
        across, up, told = panel.chart.readout.text().splitlines()
        assert float(across.removeprefix("x1: ")) == pytest.approx(2.0, abs=0.05)
        assert float(up.removeprefix("x2: ").replace("−", "-")) == pytest.approx(-1.0, abs=0.05)
        assert told == "Class in: 93.0%"

    # The axes may yet move, and the place with them.
    qtbot.waitUntil(read)
    QTest.mouseMove(panel.chart.viewport(), QPoint(1, 1))
    qtbot.waitUntil(lambda: not panel.chart.readout.isVisible())


def test_the_less_likely_class_is_told_with_its_own_probability(
    panel, two_classes, boundary_frame
) -> None:
    panel.show_dataset(two_classes)
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: (0.0 * x + 0.2,)))
    assert panel.accessibleDescription().endswith("Class out: 80.0%")


def test_outputs_that_are_no_probabilities_are_told_as_they_are(
    panel, two_classes, boundary_frame
) -> None:
    panel.set_output_limits((-1.0, 1.0))
    panel.show_dataset(two_classes)
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: (0.0 * x + 0.25,)))
    assert panel.accessibleDescription().endswith("Class in: output 0.250")


def test_numbers_are_told_by_the_name_of_the_target(panel, boundary_frame) -> None:
    rows = np.array([[-5.0, 0.0], [5.0, 1.0]])
    panel.show_dataset(Dataset.from_arrays(rows, np.array([1.0, 3.0]), target_names=("price",)))
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: (0.0 * x + 2.5,)))
    assert panel.accessibleDescription().endswith("price: 2.500")


def test_its_table_holds_the_grid(panel, two_classes, boundary_frame) -> None:
    panel.show_dataset(two_classes)
    panel.show_frame(boundary_frame(grid_of(panel), lambda x, y: (x + 10.0 * y,)))
    heading, *rows = csv.reader(io.StringIO(panel.csv()))
    assert heading == ["x1", "x2", "output 1"]
    table = np.array(rows, dtype=float)
    assert len(table) == 10_000
    assert np.allclose(table[:, 2], table[:, 0] + 10.0 * table[:, 1], atol=1e-5)


def test_every_control_has_a_name(panel) -> None:
    controls = [*panel.findChildren(QAbstractButton), *panel.findChildren(QComboBox)]
    own = [each for each in controls if each.objectName().startswith("boundary")]
    assert len(own) == 16
    assert all(each.accessibleName() for each in own)
    assert len({each.objectName() for each in own}) == len(own)


@pytest.mark.parametrize("dark", [False, True])
def test_it_takes_the_colours_of_the_theme(panel, two_classes, dark) -> None:
    panel.show_dataset(two_classes)
    panel.set_theme(dark)
    colours = theme.DARK if dark else theme.LIGHT
    assert panel.grab().toImage().pixelColor(2, 2).name() == colours.surface


def test_a_class_for_each_step_has_no_boundary_and_that_is_said(panel, two_classes) -> None:
    panel.show_dataset(two_classes)
    symbols = load(DataSettings(source=Sequences(name="sorting", samples=20, steps=4)))
    panel.show_dataset(symbols)
    assert "no boundary" in panel.chart.notice.text()
    assert panel.needs().boundary is None
    panel.show_dataset(two_classes)
    assert len(panel.scene.points.training.data) == len(two_classes.raw_train)
