"""RecursiveTree against plain recursion over each tree, and against PyTorch's gradients."""

from __future__ import annotations

import numpy as np
import pytest
from layer_cases.tree import JOIN, TreeCase, random_tree

from engine import Graph, compile, layers
from engine.layers import tree_pass
from engine.layers.base import ShapeError

VOCABULARY, UNITS, NODES = 9, 4, 15


def program_of(nodes=NODES, **fields):
    graph = Graph.sequential(
        layers.Input(shape=(nodes,)),
        layers.RecursiveTree(vocabulary=VOCABULARY, units=UNITS, **fields),
    )
    return compile(graph, "mean_squared_error", dtype="float64")


def trees(count, nodes=NODES, seed=0):
    case = TreeCase(layers.RecursiveTree(), ((nodes,),), tokens=VOCABULARY)
    return case.inputs(count, seed)


def folded(tokens, weights, activation=np.tanh):
    """Return the vector of each node of one tree, by recursion from its root."""
    found = {}

    def node(stop):
        """Compute the node at ``stop`` and return where its part of the tree begins."""
        token = int(tokens[stop])
        if token != JOIN:
            found[stop] = weights["table"][token]
            return stop
        middle = node(stop - 1)
        start = node(middle - 1)
        both = np.concatenate([found[middle - 1], found[stop - 1]])
        total = both @ weights["kernel"] + weights["bias"]
        if "tensor" in weights:
            total = total + np.einsum("i,ijk,j->k", both, weights["tensor"], both)
        found[stop] = activation(total)
        return start

    root = max(place for place, token in enumerate(tokens) if token)
    assert node(root) == 0
    return found


def weights_of(program):
    return {name.split("/")[1]: view for name, view in program.parameters.items()}


@pytest.mark.parametrize("tensor", [False, True], ids=["plain", "tensor"])
@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_each_node_is_what_plain_recursion_makes_of_it(tensor, activation):
    program = program_of(tensor=tensor, activation=activation)
    weights = weights_of(program)
    weights["bias"][...] = np.linspace(-0.5, 0.5, UNITS)
    x = trees(40)
    function = np.tanh if activation == "tanh" else lambda values: np.maximum(values, 0.0)
    for tokens, vectors in zip(x, program.predict(x), strict=True):
        wanted = folded(tokens, weights, function)
        for place, vector in enumerate(vectors):
            np.testing.assert_allclose(vector, wanted.get(place, 0.0), rtol=1e-12, atol=1e-14)


def test_a_phrase_says_the_same_wherever_it_stands():
    program = program_of()
    # (a (b c)) and ((b c) a): the phrase of b and c is the fourth node here and the third there.
    first, second = program.predict(
        np.array([[3, 4, 5, 1, 1] + [0] * 10, [4, 5, 1, 3, 1] + [0] * 10])
    )
    np.testing.assert_allclose(first[3], second[2], rtol=1e-12)
    assert not np.allclose(first[4], second[4])


@pytest.mark.parametrize("tensor", [False, True], ids=["plain", "tensor"])
def test_gradients_equal_those_of_pytorch_through_plain_recursion(tensor):
    torch = pytest.importorskip("torch")
    program = program_of(tensor=tensor)
    x = trees(12)
    cotangent = np.random.default_rng(1).standard_normal((12, NODES, UNITS))
    found = program.backpropagate(x, cotangent)
    weights = {
        name: torch.tensor(view, requires_grad=True) for name, view in weights_of(program).items()
    }
    total = torch.zeros((), dtype=torch.float64)
    for tokens, factors in zip(x, torch.tensor(cotangent), strict=True):
        vectors = {}
        stack = []
        for place, token in enumerate(tokens.astype(int)):
            if token == JOIN:
                right, left = stack.pop(), stack.pop()
                both = torch.cat([vectors[left], vectors[right]])
                value = both @ weights["kernel"] + weights["bias"]
                if tensor:
                    value = value + torch.einsum("i,ijk,j->k", both, weights["tensor"], both)
                vectors[place] = torch.tanh(value)
            elif token:
                vectors[place] = weights["table"][token]
            if token:
                stack.append(place)
                total = total + vectors[place] @ factors[place]
    total.backward()
    for name, weight in weights.items():
        np.testing.assert_allclose(
            found[f"recursive_tree_1/{name}"], weight.grad.numpy(), rtol=1e-10, atol=1e-12
        )


def test_many_nodes_of_one_height_are_taken_in_several_parts(monkeypatch):
    x = trees(30)
    cotangent = np.random.default_rng(1).standard_normal((30, NODES, UNITS))
    whole = {name: view.copy() for name, view in program_of().backpropagate(x, cotangent).items()}
    monkeypatch.setattr(tree_pass, "_ROOM", 7 * 2 * UNITS * UNITS)
    for name, view in program_of().backpropagate(x, cotangent).items():
        np.testing.assert_allclose(view, whole[name], rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("leaning", ["left", "right"])
def test_a_tree_as_high_as_it_has_words_is_folded_up_without_recursion(leaning):
    words = 1500
    signs = [JOIN] * (words - 1)
    if leaning == "right":
        tokens = [3] * words + signs
    else:
        tokens = [3, *(token for _ in signs for token in (4, JOIN))]
    program = program_of(len(tokens), tensor=False)
    weights = weights_of(program)
    state = weights["table"][3]
    for _ in signs:
        pair = (weights["table"][3], state) if leaning == "right" else (state, weights["table"][4])
        state = np.tanh(np.concatenate(pair) @ weights["kernel"])
    found = program.predict(np.array([tokens]))[0]
    np.testing.assert_allclose(found[-1], state, rtol=1e-9)
    gradients = program.backpropagate(np.array([tokens]), np.ones((1, len(tokens), UNITS)))
    assert np.isfinite(gradients["recursive_tree_1/kernel"]).all()


def test_signs_in_front_of_all_words_give_zeros():
    program = program_of(5)
    found = program.predict(np.array([[1, 3, 4, 1, 0]]))[0]
    assert not found[[0, 4]].any()
    assert found[1:4].any(axis=1).all()


def test_tokens_beyond_the_vocabulary_read_the_last_word():
    program = program_of(3)
    near, far = program.predict(np.array([[3, VOCABULARY - 1, 1], [3, 99, 1]]))
    np.testing.assert_array_equal(near, far)


def test_words_that_do_not_occur_learn_nothing():
    program = program_of(5)
    x = np.array([[3, 4, JOIN, 0, 0]])
    gradients = program.backpropagate(x, np.ones((1, 5, UNITS)))["recursive_tree_1/table"]
    assert gradients[3:5].any(axis=1).all()
    assert not gradients[[0, 1, 2, 5, 6, 7, 8]].any()


def test_several_dimensions_ask_for_a_flatten():
    with pytest.raises(ShapeError, match="Insert a Flatten") as caught:
        layers.RecursiveTree().out_shape((4, 3))
    assert caught.value.repair.layer == layers.Flatten()


def test_random_trees_of_the_table_are_whole():
    random = np.random.default_rng(0)
    for words in range(1, 8):
        tokens = random_tree(words, VOCABULARY, random)
        assert len(tokens) == 2 * words - 1
        assert tokens.count(JOIN) == words - 1
