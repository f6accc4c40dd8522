"""Icons: there for every layer, in the colours of the appearance, sharp."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from dnngui import icons, theme
from engine.layers import CATALOGUE


@pytest.fixture(autouse=True)
def light_again(qapp):
    yield
    theme.apply(qapp, False)


def colours_of(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    image = icon.pixmap(QSize(24, 24), 1.0, mode).toImage()
    pixels = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


@pytest.mark.parametrize("layer", CATALOGUE, ids=lambda layer: layer.kind())
def test_every_layer_of_the_first_catalogue_has_its_own_icon(layer):
    assert (icons.FOLDER / f"{layer.kind()}.svg").exists()


@pytest.mark.parametrize("dark", [False, True])
def test_an_icon_follows_the_appearance_without_being_made_again(qapp, dark):
    icon = icons.icon("run")
    colours = theme.apply(qapp, dark)
    assert colours.text in colours_of(icon)


def test_an_icon_can_have_the_colour_of_an_error(qapp):
    theme.apply(qapp, False)
    assert theme.LIGHT.error in colours_of(icons.icon("run", "error"))


def test_a_disabled_icon_is_faded(qapp):
    assert not colours_of(icons.icon("run"), QIcon.Mode.Disabled)


def test_an_unknown_icon_falls_back_on_a_plain_layer(qapp):
    unknown = icons.icon("from_the_future").pixmap(24, 24).toImage()
    assert unknown == icons.icon("layer").pixmap(24, 24).toImage()


def test_a_picture_for_a_fine_screen_has_its_pixels(qapp):
    picture = icons.pixmap("warning", "#123456", 16, 2.0)
    assert (picture.width(), picture.devicePixelRatio()) == (32, 2.0)
    assert icons.pixmap("warning", "#123456", 16).width() == 16


def test_icons_outlive_their_first_owner(qapp):
    copy = QIcon(icons.icon("pause"))
    copy.setIsMask(True)
    gc.collect()
    assert not copy.pixmap(24, 24).isNull()
