"""What the layers do to the channels of a sample, and what the axes of their parameters stand for.

Channels are the places along the last dimension of a sample's shape.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from engine import layers

if TYPE_CHECKING:
    from engine.layers import Layer


class Axis(enum.Enum):
    """What an axis of a parameter counts.

    ``INPUT``: channels that come in. ``OUTPUT``: the layer's own units. ``GATES``: units, once for
    each gate. ``STATE``: units of the step before. ``SPREAD``: channels that come in, each as often
    as a depthwise convolution multiplies it. ``FIRST``: entries that stay as more are added, such
    as the words of a vocabulary. ``FIXED``: anything else; it fits where its length is the same.
    """

    INPUT = enum.auto()
    OUTPUT = enum.auto()
    GATES = enum.auto()
    STATE = enum.auto()
    SPREAD = enum.auto()
    FIRST = enum.auto()
    FIXED = enum.auto()


READING = frozenset({Axis.INPUT, Axis.STATE, Axis.SPREAD})
"""Axes along which a unit sums up: where a summand is new, a weight of zero leaves the sum."""

TRANSPARENT = (layers.Dropout, layers.SpatialDropout, layers.GaussianNoise, layers.AlphaDropout)
"""Layers that pass everything on at rest."""

BY_CHANNEL = (
    layers.Activation,
    layers.PReLU,
    layers.BatchNorm,
    layers.PositionEmbedding,
    layers.MaxPool1D,
    layers.MaxPool2D,
    layers.AvgPool1D,
    layers.AvgPool2D,
    layers.GlobalAveragePool,
    layers.GlobalMaxPool,
    layers.UpSampling,
    layers.ZeroPadding,
)
"""Layers with as many channels as come in, each from the same channel; see `by_channel`."""

ACROSS_CHANNELS = (layers.LayerNorm, layers.RMSNorm, layers.GroupNorm)
"""Layers with as many channels as come in, each of which depends on all."""

MERGES = (layers.Add, layers.Average, layers.Multiply, layers.Maximum)

_Axes = dict[str, tuple[Axis, ...]]

_PLAIN: _Axes = {"kernel": (Axis.INPUT, Axis.OUTPUT), "bias": (Axis.OUTPUT,)}
_SCALED: _Axes = dict.fromkeys(
    ("scale", "bias", "running_mean", "running_variance", "slope"), (Axis.INPUT,)
)
_RECURRENT: _Axes = {
    "kernel": (Axis.INPUT, Axis.GATES),
    "recurrent_kernel": (Axis.STATE, Axis.GATES),
    "bias": (Axis.GATES,),
    "recurrent_bias": (Axis.GATES,),
}
_AXES: dict[type[Layer], _Axes] = {
    layers.Dense: _PLAIN,
    layers.RBM: {**_PLAIN, "visible_bias": (Axis.INPUT,)},
    layers.Conv1D: _PLAIN,
    layers.Conv2D: _PLAIN,
    layers.Conv2DTranspose: {"kernel": (Axis.OUTPUT, Axis.INPUT), "bias": (Axis.OUTPUT,)},
    layers.SeparableConv2D: {
        "depthwise_kernel": (Axis.INPUT, Axis.FIXED),
        "pointwise_kernel": (Axis.SPREAD, Axis.OUTPUT),
        "bias": (Axis.OUTPUT,),
    },
    layers.DepthwiseConv2D: {"kernel": (Axis.INPUT, Axis.FIXED), "bias": (Axis.SPREAD,)},
    layers.Embedding: {"table": (Axis.FIRST, Axis.OUTPUT)},
    layers.PositionEmbedding: {"table": (Axis.INPUT,)},
    **dict.fromkeys((layers.SimpleRNN, layers.LSTM, layers.GRU), _RECURRENT),
    **dict.fromkeys((layers.PReLU, layers.BatchNorm, *ACROSS_CHANNELS), _SCALED),
}

_REVERSE = "_reverse"


def axes(layer: Layer, name: str, rank: int) -> tuple[Axis, ...]:
    """Return what each of the ``rank`` axes of a parameter counts."""
    known = () if _in_groups(layer) else _AXES.get(type(layer), {}).get(name.removesuffix(_REVERSE))
    known = known or ()
    return (*(Axis.FIXED,) * (rank - len(known)), *known)


def width_field(layer: Layer) -> str | None:
    """Return the name of the field that says how many channels come out, or None."""
    return next((name for name in ("units", "filters") if hasattr(layer, name)), None)


def width(layer: Layer) -> int | None:
    """Return the number of units or filters, or None where it is not the layer's to say."""
    field = width_field(layer)
    return None if field is None else int(getattr(layer, field))


def grows(layer: Layer) -> bool:
    """Whether more units leave those that are there as they were."""
    return type(layer) in _AXES and width_field(layer) is not None and not _in_groups(layer)


def sides(layer: Layer) -> int:
    """Return how often the units stand in the output: twice where both directions are read."""
    return 2 if getattr(layer, "direction", "") == "both" else 1


def by_channel(layer: Layer) -> bool:
    """Whether every channel comes from the same channel alone, however many there are."""
    if isinstance(layer, layers.PositionEmbedding):
        # The waves of a fixed encoding are spread over all channels.
        return layer.encoding == "learned"
    return isinstance(layer, (*BY_CHANNEL, layers.DepthwiseConv2D)) and not mixes_outputs(layer)


def mixes_outputs(layer: Layer) -> bool:
    """Whether the activation makes every channel depend on all."""
    return layer.activation_name() in {"softmax", "log_softmax"}


def _in_groups(layer: Layer) -> bool:
    return int(getattr(layer, "groups", 1)) > 1 and not isinstance(layer, layers.GroupNorm)
