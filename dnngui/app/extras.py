"""Panels that suit some projects: made when they are first seen, closed at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.plots.base import LivePanel


def titles() -> dict[str, str]:
    """Return what the panels are called before they are made, by their names."""
    return {
        "confusion": _tr("Confusion matrix"),
        "separation": _tr("ROC and precision"),
        "worst": _tr("Worst predictions"),
        "reconstructions": _tr("Reconstructions"),
        "writing": _tr("Generated text"),
        "forecast": _tr("Forecast"),
        "filters": _tr("Filters"),
        "features": _tr("Feature maps"),
        "activations": _tr("Activations of a sample"),
        "spreads": _tr("Weights and gradients"),
        "gradients": _tr("Gradient to weight"),
        "speed": _tr("Speed"),
    }


def build(name: str) -> LivePanel:
    """Make the panel of this name; what it needs is loaded now."""
    from dnngui.plots.activations import ActivationsPanel
    from dnngui.plots.confusion import ConfusionPanel
    from dnngui.plots.features import FeaturesPanel
    from dnngui.plots.filters import FiltersPanel
    from dnngui.plots.forecast import ForecastPanel
    from dnngui.plots.gradients import GradientsPanel
    from dnngui.plots.reconstructions import ReconstructionsPanel
    from dnngui.plots.separation import SeparationPanel
    from dnngui.plots.speed import SpeedPanel
    from dnngui.plots.spreads import SpreadsPanel
    from dnngui.plots.worst import WorstPanel
    from dnngui.plots.writing import WritingPanel

    kinds: dict[str, Callable[[], LivePanel]] = {
        "confusion": ConfusionPanel,
        "separation": SeparationPanel,
        "worst": WorstPanel,
        "reconstructions": ReconstructionsPanel,
        "writing": WritingPanel,
        "forecast": ForecastPanel,
        "filters": FiltersPanel,
        "features": FeaturesPanel,
        "activations": ActivationsPanel,
        "spreads": SpreadsPanel,
        "gradients": GradientsPanel,
        "speed": SpeedPanel,
    }
    return kinds[name]()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Extras", text)
