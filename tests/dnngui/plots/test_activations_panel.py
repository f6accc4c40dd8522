"""A sample in all layers, and a picture's feature maps, as a person sees them."""

from __future__ import annotations

import csv
import io
import itertools

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from dnngui import theme
from dnngui.document.project import Project
from dnngui.plots.activations import ActivationsPanel
from dnngui.plots.features import FeaturesPanel
from dnngui.training.activations import Activated, ActivationsOf, Maps, MapsOf, Passage
from dnngui.training.frames import Frame, Needs
from engine import Graph, layers
from engine.data.dataset import Dataset

DATA = Dataset.from_arrays(
    np.zeros((3, 6, 6)), np.arange(3) % 2, np.ones((2, 6, 6)), np.array([0, 1])
)
TABLE = Dataset.from_arrays(np.zeros((3, 4)), np.arange(3.0))
PICTURE = (6, 6, 1)


def passage():
    return Passage(
        (
            Activated("input_1", "Input", (6, 6), np.linspace(0.0, 1.0, 36)),
            Activated("conv2d_1", "Conv2D", (4, 4, 3), np.linspace(-2.0, 2.0, 48)),
            Activated("wide", "Dense", (3000,), np.linspace(-1.0, 1.0, 3000)),
            Activated("dense_1", "Dense", (2,), np.array([-0.5, 0.5])),
        )
    )


@pytest.fixture
def panel(shown):
    panel = shown(ActivationsPanel(), height=500)
    panel.show_dataset(DATA)
    return panel


def show(panel, view):
    (request,) = panel.needs().views
    panel.show_frame(Frame(1, 1, 1, None, views={request: view}))


def nearest(seen):
    light = theme.LIGHT
    return min(
        (light.negative, light.neutral, light.positive),
        key=lambda colour: sum(
            abs(one - other)
            for one, other in zip(seen.getRgb()[:3], QColor(colour).getRgb()[:3], strict=True)
        ),
    )


def test_it_asks_for_the_row_that_is_chosen(panel):
    assert panel.needs() == Needs(views=(ActivationsOf(True, 0),))
    QTest.keyClick(panel.picker.number, Qt.Key.Key_Up)
    assert panel.needs() == Needs(views=(ActivationsOf(True, 1),))
    QTest.keyClick(panel.picker.number, Qt.Key.Key_Up)
    assert panel.needs() == Needs(views=(ActivationsOf(True, 0),))
    QTest.keyClick(panel.picker.part, Qt.Key.Key_Down)
    assert panel.needs() == Needs(views=(ActivationsOf(False, 0),))
    assert panel.picker.number.maximum() == 3


def test_layers_stand_under_each_other_and_within_the_panel(panel):
    show(panel, passage())
    strips = panel.passage.strips()
    assert len(strips) == 4
    assert all(one.bottom <= two.top for one, two in itertools.pairwise(strips))
    inside = panel.passage.rect()
    assert all(inside.contains(tile.at.toRect()) for strip in strips for tile in strip.tiles)
    assert [len(strip.tiles) for strip in strips] == [1, 3, 1, 1]


def test_negative_values_are_orange_and_positive_ones_blue(panel):
    show(panel, passage())
    tile = panel.passage.strips()[-1].tiles[0].at
    picture = panel.passage.grab().toImage()
    ends = [
        picture.pixelColor(round(tile.left() + share * tile.width()), round(tile.center().y()))
        for share in (0.25, 0.75)
    ]
    assert [nearest(each) for each in ends] == [theme.LIGHT.negative, theme.LIGHT.positive]


def test_pointing_at_a_value_tells_it(panel):
    show(panel, passage())
    view = panel.passage
    tile = view.strips()[1].tiles[2].at
    assert view.words_at(tile.topLeft() + QPointF(1, 1)).startswith("conv2d_1 [1, 1, 3]: −1.8")
    corner = tile.bottomRight() - QPointF(1, 1)
    assert view.words_at(corner) == "conv2d_1 [4, 4, 3]: 2.000"
    assert view.words_at(QPointF(0, 0)) == ""


def test_the_values_are_saved_by_layer_and_place(panel):
    show(panel, passage())
    rows = list(csv.DictReader(io.StringIO(panel.csv())))
    assert rows[-1] == {"layer": "dense_1", "place": "2", "value": "0.5"}
    assert rows[36 + 47]["place"] == "4 4 3"
    assert "dense_1: −0.500, 0.500" in panel.accessibleDescription()


def test_values_that_are_not_finite_do_not_stop_the_painting(panel):
    values = np.array([np.nan, np.inf, 1.0])
    show(panel, Passage((Activated("dense_1", "Dense", (3,), values),)))
    tile = panel.passage.strips()[0].tiles[0].at
    at = round(tile.right() - 3), round(tile.center().y())
    assert nearest(panel.passage.grab().toImage().pixelColor(*at)) == theme.LIGHT.positive


@pytest.fixture
def features(shown):
    panel = shown(FeaturesPanel())
    graph = Graph.sequential(
        layers.Input(shape=(6, 6, 1)),
        layers.Conv2D(filters=3, kernel_size=(3, 3)),
        layers.Flatten(),
        layers.Dense(units=1, activation="sigmoid"),
    )
    panel.synchronize(msgspec.structs.replace(Project(), graph=graph))
    panel.show_dataset(DATA)
    return panel


def test_maps_are_asked_for_of_layers_that_make_pictures_of_channels(features):
    assert features.needs() == Needs(views=(MapsOf(2, PICTURE, True, 0),))
    QTest.keyClick(features.picker.number, Qt.Key.Key_Up)
    assert features.needs() == Needs(views=(MapsOf(2, PICTURE, True, 1),))
    assert [features.choice.itemText(n) for n in range(features.choice.count())] == ["conv2d_1"]


def test_every_channel_has_a_tile_beside_the_picture(features):
    maps = np.linspace(-1.0, 1.0, 48).reshape(3, 4, 4)
    show(features, Maps(np.zeros(PICTURE), maps, 3))
    assert features.tiles.shown() == 3
    assert features.note.text() == "3 channels"
    assert features.original.pixmap().width() == 84
    rows = list(csv.DictReader(io.StringIO(features.csv())))
    assert rows[-1] == {"channel": "3", "row": "4", "column": "4", "value": "1.0"}


def test_without_pictures_it_says_why(features):
    features.show_dataset(TABLE)
    assert "these data are none" in features.notice.text()
    features.show_dataset(DATA)
    features.synchronize(Project())
    assert "as Conv2D does" in features.notice.text()


def test_the_name_of_the_layer_is_read_whole_where_there_is_room(features, qtbot):
    choice = features.choice
    features.resize(choice.sizeHint().width() + features.picker.sizeHint().width() + 80, 260)
    qtbot.waitUntil(lambda: choice.width() >= choice.sizeHint().width())
    assert not choice.geometry().intersects(features.picker.geometry())
