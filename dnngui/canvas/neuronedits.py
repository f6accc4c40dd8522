"""Edits of the neuron view: which layers are open, which single weights are off or held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec
from PySide6.QtCore import QCoreApplication

from dnngui.canvas.edits import Edit, called
from engine.optim.layers import LayerTraining

if TYPE_CHECKING:
    from collections.abc import Collection

    from dnngui.canvas.edits import Places
    from dnngui.canvas.targets import Weight
    from dnngui.document.project import Project

_USUAL = LayerTraining()


def show_neurons(project: Project, _: Places, nodes: Collection[int], *, shown: bool) -> Edit:
    """Show the neurons of layers, or put them away."""
    view = project.view
    for node in nodes:
        view = view.with_neurons(node, shown=shown)
    if shown:
        text = QCoreApplication.translate("Canvas", "Show the neurons of {what}")
    else:
        text = QCoreApplication.translate("Canvas", "Hide the neurons of {what}")
    text = text.format(what=called(project.graph, nodes))
    return Edit(text, msgspec.structs.replace(project, view=view))


def show_all_neurons(project: Project, _: Places, *, shown: bool) -> Edit:
    """Show the neurons of all layers that are small, or put all away."""
    view = msgspec.structs.replace(project.view, neurons=shown, neurons_except=())
    if shown:
        text = QCoreApplication.translate("Canvas", "Show all neurons")
    else:
        text = QCoreApplication.translate("Canvas", "Hide all neurons")
    return Edit(text, msgspec.structs.replace(project, view=view))


def switch(
    project: Project, _: Places, weight: Weight, field: Literal["off", "held"], *, on: bool
) -> Edit:
    """Turn a single weight off or hold it, or let it learn again."""
    own = project.training.layers.get(weight.node, _USUAL)
    found = getattr(own, field)
    places = set(found.get(weight.parameter, ()))
    places = places | {weight.place} if on else places - {weight.place}
    rest = {name: each for name, each in found.items() if name != weight.parameter}
    if places:
        rest[weight.parameter] = tuple(sorted(places))
    changed = msgspec.structs.replace(own, **{field: rest})
    training = project.training.with_layer(weight.node, changed)
    text = _switching(field, on=on).format(layer=project.graph[weight.node].name)
    return Edit(text, msgspec.structs.replace(project, training=training))


def _switching(field: str, *, on: bool) -> str:
    if field == "off":
        if on:
            return QCoreApplication.translate("Canvas", "Turn off a weight of {layer}")
        return QCoreApplication.translate("Canvas", "Turn on a weight of {layer}")
    if on:
        return QCoreApplication.translate("Canvas", "Hold a weight of {layer}")
    return QCoreApplication.translate("Canvas", "Let a weight of {layer} learn again")


def freeze(project: Project, _: Places, nodes: Collection[int], *, frozen: bool) -> Edit:
    """Let layers keep their weights, or learn again."""
    training = project.training
    for node in nodes:
        own = msgspec.structs.replace(training.layers.get(node, _USUAL), frozen=frozen)
        training = training.with_layer(node, own)
    if frozen:
        text = QCoreApplication.translate("Canvas", "Freeze {what}")
    else:
        text = QCoreApplication.translate("Canvas", "Let {what} learn again")
    text = text.format(what=called(project.graph, nodes))
    return Edit(text, msgspec.structs.replace(project, training=training))
