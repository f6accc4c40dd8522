"""What a drawing tells of a network that trains: sparklines, marks, and what connections carry."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dnngui import theme
from dnngui.canvas.items import badges, card, sparkline
from dnngui.training.frames import NodePreview, Pulse
from engine import layers
from engine.graph import Edge, Graph

BOX = QRectF(0.0, 0.0, 60.0, 20.0)


def pulse(outputs, gradients=(np.nan,)) -> Pulse:
    return Pulse(np.asarray(outputs, float), np.asarray(gradients, float))


def shown(found: Pulse | None = None, health: str = "ok") -> NodePreview:
    values = np.full((1, 8, 8), 0.5, np.float32)
    return NodePreview(values, None, (-1.0, 0.5), health, pulse=found)


def heights(sizes) -> list[float]:
    return [each.y() for each in sparkline.curve(np.asarray(sizes, float), BOX).toList()]


def painted(hand):
    return hand.view.grab().toImage()


def point_at(hand, edge: Edge) -> None:
    middle = hand.view._drawing.edges[edge].path.pointAtPercent(0.5)
    # A pointer that is there already would not be seen to come.
    QTest.mouseMove(hand.view.viewport(), QPoint(5, 5))
    QTest.mouseMove(hand.view.viewport(), hand.view.mapFromScene(middle))


def sheet(hand) -> tuple[str, ...]:
    return hand.view._drawing.tensor.words


def test_a_tenfold_size_is_as_much_higher_wherever_it_begins():
    low, middle, high = heights([0.01, 0.1, 1.0])
    assert (low, high) == (pytest.approx(20.0), pytest.approx(0.0))
    assert middle == pytest.approx(10.0)


def test_noise_stays_small_and_in_the_middle():
    found = heights([1.0, 1.1, 0.9, 1.05])
    assert max(found) - min(found) < 2.0
    assert np.mean(found) == pytest.approx(10.0, abs=1.5)


def test_a_line_ends_at_the_right_and_leaves_out_what_is_unknown():
    found = sparkline.curve(np.array([1.0, np.nan, 0.0, np.inf, 2.0]), BOX)
    assert [each.x() for each in found.toList()] == [0.0, 60.0]
    assert sparkline.curve(np.full(3, np.nan), BOX).isEmpty()


def test_a_layer_that_learns_has_two_lines_and_one_that_does_not_has_one():
    sizes = [1.0, 2.0]
    both = sparkline.lines(pulse(sizes, sizes), card.PULSE)
    assert [line.letter for line in both] == ["a", "∇"]
    assert not both[0].box.intersects(both[1].box)
    assert all(card.TALL_CARD.contains(line.box) for line in both)
    (alone,) = sparkline.lines(pulse(sizes, [np.nan, np.nan]), card.PULSE)
    assert alone.box == card.PULSE


def test_sparklines_are_painted_below_the_picture_and_follow_the_run(hand):
    hand.view.show_previews({2: shown()})
    bare = painted(hand)
    hand.view.show_previews({2: shown(pulse([0.1, 0.5, 1.0], [1e-3, 1e-2, 1e-1]))})
    rising = painted(hand)
    hand.view.show_previews({2: shown(pulse([1.0, 0.5, 0.1], [1e-3, 1e-2, 1e-1]))})
    assert painted(hand) != rising != bare
    hand.view.show_previews({2: shown()})
    assert painted(hand) == bare


@pytest.mark.parametrize("zoom", [1.0, 0.3, 0.2])
@pytest.mark.parametrize("dark", [False, True])
def test_every_ill_state_has_a_mark_of_its_own_near_and_far(hand, zoom, dark):
    hand.view.set_theme(dark)
    hand.view._camera.zoom_by(zoom)
    states = ("ok", "dead", "saturated", "vanishing", "exploding")
    words = [badges.health_word(each) for each in states]
    assert len(set(words)) == len(states)
    pictures = []
    for health in states:
        hand.view.show_previews({2: shown(health=health)})
        pictures.append(painted(hand))
    assert all(a != b for place, a in enumerate(pictures) for b in pictures[:place])


def test_a_mark_is_told_also_where_there_is_no_room_for_a_picture(hand):
    drawing = hand.view._drawing
    drawing._cramped = frozenset({2})
    hand.view.show_previews({2: shown()})
    well = painted(hand)
    hand.view.show_previews({2: shown(health="vanishing")})
    assert not drawing.nodes[2].has_preview
    assert painted(hand) != well


def test_sizes_and_states_are_told_in_words(hand):
    item = hand.view._drawing.nodes[2]
    hand.view.show_previews({2: shown(pulse([0.25], [3e-5]), "vanishing")})
    assert "outputs of size 0.25" in item.description
    assert "gradients of size 3e-05" in item.description
    assert "hardly learns" in item.description
    QTest.mouseMove(hand.view.viewport(), hand.view.mapFromScene(item.pos()))
    assert "outputs of size 0.25" in item.toolTip()
    hand.view.show_previews({2: shown(pulse([0.75], [3e-5]))})
    assert "outputs of size 0.75" in item.toolTip()
    hand.view.show_previews(None)
    assert "size" not in item.toolTip()


def test_a_connection_carries_the_shape_where_it_can_be_read(make_hand):
    graph = Graph.sequential(
        layers.Input(shape=(28, 28, 1)), layers.Conv2D(filters=8), layers.Flatten()
    )
    hand = make_hand(graph)
    first, second = (hand.view._drawing.edges[edge] for edge in graph.edges)
    assert (first._label, second._label) == ("28×28×1", "26×26×8")
    near = painted(hand)
    first.set_shape(None)
    assert painted(hand) != near
    first.set_shape((28, 28, 1))
    hand.view._camera.zoom_by(0.6)
    far = painted(hand)
    first.set_shape(None)
    assert painted(hand) == far


@pytest.mark.parametrize("dark", [False, True])
def test_a_steep_line_does_not_strike_its_shape_through(make_hand, dark):
    graph = Graph.sequential(layers.Input(shape=(2,)), layers.Dense(units=6))
    for _ in range(2):
        graph, end = graph.add(layers.Dense(units=1))
        graph = graph.connect(2, end)
    hand = make_hand(graph)
    hand.view.set_theme(dark)
    item = hand.view._drawing.edges[Edge(2, end)]
    item.set_shape((6,))
    painted(hand)
    box = item._label_box
    assert box.contains(item.path.pointAtPercent(0.5))
    item._label = " "
    hand.view.viewport().update()
    image = hand.view.viewport().grab().toImage()
    place = hand.view.mapFromScene(box.center())
    assert image.pixelColor(place) == QColor((theme.DARK if dark else theme.LIGHT).canvas)


def test_a_shape_that_is_too_long_for_its_line_is_left_to_the_sheet(make_hand):
    graph = Graph.sequential(layers.Input(shape=(1024, 1024, 1024)), layers.Flatten())
    hand = make_hand(graph)
    assert hand.view._drawing.edges[Edge(1, 2)]._room_for_label().isEmpty()
    point_at(hand, Edge(1, 2))
    assert sheet(hand) == ("input_1 → flatten_1", "1024 × 1024 × 1024")


def test_the_sheet_of_a_connection_follows_the_run_and_goes_with_the_pointer(hand):
    point_at(hand, Edge(2, 3))
    assert sheet(hand) == ("dense_1 → dense_2", "4")
    hand.view.show_previews({2: shown()})
    assert sheet(hand) == ("dense_1 → dense_2", "4", "from -1 to 0.5")
    assert hand.view._drawing.tensor._preview is hand.view._drawing.previews[2]
    first = painted(hand)
    other = np.linspace(-1.0, 1.0, 64, dtype=np.float32).reshape(1, 8, 8)
    hand.view.show_previews({2: dataclasses.replace(shown(), maps=other)})
    assert painted(hand) != first
    QTest.mouseMove(hand.view.viewport(), QPoint(5, 5))
    assert sheet(hand) == ()


def test_the_sheet_shows_a_histogram_where_there_are_no_maps(hand):
    counts = np.zeros(24, np.int64)
    counts[[2, 20]] = 5
    point_at(hand, Edge(3, 4))
    before = painted(hand)
    hand.view.show_previews({3: NodePreview(None, counts, (-2.0, 2.0))})
    assert sheet(hand)[-1] == "from -2 to 2"
    assert painted(hand) != before


def test_the_sheet_goes_when_the_pointer_leaves_or_the_connection_is_deleted(hand):
    point_at(hand, Edge(2, 3))
    QApplication.sendEvent(hand.view, QEvent(QEvent.Type.Leave))
    assert sheet(hand) == ()
    point_at(hand, Edge(2, 3))
    graph = hand.graph.disconnect([Edge(2, 3)])
    hand.history.do("x", hand.history.project.with_graph(graph))
    assert sheet(hand) == ()
    hand.view._drawing.show_tensor(Edge(2, 3), QPointF())
    assert sheet(hand) == ()


def test_the_sheet_is_no_part_of_the_picture(hand):
    plain = hand.view.picture()
    point_at(hand, Edge(2, 3))
    assert hand.view.picture() == plain
    assert sheet(hand)


def test_labels_can_be_read_on_the_canvas():
    for palette in (theme.LIGHT, theme.DARK):
        assert contrast(palette.muted, palette.canvas) >= 4.5
        assert contrast(palette.text, palette.surface) >= 4.5


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    bright, faint = sorted((_luminance(each) for each in (first, second)), reverse=True)
    return (bright + 0.05) / (faint + 0.05)


def _luminance(colour: str) -> float:
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255.0
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])
