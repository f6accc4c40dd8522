"""ONNX's own tests of every operator that our layers map to, but for a list with reasons."""

from __future__ import annotations

from fnmatch import fnmatchcase

import layer_cases
import numpy as np
import pytest

# Before, they lay in files that later versions of the package do not have.
pytest.importorskip("onnx", minversion="1.23")

from nodes import check, node_tests
from reasons import PARTS, REASONS

from engine import compile
from engine.formats import NotImportable
from engine.formats.onnx.activations import ACTIVATIONS
from engine.formats.onnx.builder import Builder
from engine.formats.onnx.importing import OPERATORS
from engine.formats.onnx.network import network

PATTERNS = [pattern for patterns in REASONS.values() for pattern in patterns]


def listed(name):
    return any(fnmatchcase(name, pattern) for pattern in PATTERNS)


def passes(test):
    try:
        check(test)
    except (NotImportable, AssertionError):
        return False
    return True


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # logarithms of what is below 0
@pytest.mark.parametrize("operator", sorted(OPERATORS))
def test_all_tests_of_an_operator_pass_but_the_listed_ones(operator):
    failing = {name for name, test in node_tests()[operator].items() if not passes(test)}
    assert failing == {name for name in node_tests()[operator] if listed(name)}


def test_every_listed_name_is_that_of_a_test():
    names = [name for operator in OPERATORS for name in node_tests()[operator]]
    assert [one for one in PATTERNS if not any(fnmatchcase(name, one) for name in names)] == []


def test_every_operator_that_layers_map_to_is_imported_or_a_part():
    emitted = set()
    for case in layer_cases.CASES.values():
        if not case.no_export:
            program = compile(case.bare(), "mean_squared_error")
            builder = Builder(program.parameters)
            network(builder, program.graph, "rows")
            emitted |= {node.op_type for node in builder.nodes}
    for emit in ACTIVATIONS.values():
        builder = Builder()
        emit(builder, "value", "name")
        emitted |= {node.op_type for node in builder.nodes}
    assert emitted - set(OPERATORS) - set(PARTS) == set()
    assert not set(PARTS) & set(OPERATORS)


def test_most_of_the_tests_pass():
    names = [name for operator in OPERATORS for name in node_tests()[operator]]
    assert np.mean([listed(name) for name in names]) < 0.5
