"""The table of layers: rows for all ways in which a layer computes, one module for each family.

Every row goes through the whole battery in ``engine/test_battery.py``; every strategy there too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from layer_cases import (
    attention,
    basic,
    conv,
    features,
    group,
    merge,
    noise,
    norm,
    pool,
    prelu,
    rbm,
    recurrent,
    tree,
)
from layer_cases.case import Case

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

FAMILIES = (
    basic,
    conv,
    features,
    group,
    merge,
    noise,
    prelu,
    rbm,
    recurrent,
    norm,
    pool,
    attention,
    tree,
)

CASES: dict[str, Case] = {}
STRATEGIES: dict[str, SearchStrategy[Case]] = {}
for _family in FAMILIES:
    CASES |= _family.CASES
    STRATEGIES |= _family.STRATEGIES

__all__ = ["CASES", "STRATEGIES", "Case"]
