"""Shapes, counts and problems of a drawing, and the repairs that go with them."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Dataset, Graph, compile, layers, losses
from engine.check import check, fit
from engine.data.dataset import Task
from engine.data.load import load
from engine.data.preprocessing import TargetScale
from engine.data.settings import Builtin, DataSettings
from engine.facts import DataFacts, Negative
from engine.grouping import group
from engine.inference import infer
from engine.inlining import inline
from engine.problems import Severity

IRIS = DataFacts(Task.MULTICLASS, (4,), 3)
CIRCLE = DataFacts(Task.BINARY, (2,), 2)
LINE = DataFacts(Task.REGRESSION, (1,), 1)


def network(*middle, inputs=2):
    return Graph.sequential(layers.Input(shape=(inputs,)), *middle)


def codes(graph, loss, facts):
    return [problem.code for problem in check(graph, loss, facts)]


def test_shapes_and_parameter_counts_follow_from_the_drawing():
    found = infer(network(layers.Dense(units=4), layers.Dense(units=1)))
    assert found.shapes == {1: (2,), 2: (4,), 3: (1,)}
    assert found.parameter_counts == {1: 0, 2: 12, 3: 5}
    assert found.output == 3


def test_a_dense_layer_multiplies_the_last_dimension_whatever_stands_before_it():
    for shape in ((3,), (7, 3), (2, 7, 3), (2, 2, 7, 3)):
        found = infer(Graph.sequential(layers.Input(shape=shape), layers.Dense(units=4)))
        assert found.shapes[2] == (*shape[:-1], 4)
        assert found.parameter_counts[2] == 16


PICTURES = DataFacts(Task.MULTICLASS, (8, 8, 1), 3)
PICTURE = (layers.Input(shape=(8, 8, 1)), layers.Conv2D(filters=2))
LAST = layers.Dense(units=3, activation="softmax")


def test_a_network_that_ends_with_dense_layers_over_a_picture_gets_a_flatten_before_the_first():
    graph = Graph.sequential(*PICTURE, layers.Dense(units=5, activation="relu"), LAST)
    (problem,) = check(graph, losses.SparseCategoricalCrossentropy(), PICTURES)
    assert (problem.code, problem.severity) == ("output_rank", Severity.ERROR)
    mended = problem.repair.graph
    assert infer(mended).shapes[3] == (5,)
    assert check(mended, losses.SparseCategoricalCrossentropy(), PICTURES) == ()


@pytest.mark.parametrize(
    "between", [[], [layers.Dropout()], [layers.BatchNorm(), layers.Dense(units=4)]]
)
def test_a_flatten_behind_the_dense_layer_that_it_belongs_before_is_told_and_moved(between):
    graph = Graph.sequential(
        *PICTURE, layers.MaxPool2D(), layers.Dense(units=5), *between, layers.Flatten(), LAST
    )
    (problem,) = check(graph, losses.SparseCategoricalCrossentropy(), PICTURES)
    assert (problem.code, problem.severity) == ("late_flatten", Severity.WARNING)
    assert graph[problem.node].name == "dense_1"
    mended = problem.repair.graph
    assert infer(mended).shapes[problem.node] == (5,)
    assert [type(node.layer) for node in mended.nodes].count(layers.Flatten) == 1
    assert check(mended, losses.SparseCategoricalCrossentropy(), PICTURES) == ()


@pytest.mark.parametrize("held", [[2, 3, 4], [2, 3], [3], [3, 4], [3, 4, 5]])
def test_a_late_flatten_is_told_and_moved_whatever_of_it_lies_in_a_group(held):
    graph = Graph.sequential(*PICTURE, layers.Dense(units=5), layers.Flatten(), LAST)
    grouped, block = group(graph, held)
    (problem,) = check(grouped, losses.SparseCategoricalCrossentropy(), PICTURES)
    assert (problem.code, problem.trail) == ("late_flatten", (block, 3))
    assert str(problem.message).startswith("dense_1 works at each place of the picture by itself.")
    mended = problem.repair.graph
    inlined = inline(mended).graph
    assert infer(inlined).shapes[3] == (5,)
    assert [type(node.layer) for node in inlined.nodes].count(layers.Flatten) == 1
    assert check(mended, losses.SparseCategoricalCrossentropy(), PICTURES) == ()


def test_a_late_flatten_that_cannot_be_moved_is_told_once():
    graph = Graph.sequential(*PICTURE, layers.Dense(units=2), layers.Flatten(), LAST)
    grouped, block = group(graph, [3])
    thrice = grouped.replace(block, msgspec.structs.replace(grouped[block].layer, repeat=3))
    (problem,) = check(thrice, losses.SparseCategoricalCrossentropy(), PICTURES)
    assert (problem.code, problem.trail, problem.repair) == ("late_flatten", (block, 3), None)


@pytest.mark.parametrize(
    "middle",
    [
        [*PICTURE, layers.Flatten(), layers.Dense(units=4)],
        [*PICTURE, layers.Dense(units=4), layers.GlobalAveragePool()],
        [*PICTURE, layers.Dense(units=4), layers.Conv2D(filters=2), layers.Flatten()],
        [layers.Input(shape=(8, 8, 1)), layers.Dense(units=4), layers.Flatten()],
    ],
)
def test_dense_layers_that_mix_channels_on_purpose_are_let_alone(middle):
    graph = Graph.sequential(*middle, LAST)
    assert check(graph, losses.SparseCategoricalCrossentropy(), PICTURES) == ()


def test_dense_layers_that_end_a_network_step_by_step_get_a_flatten_in_front():
    graph = Graph.sequential(
        layers.Input(shape=(8, 8)), layers.Dense(units=6), layers.Dense(units=3)
    )
    digits = DataFacts(Task.MULTICLASS, (8, 8), 3)
    (problem,) = check(graph, losses.MeanSquaredError(), digits)
    assert problem.code == "output_rank"
    assert infer(problem.repair.graph).shapes[2] == (6,)
    assert infer(problem.repair.graph).shapes[3] == (3,)


def test_a_reshape_that_does_not_fit_names_the_values_and_can_be_mended():
    graph = network(layers.Reshape(target=(3, 5)), inputs=8)
    (problem,) = infer(graph).problems
    assert "8 values do not fill the shape 3 × 5" in str(problem.message)
    assert infer(problem.repair.graph).problems == ()


def test_an_unconnected_layer_is_a_warning_while_the_rest_can_train():
    graph, _ = network(layers.Dense(units=1)).add(layers.Dense())
    (problem,) = infer(graph).problems
    assert problem.severity is Severity.WARNING
    assert problem.code == "not_connected"
    compile(graph)


def test_two_ends_for_one_target_are_an_error_that_names_both():
    graph = network(layers.Dense(units=1))
    graph, other = graph.add(layers.Dense())
    (problem,) = check(graph.connect(1, other), losses.BinaryCrossentropy(), CIRCLE)
    assert str(problem.message).startswith("The network ends in several layers: dense_1, dense_2")


def test_of_many_ends_a_few_are_named():
    graph = network(layers.Dense(units=1))
    for _ in range(4):
        graph, other = graph.add(layers.Dense())
        graph = graph.connect(1, other)
    (problem,) = check(graph, losses.BinaryCrossentropy(), CIRCLE)
    assert "5 layers: dense_1, dense_2, dense_3 and others." in str(problem.message)


def test_an_empty_drawing_asks_for_an_input():
    assert [problem.code for problem in infer(Graph()).problems] == ["no_input"]


def test_an_empty_drawing_is_repaired_to_a_network_that_learns():
    graph, done = Graph(), []
    for _ in range(5):
        if not (repairs := [each.repair for each in infer(graph).problems if each.repair]):
            break
        done.append(str(repairs[0].label))
        graph = repairs[0].graph
    assert done == ["Add an Input", "Add a Dense layer"]
    assert compile(graph, loss="mean_squared_error").predict(np.zeros((3, 2))).shape[0] == 3


def test_an_input_is_added_before_what_begins_a_chain_not_before_a_stray_layer():
    graph, first = Graph().add(layers.Dense(units=3))
    graph, second = graph.add(layers.Dense(units=1))
    graph, stray = graph.connect(first, second).add(layers.Dense(units=5))
    (problem,) = (each for each in infer(graph).problems if each.code == "no_input")
    mended = problem.repair.graph
    assert infer(mended).output == second
    assert mended.sources(first)
    assert not mended.sources(stray)


def test_every_branch_that_lacks_an_input_gets_the_one_that_is_added():
    graph, left = Graph().add(layers.Dense(units=3))
    graph, right = graph.add(layers.Dense(units=3))
    graph, joined = graph.add(layers.Add())
    graph = graph.connect(left, joined).connect(right, joined)
    (problem,) = (each for each in infer(graph).problems if each.code == "no_input")
    assert infer(problem.repair.graph).problems == ()
    assert infer(problem.repair.graph).output == joined


def test_an_input_that_nothing_follows_is_connected_to_the_chain_that_waits():
    graph, first = Graph().add(layers.Dense(units=3))
    graph, second = graph.add(layers.Dense(units=1))
    graph, _ = graph.connect(first, second).add(layers.Input(shape=(2,)))
    (problem,) = (each for each in infer(graph).problems if each.code == "no_output")
    assert str(problem.repair.label) == "Connect input_1 to dense_1"
    assert infer(problem.repair.graph).problems == ()


def test_fitting_the_data_draws_nothing_into_an_empty_drawing():
    loss = losses.BinaryCrossentropy()
    assert fit(Graph(), loss, CIRCLE) == (Graph(), loss, {})


def test_a_merge_of_different_widths_names_them():
    graph = network(layers.Dense(units=3))
    graph, added = graph.add(layers.Add())
    found = infer(graph.connect(1, added).connect(2, added)).problems
    assert "Add needs inputs of one shape and gets 2, 3" in str(found[0].message)


def test_a_healthy_network_has_no_problems():
    graph = network(
        layers.Dense(units=4, activation="tanh"), layers.Dense(units=1, activation="sigmoid")
    )
    assert codes(graph, losses.BinaryCrossentropy(), CIRCLE) == []


def test_too_few_outputs_are_repaired_to_the_number_of_classes():
    graph = network(layers.Dense(units=2, activation="softmax"), inputs=4)
    loss = losses.SparseCategoricalCrossentropy()
    (problem,) = check(graph, loss, IRIS)
    assert problem.code == "outputs"
    assert codes(problem.repair.graph, loss, IRIS) == []


def test_an_input_of_the_wrong_width_is_repaired_to_the_data():
    graph = network(layers.Dense(units=3, activation="softmax"))
    loss = losses.SparseCategoricalCrossentropy()
    (problem,) = check(graph, loss, IRIS)
    assert problem.code == "input_width"
    assert codes(problem.repair.graph, loss, IRIS) == []


def test_a_loss_for_classes_on_numbers_is_repaired_to_squared_error():
    graph = network(layers.Dense(units=1), inputs=1)
    (problem,) = check(graph, losses.BinaryCrossentropy(), LINE)
    assert problem.code == "loss_task"
    assert codes(graph, problem.repair.loss, LINE) == []


def test_crossentropy_after_a_linear_layer_is_repaired_to_sigmoid():
    graph = network(layers.Dense(units=1))
    (problem,) = check(graph, losses.BinaryCrossentropy(), CIRCLE)
    assert problem.code == "loss_activation"
    assert codes(problem.repair.graph, losses.BinaryCrossentropy(), CIRCLE) == []


def test_softmax_over_shares_is_repaired_to_sigmoid():
    shares = DataFacts(Task.REGRESSION, (2,), 3, shares=True)
    graph = network(layers.Dense(units=3, activation="softmax"))
    (problem,) = check(graph, losses.BinaryCrossentropy(), shares)
    assert problem.code == "loss_activation"
    assert codes(problem.repair.graph, losses.BinaryCrossentropy(), shares) == []


def test_softmax_of_one_output_is_an_error():
    graph = network(layers.Dense(units=1, activation="softmax"))
    (problem,) = check(graph, losses.BinaryCrossentropy(), CIRCLE)
    assert problem.code == "softmax_of_one"
    assert codes(problem.repair.graph, losses.BinaryCrossentropy(), CIRCLE) == []


lengths = st.integers(1, 4)


@given(st.tuples(lengths, lengths, lengths), st.permutations(range(3)), st.integers(1, 5))
def test_inferred_shapes_equal_computed_ones(shape, order, units):
    target = tuple(shape[place] for place in order)
    graph = Graph.sequential(
        layers.Input(shape=shape),
        layers.Reshape(target=target),
        layers.Dropout(rate=0.5),
        layers.Flatten(),
        layers.Dense(units=units),
        layers.Reshape(target=(units, -1)),
    )
    program = compile(graph, "mean_squared_error")
    values = program.activations(np.ones((3, *shape)), program.order)
    assert {node: array.shape[1:] for node, array in values.items()} == program.shapes


@pytest.mark.parametrize("facts", [IRIS, CIRCLE, LINE])
@pytest.mark.parametrize("ending", ["sigmoid", "softmax", "linear"])
@pytest.mark.parametrize("units", [1, 2, 3])
@pytest.mark.parametrize("loss", [kind() for kind in losses.LOSSES])
def test_any_chain_can_be_fitted_to_any_data(facts, ending, units, loss):
    graph = network(layers.Dense(units=5), layers.Dense(units=units, activation=ending), inputs=7)
    fitted, fitting, _ = fit(graph, loss, facts)
    assert codes(fitted, fitting, facts) == []


def problem_codes(*middle, loss, facts, inputs=2):
    return codes(network(*middle, inputs=inputs), loss, facts)


SPARSE = losses.SparseCategoricalCrossentropy()
BINARY = losses.BinaryCrossentropy()
FOCAL, POISSON = losses.Focal(), losses.Poisson()


@pytest.mark.parametrize(
    ("ending", "loss", "facts", "expected"),
    [
        ([layers.Dense(units=3, activation="sigmoid")], SPARSE, IRIS, ["loss_activation"]),
        ([layers.Dense(activation="softmax", units=3), layers.Flatten()], SPARSE, IRIS, []),
        ([layers.Dense(activation="softmax", units=3), layers.Dropout()], SPARSE, IRIS, []),
        ([layers.Dense(units=1, activation="relu")], losses.Hinge(), CIRCLE, ["loss_activation"]),
        ([layers.Dense(units=1, activation="tanh")], losses.Hinge(), CIRCLE, []),
        ([layers.Dense(units=1, activation="step")], BINARY, CIRCLE, ["loss_activation"]),
        ([layers.Dense(units=1, activation="step")], losses.MeanSquaredError(), CIRCLE, []),
        ([layers.Dense(units=1, activation="leaky_relu")], losses.Huber(), LINE, []),
        ([layers.Dense(units=1, activation="relu")], losses.Huber(), LINE, ["bounded_regression"]),
        ([layers.Dense(units=3)], FOCAL, IRIS, ["loss_activation"]),
        ([layers.Dense(units=3, activation="log_softmax")], FOCAL, IRIS, ["loss_activation"]),
        ([layers.Dense(units=1)], FOCAL, CIRCLE, ["loss_activation"]),
        ([layers.Dense(units=1, activation="step")], FOCAL, CIRCLE, ["loss_activation"]),
        ([layers.Dense(units=1, activation="softmax")], FOCAL, CIRCLE, ["softmax_of_one"]),
        ([layers.Dense(units=3, activation="softmax")], FOCAL, IRIS, []),
        ([layers.Dense(units=3, activation="sigmoid")], FOCAL, IRIS, []),
        ([layers.Dense(units=1, activation="hard_sigmoid")], FOCAL, CIRCLE, []),
        ([layers.Dense(units=1)], POISSON, LINE, ["positive_outputs"]),
        ([layers.Dense(units=1), layers.Dropout()], POISSON, LINE, ["positive_outputs"]),
        ([layers.Dense(units=1, activation="tanh")], POISSON, LINE, ["positive_outputs"]),
        ([layers.Dense(units=1, activation="relu")], POISSON, LINE, ["positive_outputs"]),
        ([layers.Dense(units=1, activation="sigmoid")], POISSON, LINE, ["bounded_regression"]),
        ([layers.Dense(units=1, activation="softplus")], POISSON, LINE, []),
        (
            [layers.Activation(function="sigmoid")],
            losses.MeanSquaredError(),
            None,
            ["nothing_learns"],
        ),
        (
            [layers.Dense(units=6), layers.Reshape(target=(2, 3))],
            losses.MeanSquaredError(),
            None,
            ["output_rank"],
        ),
    ],
)
def test_endings_are_judged_by_what_leaves_the_network(ending, loss, facts, expected):
    inputs = facts.feature_shape[0] if facts else 2
    assert problem_codes(*ending, loss=loss, facts=facts, inputs=inputs) == expected


@pytest.mark.parametrize(
    ("ending", "loss", "facts"),
    [
        (layers.Dense(units=3), FOCAL, IRIS),
        (layers.Dense(units=1, activation="log_softmax"), FOCAL, CIRCLE),
        (layers.Dense(units=1), POISSON, LINE),
        (layers.Dense(units=1, activation="relu"), POISSON, LINE),
        (layers.Dense(units=1, activation="sigmoid"), POISSON, LINE),
        (layers.BatchNorm(), POISSON, LINE),
    ],
)
def test_an_ending_that_a_loss_cannot_read_is_repaired_by_one_that_it_can(ending, loss, facts):
    graph = network(
        layers.Dense(units=getattr(ending, "units", 1)), ending, inputs=facts.feature_shape[0]
    )
    (problem,) = check(graph, loss, facts)
    assert check(problem.repair.graph, loss, facts) == ()


@pytest.mark.parametrize(
    ("ending", "severity"),
    [
        (layers.Dense(units=1), Severity.ERROR),
        (layers.Dense(units=1, activation="relu"), Severity.WARNING),
        (layers.Features(keep=False, formulas="exp(x1)"), Severity.WARNING),
    ],
)
def test_outputs_that_have_no_logarithm_keep_poisson_from_training(ending, severity):
    (problem,) = check(network(layers.Dense(units=1), ending, inputs=1), POISSON, LINE)
    assert (problem.code, problem.severity) == ("positive_outputs", severity)


def positive_network(width):
    return network(layers.Dense(units=1, activation="softplus"), inputs=width)


def test_targets_that_only_scaling_makes_negative_are_no_counts_and_repaired():
    settings = DataSettings(source=Builtin(name="diabetes"))
    (problem,) = check(positive_network(10), POISSON, DataFacts.of(load(settings)))
    assert (problem.code, problem.severity) == ("negative_targets", Severity.WARNING)
    mended = DataFacts.of(load(msgspec.structs.replace(settings, **problem.repair.data)))
    assert check(positive_network(10), POISSON, mended) == ()


def test_counts_with_a_nought_among_them_are_fine_again_unscaled():
    y = np.array([0.0, 1.0, 4.0, 2.0])
    scaled = Dataset.from_arrays(np.ones((4, 1)), (y - 1.75) / 1.4790199)
    scales = (TargetScale(mean=1.75, scale=1.4790199),)
    preprocessing = msgspec.structs.replace(scaled.preprocessing, target_scales=scales)
    facts = DataFacts.of(replace(scaled, preprocessing=preprocessing))
    assert facts.negative is Negative.BY_SCALING


def test_targets_below_zero_are_no_counts():
    facts = DataFacts.of(Dataset.from_arrays(np.ones((3, 1)), np.array([-1.0, 2.0, 0.0])))
    (problem,) = check(positive_network(1), POISSON, facts)
    assert problem.code == "negative_targets"
    assert problem.repair.loss == losses.MeanSquaredError()


def test_several_inputs_are_told_what_they_take_together():
    graph, second = network(layers.Dense(units=1, activation="sigmoid")).add(
        layers.Input(shape=(2,))
    )
    graph, other = graph.add(layers.Dense(units=1))
    graph, ending = graph.connect(second, other).add(layers.Add())
    graph = graph.connect(other, ending).connect(graph.nodes[1].id, ending)
    problem = next(each for each in check(graph, losses.MeanSquaredError(), CIRCLE))
    assert problem.code == "input_width"
    assert str(problem.message) == (
        "The inputs together take 4 values and a sample of the data has 2."
    )


def test_inputs_that_take_no_part_do_not_count():
    graph, _ = network(layers.Dense(units=1, activation="sigmoid")).add(layers.Input(shape=(9,)))
    assert "input_width" not in codes(graph, losses.BinaryCrossentropy(), CIRCLE)


def test_a_network_that_would_not_fit_in_memory_is_refused():
    graph = network(layers.Dense(units=65536), layers.Dense(units=65536))
    assert codes(graph, losses.MeanSquaredError(), None) == ["too_large"]


def test_a_network_that_was_cut_in_two_is_to_be_joined_again():
    whole = Graph.sequential(
        layers.Input(shape=(4,)),
        layers.Dense(units=8, activation="tanh"),
        layers.Dense(units=6, activation="tanh"),
        layers.Dense(units=3, activation="softmax"),
    )
    loss = losses.SparseCategoricalCrossentropy()
    assert not check(whole, loss, IRIS)
    cut = whole.disconnect([edge for edge in whole.edges if edge.source == 2])
    (problem,) = [each for each in check(cut, loss, IRIS) if each.severity is Severity.ERROR]
    assert (problem.code, problem.node) == ("not_connected", 3)
    assert str(problem.repair.label) == "Connect dense_1 to dense_2"
    assert not check(problem.repair.graph, loss, IRIS)


def test_several_ends_can_be_joined():
    graph = network(layers.Dense(units=1))
    graph, other = graph.add(layers.Dense())
    found = check(graph.connect(1, other), losses.BinaryCrossentropy(), CIRCLE)
    (problem,) = (each for each in found if each.code == "several_outputs")
    assert len(infer(problem.repair.graph).outputs) == 1


def test_a_class_for_each_step_asks_for_a_sequence_of_as_many():
    facts = DataFacts(Task.MULTICLASS, (6, 1), 4, steps=6)
    loss = losses.SparseCategoricalCrossentropy()
    last = layers.Dense(units=4, activation="softmax")

    def problems(output):
        recurrent = layers.GRU(units=5, output=output)
        return check(Graph.sequential(layers.Input(shape=(6, 1)), recurrent, last), loss, facts)

    assert problems("sequence") == ()
    (problem,) = problems("last")
    assert str(problem.message) == (
        "The data has a class for each of 6 steps and dense_1 gives 4. "
        "Let the layers before it give a sequence of 6 steps."
    )


@pytest.mark.parametrize(("held_out", "warned"), [(0, True), (9, True), (10, False), (20, False)])
def test_a_test_part_that_is_much_smaller_than_asked_for_is_worth_a_warning(held_out, warned):
    graph = Graph.sequential(layers.Input(), layers.Dense(units=1, activation="sigmoid"))
    facts = DataFacts(Task.BINARY, (2,), 2, asked=20, held_out=held_out)
    found = check(graph, losses.BinaryCrossentropy(), facts)
    assert [each.code for each in found] == ["few_test_rows"] * warned
    if warned:
        assert found[0].severity is Severity.WARNING
        assert f"Of 20 rows to be held out for testing {held_out} are" in str(found[0].message)


def test_a_dense_layer_that_reads_nothing_is_told_and_breaks_nothing():
    graph = Graph.sequential(layers.Input(), layers.Dense(units=3), layers.Dense(units=1))
    cut = graph.remove([graph.nodes[0].id])
    problems = check(cut, losses.BinaryCrossentropy(), None)
    assert any(problem.severity is Severity.ERROR for problem in problems)
