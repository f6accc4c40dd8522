"""Layers that slide over a sequence or a picture.

``p`` is a place of the output and ``q`` one within the window, ``s`` the stride, ``c`` a channel of
the input and ``f`` a filter; with gaps in the window, ``q`` goes in steps of the dilation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import layers

if TYPE_CHECKING:
    from engine.inside.formulas.lines import Both
    from engine.layers import Layer

_CONVOLUTION: Both = (
    (r"z_{p,f} = \sum_{q,c} x_{ps+q,c} w_{q,c,f} + b_f",),
    (
        r"\D{w_{q,c,f}} = \sum_{n,p} x_{ps+q,c} δ_{p,f},  \D{b_f} = \sum_{n,p} δ_{p,f}",
        r"\D{x_{r,c}} = \sum_{ps+q=r} \sum_f w_{q,c,f} δ_{p,f}",
    ),
)
_LARGEST: Both = (
    (r"a_{p,c} = \max_q x_{ps+q,c}",),
    (r"\D{x_{r,c}} = \sum_p \D{a_{p,c}} [r = \arg\max_q x_{ps+q,c}]",),
)
_MEAN: Both = (
    (r"a_{p,c} = \frac{1}{k} \sum_q x_{ps+q,c}",),
    (r"\D{x_{r,c}} = \frac{1}{k} \sum_{ps+q=r} \D{a_{p,c}}",),
)

WINDOWS: dict[type[Layer], Both] = {
    layers.Conv1D: _CONVOLUTION,
    layers.Conv2D: _CONVOLUTION,
    layers.DepthwiseConv2D: (
        (r"z_{p,c,f} = \sum_q x_{ps+q,c} w_{q,c,f} + b_f",),
        (
            r"\D{w_{q,c,f}} = \sum_{n,p} x_{ps+q,c} δ_{p,c,f},  \D{b_f} = \sum_{n,p} δ_{p,c,f}",
            r"\D{x_{r,c}} = \sum_{ps+q=r} \sum_f w_{q,c,f} δ_{p,c,f}",
        ),
    ),
    layers.SeparableConv2D: (
        (
            r"u_{p,c,m} = \sum_q x_{ps+q,c} d_{q,c,m}",
            r"z_{p,f} = \sum_{c,m} u_{p,c,m} w_{c,m,f} + b_f",
        ),
        (
            r"\D{w_{c,m,f}} = \sum_{n,p} u_{p,c,m} δ_{p,f},  \D{b_f} = \sum_{n,p} δ_{p,f}",
            r"\D{d_{q,c,m}} = \sum_{n,p} x_{ps+q,c} \sum_f w_{c,m,f} δ_{p,f}",
            r"\D{x_{r,c}} = \sum_{ps+q=r} \sum_{m,f} d_{q,c,m} w_{c,m,f} δ_{p,f}",
        ),
    ),
    layers.Conv2DTranspose: (
        (r"z_{r,f} = \sum_{ps+q=r} \sum_c x_{p,c} w_{q,f,c} + b_f",),
        (
            r"\D{w_{q,f,c}} = \sum_{n,p} x_{p,c} δ_{ps+q,f},  \D{b_f} = \sum_{n,r} δ_{r,f}",
            r"\D{x_{p,c}} = \sum_{q,f} w_{q,f,c} δ_{ps+q,f}",
        ),
    ),
    layers.MaxPool1D: _LARGEST,
    layers.MaxPool2D: _LARGEST,
    layers.AvgPool1D: _MEAN,
    layers.AvgPool2D: _MEAN,
    layers.GlobalAveragePool: (
        (r"a_c = \frac{1}{P} \sum_p x_{p,c}",),
        (r"\D{x_{p,c}} = \frac{1}{P} \D{a_c}",),
    ),
    layers.GlobalMaxPool: (
        (r"a_c = \max_p x_{p,c}",),
        (r"\D{x_{p,c}} = \D{a_c} [p = \arg\max_r x_{r,c}]",),
    ),
}
