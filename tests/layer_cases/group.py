"""Groups: once and repeated, with a skip inside, and within each other."""

from __future__ import annotations

from hypothesis import strategies as st

from engine import Graph, layers
from layer_cases.case import Case


def chain(*inner, repeat=1):
    return layers.Group.of(Graph.sequential(layers.Input(), *inner), repeat)


def residual(*inner, repeat=1):
    """Return a group that adds what it reads to what ``inner`` make of it."""
    graph = Graph.sequential(layers.Input(), *inner)
    graph, merge = graph.add(layers.Add())
    end = graph.order[len(inner)]
    return layers.Group.of(graph.connect(end, merge).connect(1, merge), repeat)


DENSE = layers.Dense(units=4, activation="tanh")
CONV = layers.Conv2D(filters=2, padding="same", activation="tanh")

CASES = {
    "group": Case(chain(DENSE, layers.Dense(units=3)), ((4,),)),
    "group repeated": Case(chain(DENSE, repeat=3), ((4,),)),
    "group with a skip": Case(residual(DENSE), ((4,),)),
    "group with a skip repeated": Case(residual(DENSE, repeat=3), ((4,),)),
    "group of pictures": Case(
        residual(CONV, layers.BatchNorm(), repeat=2), ((4, 3, 2),), of_batch=True
    ),
    "group by chance": Case(chain(DENSE, layers.Dropout(rate=0.5), repeat=2), ((4,),), chance=True),
    "group in a group": Case(residual(chain(DENSE, repeat=2), DENSE, repeat=3), ((4,),)),
    "group alone in a group": Case(chain(chain(residual(DENSE), repeat=2)), ((4,),)),
    "group over steps": Case(chain(layers.GRU(units=3, output="sequence")), ((5, 2),)),
    "group of tokens": Case(chain(layers.Embedding(vocabulary=7, units=3)), ((5,),), tokens=7),
    "group that ends in an activation": Case(chain(DENSE, layers.Activation()), ((4,),)),
}

STRATEGIES = {
    "group": st.builds(
        lambda units, taken, repeat: Case(
            residual(chain(layers.Dense(units=units)), repeat=repeat), ((taken,),)
        ),
        st.integers(1, 3),
        st.integers(1, 3),
        st.integers(1, 4),
    ),
    "repeated group": st.builds(
        lambda units, taken, repeat: Case(
            chain(layers.Dense(units=units), repeat=repeat), ((taken,),)
        ),
        st.integers(1, 2),
        st.integers(1, 2),
        st.integers(1, 4),
    ),
}
