"""The transport bar."""

from __future__ import annotations

import math

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget

from dnngui.panels.figure import figure, percent
from dnngui.panels.ratebox import RATES
from dnngui.panels.transport import TransportBar
from engine.schedules import Cosine
from engine.unsupervised.advance import PretrainingPlace


@pytest.fixture
def bar(history, show):
    return show(TransportBar(history), 1200, 60)


def button(bar: TransportBar, name: str) -> QToolButton:
    found = bar.findChild(QToolButton, f"transport_{name}")
    assert found is not None
    return found


def figures(bar: TransportBar) -> list[str]:
    names = ("epoch", "loss", "test_loss", "accuracy")
    return [bar.findChild(QWidget, f"transport_{name}").text() for name in names]


def speed(bar: TransportBar) -> str:
    return bar.findChild(QWidget, "transport_speed").text()


def press(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("run", "run_requested"),
        ("step_batch", "step_batch_requested"),
        ("step_epoch", "step_epoch_requested"),
        ("reset", "reset_requested"),
        ("redraw", "redraw_requested"),
    ],
)
def test_each_button_asks_for_its_own(bar, qtbot, name, signal):
    with qtbot.waitSignal(getattr(bar, signal)):
        press(button(bar, name))


def test_the_big_button_runs_and_pauses(bar, qtbot):
    bar.set_state("running")
    assert button(bar, "run").accessibleName() == "Pause"
    with qtbot.waitSignal(bar.pause_requested):
        press(button(bar, "run"))
    bar.set_state("paused")
    assert button(bar, "run").accessibleName() == "Go on"
    with qtbot.waitSignal(bar.run_requested):
        press(button(bar, "run"))


def test_while_it_runs_there_are_no_single_steps(bar, qtbot):
    bar.set_state("running")
    assert not button(bar, "step_batch").isEnabled()
    assert not button(bar, "step_epoch").isEnabled()
    assert button(bar, "reset").isEnabled()


def test_what_blocks_the_training_is_said_where_one_would_press(bar):
    bar.set_state("blocked", "dense_1 has no input. Connect a layer to it.")
    for name in ("run", "step_batch", "step_epoch", "reset", "redraw"):
        assert not button(bar, name).isEnabled()
        assert button(bar, name).toolTip() == "dense_1 has no input. Connect a layer to it."
    bar.set_state("idle")
    assert button(bar, "run").isEnabled()
    assert button(bar, "run").toolTip() == "Run"


def test_after_a_failure_training_goes_back_to_the_last_good_weights(bar):
    bar.show_shortcuts({"run": "Ctrl+R"})
    bar.set_state("failed")
    tip = "Go back to the last good weights and"
    assert button(bar, "run").toolTip() == f"{tip} run (Ctrl+R)"
    assert button(bar, "step_batch").toolTip() == f"{tip} train on one batch"
    assert button(bar, "step_epoch").toolTip() == f"{tip} train for one epoch"
    for name in ("run", "step_batch", "step_epoch", "reset"):
        assert button(bar, name).isEnabled()


def test_after_a_failure_without_good_weights_one_can_only_begin_anew(bar):
    bar.set_state("failed", "The loss is not finite.")
    assert not button(bar, "run").isEnabled()
    assert button(bar, "run").toolTip() == "The loss is not finite."
    assert button(bar, "reset").isEnabled()


def test_keys_are_told_in_the_tooltips(bar):
    bar.show_shortcuts({"run": "Ctrl+R", "reset": "Ctrl+Home"})
    assert button(bar, "run").toolTip() == "Run (Ctrl+R)"
    bar.set_state("running")
    assert button(bar, "run").toolTip() == "Pause (Ctrl+R)"
    assert button(bar, "reset").toolTip() == "Back to the same first weights (Ctrl+Home)"


def test_numbers_are_shown(bar):
    assert figures(bar) == ["–", "–", "–", "–"]
    bar.set_state("running")
    bar.show_numbers(epoch=12, loss=0.69314, test_loss=0.7, accuracy=0.965, steps_per_second=812.4)
    assert figures(bar) == ["12", "0.6931", "0.7000", "96.5%"]
    assert speed(bar) == "812 steps/s"


@pytest.mark.parametrize(
    ("epoch", "text"),
    [(0.0004, "0.01"), (2.5, "2.50"), (0.9999, "0.99"), (3.0, "3"), (12_345.5, "12345")],
)
def test_a_part_of_an_epoch_is_seen_and_never_the_whole_one(bar, epoch, text):
    bar.show_numbers(epoch=epoch, loss=0.5)
    assert figures(bar)[0] == text


def test_millions_of_epochs_are_shown_short(bar):
    bar.show_numbers(epoch=9_999_999, loss=0.5)
    assert figures(bar)[0] == "9.99 M"


def test_the_cores_are_told_where_several_share_a_batch(bar):
    bar.set_state("running")
    bar.show_numbers(epoch=1, loss=0.5, steps_per_second=190.0, workers=2)
    assert speed(bar) == "190 steps/s on 2 cores"
    bar.show_numbers(epoch=1, loss=0.5, steps_per_second=190.0, workers=1)
    assert speed(bar) == "190 steps/s"


def test_without_a_run_there_is_no_speed(bar):
    bar.show_numbers(epoch=12, loss=0.5, steps_per_second=812.4)
    assert speed(bar) == ""
    bar.set_state("running")
    bar.show_numbers(epoch=12, loss=0.5, steps_per_second=812.4)
    bar.set_state("paused")
    assert speed(bar) == ""


def test_numbers_can_be_cleared(bar):
    bar.set_state("running")
    bar.show_numbers(epoch=12, loss=0.5, test_loss=0.7, accuracy=0.9, steps_per_second=812.4)
    bar.clear_numbers()
    assert figures(bar) == ["–", "–", "–", "–"]
    assert speed(bar) == ""


@pytest.mark.parametrize(
    ("numbers", "caption"),
    [
        ({"accuracy": 0.9}, "Accuracy"),
        ({"accuracy": 0.9, "test_loss": 0.5}, "Test accuracy"),
        ({"accuracy": 0.9, "test_loss": 0.5, "on_test": False}, "Accuracy"),
        ({"r2": 0.9}, "R²"),
        ({"r2": 0.9, "test_loss": 0.5}, "Test R²"),
    ],
)
def test_the_caption_says_of_which_part_the_accuracy_is(bar, numbers, caption):
    bar.show_numbers(epoch=1, loss=0.5, **numbers)
    assert bar.findChild(QWidget, "transport_accuracy").accessibleName() == caption


def test_it_fits_in_a_window_of_960(bar):
    assert bar.minimumSizeHint().width() <= 890


def test_a_regression_shows_r2_in_place_of_the_accuracy(bar):
    bar.show_numbers(epoch=1, loss=3.0, r2=0.5)
    quality = bar.findChild(QWidget, "transport_accuracy")
    assert (quality.text(), quality.accessibleName()) == ("0.5000", "R²")
    bar.show_numbers(epoch=1, loss=3.0, accuracy=1.0)
    assert (quality.text(), quality.accessibleName()) == ("100.0%", "Accuracy")


def test_numbers_never_move_what_stands_beside_them(bar, qtbot):
    places = set()
    bar.set_state("running")
    bar.show_numbers(epoch=0, loss=0.5, test_loss=0.5, r2=0.5)
    for epoch, loss in (
        (0, 0.5),
        (999_999, 1234.5),
        (7, 1e-9),
        (8, math.nan),
        (9, -1.1e-11),
        (10, -8.8e88),
        (11, 8.8e-88),
        (12, -8.8e-288),
        (9_999_999, -8888.8),
    ):
        bar.show_numbers(
            epoch=epoch, loss=loss, test_loss=loss, r2=loss, steps_per_second=10.0 * epoch
        )
        qtbot.wait(1)
        places.add(tuple(each.x() for each in (*bar._figures.values(), bar.rate)))
        for each in bar._figures.values():
            value = each._value
            assert value.fontMetrics().horizontalAdvance(value.text()) <= value.width()
    assert len(places) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (0.0, "0.0000"),
        (0.693147, "0.6931"),
        (12.3456, "12.346"),
        (1234.56, "1234.6"),
        (99999.9, "1.0·10⁵"),
        (3.2e-5, "3.2·10⁻⁵"),
        (-8.1e37, "−8.1·10³⁷"),
        (-8.1e-37, "−8·10⁻³⁷"),
        (9.96e98, "1.0·10⁹⁹"),
        (-1.7e308, "−2·10³⁰⁸"),
        (-0.25, "−0.2500"),
        (9.99999, "10.000"),
        (math.inf, "∞"),
        (math.nan, "NaN"),
    ],
)
def test_losses_of_every_size_are_short(value, text):
    assert figure(value) == text


def test_shares_are_percentages():
    assert [percent(each) for each in (0.0, 0.5, 1.0, None)] == ["0.0%", "50.0%", "100.0%", "–"]


def rate_of(history) -> float:
    return history.project.training.optimizer.learning_rate


def test_the_learning_rate_is_typed_as_one_step(bar, history):
    field = bar.rate.lineEdit()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "0.25")
    assert rate_of(history) == 0.03
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert rate_of(history) == 0.25
    assert history.stack.count() == 1
    assert history.stack.undoText() == "Set learning rate"
    history.stack.undo()
    assert field.text() == "0.03"


def test_up_and_down_go_through_the_playgrounds_rates(bar, history):
    bar.rate.setFocus()
    QTest.keyClick(bar.rate, Qt.Key.Key_Up)
    assert rate_of(history) == 0.1
    QTest.keyClick(bar.rate, Qt.Key.Key_Down)
    QTest.keyClick(bar.rate, Qt.Key.Key_Down)
    assert rate_of(history) == 0.01
    for _ in range(20):
        QTest.keyClick(bar.rate, Qt.Key.Key_Up)
    assert rate_of(history) == max(RATES)


def test_a_rate_is_chosen_from_the_list(bar, history):
    bar.rate.activated.emit(RATES.index(0.3))
    assert rate_of(history) == 0.3
    assert bar.rate.currentText() == "0.3"


def test_a_wrong_rate_is_marked_and_explained_and_the_old_one_stays(bar, history):
    field = bar.rate.lineEdit()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "fast")
    assert bar.rate.property("invalid") is True
    assert bar.rate.toolTip() == "Enter a number greater than 0 and at most 1000."
    assert field.actions(), "no sign beside the words"
    assert field.text() == "fast"
    assert rate_of(history) == 0.03
    QTest.keyClick(bar.rate, Qt.Key.Key_Escape)
    assert field.text() == "0.03"
    assert not field.actions()


def test_the_wheel_over_the_rate_without_the_keyboard_changes_nothing(bar, history, wheel):
    button(bar, "run").setFocus(Qt.FocusReason.TabFocusReason)
    assert not wheel(bar.rate, 1)
    assert rate_of(history) == 0.03
    bar.rate.setFocus()
    assert wheel(bar.rate, 1)
    assert rate_of(history) == 0.1


def test_a_rate_set_elsewhere_is_shown(bar, history):
    import msgspec

    from engine.optim import Adam

    training = msgspec.structs.replace(history.project.training, optimizer=Adam())
    history.do("Use Adam", msgspec.structs.replace(history.project, training=training))
    assert bar.rate.currentText() == "0.001"


def title(bar: TransportBar) -> str:
    return bar.findChild(QWidget, "transport_rate_title").text()


def test_the_rate_in_force_is_shown_while_a_schedule_moves_it(bar, history):
    bar.show_numbers(epoch=3.0, loss=0.5, rate=0.012345)
    assert title(bar) == "Learning rate"
    training = msgspec.structs.replace(history.project.training, schedule=Cosine())
    width = bar.minimumSizeHint().width()
    history.do("Set", msgspec.structs.replace(history.project, training=training))
    assert title(bar) == "Rate now 0.0123"
    assert bar.rate.currentText() == "0.03"
    bar.show_numbers(epoch=4.0, loss=0.4, rate=0.0000678)
    assert title(bar) == "Rate now 0.0000678"
    assert bar.minimumSizeHint().width() == width
    bar.clear_numbers()
    assert title(bar) == "Learning rate"


def test_a_search_for_a_rate_begins_at_its_button(bar, qtbot):
    with qtbot.waitSignal(bar.search_requested):
        press(button(bar, "find_rate"))


def test_while_an_rbm_learns_the_losses_are_errors_and_its_free_energy_stands_beside(bar):
    bar.show_numbers(epoch=3.0, loss=0.03, test_loss=0.031, free_energy=-22.5)
    assert figures(bar) == ["3", "0.0300", "0.0310", "−22.500"]
    names = [each.accessibleName() for each in bar.findChildren(QWidget)]
    assert {"Error", "Test error", "Free energy"} <= set(names)
    bar.show_numbers(epoch=3.0, loss=0.03, accuracy=0.5)
    names = [each.accessibleName() for each in bar.findChildren(QWidget)]
    assert {"Loss", "Test loss", "Accuracy"} <= set(names)


def test_the_state_says_which_layer_is_pre_trained_until_it_is_over(bar):
    status = bar.findChild(QWidget, "transport_status")
    bar.set_state("running")
    bar.show_pretraining(PretrainingPlace("rbm_1", 1, 3, 4, 10))
    assert status.text() == "Pre-training layer 1 of 3, epoch 4 of 10"
    bar.show_pretraining(None)
    assert status.text() == "Running"
    bar.show_pretraining(PretrainingPlace("rbm_1", 1, 3, 4, 10))
    bar.clear_numbers()
    assert status.text() == "Running"


def test_it_tells_which_buttons_can_be_pressed_once_for_each_change(bar):
    told = []
    bar.offered.connect(told.append)
    for state in ("running", "running", "paused", "blocked", "paused"):
        bar.set_state(state)
    bar.show_best(known=True)
    bar.show_best(known=True)
    at_rest = frozenset({"run", "step_batch", "step_epoch", "reset", "redraw"})
    running = at_rest - {"step_batch", "step_epoch"}
    assert told == [running, at_rest, frozenset(), at_rest, at_rest | {"best"}]
    assert bar.able == {each for each in at_rest | {"best"} if button(bar, each).isEnabled()}
