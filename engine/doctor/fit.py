"""Networks that learn their samples by heart, or cannot bend enough."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from engine.doctor import rate
from engine.doctor.finding import Finding, changed, percent, setting, short, with_fields
from engine.doctor.start import next_seed
from engine.graph import Edge
from engine.layers import Dense, Dropout
from engine.message import Message
from engine.problems import Repair
from engine.schedules import Constant, ReduceOnPlateau
from engine.stopping import EarlyStopping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.doctor.case import Case
    from engine.doctor.finding import Arguments

_FEW = 8
"""Hidden units below which a network may be too small for what it is to learn."""

_MANY = 64
"""Hidden units from which on another layer is no first thing to try."""

_USUAL_L2 = 0.01
_HALF = 0.5


def overfitting(case: Case) -> Iterator[Finding]:
    """Find a test loss that grows while that of the training part still falls."""
    tested = [each for each in case.evaluations if each.test_loss is not None]
    if len(tested) < 8:
        return
    losses = np.array([each.test_loss for each in tested])
    best = int(losses.argmin())
    now = float(losses[-3:].mean())
    gap = case.skill - case.skill_of(case.latest.test_metrics)
    falls = case.latest.loss < 0.8 * tested[best].loss
    if len(tested) - best < 6 or now < 1.25 * losses[best] or gap < 0.1 or not falls:
        return
    text = (
        "The network learns the training part by heart: since epoch {epoch} the loss on the test "
        "part has grown from {best} to {now}, while that on the training part fell to {train}."
    )
    arguments: Arguments = {
        "epoch": f"{tested[best].epoch:.0f}",
        "best": short(float(losses[best])),
        "now": short(now),
        "train": short(case.latest.loss),
    }
    yield Finding(
        "overfitting", Message(text, arguments), repairs=tuple(_against_overfitting(case))
    )


def _against_overfitting(case: Case) -> Iterator[Repair]:
    transforms, output = case.trainer.transforms, case.program.output
    if case.trainer.regime.stopping is None:
        stopping = EarlyStopping(restore_best=True)
        yield setting(
            Message("Begin again and stop at the best weights"),
            stopping=stopping,
            seed=next_seed(case),
        )
    if not transforms.l2:
        yield setting(Message("Add L2 of {strength}", {"strength": short(_USUAL_L2)}), l2=_USUAL_L2)
    has_dropout = any(isinstance(case.layer(node), Dropout) for node in case.program.order)
    if not has_dropout and len(case.trail(output)) == 1 and isinstance(case.layer(output), Dense):
        edge = Edge(case.graph.sources(output)[0], output)
        graph, _ = case.graph.insert(edge, Dropout(rate=_HALF))
        yield Repair(Message("Add a Dropout before the last layer"), graph=graph)


def underfitting(case: Case) -> Iterator[Finding]:
    """Find a network too small for what it is to learn: it stands still and is still poor."""
    if not case.stalled or not case.poor or case.hidden_units >= _FEW:
        return
    if not case.hidden_units:
        text = (
            "The loss stands still at {loss}, with {score}: without a hidden layer that bends, the "
            "network draws straight lines alone."
        )
    else:
        text = "The loss stands still at {loss}, with {score}: {units} hidden units may be too few."
    known: Arguments = {"loss": short(case.latest.loss), "score": _score(case)}
    if case.hidden_units:
        known["units"] = case.hidden_units
    repair = _grown(case)
    yield Finding("underfitting", Message(text, known), repairs=(repair,) if repair else ())


def _score(case: Case) -> Message:
    metrics = case.latest.metrics
    if "accuracy" in metrics:
        return Message("an accuracy of {value}", {"value": percent(metrics["accuracy"])})
    return Message("an R² of {value}", {"value": short(metrics.get("r2", 0.0))})


def _grown(case: Case) -> Repair | None:
    """Return the network with more units, or with a layer of them where there is none."""
    graph = case.graph
    hidden = [
        node
        for node, _ in case.learning()
        if isinstance(case.layer(node), Dense) and not case.is_output(node)
    ]
    if hidden and case.hidden_units:
        for node in hidden:
            layer = case.layer(node)
            assert isinstance(layer, Dense)
            units = max(2 * layer.units, _FEW)
            graph = changed(graph, [case.trail(node)], partial(with_fields, units=units))
        return Repair(Message("Give the hidden layers more units"), graph=graph)
    return _deeper(case)


def _deeper(case: Case) -> Repair | None:
    """Return the network with one more layer, where a single one leads to its end."""
    graph, output = case.graph, case.program.output
    if len(case.trail(output)) > 1 or len(graph.sources(output)) != 1:
        return None
    layer = Dense(units=_FEW, activation="relu")
    graph, _ = graph.insert(Edge(graph.sources(output)[0], output), layer)
    return Repair(Message("Add a hidden layer of {units} units", {"units": _FEW}), graph=graph)


def plateau(case: Case) -> Iterator[Finding]:
    """Find a network that is large enough and stands still all the same."""
    if not case.stalled or not case.poor or case.hidden_units < _FEW:
        return
    text = "The loss has stood still at {loss} for half of {epochs} epochs, with {score}."
    arguments: Arguments = {
        "loss": short(case.latest.loss),
        "epochs": f"{case.epochs:.0f}",
        "score": _score(case),
    }
    repairs = tuple(_out_of_plateau(case))
    yield Finding("plateau", Message(text, arguments), repairs=repairs)


def _out_of_plateau(case: Case) -> Iterator[Repair]:
    found = rate.suggested(case, rate.HERE)
    if found is not None and found >= 3.0 * case.trainer.rate:
        yield rate.with_rate(case, found)
    if case.hidden_units < _MANY and (deeper := _deeper(case)) is not None:
        yield deeper
    yield setting(Message("Begin again with other first weights"), seed=next_seed(case))
    if isinstance(case.trainer.regime.schedule, Constant):
        schedule = ReduceOnPlateau()
        yield setting(Message("Lower the learning rate on plateaus"), schedule=schedule)
