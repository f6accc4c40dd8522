"""Names for the bars of tabs that Qt makes where docks stand behind each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QTabBar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QDockWidget, QMainWindow


class DockTabs(QObject):
    """Names each bar after the first of its docks, whenever docks have come together anew.

    Qt makes, fills and drops these bars as it likes and does not say so. A dock stands in one bar,
    so that no two have the same name.
    """

    def __init__(self, window: QMainWindow, docks: Mapping[str, QDockWidget]) -> None:
        super().__init__(window)
        self._window, self._docks = window, docks
        # Qt tells of a dock before it has filled the bars.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._name_bars)
        for dock in docks.values():
            dock.visibilityChanged.connect(self._name_later)
            dock.dockLocationChanged.connect(self._name_later)

    @Slot()
    def _name_later(self) -> None:
        self._later.start(0)

    @Slot()
    def _name_bars(self) -> None:
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for bar in self._window.findChildren(QTabBar, options=direct):
            titles = {bar.tabText(place) for place in range(bar.count())}
            names = [name for name, dock in self._docks.items() if dock.windowTitle() in titles]
            if names:
                bar.setObjectName(f"tabs_{names[0]}")
                bar.setAccessibleName(
                    ", ".join(self._docks[each].accessibleName() for each in names)
                )
