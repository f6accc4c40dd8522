"""RecursiveTree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from engine import layers
from layer_cases.case import Case

JOIN, FIRST_WORD = 1, 3


def random_tree(words: int, vocabulary: int, random: np.random.Generator) -> list[int]:
    """Return the tokens of a random tree of so many words, in post-order."""
    found: list[int] = []
    phrases = 0
    while words or phrases > 1:
        if phrases > 1 and (not words or random.random() < 0.5):
            found.append(JOIN)
            phrases -= 1
        else:
            found.append(int(random.integers(FIRST_WORD, vocabulary)))
            words -= 1
            phrases += 1
    return found


@dataclass(frozen=True)
class TreeCase(Case):
    """A layer that reads trees instead of any tokens in a row."""

    def inputs(self, samples: int, seed: int = 0, scale: float = 1.0) -> np.ndarray:
        random = np.random.default_rng(seed)
        ((nodes,),) = self.shapes
        rows = np.zeros((samples, nodes))
        for row in rows:
            tokens = random_tree(random.integers(1, (nodes + 1) // 2 + 1), self.tokens, random)
            row[: len(tokens)] = tokens
        return rows


def _layer(**fields) -> layers.RecursiveTree:
    return layers.RecursiveTree(**{"vocabulary": 9, "units": 3} | fields)


CASES = {
    "recursive tree": TreeCase(_layer(tensor=False), ((15,),), tokens=9),
    "recursive tensor tree": TreeCase(_layer(), ((15,),), tokens=9),
    "recursive tree relu": TreeCase(_layer(activation="relu"), ((11,),), tokens=9),
    "recursive tree of one word": TreeCase(_layer(), ((1,),), tokens=9),
    "recursive tree of one unit": TreeCase(_layer(units=1), ((7,),), tokens=9),
    # Signs, words and padding in any order, which no treebank holds: numbers must come out still.
    "recursive tree of any tokens": Case(_layer(vocabulary=4), ((13,),), tokens=4),
}

STRATEGIES = {
    "recursive tree": st.builds(
        lambda vocabulary, units, tensor, nodes: Case(
            layers.RecursiveTree(vocabulary=vocabulary, units=units, tensor=tensor),
            ((nodes,),),
            tokens=vocabulary,
        ),
        st.integers(3, 9),
        st.integers(1, 5),
        st.booleans(),
        st.integers(1, 20),
    ),
}
