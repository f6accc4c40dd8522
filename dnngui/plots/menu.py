"""The menu of a panel: a way back, and ways to take away what it shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.plots.base import LivePanel


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
        path = self.ask_path(self.tr("Save picture"), self.tr("PNG pictures (*.png)"), ".png")
        if path is not None and not self._panel.grab().save(str(path), "PNG"):
            self._panel.message.emit(
                self.tr("The picture could not be written to {path}. Choose another place.").format(
                    path=path
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
