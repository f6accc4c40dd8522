"""Panels saved as drawings look as they do on the screen."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import numpy as np
import pandas
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from dnngui.app import extras
from dnngui.plots import picture
from dnngui.plots.loss import LossPanel
from engine.data.load import load
from engine.data.settings import Builtin, DataSettings, Generated

SVG = "{http://www.w3.org/2000/svg}"


def colours(image: QImage) -> np.ndarray:
    flat = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.array(flat.constBits(), np.int16)
    return pixels.reshape(image.height(), image.width(), 4)[..., :3]


def drawn(path, size) -> QImage:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    QSvgRenderer(str(path)).render(painter)
    painter.end()
    return image


def circles(path) -> list[tuple[float, float]]:
    found = ElementTree.fromstring(path.read_bytes()).iter(f"{SVG}circle")
    return [(float(each.get("cx")), float(each.get("cy"))) for each in found]


def test_rings_beyond_the_axes_are_left_out_of_what_is_saved(shown, curves_frame, tmp_path) -> None:
    panel, path = shown(LossPanel()), tmp_path / "loss.svg"
    panel.show_frame(curves_frame([], [1.0] * 8, [1.0] * 8))
    picture.save(panel, path)
    within = len(circles(path))
    panel.chart.follow((0.0, 7.0), (2.0, 3.0), at_once=True)
    picture.save(panel, path)
    assert within - len(circles(path)) >= 7


@pytest.mark.parametrize("source", [Generated(name="circle"), Builtin(name="iris")])
def test_the_points_of_a_saved_boundary_are_those_that_are_seen(
    boundary_panel, boundary_frame, tmp_path, source
) -> None:
    panel, path = boundary_panel, tmp_path / "boundary.svg"
    dataset = load(DataSettings(source=source))
    panel.show_dataset(dataset)
    count = len(dataset.classes)
    planes = lambda x, y: [0.0 * x + place / count for place in range(count)]  # noqa: E731
    panel.show_frame(boundary_frame(panel.needs().boundary, planes))
    before = panel.grab().toImage()
    picture.save(panel, path)
    seen, saved = colours(before), colours(drawn(path, panel.size()))
    other = np.abs(seen - saved).max(axis=-1) > 80
    assert other.mean() < 0.02
    assert np.array_equal(colours(panel.grab().toImage()), seen)


def test_the_points_of_a_saved_boundary_are_lines_that_stay_sharp(
    boundary_panel, two_classes, boundary_frame, tmp_path
) -> None:
    panel, path = boundary_panel, tmp_path / "boundary.svg"
    panel.show_dataset(two_classes)
    panel.show_frame(boundary_frame(panel.needs().boundary, lambda x, y: (0.0 * x,)))
    picture.save(panel, path)
    top = panel.chart.mapTo(panel, panel.chart.place(0.0, 5.5)).y()
    pictures = ElementTree.fromstring(path.read_bytes()).iter(f"{SVG}image")
    beneath = [each for each in pictures if top < float(each.get("y")) < panel.height() - 40]
    assert not beneath


@pytest.mark.parametrize("name", extras.titles())
def test_a_panel_with_nothing_to_show_saves_a_table_without_rows(shown, name) -> None:
    table = pandas.read_csv(io.StringIO(shown(extras.build(name)).csv()))
    assert len(table) == 0
    assert len(table.columns) > 0
