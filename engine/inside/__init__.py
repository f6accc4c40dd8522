"""One training step taken apart: the real values of each layer, forward and backward."""

from engine.inside.looking import look, refused
from engine.inside.step import InsideLayer, InsideLoss, InsideUpdate, StepInside

__all__ = ["InsideLayer", "InsideLoss", "InsideUpdate", "StepInside", "look", "refused"]
