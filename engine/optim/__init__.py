"""Optimizers: rules that act on one flat vector of parameters."""

from engine.optim.adadelta import Adadelta
from engine.optim.adagrad import Adagrad
from engine.optim.adam import Adam, AdamW, AMSGrad
from engine.optim.adamax import Adamax
from engine.optim.base import Optimizer, Update
from engine.optim.lbfgs import LBFGS
from engine.optim.lion import Lion
from engine.optim.nadam import NAdam
from engine.optim.radam import RAdam
from engine.optim.rmsprop import RMSprop
from engine.optim.rprop import Rprop
from engine.optim.sgd import SGD, Momentum, Nesterov

AnyOptimizer = (
    SGD
    | Momentum
    | Nesterov
    | Adam
    | AdamW
    | AMSGrad
    | Adamax
    | NAdam
    | RAdam
    | RMSprop
    | Adagrad
    | Adadelta
    | Lion
    | Rprop
    | LBFGS
)

OPTIMIZERS: tuple[type[AnyOptimizer], ...] = (
    SGD,
    Momentum,
    Nesterov,
    Adam,
    AdamW,
    AMSGrad,
    Adamax,
    NAdam,
    RAdam,
    RMSprop,
    Adagrad,
    Adadelta,
    Lion,
    Rprop,
    LBFGS,
)
"""Every optimizer once, in the order of the window's list."""

__all__ = [
    "LBFGS",
    "OPTIMIZERS",
    "SGD",
    "AMSGrad",
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "AnyOptimizer",
    "Lion",
    "Momentum",
    "NAdam",
    "Nesterov",
    "Optimizer",
    "RAdam",
    "RMSprop",
    "Rprop",
    "Update",
]
