"""Parts and heights of trees in post-order, found without walking along them."""

from __future__ import annotations

import numpy as np
from layer_cases.tree import JOIN, random_tree

from engine.postorder import PADDING, children, waves

WIDTH = 31


def rows(count=50):
    random = np.random.default_rng(0)
    found = np.full((count, WIDTH), PADDING)
    for row in found:
        tokens = random_tree(random.integers(1, (WIDTH + 1) // 2 + 1), 9, random)
        row[: len(tokens)] = tokens
    return found


def with_a_stack(tokens):
    """Return both parts and the height of each node, found with a stack."""
    left, right = np.full(len(tokens), -1), np.full(len(tokens), -1)
    heights, stack = np.zeros(len(tokens), int), []
    for place, token in enumerate(tokens):
        if token == JOIN:
            right[place], left[place] = stack.pop(), stack.pop()
            heights[place] = 1 + max(heights[left[place]], heights[right[place]])
        if token:
            stack.append(place)
    assert len(stack) == 1
    return left, right, heights


def test_parts_are_those_that_a_stack_finds():
    tokens = rows()
    left, right = children(tokens.T)
    for row, given, other in zip(tokens, left.T, right.T, strict=True):
        wanted_left, wanted_right, _ = with_a_stack(row)
        np.testing.assert_array_equal(given, wanted_left)
        np.testing.assert_array_equal(other, wanted_right)


def test_joins_come_by_height_each_once():
    for row in rows():
        left, right, heights = with_a_stack(row)
        found = list(waves(left, right))
        assert len(found) == heights.max()
        for height, places in enumerate(found, start=1):
            np.testing.assert_array_equal(places, np.flatnonzero(heights == height))


def test_no_place_is_part_of_two_joins_in_any_row():
    random = np.random.default_rng(1)
    tokens = random.integers(0, 4, (2000, 12))
    left, right = children(tokens.T)
    for one, other in zip(left.T, right.T, strict=True):
        parts = np.concatenate([one[one >= 0], other[other >= 0]])
        assert len(set(parts.tolist())) == len(parts)
