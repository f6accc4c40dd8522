"""Networks to export, and onnxruntime as the program at the other end."""

from __future__ import annotations

import numpy as np
import pytest

from engine import compile
from engine.formats import Trained


@pytest.fixture
def trained():
    """Return a function that compiles a graph and draws weights, biases too, that say something."""

    def make(graph, preprocessing=None, *, loss="mean_squared_error", dtype="float32", **more):
        program = compile(graph, loss, dtype=dtype, seed=3)
        program.theta[...] = np.random.default_rng(7).normal(0.0, 0.6, program.theta.size)
        return Trained.of(program, preprocessing, **more)

    return make


@pytest.fixture
def run():
    """Return a function that feeds a saved model in onnxruntime and returns outputs by name."""
    onnxruntime = pytest.importorskip("onnxruntime")

    def predict(path, inputs):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            path.read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        given = inputs if isinstance(inputs, dict) else {"input": inputs}
        names = [output.name for output in session.get_outputs()]
        return dict(zip(names, session.run(names, given), strict=True))

    return predict
