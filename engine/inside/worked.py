"""The arithmetic of one neuron, one sample and one weight, with the step's real numbers.

Lines are in the same small part of TeX as `engine.inside.formulas`. Nothing is said where the real
numbers do not come about as the line would have it, for instance where a penalty has its part.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from engine import losses, optim
from engine.layers import Dense

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.inside.step import InsideLayer, InsideLoss, InsideUpdate

_TERMS = 4
"""Terms of a sum that are written out."""
_CLOSE = 2e-3
"""How far, as a share, arithmetic in few digits may be from the real number."""


def number(value: float) -> str:
    """Return a number with three digits, as it stands in a formula."""
    if not math.isfinite(value):
        return "?" if math.isnan(value) else ("∞" if value > 0 else "-∞")
    if value and not 1e-3 <= abs(value) < 1e5:
        mantissa, _, power = f"{value:.2e}".partition("e")
        return rf"{mantissa} · 10^{{{int(power)}}}"
    return f"{float(f'{value:.3g}'):.12g}"


def _factor(value: float) -> str:
    """Return a number that is multiplied with something in front of it."""
    return f"({number(value)})" if value < 0 else number(value)


def worked_forward(layer: InsideLayer, sample: int, unit: int) -> tuple[str, ...]:
    """Return how a neuron of a Dense layer came to its value for a sample; else nothing."""
    if not _is_plain(layer):
        return ()
    x, kernel = layer.inputs[0][sample], layer.parameters["kernel"][:, unit]
    end = f" + {_factor(float(layer.parameters['bias'][unit]))}" if _biased(layer) else ""
    products = [(float(a), float(b)) for a, b in zip(x, kernel, strict=True)]
    output = float(layer.output[sample, unit])
    z = output if layer.before_activation is None else float(layer.before_activation[sample, unit])
    lines = [rf"z_{{{unit + 1}}} = {_sum(products)}{end} = {number(z)}"]
    if layer.before_activation is not None:
        lines.append(rf"a_{{{unit + 1}}} = f({number(z)}) = {number(output)}")
    return tuple(lines)


def worked_backward(layer: InsideLayer, sample: int, unit: int, source: int) -> tuple[str, ...]:
    """Return how gradients came to a neuron of a Dense layer and to one of its weights.

    Parameters
    ----------
    source
        The input from which the weight comes.
    """
    if not _is_plain(layer) or not layer.learns:
        return ()
    lines = []
    deltas = layer.before_gradient if layer.before_gradient is not None else layer.output_gradient
    assert deltas is not None
    if layer.before_gradient is not None and layer.output_gradient is not None:
        given = float(layer.output_gradient[sample, unit])
        delta = float(layer.before_gradient[sample, unit])
        if given and layer.layer.activation_name() not in {"softmax", "log_softmax", "step"}:
            slope = delta / given
            lines.append(
                rf"δ_{{{unit + 1}}} = {number(given)} · {_factor(slope)} = {number(delta)}"
            )
    products = [
        (float(a), float(b))
        for a, b in zip(layer.inputs[0][:, source], deltas[:, unit], strict=True)
    ]
    total = float(layer.gradients["kernel"][source, unit])
    name = rf"w_{{{source + 1},{unit + 1}}}"
    lines.append(rf"\D{{{name}}} = {_sum(products)} = {number(total)}")
    return tuple(lines)


def worked_loss(loss: InsideLoss, sample: int, unit: int, samples: int) -> tuple[str, ...]:
    """Return how the gradient of one output came about for a sample; else nothing."""
    if loss.prediction.ndim != 2 or loss.target.shape != loss.prediction.shape:
        return ()
    a, y = float(loss.prediction[sample, unit]), float(loss.target[sample, unit])
    found = float(loss.gradient[sample, unit])
    kinds = losses.CategoricalCrossentropy | losses.BinaryCrossentropy | losses.KullbackLeibler
    values = samples * loss.prediction.shape[1]
    if loss.fused and isinstance(loss.loss, kinds):
        per_value = isinstance(loss.loss, losses.BinaryCrossentropy)
        over = values if per_value else samples
        line, value = rf"\frac{{{number(a)} - {_factor(y)}}}{{{over}}}", (a - y) / over
        name = "z"
    elif isinstance(loss.loss, losses.MeanSquaredError):
        line = rf"\frac{{2}}{{{values}}} ({number(a)} - {_factor(y)})"
        name, value = "a", 2.0 * (a - y) / values
    else:
        return ()
    if not _agrees(value * loss.weight, found) or loss.weight != 1.0:
        return ()
    return (rf"\D{{{name}_{{{unit + 1}}}}} = {line} = {number(found)}",)


def worked_update(update: InsideUpdate, name: str, index: Sequence[int]) -> tuple[str, ...]:
    """Return how one weight changes."""
    at = tuple(index)
    before, after = float(update.before[name][at]), float(update.after[name][at])
    plain = (rf"w = {number(before)} → {number(after)}",)
    rule = _RULES.get(type(update.optimizer))
    if rule is None or update.used is None:
        return plain
    moments = {symbol: float(values[name][at]) for symbol, values in update.moments.items()}
    change, line = rule(update, float(update.used[name][at]), moments)
    if not _agrees(-change, after - before, room=1e-6 * max(1.0, abs(before))):
        return plain
    return (rf"w ← {number(before)} - {line} = {number(after)}",)


def _sgd(update: InsideUpdate, gradient: float, _: dict[str, float]) -> tuple[float, str]:
    return update.rate * gradient, f"{number(update.rate)} · {_factor(gradient)}"


def _momentum(update: InsideUpdate, _: float, moments: dict[str, float]) -> tuple[float, str]:
    return update.rate * moments["b"], f"{number(update.rate)} · {_factor(moments['b'])}"


def _nesterov(
    update: InsideUpdate, gradient: float, moments: dict[str, float]
) -> tuple[float, str]:
    share, velocity = update.optimizer.momentum, moments["b"]  # type: ignore[union-attr]  # by the table
    text = f"{number(update.rate)} ({number(gradient)} + {number(share)} · {_factor(velocity)})"
    return update.rate * (gradient + share * velocity), text


def _adam(update: InsideUpdate, _: float, moments: dict[str, float]) -> tuple[float, str]:
    epsilon = update.optimizer.epsilon  # type: ignore[union-attr]  # by the table
    first, second = moments[r"\hat{m}"], moments[r"\hat{v}"]
    text = (
        rf"{number(update.rate)} \frac{{{number(first)}}}"
        rf"{{\sqrt{{{number(second)}}} + {number(epsilon)}}}"
    )
    return update.rate * first / (math.sqrt(max(second, 0.0)) + epsilon), text


_RULES: dict[Any, Callable[[InsideUpdate, float, dict[str, float]], tuple[float, str]]] = {
    optim.SGD: _sgd,
    optim.Momentum: _momentum,
    optim.Nesterov: _nesterov,
    optim.Adam: _adam,
    optim.AMSGrad: _adam,
    optim.AdamW: _adam,
}


def _sum(products: Sequence[tuple[float, float]]) -> str:
    written = [f"{number(a)} · {_factor(b)}" for a, b in products[:_TERMS]]
    text = " + ".join([written[0], *(_parenthesised(each) for each in written[1:])])
    return f"{text} + …" if len(products) > _TERMS else text


def _parenthesised(product: str) -> str:
    return f"({product})" if product.startswith("-") else product


def _agrees(computed: float, real: float, room: float = 0.0) -> bool:
    return abs(computed - real) <= _CLOSE * abs(real) + room + 1e-12


def _biased(layer: InsideLayer) -> bool:
    return "bias" in layer.parameters


def _is_plain(layer: InsideLayer) -> bool:
    return isinstance(layer.layer, Dense) and layer.output.ndim == 2
