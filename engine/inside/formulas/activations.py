"""Activation functions and their derivatives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from engine.activations import ActivationName


class Curve(NamedTuple):
    """A function of ``z`` with the value ``a``, and what it multiplies gradients by.

    Attributes
    ----------
    value
        ``a`` in terms of ``z``.
    slope
        Its derivative; nothing where the values of a sample depend on each other.
    backward
        The gradient with respect to ``z``; nothing where it is that of ``a`` times the slope.
    """

    value: str
    slope: str = ""
    backward: str = ""


_HALF = r"\frac{z}{6} + \frac{1}{2}"

CURVES: dict[ActivationName, Curve] = {
    "linear": Curve("z", "1"),
    "sigmoid": Curve(r"σ(z) = \frac{1}{1 + e^{-z}}", "a (1 - a)"),
    "tanh": Curve(r"\tanh z", "1 - a^2"),
    "relu": Curve(r"\max(0, z)", r"\cases{1 & z > 0 \\ 0 & z ≤ 0}"),
    "leaky_relu": Curve(
        r"\cases{z & z > 0 \\ 0.01 z & z ≤ 0}", r"\cases{1 & z > 0 \\ 0.01 & z ≤ 0}"
    ),
    "elu": Curve(r"\cases{z & z > 0 \\ e^z - 1 & z ≤ 0}", r"\cases{1 & z > 0 \\ a + 1 & z ≤ 0}"),
    "selu": Curve(
        r"λ \cases{z & z > 0 \\ α (e^z - 1) & z ≤ 0},  λ = 1.0507,  α = 1.6733",
        r"\cases{λ & z > 0 \\ a + λ α & z ≤ 0}",
    ),
    "gelu": Curve("z Φ(z)", "Φ(z) + z φ(z)"),
    "swish": Curve(r"z σ(z) = \frac{z}{1 + e^{-z}}", "a + σ(z) (1 - a)"),
    "softplus": Curve(r"\ln(1 + e^z)", "σ(z)"),
    "softsign": Curve(r"\frac{z}{1 + |z|}", r"\frac{1}{(1 + |z|)^2}"),
    "hard_sigmoid": Curve(
        rf"\min(1, \max(0, {_HALF}))", r"\cases{1/6 & -3 < z < 3 \\ 0 & |z| ≥ 3}"
    ),
    "mish": Curve(r"z \tanh s,  s = \ln(1 + e^z)", r"\tanh s + z σ(z) (1 - \tanh^2 s)"),
    "sin": Curve(r"\sin z", r"\cos z"),
    "hard_tanh": Curve(r"\min(1, \max(-1, z))", r"\cases{1 & -1 < z < 1 \\ 0 & |z| ≥ 1}"),
    "hard_swish": Curve(
        rf"z \min(1, \max(0, {_HALF}))",
        r"\cases{0 & z ≤ -3 \\ \frac{z}{3} + \frac{1}{2} & -3 < z < 3 \\ 1 & z ≥ 3}",
    ),
    "celu": Curve(
        r"\max(0, z) + \min(0, α (e^{z/α} - 1))", r"\cases{1 & z > 0 \\ a/α + 1 & z ≤ 0}"
    ),
    "step": Curve(r"\cases{1 & z > 0 \\ 0 & z ≤ 0}", ""),
    "softmax": Curve(
        r"\frac{e^{z_j}}{\sum_k e^{z_k}}",
        backward=r"\D{z_j} = a_j (\D{a_j} - \sum_k a_k \D{a_k})",
    ),
    "log_softmax": Curve(
        r"z_j - \ln \sum_k e^{z_k}",
        backward=r"\D{z_j} = \D{a_j} - e^{a_j} \sum_k \D{a_k}",
    ),
}
"""Every activation by its name; Φ and φ are the normal distribution and its density."""
