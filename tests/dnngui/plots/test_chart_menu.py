"""The chart's menu: copy and save what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
)
from shiboken6 import isValid

from dnngui.plots.loss import LossPanel

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


@pytest.fixture
def panel(shown, curves_frame) -> LossPanel:
    panel = shown(LossPanel())
    panel.show_frame(curves_frame([1.0, 0.5, 0.4], [1.0, 0.7, 0.5]))
    return panel


def open_menu(panel: LossPanel) -> QMenu:
    view = panel.chart.viewport()
    at = view.rect().center()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(view, QContextMenuEvent(reason, at, view.mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(panel: LossPanel, text: str) -> None:
    menu = open_menu(panel)
    action = next(action for action in menu.actions() if action.text() == text)
    action.trigger()
    if isValid(menu):
        menu.close()


def test_the_menu_is_ours_alone(panel) -> None:
    menu = open_menu(panel)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == [
        "Fit",
        "Log axis",
        "Smoothing",
        "Earlier runs",
        "Forget earlier runs",
        "Copy picture",
        "Save picture…",
        "Save values as CSV…",
    ]
    menu.close()


def test_a_menu_goes_when_it_closes(panel, qtbot) -> None:
    open_menu(panel).close()
    qtbot.waitUntil(lambda: panel.findChild(QMenu, "loss_panel_menu") is None)


def test_the_log_axis_can_be_chosen_in_it(panel) -> None:
    choose(panel, "Log axis")
    assert panel.log_action.isChecked()


def test_the_picture_is_copied(panel) -> None:
    choose(panel, "Copy picture")
    assert QGuiApplication.clipboard().image().size() == panel.size()


def test_the_picture_is_saved(panel, monkeypatch, tmp_path: Path) -> None:
    path = tmp_path / "loss.png"
    monkeypatch.setattr(panel.menu, "ask_path", lambda *_: path)
    choose(panel, "Save picture…")
    assert QImage(str(path)).size() == panel.size()


def test_the_picture_is_saved_as_lines_and_words_that_stand_where_they_are_seen(
    panel, monkeypatch, tmp_path: Path
) -> None:
    path = tmp_path / "loss.svg"
    monkeypatch.setattr(panel.menu, "ask_path", lambda *_: path)
    choose(panel, "Save picture…")
    drawing = ElementTree.fromstring(path.read_bytes())
    assert drawing.get("viewBox") == f"0 0 {panel.width()} {panel.height()}"
    texts = [each.text for each in drawing.iter(f"{SVG}text")]
    assert {"Batches", "Training", "0.4000", "epoch"} <= set(texts)
    key = panel._keys()[1]
    (line,) = [
        each
        for group in drawing.iter(f"{SVG}g")
        if group.get("stroke") == key.colour and group.get("stroke-width") == "2"
        for each in group
        if each.tag == f"{SVG}polyline" and float(each.get("points").split()[0].split(",")[1]) > 50
    ][:1]
    x, y = map(float, line.get("points").split()[0].split(","))
    seen = panel.chart.mapTo(panel, panel.chart.place(0.0, 1.0))
    assert (x, y) == pytest.approx((seen.x(), seen.y()), abs=1.5)


def grey(picture: QImage) -> np.ndarray:
    flat = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    return np.array(flat.constBits(), np.int16)


def test_a_saved_drawing_looks_as_the_panel_does(panel, monkeypatch, tmp_path: Path) -> None:
    path = tmp_path / "loss.svg"
    monkeypatch.setattr(panel.menu, "ask_path", lambda *_: path)
    choose(panel, "Save picture…")
    picture = QImage(panel.size(), QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    QSvgRenderer(str(path)).render(painter)
    painter.end()
    seen, drawn = (grey(each) for each in (panel.grab().toImage(), picture))
    assert np.mean(np.abs(seen - drawn) > 60) < 0.01
    assert "non-scaling-stroke" not in path.read_text().partition("</defs>")[2]


def test_a_name_without_an_ending_gets_that_of_the_chosen_kind(panel, monkeypatch) -> None:
    endings = []

    def answer(dialog: QFileDialog) -> bool:
        for kind in dialog.nameFilters():
            dialog.filterSelected.emit(kind)
            endings.append(dialog.defaultSuffix())
        return False

    monkeypatch.setattr(QFileDialog, "exec", answer)
    choose(panel, "Save picture…")
    assert endings == ["png", "svg"]


def test_the_button_opens_the_same_menu(panel, qtbot) -> None:
    button = panel.findChild(QToolButton, "loss_panel_more")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert menu.objectName() == "loss_panel_menu"
    menu.close()


def test_the_values_are_saved_as_they_are(panel, monkeypatch, tmp_path: Path) -> None:
    path = tmp_path / "loss.csv"
    monkeypatch.setattr(panel.menu, "ask_path", lambda *_: path)
    choose(panel, "Save values as CSV…")
    assert path.read_bytes().decode() == panel.csv()


@pytest.mark.parametrize("text", ["Save picture…", "Save values as CSV…"])
def test_what_cannot_be_written_is_said_in_one_sentence(
    panel, monkeypatch, tmp_path: Path, qtbot, text
) -> None:
    monkeypatch.setattr(panel.menu, "ask_path", lambda *_: tmp_path / "gone" / "file")
    with qtbot.waitSignal(panel.message) as said:
        choose(panel, text)
    assert "could not be written" in said.args[0]


def test_nothing_is_written_when_the_person_changes_their_mind(panel, monkeypatch, qtbot) -> None:
    monkeypatch.setattr(panel.menu, "ask_path", lambda *_: None)
    with qtbot.assertNotEmitted(panel.message):
        choose(panel, "Save picture…")
        choose(panel, "Save values as CSV…")


def test_the_menu_opens_where_it_is_asked_for(panel) -> None:
    panel.menu.open(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()


def test_the_menu_and_its_entries_have_names(panel) -> None:
    menu = open_menu(panel)
    entries = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert (menu.objectName(), menu.accessibleName()) == ("loss_panel_menu", "Loss")
    assert entries == [
        "loss_panel_menu_fit",
        "loss_panel_log_axis",
        "loss_panel_smoothing",
        "loss_panel_earlier",
        "loss_panel_forget_earlier",
        "loss_panel_menu_copy_picture",
        "loss_panel_menu_save_picture",
        "loss_panel_menu_save_values",
    ]
    menu.close()


@pytest.mark.parametrize("button", ["save", "cancel"])
def test_the_window_that_asks_where_to_save_has_a_name_and_goes(
    panel, qtbot, tmp_path: Path, button
) -> None:
    asked = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            return
        clock.stop()
        asked.append((dialog.objectName(), dialog.accessibleName()))
        (box,) = dialog.findChildren(QDialogButtonBox)
        asked.extend((each.objectName(), each.accessibleName()) for each in box.buttons())
        dialog.findChild(QLineEdit).setText(str(tmp_path / "mine"))
        QTest.mouseClick(
            dialog.findChild(QPushButton, f"loss_panel_save_{button}"), Qt.MouseButton.LeftButton
        )

    clock = QTimer()
    clock.timeout.connect(answer)
    clock.start(10)
    choose(panel, "Save picture…")
    assert asked == [
        ("loss_panel_save", "Save picture"),
        ("loss_panel_save_save", "Save"),
        ("loss_panel_save_cancel", "Cancel"),
    ]
    assert (tmp_path / "mine.png").exists() is (button == "save")
    qtbot.waitUntil(lambda: not panel.findChildren(QFileDialog))
