"""The menu of layers that fit, where a link is dropped and where A is pressed."""

from __future__ import annotations

import pytest
from driving import press
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QCursor, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dnngui.app import language
from dnngui.document.project import Project
from engine import layers
from engine.graph import Graph
from engine.layers import CATALOGUE

PICTURES = Graph.sequential(
    layers.Input(shape=(8, 8)),
    layers.Reshape(target=(8, 8, 1)),
    layers.Conv2D(filters=4),
    layers.MaxPool2D(),
    layers.Flatten(),
    layers.Dense(units=10),
)
GROUPED = Graph.sequential(layers.Input(), layers.Group.offered(), layers.Dense())


@pytest.fixture
def opened(window, monkeypatch):
    """The window with a network for pictures; the pointer is not on its drawing."""
    monkeypatch.setattr(QCursor, "pos", lambda: QPoint(-10_000, -10_000))
    window.start(Project(graph=PICTURES))
    window.canvas.setFocus()
    return window


@pytest.fixture
def finder(opened):
    return opened.finder


def named(window, kind):
    """Return the id of the first layer of a kind."""
    nodes = window.history.project.graph.nodes
    return next(node.id for node in nodes if node.layer.kind() == kind)


def drop_link(hand, node):
    """Drop a connection from a layer's output on nothing, and return where."""
    place = hand.place(node)
    point = hand.spot(place.x + 150.0, place.y + 150.0)
    hand.drag(hand.out_port(node), point)
    return point


def rows(finder):
    return [finder.list.item(row).text() for row in range(finder.list.count())]


def type_in(finder, text):
    """Type letters, and let an input method bring those that no keyboard has."""
    if text.isascii():
        QTest.keyClicks(finder.field, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(finder.field, event)


def take(finder):
    QTest.keyClick(finder.field, Qt.Key.Key_Return)


def mark(finder, text):
    """Go down to a row by the keyboard."""
    for _ in range(rows(finder).index(text) - finder.list.currentRow()):
        QTest.keyClick(finder.field, Qt.Key.Key_Down)
    assert finder.list.currentItem().text() == text


def test_a_link_dropped_on_nothing_opens_the_menu_at_the_pointer(opened, hand, finder):
    point = drop_link(hand, named(opened, "max_pool2d"))
    assert finder.isVisible()
    assert finder.field.hasFocus()
    corner = opened.canvas.viewport().mapTo(opened, point)
    assert (finder.pos() - corner).manhattanLength() < 30
    assert opened.rect().contains(finder.geometry())
    assert len(rows(finder)) == len(CATALOGUE)
    assert rows(finder)[0] == "Dense"


def test_what_is_typed_and_taken_by_enter_stands_there_connected(opened, hand, finder, qtbot):
    source = named(opened, "max_pool2d")
    known = opened.history.project.graph.by_id.keys()
    drop_link(hand, source)
    type_in(finder, "glob")
    assert rows(finder)[0] == "GlobalAveragePool"
    take(finder)
    assert not finder.isVisible()
    qtbot.waitUntil(lambda: len(opened.history.project.graph.nodes) == len(known) + 1)
    graph = opened.history.project.graph
    (added,) = graph.by_id.keys() - known
    assert graph[added].layer.kind() == "global_average_pool"
    assert graph.sources(added) == (source,)
    assert opened.canvas.selected() == {added}
    assert opened.canvas.hasFocus()
    assert not opened.canvas.drawing.wire.isVisible()


def test_a_row_is_taken_by_a_click(opened, hand, finder, qtbot):
    before = len(opened.history.project.graph.nodes)
    drop_link(hand, named(opened, "flatten"))
    type_in(finder, "batch")
    at = finder.list.visualItemRect(finder.list.item(0)).center()
    QTest.mouseClick(finder.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: len(opened.history.project.graph.nodes) == before + 1)
    assert opened.history.project.graph.nodes[-1].layer.kind() == "batch_norm"


def test_what_fits_tells_its_shape_and_what_does_not_comes_last_with_the_reason(
    opened, hand, finder
):
    drop_link(hand, named(opened, "reshape"))
    entries = [finder.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(44)]
    by_name = {entry.text: entry for entry in entries}
    assert by_name["Flatten"].where == "→ 64"
    assert by_name["Add"].where == "needs another input"
    assert by_name["LSTM"].refused
    refused = [entry.refused for entry in entries]
    assert refused == sorted(refused)
    mark(finder, "RBM")
    assert finder.told.text() == "RBM needs one dimension per sample. Insert a Flatten before it."
    role = Qt.ItemDataRole.AccessibleTextRole
    assert finder.told.text() in finder.list.currentItem().data(role)


def test_what_does_not_fit_cannot_be_taken(opened, hand, finder):
    before = opened.history.project
    drop_link(hand, named(opened, "reshape"))
    type_in(finder, "lstm")
    assert rows(finder) == ["LSTM"]
    take(finder)
    QTest.qWait(20)
    assert finder.isVisible()
    assert opened.history.project is before


def test_chinese_and_other_names_find_a_layer_as_well(opened, hand, finder):
    drop_link(hand, named(opened, "reshape"))
    for text in ("二维卷积", "卷积 图像", "convolutional", "cnn image"):
        finder.field.clear()
        type_in(finder, text)
        assert rows(finder)[0] == "Conv2D"


def test_in_a_chinese_window_english_names_find_a_layer_as_well(make_window, qapp, qtbot):
    font = qapp.font()
    translators = language.install(qapp, "zh_CN")
    try:
        window = make_window()
        qtbot.waitUntil(lambda: window.session.state == "idle", timeout=10_000)
        window.canvas.setFocus()
        window.canvas.select([window.history.project.graph.nodes[1].id])
        QTest.keyClick(window.canvas, Qt.Key.Key_A)
        for text in ("dense", "全连接", "Fully Connected"):
            window.finder.field.clear()
            type_in(window.finder, text)
            assert rows(window.finder)[0] == "全连接层"
    finally:
        for each in translators:
            qapp.removeTranslator(each)
        qapp.setFont(font)


def test_escape_leaves_the_drawing_as_it_was(opened, hand, finder):
    before = opened.history.project
    drop_link(hand, named(opened, "reshape"))
    assert opened.canvas.drawing.wire.isVisible()
    QTest.keyClick(finder.field, Qt.Key.Key_Escape)
    assert not finder.isVisible()
    assert not opened.canvas.drawing.wire.isVisible()
    assert opened.history.project is before
    assert opened.canvas.hasFocus()


def test_a_press_elsewhere_leaves_too(opened, hand, finder):
    drop_link(hand, named(opened, "reshape"))
    hand.click(QPoint(10, 10))
    assert not finder.isVisible()
    assert not opened.canvas.drawing.wire.isVisible()


def test_the_menu_is_gone_with_the_drawing_that_it_was_about(opened, hand, finder):
    drop_link(hand, named(opened, "reshape"))
    opened.history.stack.undo()
    opened.start(Project(graph=GROUPED))
    assert not finder.isVisible()


def test_a_builds_a_network_layer_by_layer(opened, finder, qtbot):
    """By keys alone: each new layer stands behind the one before."""
    press(opened, "new_project")
    canvas = opened.canvas
    for count, text in enumerate(("input", "dense", "dropout", "dense"), start=1):
        QTest.keyClick(canvas, Qt.Key.Key_A)
        assert finder.isVisible()
        type_in(finder, text)
        take(finder)
        qtbot.waitUntil(lambda wanted=count: len(canvas.project.graph.nodes) == wanted)
        assert canvas.hasFocus()
    graph = canvas.project.graph
    assert [graph[node].name for node in graph.order] == [
        "input_1",
        "dense_1",
        "dropout_1",
        "dense_2",
    ]
    assert len(graph.edges) == 3


def test_with_a_connection_selected_a_inserts_on_it(opened, hand, finder, qtbot):
    graph = opened.history.project.graph
    flatten = named(opened, "flatten")
    (before,) = graph.sources(flatten)
    hand.click(hand.on_edge(before, flatten))
    QTest.keyClick(opened.canvas, Qt.Key.Key_A)
    type_in(finder, "batch")
    take(finder)
    qtbot.waitUntil(lambda: len(opened.history.project.graph.nodes) == len(graph.nodes) + 1)
    graph = opened.history.project.graph
    (added,) = graph.sources(flatten)
    assert graph[added].layer.kind() == "batch_norm"
    assert graph.sources(added) == (before,)


def test_on_a_connection_what_follows_has_to_fit(opened, hand, finder):
    graph = opened.history.project.graph
    convolution = named(opened, "conv2d")
    (before,) = graph.sources(convolution)
    hand.click(hand.on_edge(before, convolution))
    QTest.keyClick(opened.canvas, Qt.Key.Key_A)
    type_in(finder, "flatten")
    assert finder.told.text().startswith("conv2d_1 would not fit behind it")
    take(finder)
    assert opened.history.project.graph is graph


def test_in_a_group_the_layers_that_fit_there_are_offered(opened, finder, qtbot):
    opened.start(Project(graph=GROUPED))
    group = named(opened, "group")
    opened.scope.enter(group)
    inner = opened.canvas.project.graph
    before = len(inner.nodes)
    opened.canvas.select([inner.nodes[0].id])
    opened.canvas.setFocus()
    QTest.keyClick(opened.canvas, Qt.Key.Key_A)
    type_in(finder, "activ")
    take(finder)
    qtbot.waitUntil(lambda: len(opened.canvas.project.graph.nodes) == before + 1)
    assert opened.scope.path == (group,)


def test_a_is_typed_into_fields_as_a_letter(opened, finder):
    search = opened.docks.palette.search
    search.setFocus()
    QTest.keyClicks(search, "a")
    assert search.text() == "a"
    assert not finder.isVisible()


def test_near_the_border_the_menu_stays_within_the_window(opened, hand, finder):
    canvas = opened.canvas
    corner = canvas.viewport().rect().bottomRight() - QPoint(5, 5)
    last = opened.history.project.graph.order[-1]
    hand.drag(hand.out_port(last), corner)
    assert finder.isVisible()
    assert QRect(QPoint(0, 0), opened.size()).contains(finder.geometry())


def test_the_command_palette_and_the_menu_offer_it(opened, finder, qtbot):
    press(opened, "find_anything")
    type_in(finder, "choose a layer")
    assert rows(finder)[0] == "Choose a layer to add"
    take(finder)
    qtbot.waitUntil(lambda: finder.field.placeholderText() == "Choose a layer that fits here")
    assert finder.isVisible()
    finder.hide()
