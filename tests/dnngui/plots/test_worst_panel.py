"""The table of the worst predictions as a person sees it."""

from __future__ import annotations

import io

import numpy as np
import pandas
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem

from dnngui.plots.worst import WorstPanel
from dnngui.training.frames import Frame, Needs
from dnngui.training.worst import Ranking, Worst
from engine.data.dataset import Dataset

RANDOM = np.random.default_rng(0)
FLOWERS = Dataset.from_arrays(
    np.arange(6.0)[:, None] * [1.0, -10.0],
    np.array([0, 1, 2, 0, 1, 2]),
    np.array([[0.5, 1.25], [3.0, -4.0], [7.0, 8.0]]),
    np.array([0, 1, 2]),
    feature_names=("length", "width"),
    classes=("iris", "rose", "lily"),
)
DIGITS = Dataset.from_arrays(
    RANDOM.uniform(size=(4, 8, 8)), np.array([0, 1, 0, 1]), classes=("no", "yes")
)
NUMBERS = Dataset.from_arrays(np.arange(3.0)[:, None], np.arange(3.0), np.ones((2, 1)), np.ones(2))
TEXTS = Dataset.from_arrays(
    np.array([[1, 2], [2, 1]]), np.array([[2, 1], [1, -1]]), classes=tuple("∅ab")
)


@pytest.fixture
def panel(shown):
    return shown(WorstPanel())


def ranking(rows, errors, truth, predicted):
    return Ranking(np.array(rows), np.array(errors), np.array(truth), np.array(predicted))


def show(panel, dataset, *view):
    panel.show_dataset(dataset)
    (request,) = panel.needs().views
    panel.show_frame(Frame(1, 1, 1, None, views={request: ranking(*view)}))


def texts(panel):
    model = panel.table.model()
    columns, across = range(model.columnCount()), Qt.Orientation.Horizontal
    head = [model.headerData(column, across) for column in columns]
    body = [
        [model.index(row, column).data() for column in columns] for row in range(model.rowCount())
    ]
    return [head, *body]


def test_rows_stand_with_truth_prediction_error_and_features(panel):
    show(panel, FLOWERS, [2, 0], [0.9, 0.25], [2, 0], [1, 0])
    assert texts(panel) == [
        ["Row", "True", "Predicted", "Error", "length", "width"],
        ["3", "lily", "rose", "0.9000", "7", "8"],
        ["1", "iris", "iris", "0.2500", "0.5", "1.25"],
    ]
    assert panel.count.text() == "2 of 3 rows"
    assert panel.accessibleDescription() == "Greatest error 0.9000 in row 3"


def test_what_is_wrong_is_strong(panel):
    show(panel, FLOWERS, [2, 0], [0.9, 0.2], [2, 0], [1, 0])
    wrong, right = (panel.model.index(row, 2).data(Qt.ItemDataRole.FontRole) for row in (0, 1))
    assert wrong.weight() == QFont.Weight.DemiBold
    assert right is None


def test_pictures_stand_for_pixels(panel):
    show(panel, DIGITS, [3, 0], [0.9, 0.2], [1, 0], [0, 0])
    assert texts(panel)[0] == ["Row", "", "True", "Predicted", "Error"]
    picture = panel.model.index(0, 1).data(Qt.ItemDataRole.DecorationRole)
    assert picture.width() == picture.height() > 20
    pixels = picture.toImage().scaled(8, 8)
    grey = np.array([[pixels.pixelColor(x, y).lightness() for x in range(8)] for y in range(8)])
    wanted = DIGITS.x_train[3].reshape(8, 8)
    assert np.corrcoef(grey.ravel(), wanted.ravel())[0, 1] < -0.99


def test_numbers_are_told_in_their_units(panel):
    show(panel, NUMBERS, [1], [123.4], [[250.0]], [[126.6]])
    assert texts(panel)[1][:4] == ["2", "250.0", "126.6", "123.4"]


def test_symbols_are_joined_and_those_that_do_not_count_left_out(panel):
    show(panel, TEXTS, [0, 1], [0.9, 0.2], [[2, 1], [1, -1]], [[1, 1], [1, 2]])
    assert [row[1:3] for row in texts(panel)[1:]] == [["ba", "aa"], ["a", "a"]]
    fonts = [panel.model.index(row, 2).data(Qt.ItemDataRole.FontRole) for row in (0, 1)]
    assert fonts[0] is not None
    assert fonts[1] is None


def test_the_chosen_row_and_the_widths_stay_while_the_run_goes_on(panel):
    show(panel, FLOWERS, [2, 0], [0.9, 0.2], [2, 0], [1, 0])
    panel.table.selectRow(1)
    panel.table.setColumnWidth(0, 77)
    show(panel, FLOWERS, [1, 2], [0.8, 0.7], [1, 2], [0, 0])
    assert panel.table.columnWidth(0) == 77
    assert [index.row() for index in panel.table.selectionModel().selectedRows()] == [1]
    assert texts(panel)[1][:2] == ["2", "rose"]


def test_other_data_have_other_columns(panel):
    show(panel, FLOWERS, [2, 0], [0.9, 0.2], [2, 0], [1, 0])
    show(panel, NUMBERS, [1, 0], [2.0, 1.0], [[1.0], [1.0]], [[3.0], [2.0]])
    assert texts(panel)[0] == ["Row", "True", "Predicted", "Error", "x"]


def test_the_other_part_is_asked_for_by_the_keyboard(panel, qtbot):
    panel.show_dataset(FLOWERS)
    assert panel.needs() == Needs(views=(Worst(True),))
    panel.part.setFocus()
    with qtbot.waitSignal(panel.needs_changed):
        QTest.keyClick(panel.part, Qt.Key.Key_Down)
    assert panel.needs() == Needs(views=(Worst(False),))


def test_only_cells_that_are_seen_are_made(panel, monkeypatch, qapp):
    asked = set()
    cell = type(panel.model).cell

    def watched(model, place, column):
        asked.add(place)
        return cell(model, place, column)

    monkeypatch.setattr(type(panel.model), "cell", watched)
    x = np.arange(400.0).reshape(200, 2)
    data = Dataset.from_arrays(x, np.zeros(200), x, np.zeros(200))
    show(panel, data, range(200), np.linspace(1, 0, 200), np.zeros((200, 1)), np.ones((200, 1)))
    qapp.processEvents()
    asked.clear()
    errors = np.linspace(2, 0, 200)
    show(panel, data, range(200), errors, np.zeros((200, 1)), np.ones((200, 1)))
    qapp.processEvents()
    assert 0 < len(asked) < 60


def saved(panel):
    return pandas.read_csv(io.StringIO(panel.csv()), keep_default_na=False)


def test_the_values_are_the_table(panel):
    show(panel, FLOWERS, [2], [0.9], [2], [1])
    assert panel.csv().splitlines() == [
        "Row,True,Predicted,Error,length,width",
        "3,lily,rose,0.9,7.0,8.0",
    ]


def test_other_programs_read_the_saved_numbers_whole(panel):
    show(panel, FLOWERS, [1, 0], [0.123456789, 1e-7], [1, 0], [2, 0])
    table = saved(panel)
    assert table["width"].tolist() == [-4.0, 1.25]
    assert table["Error"].tolist() == [0.123456789, 1e-7]


def test_each_of_several_targets_has_columns_of_its_own_in_what_is_saved(panel):
    x = np.arange(10.0).reshape(2, 5)
    data = Dataset.from_arrays(x, x, x, x)
    show(panel, data, [1], [0.5], [x[1]], [-x[1]])
    table = saved(panel)
    names = data.target_names
    assert table[[f"True {name}" for name in names]].to_numpy().tolist() == [x[1].tolist()]
    assert table[[f"Predicted {name}" for name in names]].to_numpy().tolist() == [(-x[1]).tolist()]


def test_pixels_are_left_out_of_what_is_saved(panel):
    show(panel, DIGITS, [3, 0], [0.9, 0.2], [1, 0], [0, 0])
    assert panel.csv().splitlines() == [
        "Row,True,Predicted,Error",
        "4,yes,no,0.9",
        "1,no,no,0.2",
    ]


def test_numbers_that_change_are_not_cut(panel):
    x = np.array([[7.0], [0.0123456]])
    data = Dataset.from_arrays(x, x[:, 0], x, x[:, 0])
    show(panel, data, [0, 1], [1.0, 0.0], [[7.0], [0.0]], [[8.0], [0.0]])
    small = [-0.0123, -0.0345]
    show(panel, data, [1, 0], [0.00123, 0.0], np.c_[small], np.c_[small])
    table, model = panel.table, panel.model
    delegate, option = table.itemDelegate(), QStyleOptionViewItem()
    for column in range(model.columnCount()):
        needed = delegate.sizeHint(option, model.index(0, column)).width()
        assert table.columnWidth(column) >= needed, model.index(0, column).data()


def test_what_is_long_stands_on_one_line(panel):
    assert not panel.table.wordWrap()
