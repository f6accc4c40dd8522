"""What each page of a step shows, as plain values."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from dnngui.words import term
from engine.inside.formulas import (
    backward,
    forward,
    loss_formulas,
    optimizer_formulas,
)
from engine.inside.worked import worked_backward, worked_forward, worked_loss, worked_update
from engine.layers import Input

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from engine.inside import InsideLayer, InsideLoss, StepInside

    Floats = NDArray[np.floating[Any]]


class Stage(enum.Enum):
    """Where in a step a page is."""

    BATCH = enum.auto()
    FORWARD = enum.auto()
    LOSS = enum.auto()
    BACKWARD = enum.auto()
    UPDATE = enum.auto()


@dataclass(frozen=True)
class Followed:
    """What a person follows through the step, each counted from 0."""

    sample: int = 0
    unit: int = 0
    source: int = 0


@dataclass(frozen=True, eq=False)
class Numbers:
    """One tensor of a page.

    Attributes
    ----------
    symbol
        What it is called in the formulas, in their notation.
    title
        What it is.
    values
        ``(shown, *shape)`` where ``of_samples``, else a parameter's.
    """

    symbol: str
    title: str
    values: Floats
    of_samples: bool = False


@dataclass(frozen=True, eq=False)
class Page:
    """One page.

    Attributes
    ----------
    arrow, title
        Its line in the list of pages.
    about
        One or two sentences.
    formulas
        In their notation.
    trail
        Ids with which the layer is drawn, from the outermost group on; nothing where the page is of
        no layer.
    """

    arrow: str
    title: str
    about: str
    formulas: tuple[str, ...]
    numbers: tuple[Numbers, ...]
    trail: tuple[int, ...] = ()
    layer: InsideLayer | None = None
    loss: InsideLoss | None = None
    stage: Stage = Stage.BATCH

    @property
    def units(self) -> int:
        """How many neurons can be followed here."""
        if self.loss is not None:
            return int(self.loss.prediction.shape[-1])
        return 1 if self.layer is None else int(self.layer.output.shape[-1])

    def source(self, at: Followed) -> int:
        """Return which of the layer's inputs is followed here."""
        if self.layer is None or not self.layer.inputs:
            return 0
        return min(at.source, int(self.layer.inputs[0].shape[-1]) - 1)

    def worked(self, step: StepInside, at: Followed) -> tuple[str, ...]:
        """Return the arithmetic of what is followed, as far as it is on this page."""
        unit = min(at.unit, self.units - 1)
        if self.loss is not None:
            return worked_loss(self.loss, at.sample, unit, len(step.rows))
        if self.layer is None:
            return ()
        if self.stage is Stage.FORWARD:
            return worked_forward(self.layer, at.sample, unit)
        source = self.source(at)
        if self.stage is Stage.BACKWARD:
            return worked_backward(self.layer, at.sample, unit, source)
        name = f"{self.layer.name}/kernel"
        if name in step.update.before and step.update.before[name].ndim == 2:
            place = f"{source + 1},{unit + 1}"
            lines = worked_update(step.update, name, (source, unit))
            return tuple(line.replace("w ", f"w_{{{place}}} ", 1) for line in lines)
        return ()


def pages(step: StepInside) -> tuple[Page, ...]:
    """Return all pages of a step, in their order."""
    behind = [layer for layer in step.layers if not isinstance(layer.layer, Input)]
    learning = [layer for layer in reversed(behind) if layer.learns]
    fused = {loss.node for loss in step.losses if loss.fused}
    return (
        _batch(step),
        *(_forward(layer) for layer in behind),
        *(_loss(loss, step) for loss in step.losses),
        *(_backward(layer, fused=layer.node in fused) for layer in learning),
        *_updates(step),
    )


def _batch(step: StepInside) -> Page:
    inputs = [layer for layer in step.layers if isinstance(layer.layer, Input)]
    text = _tr(
        "Step {number} in epoch {epoch} reads {count} samples. The first one is row {row}.",
    )
    about = text.format(
        number=step.number, epoch=step.epoch, count=len(step.rows), row=int(step.rows[0]) + 1
    )
    numbers = [Numbers("x", each.name, each.output, of_samples=True) for each in inputs]
    numbers += [
        Numbers(
            "y",
            _tr("Targets of {name}").format(name=each.name),
            each.target,
            of_samples=True,
        )
        for each in step.losses
    ]
    return Page("", _tr("Batch"), about, (), tuple(numbers))


def _forward(layer: InsideLayer) -> Page:
    title = term(type(layer.layer).title)
    numbers = [
        Numbers(
            _ordinal("x", at, len(layer.inputs)),
            _tr("Input"),
            values,
            of_samples=True,
        )
        for at, values in enumerate(layer.inputs)
    ]
    numbers += [
        Numbers(_symbol(name, layer), name, values) for name, values in layer.parameters.items()
    ]
    if layer.before_activation is not None:
        before = _tr("In front of the activation")
        numbers.append(Numbers("z", before, layer.before_activation, of_samples=True))
    numbers.append(Numbers("a", _tr("Output"), layer.output, of_samples=True))
    return Page(
        "→",
        layer.name,
        _tr("Forward: {kind} turns its input into its output.").format(kind=title),
        forward(layer.layer),
        tuple(numbers),
        trail=layer.trail,
        layer=layer,
        stage=Stage.FORWARD,
    )


def _loss(loss: InsideLoss, step: StepInside) -> Page:
    title = term(loss.loss.title)
    text = _tr("{loss} compares {name} with the targets: {value}.")
    about = text.format(loss=title, name=loss.name, value=f"{loss.value:.6g}")
    symbol = r"\D{z}" if loss.fused else r"\D{a}"
    numbers = (
        Numbers("a", _tr("Prediction"), loss.prediction, of_samples=True),
        Numbers("y", _tr("Target"), loss.target, of_samples=True),
        Numbers(symbol, _tr("Gradient"), loss.gradient, of_samples=True),
    )
    several = len(step.losses) > 1
    name = _tr("Loss of {name}").format(name=loss.name) if several else _tr("Loss")
    formulas = loss_formulas(loss.loss, fused=loss.fused, shares=loss.ending == "softmax")
    layer = next(each for each in step.layers if each.node == loss.node)
    return Page("", name, about, formulas, numbers, layer.trail, loss=loss, stage=Stage.LOSS)


def _backward(layer: InsideLayer, *, fused: bool) -> Page:
    about = _tr(
        "Backward: {kind} turns the gradient of its output into those of its weights and input.",
    )
    numbers = []
    if layer.output_gradient is not None:
        given = _tr("Gradient of the output")
        numbers.append(Numbers(r"\D{a}", given, layer.output_gradient, of_samples=True))
    if layer.before_gradient is not None:
        before = _tr("Gradient in front of the activation")
        numbers.append(Numbers("δ", before, layer.before_gradient, of_samples=True))
    numbers += [
        Numbers(rf"\D{{{_symbol(name, layer)}}}", name, values)
        for name, values in layer.gradients.items()
    ]
    numbers += [
        Numbers(
            rf"\D{{{_ordinal('x', at, len(layer.inputs))}}}",
            _tr("Gradient that is handed on"),
            values,
            of_samples=True,
        )
        for at, values in layer.input_gradients.items()
    ]
    return Page(
        "←",
        layer.name,
        about.format(kind=term(type(layer.layer).title)),
        backward(layer.layer, fused=fused),
        tuple(numbers),
        trail=layer.trail,
        layer=layer,
        stage=Stage.BACKWARD,
    )


def _updates(step: StepInside) -> Iterator[Page]:
    """Yield a page for each layer whose weights learn."""
    update = step.update
    text = _tr("{optimizer} changes the weights, with a learning rate of {rate}.")
    about = text.format(optimizer=term(update.optimizer.title), rate=f"{update.rate:.6g}")
    formulas = optimizer_formulas(update.optimizer)
    for layer in step.layers:
        names = [name for name in layer.parameters if f"{layer.name}/{name}" in update.before]
        if names:
            numbers = tuple(each for name in names for each in _weights(step, layer, name))
            yield Page(
                "Δ", layer.name, about, formulas, numbers, layer.trail, layer, stage=Stage.UPDATE
            )


def _weights(step: StepInside, layer: InsideLayer, parameter: str) -> Iterator[Numbers]:
    update, name = step.update, f"{layer.name}/{parameter}"
    symbol = _symbol(parameter, layer)
    used = update.gradients if update.used is None else update.used
    yield Numbers("g", _tr("{name}: gradient").format(name=parameter), used[name])
    for sign, values in update.moments.items():
        yield Numbers(sign, _tr("{name}: memory").format(name=parameter), values[name])
    before, after = update.before[name], update.after[name]
    yield Numbers(symbol, _tr("{name}: before").format(name=parameter), before)
    yield Numbers(
        f"Δ {symbol}",
        _tr("{name}: change").format(name=parameter),
        after - before,
    )
    yield Numbers(symbol, _tr("{name}: after").format(name=parameter), after)


_SYMBOLS = {
    "kernel": "w",
    "bias": "b",
    "visible_bias": "c",
    "recurrent_kernel": "U",
    "recurrent_bias": "c",
    "pointwise_kernel": "w",
    "scale": "γ",
    "slope": "s",
    "table": "E",
    "tensor": "V",
    "running_mean": r"\bar{μ}",
    "running_variance": r"\bar{v}",
}


def _symbol(parameter: str, layer: InsideLayer) -> str:
    """Return how a parameter is called in formulas."""
    if parameter == "bias" and "scale" in layer.parameters:
        return "β"
    if parameter in _SYMBOLS:
        return _SYMBOLS[parameter]
    stem, _, rest = parameter.partition("_")
    kinds = {"kernel": "W", "bias": "b"}
    return rf"{kinds[rest]}_{{{stem[0]}}}" if rest in kinds else parameter[:1]


def _ordinal(symbol: str, at: int, count: int) -> str:
    return symbol if count == 1 else rf"{symbol}^{{({at + 1})}}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("InsidePages", text)
