"""A graphics card draws surfaces only where there is one; where it fails, they are painted."""

from __future__ import annotations

import importlib.util
import sys
import types

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from dnngui.plots import graphics, stack
from dnngui.plots.surface import SurfaceView


@pytest.fixture(autouse=True)
def anew():
    """Forget what was found out before, and leave nothing that a test made up."""
    graphics.has_graphics_card.cache_clear()
    yield
    graphics.has_graphics_card.cache_clear()


def installed(monkeypatch, *, on: bool) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: object() if on else None)
    monkeypatch.setattr(graphics, "_can_be_called", lambda: True)


@pytest.mark.parametrize(
    ("renderer", "found"),
    [
        ("Mesa Intel(R) Xe Graphics (TGL GT2)", True),
        ("NVIDIA GeForce RTX 3060/PCIe/SSE2", True),
        ("llvmpipe (LLVM 15.0.6, 256 bits)", False),
        ("Google SwiftShader", False),
        ("GDI Generic", False),
        ("", False),
    ],
)
def test_only_a_card_of_its_own_counts(monkeypatch, renderer, found) -> None:
    installed(monkeypatch, on=True)
    monkeypatch.setattr(graphics, "renderer", lambda: renderer)
    assert graphics.has_graphics_card() is found


def test_without_pyopengl_the_card_is_not_even_looked_for(monkeypatch) -> None:
    installed(monkeypatch, on=False)
    monkeypatch.setattr(graphics, "renderer", lambda: pytest.fail("It was looked for."))
    assert not graphics.has_graphics_card()


def test_a_pyopengl_that_cannot_be_imported_is_done_without(monkeypatch, caplog) -> None:
    monkeypatch.setitem(sys.modules, "pyqtgraph.opengl", None)
    assert not graphics._can_be_called()
    assert "painted without it" in caplog.text


def test_the_renderer_is_asked_without_a_trace(qapp) -> None:
    assert isinstance(graphics.renderer(), str)


class Card(QWidget):
    """Stands for a surface of a card that fails."""

    menu_requested = Signal(QPoint)
    failed = Signal()

    def __getattr__(self, name: str):
        if name.startswith(("set_", "show_heights")):
            return lambda *_: None
        raise AttributeError(name)


def test_where_the_card_fails_the_surface_is_painted(
    monkeypatch, boundary_panel, two_classes, boundary_frame, qtbot
) -> None:
    module = types.ModuleType("dnngui.plots.glsurface")
    module.GlSurfaceView = Card
    monkeypatch.setitem(sys.modules, "dnngui.plots.glsurface", module)
    monkeypatch.setattr(stack, "has_graphics_card", lambda: True)
    panel = boundary_panel
    panel.show_dataset(two_classes)
    panel.surface_action.setChecked(True)
    panel.show_frame(boundary_frame(panel.needs().boundary, lambda x, y: (0.5 + 0.0 * x,)))
    card = panel.stack.currentWidget()
    assert isinstance(card, Card)
    with qtbot.waitSignal(panel.stack.replaced):
        card.failed.emit()
    painted = panel.stack.currentWidget()
    assert isinstance(painted, SurfaceView)
    assert painted._rows is not None
    assert painted._heights is not None


def test_a_card_shows_the_surface(
    monkeypatch, boundary_panel, two_classes, boundary_frame, qtbot
) -> None:
    """Where OpenGL works at all, be it in software; elsewhere there is nothing to be seen."""
    pytest.importorskip("OpenGL")
    if not graphics.renderer():
        pytest.skip("This screen has no OpenGL.")
    monkeypatch.setattr(stack, "has_graphics_card", lambda: True)
    panel = boundary_panel
    panel.show_dataset(two_classes)
    panel.surface_action.setChecked(True)
    step = lambda x, y: (np.clip(x + 0.5, 0.0, 1.0),)  # noqa: E731
    panel.show_frame(boundary_frame(panel.needs().boundary, step))
    view = panel.stack.currentWidget()
    qtbot.wait(100)
    picture = view.grab().toImage()
    seen = [picture.pixelColor(x, y) for x in range(0, 400, 4) for y in range(0, 250, 4)]
    assert sum(colour.red() > colour.blue() + 60 for colour in seen) > 50
    assert sum(colour.blue() > colour.red() + 60 for colour in seen) > 50
