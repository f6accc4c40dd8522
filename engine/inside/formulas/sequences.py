"""Layers that read sequences and trees.

``t`` is a step; ``⊙`` multiplies value by value. Gradients go back through the steps from the last
to the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import layers

if TYPE_CHECKING:
    from engine.inside.formulas.lines import Both
    from engine.layers import Layer

_WEIGHTS = (
    r"\D{W} = \sum_{n,t} x_t^T δ_t,  \D{U} = \sum_{n,t} h_{t-1}^T δ_t,  \D{b} = \sum_{n,t} δ_t"
)
_INPUTS = r"\D{x_t} = δ_t W^T,  \D{h_{t-1}} = δ_t U^T"

SEQUENCES: dict[type[Layer], Both] = {
    layers.Embedding: (
        (r"a_t = E_{x_t}",),
        (r"\D{E_k} = \sum_{x_t=k} \D{a_t}",),
    ),
    layers.PositionEmbedding: (
        (r"a_t = x_t + p_t",),
        (r"\D{x_t} = \D{a_t},  \D{p_t} = \sum_n \D{a_t}",),
    ),
    layers.SimpleRNN: (
        (r"h_t = f(x_t W + h_{t-1} U + b)",),
        (r"δ_t = \D{h_t} ⊙ f'(z_t)", _WEIGHTS, _INPUTS),
    ),
    layers.LSTM: (
        (
            r"i, f, o = σ(x_t W + h_{t-1} U + b),  g = \tanh(x_t W + h_{t-1} U + b)",
            r"c_t = f ⊙ c_{t-1} + i ⊙ g,  h_t = o ⊙ \tanh c_t",
        ),
        (
            r"\D{c_t} = \D{h_t} ⊙ o ⊙ (1 - \tanh^2 c_t) + \D{c_{t+1}} ⊙ f_{t+1}",
            r"δ_i = \D{c_t} ⊙ g ⊙ i (1 - i),  δ_f = \D{c_t} ⊙ c_{t-1} ⊙ f (1 - f)",
            r"δ_g = \D{c_t} ⊙ i ⊙ (1 - g^2),  δ_o = \D{h_t} ⊙ \tanh c_t ⊙ o (1 - o)",
            _WEIGHTS,
            _INPUTS,
        ),
    ),
    layers.RecursiveTree: (
        (r"h = f([l; r] W + b)",),
        (
            r"δ = \D{h} ⊙ f'(z)",
            r"\D{W} = \sum [l; r]^T δ,  \D{b} = \sum δ",
            r"[\D{l}; \D{r}] = δ W^T",
        ),
    ),
    layers.MultiHeadAttention: (
        (
            r"q = x W_q + b_q,  k = y W_k + b_k,  v = y W_v + b_v",
            r"s_{t,u} = \frac{e^{q_t · k_u / \sqrt{d}}}{\sum_r e^{q_t · k_r / \sqrt{d}}}",
            r"a_t = (\sum_u s_{t,u} v_u) W_o + b_o",
        ),
        (
            r"\D{v_u} = \sum_t s_{t,u} \D{a_t} W_o^T",
            r"\D{s_{t,u}} = \D{a_t} W_o^T · v_u,  "
            r"\D{e_{t,u}} = s_{t,u} (\D{s_{t,u}} - \sum_r s_{t,r} \D{s_{t,r}})",
            r"\D{q_t} = \frac{1}{\sqrt{d}} \sum_u \D{e_{t,u}} k_u,  "
            r"\D{k_u} = \frac{1}{\sqrt{d}} \sum_t \D{e_{t,u}} q_t",
        ),
    ),
}

_UPDATE = r"h_t = (1 - z) ⊙ n + z ⊙ h_{t-1}"
_GATES = r"r, z = σ(x_t W + h_{t-1} U + b)"
_GRU_BACK = (
    r"δ_n = \D{h_t} ⊙ (1 - z) ⊙ (1 - n^2)",
    r"δ_z = \D{h_t} ⊙ (h_{t-1} - n) ⊙ z (1 - z)",
)
_RESET_AFTER: Both = (
    (_GATES, r"n = \tanh(x_t W + b + r ⊙ (h_{t-1} U + c))", _UPDATE),
    (*_GRU_BACK, r"δ_r = δ_n ⊙ (h_{t-1} U + c) ⊙ r (1 - r)", _WEIGHTS),
)
_RESET_FIRST: Both = (
    (_GATES, r"n = \tanh(x_t W + (r ⊙ h_{t-1}) U + b)", _UPDATE),
    (*_GRU_BACK, r"δ_r = δ_n U^T ⊙ h_{t-1} ⊙ r (1 - r)", _WEIGHTS),
)


def recurrent(layer: Layer) -> Both | None:
    """Return the formulas of a layer of which a field decides them, else None."""
    if isinstance(layer, layers.GRU):
        return _RESET_AFTER if layer.reset_after else _RESET_FIRST
    if isinstance(layer, layers.SimpleRNN):
        opened = r"\tanh(" if layer.activation == "tanh" else r"\max(0, "
        (line,), back = SEQUENCES[layers.SimpleRNN]
        return (line.replace("f(", opened),), back
    if isinstance(layer, layers.RecursiveTree) and layer.tensor:
        ahead, back = SEQUENCES[layers.RecursiveTree]
        return (ahead[0].replace(" + b)", " + c^T V c + b),  c = [l; r]"),), back
    return None
