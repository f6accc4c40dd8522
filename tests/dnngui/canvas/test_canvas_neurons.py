"""The neuron view of the drawing: tiles, lines, what they say and what a click on them does."""

from __future__ import annotations

import dataclasses

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from dnngui import theme
from dnngui.canvas.drawing import MOST_TABS
from dnngui.canvas.items import preview
from dnngui.canvas.items.tab import TabItem
from dnngui.canvas.items.weights import LARGEST, WIDTHS, levels
from dnngui.canvas.picture import framed, picture
from dnngui.canvas.sheets import svg
from dnngui.canvas.targets import Neuron, Weight
from dnngui.document.project import Position, Project
from dnngui.training.frames import Frame
from dnngui.training.neurons import LayerNeurons, NeuronsRequest
from dnngui.vectors import flattened
from engine import layers
from engine.graph import Graph
from engine.optim.layers import LayerTraining

KERNEL = np.array([[1.0, -2.0, 0.5, 3.0], [-0.25, 0.0, 2.0, -1.0]], np.float32)


def neurons_of(units, kernel=None, value=0.0, names=()):
    maps = np.full((units, 3, 3), value, np.float32)
    bias = None if kernel is None else np.linspace(-1, 1, units, dtype=np.float32)
    return LayerNeurons(maps, 1.0, kernel, bias, names)


def frame_of(view):
    (request,) = view.requests()
    found = {
        1: neurons_of(2, value=1.0, names=("x1", "x2")),
        2: neurons_of(4, KERNEL, value=-1.0),
        3: neurons_of(2, np.ones((4, 2), np.float32)),
        4: neurons_of(1, np.ones((2, 1), np.float32)),
    }
    return Frame(1, 1, 1, 0.5, views={request: found})


@pytest.fixture
def opened(hand):
    """The chain with all neurons shown, at 100%."""
    hand.view.switch_neurons()
    hand.view.show_neurons(frame_of(hand.view), runs=False)
    hand.view.reset_zoom()
    hand.view.centerOn(QPointF(hand.place(2).x, hand.place(2).y + 150.0))
    return hand


def test_each_tile_of_a_saved_drawing_is_a_map_of_its_own(opened):
    found = frame_of(opened.view)
    (request,) = found.views
    levels_of = np.linspace(-1.0, 1.0, 4, dtype=np.float32)
    maps = np.broadcast_to(levels_of[:, None, None], (4, 3, 3)).copy()
    shown = {**found.views[request], 2: LayerNeurons(maps, 1.0, KERNEL, None, ())}
    opened.view.show_neurons(dataclasses.replace(found, views={request: shown}), runs=False)
    drawing = opened.view._drawing
    expected = picture(drawing, 1.0)
    place = framed(drawing)
    size = place.size().toSize()
    saved = QImage(expected.size(), QImage.Format.Format_RGB32)
    painter = QPainter(saved)
    document = flattened(svg(drawing, ""), size.width(), size.height())
    QSvgRenderer(QByteArray(document)).render(painter, QRectF(saved.rect()))
    painter.end()
    column = opened.view.neurons.columns[2]
    for unit in range(4):
        middle = column.tile(unit).center() + QPointF(column.x, column.y) - place.topLeft()
        for shift in (-15, 0, 15):
            at = QPoint(round(middle.x()), round(middle.y()) + shift)
            assert distance(saved.pixelColor(at), expected.pixelColor(at)) < 12, (unit, shift)


def distance(one, other):
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
    return sum(abs(first - second) for first, second in pairs)


def tile(hand, node, unit):
    column = hand.view.neurons.columns[node]
    middle = column.tile(unit).center()
    return hand.spot(column.x + middle.x(), column.y + middle.y())


def dot(hand, node, unit):
    column = hand.view.neurons.columns[node]
    middle = column.bias(unit)
    return hand.spot(column.x + middle.x(), column.y + middle.y())


def on_line(hand, source, row, target, unit, share=0.5):
    a, b = (hand.view.neurons.columns[node] for node in (source, target))
    start = QPointF(a.x + a.side / 2.0, a.heights()[row])
    end = QPointF(b.x - b.side / 2.0, b.heights()[unit])
    at = start + (end - start) * share
    return hand.spot(at.x(), at.y())


def hover(hand, point):
    hand.move(point, Qt.MouseButton.NoButton)


def colour(hand, point):
    return hand.view.viewport().grab().toImage().pixelColor(point)


def tip(hand):
    return hand.view.neurons.tip.text


def test_nothing_is_asked_of_the_worker_while_no_layer_is_open(hand):
    assert hand.view.requests() == ()
    hand.view.switch_neurons()
    assert hand.view.requests() == (NeuronsRequest((1, 2, 3, 4)),)
    hand.view.hide()
    assert hand.view.requests() == ()


def test_one_switch_opens_the_whole_drawing_and_undo_closes_it(hand):
    hand.view.switch_neurons()
    assert hand.undo_text == "Show all neurons"
    assert hand.view.neurons.columns.keys() == {1, 2, 3, 4}
    hand.history.stack.undo()
    assert not hand.view.neurons.columns
    hand.history.stack.redo()
    hand.view.switch_neurons()
    assert hand.undo_text == "Hide all neurons"
    assert not hand.view.neurons.columns


def test_a_layer_opens_alone_and_closes_alone_in_an_open_drawing(hand):
    hand.view.select([2])
    hand.view.switch_neurons_of_selection()
    assert hand.view.neurons.columns.keys() == {2}
    assert hand.undo_text == "Show the neurons of dense_1"
    hand.view.switch_neurons()
    assert hand.view.neurons.columns.keys() == {1, 2, 3, 4}
    hand.view.switch_neurons_of_selection()
    assert hand.view.neurons.columns.keys() == {1, 3, 4}


def test_a_layer_that_is_added_to_an_open_drawing_opens_too(opened):
    opened.view.select([2])
    opened.view.add_layer(layers.Dense(units=3, activation="relu"))
    assert opened.view.neurons.columns.keys() == {1, 2, 3, 4, 5}
    assert opened.view.neurons.columns[5].units == 3


def test_the_switch_at_a_cards_foot_opens_and_closes_it(hand):
    hover(hand, hand.at(2))
    foot = hand.at(2, 0.0, 48.0)
    hand.click(foot)
    assert hand.view.neurons.columns.keys() == {2}
    hand.click(foot)
    assert not hand.view.neurons.columns


def test_large_and_shapeless_layers_do_not_open(make_hand):
    graph = Graph.sequential(
        layers.Input(shape=(8, 8)),
        layers.Flatten(),
        layers.Dense(units=16),
        layers.Dense(units=17),
        layers.Dense(units=2),
    )
    hand = make_hand(graph)
    hand.view.switch_neurons()
    assert hand.view.neurons.columns.keys() == {3, 5}


def test_a_drawing_without_small_layers_says_why_nothing_opens(make_hand):
    hand = make_hand(Graph.sequential(layers.Input(shape=(50,)), layers.Dense(units=20)))
    hand.view.switch_neurons()
    assert hand.sentences == ["Neurons are shown of layers with 1 to 16 outputs."]
    assert not hand.history.stack.count()


def test_tiles_shrink_where_a_card_stands_below_and_stay_away_where_there_is_no_room(make_hand):
    graph, places = Graph(), {}
    for units, below in ((4, 240.0), (8, 240.0), (16, 170.0)):
        graph, upper = graph.add(layers.Input(shape=(units,)))
        graph, lower = graph.add(layers.Input(shape=(99,)))
        places |= {upper: Position(200.0 * upper, 0.0), lower: Position(200.0 * upper, below)}
    hand = make_hand(graph, places)
    hand.view.switch_neurons()
    found = hand.view.neurons.columns
    assert found.keys() == {1, 3}
    for column in found.values():
        assert column.bottom <= 240.0 - 45.0 - 10.0 + 1e-9
    assert found[1].side > found[3].side


def test_tiles_show_their_maps_in_the_colours_of_the_sign(opened):
    for node, shade in ((1, theme.LIGHT.positive), (2, theme.LIGHT.negative)):
        assert colour(opened, tile(opened, node, 0)) == QColor(shade)


def test_lines_have_the_colour_of_the_sign_and_the_width_of_the_size(opened):
    # Positive dashes are long: somewhere near the middle one is painted.
    def painted(row, unit, wanted):
        shares = np.linspace(0.4, 0.6, 21)
        points = [on_line(opened, 1, row, 2, unit, share) for share in shares]
        picture = opened.view.viewport().grab().toImage()
        return any(_near(picture.pixelColor(point), wanted) for point in points)

    assert painted(0, 3, theme.LIGHT.positive)
    assert painted(0, 1, theme.LIGHT.negative)
    assert not painted(0, 1, theme.LIGHT.positive)


def _near(found, wanted):
    other = QColor(wanted)
    parts = (
        (found.red(), other.red()),
        (found.green(), other.green()),
        (found.blue(), other.blue()),
    )
    return all(abs(a - b) < 30 for a, b in parts)


def test_greater_weights_have_wider_lines_up_to_the_widest():
    sizes = np.array([0.0, 0.1, 0.5, 1.0, 2.0, LARGEST, 100.0, np.inf, np.nan], np.float32)
    found = levels(np.concatenate([sizes, -sizes]))
    assert (np.diff(found[:7]) >= 0).all()
    assert found[0] == 0
    assert set(found[5:9]) == {len(WIDTHS) - 1}
    assert np.array_equal(found[:9], found[9:])


def test_dashes_flow_while_the_run_goes_on_and_rest_with_it(opened, monkeypatch):
    now = [100.0]
    monkeypatch.setattr("dnngui.canvas.neurons.time.monotonic", lambda: now[0])
    neurons = opened.view.neurons
    opened.view.show_neurons(frame_of(opened.view), runs=False)
    rest = neurons._flow
    now[0] += 0.1
    opened.view.show_neurons(frame_of(opened.view), runs=True)
    assert neurons._flow > rest
    moved = neurons._flow
    now[0] += 0.1
    opened.view.show_neurons(frame_of(opened.view), runs=False)
    assert neurons._flow == moved


def test_the_pointer_on_a_tile_tells_of_the_neuron(opened):
    told = []
    opened.view.neuron_pointed.connect(told.append)
    hover(opened, tile(opened, 2, 3))
    assert told == [Neuron(2, 3)]
    assert tip(opened) == "dense_1 · 4"
    hover(opened, tile(opened, 1, 1))
    assert tip(opened) == "input_1 · x2"
    hover(opened, QPoint(5, 5))
    assert told == [Neuron(2, 3), Neuron(1, 1), None]
    assert tip(opened) == ""


def test_the_pointer_on_a_line_or_a_bias_says_the_value_live(opened):
    hover(opened, on_line(opened, 1, 0, 2, 3))
    assert tip(opened) == "Weight from input_1 · x1 to dense_1 · 4: 3"
    later = frame_of(opened.view)
    later.views[opened.view.requests()[0]][2].kernel[0, 3] = -1.25
    opened.view.show_neurons(later, runs=False)
    assert tip(opened) == "Weight from input_1 · x1 to dense_1 · 4: -1.25"
    hover(opened, dot(opened, 2, 0))
    assert tip(opened) == "Bias of dense_1 · 1: -1"


def test_a_click_on_a_line_or_a_bias_asks_for_its_value(opened):
    asked = []
    opened.view.weight_asked.connect(lambda weight, at: asked.append((weight, at)))
    at = on_line(opened, 1, 1, 2, 0, 0.3)
    opened.click(at)
    opened.click(dot(opened, 3, 1))
    weights = [weight for weight, _ in asked]
    assert weights == [Weight(2, "kernel", (1, 0)), Weight(3, "bias", (1,))]
    assert asked[0][1] == opened.view.viewport().mapToGlobal(at)
    assert not opened.history.stack.canRedo()


def test_a_click_on_a_tile_selects_its_layer_and_a_drag_moves_it(opened):
    opened.click(tile(opened, 3, 1))
    assert opened.view.selected() == {3}
    before, start = opened.view.neurons.columns[3], tile(opened, 3, 1)
    opened.drag(start, start + QPoint(0, 60))
    after = opened.view.neurons.columns[3]
    assert after.y == before.y + 60.0
    assert opened.place(3).y == after.y


def test_turning_off_and_holding_are_edits_of_one_weight(opened):
    kernel, bias = Weight(2, "kernel", (1, 0)), Weight(2, "bias", (3,))
    opened.view.switch_weight(kernel, "off", on=True)
    assert opened.undo_text == "Turn off a weight of dense_1"
    opened.view.switch_weight(Weight(2, "kernel", (0, 2)), "off", on=True)
    opened.view.switch_weight(bias, "held", on=True)
    assert opened.undo_text == "Hold a weight of dense_1"
    training = opened.history.project.training
    assert training.layers == {
        2: LayerTraining(off={"kernel": ((0, 2), (1, 0))}, held={"bias": ((3,),)})
    }
    hover(opened, on_line(opened, 1, 1, 2, 0, 0.3))
    assert tip(opened).endswith("(off)")
    hover(opened, dot(opened, 2, 3))
    assert tip(opened).endswith("(held)")
    opened.view.switch_weight(kernel, "off", on=False)
    opened.view.switch_weight(Weight(2, "kernel", (0, 2)), "off", on=False)
    opened.view.switch_weight(bias, "held", on=False)
    assert opened.history.project.training.layers == {}


def test_selected_layers_are_frozen_and_let_learn_by_one_command(hand):
    hand.view.select([1, 2, 3])
    hand.view.freeze_selection()
    frozen = LayerTraining(frozen=True)
    assert hand.history.project.training.layers == {2: frozen, 3: frozen}
    assert hand.undo_text == "Freeze 2 layers"
    hand.view.freeze_selection()
    assert hand.history.project.training.layers == {}


def test_units_that_are_added_are_unknown_until_they_are_computed(opened):
    layer = msgspec.structs.replace(opened.graph[2].layer, units=5)
    project = opened.history.project
    opened.history.do("Set units", project.with_graph(opened.graph.replace(2, layer)))
    assert opened.view.neurons.columns[2].units == 5
    assert opened.view.neurons.value(Weight(2, "kernel", (0, 0))) == 1.0
    assert opened.view.neurons.value(Weight(2, "kernel", (0, 4))) is None
    assert opened.view.neurons.value(Weight(2, "bias", (4,))) is None
    assert not opened.view.viewport().grab().isNull()


def test_the_drawing_makes_room_in_sight_for_what_opens(hand):
    hand.view.fit()
    hand.view.switch_neurons()
    assert hand.view._camera.sees_all()


def test_a_project_that_was_saved_with_open_neurons_opens_so(make_hand, chain):
    view = msgspec.structs.replace(Project().view, neurons=True, neurons_except=(3,))
    text = msgspec.json.encode(msgspec.structs.replace(Project(graph=chain), view=view))
    hand = make_hand(chain)
    hand.history.open(msgspec.json.decode(text, type=Project))
    assert hand.view.neurons.columns.keys() == {1, 2, 4}


def test_everything_is_painted_in_the_dark_and_small(opened):
    opened.view.set_theme(dark=True)
    opened.view.switch_weight(Weight(2, "kernel", (1, 0)), "off", on=True)
    opened.view.switch_weight(Weight(2, "bias", (1,)), "off", on=True)
    opened.view.switch_weight(Weight(2, "bias", (0,)), "held", on=True)
    assert colour(opened, tile(opened, 1, 0)) == QColor(theme.DARK.positive)
    for _ in range(12):
        opened.view.zoom_out()
    assert not opened.view.viewport().grab().isNull()


def test_the_lines_of_a_frozen_layer_rest_and_a_lock_stands_at_its_tiles(opened):
    corner = tile(opened, 2, 0) + QPoint(29, -17)
    bare = opened.view.viewport().grab().toImage().copy(corner.x() - 6, corner.y() - 8, 12, 14)
    opened.view.select([2])
    opened.view.freeze_selection()
    opened.view.select([])
    locked = opened.view.viewport().grab().toImage().copy(corner.x() - 6, corner.y() - 8, 12, 14)
    assert locked != bare
    opened.view.neurons._flow = 7.0
    opened.view.show_neurons(frame_of(opened.view), runs=True)
    flows = {edge.target: item._flow for edge, item in opened.view.neurons._lines.items()}
    assert flows[2] == 0.0
    assert flows[3] >= 7.0


def test_of_a_network_with_fewer_units_the_first_ones_are_shown(opened):
    (request,) = opened.view.requests()
    frame = frame_of(opened.view)
    found = dict(frame.views[request])
    found[2] = neurons_of(3, KERNEL[:, :3], value=-1.0)
    found[3] = neurons_of(2, np.ones((3, 2), np.float32))
    opened.view.show_neurons(dataclasses.replace(frame, views={request: found}), runs=False)
    shown, unknown = (colour(opened, tile(opened, 2, unit)) for unit in (2, 3))
    assert shown == QColor(theme.LIGHT.negative)
    assert unknown != shown
    value = opened.view.neurons.value
    assert value(Weight(2, "kernel", (1, 2))) == 2.0
    assert value(Weight(2, "kernel", (1, 3))) is None
    assert value(Weight(3, "kernel", (2, 1))) == 1.0
    assert value(Weight(3, "kernel", (3, 1))) is None
    assert value(Weight(2, "bias", (2,))) == 1.0
    assert value(Weight(2, "bias", (3,))) is None
    hover(opened, on_line(opened, 1, 0, 2, 3, 0.9))
    assert "dense_1 · 4" not in tip(opened)
    hover(opened, on_line(opened, 1, 1, 2, 2, 0.9))
    assert tip(opened) == "Weight from input_1 · x2 to dense_1 · 3: 2"


def test_of_a_network_with_more_units_those_that_are_drawn_are_shown(opened):
    (request,) = opened.view.requests()
    frame = frame_of(opened.view)
    wider = np.concatenate([KERNEL, KERNEL], axis=1)
    found = {**frame.views[request], 2: neurons_of(8, wider, value=-1.0)}
    opened.view.show_neurons(dataclasses.replace(frame, views={request: found}), runs=False)
    assert colour(opened, tile(opened, 2, 3)) == QColor(theme.LIGHT.negative)
    assert opened.view.neurons.value(Weight(2, "kernel", (1, 3))) == -1.0


def test_weights_that_led_from_another_layer_are_not_drawn_from_this_one(opened):
    (request,) = opened.view.requests()
    frame = frame_of(opened.view)
    found = {node: each for node, each in frame.views[request].items() if node != 2}
    opened.view.show_neurons(dataclasses.replace(frame, views={request: found}), runs=False)
    assert opened.view.neurons.value(Weight(3, "kernel", (0, 0))) is None


def test_a_map_with_values_that_are_no_numbers_is_neutral_there():
    maps = np.array([[[-1.0, np.nan], [np.inf, 0.0]]], np.float32)
    image = preview.mosaic(maps, 0.0, 1.0, 1, theme.LIGHT)
    seen = [[image.pixelColor(x, y).name() for x in (0, 1)] for y in (0, 1)]
    names = theme.LIGHT
    # The row of the lowest y stands below.
    assert seen == [[names.positive, names.neutral], [names.negative, names.neutral]]


def test_switches_of_neurons_stand_at_few_selected_layers_and_at_none_of_many(hand):
    count = MOST_TABS + 1
    graph = Graph.sequential(
        layers.Input(shape=(2,)), *[layers.Dense(units=2) for _ in range(count)]
    )
    hand.history.do("", Project(graph=graph))
    drawing = hand.view._drawing
    hand.view.select(range(2, 2 + MOST_TABS))
    assert len([each for each in drawing.items() if isinstance(each, TabItem)]) == MOST_TABS
    hand.view.select(range(2, 2 + count))
    assert not [each for each in drawing.items() if isinstance(each, TabItem)]
