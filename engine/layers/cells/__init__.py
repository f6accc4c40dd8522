"""The recurrences of the recurrent layers: how one step follows from the one before."""

from engine.layers.cells.base import Lane, Pass, mark_padding
from engine.layers.cells.gru import GruPass
from engine.layers.cells.gru_reset_first import ResetFirstGruPass
from engine.layers.cells.lstm import LstmPass
from engine.layers.cells.simple import SimplePass

__all__ = [
    "GruPass",
    "Lane",
    "LstmPass",
    "Pass",
    "ResetFirstGruPass",
    "SimplePass",
    "mark_padding",
]
