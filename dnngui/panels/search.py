"""Finding a layer by what people call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.words import term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.layers import Layer

SYNONYMS: dict[str, str] = {
    "input": "data features source start 输入 数据",
    "dense": "fully connected fc linear neurons units perceptron hidden 全连接 稠密 神经元 隐藏层",
    "activation": (
        "nonlinearity relu sigmoid tanh softmax gelu elu selu swish silu mish softplus 激活 函数"
    ),
    "dropout": "regularization noise silence 随机失活 丢弃 正则化",
    "features": "transform polynomial squares products formula sine cosine 特征 变换 公式 多项式",
    "flatten": "vector row 展平 扁平",
    "reshape": "view shape 重塑 变形 形状",
    "add": "sum plus skip residual merge join 相加 求和 残差 合并",
    "concatenate": "concat join merge stack 拼接 连接 合并",
    "conv1d": "convolution convolutional cnn temporal filter kernel 卷积 一维卷积 时序",
    "conv2d": "convolution convolutional cnn image picture filter kernel 卷积 二维卷积 图像",
    "depthwise_conv2d": "convolution depthwise mobilenet channel filter 深度卷积 逐通道卷积",
    "separable_conv2d": "convolution separable depthwise pointwise xception 可分离卷积",
    "conv2d_transpose": "deconvolution transposed upsample decoder generator 转置卷积 反卷积",
    "max_pool1d": "maximum pooling subsampling downsampling 最大池化 池化 下采样",
    "max_pool2d": "maximum pooling subsampling downsampling 最大池化 池化 下采样",
    "avg_pool1d": "average mean pooling subsampling downsampling 平均池化 池化 下采样",
    "avg_pool2d": "average mean pooling subsampling downsampling 平均池化 池化 下采样",
    "global_average_pool": "gap mean pooling 全局平均池化 池化",
    "global_max_pool": "maximum pooling 全局最大池化 池化",
    "up_sampling": "upsample resize enlarge nearest repeat 上采样 放大",
    "zero_padding": "pad border margin 零填充 补零 填充",
}
"""Other words for a layer, by its kind, in the languages of the window."""


def find(text: str, layers: Iterable[type[Layer]]) -> list[type[Layer]]:
    """Return the layers that match every word of ``text``, the best first.

    A title that begins with the text comes before a title that contains it, then synonyms, then
    the category, then the help. Without text all layers come in their order.
    """
    wanted = text.casefold().split()
    ranked = [(_rank(wanted, layer), layer) for layer in layers]
    found = [(rank, layer) for rank, layer in ranked if rank is not None]
    return [layer for _, layer in sorted(found, key=lambda pair: pair[0])]


def _rank(wanted: list[str], layer: type[Layer]) -> int | None:
    ranks = [_rank_of_word(word, layer) for word in wanted]
    return None if None in ranks else max((rank for rank in ranks if rank is not None), default=0)


def _rank_of_word(word: str, layer: type[Layer]) -> int | None:
    titles = _folded(term(layer.title), layer.title, layer.kind())
    synonyms = _folded(SYNONYMS.get(layer.kind(), ""))
    if any(title.startswith(word) for title in titles):
        return 0
    if any(word in title for title in titles):
        return 1
    if any(each.startswith(word) for text in synonyms for each in text.split()):
        return 2
    if any(word in text for text in synonyms):
        return 3
    if any(text.startswith(word) for text in _folded(term(layer.category), layer.category)):
        return 4
    return 5 if any(word in text for text in _folded(term(layer.summary), layer.summary)) else None


def _folded(*texts: str) -> list[str]:
    return [text.casefold() for text in texts]
