"""A quiet line at the edge of the window that says what happened and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from dnngui import icons

Action = tuple[str, Callable[[], None]]
"""What a button says and what it does."""

_SIGN = QSize(20, 20)
_MARGIN, _WIDEST = 12, 760
"""Of a banner that lies over something, in pixels."""


class Banner(QFrame):
    """One sentence with its buttons; a new one takes the place of the old one.

    Signals
    -------
    dismissed()
        A person closed it.
    """

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("banner", True)
        self._severity, self._details = "information", ""
        self._actions: list[QPushButton] = []
        self._sign = QLabel()
        self._sign.setFixedSize(_SIGN)
        self._text = QLabel()
        self._text.setObjectName("banner_text")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._copy = self._button("copy", self.tr("Copy"), self.tr("Copy the details"))
        self._close = self._button("close", self.tr("Dismiss"), self.tr("Dismiss"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 8, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._copy)
        self._row.addWidget(self._close)
        self._copy.clicked.connect(self._copy_details)
        self._close.clicked.connect(self._dismiss)
        self.hide()

    def show_message(
        self,
        text: str,
        *,
        severity: str = "information",
        details: str = "",
        actions: Sequence[Action] = (),
    ) -> None:
        """Show a sentence.

        Parameters
        ----------
        severity
            ``information``, ``ok``, ``warning`` or ``error``.
        details
            What Copy puts on the clipboard, such as a traceback; without it there is no Copy.
        actions
            Buttons; pressing one also closes the banner.
        """
        self._severity, self._details = severity, details
        self._text.setText(text)
        self.setAccessibleName(text)
        self._copy.setVisible(bool(details))
        for old in self._actions:
            old.hide()
            old.deleteLater()
        self._actions = [self._action(place, *each) for place, each in enumerate(actions)]
        for place, button in enumerate(self._actions):
            self._row.insertWidget(2 + place, button)
            button.show()
        self._paint_sign()
        self._place()
        self.show()
        self.raise_()

    def stand_over(self, below: QWidget) -> None:
        """Lie over the upper edge of ``below``, which stays where it is when this comes or goes."""
        self.setParent(below)
        self.setProperty("over", True)
        below.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        # Other words, buttons or a larger font ask for another height.
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return done

    def _place(self) -> None:
        """Take the width there is, up to one that is still read with ease."""
        below = self.parentWidget()
        if below is None or not self.property("over"):
            return
        width = min(below.width() - 2 * _MARGIN, _WIDEST)
        height = (
            self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        )
        self.setGeometry((below.width() - width) // 2, _MARGIN, width, height)

    def text(self) -> str:
        """Return the sentence that is shown last."""
        return self._text.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_sign()

    def hideEvent(self, event: QHideEvent) -> None:
        # Qt would hand the keyboard to the next field, where stray keys would be typed.
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            focus.clearFocus()
        super().hideEvent(event)

    def _button(self, icon: str, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"banner_{icon}")
        button.setIcon(icons.icon(icon))
        button.setAccessibleName(name)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _action(self, place: int, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"banner_action_{place}")
        button.setAccessibleName(text)
        button.setProperty("small", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.hide)
        button.clicked.connect(lambda: act())
        return button

    def _paint_sign(self) -> None:
        role = "accent" if self._severity == "information" else self._severity
        icon = icons.icon(self._severity, role)
        self._sign.setPixmap(icon.pixmap(_SIGN, self.devicePixelRatio()))

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
