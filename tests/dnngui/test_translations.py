"""The program in Simplified Chinese: nothing left out, nothing lost on the way, nothing English."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QObject, QTranslator
from PySide6.QtGui import QAction, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QTabBar, QWidget

from dnngui.app import language
from dnngui.app.actions import COMMANDS, plain, translated
from dnngui.app.crash import CrashReporter
from dnngui.app.preferences import Preferences
from dnngui.app.window import MainWindow
from dnngui.document.project import Project
from dnngui.history import History
from dnngui.panels.inspector import InspectorPanel
from dnngui.panels.palette import PalettePanel
from dnngui.panels.transport import TransportBar
from dnngui.words import say, term
from engine.check import check
from engine.graph import Graph
from engine.inference import infer
from engine.layers import CATALOGUE, Conv2D, Dense, Dropout, Input
from engine.losses import BinaryCrossentropy

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"[A-Za-z]{2,}")
NAME = re.compile(r"\w+_\d+\b.*|.*\[\*\] — dnngui|[A-Z\d_-]+|English")
"""Layers, files, encodings and the one language that stands in its own words."""

SOURCE = """
class Panel:
    def build(self, busy):
        self.show(self.tr("Literal"))
        words = "Busy" if busy else "Idle"
        self.tr(words)
        self._named(KINDS[busy], "Other tip")
        self._named(text="By name", tip="Tip")

    def _named(self, text, tip):
        return Message(text, {}), Message(tip, {})

    def warn(self, template):
        self.show(Message(template))

KINDS = {True: "One", False: "Two"}

class PanelError(SpokenError):
    pass

def fail():
    raise PanelError("It failed.")

def again(error: PanelError):
    return Message("Again: " + error.message.template)
"""


@pytest.fixture(scope="module")
def tool():
    """The packaging tool that collects the texts."""
    sys.path.insert(0, str(PACKAGING))
    try:
        import translations
    finally:
        sys.path.remove(str(PACKAGING))
    return translations


@pytest.fixture(scope="module")
def known(tool):
    """All finished translations, by context and text."""
    return tool.linguist.read(tool.TS)


@pytest.fixture
def chinese(qapp):
    """The program in Chinese, and in English again afterwards."""
    font = qapp.font()
    translators = language.install(qapp, "zh_CN")
    yield
    for each in translators:
        qapp.removeTranslator(each)
    qapp.setFont(font)


@pytest.fixture
def history(qapp):
    """Input 1, Dense 2, Dropout 3 and Dense 4 in a chain."""
    chain = Input(shape=(2,)), Dense(activation="tanh"), Dropout(), Dense(units=1)
    return History(Project(graph=Graph.sequential(*chain)))


def fields(text):
    """Return the fields of a template with their formats."""
    return sorted((name, form) for _, name, form, _ in Formatter().parse(text) if name is not None)


def mnemonic(text):
    return [letter.upper() for letter in re.findall(r"&(\w)", text)]


def test_every_text_of_the_program_is_translated_and_none_that_is_gone(tool, known):
    wanted = tool.collect()
    assert sorted(wanted - known.keys()) == []
    assert sorted(known.keys() - wanted) == []


def test_translations_keep_the_fields_of_their_texts(known):
    assert {text for (_, text), said in known.items() if fields(text) != fields(said)} == set()


def test_translations_keep_mnemonics_and_ellipses(known):
    assert {text for (_, text), said in known.items() if mnemonic(text) != mnemonic(said)} == set()
    assert {
        text for (_, text), said in known.items() if text.endswith("…") != said.endswith("…")
    } == set()


def test_mnemonics_of_one_menu_differ(tool, known):
    for menu, _ in tool.declared.MENUS:
        texts = [each.text for each in tool.declared.COMMANDS if each.menu == menu]
        letters = [letter for text in texts for letter in mnemonic(known["Command", text])]
        assert sorted(set(letters)) == sorted(letters), menu


def test_translations_have_no_blanks_at_their_ends(known):
    # A unit behind a number keeps the blank before it.
    assert {
        said for phrase, said in known.items() if said != said.strip() and phrase[1][:1] != " "
    } == set()


def test_what_qt_loads_is_made_of_the_present_translations(tool, known, qapp):
    translator = QTranslator()
    assert translator.load(str(tool.QM))
    found = {phrase: translator.translate(*phrase) for phrase in known}
    assert found == known


def test_texts_are_followed_to_where_they_are_made(tool, tmp_path):
    path = tmp_path / "panel.py"
    path.write_text(SOURCE)
    elsewhere = tmp_path / "elsewhere.py"
    elsewhere.write_text('panel.warn("From elsewhere")')
    assert tool.phrases.collect([path, elsewhere]) == {
        ("Panel", "Literal"),
        ("Panel", "Busy"),
        ("Panel", "Idle"),
        ("Message", "One"),
        ("Message", "Two"),
        ("Message", "By name"),
        ("Message", "Tip"),
        ("Message", "Other tip"),
        ("Message", "From elsewhere"),
        ("Message", "It failed."),
        ("Message", "Again: It failed."),
    }


@pytest.mark.parametrize(
    ("call", "named"),
    [
        ("self.tr(self.words[0])", "self.words[0]"),
        ("other.tr('Text')", "other.tr('Text')"),
        ("QCoreApplication.translate(name, 'Text')", "QCoreApplication.translate(name, 'Text')"),
        ("Message(f'{count} layers')", "f'{count} layers'"),
    ],
)
def test_a_text_that_cannot_be_followed_is_named_by_its_line(tool, tmp_path, call, named):
    path = tmp_path / "panel.py"
    path.write_text(f"class Panel:\n    def show(self):\n        {call}\n")
    with pytest.raises(tool.phrases.LostError, match=re.escape(f"panel.py:3: {named}")):
        tool.phrases.collect([path])


def test_an_update_keeps_what_is_translated_and_marks_what_is_not(
    tool, tmp_path, monkeypatch, capsys
):
    old, kept, new = (tool.phrases.Phrase("Panel", text) for text in ("Old", "Kept & <b>", "New"))
    monkeypatch.setattr(tool, "TS", tmp_path / "words.ts")
    monkeypatch.setattr(tool, "collect", lambda: {kept, new})
    tool.linguist.write(tool.TS, "zh_CN", {old: "旧", kept: "保留 & <b>"})
    tool.update()
    assert tool.linguist.read(tool.TS) == {kept: "保留 & <b>"}
    assert '<translation type="unfinished" />' in tool.TS.read_text(encoding="utf-8")
    assert capsys.readouterr().out.splitlines() == [
        "gone: Panel: Old",
        "to be translated: Panel: New",
        "1 of 2 texts are translated.",
    ]


def test_english_needs_no_translator(qapp):
    assert language.install(qapp, "en") == []


def test_chinese_is_written_with_a_font_that_has_it(chinese, qapp):
    systems = QFontDatabase.writingSystems(QFontInfo(qapp.font()).family())
    assert QFontDatabase.WritingSystem.SimplifiedChinese in systems


def test_a_shape_problem_is_said_in_chinese_with_its_repair(chinese):
    graph = Graph.sequential(Input(shape=(8, 8)), Conv2D())
    (problem,) = infer(graph).problems
    sentence = say(problem.message)
    assert sentence.startswith("conv2d_1 ← input_1 (8 × 8)：二维卷积需要")
    assert say(problem.repair.label) == "在 conv2d_1 前插入重塑层"


def test_titles_within_a_sentence_are_said_in_chinese(chinese):
    graph = Graph.sequential(Input(shape=(2,)), Dense(units=1, activation="linear"))
    (problem,) = check(graph, BinaryCrossentropy(), None)
    assert say(problem.message) == "二元交叉熵要求输出为概率，而 dense_1 的末端是 线性。"
    assert say(problem.repair.label) == "改用 Sigmoid"


def test_sentences_are_english_where_no_translator_is_installed(qapp):
    graph = Graph.sequential(Input(shape=(2,)), Dense(units=1, activation="linear"))
    (problem,) = check(graph, BinaryCrossentropy(), None)
    assert say(problem.message) == str(problem.message)
    assert term("Dense") == "Dense"


def test_the_transport_is_in_chinese(chinese, qtbot, history):
    bar = TransportBar(history)
    qtbot.addWidget(bar)
    texts = {label.text() for label in bar.findChildren(QLabel)}
    assert {"轮次", "损失", "测试损失", "学习率"} <= texts


def test_the_palette_shows_chinese_names_and_is_searched_by_both(chinese, qtbot):
    palette = PalettePanel()
    qtbot.addWidget(palette)

    def shown():
        items = [palette.list.item(row) for row in range(palette.list.count())]
        return [item.text() for item in items if not item.isHidden()]

    # Names that Chinese texts leave as they are.
    assert [text for text in shown() if not CHINESE.search(text)] == ["LSTM", "GRU"]
    for words in ("全连接", "dense"):
        palette.search.setText(words)
        assert "全连接层" in shown()
        assert "展平层" not in shown()


def test_the_inspector_is_in_chinese_for_every_layer(chinese, known, qtbot, history):
    inspector = InspectorPanel(history)
    qtbot.addWidget(inspector)
    assert english_in(inspector, known) == set()
    graph = Graph()
    for kind in CATALOGUE:
        graph, _ = graph.add(kind())
    history.do("", history.project.with_graph(graph))
    for node in graph.nodes:
        inspector.show_selection([node.id])
        assert english_in(inspector, known) == set(), node.name


def test_the_letters_to_press_stand_in_menus_alone(chinese):
    texts = [translated(command) for command in COMMANDS]
    assert all(re.search(r"\(&[A-Z]\)", text) for text in texts)
    assert [text for text in map(plain, texts) if re.search(r"[&()]", text)] == []
    assert plain("Save &as…") == "Save as…"


def test_nothing_in_the_window_is_left_in_english(chinese, known, qtbot, tmp_path):
    preferences = Preferences(tmp_path / "preferences.ini")
    preferences.appearance = "light"
    window = MainWindow(preferences, CrashReporter())
    qtbot.addWidget(window, before_close_func=MainWindow.close_now)
    window.show()
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=10_000)
    assert english_in(window, known) == set()
    window.close_now()


def english_in(root, known):
    """Return every text of a widget and what is in it that has words and none in Chinese.

    What is the same in both languages, such as Adam, counts as Chinese.
    """
    said = {text for each in [root, *root.findChildren(QObject)] for text in texts_of(each)}
    left = {text for text in said if WORD.search(text) and not CHINESE.search(text)}
    return {text for text in left - set(known.values()) if not NAME.fullmatch(text)}


def texts_of(thing):
    """Yield all that a person reads or hears of a widget or action."""
    if isinstance(thing, QAction):
        # Without a menu or a key it is pyqtgraph's own, and never seen.
        yield from [thing.text(), thing.toolTip()] if thing.associatedObjects() else []
    if not isinstance(thing, QWidget):
        return
    getters = ("text", "title", "placeholderText", "toolTip", "accessibleName", "windowTitle")
    for name in getters:
        getter = getattr(thing, name, None)
        if callable(getter) and isinstance(found := getter(), str):
            yield found
    if isinstance(thing, QComboBox):
        yield from (thing.itemText(place) for place in range(thing.count()))
    if isinstance(thing, QListWidget):
        yield from (thing.item(place).text() for place in range(thing.count()))
    if isinstance(thing, QTabBar):
        yield from (thing.tabText(place) for place in range(thing.count()))
