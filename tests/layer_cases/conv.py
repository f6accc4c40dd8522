"""Convolutions."""

from __future__ import annotations

from hypothesis import strategies as st

from engine.layers import Conv1D, Conv2D, Conv2DTranspose, DepthwiseConv2D, SeparableConv2D
from layer_cases.case import Case

PICTURE = ((6, 5, 2),)
SEQUENCE = ((7, 3),)

CASES = {
    "conv1d": Case(Conv1D(filters=4, activation="tanh"), SEQUENCE),
    "conv1d same": Case(Conv1D(filters=2, kernel_size=4, stride=2, padding="same"), SEQUENCE),
    "conv1d explicit": Case(Conv1D(filters=2, padding="explicit", pads=(3, 1)), SEQUENCE),
    "conv1d dilated": Case(Conv1D(filters=2, dilation=2, use_bias=False), SEQUENCE),
    "conv1d in groups": Case(Conv1D(filters=6, groups=3, stride=3), SEQUENCE),
    "conv2d": Case(Conv2D(filters=3, activation="relu"), PICTURE),
    "conv2d softmax": Case(Conv2D(filters=3, activation="softmax"), PICTURE),
    "conv2d gelu": Case(Conv2D(filters=3, activation="gelu", use_bias=False), PICTURE),
    "conv2d of one channel": Case(Conv2D(filters=3, kernel_size=(2,)), ((5, 5, 1),)),
    "conv2d same": Case(Conv2D(filters=3, kernel_size=(4, 3), padding="same"), PICTURE),
    "conv2d same strided": Case(Conv2D(filters=3, stride=(2, 3), padding="same"), PICTURE),
    "conv2d explicit": Case(
        Conv2D(filters=3, padding="explicit", pads=(0, 1, 3, 2), stride=(2,)), PICTURE
    ),
    "conv2d dilated": Case(Conv2D(filters=3, kernel_size=(3, 2), dilation=(2, 3)), PICTURE),
    "conv2d in groups": Case(Conv2D(filters=6, groups=2, padding="same"), ((5, 4, 4),)),
    "conv2d pointwise": Case(Conv2D(filters=3, kernel_size=(1, 1), stride=(2, 2)), PICTURE),
    "depthwise": Case(DepthwiseConv2D(activation="tanh"), PICTURE),
    "depthwise multiplied": Case(
        DepthwiseConv2D(depth_multiplier=3, padding="same", stride=(2, 2)), PICTURE
    ),
    "depthwise without bias": Case(
        DepthwiseConv2D(use_bias=False, dilation=(2, 1), padding="explicit", pads=(1, 0)), PICTURE
    ),
    "separable": Case(SeparableConv2D(filters=3, activation="relu"), PICTURE),
    "separable multiplied": Case(
        SeparableConv2D(filters=3, depth_multiplier=2, padding="same", stride=(2, 2)), PICTURE
    ),
    "separable without bias": Case(
        SeparableConv2D(filters=3, use_bias=False, padding="explicit", pads=(2,)), PICTURE
    ),
    "transpose": Case(Conv2DTranspose(filters=3, activation="tanh"), PICTURE),
    "transpose valid": Case(
        Conv2DTranspose(filters=3, padding="valid", kernel_size=(2, 3), stride=(3, 1)), PICTURE
    ),
    "transpose same with gaps": Case(
        Conv2DTranspose(filters=3, kernel_size=(2,), stride=(3,)), PICTURE
    ),
    "transpose explicit": Case(
        Conv2DTranspose(filters=3, padding="explicit", pads=(1, 0, 2, 1), use_bias=False), PICTURE
    ),
    "transpose dilated": Case(Conv2DTranspose(filters=3, dilation=(2, 2)), PICTURE),
    "transpose in groups": Case(
        Conv2DTranspose(filters=6, groups=2, dilation=(1, 2), activation="tanh"), ((4, 3, 4),)
    ),
    "transpose of each channel": Case(
        Conv2DTranspose(filters=3, groups=3, padding="valid", use_bias=False), ((3, 4, 3),)
    ),
}

_SIZES = st.tuples(st.integers(1, 4), st.integers(1, 4))
_PADDINGS = st.sampled_from(["valid", "same", "explicit"])
_PADS = st.lists(st.integers(0, 3), min_size=1, max_size=4).map(tuple)
_PICTURES = st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(1, 4))
_WINDOW = {
    "kernel_size": _SIZES,
    "stride": _SIZES,
    "padding": _PADDINGS,
    "pads": _PADS,
    "dilation": _SIZES,
    "use_bias": st.booleans(),
}


def _cases(layer, **fields):
    return st.builds(
        lambda declared, shape: Case(declared, (shape,)),
        st.builds(layer, **_WINDOW, **fields),
        _PICTURES,
    )


STRATEGIES = {
    "conv1d": st.builds(
        lambda declared, shape: Case(declared, (shape,)),
        st.builds(
            Conv1D,
            filters=st.integers(1, 4),
            kernel_size=st.integers(1, 4),
            stride=st.integers(1, 4),
            padding=_PADDINGS,
            pads=_PADS.map(lambda pads: pads[:2]),
            dilation=st.integers(1, 3),
        ),
        st.tuples(st.integers(1, 9), st.integers(1, 3)),
    ),
    "conv2d": _cases(Conv2D, filters=st.integers(1, 4), groups=st.integers(1, 3)),
    "depthwise": _cases(DepthwiseConv2D, depth_multiplier=st.integers(1, 3)),
    "separable": _cases(SeparableConv2D, filters=st.integers(1, 3)),
    "transpose": _cases(Conv2DTranspose, filters=st.integers(1, 4), groups=st.integers(1, 3)),
}
