"""The menu of a panel: a way back, and ways to take away what it shows."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QMenu, QToolButton

from dnngui.plots import picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.plots.base import LivePanel


_NARROW = 24


class PanelMenu(QObject):
    """Opens the menu of a panel and does what is chosen in it."""

    def __init__(self, panel: LivePanel) -> None:
        super().__init__(panel)
        self._panel = panel

    @Slot(QPoint)
    def open(self, place: QPoint) -> None:
        """Show the menu at ``place`` of the screen."""
        menu = self.build()
        menu.popup(place)

    def button(self) -> QToolButton:
        """Return a button that opens the menu: for those who do not look under the right one."""
        button = QToolButton()
        name = f"{self._panel.objectName()}_more"
        button.setObjectName(name)
        button.setText("⋯")
        words = self.tr("Menu of the panel")
        button.setToolTip(words)
        button.setAccessibleName(f"{words}: {self._panel.title}")
        button.setAutoRaise(True)
        button.setFixedWidth(_NARROW)
        button.clicked.connect(partial(self._open_beneath, button))
        return button

    def _open_beneath(self, button: QToolButton) -> None:
        self.open(button.mapToGlobal(button.rect().bottomLeft()))

    def build(self) -> QMenu:
        """Return the menu as it is now; it goes when it closes."""
        menu = QMenu(self._panel)
        menu.setObjectName(f"{self._panel.objectName()}_menu")
        menu.setAccessibleName(self._panel.title)
        menu.aboutToHide.connect(menu.deleteLater)
        if self._panel.chart is not None:
            self._add(menu, "fit", self.tr("Fit"), self._panel.chart.fit)
        for action in self._panel.actions():
            menu.addAction(action)
        menu.addSeparator()
        self._add(menu, "copy_picture", self.tr("Copy picture"), self.copy_picture)
        self._add(menu, "save_picture", self.tr("Save picture…"), self.save_picture)
        self._add(menu, "save_values", self.tr("Save values as CSV…"), self.save_values)
        return menu

    def _add(self, menu: QMenu, name: str, text: str, act: Callable[[], None]) -> None:
        menu.addAction(text, act).setObjectName(f"{menu.objectName()}_{name}")

    @Slot()
    def copy_picture(self) -> None:
        QGuiApplication.clipboard().setPixmap(self._panel.grab())

    @Slot()
    def save_picture(self) -> None:
        """Save what the panel shows, as pixels or as vectors by the ending that is chosen."""
        kinds = f"{self.tr('PNG pictures (*.png)')};;{self.tr('SVG drawings (*.svg)')}"
        path = self.ask_path(self.tr("Save picture"), kinds, ".png")
        if path is None:
            return
        try:
            picture.save(self._panel, path)
        except OSError as error:
            self._panel.message.emit(
                self.tr("The picture could not be written: {reason}. Choose another place.").format(
                    reason=error
                )
            )

    @Slot()
    def save_values(self) -> None:
        path = self.ask_path(self.tr("Save values"), self.tr("CSV tables (*.csv)"), ".csv")
        if path is None:
            return
        try:
            path.write_text(self._panel.csv(), encoding="utf-8", newline="")
        except OSError as error:
            self._panel.message.emit(
                self.tr("The values could not be written: {reason}. Choose another place.").format(
                    reason=error
                )
            )

    def ask_path(self, title: str, kinds: str, ending: str) -> Path | None:
        """Ask where to save; None where the person does not want to."""
        dialog = QFileDialog(self._panel, title, "", kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.filterSelected.connect(partial(_follow_kind, dialog))
        dialog.selectFile(f"{self._panel.title}{ending}")
        name = f"{self._panel.objectName()}_save"
        dialog.setObjectName(name)
        dialog.setAccessibleName(title)
        for box in dialog.findChildren(QDialogButtonBox):
            for button in box.buttons():
                button.setObjectName(f"{name}_{str(box.standardButton(button).name).lower()}")
                button.setAccessibleName(button.text().replace("&", ""))
        chosen = dialog.exec()
        dialog.deleteLater()
        return Path(dialog.selectedFiles()[0]) if chosen else None


def _follow_kind(dialog: QFileDialog, kind: str) -> None:
    """Give a name without an ending that of the kind which was chosen: ``Pictures (*.png)``."""
    dialog.setDefaultSuffix(kind.rpartition("*")[2].rstrip(")"))
