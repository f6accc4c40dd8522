"""Filters as a person sees them."""

from __future__ import annotations

import csv
import io

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from dnngui import theme
from dnngui.document.project import Project
from dnngui.plots.filters import FiltersPanel
from dnngui.training.filters import Filters, FiltersOf
from dnngui.training.frames import Frame, Needs
from engine import Graph, layers
from engine.data.dataset import Dataset

PICTURE = (4, 5, 1)
PICTURES = Dataset.from_arrays(np.zeros((3, 4, 5)), np.arange(3.0))
TABLE = Dataset.from_arrays(np.zeros((3, 20)), np.arange(3.0))


def drawn(*middle):
    graph = Graph.sequential(layers.Input(shape=(4, 5)), layers.Flatten(), *middle)
    return msgspec.structs.replace(Project(), graph=graph)


TWO = drawn(layers.Dense(units=6), layers.Dense(units=1))


def beside(graph):
    """Let a second layer see the picture, too, and join both."""
    graph, added = graph.add(layers.RBM(units=1))
    graph, joined = graph.connect(2, added).add(layers.Add())
    return graph.connect(4, joined).connect(added, joined)


@pytest.fixture
def panel(shown):
    panel = shown(FiltersPanel())
    panel.synchronize(TWO)
    panel.show_dataset(PICTURES)
    return panel


def weights(units=6):
    """Each unit is negative on the left and positive on the right, the later the stronger."""
    found = np.zeros((units, *PICTURE), np.float32)
    found[:, :, 0], found[:, :, -1] = -1.0, 1.0
    return found * np.arange(1.0, units + 1.0, dtype=np.float32)[:, None, None, None]


def show(panel, view):
    (request,) = panel.needs().views
    panel.show_frame(Frame(1, 1, 1, None, views={request: view}))


def colour(panel, tile, row, column):
    at = panel.tiles.place(tile)
    x = at.left() + (column + 0.5) * at.width() / PICTURE[1]
    y = at.top() + (row + 0.5) * at.height() / PICTURE[0]
    return panel.tiles.grab().toImage().pixelColor(round(x), round(y))


def distance(seen, wanted):
    pairs = zip(seen.getRgb()[:3], QColor(wanted).getRgb()[:3], strict=True)
    return sum(abs(one - other) for one, other in pairs)


def nearest(seen):
    light = theme.LIGHT
    return min((light.negative, light.neutral, light.positive), key=lambda c: distance(seen, c))


def test_it_asks_for_the_layer_that_sees_the_picture(panel):
    assert panel.needs() == Needs(views=(FiltersOf(3, PICTURE),))
    assert panel.choice.currentText() == "dense_1"
    assert not panel.choice.isEnabled()


def test_another_layer_is_asked_for_when_chosen_and_stays_chosen(panel):
    both = msgspec.structs.replace(TWO, graph=beside(TWO.graph))
    panel.synchronize(both)
    assert panel.needs() == Needs(views=(FiltersOf(3, PICTURE),))
    panel.choice.setFocus()
    QTest.keyClick(panel.choice, Qt.Key.Key_Down)
    chosen = panel.needs()
    assert chosen == Needs(views=(FiltersOf(5, PICTURE),))
    graph = both.graph.replace(4, layers.Dense(units=1, activation="tanh"))
    panel.synchronize(msgspec.structs.replace(both, graph=graph))
    assert panel.needs() == chosen


def test_negative_weights_are_orange_and_positive_ones_blue(panel):
    show(panel, Filters(weights(), 6))
    found = [nearest(colour(panel, 0, 1, column)) for column in (0, 2, 4)]
    assert found == [theme.LIGHT.negative, theme.LIGHT.neutral, theme.LIGHT.positive]
    assert panel.note.text() == "6 units"


def test_on_one_scale_weak_units_are_pale(panel):
    show(panel, Filters(weights(), 6))
    own = colour(panel, 0, 1, 4)
    panel.common_action.trigger()
    assert colour(panel, 0, 1, 4).red() > own.red() + 60
    assert colour(panel, 5, 1, 4) == own
    assert panel.note.text() == "6 units, ±6.00"


def test_pointing_at_a_tile_tells_its_unit(panel):
    show(panel, Filters(weights(), 6))
    tiles = panel.tiles
    assert tiles.at(tiles.place(2).center()) == 2
    assert tiles.words(2).startswith("Unit 3: ")
    assert tiles.words(2).endswith("3.000 to 3.000")


def test_channels_of_a_unit_stand_side_by_side(panel):
    colours = np.repeat(weights(2), 3, axis=3)
    panel.tiles.show_filters(colours)
    assert panel.tiles.shown() == 6
    assert panel.tiles.words(4).startswith("Unit 2, channel 2: ")


def test_tiles_fill_the_room_without_overlapping_and_what_has_none_is_left_out(panel):
    show(panel, Filters(weights(400), 900))
    tiles = panel.tiles
    places = [tiles.place(tile) for tile in range(tiles.shown())]
    assert all(tiles.rect().contains(place.toAlignedRect()) for place in places)
    assert not any(
        one.intersects(other) for n, one in enumerate(places) for other in places[n + 1 :]
    )
    assert panel.note.text() == f"{len(places)} of 900 units"


def test_without_a_picture_it_says_why(panel):
    panel.show_dataset(TABLE)
    assert panel.needs() == Needs()
    assert "these data are none" in panel.notice.text()
    panel.show_dataset(PICTURES)
    panel.synchronize(Project())
    assert "reads the picture itself" in panel.notice.text()


def test_weights_that_are_not_finite_do_not_stop_the_painting(panel):
    broken = weights()
    broken[0, 0, 0, 0] = np.nan
    broken[1] = np.inf
    broken[2] = 0.0
    show(panel, Filters(broken, 6))
    assert nearest(colour(panel, 3, 1, 4)) == theme.LIGHT.positive


def test_the_values_are_saved_by_unit_and_pixel(panel):
    show(panel, Filters(weights(), 6))
    rows = list(csv.DictReader(io.StringIO(panel.csv())))
    assert len(rows) == 6 * 20
    assert rows[4] == {"unit": "1", "row": "1", "column": "5", "channel": "1", "weight": "1.0"}
