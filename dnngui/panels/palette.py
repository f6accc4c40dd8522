"""The palette: layers to drag into the drawing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dnngui import icons
from dnngui.panels.palettelist import PaletteList
from dnngui.panels.scroll import MARGIN, WIDTH
from dnngui.panels.search import find
from dnngui.panels.words import WrappedLabel
from engine.layers import CATALOGUE


class PalettePanel(QWidget):
    """All layers, with a field to search them.

    In the search field, Enter takes the best match, Down goes to the list and Escape clears it.

    Signals
    -------
    activated(Layer)
        A layer is wanted in the drawing, with its default hyperparameters.
    """

    activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Palette"))
        self.search = QLineEdit()
        self.search.setObjectName("palette_search")
        self.search.setAccessibleName(self.tr("Search layers"))
        self.search.setPlaceholderText(self.tr("Search layers"))
        self.search.setToolTip(self.tr("Enter adds the best match."))
        self.search.setClearButtonEnabled(True)
        sign = QAction(icons.icon("search", "muted"), self.tr("Search layers"), self)
        sign.setObjectName("palette_search_sign")
        self.search.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        self.list = PaletteList()
        self._nothing = WrappedLabel(self.tr("No layer is called that."))
        self._nothing.setProperty("role", "muted")
        self._nothing.setMargin(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        column.addStretch()
        self.setMinimumWidth(160)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._take_best)
        self.list.chosen.connect(self.activated)
        self._filter("")

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 20, 480)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                if event.type() == QEvent.Type.KeyPress:
                    self.search.clear()
                # Taken also before the window's shortcuts, which would drop the selection.
                event.accept()
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _filter(self, text: str) -> None:
        found = find(text, CATALOGUE)
        self.list.show_layers(found)
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)

    @Slot()
    def _take_best(self) -> None:
        layer = self.list.current_layer()
        if self.search.text().strip() and layer is not None:
            self.activated.emit(layer)
            self.search.selectAll()
