"""What layers compute, and how they hand gradients back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import layers
from engine.inside.formulas.activations import CURVES
from engine.inside.formulas.normalising import NORMS
from engine.inside.formulas.rearranging import REARRANGING
from engine.inside.formulas.sequences import SEQUENCES, recurrent
from engine.inside.formulas.windows import WINDOWS

if TYPE_CHECKING:
    from engine.inside.formulas.lines import Both
    from engine.layers import Layer

_FULL: Both = (
    (r"z_j = \sum_i x_i w_{ij} + b_j",),
    (
        r"\D{w_{ij}} = \sum_n x_{ni} δ_{nj},  \D{b_j} = \sum_n δ_{nj}",
        r"\D{x_i} = \sum_j w_{ij} δ_j",
    ),
)

_FORMULAS: dict[type[Layer], Both] = {
    layers.Input: (("a = x",), ()),
    layers.Dense: _FULL,
    layers.RBM: _FULL,
    layers.Activation: (("z = x",), (r"\D{x} = δ",)),
    layers.PReLU: (
        (r"a = \cases{x & x > 0 \\ s x & x ≤ 0}",),
        (
            r"\D{s} = \sum_{x ≤ 0} x \D{a}",
            r"\D{x} = \cases{\D{a} & x > 0 \\ s \D{a} & x ≤ 0}",
        ),
    ),
    **NORMS,
    **REARRANGING,
    **SEQUENCES,
    **WINDOWS,
}


def forward(layer: Layer) -> tuple[str, ...]:
    """Return how a layer's output follows from its inputs."""
    lines = _both(layer)[0]
    if _lacks_bias(layer):
        lines = tuple(line.replace(" + b_j", "").replace(" + b_f", "") for line in lines)
    if not _is_curved(layer):
        return lines
    curve = CURVES[layer.activation_name()]
    name = "a_j" if "_j" in curve.value else "a"
    return (*lines, f"{name} = {curve.value}")


def backward(layer: Layer, *, fused: bool = False) -> tuple[str, ...]:
    """Return how the gradients of its parameters and inputs follow from that of its output.

    Parameters
    ----------
    fused
        Whether the gradient comes from the loss at what the activation reads.
    """
    lines = _both(layer)[1]
    if _lacks_bias(layer):
        lines = tuple(line.split(r",  \D{b_")[0] for line in lines)
    if not _is_curved(layer):
        return lines
    return (_through_activation(layer, fused=fused), *lines)


def _through_activation(layer: Layer, *, fused: bool) -> str:
    if fused:
        return r"δ = \D{z}"
    name = layer.activation_name()
    curve = CURVES[name]
    if curve.backward:
        return curve.backward.replace(r"\D{z_j}", r"δ_j = \D{z_j}")
    if not curve.slope:
        return r"δ = \D{z} = \D{a}"
    if name == "linear":
        return r"δ = \D{z} = \D{a}"
    return rf"δ = \D{{z}} = \D{{a}} f'(z),  f'(z) = {curve.slope}"


def _both(layer: Layer) -> Both:
    found = recurrent(layer)
    return found or _FORMULAS[type(layer)]


def _lacks_bias(layer: Layer) -> bool:
    """Whether the layer could have a bias and does without."""
    return getattr(layer, "use_bias", True) is False


def _is_curved(layer: Layer) -> bool:
    """Whether the layer's activation is written by itself behind its sum."""
    return isinstance(layer, _CURVED)


_CURVED: tuple[type[Layer], ...] = (
    layers.Dense,
    layers.RBM,
    layers.Activation,
    layers.Conv1D,
    layers.Conv2D,
    layers.DepthwiseConv2D,
    layers.SeparableConv2D,
    layers.Conv2DTranspose,
)
"""Layers that end with an activation by itself."""
