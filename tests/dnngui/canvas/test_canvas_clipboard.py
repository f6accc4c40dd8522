"""Layers as text: nothing is lost, nothing else is taken for layers."""

from __future__ import annotations

import json

import pytest

from dnngui.canvas import edits
from dnngui.canvas.clipboard import LONGEST, ClipboardError, Fragment, read
from dnngui.document.project import Position, Project, TrainingSettings
from engine.optim.layers import LayerTraining


def test_what_is_copied_comes_back_with_places_and_inner_connections(chain):
    places = {node: Position(10.0 * node, -node) for node in chain.by_id}
    fragment = read(Fragment.of(chain, places, {2, 3}).text())
    assert [node.layer for node in fragment.graph.nodes] == [chain[2].layer, chain[3].layer]
    assert [node.name for node in fragment.graph.nodes] == ["dense_1", "dense_2"]
    assert [(edge.source, edge.target) for edge in fragment.graph.edges] == [(1, 2)]
    assert fragment.positions == {1: places[2], 2: places[3]}


def test_the_training_of_a_layer_is_copied_but_not_that_it_is_frozen(chain):
    """A copy has first weights, which are yet to learn."""
    training = {
        2: LayerTraining(frozen=True, l2=0.5),
        3: LayerTraining(frozen=True),
        4: LayerTraining(l1=1.0),
    }
    fragment = read(Fragment.of(chain, {}, {2, 3}, training).text())
    project = Project(graph=chain, training=TrainingSettings(layers=training))
    pasted = edits.paste(project, {}, fragment, Position(0.0, 0.0)).project
    new = pasted.graph.next_id - 2
    assert pasted.training.layers == {**training, new: LayerTraining(l2=0.5)}


def copied(chain, nodes=(2, 3)) -> str:
    return Fragment.of(chain, {}, nodes).text()


def test_what_is_copied_is_text_in_lines_that_a_person_can_read(chain):
    text = copied(chain)
    assert text.startswith('{\n "type": "dnngui.layers.v1",\n')
    assert '"units": 4,' in [line.strip() for line in text.splitlines()]
    assert max(map(len, text.splitlines())) < 76


def quoted(text: str) -> str:
    return "".join(f"> {line}\n" for line in text.splitlines())


@pytest.mark.parametrize(
    "sent",
    [
        lambda text: f"Try this {{small}} one:\n\n{text}\n\nYours {{A}}",
        quoted,
        lambda text: quoted(quoted(text)),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(" ", "\N{NO-BREAK SPACE}"),
        lambda text: "".join(line.strip() for line in text.splitlines()),
        lambda text: json.dumps(json.loads(text), sort_keys=True),
        lambda text: "\N{ZERO WIDTH NO-BREAK SPACE}" + text,
    ],
)
def test_what_letters_do_to_text_loses_nothing(chain, sent):
    assert read(sent(copied(chain))) == read(copied(chain))


def test_old_copies_in_one_line_can_still_be_pasted():
    old = (
        '{"type":"dnngui.layers.v1","graph":{"nodes":[{"id":1,"name":"flatten_1",'
        '"layer":{"type":"flatten.v1"}}],"edges":[],"next_id":2}}'
    )
    assert [node.name for node in read(old).graph.nodes] == ["flatten_1"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "{",
        "{}",
        "a,b\n1,2",
        '{"type":"dnngui.layers.v1","graph":{}}',
        '{"type":"dense.v1","units":3}',
        "{" * 100_000,
        "{\ud800}",
        '{"type":"dnngui.layers.v1"' + " " * LONGEST,
    ],
)
def test_other_text_is_no_layers(text):
    with pytest.raises(ClipboardError, match=r"^The clipboard holds no layers\. Copy some in a"):
        read(text)


def changed(chain, **values) -> str:
    return json.dumps(json.loads(copied(chain, {1, 2})) | values)


def circle(chain) -> str:
    document = json.loads(copied(chain))
    document["graph"]["edges"].append({"source": 2, "target": 1})
    return json.dumps(document)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda _: '{"type":"dnngui.layers.v1"}', "“graph” is missing"),
        (lambda chain: changed(chain, extra=1), "“extra” does not belong there"),
        (
            lambda chain: changed(chain, positions={"1": {"x": 1e300, "y": 0.0}}),
            "it must be a number of at most 1000000",
        ),
        (lambda chain: changed(chain, graph={"nodes": 3}), "graph.nodes: it must be a list"),
        (lambda chain: copied(chain).replace("dense.v1", "dance.v1"), "“dance.v1” is not known"),
        (lambda chain: copied(chain).replace('"units": 4', '"units": 0'), "of at least 1"),
        (circle, "The connections run in a circle"),
    ],
)
def test_layers_that_no_drawing_could_have_are_refused_with_the_reason(chain, make, reason):
    with pytest.raises(ClipboardError) as refused:
        read(make(chain))
    assert str(refused.value).startswith("The layers on the clipboard cannot be used: ")
    assert reason in str(refused.value)
    assert str(refused.value).endswith(". Copy them again.")


@pytest.mark.parametrize(
    "harm",
    [
        lambda text: text[:-20],
        lambda text: text.replace(",", ";"),
        lambda text: text.replace("dense_1", "dense\ud800"),
        lambda text: text.replace('"graph": {', '"graph": ' + "[" * 100_000),
    ],
)
def test_text_that_was_cut_off_or_changed_is_refused(chain, harm):
    with pytest.raises(ClipboardError, match="is cut off or was changed"):
        read(harm(copied(chain)))


def test_layers_of_a_newer_program_ask_for_an_update(chain):
    with pytest.raises(ClipboardError, match="from a newer dnngui"):
        read(copied(chain).replace("layers.v1", "layers.v2"))


def test_single_weights_that_a_pasted_layer_has_not_are_left_out(chain):
    off = LayerTraining(off={"kernel": ((0, 0), (9, 9))})
    fragment = read(Fragment.of(chain, {}, {1, 2}, {2: off}).text())
    pasted = edits.paste(Project(), {}, fragment, Position(0.0, 0.0)).project
    assert pasted.training.layers == {2: LayerTraining(off={"kernel": ((0, 0),)})}
