"""ONNX's own tests of operators, and what our layers make of one.

A test says nothing about samples, weights or batches: it has inputs and outputs. So each is tried
with its first dimension counting the samples, then its second and so on; with all its inputs
computed, then with all but one of them known, as weights are. What the importer takes is run.
"""

from __future__ import annotations

import warnings
from functools import cache

import numpy as np

from engine import compile
from engine.formats import NotImportable
from engine.formats.onnx.importing import import_operator

FIRST = {"LayerNormalization", "MaxPool"}
"""Operators of which the first output is compared alone: mean and deviation are there for a
backward pass, and the places of maxima for MaxUnpool."""


@cache
def node_tests():
    """Return ONNX's tests of single operators by operator, from the installed package alone."""
    with warnings.catch_warnings():
        # Its cases compute some logarithms and casts beyond the edge on purpose.
        warnings.simplefilter("ignore")
        from onnx.backend.test.loader import load_model_tests

        found = load_model_tests(kind="node")
    tests = {}
    for test in found:
        if len(test.model.graph.node) == 1:
            tests.setdefault(test.model.graph.node[0].op_type, {})[test.name] = test
    return tests


def check(test):
    """Compare what our layers compute; raise `NotImportable` where there are none."""
    node = test.model.graph.node[0]
    numbers = [number for number, name in enumerate(node.output) if name]
    for inputs, outputs in test.data_sets:
        for number, wanted in zip(numbers, outputs, strict=True):
            if number and node.op_type in FIRST:
                break
            found = np.asarray(computed(test, inputs, number)).astype(wanted.dtype)
            assert found.shape == wanted.shape
            np.testing.assert_allclose(np.float64(found), np.float64(wanted), test.rtol, test.atol)


def computed(test, inputs, output):
    """Return an output as our layers compute it; raise the first refusal where they cannot."""
    names = [value.name for value in test.model.graph.input]
    known = {name: np.asarray(each) for name, each in zip(names, inputs, strict=True)}
    refusals = []
    for samples in range(max((each.ndim for each in known.values()), default=0) or 1):
        for fed in [list(known), *([name] for name in known)]:
            constants = {name: known[name] for name in known if name not in fed}
            try:
                imported = import_operator(
                    test.model, constants=constants, samples=samples, output=output
                )
            except NotImportable as refusal:
                refusals.append((fed == list(known)[:1], refusal))
                continue
            return run(imported, known)
    raise next((refusal for first, refusal in refusals if first), refusals[0][1])


def run(imported, known):
    """Return what the layers compute of the inputs, in ONNX's order of dimensions."""
    arrays = [np.moveaxis(known[name], imported.samples, 0) for name in imported.inputs]
    wide = any(each.dtype == np.float64 for each in arrays)
    loss = imported.loss or "mean_squared_error"
    program = compile(imported.graph, loss, dtype="float64" if wide else "float32")
    assert set(imported.parameters) == set(program.parameters)
    for name, values in imported.parameters.items():
        assert program.parameters[name].shape == values.shape
        program.parameters[name][...] = values
    x = np.concatenate([each.reshape(len(each), -1) for each in arrays], axis=1)
    if imported.loss is not None:
        labels = next(known[name] for name in known if name not in imported.inputs)
        return loss_of(program, imported, x, labels.reshape(len(x), -1))
    found = program.predict(x).reshape(len(x), *imported.shape)
    return np.moveaxis(found, 0, imported.output)


def loss_of(program, imported, x, labels):
    """Return the loss; what does not count weighs nothing, whatever its number."""
    counts = np.ones(labels.shape) if imported.ignored is None else labels != imported.ignored
    classes = np.where(counts, labels, 0)
    if imported.class_weights is not None:
        counts = counts * imported.class_weights[classes]
    return program.loss_and_gradients(x, classes, counts)[0]
