"""The drawing exported from the window."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

from dnngui.canvas.picture import framed

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def said(window):
    """The sentences that an export says."""
    found = []
    window.drawing_exporter.done.connect(found.append)
    window.drawing_exporter.failed.connect(found.append)
    return found


@pytest.mark.parametrize(
    ("name", "start"),
    [("net.svg", b"<?xml"), ("net.PDF", b"%PDF-"), ("net.png", b"\x89PNG")],
)
def test_the_ending_of_the_file_is_the_format(window, said, answers, qtbot, tmp_path, name, start):
    answers["file"] = str(tmp_path / name)
    window.actions_by_name["export_drawing"].trigger()
    qtbot.waitUntil(lambda: bool(said))
    assert said[0].startswith(f"{name}: ")
    assert (tmp_path / name).read_bytes().startswith(start)
    assert [each.name for each in tmp_path.glob("net*")] == [name]


def test_a_name_without_an_ending_becomes_the_kind_that_is_chosen(
    window, said, answers, qtbot, tmp_path
):
    answers["file"] = str(tmp_path / "net")
    window.actions_by_name["export_drawing"].trigger()
    qtbot.waitUntil(lambda: bool(said))
    assert (tmp_path / "net.svg").exists()


def test_a_png_has_two_pixels_a_unit_in_the_colours_of_the_window(window, said, qtbot, tmp_path):
    window.apply_appearance("dark")
    size = framed(window.canvas.drawing).size().toSize()
    window.drawing_exporter.export(tmp_path / "net.png")
    qtbot.waitUntil(lambda: bool(said))
    found = QImage(str(tmp_path / "net.png"))
    assert found.size() == size * 2
    assert found.pixelColor(4, 4).name() == "#16191d"


def test_of_an_opened_group_its_own_drawing_is_exported(window, hand, said, qtbot, tmp_path):
    window.canvas.select([2])
    window.canvas.group_selection()
    window.open_group()
    window.drawing_exporter.export(tmp_path / "group.svg")
    qtbot.waitUntil(lambda: bool(said))
    found = ElementTree.fromstring((tmp_path / "group.svg").read_bytes())
    names = {each.text for each in found.iter(f"{SVG}text")}
    assert names >= {node.name for node in window.scope.project.graph.nodes}
    assert window.history.project.graph[window.scope.path[0]].name not in names


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("net.jpg", "exported as .svg, .pdf or .png"),
        ("gone/net.svg", "does not exist. Choose another"),
    ],
)
def test_what_cannot_be_written_is_said(window, said, qtbot, tmp_path, name, sentence):
    window.drawing_exporter.export(tmp_path / name)
    qtbot.waitUntil(lambda: bool(said))
    assert sentence in said[0]
    assert not (tmp_path / name).exists()


def test_an_empty_drawing_is_not_exported(window, said, qtbot, tmp_path):
    window.start_empty()
    window.drawing_exporter.export(tmp_path / "net.svg")
    assert said == ["There is nothing to export yet. Draw a layer first."]
    assert not list(tmp_path.glob("net*"))
