"""Going from one part of the window to another by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

from dnngui.app import extras

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dnngui.app.window import MainWindow

_AREAS = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
    Qt.DockWidgetArea.TopDockWidgetArea,
)


class Panes(QObject):
    """Gives the keyboard to the drawing, to a panel, or to a bar.

    Escape, where nothing else has a use for it, leads back to the drawing.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Escape where no field did."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            escapes = event.key() == Qt.Key.Key_Escape and not event.modifiers()
            if escapes:
                self.go_to_drawing()
            return escapes
        return super().eventFilter(watched, event)

    @Slot()
    def go_to_drawing(self) -> None:
        self._window.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def go_on(self) -> None:
        """Go to the next part, in the order in which they are read."""
        self._go(1)

    @Slot()
    def go_back(self) -> None:
        """Go to the part before."""
        self._go(-1)

    def go_to_panel(self, name: str) -> None:
        """Open a panel, bring it to the front and give it the keyboard."""
        docks = self._window.docks
        dock = docks.by_name[name]
        dock.show()
        dock.raise_()
        if name in extras.titles():
            # Made just now, it would be shown with the next event only.
            docks.panel(name).show()
        if dock.isFloating():
            dock.activateWindow()
        _enter(dock)

    def uncover(self, widget: QWidget | None) -> None:
        """Bring the panel to the front in which ``widget`` has just got the keyboard."""
        dock = widget
        while dock is not None and not isinstance(dock, QDockWidget):
            dock = dock.parentWidget()
        if dock is not None and dock.visibleRegion().isEmpty():
            dock.raise_()

    def _go(self, way: int) -> None:
        parts = [part for part in self._parts() if _entrance(part) is not None]
        focus = QApplication.focusWidget()
        here = [place for place, part in enumerate(parts) if focus and _holds(part, focus)]
        start = here[0] if here else (-1 if way > 0 else 0)
        part = parts[(start + way) % len(parts)]
        if part.window() is not QApplication.activeWindow():
            part.activateWindow()
        _enter(part)
        self._window.statusBar().showMessage(part.accessibleName(), 4000)

    def _parts(self) -> Iterator[QWidget]:
        """Yield what can be seen, from the upper left to the lower right."""
        window = self._window
        seen = [dock for dock in window.docks.by_name.values() if _is_seen(dock)]
        yield window.transport
        yield from (each for each in seen if self._area(each) is _AREAS[0])
        yield window.canvas
        for area in _AREAS[1:]:
            yield from (each for each in seen if self._area(each) is area)
        yield from (each for each in seen if each.isFloating())
        yield window.timeline

    def _area(self, dock: QDockWidget) -> Qt.DockWidgetArea | None:
        return None if dock.isFloating() else self._window.dockWidgetArea(dock)


def _is_seen(dock: QDockWidget) -> bool:
    return dock.isVisible() and not dock.visibleRegion().isEmpty()


def _holds(part: QWidget, widget: QWidget) -> bool:
    return part is widget or part.isAncestorOf(widget)


def _enter(part: QWidget) -> None:
    """Give the keyboard to what last had it there, else to the first that can have it."""
    entrance = _entrance(part)
    if entrance is not None:
        entrance.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _entrance(part: QWidget) -> QWidget | None:
    last = part.focusWidget()
    if last is not None and _takes_keys(last):
        return last
    if _takes_keys(part):
        return part
    # What was made later stands elsewhere in the chain.
    each = part.nextInFocusChain()
    while each is not None and each is not part:
        if part.isAncestorOf(each) and _takes_keys(each):
            return each
        each = each.nextInFocusChain()
    return None


def _takes_keys(widget: QWidget) -> bool:
    tab = Qt.FocusPolicy.TabFocus
    return widget.isVisible() and widget.isEnabled() and (widget.focusPolicy() & tab) == tab
