"""Layers that give values a common mean and spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import layers

if TYPE_CHECKING:
    from engine.inside.formulas.lines import Both
    from engine.layers import Layer


def _norm(over: str) -> Both:
    """Return the formulas of a mean and a variance over one kind of index."""
    return (
        (
            rf"μ = \frac{{1}}{{m}} \sum_{over} x_{over},  "
            rf"v = \frac{{1}}{{m}} \sum_{over} (x_{over} - μ)^2",
            rf"\hat{{x}}_{over} = \frac{{x_{over} - μ}}{{\sqrt{{v + ε}}}},  "
            rf"a_{over} = γ \hat{{x}}_{over} + β",
        ),
        (
            r"\D{γ} = \sum \hat{x} \D{a},  \D{β} = \sum \D{a}",
            rf"g_{over} = γ \D{{a_{over}}},  \D{{x_{over}}} = \frac{{1}}{{\sqrt{{v + ε}}}} "
            rf"(g_{over} - \bar{{g}} - \hat{{x}}_{over} \frac{{1}}{{m}} \sum_k g_k \hat{{x}}_k)",
        ),
    )


NORMS: dict[type[Layer], Both] = {
    layers.BatchNorm: _norm("n"),
    layers.LayerNorm: _norm("i"),
    layers.GroupNorm: _norm("i"),
    layers.RMSNorm: (
        (
            r"r = \sqrt{\frac{1}{m} \sum_i x_i^2 + ε}",
            r"a_i = γ_i \frac{x_i}{r}",
        ),
        (
            r"\D{γ_i} = \sum_n \frac{x_i}{r} \D{a_i},  g_i = γ_i \D{a_i}",
            r"\D{x_i} = \frac{1}{r} (g_i - \frac{x_i}{m r^2} \sum_k g_k x_k)",
        ),
    ),
}
