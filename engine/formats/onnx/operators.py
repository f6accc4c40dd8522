"""What ONNX's own evaluator leaves out of the operators that the emitters use, or mistakes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from onnx.reference.op_run import OpRun


@cache
def missing_operators() -> list[type[OpRun]]:
    """Return operators that replace the evaluator's.

    They are a RNN that knows the rectifier, and a transposed convolution in groups: the evaluator
    takes a group's weights by its filters, and they lie by its channels.
    """
    from onnx.reference.ops.op_conv_transpose import ConvTranspose as OfOneGroup
    from onnx.reference.ops.op_rnn import RNN_14

    def rectify(values: Any) -> Any:
        return np.maximum(values, 0.0)

    class RNN(RNN_14):
        op_domain = ""

        def choose_act(self, name: str, alpha: Any, beta: Any) -> Callable[[Any], Any]:
            if name == "Relu":
                return rectify
            known: Callable[[Any], Any] = super().choose_act(name, alpha, beta)  # type: ignore[no-untyped-call]
            return known

    class ConvTranspose(OfOneGroup):
        op_domain = ""

        # The evaluator gives what is no input by name.
        def _run(  # type: ignore[override]
            self, x: Any, weights: Any, biases: Any = None, *, group: int = 1, **options: Any
        ) -> tuple[Any]:
            by_group = [None] * group if biases is None else np.split(biases, group)
            parts = zip(np.split(x, group, 1), np.split(weights, group), by_group, strict=True)
            found = [super(ConvTranspose, self)._run(*part, group=1, **options) for part in parts]  # type: ignore[no-untyped-call]
            return (np.concatenate([each for (each,) in found], axis=1),)

    return [RNN, ConvTranspose]
