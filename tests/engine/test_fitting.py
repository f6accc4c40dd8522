"""Which layers fit at a place of a drawing, compared with the drawing in which they stand there."""

from __future__ import annotations

import pytest

from engine import layers
from engine.fitting import PROBES, fit_before, fit_behind
from engine.graph import Edge, Graph
from engine.inference import infer
from engine.layers import CATALOGUE
from engine.problems import Severity

KINDS = pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.kind())


def pictures() -> Graph:
    """Input 1, Conv2D 2, MaxPool2D 3, Flatten 4, Dense 5."""
    return Graph.sequential(
        layers.Input(shape=(28, 28, 1)),
        layers.Conv2D(filters=8),
        layers.MaxPool2D(),
        layers.Flatten(),
        layers.Dense(units=10),
    )


def words() -> Graph:
    """Input 1, Embedding 2, LSTM 3, Dense 4."""
    return Graph.sequential(
        layers.Input(shape=(12,)), layers.Embedding(), layers.LSTM(units=6), layers.Dense(units=2)
    )


def residual() -> Graph:
    """Input 1, Dense 2, Dense 3, and the Add 4 of both Dense."""
    graph = Graph.sequential(
        layers.Input(shape=(4,)), layers.Dense(units=7), layers.Dense(units=7), layers.Add()
    )
    return graph.connect(2, 4)


GRAPHS = {"pictures": pictures, "words": words, "residual": residual}


def errors(graph: Graph) -> list[str]:
    return [str(each.message) for each in infer(graph).problems if each.severity == Severity.ERROR]


def placed(graph, layer, sources, rerouted):
    """Return the drawing with the layer in it, made with the drawing's own edits."""
    edited, node = graph.add(layer)
    for source in sources:
        edited = edited.connect(source, node)
    for edge in rerouted:
        edited = edited.disconnect([edge]).connect(node, edge.target)
    return edited, node


@KINDS
@pytest.mark.parametrize("name", GRAPHS)
def test_on_a_connection_a_layer_fits_where_the_drawing_has_no_problem_with_it_there(name, kind):
    graph = GRAPHS[name]()
    for edge in graph.edges:
        fit = fit_behind(graph, kind.offered(), [edge.source], [edge])
        if fit.refusal is not None:
            if kind is not layers.Input:
                edited, _ = placed(graph, kind.offered(), [edge.source], [edge])
                assert errors(edited)
        elif fit.missing:
            assert kind.arity.least == 1 + fit.missing
        else:
            edited, node = placed(graph, fit.layer, [edge.source], [edge])
            assert errors(edited) == []
            assert infer(edited).shapes[node] == fit.shape


@KINDS
@pytest.mark.parametrize("name", GRAPHS)
def test_at_the_end_of_a_link_a_layer_fits_where_it_takes_what_the_link_brings(name, kind):
    graph = GRAPHS[name]()
    for source in graph.by_id:
        fit = fit_behind(graph, kind.offered(), [source])
        if kind.arity.most == 0:
            assert "no layer can lead to it" in str(fit.refusal)
            continue
        edited, node = placed(graph, fit.layer, [source], ())
        assert (fit.refusal is None and not fit.missing) == (node in infer(edited).shapes)
        assert fit.shape == infer(edited).shapes.get(node)


@KINDS
def test_every_layer_takes_one_of_the_shapes_that_are_tried(kind):
    layer = kind.offered()
    taken = []
    for probe in PROBES:
        try:
            taken.append(layer.out_shape(*(probe,) * layer.arity.least))
        except layers.ShapeError:
            continue
    assert taken


def reader(layer, *beside):
    """Return Inputs of shapes ``beside``, all read by ``layer``, and its id."""
    graph, node = Graph().add(layer)
    for shape in beside:
        graph, source = graph.add(layers.Input(shape=shape))
        graph = graph.connect(source, node)
    return graph, node


def before(graph, node):
    return {
        kind.kind() for kind in CATALOGUE if fit_before(graph, kind.offered(), node).refusal is None
    }


def test_before_an_rbm_only_what_gives_a_row_of_values_fits():
    found = before(*reader(layers.RBM()))
    assert {"input", "dense", "flatten", "global_average_pool", "lstm", "dropout"} <= found
    assert found.isdisjoint({"conv2d", "max_pool1d", "embedding", "position_embedding"})


def test_before_a_convolution_only_what_can_give_pictures_fits():
    found = before(*reader(layers.Conv2D()))
    assert {"conv2d", "max_pool2d", "up_sampling", "dense", "permute", "batch_norm"} <= found
    assert found.isdisjoint({"input", "flatten", "lstm", "conv1d", "global_max_pool", "rbm"})


def test_beside_what_a_merge_reads_the_number_of_dimensions_decides():
    found = before(*reader(layers.Add(), (26, 26, 8)))
    # Of a larger picture a pool gives just this one.
    assert {"conv2d", "max_pool2d", "dense", "add"} <= found
    assert found.isdisjoint({"flatten", "global_average_pool", "lstm", "conv1d", "input"})


def test_a_layer_before_a_merge_gets_as_many_units_as_the_others_have():
    graph, node = reader(layers.Add(), (16,))
    assert fit_before(graph, layers.Dense(units=4), node).layer.units == 16
    graph, node = reader(layers.Concatenate(), (16,))
    assert fit_before(graph, layers.Dense(units=4), node).layer.units == 4


def test_an_input_has_a_shape_of_its_own_which_must_be_taken():
    graph, node = reader(layers.Add(), (16,))
    assert "Add needs inputs of one shape" in str(fit_before(graph, layers.Input(), node).refusal)
    fit = fit_before(graph, layers.Input(shape=(16,)), node)
    assert (fit.refusal, fit.shape) == (None, (16,))


def test_before_a_layer_of_which_nothing_is_known_everything_fits():
    graph, node = reader(layers.Add())
    assert before(graph, node) == {kind.kind() for kind in CATALOGUE}
    unfed, loose = Graph().add(layers.Dense())
    unfed, merge = unfed.add(layers.Add())
    assert before(unfed.connect(loose, merge), merge) == {kind.kind() for kind in CATALOGUE}


def test_on_a_residual_branch_a_dense_layer_gets_as_many_units_as_the_sum_needs():
    graph = residual()
    fit = fit_behind(graph, layers.Dense(units=4), [3], [Edge(3, 4)])
    assert (fit.layer.units, fit.shape) == (7, (7,))


def test_a_layer_that_proposes_how_it_fits_is_taken_so():
    fit = fit_behind(pictures(), layers.Permute(order=(1, 0)), [2])
    assert len(fit.layer.order) == 3
    assert fit.shape is not None


def test_the_reason_names_the_layer_that_would_no_longer_fit():
    fit = fit_behind(pictures(), layers.Flatten(), [1], [Edge(1, 2)])
    assert str(fit.refusal).startswith("conv2d_1 would not fit behind it: Conv2D needs")


def test_what_follows_is_asked_as_far_as_shapes_change():
    graph = Graph.sequential(
        layers.Input(shape=(30, 3)),
        layers.Conv1D(),
        *[layers.Conv1D(filters=3)] * 3,
        layers.Reshape(target=(22 * 3,)),
    )
    assert errors(graph) == []
    fit = fit_behind(graph, layers.MaxPool1D(), [1], [Edge(1, 2)])
    assert str(fit.refusal).startswith("reshape_1 would not fit behind it")


def test_several_layers_are_joined_by_merges_of_as_many():
    graph = residual()
    assert fit_behind(graph, layers.Add(), [2, 3]).shape == (7,)
    assert fit_behind(graph, layers.Concatenate(), [1, 2, 3]).shape == (18,)
    assert "takes one input" in str(fit_behind(graph, layers.Dense(), [2, 3]).refusal)
    assert "at most 2 inputs" in str(fit_behind(graph, layers.Dot(), [1, 2, 3]).refusal)
    assert "inputs of one shape" in str(fit_behind(graph, layers.Add(), [1, 2]).refusal)


def test_behind_a_layer_of_unknown_shape_nothing_is_refused_but_an_input():
    graph, node = Graph().add(layers.Dense())
    for kind in CATALOGUE:
        fit = fit_behind(graph, kind.offered(), [node])
        assert (fit.refusal is None) is (kind is not layers.Input)
        assert fit.shape is None
