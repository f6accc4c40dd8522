"""Comments and frames as values: in files, in groups, and with ids of their own."""

from __future__ import annotations

import json
import zipfile

import msgspec
import pytest
from document_projects import edited_json
from layer_cases.group import chain, residual

from dnngui.document.file import FileError, SavedProject, load, save
from dnngui.document.groups import closed, opened
from dnngui.document.notes import Comment, Frame, Notes, moved
from dnngui.document.project import Project
from engine.graph import Graph
from engine.layers import Dense, Input

COMMENT = Comment(left=10.0, top=-20.0, width=200.0, height=80.0, text="为什么 tanh?\nSee notes")
FRAME = Frame(left=0.0, top=0.0, width=400.0, height=300.0, text="Encoder", colour="teal")


def noted(*notes, graph: Graph | None = None) -> Project:
    return Project(graph=graph or Graph(), notes=Notes().added(notes)[0])


@pytest.fixture
def grouped() -> Graph:
    """Layers around a group that holds others, the group being layer 3."""
    return Graph.sequential(
        Input(shape=(2,)),
        Dense(units=4),
        residual(chain(Dense(units=4))),
        Dense(units=1, activation="sigmoid"),
    )


def test_comments_frames_and_pins_come_back_from_the_file(tmp_path, grouped):
    project = noted(COMMENT, FRAME, graph=grouped).with_pins([2, 4], pinned=True)
    save(tmp_path / "a.dnn", SavedProject(project))
    assert load(tmp_path / "a.dnn").project == project


def test_a_file_from_before_there_were_notes_opens(tmp_path):
    path = tmp_path / "a.dnn"
    save(path, SavedProject(Project(name="Old")))

    def as_before(document):
        del document["project"]["notes"], document["project"]["pinned"]

    edited_json(path, "project.json", as_before)
    assert "pinned" not in json.loads(zipfile.ZipFile(path).read("project.json"))["project"]
    assert load(path).project == Project(name="Old")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("colour", "orange", "orange"),
        ("left", 2e6, "at most 1000000"),
        ("width", 0.0, "at least 20"),
        ("type", "arrow.v1", "arrow.v1"),
        ("shadow", True, "shadow"),
        ("text", "x" * 20_001, "at most 20000"),
    ],
)
def test_a_damaged_note_is_refused(tmp_path, field, value, said):
    path = tmp_path / "a.dnn"
    save(path, SavedProject(noted(COMMENT)))
    edited_json(
        path, "project.json", lambda d: d["project"]["notes"]["by_id"]["1"].update({field: value})
    )
    with pytest.raises(FileError, match=said):
        load(path)


def test_a_number_that_is_still_to_be_given_is_refused():
    with pytest.raises(msgspec.ValidationError, match="not below the next free one"):
        msgspec.convert({"by_id": {"3": msgspec.to_builtins(COMMENT)}}, Notes, strict=False)


def test_the_number_of_a_removed_note_is_not_given_again():
    notes, (first,) = Notes().added([COMMENT])
    _, (second,) = notes.without([first]).added([COMMENT])
    assert second != first


def test_a_note_is_moved_no_further_than_a_file_can_hold():
    assert moved(COMMENT, 5.0, -5.0) == msgspec.structs.replace(COMMENT, left=15.0, top=-25.0)
    assert moved(COMMENT, 1e9, -1e9).left == 1e6
    assert moved(COMMENT, 1e9, -1e9).top == -1e6


def test_a_group_shows_its_own_notes_alone_and_keeps_the_others(grouped):
    inner = msgspec.structs.replace(FRAME, group=3)
    project = noted(COMMENT, inner, graph=grouped)
    seen = opened(project, (3,))
    assert seen.notes.of() == {2: FRAME}
    notes, _ = seen.notes.without([2]).added([COMMENT])
    after = closed(project, (3,), seen, msgspec.structs.replace(seen, notes=notes))
    assert after.notes.of() == {1: COMMENT}
    assert after.notes.of(3) == {3: msgspec.structs.replace(COMMENT, group=3)}


def test_the_notes_in_a_group_go_with_it(grouped):
    inner = msgspec.structs.replace(FRAME, group=3)
    project = noted(COMMENT, inner, graph=grouped).with_pins([2, 3], pinned=True)
    after = project.with_graph(grouped.remove([3]))
    assert after.notes.by_id == {1: COMMENT}
    assert after.pinned == (2,)


def test_an_edit_within_a_group_keeps_the_pins_outside(grouped):
    (*_, held) = sorted(grouped[3].layer.ids)
    project = Project(graph=grouped).with_pins([2, held], pinned=True)
    seen = opened(project, (3,))
    unpinned = closed(project, (3,), seen, seen.with_pins([held], pinned=False))
    assert unpinned.pinned == (2,)
    removed = seen.with_graph(seen.graph.remove([held]))
    assert closed(project, (3,), seen, removed).pinned == (2,)
