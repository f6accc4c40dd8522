"""Pooling, and what enlarges a sequence or a picture."""

from __future__ import annotations

from hypothesis import strategies as st

from engine.layers import (
    AvgPool1D,
    AvgPool2D,
    GlobalAveragePool,
    GlobalMaxPool,
    MaxPool1D,
    MaxPool2D,
    UpSampling,
    ZeroPadding,
)
from layer_cases.case import Case

PICTURE = ((6, 7, 2),)
SEQUENCE = ((7, 3),)

_PADDED = {"padding": "explicit", "pads": (1, 0, 2, 1), "pool_size": (3, 3), "stride": (2, 2)}

CASES = {
    "max pool 1d": Case(MaxPool1D(), SEQUENCE),
    "max pool 1d same": Case(MaxPool1D(pool_size=3, stride=2, padding="same"), SEQUENCE),
    "max pool 2d": Case(MaxPool2D(), PICTURE),
    "max pool 2d exact": Case(MaxPool2D(pool_size=(2, 1)), PICTURE),
    "max pool 2d overlapping": Case(MaxPool2D(pool_size=(3, 2), stride=(1,)), PICTURE),
    "max pool 2d apart": Case(MaxPool2D(pool_size=(1,), stride=(3, 2)), PICTURE),
    "max pool 2d same": Case(MaxPool2D(pool_size=(3, 2), padding="same"), PICTURE),
    "max pool 2d explicit": Case(MaxPool2D(**_PADDED), PICTURE),
    "max pool 1d dilated": Case(MaxPool1D(pool_size=3, dilation=2, stride=2), SEQUENCE),
    "max pool 2d dilated": Case(
        MaxPool2D(pool_size=(3, 2), dilation=(2, 2), padding="same", stride=(1, 1)), PICTURE
    ),
    "max pool 2d dilated apart": Case(MaxPool2D(dilation=(2, 2), stride=(3, 4)), PICTURE),
    "avg pool 1d dilated": Case(AvgPool1D(dilation=3), SEQUENCE),
    "avg pool 2d dilated": Case(AvgPool2D(**_PADDED, dilation=(2, 1), count_pads=False), PICTURE),
    "avg pool 1d": Case(AvgPool1D(), SEQUENCE),
    "avg pool 1d explicit": Case(
        AvgPool1D(pool_size=3, padding="explicit", pads=(2, 1), count_pads=False), SEQUENCE
    ),
    "avg pool 2d": Case(AvgPool2D(), PICTURE),
    "avg pool 2d overlapping": Case(AvgPool2D(pool_size=(3, 2), stride=(1, 2)), PICTURE),
    "avg pool 2d same": Case(AvgPool2D(pool_size=(3, 2), padding="same"), PICTURE),
    "avg pool 2d explicit": Case(AvgPool2D(**_PADDED), PICTURE),
    "avg pool 2d without padding": Case(AvgPool2D(**_PADDED, count_pads=False), PICTURE),
    "global average pool": Case(GlobalAveragePool(), PICTURE),
    "global average pool of a sequence": Case(GlobalAveragePool(), SEQUENCE),
    "global max pool": Case(GlobalMaxPool(), PICTURE),
    "global max pool of a sequence": Case(GlobalMaxPool(), SEQUENCE),
    "up sampling": Case(UpSampling(), PICTURE),
    "up sampling uneven": Case(UpSampling(size=(3, 1)), PICTURE),
    "up sampling of a sequence": Case(UpSampling(size=(3,)), SEQUENCE),
    "zero padding": Case(ZeroPadding(), PICTURE),
    "zero padding uneven": Case(ZeroPadding(pads=(1, 0, 2, 3)), PICTURE),
    "zero padding of a sequence": Case(ZeroPadding(pads=(0, 2)), SEQUENCE),
}

_LENGTHS = st.lists(st.integers(1, 4), min_size=1, max_size=2).map(tuple)
_PADDINGS = st.sampled_from(["valid", "same", "explicit"])
_PADS = st.lists(st.integers(0, 3), min_size=1, max_size=4).map(tuple)
_PICTURES = st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(1, 3))
_SEQUENCES = st.tuples(st.integers(1, 9), st.integers(1, 3))


def _cases(layer, shapes, **fields):
    return st.builds(
        lambda declared, shape: Case(declared, (shape,)), st.builds(layer, **fields), shapes
    )


_OVER = {
    "pool_size": _LENGTHS,
    "stride": st.none() | _LENGTHS,
    "padding": _PADDINGS,
    "pads": _PADS,
    "dilation": _LENGTHS,
}
_ALONG = {
    "pool_size": st.integers(1, 4),
    "stride": st.none() | st.integers(1, 4),
    "padding": _PADDINGS,
    "pads": _PADS.map(lambda pads: pads[:2]),
    "dilation": st.integers(1, 3),
}

STRATEGIES = {
    "max pool 1d": _cases(MaxPool1D, _SEQUENCES, **_ALONG),
    "max pool 2d": _cases(MaxPool2D, _PICTURES, **_OVER),
    "avg pool 1d": _cases(AvgPool1D, _SEQUENCES, **_ALONG, count_pads=st.booleans()),
    "avg pool 2d": _cases(AvgPool2D, _PICTURES, **_OVER, count_pads=st.booleans()),
    "global average pool": _cases(GlobalAveragePool, _PICTURES | _SEQUENCES),
    "global max pool": _cases(GlobalMaxPool, _PICTURES | _SEQUENCES),
    "up sampling": _cases(UpSampling, _PICTURES | _SEQUENCES, size=_LENGTHS),
    "zero padding": _cases(ZeroPadding, _PICTURES | _SEQUENCES, pads=_PADS),
}
