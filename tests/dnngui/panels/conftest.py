"""A project to edit, and panels that are shown as a person has them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from dnngui import theme
from dnngui.document.project import Project
from dnngui.history import History
from engine.graph import Graph
from engine.layers import Dense, Dropout, Input


@pytest.fixture(autouse=True)
def light(qapp):
    theme.apply(qapp, False)
    yield
    theme.apply(qapp, False)


@pytest.fixture
def history(qapp):
    """Input 1, Dense 2, Dropout 3 and Dense 4 in a chain."""
    graph = Graph.sequential(
        Input(shape=(2,)), Dense(units=4, activation="tanh"), Dropout(), Dense(units=1)
    )
    return History(Project(graph=graph))


@pytest.fixture
def show(qtbot):
    """Show a panel and wait until it has the keyboard."""

    def show(panel: QWidget, width: int = 260, height: int = 700) -> QWidget:
        qtbot.addWidget(panel)
        panel.resize(width, height)
        with qtbot.waitActive(panel):
            panel.show()
            panel.activateWindow()
        return panel

    return show


@pytest.fixture
def wheel(qapp):
    """Turn the wheel over a widget; returns whether something took it."""

    def wheel(widget: QWidget, notches: int) -> bool:
        place = QPointF(widget.rect().center())
        event = QWheelEvent(
            place,
            QPointF(widget.mapToGlobal(place.toPoint())),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        event.ignore()
        QApplication.sendEvent(widget, event)
        return event.isAccepted()

    return wheel
