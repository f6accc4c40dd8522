"""Edits of a network that has learned: what of its weights and of its function stays.

Nothing here says which edit was made. Two drawings are compared, the one before and the one after,
so that undo, several edits in a row and edits by hand all mean the same. New units get random
incoming and zero outgoing weights, and a new layer begins as the identity (Net2Net, Chen et al.
2016) or as a residual branch that is zero (Goyal et al. 2017); both leave the function as it was.
"""

from engine.surgery.comparison import Comparison
from engine.surgery.edits import deepen, grow, shrink, without_layer
from engine.surgery.effects import Effect, effect
from engine.surgery.grafts import Graft, grafts
from engine.surgery.singles import moved_singles

__all__ = [
    "Comparison",
    "Effect",
    "Graft",
    "deepen",
    "effect",
    "grafts",
    "grow",
    "moved_singles",
    "shrink",
    "without_layer",
]
