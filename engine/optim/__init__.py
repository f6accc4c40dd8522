"""Optimizers: rules that act on one flat vector of parameters."""

from engine.optim.adam import Adam
from engine.optim.base import Optimizer, Update
from engine.optim.sgd import SGD, Momentum, Nesterov

AnyOptimizer = SGD | Momentum | Nesterov | Adam

OPTIMIZERS: tuple[type[AnyOptimizer], ...] = (SGD, Momentum, Nesterov, Adam)
"""Every optimizer once, in the order of the window's list."""

__all__ = [
    "OPTIMIZERS",
    "SGD",
    "Adam",
    "AnyOptimizer",
    "Momentum",
    "Nesterov",
    "Optimizer",
    "Update",
]
