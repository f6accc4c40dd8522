"""A person never reads msgspec's words for what is wrong with a value."""

import json
import zipfile

import msgspec
import pytest
from document_projects import classifier

from dnngui.document.file import FileError, SavedProject, load, save
from dnngui.document.refusal import refusal
from engine.message import Message

JARGON = ("Expected", "`", "$", "got ", "float", "enum")


def changed(document, path, value):
    """Return the document with what stands at a path replaced."""
    branch = document
    for step in path[:-1]:
        branch = branch[step]
    branch[path[-1]] = value
    return document


def opened(tmp_path, content):
    """Return what is said of a project's file whose document is ``content``."""
    save(tmp_path / "whole.dnn", SavedProject(classifier()))
    with zipfile.ZipFile(tmp_path / "broken.dnn", "w") as archive:
        archive.writestr("project.json", content)
    with pytest.raises(FileError) as caught:
        load(tmp_path / "broken.dnn")
    return str(caught.value).partition("is damaged: ")[2]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["training", "l1"], 101, "training.l1: it must be a number of at most 100"),
        (["training", "seed"], -1, "training.seed: it must be a whole number of at least 0"),
        (["training", "epochs"], 1.5, "training.epochs: it must be a whole number"),
        (["training", "batch_size"], "a", "it must be a whole number or none"),
        (["training", "batch_size"], 0, "training: The batch size is between 1 and"),
        (["training", "speed"], 3, "training: “speed” does not belong there"),
        (["training", "loss", "type"], "best.v1", "training.loss.type: “best.v1” is not known"),
        (["data", "source", "name"], "a'b", "data.source.name: “a'b” is not known"),
        (["data", "stratify"], 1, "data.stratify: it must be true or false"),
        (["positions"], {"1": {"x": 1}}, "positions: “y” is missing"),
        (["positions"], 5, "positions: it must be a group of values"),
        (["graph", "nodes", 0, "id"], 0, "nodes[0].id: it must be a whole number of at least 1"),
        (["graph", "nodes", 0, "name"], "", "it must be a text with at least 1 character"),
    ],
)
def test_a_damaged_project_says_where_and_what_it_should_be(tmp_path, path, value, said):
    project = msgspec.to_builtins(msgspec.structs.replace(classifier(), attachments={}))
    document = {"format": "dnngui", "version": 1, "project": changed(project, path, value)}
    text = opened(tmp_path, json.dumps(document))
    assert said in text
    assert text.endswith(". Open another copy of it.")
    assert not any(word in text for word in JARGON)


@pytest.mark.parametrize("content", ["", "{", "x", b"\xff", b'{"format": "\xff"}'])
def test_a_document_that_is_no_json_is_called_so(tmp_path, content):
    assert opened(tmp_path, content).startswith("its document is cut off or not JSON.")


@pytest.mark.parametrize(
    ("kind", "value", "wanted"),
    [
        (int, "a", "a whole number"),
        (float | None, "a", "a number or none"),
        (list[int], 3, "a list"),
        (dict[str, int], 3, "a group of values"),
    ],
)
def test_what_is_wanted_is_a_noun(kind, value, wanted):
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(value, kind)
    assert str(refusal(caught.value).wanted) == wanted
    assert refusal(caught.value).place == ""


def test_the_reason_is_a_message_of_its_own_which_a_window_translates(tmp_path):
    project = msgspec.to_builtins(msgspec.structs.replace(classifier(), attachments={}))
    document = {"format": "dnngui", "version": 1, "project": project}
    changed(document, ["project", "training", "l1"], 101)
    save(tmp_path / "whole.dnn", SavedProject(classifier()))
    with zipfile.ZipFile(tmp_path / "broken.dnn", "w") as archive:
        archive.writestr("project.json", json.dumps(document))
    with pytest.raises(FileError) as caught:
        load(tmp_path / "broken.dnn")

    def templates(message):
        inner = (each for each in message.arguments.values() if isinstance(each, Message))
        return [message.template, *(text for each in inner for text in templates(each))]

    assert templates(caught.value.message) == [
        "“{path}” is damaged: {reason}. Open another copy of it.",
        "{reason}",
        "{place}: {reason}",
        "it must be {wanted}",
        "{kind} of at most {bound}",
        "a number",
    ]
