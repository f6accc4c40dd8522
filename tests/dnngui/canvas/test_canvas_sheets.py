"""The drawing as lines and words: SVG and PDF."""

from __future__ import annotations

import re
import zlib
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from dnngui import theme
from dnngui.canvas.drawing import Drawing
from dnngui.canvas.picture import framed, picture
from dnngui.canvas.sheets import pdf, svg
from dnngui.canvas.style import Style
from dnngui.document.project import Project
from dnngui.vectors import flattened
from engine import layers
from engine.graph import Graph

SVG = "{http://www.w3.org/2000/svg}"


def drawn(graph: Graph, palette: theme.Palette = theme.LIGHT) -> Drawing:
    drawing = Drawing(Style.of(palette))
    drawing.synchronize(Project(graph=graph))
    return drawing


def mended(drawing: Drawing) -> bytes:
    size = framed(drawing).size().toSize()
    return flattened(svg(drawing, "Title"), size.width(), size.height())


def contents(document: bytes) -> list[bytes]:
    """Return the streams of a PDF, inflated where they are packed."""
    found = []
    for each in re.findall(rb"stream\r?\n(.*?)endstream", document, re.DOTALL):
        try:
            found.append(zlib.decompress(each))
        except zlib.error:
            found.append(each)
    return found


def words(document: bytes) -> int:
    """Return how many texts a PDF sets in a font."""
    return sum(len(re.findall(rb"\bBT\b", each)) for each in contents(document))


def test_an_svg_holds_all_of_the_drawing_its_words_as_text_and_its_signs_as_lines(qapp, chain):
    drawing = drawn(chain)
    found = ElementTree.fromstring(mended(drawing))
    place = framed(drawing)
    assert found.get("viewBox") == f"0 0 {place.width():.0f} {place.height():.0f}"
    assert place.contains(drawing.content_rect())
    assert found.findtext(f"{SVG}title") == "Title"
    texts = [each.text for each in found.iter(f"{SVG}text")]
    assert {"Input", "dense_1", "4 · tanh", "→ 2", "12 parameters"} <= set(texts)
    assert not list(found.iter(f"{SVG}image"))


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_an_svg_looks_like_the_picture_in_light_and_dark(qapp, chain, palette):
    drawing = drawn(chain, palette)
    expected = picture(drawing, 1.0)
    shown = QImage(expected.size(), expected.format())
    shown.fill(0)
    painter = QPainter(shown)
    QSvgRenderer(QByteArray(mended(drawing))).render(painter, QRectF(shown.rect()))
    painter.end()
    assert shown.pixelColor(2, 2).name() == palette.canvas
    same = sum(
        abs(shown.pixelColor(x, y).lightness() - expected.pixelColor(x, y).lightness()) < 24
        for x in range(0, shown.width(), 3)
        for y in range(0, shown.height(), 3)
    )
    assert same > 0.97 * (shown.width() // 3) * (shown.height() // 3)


def test_what_is_selected_or_pointed_at_is_not_in_it(qapp, chain):
    drawing = drawn(chain)
    bare = svg(drawing, "")
    drawing.choose([2], [chain.edges[0]])
    drawing.hover(3)
    assert svg(drawing, "") == bare
    assert drawing.chosen == {2}
    assert drawing.handles.isVisible()


def test_a_pdf_is_one_page_of_the_drawings_size_with_words_that_can_be_searched(qapp, chain):
    drawing = drawn(chain)
    document = pdf(drawing, "Title")
    ((width, height),) = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", document)
    # A unit of the drawing is a pixel of 1/96 inch, a point 1/72.
    assert float(width) == pytest.approx(framed(drawing).width() * 0.75, abs=1.0)
    assert float(height) == pytest.approx(framed(drawing).height() * 0.75, abs=1.0)
    maps = b"".join(each for each in contents(document) if b"begincmap" in each)
    letters = {int(each, 16) for each in re.findall(rb"<([0-9A-Fa-f]{4})>", maps)}
    assert set(map(ord, "Densetah→")) <= letters
    assert words(document) >= 4 * len(drawing.nodes)
    assert b"/Subtype /Image" not in document


def test_a_drawing_larger_than_a_page_can_be_keeps_its_words(qapp):
    dense = [layers.Dense(units=2) for _ in range(120)]
    drawing = drawn(Graph.sequential(layers.Input(shape=(2,)), *dense))
    document = pdf(drawing, "")
    (width,) = re.findall(rb"/MediaBox \[0 0 ([\d.]+)", document)
    assert framed(drawing).width() * 0.75 > 14400.0
    assert float(width) == pytest.approx(14400.0, abs=1.0)
    assert words(document) >= 4 * len(drawing.nodes)
