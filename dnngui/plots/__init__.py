"""Live panels: what a run looks like while it goes on. One panel per file."""

from dnngui.plots.accuracy import AccuracyPanel
from dnngui.plots.base import LivePanel
from dnngui.plots.boundary import BoundaryPanel
from dnngui.plots.loss import LossPanel

__all__ = ["AccuracyPanel", "BoundaryPanel", "LivePanel", "LossPanel"]
