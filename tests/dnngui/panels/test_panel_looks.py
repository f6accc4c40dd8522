"""Every panel: names for scripts and screen readers, nothing cut off, the colours of the day."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QTranslator
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from dnngui import theme
from dnngui.panels.banner import Banner
from dnngui.panels.data import DataPanel
from dnngui.panels.forms.note import Sign
from dnngui.panels.inspector import InspectorPanel
from dnngui.panels.palette import PalettePanel
from dnngui.panels.problems import ProblemsPanel
from dnngui.panels.table_dialog import TableDialog
from dnngui.panels.transport import TransportBar
from engine.check import check
from engine.data.load import load
from engine.data.settings import Builtin, DataSettings
from engine.data.table import suggest
from engine.graph import Graph
from engine.initializers import Normal
from engine.layers import Add, Dense, Dropout, Input
from engine.losses import BinaryCrossentropy
from engine.optim import Adam

CONTROLS = (
    QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QAbstractItemView,
)  # fmt: skip
TABLE = b"first,second,kind\n" + b"".join(
    b"%d,%d,%s\n" % (i * 7 % 5, i, b"xy"[i % 2 : i % 2 + 1]) for i in range(30)
)


class LongWords(QTranslator):
    """A language whose words are half as long again."""

    def translate(self, _context, text, _disambiguation=None, _n=-1):
        return text + " " + "y" * (len(text) // 2)

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def long_words(qapp):
    translator = LongWords()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def build_history(history):
    graph = Graph.sequential(
        Input(shape=(4, 4)),
        Dense(units=3, activation="hard_sigmoid", kernel_initializer=Normal()),
        Dropout(),
    )
    graph, _ = graph.add(Add(), "a_layer_with_a_very_long_name_that_has_no_place_to_break_at_all")
    training = msgspec.structs.replace(history.project.training, optimizer=Adam())
    history.open(msgspec.structs.replace(history.project, graph=graph, training=training))
    return check(graph, BinaryCrossentropy(), None)


def inspector(history, selection):
    problems = build_history(history)
    panel = InspectorPanel(history)
    panel.show_selection(selection)
    panel.show_problems(problems)
    return panel


def data(history, source):
    settings = DataSettings(source=source)
    files = {"own.csv": TABLE}
    panel = DataPanel(history)
    history.open(msgspec.structs.replace(history.project, data=settings, attachments=files))
    panel.show_dataset(load(settings, files))
    return panel


def problems(history):
    found = build_history(history)
    panel = ProblemsPanel()
    panel.show_problems(found, history.project.graph)
    return panel


def banner(_history):
    panel = Banner()
    panel.show_message("Something happened.", details="x", actions=[("Mend it", print)])
    return panel


NARROW = {
    "palette": lambda _: PalettePanel(),
    "training": lambda history: inspector(history, ()),
    "a layer": lambda history: inspector(history, (2,)),
    "a merge": lambda history: inspector(history, (4,)),
    "several layers": lambda history: inspector(history, (1, 2, 3)),
    "problems": problems,
    "generated": lambda history: DataPanel(history),
    "built-in": lambda history: data(history, Builtin(name="diabetes")),
    "own table": lambda history: data(history, suggest(TABLE, "own.csv")),
}
WIDE = {
    "transport": lambda history: TransportBar(history),
    "banner": banner,
    "dialog": lambda _: TableDialog(TABLE, "own.csv"),
}


def controls(panel: QWidget) -> list[QWidget]:
    """All a person can use; not what Qt puts inside its own widgets."""
    parts = (QComboBox, QAbstractSpinBox, QLineEdit, QAbstractItemView, QScrollBar)
    return [
        each
        for each in panel.findChildren(QWidget)
        if isinstance(each, CONTROLS)
        and not isinstance(each, QScrollBar)
        and each.isVisible()
        and not isinstance(each.parent(), parts)
    ]


@pytest.mark.parametrize("name", [*NARROW, *WIDE])
def test_every_control_has_a_name_of_its_own_and_one_for_screen_readers(history, show, qtbot, name):
    build = {**NARROW, **WIDE}[name]
    panel = show(build(history), 1000 if name in WIDE else 260)
    qtbot.wait(50)
    found = controls(panel)
    names = [each.objectName() for each in found]
    assert found
    assert all(names), [each for each in found if not each.objectName()]
    assert len(set(names)) == len(names), sorted(names)
    nameless = [each.objectName() for each in found if not each.accessibleName()]
    assert not nameless


def test_a_sign_in_a_field_has_a_name(history, show):
    palette, transport = show(PalettePanel()), show(TransportBar(history), 1000)
    rate = transport.rate
    rate.lineEdit().selectAll()
    QTest.keyClicks(rate.lineEdit(), "x")
    signs = [
        action
        for panel in (palette, transport)
        for field in panel.findChildren(QLineEdit)
        for action in field.actions()
        if not action.objectName().startswith("_q_")
    ]
    assert {(each.objectName(), each.text()) for each in signs} == {
        ("palette_search_sign", "Search layers"),
        ("learning_rate_sign", "Error"),
    }


@pytest.mark.parametrize("name", NARROW)
def test_nothing_is_cut_off_at_the_side_of_a_narrow_panel(history, show, qtbot, long_words, name):
    panel = show(NARROW[name](history), 216, 500)
    qtbot.wait(100)
    QApplication.processEvents()
    cut = []
    for each in panel.findChildren(QWidget):
        inside = isinstance(each.parent(), QAbstractItemView) or each.inherits("QHeaderView")
        if not each.isVisible() or inside or each.window() is not panel or not each.width():
            continue
        right = each.mapTo(panel, QPoint(each.width(), 0)).x()
        if right > panel.width() and not any(
            isinstance(above, QAbstractItemView) for above in ancestors(each)
        ):
            cut.append((each.objectName() or type(each).__name__, right))
    assert panel.width() == 216
    assert not cut


def ancestors(widget: QWidget) -> list[QWidget]:
    above = []
    while (parent := widget.parentWidget()) is not None:
        above.append(parent)
        widget = parent
    return above


def colours_of(panel: QWidget) -> np.ndarray:
    """Return the colours of all pixels as 0xrrggbb, ``(pixels,)``."""
    image = panel.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), dtype=np.uint32) & 0xFFFFFF


def number(colour: str) -> int:
    return int(colour[1:], 16)


@pytest.mark.parametrize("name", ["training", "a layer", "problems", "generated", "transport"])
def test_a_panel_changes_its_colours_with_the_appearance(history, show, qtbot, qapp, name):
    panel = show({**NARROW, **WIDE}[name](history), 900, 400)
    qtbot.wait(50)
    for dark in (False, True):
        colours = theme.apply(qapp, dark)
        qtbot.wait(20)
        pixels = colours_of(panel)
        other = theme.LIGHT if dark else theme.DARK
        assert (pixels == number(colours.window)).mean() > 0.5
        for stale in (other.accent, other.error):
            assert not (pixels == number(stale)).any(), stale


def test_a_sign_is_painted_anew_in_another_appearance(show, qapp):
    sign = show(Sign("error"), 16, 16)
    light = sign.pixmap().toImage()
    theme.apply(qapp, True)
    QApplication.processEvents()
    assert sign.pixmap().toImage() != light
