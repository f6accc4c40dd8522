"""Windows that tell or ask something; each has a name of its own, and so have its buttons."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QLabel,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
)

from dnngui.app.actions import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QWidget

_MARGINS = QSize(80, 120)
"""Pixels that a dialog leaves of the screen, for its frame and the desktop's bars."""


def tell(
    parent: QWidget, name: str, title: str, text: str, *, picture: QPixmap | None = None
) -> None:
    """Say something until the person has read it.

    Parameters
    ----------
    name
        The window's `objectName`; that of its button is this, ``_`` and what the button is.
    picture
        What stands beside the text instead of the sign of an information.
    """
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Information)
    if picture is not None:
        box.setIconPixmap(picture)
    box.setText(text)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    _run(box, name, title)


def show_sheet(parent: QWidget, name: str, title: str, text: str) -> None:
    """Show a text that may be longer than the screen is high; then it can be scrolled.

    Parameters
    ----------
    name
        As for `tell`.
    """
    dialog = QDialog(parent)
    sheet = QLabel(text)
    sheet.setAccessibleName(title)
    area = QScrollArea()
    area.setObjectName(f"{name}_area")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(sheet)
    area.setAccessibleName(title)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
    buttons.accepted.connect(dialog.accept)
    layout = QVBoxLayout(dialog)
    layout.addWidget(area)
    layout.addWidget(buttons)
    around = dialog.sizeHint() - area.sizeHint()
    whole = sheet.sizeHint() + QSize(area.verticalScrollBar().sizeHint().width(), 0) + around
    dialog.resize(whole.boundedTo(dialog.screen().availableSize() - _MARGINS))
    _run(dialog, name, title)


def ask_to_save(parent: QWidget, name: str, text: str, why: str) -> QMessageBox.StandardButton:
    """Ask whether to save, to go on without, or to cancel."""
    buttons = QMessageBox.StandardButton
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(text)
    box.setInformativeText(why)
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.setDefaultButton(buttons.Save)
    box.setAccessibleName(text)
    return buttons(_run(box, name))


def choose_file(parent: QWidget, name: str, title: str, folder: Path, kinds: str) -> Path | None:
    """Let the person choose a file that is there; None where they do not want to."""
    dialog = QFileDialog(parent, title, str(folder), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return Path(dialog.selectedFiles()[0]) if _run(dialog, name, title) else None


def choose_place(
    parent: QWidget, name: str, title: str, start: Path, kinds: str
) -> tuple[Path, str] | None:
    """Let the person choose where to save, beginning with ``start``.

    Returns
    -------
    The path and the kind of file that was chosen of ``kinds``; None where they do not want to.
    """
    return _chosen_place(_saving(parent, title, start, kinds), name, title)


def choose_format(
    parent: QWidget, name: str, title: str, start: Path, endings: Mapping[str, str]
) -> Path | None:
    """Let the person choose where to save, and in which format, as `choose_place`.

    Parameters
    ----------
    endings
        The ending of each kind of file, such as ``{"NumPy arrays (*.npz)": ".npz"}``, the usual one
        first. A name without one, or with that of another kind when a kind is chosen, gets its.
    """
    dialog = _saving(parent, title, start, ";;".join(endings))

    def follow(kind: str) -> None:
        path = Path(dialog.selectedFiles()[0])
        if path.suffix in endings.values():
            dialog.selectFile(path.with_suffix(endings[kind]).name)

    dialog.filterSelected.connect(follow)
    chosen = _chosen_place(dialog, name, title)
    # Else the dialog and what follows its kinds would keep each other.
    dialog.filterSelected.disconnect(follow)
    if chosen is None:
        return None
    path, kind = chosen
    usual = next(iter(endings.values()))
    return path if path.suffix else path.with_suffix(endings.get(kind, usual))


def _saving(parent: QWidget, title: str, start: Path, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(start.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(start.name)
    return dialog


def _chosen_place(dialog: QFileDialog, name: str, title: str) -> tuple[Path, str] | None:
    if not _run(dialog, name, title):
        return None
    return Path(dialog.selectedFiles()[0]), dialog.selectedNameFilter()


def _run(dialog: QDialog, name: str, title: str = "") -> int:
    """Show a window until it is answered; PySide then drops it with its last reference."""
    dialog.setObjectName(name)
    if title:
        dialog.setWindowTitle(title)
        dialog.setAccessibleName(title)
    for box in dialog.findChildren(QDialogButtonBox):
        for button in box.buttons():
            button.setObjectName(f"{name}_{str(box.standardButton(button).name).lower()}")
            button.setAccessibleName(plain(button.text()))
    return dialog.exec()
