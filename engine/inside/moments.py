"""What optimizers remember, in the units of their formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import optim

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.snapshot import Snapshot

    Floats = NDArray[np.floating[Any]]


def moments(snapshot: Snapshot) -> dict[str, Floats]:
    """Return the vectors of an optimizer's state by the symbols of its formula.

    Those of Adam are kept without the factors that its formula has; here they have them, and are
    corrected for having begun at zero. Nothing for rules whose state has no symbol.
    """
    rule, state = snapshot.optimizer, snapshot.optimizer_state
    if isinstance(rule, optim.Momentum | optim.Nesterov):
        return {"b": state["velocity"]}
    if isinstance(rule, optim.Adam | optim.AdamW | optim.AMSGrad):
        steps = snapshot.optimizer_steps
        first = (1.0 - rule.beta_1) / (1.0 - rule.beta_1**steps)
        second = (1.0 - rule.beta_2) / (1.0 - rule.beta_2**steps)
        squares = "greatest" if isinstance(rule, optim.AMSGrad) else "second"
        return {r"\hat{m}": state["first"] * first, r"\hat{v}": state[squares] * second}
    return {}
