"""Prints what painting and editing large drawings costs: ms of processor time.

What a hand does with 300 layers is to stay smooth: 16 ms at the 95th percentile. Run it as
``python -m tests.benchmarks.canvas``; off screen unless QT_QPA_PLATFORM says otherwise.
"""

from __future__ import annotations

import os
import time
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dnngui import theme
from dnngui.canvas import layout
from dnngui.canvas.geometry import COLUMN, ROW
from dnngui.canvas.view import CanvasView
from dnngui.document.project import Position, Project
from dnngui.history import History
from dnngui.training.frames import NodePreview, Pulse
from dnngui.training.pulse import LOOKS
from engine import layers
from engine.graph import Graph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Action = Callable[[], object]

PAINTED, EDITED = 300, 200
PER_ROW = 20
FRAMES = 60
BAR = 16.0
"""Milliseconds of one of sixty frames a second."""
REPEATS = 7
BLOCK = 4
"""Layers of a residual block: three in a row and what adds their result to their input."""


def chain(count: int) -> Graph:
    middle = [layers.Dense(units=8, activation="tanh") for _ in range(count - 1)]
    return Graph.sequential(layers.Input(shape=(8,)), *middle)


def residual(count: int) -> Graph:
    """Return blocks one behind the other, each with a skip connection past it."""
    graph = Graph.sequential(layers.Input(shape=(8,)))
    last = graph.next_id - 1
    while graph.next_id + BLOCK <= count + 1:
        skipped = last
        for _ in range(BLOCK - 1):
            graph, node = graph.add(layers.Dense(units=8, activation="relu"))
            graph, last = graph.connect(last, node), node
        graph, merge = graph.add(layers.Add())
        graph, last = graph.connect(last, merge).connect(skipped, merge), merge
    return graph


def in_rows(graph: Graph) -> dict[int, Position]:
    """Return places that fill a window, row after row."""
    places = (divmod(place, PER_ROW) for place in range(len(graph.nodes)))
    return {
        node: Position(column * COLUMN, row * ROW)
        for node, (row, column) in zip(graph.order, places, strict=True)
    }


def opened(graph: Graph, positions: Mapping[int, Position]) -> tuple[CanvasView, History]:
    history = History(Project(graph=graph, positions=positions))
    view = CanvasView(history)
    view.resize(1400, 800)
    view.show()
    QApplication.processEvents()
    return view, history


def timed(action: Action) -> float:
    """Return what ``action`` and the paint after it cost."""
    begin = time.process_time()
    action()
    QApplication.processEvents()
    return 1e3 * (time.process_time() - begin)


def row(name: str, times: list[float], bar: float | None = None) -> None:
    median, late, most = np.percentile(times, [50, 95, 100])
    verdict = "" if bar is None else f"   ≤ {bar:.0f} ms " + ("met" if late <= bar else "MISSED")
    print(f"  {name:28} {median:8.1f} {late:8.1f} {most:8.1f}{verdict}", flush=True)


def paint(name: str, graph: Graph) -> None:
    """Print what one frame costs while the drawing is moved, dragged and zoomed."""
    view, history = opened(graph, in_rows(graph))
    for zoom in ("fitted", "100%"):
        if zoom == "100%":
            view.reset_zoom()
            view.reveal(graph.order[len(graph.order) // 2])
        print(f"{name}, {len(graph.nodes)} layers, {zoom}")
        row("paint all", [timed(view.viewport().repaint) for _ in range(FRAMES)])
        row("pan", [timed(partial(pan, view, step)) for step in range(FRAMES)], BAR)
        row("point at layers", [timed(partial(point, view, step)) for step in range(FRAMES)], BAR)
        row("drag a layer", drag(view, history), BAR)
        view.select_all()
        row("drag all layers", drag(view, history), BAR)
        view.select(())
        row("zoom", [timed(partial(zoom_to_and_fro, view, step)) for step in range(FRAMES)], BAR)
    close(view)


def train(graph: Graph) -> None:
    """Print what new pictures of all layers cost, and the frame in which they are seen."""
    view, _ = opened(graph, in_rows(graph))
    pictures = {
        named: looks(graph, *named) for named in ((False, False), (True, False), (True, True))
    }
    for zoom in ("fitted", "100%"):
        if zoom == "100%":
            view.reset_zoom()
        print(f"Trained chain, {len(graph.nodes)} layers, {zoom}")
        for (lines, ill), found in pictures.items():
            name = "pictures" + " and lines" * lines + ", all ill" * ill
            shown = [timed(partial(show, view, found[step % 2])) for step in range(FRAMES)]
            row(name, shown)
    close(view)


def looks(graph: Graph, lines: bool, ill: bool) -> tuple[dict[int, NodePreview], ...]:
    """Return two looks at a network that trains, with the sizes at earlier ones or without."""
    random = np.random.default_rng(0)
    return tuple(
        {
            node: NodePreview(
                random.normal(size=(8, 24, 24)).astype(np.float32),
                None,
                (-1.0, 1.0),
                "vanishing" if ill else "ok",
                pulse=Pulse(*random.lognormal(size=(2, LOOKS))) if lines else None,
            )
            for node in graph.by_id
        }
        for _ in range(2)
    )


def show(view: CanvasView, found: Mapping[int, NodePreview]) -> None:
    view.show_previews(found)
    view.viewport().repaint()


def zoom_to_and_fro(view: CanvasView, step: int) -> None:
    """Zoom in for five steps and out for five, and so on."""
    (view.zoom_in, view.zoom_out)[step // 5 % 2]()


def point(view: CanvasView, step: int) -> None:
    QTest.mouseMove(view.viewport(), QPoint(40 + 20 * step, 60 + 10 * step))


def pan(view: CanvasView, step: int) -> None:
    bar = view.horizontalScrollBar()
    bar.setValue(bar.value() + (20 if step < FRAMES // 2 else -20))


def drag(view: CanvasView, history: History) -> list[float]:
    """Return what each step costs of a drag of the layer nearest to the middle."""
    viewport, middle = view.viewport(), view.viewport().rect().center()
    places = [view.mapFromScene(at.x, at.y) for at in history.project.positions.values()]
    start = min(places, key=lambda at: (at - middle).manhattanLength())
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    steps = [QPoint(start.x() + 4 * step, start.y() + 3 * step) for step in range(2, FRAMES)]
    times = [timed(partial(QTest.mouseMove, viewport, at)) for at in steps]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start)
    return times


def edit(name: str, graph: Graph) -> None:
    """Print what edits of all layers cost, each right after the one above it."""
    print(f"{name}, {len(graph.nodes)} layers")
    times: dict[str, list[float]] = {}
    for _ in range(REPEATS):
        view, history = opened(graph, layout.tidy(graph))
        for what, action in edits_of_all(view, history):
            times.setdefault(what, []).append(timed(action))
        close(view)
    for what, measured in times.items():
        row(what, measured)


def edits_of_all(view: CanvasView, history: History) -> tuple[tuple[str, Action], ...]:
    everything = history.project.graph.by_id
    return (
        ("select all", view.select_all),
        ("copy", view.copy),
        ("duplicate", view.duplicate),
        ("undo the duplicate", history.stack.undo),
        ("redo the duplicate", history.stack.redo),
        ("paste beside the duplicate", view.paste),
        ("delete what was pasted", view.delete_selection),
        ("undo the deletion", history.stack.undo),
        ("select the first ones", partial(view.select, everything)),
        ("delete them", view.delete_selection),
        ("tidy", view.tidy),
        ("undo tidying", history.stack.undo),
        ("select all that is left", view.select_all),
        ("heal all", view.heal_selection),
        ("paste into nothing", view.paste),
    )


def close(view: CanvasView) -> None:
    view.close()
    view.deleteLater()
    QApplication.processEvents()


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    theme.apply(app, dark=False)
    print(f"{'':30} {'median':>8} {'p95':>8} {'max':>8}")
    for name, made in (("Chain", chain), ("Residual", residual)):
        edit(name, made(EDITED))
        paint(name, made(PAINTED))
    train(chain(PAINTED))


if __name__ == "__main__":
    main()
