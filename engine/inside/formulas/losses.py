"""Losses and their gradients.

``N`` is how many values, or samples of classes, the mean is over; ``y`` the target, ``a`` the
prediction, of classes also ``p``. Where the last activation and the loss are one formula, the
gradient is that of ``z``, which the activation reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import losses

if TYPE_CHECKING:
    from engine.losses import AnyLoss

_CLASSES = r"L = -\frac{1}{N} \sum_n \sum_k y_{nk} \ln p_{nk}"
_CLASS = r"L = -\frac{1}{N} \sum_n \ln p_{n,y_n}"
_ON_LOGITS = r"\D{z} = \frac{p - y}{N}"

_FORMULAS: dict[type[AnyLoss], tuple[str, str]] = {
    losses.MeanSquaredError: (
        r"L = \frac{1}{N} \sum (a - y)^2",
        r"\D{a} = \frac{2}{N} (a - y)",
    ),
    losses.MeanAbsoluteError: (
        r"L = \frac{1}{N} \sum |a - y|",
        r"\D{a} = \frac{1}{N} \sgn(a - y)",
    ),
    losses.Huber: (
        r"L = \frac{1}{N} \sum \cases{\frac{1}{2} r^2 & |r| ≤ d \\ "
        r"d (|r| - \frac{1}{2} d) & |r| > d},  r = a - y",
        r"\D{a} = \frac{1}{N} \min(d, \max(-d, r))",
    ),
    losses.LogCosh: (
        r"L = \frac{1}{N} \sum \ln \cosh(a - y)",
        r"\D{a} = \frac{1}{N} \tanh(a - y)",
    ),
    losses.Quantile: (
        r"L = \frac{1}{N} \sum \max(q r, (q - 1) r),  r = y - a",
        r"\D{a} = \frac{1}{N} \cases{-q & r > 0 \\ 1 - q & r < 0}",
    ),
    losses.Poisson: (
        r"L = \frac{1}{N} \sum (a - y \ln a)",
        r"\D{a} = \frac{1}{N} (1 - \frac{y}{a})",
    ),
    losses.CosineDistance: (
        r"L = \frac{1}{N} \sum_n (1 - c_n),  c = \frac{a · y}{|a| |y|}",
        r"\D{a} = \frac{1}{N |a|} (c \frac{a}{|a|} - \frac{y}{|y|})",
    ),
    losses.Hinge: (
        r"L = \frac{1}{N} \sum \max(0, 1 - y a)",
        r"\D{a} = \frac{1}{N} \cases{-y & y a < 1 \\ 0 & y a ≥ 1}",
    ),
    losses.BinaryCrossentropy: (
        r"L = -\frac{1}{N} \sum (y \ln p + (1 - y) \ln(1 - p))",
        r"\D{p} = \frac{1}{N} \frac{p - y}{p (1 - p)}",
    ),
    losses.CategoricalCrossentropy: (_CLASSES, r"\D{p} = -\frac{1}{N} \frac{y}{p}"),
    losses.SparseCategoricalCrossentropy: (_CLASS, r"\D{p} = -\frac{1}{N} \frac{y}{p}"),
    losses.KullbackLeibler: (
        r"L = \frac{1}{N} \sum_n \sum_k y_{nk} (\ln y_{nk} - \ln p_{nk})",
        r"\D{p} = -\frac{1}{N} \frac{y}{p}",
    ),
}


def loss_formulas(loss: AnyLoss, *, fused: bool, shares: bool = False) -> tuple[str, ...]:
    """Return a loss and its gradient.

    Parameters
    ----------
    fused
        Whether it and the last activation are one formula.
    shares
        Whether the outputs of a sample are shares of one, as those of softmax.
    """
    if isinstance(loss, losses.Focal):
        return _focal(shares=shares)
    value, gradient = _FORMULAS[type(loss)]
    smoothing = getattr(loss, "label_smoothing", 0.0)
    lines = (value, _ON_LOGITS if fused else gradient)
    if not smoothing:
        return lines
    if isinstance(loss, losses.SparseCategoricalCrossentropy):
        lines = (_CLASSES, lines[1])
    count = "2" if isinstance(loss, losses.BinaryCrossentropy) else "K"
    return (*lines, rf"y ← (1 - e) y + \frac{{e}}{{{count}}},  e = {smoothing:g}")


def _focal(*, shares: bool) -> tuple[str, ...]:
    if shares:
        return (
            r"L = -\frac{1}{N} \sum_n \sum_k y_{nk} (1 - p_{nk})^γ \ln p_{nk}",
            r"u_k = y_k (1 - p_k)^γ (1 - \frac{γ p_k \ln p_k}{1 - p_k})",
            r"\D{z_k} = \frac{1}{N} (p_k \sum_l u_l - u_k)",
        )
    return (
        r"L = -\frac{1}{N} \sum (y (1 - p)^γ \ln p + (1 - y) p^γ \ln(1 - p))",
        r"\D{z} = \frac{1}{N} (y (1 - p)^γ (γ p \ln p + p - 1) "
        r"- (1 - y) p^γ (γ (1 - p) \ln(1 - p) - p))",
    )
