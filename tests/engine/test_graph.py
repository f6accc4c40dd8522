"""A graph is a value: edits return another one and refuse what a network cannot be."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.graph import Edge, Graph, GraphError
from engine.layers import Add, Concatenate, Dense, Dropout, Input


def chain():
    return Graph.sequential(Input(), Dense(units=3), Dense(units=1))


def test_a_chain_is_connected_and_named_by_kind():
    graph = chain()
    assert [node.name for node in graph.nodes] == ["input_1", "dense_1", "dense_2"]
    assert graph.edges == (Edge(1, 2), Edge(2, 3))


def test_an_edit_leaves_the_old_graph_as_it_was():
    graph = chain()
    grown, node = graph.add(Dropout())
    assert node not in graph
    assert node in grown


def test_ids_are_never_used_again():
    graph, first = chain().add(Dropout())
    _, second = graph.remove([first]).add(Dropout())
    assert second > first


def test_names_of_removed_layers_are_free_again():
    graph, _ = chain().remove([2]).add(Dense())
    assert graph[4].name == "dense_1"


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        (2, 2, "dense_1 cannot feed itself."),
        (1, 2, "input_1 already leads to dense_1."),
        (3, 1, "input_1 is an input: nothing can lead to it."),
        (3, 2, "dense_2 already depends on dense_1: the connection would close a circle."),
        (1, 3, "dense_2 takes one input. Join several with Add or Concatenate."),
    ],
)
def test_a_connection_is_refused_with_the_reason(source, target, reason):
    # The arity is named last, after reasons that no rewiring could mend.
    assert str(chain().why_not_connect(source, target)) == reason
    with pytest.raises(GraphError):
        chain().connect(source, target)


def test_rewiring_lets_go_of_what_a_layer_read_before():
    assert chain().rewire(1, 3).edges == (Edge(1, 2), Edge(1, 3))


def test_removal_leaves_a_gap_and_healing_closes_it():
    assert chain().remove([2]).edges == ()
    assert chain().remove([2], heal=True).edges == (Edge(1, 3),)


def test_healing_keeps_the_place_among_the_inputs_of_a_merge():
    graph, source = Graph().add(Input())
    for _ in range(3):
        graph, node = graph.add(Dense())
        graph = graph.connect(source, node)
    graph, between = graph.add(Dropout())
    graph = graph.connect(2, between)
    graph, joined = graph.add(Concatenate())
    for part in (between, 3, 4):
        graph = graph.connect(part, joined)
    healed = graph.remove([between], heal=True)
    assert healed.sources(joined) == (2, 3, 4)


def test_insertion_on_an_edge_keeps_its_place_in_a_merge():
    graph, source = Graph().add(Input())
    graph, left = graph.add(Dense())
    graph, joined = graph.add(Add())
    graph = graph.connect(source, left).connect(left, joined).connect(source, joined)
    grown, middle = graph.insert(Edge(left, joined), Dropout())
    assert grown.sources(joined) == (middle, source)
    assert grown.sources(middle) == (left,)


def test_a_copy_brings_inner_connections_and_free_names():
    graph = chain()
    copied, ids = graph.include(graph, {2, 3})
    assert Edge(ids[2], ids[3]) in copied.edges
    assert copied[ids[2]].name == "dense_3"


def test_renaming_refuses_a_name_that_is_taken():
    with pytest.raises(GraphError, match="Another layer is called dense_2"):
        chain().rename(2, "dense_2")


def test_a_chain_of_thousands_is_sorted_without_recursion():
    graph = Graph.sequential(Input(), *(Dense(units=1) for _ in range(1500)))
    assert graph.order == tuple(range(1, 1502))


@pytest.mark.parametrize(
    "damage",
    [
        {"edges": (Edge(1, 2), Edge(2, 3), Edge(3, 2))},
        {"edges": (Edge(1, 9),)},
        {"edges": (Edge(1, 2), Edge(1, 2))},
        {"next_id": 2},
    ],
)
def test_a_damaged_graph_is_refused(damage):
    fields = {"nodes": chain().nodes, "edges": chain().edges, "next_id": 4} | damage
    with pytest.raises(GraphError):
        Graph(**fields)


def test_json_holds_the_whole_graph():
    graph = chain()
    assert msgspec.json.decode(msgspec.json.encode(graph), type=Graph) == graph


edits = st.lists(st.tuples(st.sampled_from("abcdr"), st.integers(1, 12), st.integers(1, 12)))


@given(edits)
def test_no_sequence_of_edits_makes_a_graph_with_a_circle(steps):
    graph = chain()
    for kind, first, second in steps:
        try:
            if kind == "a":
                graph, _ = graph.add(Add())
            elif kind == "b":
                graph = graph.remove([first], heal=bool(second % 2))
            elif kind == "c":
                graph = graph.connect(first, second)
            elif kind == "d" and graph.edges:
                graph, _ = graph.insert(graph.edges[first % len(graph.edges)], Dropout())
            elif kind == "r":
                graph = graph.rewire(first, second)
        except (GraphError, KeyError):
            continue
        places = {node: place for place, node in enumerate(graph.order)}
        assert len(places) == len(graph.nodes)
        assert all(places[edge.source] < places[edge.target] for edge in graph.edges)


def test_a_layer_with_more_inputs_than_it_takes_is_refused():
    graph, source = Graph().add(Input())
    graph, other = graph.add(Input())
    graph, joined = graph.add(Add())
    graph = graph.connect(source, joined).connect(other, joined)
    with pytest.raises(GraphError, match="more inputs than it takes"):
        graph.replace(joined, Dense())


def test_rerouting_over_a_layer_that_leads_there_already_is_refused():
    graph, source = Graph().add(Input())
    graph, first = graph.add(Dense())
    graph, second = graph.add(Dense())
    graph, joined = graph.add(Add())
    graph = graph.connect(source, first).connect(first, joined).connect(second, joined)
    with pytest.raises(GraphError, match="cannot stand on this connection"):
        graph.reroute(Edge(first, joined), second)
