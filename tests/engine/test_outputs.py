"""Networks with several outputs, each with a loss and targets of its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine import Dataset, Graph, Trainer, compile, layers, losses, optim
from engine.check import check, fit
from engine.classweights import Balanced, GivenWeights
from engine.data.assignment import AssignmentError, TargetColumn, Wanting, share_out
from engine.data.errors import DataError
from engine.facts import DataFacts
from engine.message import SpokenError
from engine.outputs import OutputTraining, moved
from engine.problems import Severity
from engine.ratefinder import find_rate
from engine.reports import confusion

LOSSES = {"value": "mean_squared_error", "kind": "sparse_categorical_crossentropy"}
WEIGHTS = {"value": 0.25, "kind": 2.0}


def two_headed(value=1, kind=3, hidden=5):
    """Return a network with a number and a class as its outputs."""
    graph = Graph.sequential(
        layers.Input(shape=(2,)),
        layers.Dense(units=hidden, activation="tanh"),
        layers.Dense(units=value),
    )
    graph, added = graph.add(layers.Dense(units=kind, activation="softmax"))
    graph = graph.connect(2, added)
    return graph.rename(3, "value").rename(added, "kind")


def program_of(losses=None, weights=None, dtype="float64", graph=None):
    return compile(
        graph or two_headed(), losses or LOSSES, loss_weights=weights, seed=3, dtype=dtype
    )


@pytest.fixture
def random():
    return np.random.default_rng(0)


def rows(random, count=20):
    x = random.normal(size=(count, 2))
    return x, {"value": random.normal(size=(count, 1)), "kind": random.integers(0, 3, count)}


def data(random, count=40, **options):
    x, y = rows(random, count)
    z, t = rows(random, 11)
    return Dataset.for_outputs(x, y, z, t, classes={"kind": ["a", "b", "c"]}, **options)


def pytorchs(program, x, y, weights):
    """Return PyTorch's losses and the gradients of their weighted sum."""
    torch = pytest.importorskip("torch")
    given = {name: torch.tensor(view.copy()) for name, view in program.parameters.items()}
    for tensor in given.values():
        tensor.requires_grad_()

    def dense(name, value):
        return value @ given[f"{name}/kernel"] + given[f"{name}/bias"]

    hidden = torch.tanh(dense("dense_1", torch.tensor(x)))
    parts = {
        "value": torch.nn.functional.mse_loss(dense("value", hidden), torch.tensor(y["value"])),
        "kind": torch.nn.functional.cross_entropy(dense("kind", hidden), torch.tensor(y["kind"])),
    }
    total = sum(weights.get(name, 1.0) * part for name, part in parts.items())
    total.backward()
    found = {name: part.item() for name, part in parts.items()}
    return total.item(), found, {name: tensor.grad.numpy() for name, tensor in given.items()}


@pytest.mark.parametrize("weights", [{}, WEIGHTS, {"kind": 0.0}])
def test_the_weighted_sum_of_the_losses_and_its_gradient_are_pytorchs(random, weights):
    program, (x, y) = program_of(weights=weights), rows(random)
    expected, parts, slopes = pytorchs(program, x, y, weights)
    loss, gradients = program.loss_and_gradients(x, y)
    assert loss == pytest.approx(expected, rel=1e-12)
    for name, gradient in gradients.items():
        np.testing.assert_allclose(gradient, slopes[name], rtol=1e-9, atol=1e-12)
    found = program.evaluate_each(program.augmented(x), program.encode(y))
    assert [part for part, _ in found] == pytest.approx([parts["value"], parts["kind"]])
    total, predictions = program.evaluate(program.augmented(x), program.encode(y))
    assert total == pytest.approx(expected)
    np.testing.assert_array_equal(predictions, program.predict(x))


def test_the_built_step_is_the_plain_one(random):
    program, (x, y) = program_of(weights=WEIGHTS), rows(random)
    plan = program.plan(len(x), training=True, loss=True)
    given, wanted = program.augmented(x).T, program.encode(y).T
    built = plan.step(given, wanted), program.gradient.copy(), plan.losses.copy()
    program.gradient[...] = 0.0
    assert plan.step_tape.run(x=given, y=wanted) == built[0]
    np.testing.assert_array_equal(program.gradient, built[1])
    np.testing.assert_array_equal(plan.losses, built[2])


def test_every_output_is_predicted_with_its_activation(random):
    program, (x, _) = program_of(), rows(random)
    found = program.predict_all(x)
    assert list(found) == ["value", "kind"]
    np.testing.assert_array_equal(found["value"], program.predict(x))
    np.testing.assert_allclose(found["kind"].sum(axis=1), 1.0)


@pytest.mark.parametrize("loss", losses.LOSSES, ids=lambda loss: loss.kind())
def test_any_loss_beside_another_has_the_gradient_that_it_has_alone(random, loss):
    graph = two_headed(value=3)
    ending = next(iter(loss.fuses), "softmax" if loss.for_classes else "softplus")
    graph = graph.replace(3, layers.Dense(units=3, activation=ending))
    x = random.normal(size=(8, 2))
    y = random.integers(0, 3, 8) if loss.for_classes else random.random((8, 3))
    both = compile(
        graph,
        {"value": loss(), "kind": "mean_squared_error"},
        loss_weights={"kind": 0.0, "value": 0.5},
        dtype="float64",
    )
    alone = compile(graph.remove({4}), loss(), dtype="float64")
    _, gradients = both.loss_and_gradients(x, {"value": y, "kind": np.zeros((8, 3))})
    expected_loss, expected = alone.loss_and_gradients(x, y)
    for name, gradient in expected.items():
        np.testing.assert_allclose(gradients[name], 0.5 * gradient, rtol=1e-12, atol=1e-15)
    found = both.evaluate_each(
        both.augmented(x), both.encode({"value": y, "kind": np.zeros((8, 3))})
    )
    assert found[0][0] == pytest.approx(expected_loss)


def test_weights_of_rows_count_in_every_loss(random):
    program, (x, y) = program_of(weights=WEIGHTS), rows(random)
    times = random.integers(0, 4, len(x))
    repeated = {name: np.repeat(values, times, axis=0) for name, values in y.items()}
    expected = program.loss_and_gradients(np.repeat(x, times, axis=0), repeated)
    expected = expected[0], {name: view.copy() for name, view in expected[1].items()}
    loss, gradients = program.loss_and_gradients(x, y, times)
    assert loss == pytest.approx(expected[0])
    for name, gradient in expected[1].items():
        np.testing.assert_allclose(gradients[name], gradient, rtol=1e-9, atol=1e-12)


def test_absent_steps_of_one_output_leave_the_other_as_it_is(random):
    graph = Graph.sequential(
        layers.Input(shape=(4, 2)), layers.Dense(units=3, activation="softmax")
    )
    graph, flat = graph.add(layers.Flatten())
    graph, value = graph.connect(1, flat).add(layers.Dense(units=1))
    graph = graph.connect(flat, value).rename(2, "steps").rename(value, "value")
    kinds = {"steps": "sparse_categorical_crossentropy", "value": "mean_squared_error"}
    program = compile(graph, kinds, dtype="float64")
    x, number = random.normal(size=(6, 4, 2)), random.normal(size=(6, 1))
    y = random.integers(0, 3, (6, 4))
    y[:3, 2:] = -1
    found = program.evaluate_each(
        program.augmented(x), program.encode({"steps": y, "value": number})
    )
    shares, values = program.predict_all(x).values()
    here = y >= 0
    assert found[0][0] == pytest.approx(-np.log(shares[here, y[here]]).mean())
    assert found[1][0] == pytest.approx(np.mean((values - number) ** 2))


# ---------------------------------------------------------------- training


def test_training_lowers_both_losses_and_tells_each(random):
    x = random.uniform(-1, 1, (80, 2))
    y = {"value": x[:, :1] - x[:, 1:], "kind": (x[:, 0] > 0).astype(int) + (x[:, 1] > 0)}
    dataset = Dataset.for_outputs(x, y, classes={"kind": ["a", "b", "c"]})
    trainer = Trainer(program_of(weights=WEIGHTS), dataset, optim.Adam(learning_rate=0.02), 16)
    before = trainer.evaluate()
    for _ in trainer.steps(60):
        pass
    after = trainer.evaluate()
    assert set(after.metrics) == {
        *(of_numbers := {"r2", "rmse", "mae", "within", "explained_variance"}),
        *(f"value/{name}" for name in {"loss", *of_numbers}),
        *(f"kind/{name}" for name in ("loss", "accuracy", "precision", "recall", "f1")),
        *("kind/roc_auc", "kind/perplexity"),
    }
    total = 0.25 * after.metrics["value/loss"] + 2.0 * after.metrics["kind/loss"]
    assert after.loss == pytest.approx(total)
    assert after.metrics["r2"] == after.metrics["value/r2"] > 0.85
    assert after.metrics["kind/accuracy"] > 0.9 > before.metrics["kind/accuracy"]
    part = trainer.parts[1]
    assert confusion(trainer.program, part, test=False, output=1).sum() == 80
    assert after.metrics["kind/f1"] > 0.9


def test_a_run_goes_on_bit_for_bit_and_a_trial_leaves_it_alone(random):
    dataset = data(random)
    whole, half, rest = (
        Trainer(program_of(dtype="float32"), dataset, optim.Adam(), 8, class_weights=Balanced())
        for _ in range(3)
    )
    for _ in range(2):
        for _ in whole.steps(1):
            pass
    for _ in half.steps(1):
        pass
    find_rate(half, steps=5)
    rest.restore(half.snapshot())
    for _ in rest.steps(1):
        pass
    np.testing.assert_array_equal(rest.program.theta, whole.program.theta)


def test_weights_of_classes_act_on_the_outputs_that_have_them(random):
    dataset = data(random)
    plain = Trainer(program_of(), dataset).evaluate()
    given = Trainer(
        program_of(), dataset, class_weights=GivenWeights(weights="a=0, b=0")
    ).evaluate()
    assert given.metrics["value/loss"] == pytest.approx(plain.metrics["value/loss"])
    shares = program_of().predict_all(dataset.x_train)["kind"]
    of_c = shares[dataset.parts[1].y_train == 2, 2]
    assert given.metrics["kind/loss"] == pytest.approx(-np.log(of_c).mean())


def test_lbfgs_takes_several_outputs(random):
    dataset = data(random)
    trainer = Trainer(program_of(weights=WEIGHTS), dataset, optim.LBFGS())
    before = trainer.evaluate().loss
    for _ in trainer.steps(15):
        pass
    assert trainer.evaluate().loss < 0.9 * before


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("loss", "weights", "text"),
    [
        ({"value": "huber"}, {}, "“kind” has no loss"),
        ({**LOSSES, "size": "huber"}, {}, "no output “size”. Its outputs are: value, kind"),
        (LOSSES, {"size": 1.0}, "no output “size”"),
        ({**LOSSES, "kind": "zap"}, {}, "no loss zap"),
    ],
)
def test_losses_that_do_not_fit_the_outputs_are_refused(loss, weights, text):
    with pytest.raises(SpokenError, match=text):
        compile(two_headed(), loss, loss_weights=weights)


def test_targets_without_names_are_refused(random):
    program, (x, y) = program_of(), rows(random)
    with pytest.raises(SpokenError, match="several outputs: value, kind"):
        program.loss_and_gradients(x, y["kind"])
    with pytest.raises(SpokenError, match="“kind” has no targets"):
        program.loss_and_gradients(x, {"value": y["value"]})


def test_one_loss_is_that_of_every_output(random):
    program, (x, _) = compile(two_headed(), "mean_squared_error", dtype="float64"), rows(random)
    values = random.normal(size=(20, 1)), random.normal(size=(20, 3))
    loss, _ = program.loss_and_gradients(x, dict(zip(("value", "kind"), values, strict=True)))
    found = program.predict_all(x).values()
    assert loss == pytest.approx(
        sum(np.mean((each - y) ** 2) for each, y in zip(found, values, strict=True))
    )


# ---------------------------------------------------------------- which columns go where


NUMBERS = [TargetColumn(name, 0, is_class=False) for name in "abc"]
MIXED = [
    TargetColumn("a", 0, is_class=False),
    TargetColumn("b", 0, is_class=False),
    TargetColumn("kind", 1, is_class=True),
    TargetColumn("c", 2, is_class=False),
]


@pytest.mark.parametrize(
    ("columns", "outputs", "chosen", "left"),
    [
        (NUMBERS, [("x", 9)], [(0, 1, 2)], ()),
        (NUMBERS, [("x", 2), ("y", 1)], [(0, 1), (2,)], ()),
        (NUMBERS, [("x", 1), ("y", 1)], [(0,), (1, 2)], ()),
        (NUMBERS, [("x", 3), ("y", 1)], [(0, 1, 2), ()], ()),
        (NUMBERS, [("x", 1, ("c",)), ("y", 2)], [(2,), (0, 1)], ()),
        (NUMBERS, [("x", 1, ("c",)), ("y", 1, ("c", "a"))], [(2,), (2, 0)], (1,)),
        (MIXED, [("x", 2), ("y", 5), ("z", 1)], [(0, 1), (2,), (3,)], ()),
        (MIXED, [("x", 2)], [(0, 1)], (2, 3)),
        (MIXED, [("x", 3, ("kind",)), ("y", 2)], [(2,), (0, 1)], (3,)),
    ],
)
def test_columns_are_shared_out_in_order_or_as_chosen(columns, outputs, chosen, left):
    found = share_out(columns, [Wanting(*each) for each in outputs])
    assert found == (tuple(chosen), left)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("d",), "“d”, which is no target of the data. Its targets are: a, b, kind, c"),
        (("a", "kind"), "a category among other targets"),
    ],
)
def test_columns_that_cannot_be_an_outputs_target_are_refused(names, text):
    with pytest.raises(AssignmentError, match=text) as caught:
        share_out(MIXED, [Wanting("x", 2), Wanting("y", 1, names)])
    assert caught.value.output == 1


def test_numbers_are_divided_between_outputs_with_their_scales(random):
    x, y = random.normal(size=(20, 2)), random.normal(size=(20, 3))
    dataset = Dataset.from_arrays(x, y, target_names=["a", "b", "c"])
    graph = two_headed(value=1, kind=2)
    trainer = Trainer(compile(graph, "mean_squared_error"), dataset, targets={"value": ["b"]})
    assert [part.target_names for part in trainer.parts] == [("b",), ("a", "c")]
    np.testing.assert_array_equal(trainer.parts[1].y_train, y[:, [0, 2]].astype("f"))
    assert [each.target_names for each in trainer.preprocessing.outputs] == [("b",), ("a", "c")]


def test_a_target_without_an_output_is_refused_and_the_other_way_round(random):
    dataset = data(random)
    one = Graph.sequential(layers.Input(shape=(2,)), layers.Dense(units=1))
    with pytest.raises(DataError, match="“kind” belongs to no output"):
        Trainer(compile(one.rename(2, "value"), "mean_squared_error"), dataset)
    with pytest.raises(AssignmentError, match="no target for the output “kind”"):
        Trainer(program_of(), Dataset.from_arrays([[1, 2]], [[3.0]]))


# ---------------------------------------------------------------- the drawing's check


MSE = losses.MeanSquaredError()
FACTS = DataFacts.of(data(np.random.default_rng(0)))
OUTPUTS = {4: OutputTraining(loss=losses.SparseCategoricalCrossentropy())}


def codes(problems):
    return [problem.code for problem in problems]


def test_a_network_with_an_output_for_each_target_is_right():
    assert check(two_headed(), MSE, FACTS, OUTPUTS) == ()
    assert check(two_headed(), MSE, None, OUTPUTS) == ()


def test_a_problem_of_an_output_is_repaired_there():
    (problem,) = check(two_headed(), MSE, FACTS, {4: OutputTraining(loss=losses.Hinge())})
    assert problem.severity is Severity.WARNING
    wrong = {3: OutputTraining(loss=losses.Hinge()), **OUTPUTS}
    (problem,) = check(two_headed(), MSE, FACTS, wrong)
    assert (problem.code, problem.node, problem.repair.output) == ("loss_task", 3, 3)
    fitted = fit(two_headed(kind=5, value=2), MSE, FACTS, wrong)
    assert check(*fitted[:2], FACTS, fitted.outputs) == ()
    assert fitted.loss == MSE
    assert fitted.outputs[4].loss == losses.SparseCategoricalCrossentropy()


def test_a_target_that_no_output_learns_gets_one():
    graph = two_headed().remove({4})
    (problem,) = check(graph, MSE, FACTS)
    assert problem.code == "targets_left"
    assert "“kind”" in str(problem.message)
    fitted = fit(graph, MSE, FACTS)
    assert check(fitted.graph, fitted.loss, FACTS, fitted.outputs) == ()
    (added,) = fitted.outputs
    assert fitted.graph.sources(added) == (2,)
    assert fitted.graph[added].name == "kind"


def test_a_target_of_a_table_gets_an_output_behind_the_last_one():
    numbers = replace(FACTS, output="", further=(replace(FACTS.further[0], output=""),))
    graph = two_headed().remove({4})
    fitted = fit(graph, MSE, numbers)
    assert check(fitted.graph, fitted.loss, numbers, fitted.outputs) == ()
    (added,) = fitted.outputs
    assert fitted.graph[added].layer == layers.Dense(units=3, activation="softmax")


def test_outputs_without_a_target_are_told():
    alone = DataFacts.of(Dataset.from_arrays([[1, 2], [3, 4]], [[3.0], [1.0]]))
    (problem,) = check(two_headed(), MSE, alone)
    assert problem.code == "several_outputs"
    assert str(problem.message).startswith("The network ends in several layers: value, kind.")
    graph, third = two_headed().add(layers.Dense(units=1))
    (problem,) = check(graph.connect(2, third), MSE, FACTS, OUTPUTS)
    assert (problem.code, problem.node, problem.field) == ("targets", third, "targets")


def test_chosen_columns_that_cannot_be_are_told_at_their_output():
    wrong = {**OUTPUTS, 3: OutputTraining(targets="size")}
    (problem,) = check(two_headed(), MSE, FACTS, wrong)
    assert (problem.code, problem.node, problem.field) == ("targets", 3, "targets")


def test_settings_of_an_output_follow_it_when_layers_are_added_behind():
    graph, end = two_headed().add(layers.Activation(function="tanh"))
    longer = graph.connect(4, end)
    assert moved(OUTPUTS, longer) == {end: OUTPUTS[4]}
    assert moved(OUTPUTS, two_headed().remove({4})) == {}


def test_names_of_columns_are_read_as_in_a_table():
    assert OutputTraining(targets=' a, "b, c" ,d').target_names == ("a", "b, c", "d")
    assert OutputTraining().target_names == ()
