"""What ONNX's own evaluator leaves out of the operators that the emitters use."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from onnx.reference.op_run import OpRun


@cache
def missing_operators() -> list[type[OpRun]]:
    """Return operators that replace the evaluator's: a RNN that knows the rectifier."""
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

    return [RNN]
