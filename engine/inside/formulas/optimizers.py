"""What a step does to each weight ``w`` by its gradient ``g``, with the learning rate ``η``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import optim

if TYPE_CHECKING:
    from engine.optim import AnyOptimizer

_FIRST = r"m ← β_1 m + (1 - β_1) g"
_SECOND = r"v ← β_2 v + (1 - β_2) g^2"
_CORRECTED = r"\hat{m} = \frac{m}{1 - β_1^t},  \hat{v} = \frac{v}{1 - β_2^t}"
_ADAM = r"w ← w - η \frac{\hat{m}}{\sqrt{\hat{v}} + ε}"

_FORMULAS: dict[type[AnyOptimizer], tuple[str, ...]] = {
    optim.SGD: (r"w ← w - η g",),
    optim.Momentum: (r"b ← μ b + g", r"w ← w - η b"),
    optim.Nesterov: (r"b ← μ b + g", r"w ← w - η (g + μ b)"),
    optim.Adam: (f"{_FIRST},  {_SECOND}", _CORRECTED, _ADAM),
    optim.AMSGrad: (
        f"{_FIRST},  {_SECOND}",
        r"\hat{m} = \frac{m}{1 - β_1^t},  \hat{v} = \frac{\max_{s≤t} v_s}{1 - β_2^t}",
        _ADAM,
    ),
    optim.AdamW: (f"{_FIRST},  {_SECOND}", _CORRECTED, rf"w ← w - η λ w,  {_ADAM}"),
    optim.Adamax: (
        f"{_FIRST},  u ← " r"\max(β_2 u, |g| + ε)",
        r"w ← w - \frac{η}{1 - β_1^t} \frac{m}{u}",
    ),
    optim.NAdam: (
        f"{_FIRST},  {_SECOND}",
        r"\hat{m} = \frac{(1 - μ_t) g}{1 - \prod_{s≤t} μ_s} "
        r"+ \frac{μ_{t+1} m}{1 - \prod_{s≤t+1} μ_s}",
        _ADAM,
    ),
    optim.RAdam: (
        f"{_FIRST},  {_SECOND}",
        r"w ← w - η r_t \hat{m} \frac{\sqrt{1 - β_2^t}}{\sqrt{v} + ε}",
    ),
    optim.RMSprop: (
        r"v ← ρ v + (1 - ρ) g^2",
        r"b ← μ b + \frac{g}{\sqrt{v} + ε},  w ← w - η b",
    ),
    optim.Adagrad: (r"G ← G + g^2", r"w ← w - η \frac{g}{\sqrt{G} + ε}"),
    optim.Adadelta: (
        r"v ← ρ v + (1 - ρ) g^2,  d = g \frac{\sqrt{D + ε}}{\sqrt{v + ε}}",
        r"D ← ρ D + (1 - ρ) d^2,  w ← w - η d",
    ),
    optim.Lion: (
        r"u = \sgn(β_1 m + (1 - β_1) g),  m ← β_2 m + (1 - β_2) g",
        r"w ← w - η (u + λ w)",
    ),
    optim.Rprop: (
        r"s ← \cases{η^{+} s & g g_{t-1} > 0 \\ η^{-} s & g g_{t-1} < 0}",
        r"w ← w - s \sgn(g)",
    ),
    optim.LBFGS: (r"d = -H g,  H ≈ (∇^2 L)^{-1}", r"w ← w + t d"),
}


def optimizer_formulas(optimizer: AnyOptimizer) -> tuple[str, ...]:
    """Return the rule of an optimizer."""
    return _FORMULAS[type(optimizer)]
