"""Cards that look the same are painted from one picture, and each shows its own state."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from dnngui import theme
from dnngui.canvas.items.node import Mark, NodeItem
from dnngui.canvas.items.stamp import LARGEST, MOST, stamp
from dnngui.canvas.style import Style
from engine.graph import Node
from engine.layers import Dense

BOX = QRectF(-20.0, -10.0, 40.0, 20.0)


@pytest.fixture
def style(qtbot) -> Style:
    return Style.of(theme.LIGHT)


def canvas() -> QImage:
    image = QImage(200, 120, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    return image


def painting(image: QImage, x: float, y: float, zoom: float) -> QPainter:
    painter = QPainter(image)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.translate(x, y)
    painter.scale(zoom, zoom)
    return painter


def difference(one: QImage, other: QImage) -> int:
    """Return by how much two pictures differ at most, of 255."""
    bytes_of = [np.frombuffer(each.constBits(), np.uint8).astype(int) for each in (one, other)]
    return int(np.abs(bytes_of[0] - bytes_of[1]).max())


def disc(painter: QPainter) -> None:
    painter.setPen(QColor("#0877bd"))
    painter.setBrush(QColor("#f59322"))
    painter.drawRoundedRect(BOX.adjusted(2.0, 2.0, -2.0, -2.0), 4.0, 4.0)


@pytest.mark.parametrize("zoom", [1.0, 0.5, 2.0])
def test_a_stamp_shows_just_what_painting_does(zoom):
    painted, stamps = canvas(), {}
    painter = painting(painted, 100.0, 60.0, zoom)
    disc(painter)
    painter.end()
    for _ in range(2):
        stamped = canvas()
        painter = painting(stamped, 100.0, 60.0, zoom)
        stamp(painter, stamps, "disc", BOX, disc)
        assert painter.worldTransform().m11() == zoom
        painter.end()
        assert difference(stamped, painted) <= 2


def test_a_stamp_between_pixels_stays_sharp():
    there, between = canvas(), canvas()
    for image, x in ((there, 100.0), (between, 100.3)):
        painter = painting(image, x, 60.0, 1.0)
        stamp(painter, {}, "disc", BOX, disc)
        painter.end()
    assert between == there


def test_it_is_painted_once_for_each_size_and_large_ones_are_not_kept():
    calls: list[float] = []

    def count(painter: QPainter) -> None:
        calls.append(painter.worldTransform().m11())

    stamps: dict = {}
    image = canvas()
    painter = painting(image, 100.0, 60.0, 1.0)
    for zoom in (1.0, 1.0, 1.2, 1.0):
        painter.resetTransform()
        painter.scale(zoom, zoom)
        stamp(painter, stamps, "each", BOX, count)
    assert calls == [1.0, 1.2]
    kept = len(stamps)
    painter.resetTransform()
    painter.scale(LARGEST / BOX.width(), LARGEST / BOX.height())
    stamp(painter, stamps, "each", BOX, count)
    assert len(stamps) == kept
    for name in range(2 * MOST):
        painter.resetTransform()
        stamp(painter, stamps, name, BOX, count)
    assert len(stamps) <= MOST
    painter.end()


@pytest.mark.parametrize("zoom", [0.3, 0.6, 1.0])
@pytest.mark.parametrize("mark", [each for each in Mark if each is not Mark.AIMED])
def test_a_card_that_is_marked_looks_different_from_one_that_is_not(style, zoom, mark):
    def shown(mark: Mark) -> QImage:
        item = NodeItem(1, style)
        item.set_content(Node(1, "dense_1", Dense()), (8,), 24)
        item.set_mark(mark)
        image = QImage(300, 200, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(QColor(theme.LIGHT.canvas))
        painter = painting(image, 150.0, 100.0, zoom)
        item.paint(painter, QStyleOptionGraphicsItem(), None)
        painter.end()
        return image

    plain = shown(Mark.NONE)
    assert shown(mark) != plain
    assert shown(Mark.NONE) == plain
