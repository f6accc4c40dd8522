"""The data panel."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget

from dnngui.panels.data import DataPanel
from dnngui.panels.forms.form import EDITOR_WIDTH
from engine.data.dataset import Dataset
from engine.data.load import load
from engine.data.settings import (
    Builtin,
    DataSettings,
    Generated,
    Phrases,
    Point,
    Points,
    Sequences,
    Table,
    Text,
    Treebank,
)
from engine.data.table import suggest
from engine.layers import Dense
from engine.outputs import OutputTraining

CONTENT = b"a,b,kind\n" + b"".join(
    f"{7 * i % 41},{'' if i % 5 == 0 else i / 2},{'xy'[i % 2]}\n".encode() for i in range(40)
)


@pytest.fixture
def panel(history, show):
    return show(DataPanel(history), 260, 900)


def find(panel: QWidget, name: str) -> QWidget:
    widget = panel.findChild(QWidget, name)
    assert widget is not None, name
    return widget


def click(panel: QWidget, name: str) -> None:
    button = find(panel, name)
    assert isinstance(button, QAbstractButton)
    button.click()


def retype(widget: QWidget, text: str) -> None:
    widget.setFocus()
    widget.selectAll()
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def source(history):
    return history.project.data.source


def use(history, data: DataSettings, **attachments: bytes) -> None:
    history.open(msgspec.structs.replace(history.project, data=data, attachments=dict(attachments)))


def facts(panel: QWidget) -> dict[str, str]:
    keys = ("train", "test", "features", "inputs", "classes", "targets", "dropped", "filled")
    values = {key: find(panel, f"data_facts_{key}") for key in keys}
    return {key: value.text() for key, value in values.items() if value.isVisible()}


def test_a_generated_set_is_chosen_by_its_picture_and_keeps_its_settings(panel, history):
    retype(find(panel, "data_samples"), "200")
    button = find(panel, "data_spiral")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert source(history) == Generated(name="spiral", samples=200)
    assert button.isChecked()
    assert not find(panel, "data_circle").isChecked()
    assert history.stack.undoText() == "Choose data set"
    history.stack.undo()
    assert find(panel, "data_circle").isChecked()


def test_a_second_click_leaves_the_picture_marked(panel):
    click(panel, "data_circle")
    assert find(panel, "data_circle").isChecked()


def test_every_generated_set_has_a_picture_of_its_own(panel):
    buttons = [each for each in panel.findChildren(QAbstractButton) if each.property("picture")]
    pictures = [each.icon().pixmap(40, 40).toImage() for each in buttons]
    assert len(buttons) == 8
    assert all(one != two for i, one in enumerate(pictures) for two in pictures[i + 1 :])


def test_a_sequence_is_chosen_from_the_list(panel, history):
    box = find(panel, "data_builtin")
    box.setFocus()
    while box.currentText() != "Sorting":
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert source(history) == Sequences(name="sorting")
    assert not find(panel, "data_noise").isVisible()


def test_trees_are_chosen_from_the_list(panel, history):
    box = find(panel, "data_builtin")
    box.setFocus()
    while box.currentText() != "Sentiment phrases":
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert source(history) == Phrases()
    assert not find(panel, "data_standardize").isVisible()
    assert not find(panel, "data_stratify").isVisible()
    panel.show_dataset(load(DataSettings(source=Phrases(samples=20, words=6))))
    assert facts(panel)["classes"] == "5"


def test_an_own_treebank_shows_its_name_and_no_columns(panel, history):
    bank = Treebank(attachment="mine.trees", file_name="mine.trees")
    use(history, DataSettings(source=bank), **{"mine.trees": b"(2 (1 a) (3 b))"})
    assert any(label.text() == "mine.trees" for label in panel.findChildren(QLabel))
    assert not find(panel, "data_table_preview").isVisible()
    assert find(panel, "data_test_share").isVisible()


def test_a_built_in_set_is_chosen_from_the_list(panel, history):
    box = find(panel, "data_builtin")
    assert box.currentIndex() == -1
    box.setFocus()
    while box.currentText() != "Wine":
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert source(history) == Builtin(name="wine")
    assert not find(panel, "data_noise").isVisible()
    assert find(panel, "data_standardize").isVisible()


def test_noise_moves_by_keys_as_one_step(panel, history):
    slider = find(panel, "data_noise")
    slider.setFocus()
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert source(history).noise == 15.0
    assert history.stack.count() == 1
    assert history.stack.undoText() == "Set noise"


def test_showing_a_fraction_of_a_percent_does_not_round_it(panel, history):
    use(history, DataSettings(source=Generated(name="line", noise=12.5)))
    assert source(history).noise == 12.5
    assert not history.stack.count()


def test_the_wheel_over_a_slider_without_the_keyboard_changes_nothing(panel, history, wheel):
    find(panel, "data_samples").setFocus()
    assert not wheel(find(panel, "data_noise"), 1)
    assert source(history).noise == 0.0


def test_the_dice_draw_other_points(panel, history):
    click(panel, "data_seed_next")
    click(panel, "data_seed_next")
    assert source(history).seed == 2
    assert history.stack.count() == 2


def test_the_split_is_set(panel, history):
    slider = find(panel, "data_test_share")
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Left)
    retype(find(panel, "data_split_seed"), "7")
    click(panel, "data_stratify")
    data = history.project.data
    assert (data.test_share, data.split_seed, data.stratify) == (0.49, 7, False)


def test_only_what_has_an_effect_is_shown(panel, history):
    names = ("data_test_share", "data_stratify", "data_standardize", "data_standardize_target")

    def shown() -> list[bool]:
        return [find(panel, name).isVisible() for name in names]

    assert shown() == [True, True, False, False]
    use(history, DataSettings(source=Builtin(name="diabetes")))
    panel.show_dataset(load(history.project.data))
    assert shown() == [True, False, True, True]
    use(history, DataSettings(source=Builtin(name="xor table")))
    panel.show_dataset(load(history.project.data))
    assert shown() == [False, False, False, False]


def test_the_rows_are_counted(panel, history):
    assert facts(panel) == {}
    panel.show_dataset(load(DataSettings(source=Builtin(name="iris"), test_share=0.4)))
    assert facts(panel) == {"train": "90", "test": "60", "features": "4", "classes": "3"}
    panel.show_dataset(load(DataSettings(source=Builtin(name="digits"), test_share=0.0)))
    assert facts(panel)["inputs"] == "8 × 8"
    panel.show_dataset(load(DataSettings(source=Builtin(name="diabetes"))))
    assert facts(panel)["targets"] == "progression"


def test_a_table_shows_its_name_its_rows_and_what_became_of_gaps(panel, history, qtbot):
    data = DataSettings(source=suggest(CONTENT, "own.csv"))
    with qtbot.waitSignal(panel._table.previewed):
        use(history, data, **{"own.csv": CONTENT})
    panel.show_dataset(load(data, {"own.csv": CONTENT}))
    assert facts(panel)["dropped"] == "8"
    assert find(panel, "data_table_facts").text() == "Rows: 40, columns: 3, missing values: 8"
    assert panel._table.view.model().rowCount() == 20


def test_the_format_and_columns_of_a_table_are_steps_that_can_be_undone(panel, history, qtbot):
    with qtbot.waitSignal(panel._table.previewed):
        use(history, DataSettings(source=suggest(CONTENT, "own.csv")), **{"own.csv": CONTENT})
    header = panel._table.header
    header.role_chosen.emit(0, "ignored")
    assert [each.role for each in source(history).columns] == ["ignored", "feature", "target"]
    assert history.stack.undoText() == "Set role of a"
    with qtbot.waitSignal(panel._table.previewed):
        history.stack.undo()
    assert panel._table.choices()[0].role == "feature"
    box = find(panel, "data_table_missing")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert source(history).missing == "fill"
    separator = find(panel, "data_table_separator")
    separator.setFocus()
    with qtbot.waitSignal(panel._table.previewed):
        QTest.keyClick(separator, Qt.Key.Key_Down)
    assert isinstance(source(history), Table)
    assert (source(history).separator, source(history).columns) == (";", ())


def test_leaving_a_table_leaves_its_bytes_out_of_the_project(panel, history, qtbot):
    with qtbot.waitSignal(panel._table.previewed):
        use(history, DataSettings(source=suggest(CONTENT, "own.csv")), **{"own.csv": CONTENT})
    click(panel, "data_xor")
    assert history.project.attachments == {}
    with qtbot.waitSignal(panel._table.previewed, raising=False, timeout=200):
        history.stack.undo()
    assert history.project.attachments == {"own.csv": CONTENT}


def test_a_table_whose_file_is_gone_says_so(panel, history, qtbot):
    with qtbot.waitSignal(panel._table.previewed):
        use(history, DataSettings(source=Table(attachment="x", file_name="own.csv")))
    assert panel._table.notes.sentences() == [
        "The file “own.csv” is empty. Open one that has rows."
    ]


def test_an_own_table_is_asked_for(panel, qtbot):
    with qtbot.waitSignal(panel.table_requested):
        click(panel, "data_open_table")


WIDE = b"a_rather_long_name_of_a_column,a_rather_long_name_of_another,third,kind\n" + b"".join(
    b"%d,%d,%d,%s\n" % (7 * i % 41, i, i % 5, b"xy"[i % 2 : i % 2 + 1]) for i in range(40)
)


def test_the_preview_of_a_table_begins_with_its_first_column(panel, history, qtbot):
    panel.resize(216, 900)
    use(history, DataSettings(source=suggest(WIDE, "own.csv")), **{"own.csv": WIDE})
    view = find(panel, "data_table_preview")
    qtbot.waitUntil(lambda: view.model().columnCount() == 4)
    header = view.horizontalHeader()
    assert view.columnViewportPosition(0) == 0
    assert find(panel, "data_table_selected").text() == "kind"
    assert header.sectionSize(0) <= view.viewport().width()
    bar = view.horizontalScrollBar()
    for place in range(bar.maximum()):
        bar.setValue(place)
        assert view.columnViewportPosition(header.logicalIndexAt(0)) == 0
    bar.setValue(bar.maximum())
    last = view.columnViewportPosition(3)
    assert 0 <= last <= view.viewport().width() - header.sectionSize(3)


def test_a_role_is_chosen_in_the_header_of_the_last_column(panel, history, qtbot, monkeypatch):
    panel.resize(216, 900)
    use(history, DataSettings(source=suggest(WIDE, "own.csv")), **{"own.csv": WIDE})
    view = find(panel, "data_table_preview")
    qtbot.waitUntil(lambda: view.model().columnCount() == 4)
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    header = view.horizontalHeader()
    line = (header.height() - 8) // 3
    place = QPoint(header.sectionViewportPosition(3) + 20, 4 + line + line // 2)
    assert header.viewport().rect().contains(place)
    opened = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, at: opened.append((menu, at)))
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    ((menu, at),) = opened
    assert header.mapFromGlobal(at).x() >= 0
    menu.actions()[3].trigger()
    menu.close()
    assert source(history).columns[3].role == "ignored"


@pytest.mark.parametrize("name", ["data_split_seed", "data_seed"])
def test_a_short_title_stands_in_one_line_beside_its_number(panel, qtbot, name):
    panel.resize(216, 900)
    qtbot.wait(30)
    box = find(panel, name)
    (label,) = [each for each in panel.findChildren(QLabel) if each.buddy() is box]
    assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
    assert box.width() >= 68
    assert panel.rect().contains(box.mapTo(panel, box.rect().bottomRight()))
    panel.resize(320, 900)
    qtbot.waitUntil(lambda: box.width() == EDITOR_WIDTH)


def test_features_can_be_scaled_to_a_range_where_they_are_scaled_at_all(panel, history):
    box = find(panel, "data_builtin")
    box.setFocus()
    while box.currentText() != "Wine":
        QTest.keyClick(box, Qt.Key.Key_Down)
    click(panel, "data_unit_range")
    assert history.project.data.unit_range
    assert history.stack.undoText() == "Set the range of features"
    click(panel, "data_standardize")
    assert not find(panel, "data_unit_range").isVisible()


def test_which_target_goes_to_which_output_is_told(panel, history):
    graph, added = history.project.graph.add(Dense(units=1))
    content = b"a,b,c\n" + b"".join(f"{i * 7 % 20},{i},{-i}\n".encode() for i in range(20))
    table = suggest(content, "own.csv")
    columns = [msgspec.structs.replace(each, role="target") for each in table.columns[1:]]
    table = msgspec.structs.replace(table, columns=(table.columns[0], *columns))
    data = DataSettings(source=table)
    history.open(
        msgspec.structs.replace(
            history.project, data=data, attachments={"own.csv": content}
        ).with_graph(graph.connect(3, added))
    )
    panel.show_dataset(load(data, {"own.csv": content}))
    targets = find(panel, "data_facts_targets")
    assert targets.text() == "b → dense_2\nc → dense_3"
    training = history.project.training.with_output(4, OutputTraining(targets="c"))
    history.do("Set", msgspec.structs.replace(history.project, training=training))
    assert targets.text() == "c → dense_2\nb → dense_3"
    history.do("Delete", history.project.with_graph(history.project.graph.remove({added})))
    assert targets.text() == "b, c"


def shown_numbers(panel):
    names = ("noise", "samples", "steps", "symbols", "words", "seed")
    return {name for name in names if find(panel, f"data_sequence_{name}").isVisible()}


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        (Sequences(name="sine wave"), {"noise", "samples", "steps", "seed"}),
        (Sequences(name="sorting"), {"samples", "steps", "symbols", "seed"}),
        (Sequences(name="reversing"), {"samples", "steps", "symbols", "seed"}),
        (Sequences(name="text"), {"samples", "steps", "seed"}),
        (Text(attachment="a", file_name="a.txt"), {"samples", "steps", "seed"}),
        (Phrases(), {"samples", "words", "seed"}),
        (Builtin(name="iris"), set()),
        (Generated(), set()),
    ],
)
def test_a_drawn_set_shows_the_numbers_that_have_an_effect(panel, history, chosen, wanted):
    use(history, DataSettings(source=chosen), a=b"abc" * 50)
    assert shown_numbers(panel) == wanted


def test_the_numbers_of_sequences_are_set_as_steps_that_can_be_undone(panel, history):
    use(history, DataSettings(source=Sequences(name="sorting")))
    retype(find(panel, "data_sequence_samples"), "200")
    retype(find(panel, "data_sequence_steps"), "6")
    retype(find(panel, "data_sequence_symbols"), "4")
    click(panel, "data_sequence_seed_next")
    assert source(history) == Sequences(name="sorting", samples=200, steps=6, symbols=4, seed=1)
    history.stack.undo()
    assert history.stack.undoText() == "Set number of symbols"
    retype(find(panel, "data_sequence_steps"), "1")
    assert source(history).steps == 6
    assert find(panel, "data_sequence_steps").property("invalid")


def test_the_noise_of_the_wave_is_moved_by_keys(panel, history):
    use(history, DataSettings(source=Sequences()))
    QTest.keyClick(find(panel, "data_sequence_noise"), Qt.Key.Key_PageUp)
    assert source(history).noise == 5.0


def test_the_input_is_what_is_to_be_learned_where_that_is_ticked(panel, history):
    use(history, DataSettings(source=Builtin(name="digits")))
    box = find(panel, "data_reconstruct")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert history.project.data.reconstruct
    assert history.stack.undoText() == "Set reconstruction of the input"
    assert not find(panel, "data_standardize_target").isVisible()
    use(history, DataSettings(source=Sequences(name="sorting")))
    assert not box.isVisible()
    use(history, DataSettings(source=Sequences(name="sorting"), reconstruct=True))
    assert box.isVisible()


def test_an_own_text_shows_its_name_and_the_button_offers_another(panel, history):
    use(history, DataSettings(source=Sequences(name="text")))
    assert find(panel, "data_open_table").accessibleName() == "Open text or table…"
    use(history, DataSettings(source=Text(attachment="a", file_name="verse.txt")), a=b"abc" * 50)
    labels = [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]
    assert "verse.txt" in labels
    assert find(panel, "data_open_table").accessibleName() == "Open text or table…"


def test_the_targets_of_an_autoencoder_are_the_inputs_and_many_targets_are_counted(panel):
    digits = DataSettings(source=Builtin(name="digits"), reconstruct=True)
    panel.show_dataset(load(digits))
    assert facts(panel)["targets"] == "the inputs"
    rows = np.random.default_rng(0).random((20, 3))
    for count, said in ((2, "y1, y2"), (5, "5")):
        panel.show_dataset(Dataset.from_arrays(rows, np.ones((20, count)) * rows[:, :1]))
        assert facts(panel)["targets"] == said


def test_rows_that_keep_their_order_are_not_split_by_chance(panel, history):
    click(panel, "data_in_order")
    assert history.project.data.in_order
    assert history.stack.undoText() == "Set the order of rows"
    assert not find(panel, "data_split_seed").isVisible()
    assert not find(panel, "data_stratify").isVisible()
    click(panel, "data_in_order")
    assert find(panel, "data_stratify").isVisible()


def test_own_points_know_by_themselves_which_are_held_out(panel, history):
    points = Points(points=(Point(0.0, 0.0, 0, 0.1), Point(1.0, 1.0, 1, 0.9)))
    use(history, DataSettings(source=points))
    panel.show_dataset(load(history.project.data))
    assert find(panel, "data_test_share").isVisible()
    for name in ("data_split_seed", "data_in_order", "data_stratify", "data_standardize"):
        assert not find(panel, name).isVisible(), name
    assert facts(panel)["train"] == facts(panel)["test"] == "1"


def test_the_button_for_own_points_asks_to_draw(panel, qtbot):
    with qtbot.waitSignal(panel.points_requested):
        click(panel, "data_draw_points")
