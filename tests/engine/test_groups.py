"""Groups: layers with a drawing of their own that stand for one."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from layer_cases.group import chain, residual

from engine import Dataset, Graph, Trainer, compile, layers, optim
from engine.formats import Trained, export
from engine.formats.trained import Description
from engine.graph import GraphError
from engine.grouping import group, ungroup
from engine.groups import fed_drawing, with_drawing
from engine.inference import infer
from engine.inlining import copy_id, inline
from engine.layers import RBM, Add, Conv2D, Dense, Dropout, Flatten, Group, Input
from engine.morph import carry
from engine.optim.layers import LayerTraining
from engine.optim.transforms import Transforms
from engine.problems import Severity

X = np.random.default_rng(0).standard_normal((24, 4))
DATA = Dataset.from_arrays(X, (X[:, 0] > 0).astype(int))
TANH = Dense(units=4, activation="tanh")


def network(*between):
    return Graph.sequential(Input(shape=(4,)), *between, Dense(units=1, activation="sigmoid"))


def trained(graph, optimizer=None, steps=7, **settings):
    trainer = Trainer(compile(graph, seed=3), DATA, optimizer or optim.Adam(), 6, 3, **settings)
    for _, _ in zip(range(steps), trainer.steps(), strict=False):
        pass
    return trainer


# -- what is computed


def test_a_repeated_group_computes_what_its_copies_in_a_row_do():
    program = compile(network(residual(TANH, repeat=3)))
    value = X.astype(np.float32)
    for copy in (1, 2, 3):
        kernel, bias = (
            program.parameters[f"group_1/{copy}/dense_1/{name}"] for name in ("kernel", "bias")
        )
        value = value + np.tanh(value @ kernel + bias)
    last = value @ program.parameters["dense_1/kernel"] + program.parameters["dense_1/bias"]
    np.testing.assert_allclose(program.predict(X), 1.0 / (1.0 + np.exp(-last)), rtol=1e-5)


def test_each_copy_has_first_weights_of_its_own():
    parameters = compile(network(chain(TANH, repeat=2))).parameters
    first, second = (parameters[f"group_1/{copy}/dense_1/kernel"] for copy in (1, 2))
    assert not np.array_equal(first, second)


def test_names_of_weights_lead_through_all_groups_and_copies():
    names = list(compile(network(chain(chain(TANH, repeat=2), repeat=2))).parameters)
    assert names[:6:2] == [
        "group_1/1/group_1/1/dense_1/kernel",
        "group_1/1/group_1/2/dense_1/kernel",
        "group_1/2/group_1/1/dense_1/kernel",
    ]


def test_the_order_of_a_merges_inputs_is_that_of_the_drawing():
    graph = Graph.sequential(Input(), Dense(units=3))
    graph, merge = graph.add(layers.Concatenate())
    graph = graph.connect(1, merge).connect(2, merge)
    inner = inline(network(Group.of(graph))).graph
    join = inner.named("group_1/1/concatenate_1")
    assert [inner[source].name for source in inner.sources(join.id)] == [
        "input_1",
        "group_1/1/dense_1",
    ]


def test_a_graph_without_groups_is_compiled_as_it_is():
    graph = network(TANH)
    assert inline(graph).graph is graph


def test_copies_have_ids_that_nothing_else_has():
    ids = {
        copy_id(copy_id(node, group, one), outer, two)
        for node in (1, 7, 2**32 - 1)
        for group in (2, 3, 2**32 - 2)
        for outer in (4, 5)
        for one in (0, 1, 99)
        for two in (0, 1, 99)
    }
    # Copy 0 keeps the id, whichever group it is of.
    inner, outer = 3 * (2 * 3 + 1), 2 * 2 + 1
    assert len(ids) == inner * outer


# -- inference and problems


def test_a_group_has_shape_and_parameters_of_its_copies():
    graph = network(chain(Dense(units=4), repeat=3))
    inference = infer(graph)
    assert (inference.shapes[2], inference.parameter_counts[2]) == ((4,), 3 * 20)
    assert inference.problems == ()


def test_a_group_reads_whatever_shape_comes():
    inner = chain(Dense(units=2))
    graph = Graph.sequential(Input(shape=(9,)), inner)
    assert infer(graph).parameter_counts[2] == 9 * 2 + 2
    drawing = fed_drawing(graph, 2)
    assert drawing[drawing.order[0]].layer == Input(shape=(9,))


def test_a_repeated_group_that_does_not_fit_itself_says_so():
    graph = network(chain(Dense(units=3), repeat=2))
    (problem,) = infer(graph).problems
    assert str(problem.message) == (
        "group_1 is repeated 2 times and makes 3 of 4. Let it give the shape that it reads."
    )
    assert (problem.severity, problem.node, problem.field) == (Severity.ERROR, 2, "repeat")
    assert infer(problem.repair.graph).problems == ()


def test_a_problem_within_names_group_and_layer_and_its_repair_works():
    graph = network(chain(Conv2D(filters=2)))
    graph = graph.replace(1, Input(shape=(4, 4, 1))).insert(graph.edges[1], Flatten())[0]
    assert not infer(graph).problems
    broken = with_drawing(graph, 2, fed_drawing(graph, 2).add(RBM(units=2))[0])
    drawing = fed_drawing(broken, 2)
    machine = drawing.named("rbm_1").id
    broken = with_drawing(broken, 2, drawing.connect(drawing.named("conv2d_1").id, machine))
    (problem,) = infer(broken).problems
    assert str(problem.message) == (
        "group_1: rbm_1 <- conv2d_1 (2 × 2 × 2): RBM needs one dimension per sample. "
        "Insert a Flatten before it."
    )
    assert (problem.node, problem.within, problem.trail) == (machine, (2,), (2, machine))
    assert infer(problem.repair.graph).problems == ()


@pytest.mark.parametrize(
    ("layer", "reason"),
    [
        (Group(), "group_1: It reads nothing. Add an Input to its drawing."),
        (
            Group.of(Graph.sequential(Input(), Dense()).add(Input())[0]),
            "group_1: It has several Inputs and a group reads one. Delete all but one.",
        ),
        (chain(), "group_1: Nothing follows the input. Connect a Dense layer to it."),
        (
            Group.of(Graph.sequential(Input(), TANH).add(TANH)[0].connect(1, 3)),
            "group_1: It ends in several layers, such as dense_1 and dense_2. "
            "Join or delete all but one.",
        ),
    ],
)
def test_a_group_that_is_no_chain_is_an_error(layer, reason):
    problems = infer(network(layer)).problems
    assert reason in [str(problem.message) for problem in problems]
    assert problems[0].severity is Severity.ERROR


def test_a_group_that_takes_no_part_may_be_unfinished():
    graph, _ = network(TANH).add(Group())
    assert {problem.severity for problem in infer(graph).problems} == {Severity.WARNING}
    assert compile(graph).order == (1, 2, 3)


def test_copies_of_copies_are_counted_and_bounded():
    layer = chain(chain(chain(TANH, repeat=100), repeat=100), repeat=100)
    (problem,) = infer(network(layer)).problems
    assert str(problem.message).startswith("With all copies of groups the network has 1000002")
    assert problem.severity is Severity.ERROR
    assert not compile(network(TANH)).adopt(network(layer))


# -- what a graph refuses


def test_the_same_number_in_a_group_and_outside_is_refused():
    graph = network(chain(TANH))
    group_node = graph[2]
    inner = group_node.layer.renumbered(1)[0]
    with pytest.raises(GraphError, match="same number"):
        graph.replace(2, inner)


def test_a_circle_within_a_group_is_refused():
    text = msgspec.json.encode(network(residual(TANH))).decode()
    inner = '{"source":4,"target":5}'
    assert inner in text
    with pytest.raises(msgspec.ValidationError, match="more inputs"):
        msgspec.json.decode(text.replace(inner, '{"source":5,"target":4}'), type=Graph)


def test_groups_lie_no_deeper_than_eight_within_each_other():
    layer = TANH
    for _ in range(8):
        layer = chain(layer)
    with pytest.raises(GraphError, match="more than 8 deep"):
        chain(layer)


def test_copies_get_numbers_of_their_own():
    graph = network(chain(chain(TANH)))
    grown, ids = graph.include(graph, [2])
    assert len(ids) == 5
    assert grown[ids[2]].layer.ids == frozenset(ids.values()) - {ids[2]}
    assert max(grown.ids) < grown.next_id


# -- grouping


def block():
    """Return a network with a residual block, and the ids of the block's layers."""
    graph = Graph.sequential(Input(shape=(4,)), Dense(units=4), TANH, TANH)
    graph, merge = graph.add(Add())
    graph = graph.connect(4, merge).connect(2, merge)
    graph, output = graph.add(Dense(units=1, activation="sigmoid"))
    return graph.connect(merge, output), (3, 4, merge)


def test_a_grouped_network_computes_the_same_with_the_same_weights():
    graph, nodes = block()
    grouped, identity = group(graph, nodes)
    assert [node.name for node in grouped.nodes] == ["input_1", "dense_1", "group_1", "dense_4"]
    assert [node.name for node in grouped[identity].layer.nodes] == [
        "input_1",
        "dense_2",
        "dense_3",
        "add_1",
    ]
    before, after = compile(graph, seed=5), compile(grouped, seed=5)
    np.testing.assert_array_equal(after.predict(X), before.predict(X))


def test_a_running_network_takes_its_layers_going_into_a_group():
    graph, nodes = block()
    program = compile(graph, seed=5)
    theta = program.theta.copy()
    grouped, identity = group(graph, nodes)
    assert program.adopt(grouped)
    assert "group_1/1/dense_2/kernel" in program.parameters
    assert program.trails[3] == (identity, 3)
    np.testing.assert_array_equal(program.theta, theta)


def test_ungrouping_puts_the_layers_back():
    graph, nodes = block()
    grouped, identity = group(graph, nodes)
    back, _ = ungroup(grouped, identity)
    assert {node.id: node for node in back.nodes} == graph.by_id
    assert set(back.edges) == set(graph.edges)
    assert all(back.sources(node) == graph.sources(node) for node in graph.by_id)


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        ((1, 2), "input_1 is an input and stays outside of groups."),
        ((2, 4), "dense_2 lies between the chosen layers. Choose it too."),
        ((5, 4), "A group reads one layer, and the chosen ones read dense_2 and dense_1."),
        ((2, 3), "A group ends in one layer, and the chosen ones end in dense_2 and dense_1."),
    ],
)
def test_a_choice_with_several_ways_in_or_out_is_refused(chosen, reason):
    graph, _ = block()
    with pytest.raises(GraphError) as caught:
        group(graph, chosen)
    assert str(caught.value) == reason


def test_layers_that_hang_together_nowhere_make_no_group():
    graph = Graph().add(TANH)[0].add(TANH)[0]
    with pytest.raises(GraphError, match="begin at dense_1 and dense_2"):
        group(graph.add(Add())[0].connect(1, 3).connect(2, 3), (1, 2, 3))


def test_a_loose_chain_becomes_a_group():
    graph = Graph().add(TANH)[0].add(TANH)[0].connect(1, 2)
    grouped, identity = group(graph, (1, 2))
    assert grouped[identity].layer.drawing.order == (3, 1, 2)
    back, _ = ungroup(grouped, identity)
    assert (back.by_id, back.edges) == (graph.by_id, graph.edges)


def test_a_group_of_groups_comes_apart_level_by_level():
    graph, nodes = block()
    inner, identity = group(graph, nodes[:2])
    outer, whole = group(inner, (identity, nodes[2]))
    np.testing.assert_array_equal(compile(outer).predict(X), compile(graph).predict(X))
    back, _ = ungroup(outer, whole)
    assert identity in back
    assert back[identity].layer == inner[identity].layer


def test_a_repeated_group_comes_apart_as_a_chain():
    graph = network(residual(chain(TANH), repeat=3))
    apart, origin = ungroup(graph, 2)
    assert [node.name for node in apart.nodes] == [
        "input_1",
        "group_1",
        "add_1",
        "group_2",
        "add_2",
        "group_3",
        "add_3",
        "dense_1",
    ]
    assert infer(apart).parameter_counts[apart.named("group_3").id] == 20
    assert set(origin) == apart.ids - {1, graph.nodes[-1].id}
    assert set(origin.values()) <= graph[2].layer.ids


def test_layers_that_take_no_part_come_out_once():
    drawing = fed_drawing(network(chain(TANH, repeat=2)), 2).add(Dropout())[0]
    apart, _ = ungroup(with_drawing(network(chain(TANH, repeat=2)), 2, drawing), 2)
    assert [node.name for node in apart.nodes].count("dropout_1") == 1
    assert "dropout_2" not in [node.name for node in apart.nodes]


def test_a_group_that_is_no_chain_cannot_be_taken_apart():
    with pytest.raises(GraphError, match="group_1 cannot be taken apart"):
        ungroup(network(Group()), 2)


# -- what a run keeps


@pytest.mark.parametrize("inner", [TANH, chain(TANH, repeat=2)], ids=["plain", "nested"])
def test_taking_a_trained_group_apart_keeps_all_its_weights(inner):
    graph = network(residual(inner, repeat=3))
    old = trained(graph)
    apart, _ = ungroup(graph, 2)
    new = compile(apart, seed=3)
    moved = carry(old.snapshot(), old.program, new)
    new.theta[...] = moved.theta
    np.testing.assert_array_equal(new.predict(X), old.program.predict(X))
    for name, values in old.snapshot().optimizer_state.items():
        np.testing.assert_array_equal(np.sort(moved.optimizer_state[name]), np.sort(values))


def test_one_more_copy_of_a_residual_block_leaves_the_others_and_the_function_as_they_are():
    graph = network(residual(TANH, repeat=2))
    old = trained(graph)
    layer = msgspec.structs.replace(graph[2].layer, repeat=3)
    new = compile(graph.replace(2, layer), seed=3)
    new.theta[...] = carry(old.snapshot(), old.program, new).theta
    for name, view in old.program.parameters.items():
        np.testing.assert_array_equal(new.parameters[name], view)
    start, stop = new.blocks[copy_id(graph[2].layer.nodes[1].id, 2, 2)]
    assert not new.theta[start:stop].any()
    np.testing.assert_array_equal(new.predict(X), old.program.predict(X))


def moves(trainer):
    """Return by name how far each parameter is from where it began."""
    first = compile(trainer.program.drawn, seed=3)
    return {
        name: np.abs(view - first.parameters[name]).max()
        for name, view in trainer.program.parameters.items()
    }


@pytest.mark.parametrize("of_group", [True, False])
def test_what_is_frozen_in_a_group_stays_in_every_copy(of_group):
    graph = network(residual(TANH, repeat=2))
    identity = 2 if of_group else graph[2].layer.nodes[1].id
    frozen = {identity: LayerTraining(frozen=True)}
    found = moves(trained(graph, transforms=Transforms(layers=frozen)))
    assert {name for name, far in found.items() if far == 0.0} == {
        f"group_1/{copy}/dense_1/{part}" for copy in (1, 2) for part in ("kernel", "bias")
    }


def test_a_rate_of_a_group_multiplies_those_within():
    graph = network(residual(TANH, repeat=2))
    inner = graph[2].layer.nodes[1].id
    own = {2: LayerTraining(rate_factor=0.5), inner: LayerTraining(rate_factor=0.5)}
    sgd = optim.SGD(learning_rate=0.1)
    slow = moves(trained(graph, sgd, 1, transforms=Transforms(layers=own)))
    fast = moves(trained(graph, sgd, 1))
    for name in fast:
        factor = 0.25 if name.startswith("group_1/") else 1.0
        assert slow[name] == pytest.approx(factor * fast[name], rel=1e-2)


def test_a_layers_own_penalty_goes_before_that_of_its_group():
    group_says, layer_says = LayerTraining(l2=0.1, l1=0.3), LayerTraining(l2=0.2)
    found = Transforms(layers={2: group_says, 5: layer_says}).of((2, 5))
    assert (found.l1, found.l2, found.max_norm) == (0.3, 0.2, None)


# -- what is taken away


def test_a_file_of_weights_holds_the_drawing_with_its_groups(tmp_path):
    graph = network(residual(TANH, repeat=2))
    program = compile(graph)
    export(tmp_path / "net.npz", Trained.of(program))
    with np.load(tmp_path / "net.npz") as file:
        assert "group_1/2/dense_1/kernel" in file.files
        assert Description.from_json(str(file["__dnngui__"])).graph == graph
