"""What a person sees: content, problems, previews, appearance, the picture."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QFontMetricsF, QImage

from dnngui import layerwords, theme
from dnngui.canvas.items import card, preview
from dnngui.canvas.style import Style
from dnngui.training.frames import NodePreview
from engine import layers
from engine.graph import Edge, Graph
from engine.inference import infer


def words(hand, node: int) -> list[str]:
    """Return the texts on a card, which is laid out when it is painted."""
    painted(hand)
    return [word.text.text() for word in hand.view._drawing.nodes[node]._words]


def painted(hand) -> QImage:
    return hand.view.grab().toImage()


def colours(image: QImage) -> set[str]:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), np.uint32) & 0xFFFFFF
    return {f"#{pixel:06x}" for pixel in np.unique(pixels)}


def maps(*levels: float) -> NodePreview:
    values = np.stack([np.full((10, 10), level, np.float32) for level in levels])
    return NodePreview(maps=values, histogram=None, limits=(-1.0, 1.0))


@pytest.fixture
def english():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(before)


def test_a_card_names_kind_layer_values_shape_and_parameters(hand):
    assert words(hand, 2) == ["Dense", "dense_1", "4 · tanh", "→ 4", "12 parameters"]
    assert words(hand, 1) == ["Input", "input_1", "", "→ 2", ""]


@pytest.mark.usefixtures("qapp", "english")
def test_every_title_of_the_catalogue_fits_on_its_card():
    style = Style.of(theme.LIGHT)
    for kind in layers.CATALOGUE:
        graph, node = Graph().add(kind())
        title, *_ = card.words(graph[node], None, None, style)
        assert title.text.text() == kind.title
        width = QFontMetricsF(title.font).horizontalAdvance(kind.title)
        assert title.at.x() + width <= card.RIGHT - 8.0


def test_large_numbers_are_grouped_and_the_word_gives_way_before_the_number(make_hand, english):
    graph = Graph.sequential(
        layers.Input(shape=(28, 28, 64)), layers.Flatten(), layers.Dense(units=4096)
    )
    hand = make_hand(graph)
    assert words(hand, 1)[3] == "→ 28 × 28 × 64"
    assert words(hand, 3)[4] in ("205,524,992 parameters", "205,524,992")


def test_a_shape_that_cannot_be_known_is_a_question_mark(make_hand):
    hand = make_hand(Graph().add(layers.Dense())[0])
    assert words(hand, 1)[3:] == ["→ ?", ""]


def test_an_edit_of_one_layer_changes_the_shapes_behind_it(hand):
    graph = hand.graph.replace(2, layers.Dense(units=9, activation="relu"))
    hand.history.do("x", hand.history.project.with_graph(graph))
    assert words(hand, 2)[2:] == ["9 · relu", "→ 9", "27 parameters"]
    assert words(hand, 3)[4] == "20 parameters"


PAIR = Graph.sequential(layers.Input(), layers.Dense(), layers.Dropout())


@pytest.mark.parametrize("declaration", layers.CATALOGUE, ids=lambda each: each.kind())
def test_every_layer_of_the_catalogue_can_be_shown_near_and_far(make_hand, declaration):
    hand = make_hand(Graph().add(declaration())[0])
    near = painted(hand)
    hand.view._camera.zoom_by(0.3)
    assert painted(hand) != near


@pytest.mark.parametrize(
    ("layer", "text"),
    [
        (layers.Dense(units=1234, activation="hard_sigmoid"), "1,234 · hard sigmoid"),
        (layers.Dropout(rate=0.25), "rate 0.25"),
        (layers.Reshape(target=(4, -1)), "4 × ?"),
        (layers.Concatenate(axis=1), "axis 1"),
        (layers.Add(), ""),
        (layers.Conv2D(filters=16, activation="relu"), "16 · 3 × 3 · relu"),
        (
            layers.Conv2D(filters=16, activation="relu", stride=(2, 1), padding="same", groups=4),
            "16 · 3 × 3 · relu · stride 2 × 1 · same · groups 4",
        ),
        (layers.Conv1D(), "8 · kernel size 3 · linear"),
        (layers.MaxPool2D(), "2 × 2"),
        (layers.BatchNorm(), ""),
        (layers.Group.offered(), "1 layer"),
        (layers.Group.of(PAIR, repeat=3), "2 layers · × 3"),
        (layers.GroupNorm(groups=2, epsilon=1e-3), "groups 2 · epsilon 0.001"),
    ],
)
def test_hyperparameters_in_a_few_words(english, layer, text):
    assert layerwords.hyperparameters(layer) == text


def test_only_what_differs_is_touched(hand):
    drawing = hand.view._drawing
    items = dict(drawing.nodes)
    texts = {node: item._words for node, item in items.items()}
    paths = {edge: item.path for edge, item in drawing.edges.items()}
    graph = hand.graph.replace(4, layers.Dense(units=1, activation="tanh"))
    hand.history.do("x", hand.history.project.with_graph(graph))
    assert drawing.nodes == items
    assert [node for node in items if items[node]._words is not texts[node]] == [4]
    assert all(drawing.edges[edge].path is path for edge, path in paths.items())


def test_nothing_is_painted_when_nothing_changes(hand, qtbot):
    from PySide6.QtWidgets import QApplication

    paints = []
    painted(hand)
    QApplication.processEvents()
    original = type(hand.view._drawing.nodes[1]).paint

    def counting(item, *arguments):
        paints.append(item)
        original(item, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(hand.view._drawing.nodes[1]), "paint", counting)
        hand.view.synchronize(hand.history.project)
        hand.view.show_problems([])
        hand.view.show_previews(None)
        hand.view.select([])
        qtbot.wait(50)
    assert paints == []


def test_problems_are_marked_on_their_layer_and_told_in_its_tool_tip(hand):
    graph = hand.graph.disconnect([Edge(1, 2)])
    hand.history.do("x", hand.history.project.with_graph(graph))
    hand.view.select([])
    before = painted(hand)
    hand.view.show_problems(infer(graph).problems)
    item = hand.view._drawing.nodes[2]
    assert item.toolTip().endswith("dense_1 has no input. Connect a layer to it.")
    assert "dense_1 has no input" in item.description
    assert theme.LIGHT.error not in colours(before)
    assert colours(painted(hand)) & {theme.LIGHT.error, theme.LIGHT.warning}
    hand.view.show_problems([])
    assert painted(hand) == before


def test_a_preview_appears_below_the_card_and_goes_again(hand):
    before = painted(hand)
    ports = hand.view._drawing.edges[Edge(1, 2)].path
    hand.view.show_previews({2: maps(-1.0, 1.0)})
    shown = colours(painted(hand))
    assert {theme.LIGHT.negative, theme.LIGHT.positive} <= shown
    assert hand.view._drawing.edges[Edge(1, 2)].path == ports
    hand.view.show_previews(None)
    assert painted(hand) == before


def test_a_card_shows_no_preview_where_it_would_cover_another(hand):
    hand.view.show_previews(dict.fromkeys(hand.graph.by_id, maps(0.5)))
    project = hand.history.project
    place = hand.view._drawing.places[2]
    beside = msgspec.structs.replace(place, y=place.y + 120.0)
    positions = project.positions | {1: place, 2: beside}
    hand.history.do("Move", msgspec.structs.replace(project, positions=positions))
    shown = {node: item.has_preview for node, item in hand.view._drawing.nodes.items()}
    assert [node for node, has in shown.items() if not has] == [1]
    hand.history.stack.undo()
    assert all(item.has_preview for item in hand.view._drawing.nodes.values())


def test_new_previews_touch_only_the_layers_whose_preview_is_another(hand, monkeypatch):
    first = {2: maps(0.5), 3: maps(0.1)}
    hand.view.show_previews(first)
    painted(hand)
    pictures = {node: hand.view._drawing.nodes[node]._image for node in (2, 3)}
    hand.view.show_previews({2: maps(-0.5), 3: first[3]})
    painted(hand)
    assert hand.view._drawing.nodes[3]._image is pictures[3]
    assert hand.view._drawing.nodes[2]._image is not pictures[2]


@pytest.mark.parametrize("health", ["dead", "saturated", "exploding"])
def test_health_is_told_by_a_mark_that_the_healthy_do_not_have(hand, health):
    well = maps(0.0)
    hand.view.show_previews({2: well})
    before = painted(hand)
    ill = NodePreview(maps=well.maps, histogram=None, limits=well.limits, health=health)
    hand.view.show_previews({2: ill})
    assert painted(hand) != before


def test_a_map_has_its_highest_row_at_the_top():
    values = np.zeros((1, 2, 2), np.float32)
    values[0, 1] = 1.0
    image = preview.mosaic(values, 0.0, 1.0, 1, theme.LIGHT)
    assert image.pixelColor(0, 0).name() == theme.LIGHT.positive
    assert image.pixelColor(0, 1).name() == theme.LIGHT.neutral


def test_maps_stand_in_the_order_of_their_neurons():
    values = np.stack([np.full((3, 3), level, np.float32) for level in (-1.0, 0.0, 1.0)])
    image = preview.mosaic(values, 0.0, 1.0, 2, theme.LIGHT)
    found = [image.pixelColor(x, y).name() for x, y in ((1, 1), (4, 1), (1, 4))]
    assert found == [theme.LIGHT.negative, theme.LIGHT.neutral, theme.LIGHT.positive]
    assert image.pixelColor(4, 4).alpha() == 0


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_values_that_are_not_finite_are_painted_without_a_warning(value):
    image = preview.mosaic(np.full((1, 4, 4), value, np.float32), 0.0, 1.0, 1, theme.LIGHT)
    assert image.pixelColor(2, 2).alpha() == 255


def test_shares_are_neutral_at_one_half_and_signed_values_at_zero():
    assert preview.scale(maps(0.0), "sigmoid") == (0.5, 0.5)
    assert preview.scale(maps(0.0), "tanh") == (0.0, 1.0)
    endless = NodePreview(maps=None, histogram=None, limits=(-np.inf, np.inf))
    assert preview.scale(endless, "relu") == (0.0, 1.0)


@pytest.mark.parametrize("count", [1, 2, 3, 8, 10, 64])
def test_tiles_hold_all_maps_within_the_area(count):
    tiles = preview.tiling(count, 126.0, 68.0)
    assert tiles.columns * tiles.rows >= count
    assert tiles.columns * tiles.side - preview.GAP <= 126.0 + 1e-9
    assert tiles.rows * tiles.side - preview.GAP <= 68.0 + 1e-9


def test_a_histogram_is_orange_below_zero_and_blue_above(hand):
    counts = np.zeros(24, np.int64)
    counts[[2, 20]] = 5
    shown = NodePreview(maps=None, histogram=counts, limits=(-1.0, 1.0))
    hand.view.show_previews({3: shown})
    assert {theme.LIGHT.negative, theme.LIGHT.positive} <= colours(painted(hand))


@pytest.mark.parametrize("limits", [(0.0, 0.0), (-np.inf, np.inf), (np.nan, np.nan)])
def test_a_histogram_with_useless_limits_is_painted_without_a_warning(hand, limits):
    counts = np.ones(24, np.int64)
    hand.view.show_previews({3: NodePreview(maps=None, histogram=counts, limits=limits)})
    painted(hand)


def test_light_and_dark(hand):
    hand.view.set_theme(True)
    assert painted(hand).pixelColor(3, 3) in (QColor(theme.DARK.canvas), QColor(theme.DARK.grid))
    dark = colours(painted(hand))
    assert theme.DARK.surface in dark
    assert theme.LIGHT.surface not in dark
    hand.view.set_theme(False)
    assert theme.DARK.surface not in colours(painted(hand))


def test_the_picture_shows_the_whole_drawing_without_the_selection(hand):
    plain = hand.view.picture()
    hand.view.select_all()
    hand.view.zoom_in()
    hand.view._drawing.hover(2)
    assert hand.view.picture() == plain
    content = hand.view._drawing.content_rect()
    assert plain.width() >= content.width()
    assert plain.height() >= content.height()
    assert hand.view.picture(0.5).width() == pytest.approx(plain.width() / 2.0, abs=1.0)
    assert hand.view.selected() == {1, 2, 3, 4}


def test_an_empty_drawing_has_a_picture_too(make_hand):
    picture = make_hand().view.picture()
    assert not picture.isNull()
    assert theme.LIGHT.text not in colours(picture)
