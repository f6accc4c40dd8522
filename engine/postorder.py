"""Binary trees as rows of tokens: words and joins in the order in which a tree is folded up.

A tree is told from its leaves to its root: first the left part, then the right part, then what
joins the two (post-order, the notation of Łukasiewicz turned round). So ``(not (very good))`` is
``not very good JOIN JOIN``: a stack of phrases on which a word is laid, and whose upper two become
one at each join. Behind its root a row is padded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Indices = NDArray[np.intp]

PADDING, JOIN, UNKNOWN, FIRST_WORD = 0, 1, 2, 3
"""Tokens: behind the root; two phrases become one; a word that is not known; the first word."""


def children(tokens: NDArray[Any]) -> tuple[Indices, Indices]:
    """Return the places of the left and of the right part that each join puts together.

    The right part ends in front of the join. The left one ends where the stack was last as high as
    it is behind the join, as it was higher ever since.

    Parameters
    ----------
    tokens
        ``(steps, ...)``; each row along the first axis is a tree.

    Returns
    -------
    tuple of ndarray
        ``(steps, ...)`` each; -1 where there is no join, or one with too few words in front of it.
    """
    joins = tokens == JOIN
    # Unlike this, `numpy.cumsum` looks a method up by a new string each time, of which Python keeps
    # some thousands.
    heights = np.add.accumulate((tokens > JOIN).astype(np.intp) - joins, axis=0)
    order = np.argsort(heights, axis=0, kind="stable")
    ordered = np.take_along_axis(heights, order, axis=0)
    before = np.full_like(order, -1)
    before[1:] = np.where(ordered[1:] == ordered[:-1], order[:-1], -1)
    left = np.empty_like(order)
    np.put_along_axis(left, order, before, axis=0)
    left[~joins] = -1
    places = np.arange(len(tokens)).reshape(-1, *(1,) * (tokens.ndim - 1))
    return left, np.where(left >= 0, places - 1, -1)


def waves(left: Indices, right: Indices) -> Iterator[Indices]:
    """Yield the joins by how high they stand above their deepest leaf, from 1 on.

    Parameters
    ----------
    left, right
        Places of both parts, ``(places,)`` each, -1 where there is no join. A place is part of one
        join at most.
    """
    done = left < 0
    joins = np.flatnonzero(~done)
    above = np.full(left.shape, -1)
    above[left[joins]] = above[right[joins]] = joins
    while len(joins):
        ready = np.unique(joins[done[left[joins]] & done[right[joins]]])
        yield ready
        done[ready] = True
        joins = above[ready]
        joins = joins[joins >= 0]
