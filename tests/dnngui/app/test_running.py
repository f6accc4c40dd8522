"""What the window shows of a run: figures, pictures of the layers, and what goes with them."""

from __future__ import annotations

import time

import msgspec
import pytest
from driving import child, press
from PySide6.QtWidgets import QLabel

from dnngui.app import running
from dnngui.document import examples
from dnngui.panels.chart import Chart
from dnngui.plots.accuracy import AccuracyPanel
from dnngui.training.events import State, StateChanged
from dnngui.training.mailbox import Mailbox
from engine import Graph, layers
from engine.schedules import ReduceOnPlateau, StepDecay


def figure(window, name):
    return child(window, QLabel, f"transport_{name}").text()


def change_training(window, **values):
    project = window.history.project
    training = msgspec.structs.replace(project.training, **values)
    window.history.do("Set", msgspec.structs.replace(project, training=training))


def test_the_figures_at_the_end_of_a_run_are_those_of_its_last_step(window, qtbot, monkeypatch):
    # The window takes the last frame before it hears of the end, and within the time for which
    # the figures before it stand.
    monkeypatch.setattr(running, "_READABLE", 1e9)
    tell = Mailbox.tell

    def tell_late(mailbox, event):
        time.sleep(0.3 if event == StateChanged(State.FINISHED) else 0.0)
        tell(mailbox, event)

    monkeypatch.setattr(Mailbox, "tell", tell_late)
    change_training(window, epochs=40)
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: window.session.state == "finished", timeout=20_000)
    qtbot.waitUntil(lambda: figure(window, "epoch") == "40")
    last = window.session.snapshot().snapshot.record.evaluations[-1]
    assert figure(window, "accuracy") == f"{100.0 * last.test_metrics['accuracy']:.1f}%"


def test_after_some_batches_the_panel_and_the_figures_say_the_same(window, qtbot):
    metrics = window.findChild(AccuracyPanel)
    for _ in range(3):
        press(window, "step_batch")
    steps = window.session.snapshot().snapshot.step
    qtbot.waitUntil(lambda: figure(window, "epoch") == f"{steps / 25:.2f}")
    assert figure(window, "accuracy") in metrics.legend.text()
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: figure(window, "epoch") == "1")
    qtbot.waitUntil(lambda: figure(window, "accuracy") in metrics.legend.text())


def has_previews(window):
    return any(item.has_preview for item in window.canvas._drawing.nodes.values())


@pytest.fixture
def trained(window, qtbot):
    """The first example after an epoch, its figures and the pictures of its layers in sight."""
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: figure(window, "epoch") == "1")
    qtbot.waitUntil(lambda: has_previews(window))
    return window


def test_layers_of_a_new_project_have_no_pictures_of_the_one_before(trained, answers):
    press(trained, "new_project")
    trained.canvas.add_layer(layers.Input())
    trained.canvas.add_layer(layers.Dense(units=3))
    assert set(trained.canvas._drawing.nodes) == {1, 2}
    assert not has_previews(trained)


def cut_off_the_input(window):
    edge = window.history.project.graph.edges[0]
    graph = window.history.project.graph.disconnect([edge])
    window.history.do("Cut", window.history.project.with_graph(graph))


def take_other_data(window):
    data = examples.named("Iris").build().data
    window.history.do("Other data", msgspec.structs.replace(window.history.project, data=data))


@pytest.mark.parametrize("spoil", [cut_off_the_input, take_other_data])
def test_where_nothing_can_be_computed_nothing_is_shown_until_it_can_again(trained, qtbot, spoil):
    metrics = trained.findChild(AccuracyPanel)
    spoil(trained)
    qtbot.waitUntil(lambda: trained.session.state == "blocked")
    names = ("epoch", "loss", "test_loss", "accuracy")
    qtbot.waitUntil(lambda: {figure(trained, name) for name in names} == {"–"})
    assert not has_previews(trained)
    assert "%" not in metrics.legend.text()
    trained.history.stack.undo()
    qtbot.waitUntil(lambda: figure(trained, "epoch") == "1")
    qtbot.waitUntil(lambda: has_previews(trained) and "%" in metrics.legend.text())


def test_an_edit_that_passes_through_an_error_makes_nothing_blink(trained, qtbot):
    shown = [figure(trained, "accuracy")]
    cut_off_the_input(trained)
    qtbot.waitUntil(lambda: trained.session.state == "blocked")
    shown.append(figure(trained, "accuracy"))
    assert "–" not in shown
    assert has_previews(trained)


def test_the_rate_in_force_follows_the_run_and_each_edit_while_it_rests(window, qtbot):
    def title():
        return figure(window, "rate_title")

    change_training(window, schedule=StepDecay(every=2, factor=0.5), epochs=8)
    for epoch, rate in enumerate(("0.03", "0.03", "0.015", "0.015", "0.0075")):
        wanted = (str(epoch), f"Rate now {rate}")
        qtbot.waitUntil(lambda: (figure(window, "epoch"), title()) == wanted)  # noqa: B023
        press(window, "step_epoch")
    qtbot.waitUntil(lambda: figure(window, "epoch") == "5")
    mark = child(window, Chart, "training_schedule_curve").mark
    qtbot.waitUntil(lambda: mark() == (5.0, 0.0075))
    change_training(window, schedule=StepDecay(every=1, factor=0.5))
    qtbot.waitUntil(lambda: mark() == (5.0, 0.03 / 32))
    assert title() == f"Rate now {0.03 / 32:.3g}"
    press(window, "redraw")
    qtbot.waitUntil(lambda: mark() == (0.0, 0.03))


def test_the_reductions_on_a_plateau_are_drawn_as_they_happen(window, qtbot):
    plateau = ReduceOnPlateau(patience=0, factor=0.5, minimum_change=100.0)
    change_training(window, schedule=plateau, epochs=4)
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: window.session.state == "finished")
    note = child(window, QLabel, "training_schedule_curve_note")
    qtbot.waitUntil(lambda: "Falls so far: 3, last at epoch 4." in note.text())


def test_a_pre_training_is_told_of_in_the_transport_and_the_panels(window, qtbot):
    window.start_example("Digits, deep belief network")
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=30_000)
    press(window, "step_batch")
    status = child(window, QLabel, "transport_status")
    wanted = "Pre-training layer 1 of 3, epoch 1 of 30"
    qtbot.waitUntil(lambda: status.text() == wanted, timeout=10_000)
    qtbot.waitUntil(lambda: window.docks.loss.windowTitle() == "Reconstruction error")
    assert window.docks.by_name["accuracy"].windowTitle() == "Free energy"
    press(window, "reset")
    qtbot.waitUntil(lambda: status.text() == "Ready", timeout=10_000)


def test_an_rbm_that_reads_standardised_data_is_mended_by_its_button(window, qtbot):
    output = layers.Dense(units=3, activation="softmax")
    graph = Graph.sequential(layers.Input(shape=(4,)), layers.RBM(units=3), output)
    project = examples.named("Iris").build().with_graph(graph)
    window.start(project)
    qtbot.waitUntil(lambda: bool(window.checker.problems), timeout=30_000)
    (problem,) = window.checker.problems
    window.checker.repair(problem)
    assert window.history.project.data.unit_range
    assert window.history.stack.undoText() == "Scale the features to 0 to 1"
    qtbot.waitUntil(lambda: window.checker.knows_data and not window.checker.problems)
