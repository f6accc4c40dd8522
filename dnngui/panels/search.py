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
        "nonlinearity relu sigmoid tanh softmax gelu elu selu celu swish silu mish softplus step "
        "threshold heaviside perceptron 激活 函数 阶跃 感知机"
    ),
    "rbm": (
        "restricted boltzmann machine dbn deep belief network contrastive divergence unsupervised "
        "受限玻尔兹曼机 深度信念网络 对比散度 无监督 预训练"
    ),
    "dropout": "regularization noise silence 随机失活 丢弃 正则化",
    "group": "block module nested subnetwork repeat 组 分组 模块 子网络 残差块",
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
    "prelu": "parametric leaky relu slope activation 带参数 激活 修正线性",
    "permute": "transpose swap axes dimensions 置换 转置 维度",
    "multiply": "product times gate hadamard elementwise 相乘 乘积 门控",
    "average": "mean merge ensemble 平均 均值 合并",
    "maximum": "max largest maxout merge 最大 取大 合并",
    "dot": "inner product scalar cosine similarity 点积 内积 余弦 相似度",
    "spatial_dropout": "dropout1d dropout2d channel regularization 空间随机失活 通道 正则化",
    "gaussian_noise": "random normal jitter denoising regularization 高斯噪声 正则化",
    "alpha_dropout": "selu self-normalizing regularization 随机失活 自归一化 正则化",
    "batch_norm": "batchnorm bn normalization batchnormalization 批量归一化 批归一化",
    "layer_norm": "layernorm ln normalization layernormalization 层归一化",
    "group_norm": "groupnorm gn instance normalization instancenorm 组归一化 实例归一化",
    "rms_norm": "rmsnorm root mean square normalization 均方根归一化",
    "multi_head_attention": "self-attention cross transformer query key value mha 注意力 多头",
    "position_embedding": "positional encoding sinusoidal transformer order 位置编码 位置嵌入",
    "embedding": "token word letter vector lookup vocabulary nlp 嵌入 词向量 词嵌入 词表",
    "simple_rnn": "recurrent elman vanilla sequence rnn time steps 循环 递归 序列 时间",
    "lstm": "recurrent long short-term memory sequence rnn 长短期记忆 循环 序列 门控 时间",
    "gru": "recurrent gated unit sequence rnn 门控循环单元 循环 序列 门控 时间",
    "recursive_tree": (
        "recursive neural tensor network rnn rntn rvnn treernn treebank sentiment parse phrase "
        "socher 递归神经网络 递归神经张量网络 树 树库 情感 短语"
    ),
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
