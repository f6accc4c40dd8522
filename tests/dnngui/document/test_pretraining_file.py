"""A pre-training in a project's file: kept whole, or refused with a word."""

from __future__ import annotations

import zipfile

import msgspec
import pytest
from document_projects import advance, with_training

from dnngui.document.file import SavedProject, load, save
from dnngui.document.project import Project
from dnngui.document.run import prepare, saved_run
from engine import Graph, layers, losses
from engine.data.settings import Builtin, DataSettings


@pytest.fixture
def saved(tmp_path):
    """A file of a run that stands in the second of two machines, chains running."""
    first = layers.RBM(units=5, visible="gaussian", pretraining_rate=0.01, pretraining_epochs=2)
    second = layers.RBM(units=4, persistent=True, pretraining_epochs=2)
    output = layers.Dense(units=3, activation="softmax")
    project = Project(
        graph=Graph.sequential(layers.Input(shape=(4,)), first, second, output),
        data=DataSettings(source=Builtin(name="iris")),
    )
    loss = losses.SparseCategoricalCrossentropy()
    project = with_training(project, loss=loss, pretraining=True, batch_size=20, epochs=2)
    trainer = prepare(project).trainer
    advance(trainer, 11)
    path = tmp_path / "belief.dnn"
    save(path, SavedProject(project, saved_run(trainer)))
    return path, trainer


def changed(path, name, change):
    """Rewrite one part of a file."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    if change is None:
        del parts[name]
    else:
        parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, content)


def with_field(field, value):
    def change(content):
        tree = msgspec.json.decode(content)
        part = tree["pretraining"]
        *outer, last = field.split(".")
        for each in outer:
            part = part[each]
        part[last] = value
        return msgspec.json.encode(tree)

    return change


def test_it_is_opened_as_it_was_saved(saved):
    path, trainer = saved
    found, wanted = load(path).run.snapshot.pretraining, trainer.snapshot().pretraining
    assert (found.place, found.step, found.figures) == (wanted.place, 11, wanted.figures)
    one, other = found.running, wanted.running
    assert (one.epoch, one.position) == (other.epoch, other.position)
    assert one.particles.tobytes() == other.particles.tobytes()
    for mine, its in zip(one.velocity, other.velocity, strict=True):
        assert mine.tobytes() == its.tobytes()
    assert (one.shuffle_state, one.noise_state) == (other.shuffle_state, other.noise_state)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("run.json", with_field("place", 3)),
        ("run.json", with_field("place", 2)),
        ("run.json", with_field("place", 0)),
        ("run.json", with_field("running.position", 75)),
        ("run.json", with_field("running.chains", 7)),
        ("run.json", with_field("figures", [{"layer": 1}])),
        ("pretraining/kernel.npy", None),
        ("pretraining/particles.npy", lambda content: content[:-4]),
    ],
)
def test_what_does_not_fit_is_left_out_with_a_word(saved, part, change):
    path, _ = saved
    changed(path, part, change)
    opened = load(path)
    assert opened.run is None
    assert len(opened.warnings) == 1
