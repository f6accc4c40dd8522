"""Weights that are turned off or held one by one, and weights that are typed in."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from nets import DATA, X, Y, network, run, trainer
from test_transforms import EVERY, HEAVY, kinds

from engine import Dataset, Graph, Trainer, compile, layers, optim
from engine.averaging import MovingAverage
from engine.grouping import group as grouped
from engine.optim.layers import LayerTraining
from engine.optim.transforms import Transforms
from engine.regime import Regime
from engine.stopping import EarlyStopping

FIRST = 2
KERNEL = ((0, 1), (2, 5))
PLACES = tuple(np.transpose(KERNEL))


def of_first(transforms=None, **own):
    """Return transforms with single weights of the first dense layer."""
    base = transforms or Transforms()
    mine = {**base.layers, FIRST: LayerTraining(**own)}
    return Transforms(**{**vars(base), "layers": mine})


@pytest.mark.parametrize("transforms", [Transforms(), HEAVY], ids=["bare", "heavy"])
@pytest.mark.parametrize("optimizer", EVERY, ids=kinds)
def test_a_weight_that_is_off_stays_at_zero_and_the_others_learn(optimizer, transforms):
    trained = run(trainer(optimizer, transforms=transforms), 12)
    trained.set_transforms(of_first(transforms, off={"kernel": KERNEL, "bias": ((3,),)}))
    before = trained.program.theta.copy()
    run(trained, 13)
    kernel, bias = (trained.program.parameters[f"dense_1/{each}"] for each in ("kernel", "bias"))
    assert not kernel[PLACES].any()
    assert bias[3] == 0.0
    assert np.count_nonzero(trained.program.theta != before) == before.size - 3


@pytest.mark.parametrize("optimizer", EVERY, ids=kinds)
def test_a_network_without_the_weights_of_an_input_learns_as_one_without_the_input(optimizer):
    off = {"kernel": tuple((1, unit) for unit in range(6))}
    masked = trainer(optimizer, transforms=of_first(off=off))
    narrow = Dataset.from_arrays(X[:, [0, 2]], Y)
    graph = Graph.sequential(
        layers.Input(shape=(2,)), *(node.layer for node in network().nodes if node.id >= FIRST)
    )
    program = compile(graph, seed=2, dtype="float64")
    other = Trainer(program, narrow, optimizer, 8, 2)
    for name, values in masked.program.parameters.items():
        whole = name == "dense_1/kernel"
        program.parameters[name][...] = values[[0, 2]] if whole else values
    run(masked, 20)
    run(other, 20)
    np.testing.assert_allclose(
        masked.program.predict(DATA.x_train),
        program.predict(narrow.x_train),
        rtol=1e-6,
        atol=1e-9,
    )


@pytest.mark.parametrize("transforms", [Transforms(), HEAVY], ids=["bare", "heavy"])
@pytest.mark.parametrize("optimizer", EVERY, ids=kinds)
def test_a_held_weight_keeps_its_bits(optimizer, transforms):
    trained = run(trainer(optimizer, transforms=transforms), 12)
    trained.set_transforms(of_first(transforms, held={"kernel": KERNEL}))
    before = trained.program.theta.copy()
    kernel = trained.program.parameters["dense_1/kernel"]
    held = kernel[PLACES].copy()
    run(trained, 13)
    assert np.array_equal(kernel[PLACES], held)
    assert np.count_nonzero(trained.program.theta != before) == before.size - 2


def test_a_weight_that_is_turned_on_again_has_its_value_from_before_and_learns():
    trained = run(trainer(), 5)
    kernel = trained.program.parameters["dense_1/kernel"]
    before = kernel[PLACES].copy()
    trained.set_transforms(of_first(off={"kernel": KERNEL}))
    run(trained, 5)
    trained.set_transforms(Transforms())
    assert np.array_equal(kernel[PLACES], before)
    run(trained, 1)
    assert not (kernel[PLACES] == before).any()


def test_a_run_that_is_restored_from_before_keeps_weights_off():
    trained = run(trainer(optim.Adam()), 5)
    whole = trained.snapshot()
    trained.set_transforms(of_first(off={"kernel": KERNEL}))
    trained.restore(whole)
    kernel = trained.program.parameters["dense_1/kernel"]
    assert not kernel[PLACES].any()
    assert np.count_nonzero(kernel) == kernel.size - 2


def test_an_average_and_the_best_weights_have_zeros_there_too():
    regime = Regime(averaging=MovingAverage(), stopping=EarlyStopping(watch="loss", patience=1000))
    trained = run(trainer(regime=regime), 20)
    earlier = trained.best
    assert earlier is not None
    kept = earlier.theta.copy()
    trained.set_transforms(of_first(off={"kernel": KERNEL}))
    kernel = trained.program.parameters["dense_1/kernel"]
    with trained.averaged():
        assert not kernel[PLACES].any()
    start = trained.program.blocks[FIRST][0]
    flat = [start + row * 6 + column for row, column in KERNEL]
    assert not trained.best.theta[flat].any()
    assert np.array_equal(earlier.theta, kept)


def test_without_single_weights_a_step_is_the_optimizers_call_alone():
    bare = trainer()
    assert bare._plain
    bare.set_transforms(of_first(held={"kernel": KERNEL}))
    assert not bare._plain
    bare.set_transforms(Transforms())
    assert bare._plain


def test_places_that_a_smaller_layer_has_not_are_left_out():
    outside = {"kernel": ((9, 0), (0, 6), (0,)), "bias": ((6,),), "gamma": ((0,),)}
    trained = trainer(transforms=of_first(off=outside, held=outside))
    assert trained._plain
    assert np.count_nonzero(trained.program.parameters["dense_1/kernel"]) == 18


def test_single_weights_of_a_group_are_those_of_its_layers_alone():
    graph, block = grouped(network(), [FIRST, FIRST + 1])
    own = {
        block: LayerTraining(off={"kernel": KERNEL}, held={"kernel": KERNEL}),
        FIRST: LayerTraining(off={"kernel": ((1, 1),)}),
    }
    trained = trainer(graph=graph, transforms=Transforms(layers=own))
    zeros = {
        name: np.argwhere(values == 0.0).tolist()
        for name, values in trained.program.parameters.items()
        if name.endswith("kernel")
    }
    assert zeros == {
        "group_1/1/dense_1/kernel": [[1, 1]],
        "group_1/1/dense_2/kernel": [],
        "dense_3/kernel": [],
    }


def test_single_weights_are_read_back_from_a_file_as_they_were():
    own = LayerTraining(off={"kernel": KERNEL}, held={"bias": ((3,),)})
    text = msgspec.json.encode(own)
    assert msgspec.json.decode(text, type=LayerTraining) == own
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"off": {"kernel": [[0, -1]]}}', type=LayerTraining)


@pytest.mark.parametrize("optimizer", EVERY, ids=kinds)
def test_a_weight_that_is_set_is_the_one_alone_that_changes_and_has_no_momentum(optimizer):
    trained = run(trainer(optimizer), 7)
    before = trained.program.theta.copy()
    trained.set_weight(FIRST, "kernel", (1, 4), 0.625)
    place = trained.program.blocks[FIRST][0] + 1 * 6 + 4
    assert np.flatnonzero(trained.program.theta != before).tolist() == [place]
    assert trained.program.parameters["dense_1/kernel"][1, 4] == 0.625
    assert not any(v[place] for v in trained.snapshot().optimizer_state.values())
    run(trained, 7)
    assert np.isfinite(trained.program.theta).all()


def test_a_weight_that_is_set_shows_where_an_average_does():
    trained = run(trainer(regime=Regime(averaging=MovingAverage())), 20)
    trained.set_weight(FIRST, "bias", (2,), -3.0)
    with trained.averaged():
        assert trained.program.parameters["dense_1/bias"][2] == -3.0


def test_a_held_weight_can_be_set_and_is_held_there():
    trained = trainer(transforms=of_first(held={"kernel": KERNEL}))
    trained.set_weight(FIRST, "kernel", KERNEL[0], 2.5)
    run(trained, 9)
    assert trained.program.parameters["dense_1/kernel"][KERNEL[0]] == 2.5


def test_a_weight_that_is_off_cannot_be_set():
    trained = trainer(transforms=of_first(off={"kernel": KERNEL}))
    trained.set_weight(FIRST, "kernel", KERNEL[0], 2.5)
    assert trained.program.parameters["dense_1/kernel"][KERNEL[0]] == 0.0


@pytest.mark.parametrize(
    ("node", "name", "index"),
    [
        (99, "kernel", (0, 0)),
        (FIRST, "gamma", (0,)),
        (FIRST, "kernel", (3, 0)),
        (FIRST, "bias", ()),
    ],
)
def test_a_weight_that_is_not_there_cannot_be_set(node, name, index):
    with pytest.raises(KeyError):
        trainer().set_weight(node, name, index, 1.0)


def test_single_weights_outside_of_what_a_layer_has_now_can_be_left_out():
    own = LayerTraining(frozen=True, off={"kernel": KERNEL}, held={"bias": ((3,), (5,))})
    assert own.within_shapes({"kernel": (3, 6), "bias": (6,)}) == own
    smaller = own.within_shapes({"kernel": (2, 4), "bias": (4,)})
    assert smaller == LayerTraining(
        frozen=True, off={"kernel": (KERNEL[0],)}, held={"bias": ((3,),)}
    )
    assert own.within_shapes({}) == LayerTraining(frozen=True)
