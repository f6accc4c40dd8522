"""The battery that every layer passes, whatever it computes.

Gradients are compared with central differences in float64, in one random direction of all weights
and for one random cotangent: a cotangent of ones would hide those of softmax and normalisation.
"""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from layer_cases import CASES, STRATEGIES

from engine import compile, layers
from engine.activations import FUNCTIONS
from engine.formats import Trained, export
from engine.inference import infer
from engine.layers import CATALOGUE
from engine.layers.base import ShapeError

STEP = 1e-5
EVERY = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())


def compiled(graph, dtype="float64", seed=0):
    program = compile(graph, "mean_squared_error", dtype=dtype)
    random = np.random.default_rng(seed)
    for name, view in program.parameters.items():
        if not name.endswith(("mean", "variance")):
            view += 0.5 * random.standard_normal(view.shape).astype(view.dtype)
    return program


def outputs(program, x, *, training):
    rows = program.augmented(x)
    plan = program.plan(len(rows), training=training)
    plan.forward(rows.T)
    return np.moveaxis(plan.values(program.output, rows.T), -1, 0).copy()


def gradient(program, x, cotangent):
    program.gradient[...] = 0.0
    program.backpropagate(x, cotangent)
    return program.gradient.copy()


def a_cotangent(program, samples):
    return np.random.default_rng(5).standard_normal((samples, *program.output_shape))


def test_every_layer_has_a_row():
    drawn = {type(case.layer) for case in CASES.values()}
    assert drawn == set(CATALOGUE) - {layers.Input}


@pytest.mark.parametrize("channels_first", [False, True], ids=["", "channels first"])
@EVERY
def test_gradient_equals_finite_differences(case, channels_first):
    if FUNCTIONS[case.layer.activation_name()].straight_through:
        pytest.skip("its gradient is meant to be another function's")
    program = compiled(case.within(channels_first=channels_first))
    x, cotangent = case.inputs(case.batch), a_cotangent(program, case.batch)
    if not program.theta.size:
        pytest.skip("nothing to learn: it reads tokens and has no weights")
    chance, start = program.noise.state, program.theta.copy()
    direction = np.random.default_rng(6).standard_normal(start.shape) * (program.learned > 0.0)

    def value(distance):
        program.noise.state = chance
        program.theta[...] = start + distance * direction
        found = float(np.sum(cotangent * outputs(program, x, training=True)))
        program.theta[...] = start
        return found

    slope = (value(STEP) - value(-STEP)) / (2.0 * STEP)
    program.noise.state = chance
    found = float(gradient(program, x, cotangent) @ direction)
    assert abs(found - slope) <= 1e-6 * max(abs(found), abs(slope), 1e-2)


@EVERY
def test_inferred_shape_equals_the_computed(case):
    program, inference = compiled(case.bare()), infer(case.bare())
    assert program.output_shape == inference.shapes[inference.output]
    assert program.learned.sum() == sum(inference.parameter_counts.values())
    assert outputs(program, case.inputs(3), training=False).shape == (3, *program.output_shape)


@pytest.mark.parametrize("strategy", STRATEGIES.values(), ids=STRATEGIES.keys())
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_shapes_of_random_hyperparameters_equal_the_computed(strategy, data):
    case = data.draw(strategy)
    try:
        shape = case.layer.out_shape(*case.shapes)
    except ShapeError:
        return
    program, x = compiled(case.bare()), case.inputs(2)
    found = outputs(program, x, training=False)
    assert found.shape == (2, *shape)
    assert np.isfinite(found).all()
    assert outputs(program, x, training=True).shape == (2, *shape)
    assert np.isfinite(gradient(program, x, a_cotangent(program, 2))).all()


def test_every_layer_has_a_strategy():
    drawn = set()
    for strategy in STRATEGIES.values():
        with pytest.raises(NoSuchExample):
            find(
                strategy,
                lambda case: drawn.add(type(case.layer)),
                settings=settings(max_examples=30, database=None, deadline=None),
            )
    assert drawn == set(CATALOGUE) - {layers.Input}


@EVERY
def test_a_declaration_is_read_back_as_it_was_written(case):
    graph = case.bare()
    written = msgspec.json.encode(graph)
    assert msgspec.json.decode(written, type=type(graph)) == graph


@EVERY
def test_loaded_weights_give_the_same_bits(case):
    first, second = compiled(case.within(), "float32"), compiled(case.within(), "float32", seed=1)
    x = case.inputs(4)
    expected = first.predict(x)
    second.theta[...] = first.theta
    np.testing.assert_array_equal(second.predict(x), expected)


@EVERY
def test_training_differs_from_predicting_where_the_layer_says_so(case):
    program = compiled(case.bare())
    x = case.inputs(case.batch)
    predicted = outputs(program, x, training=False)
    trained = outputs(program, x, training=True)
    if case.chance:
        assert not np.allclose(trained, outputs(program, x, training=True))
    if case.chance or case.of_batch:
        assert not np.allclose(trained, predicted)
    else:
        np.testing.assert_allclose(trained, predicted, rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(outputs(program, x, training=False), predicted)


@EVERY
def test_a_sample_by_itself_gives_what_it_gives_among_others(case):
    program = compiled(case.within())
    x = case.inputs(5)
    together = program.predict(x)
    alone = np.concatenate([program.predict(row[None]) for row in x])
    np.testing.assert_allclose(alone, together, rtol=1e-9, atol=1e-12)


@EVERY
def test_a_short_batch_after_a_long_one_is_as_by_itself(case):
    used, fresh = compiled(case.within()), compiled(case.within())
    long, short = case.inputs(9, seed=1), case.inputs(3, seed=2)
    gradient(used, long, a_cotangent(used, 9))
    used.theta[...] = fresh.theta
    used.noise.state = fresh.noise.state
    cotangent = a_cotangent(used, 3)
    found = gradient(used, short, cotangent)
    np.testing.assert_array_equal(found, gradient(fresh, short, cotangent))


@EVERY
def test_nothing_of_an_earlier_batch_is_left_in_the_buffers(case):
    used, fresh = compiled(case.within()), compiled(case.within())
    x, cotangent = case.inputs(case.batch), a_cotangent(used, case.batch)
    gradient(used, case.inputs(case.batch, seed=3, scale=50.0), 1e3 * cotangent)
    used.theta[...] = fresh.theta
    used.noise.state = fresh.noise.state
    np.testing.assert_array_equal(gradient(used, x, cotangent), gradient(fresh, x, cotangent))
    np.testing.assert_array_equal(used.predict(x), fresh.predict(x))


@EVERY
def test_the_built_function_does_what_the_plain_calls_do(case):
    program = compiled(case.within())
    rows = program.augmented(case.inputs(case.batch))
    plan = program.plan(len(rows))
    plan.forward(rows.T)
    fast = plan.values(program.output, rows.T).copy()
    plan.forward_tape.run(x=rows.T)
    np.testing.assert_array_equal(plan.values(program.output, rows.T), fast)


EXPORTED = {name: case for name, case in CASES.items() if not case.no_export}


@pytest.mark.parametrize("case", EXPORTED.values(), ids=EXPORTED.keys())
def test_an_export_computes_the_same_in_onnxruntime(case, tmp_path):
    onnxruntime = pytest.importorskip("onnxruntime")
    program = compiled(case.within(), "float32")
    export(tmp_path / "net.onnx", Trained.of(program))
    session = onnxruntime.InferenceSession(str(tmp_path / "net.onnx"))
    x = case.inputs(5).astype(np.float32)
    (found,) = session.run(["output"], {"input": x})
    expected = program.predict(x).reshape(found.shape)
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)
