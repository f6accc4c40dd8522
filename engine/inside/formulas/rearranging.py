"""Layers that lay values out anew, join them, or disturb them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import layers

if TYPE_CHECKING:
    from engine.inside.formulas.lines import Both
    from engine.layers import Layer

_LAID_OUT: Both = ((r"a_{π(i)} = x_i",), (r"\D{x_i} = \D{a_{π(i)}}",))
_MASKED: Both = (
    (r"a_i = \frac{m_i}{1 - p} x_i,  m_i ∈ \{0, 1\},  P(m_i = 0) = p",),
    (r"\D{x_i} = \frac{m_i}{1 - p} \D{a_i}",),
)

REARRANGING: dict[type[Layer], Both] = {
    layers.Flatten: _LAID_OUT,
    layers.Reshape: _LAID_OUT,
    layers.Permute: _LAID_OUT,
    layers.UpSampling: (
        (r"a_r = x_{⌊r/s⌋}",),
        (r"\D{x_p} = \sum_{⌊r/s⌋=p} \D{a_r}",),
    ),
    layers.ZeroPadding: (
        (r"a_r = \cases{x_{r-p} & 0 ≤ r - p < P \\ 0}",),
        (r"\D{x_r} = \D{a_{r+p}}",),
    ),
    layers.Features: (
        (r"a_k = φ_k(x)",),
        (r"\D{x_i} = \sum_k \D{a_k} \frac{∂φ_k}{∂x_i}",),
    ),
    layers.Add: ((r"a = \sum_k x^{(k)}",), (r"\D{x^{(k)}} = \D{a}",)),
    layers.Average: (
        (r"a = \frac{1}{K} \sum_k x^{(k)}",),
        (r"\D{x^{(k)}} = \frac{1}{K} \D{a}",),
    ),
    layers.Multiply: (
        (r"a = \prod_k x^{(k)}",),
        (r"\D{x^{(k)}} = \D{a} \prod_{l≠k} x^{(l)}",),
    ),
    layers.Maximum: (
        (r"a = \max_k x^{(k)}",),
        (r"\D{x^{(k)}} = \D{a} [k = \arg\max_l x^{(l)}]",),
    ),
    layers.Concatenate: (
        (r"a = [x^{(1)}, x^{(2)}, …]",),
        (r"[\D{x^{(1)}}, \D{x^{(2)}}, …] = \D{a}",),
    ),
    layers.Dot: (
        (r"a = \sum_i x_i y_i",),
        (r"\D{x_i} = y_i \D{a},  \D{y_i} = x_i \D{a}",),
    ),
    layers.Dropout: _MASKED,
    layers.SpatialDropout: (
        (r"a_{p,c} = \frac{m_c}{1 - q} x_{p,c},  m_c ∈ \{0, 1\},  P(m_c = 0) = q",),
        (r"\D{x_{p,c}} = \frac{m_c}{1 - q} \D{a_{p,c}}",),
    ),
    layers.GaussianNoise: (
        (r"a_i = x_i + σ ε_i,  ε_i ~ N(0, 1)",),
        (r"\D{x_i} = \D{a_i}",),
    ),
    layers.AlphaDropout: (
        (r"a_i = α (m_i x_i + (1 - m_i) l) + β,  m_i ∈ \{0, 1\}",),
        (r"\D{x_i} = α m_i \D{a_i}",),
    ),
}
