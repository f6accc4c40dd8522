"""What forms read from declarations."""

from __future__ import annotations

from typing import Annotated

import msgspec
import pytest
from msgspec import Meta

from dnngui.document.project import TrainingSettings
from dnngui.panels.forms.declaration import Choice, Flag, Lengths, Number, Variant, fields
from dnngui.panels.forms.numbers import Bounds
from engine.activations import NAMES
from engine.classweights import GivenWeights
from engine.initializers import AnyInitializer
from engine.layers import CATALOGUE, Dense, Input
from engine.losses import LOSSES
from engine.optim import OPTIMIZERS
from engine.optim.clipping import CLIPPINGS
from engine.optim.layers import LayerTraining
from engine.outputs import OutputTraining

DECLARATIONS = [
    *CATALOGUE,
    *LOSSES,
    *OPTIMIZERS,
    *CLIPPINGS,
    GivenWeights,
    LayerTraining,
    OutputTraining,
    TrainingSettings,
]


def kinds(declaration):
    return {field.name: field.kind for field in fields(declaration)}


@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_every_field_of_every_declaration_has_an_editor_a_title_and_a_description(declaration):
    names = [field.name for field in msgspec.structs.fields(declaration)]
    # Settings of single layers, outputs and weights are edited with them, and a group is drawn.
    elsewhere = {"layers", "outputs", "off", "held"} | getattr(
        declaration, "drawn_fields", frozenset()
    )
    assert [field.name for field in fields(declaration)] == [n for n in names if n not in elsewhere]
    described = {"loss", "optimizer"}
    assert all(field.title for field in fields(declaration))
    assert all(field.description or field.name in described for field in fields(declaration))


def test_bounds_come_from_the_declaration():
    assert kinds(Dense)["units"] == Number(Bounds(whole=True, least=1, most=65536))
    rate = kinds(OPTIMIZERS[0])["learning_rate"]
    assert rate == Number(Bounds(least=0.0, most=1000.0, above=True))


def test_types_decide_the_editor():
    of_dense = kinds(Dense)
    assert of_dense["use_bias"] == Flag()
    assert isinstance(of_dense["kernel_initializer"], Variant)
    assert of_dense["kernel_initializer"].optional
    assert set(of_dense["kernel_initializer"].kinds) == set(AnyInitializer.__args__)
    assert kinds(Input)["shape"] == Lengths(Bounds(whole=True, least=1, most=1_000_000), 1, 4)
    training = kinds(TrainingSettings)
    assert training["batch_size"] == Number(Bounds(whole=True), optional=True)
    assert training["loss"] == Variant(LOSSES)


def test_words_keep_the_order_of_the_declaration():
    assert kinds(Dense)["activation"] == Choice(NAMES)


def test_a_field_without_words_is_called_by_its_name():
    class Plain(msgspec.Struct):
        half_life: Annotated[float, Meta(gt=0)] = 1.0

    (field,) = fields(Plain)
    assert (field.title, field.description) == ("Half life", "")


def test_a_type_without_an_editor_is_refused_by_name():
    class Strange(msgspec.Struct):
        moment: bytes = b""

    with pytest.raises(TypeError, match="moment"):
        fields(Strange)
