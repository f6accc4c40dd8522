"""A hand that draws on the chart of a boundary panel with real events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from engine.data.load import load

if TYPE_CHECKING:
    from dnngui.plots.boundary import BoundaryPanel
    from engine.data.settings import Points

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


class DrawingHand:
    """Speaks of places in units of the axes; the data follow as in the program."""

    def __init__(self, panel: BoundaryPanel) -> None:
        self.panel = panel
        self.sentences: list[str] = []
        panel.message.connect(self.sentences.append)

    @property
    def points(self) -> Points:
        return self.panel.history.project.data.source

    @property
    def steps(self) -> list[str]:
        """What can be undone, the last step first."""
        stack = self.panel.history.stack
        return [stack.text(place) for place in reversed(range(stack.index()))]

    def at(self, x: float, y: float) -> QPoint:
        return self.panel.chart.place(x, y)

    def draw(self) -> None:
        """Begin to draw, as the button does."""
        self.press_button("boundary_draw")

    def press_button(self, name: str) -> None:
        button = self.panel.findChild(QToolButton, name)
        assert button is not None, name
        QTest.mouseClick(button, LEFT)

    def click(self, x: float, y: float) -> None:
        self.drag((x, y))

    def drag(self, *way: tuple[float, float], let_go: bool = True) -> None:
        viewport = self.panel.chart.viewport()
        QTest.mousePress(viewport, LEFT, NONE, self.at(*way[0]))
        for place in way[1:]:
            self.move(*place)
        if let_go:
            QTest.mouseRelease(viewport, LEFT, NONE, self.at(*way[-1]))
            self.follow()

    def move(self, x: float, y: float, button: Qt.MouseButton = LEFT) -> None:
        viewport, at = self.panel.chart.viewport(), QPointF(self.at(x, y))
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            at,
            viewport.mapToGlobal(at),
            Qt.MouseButton.NoButton,
            button,
            NONE,
        )
        QApplication.sendEvent(viewport, event)

    def key(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.panel.chart, key)
        self.follow()

    def follow(self) -> None:
        """Give the panel the rows of its project, as the worker would."""
        data = self.panel.history.project.data
        there = not hasattr(data.source, "points") or data.source.points
        self.panel.show_dataset(load(data) if there else None)
        QApplication.processEvents()
