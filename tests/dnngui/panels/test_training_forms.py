"""The folded settings of the training, and those of single layers."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from test_inspector import find, retype

from dnngui.document.project import TrainingSettings
from dnngui.panels.forms.note import Notes
from dnngui.panels.inspector import InspectorPanel
from dnngui.panels.trainingsection import FIRST, MORE
from engine import Graph, schedules
from engine.classweights import Balanced, GivenWeights
from engine.data.load import load
from engine.data.settings import Builtin, DataSettings, Generated
from engine.layers import RBM, Input
from engine.optim.clipping import ClipNorm
from engine.optim.layers import LayerTraining
from engine.stopping import EarlyStopping


@pytest.fixture
def inspector(history, show):
    return show(InspectorPanel(history))


def visible(panel: QWidget, name: str) -> bool:
    return any(each.isVisible() for each in panel.findChildren(QWidget, name))


def choose(box: QWidget, text: str) -> None:
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != text:
        QTest.keyClick(box, Qt.Key.Key_Down)


def tick(box: QWidget) -> None:
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)


def unfold(panel: QWidget, name: str) -> None:
    QTest.mouseClick(find(panel, name), Qt.MouseButton.LeftButton)


def test_every_setting_stands_in_one_of_the_two_forms():
    known = {field.name for field in msgspec.structs.fields(TrainingSettings)}
    assert sorted((*FIRST, *MORE, "layers", "outputs")) == sorted(known)


def test_a_schedule_is_chosen_with_its_own_fields(inspector, history):
    choose(find(inspector, "training_schedule_kind"), "Cosine")
    retype(find(inspector, "training_schedule_period"), "20")
    retype(find(inspector, "training_schedule_warm_up"), "1.5")
    assert history.project.training.schedule == schedules.Cosine(period=20, warm_up=1.5)
    choose(find(inspector, "training_schedule_kind"), "Milestones")
    retype(find(inspector, "training_schedule_milestones"), "5, 8")
    assert history.project.training.schedule == schedules.MultiStep(milestones=(5, 8))


def test_what_most_people_never_touch_is_folded_away(inspector, history):
    assert not visible(inspector, "training_l2")
    unfold(inspector, "training_more")
    retype(find(inspector, "training_l2"), "0.5")
    choose(find(inspector, "training_clipping_kind"), "By norm")
    retype(find(inspector, "training_clipping_limit"), "3")
    choose(find(inspector, "training_stopping_kind"), "On")
    retype(find(inspector, "training_stopping_patience"), "7")
    training = history.project.training
    assert (training.l2, training.clipping) == (0.5, ClipNorm(limit=3.0))
    assert training.stopping == EarlyStopping(patience=7)
    unfold(inspector, "training_more")
    assert not visible(inspector, "training_l2")


def test_weights_of_classes_are_chosen_or_written(inspector, history):
    unfold(inspector, "training_more")
    choose(find(inspector, "training_class_weights_kind"), "Balanced")
    assert history.project.training.class_weights == Balanced()
    choose(find(inspector, "training_class_weights_kind"), "Given")
    retype(find(inspector, "training_class_weights_weights"), "cat=2, dog=0.5")
    assert history.project.training.class_weights == GivenWeights(weights="cat=2, dog=0.5")
    retype(find(inspector, "training_class_weights_weights"), "cat=")
    assert history.project.training.class_weights == GivenWeights(weights="cat=2, dog=0.5")
    (notes,) = inspector.findChildren(Notes, "training_class_weights_weights_notes")
    assert "equals sign" in notes.sentences()[0]


def test_the_fold_is_open_where_something_in_it_is_set(inspector, history):
    training = msgspec.structs.replace(history.project.training, clipping=ClipNorm())
    history.do("Clip", msgspec.structs.replace(history.project, training=training))
    assert visible(inspector, "training_clipping_limit")


def test_settings_of_a_layer_are_edited_with_it_and_undone(inspector, history):
    inspector.show_selection({2})
    assert not visible(inspector, "inspector_dense_training_frozen")
    unfold(inspector, "inspector_dense_more")
    retype(find(inspector, "inspector_dense_training_rate_factor"), "0.1")
    box = find(inspector, "inspector_dense_training_frozen")
    tick(box)
    assert history.project.training.layers == {2: LayerTraining(frozen=True, rate_factor=0.1)}
    assert history.stack.undoText() == "Set frozen of dense_1"
    history.stack.undo()
    history.stack.undo()
    assert history.project.training.layers == {}
    assert not box.isChecked()


def test_an_empty_strength_is_that_of_the_network_again(inspector, history):
    inspector.show_selection({2})
    unfold(inspector, "inspector_dense_more")
    field = find(inspector, "inspector_dense_training_l2")
    retype(field, "0.2")
    assert history.project.training.layers == {2: LayerTraining(l2=0.2)}
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert history.project.training.layers == {}


def test_several_layers_are_frozen_together(inspector, history):
    inspector.show_selection({2, 4})
    unfold(inspector, "inspector_dense_more")
    box = find(inspector, "inspector_dense_training_frozen")
    tick(box)
    frozen = LayerTraining(frozen=True)
    assert history.project.training.layers == {2: frozen, 4: frozen}
    assert history.stack.count() == 1


def test_a_layer_without_weights_has_no_training(inspector, history):
    inspector.show_selection({3})
    assert not visible(inspector, "inspector_dropout_more")


def test_the_machines_are_pre_trained_where_that_is_ticked(inspector, history):
    assert not visible(inspector, "training_pretraining")
    graph = history.project.graph.insert(history.project.graph.edges[0], RBM(units=4))[0]
    history.do("Insert RBM", history.project.with_graph(graph))
    tick(find(inspector, "training_pretraining"))
    assert history.project.training.pretraining
    assert history.stack.undoText() == "Set pre-train the RBMs"
    unfold(inspector, "training_more")
    retype(find(inspector, "training_labelled"), "100")
    assert history.project.training.labelled == 100


def test_a_machine_that_ends_the_network_leaves_batch_size_and_seed_to_set(inspector, history):
    assert not visible(inspector, "training_rbm_note")
    graph = Graph.sequential(Input(shape=(2,)), RBM())
    history.do("Draw", history.project.with_graph(graph))
    assert visible(inspector, "training_rbm_note")
    assert not visible(inspector, "training_loss_kind")
    retype(find(inspector, "training_rbm_batch_size"), "7")
    assert history.project.training.batch_size == 7
    history.stack.undo()
    history.stack.undo()
    assert visible(inspector, "training_loss_kind")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("gauss", {"training_threshold"}),
        ("regression plane", {"training_tolerance"}),
        ("iris", set()),
    ],
)
def test_threshold_and_tolerance_are_shown_where_the_task_has_them(inspector, source, shown):
    unfold(inspector, "training_more")
    fields = {"training_threshold", "training_tolerance"}
    assert {name for name in fields if visible(inspector, name)} == fields
    kind = Builtin if source == "iris" else Generated
    inspector.show_dataset(load(DataSettings(source=kind(name=source))))
    assert {name for name in fields if visible(inspector, name)} == shown
    labels = {each.text() for each in inspector.findChildren(QLabel) if each.isVisible()}
    assert ("Threshold" in labels, "Tolerance" in labels) == (
        "training_threshold" in shown,
        "training_tolerance" in shown,
    )
