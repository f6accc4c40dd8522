r"""What layers, activations, losses and optimizers compute, as mathematics to be set.

Formulas are written in a small part of TeX: ``_`` and ``^`` with one sign or a group in braces,
``\frac{}{}``, ``\sqrt{}``, ``\hat{}``, ``\bar{}``, ``\cases{ & \\ & }``, upright functions such as
``\tanh``, Greek letters, and ``\D{x}`` for the derivative of the loss with respect to ``x``.
"""

from engine.inside.formulas.activations import CURVES, Curve
from engine.inside.formulas.layers import backward, forward
from engine.inside.formulas.losses import loss_formulas
from engine.inside.formulas.optimizers import optimizer_formulas

__all__ = ["CURVES", "Curve", "backward", "forward", "loss_formulas", "optimizer_formulas"]
