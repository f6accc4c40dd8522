"""Reconstructions as a person sees them."""

from __future__ import annotations

import numpy as np
import pytest

from dnngui import theme
from dnngui.plots.reconstructions import ReconstructionsPanel
from dnngui.training.frames import Frame, Needs
from dnngui.training.reconstructions import Reconstructed, Reconstructions
from engine.data.dataset import Dataset

COUNT = 6


def dataset(shape):
    x = np.zeros((COUNT, *shape))
    return Dataset.from_arrays(x, x.reshape(COUNT, -1))


def made(width, noise=True):
    """Return black originals, grey noise and white reconstructions."""
    ones = np.ones((COUNT, width), np.float32)
    disturbed = 0.5 * ones if noise else None
    errors = np.linspace(0.01, 0.06, COUNT)
    return Reconstructed(True, ones, disturbed, 0.0 * ones, errors)


@pytest.fixture
def panel(shown):
    return shown(ReconstructionsPanel())


def show(panel, shape, view):
    panel.show_dataset(dataset(shape))
    (request,) = panel.needs().views
    panel.show_frame(Frame(1, 1, 1, None, views={request: view}))


def grey(panel, band, sample):
    picture = panel.gallery.grab().toImage()
    at = panel.gallery.place(band, sample).center().toPoint() * picture.devicePixelRatio()
    return picture.pixelColor(at).lightness()


@pytest.mark.parametrize("dark", [False, True])
def test_pictures_stand_beneath_each_other_with_more_ink_for_more(panel, dark):
    panel.set_theme(dark)
    show(panel, (8, 8), made(64))
    sides = [grey(panel, band, COUNT - 1) for band in range(3)]
    assert sides == sorted(sides, reverse=dark)
    assert abs(sides[2] - sides[0]) > 150


def test_the_errors_are_told(panel):
    show(panel, (8, 8), made(64))
    assert panel.note.text() == "Test samples, mean squared error 0.0350"
    assert panel.gallery._captions[0] == "0.010"
    assert panel.accessibleDescription() == panel.note.text()


def test_without_noise_there_are_two_rows(panel):
    show(panel, (8, 8), made(64, noise=False))
    assert [band.name for band in panel.gallery._bands] == ["Original", "Given back"]


def test_what_is_no_picture_is_a_line(panel):
    theme.current()
    view = made(12)
    view.originals[:, ::2] = 0.0
    show(panel, (12,), view)
    assert panel.gallery._shape is None
    picture = panel.gallery.grab().toImage()
    place = panel.gallery.place(0, 0).toRect()
    seen = {
        picture.pixelColor(x, y).name()
        for x in range(place.left(), place.right())
        for y in range(place.top(), place.bottom())
    }
    assert len(seen) > 5


@pytest.mark.parametrize("size", [(200, 150), (330, 260), (900, 260), (260, 700)])
def test_all_samples_are_within_the_panel_and_apart(panel, size):
    panel.resize(*size)
    show(panel, (8, 8), made(64))
    gallery = panel.gallery
    places = [gallery.place(band, sample) for band in range(3) for sample in range(COUNT)]
    assert all(gallery.rect().toRectF().contains(place) for place in places)
    assert not any(
        one.intersects(other) for n, one in enumerate(places) for other in places[n + 1 :]
    )


def test_pictures_of_three_colours_keep_them(panel):
    view = made(8 * 8 * 3)
    view.originals.reshape(COUNT, 8, 8, 3)[..., 1:] = 0.0
    show(panel, (8, 8, 3), view)
    picture = panel.gallery.grab().toImage()
    colour = picture.pixelColor(panel.gallery.place(0, 0).center().toPoint())
    assert (colour.red(), colour.green(), colour.blue()) == (255, 0, 0)


def test_weights_that_are_not_finite_are_shown_as_well(panel):
    view = made(64)
    view.outputs[...] = np.nan
    show(panel, (8, 8), view)
    panel.gallery.grab()
    assert panel.gallery.isVisible()


def test_networks_that_predict_something_else_are_declined_in_words(panel):
    panel.show_dataset(Dataset.from_arrays(np.zeros((4, 8, 8)), np.array([0, 1, 0, 1])))
    assert panel.needs() == Needs()
    assert "autoencoders" in panel.notice.text()
    panel.show_dataset(dataset((8, 8)))
    assert panel.needs() == Needs(views=(Reconstructions(),))


def test_the_values_are_a_table(panel):
    show(panel, (3,), made(3))
    lines = panel.csv().splitlines()
    assert len(lines) == 1 + 3 * COUNT
    assert lines[1] == "1,0.01,Original,1.0,1.0,1.0"
