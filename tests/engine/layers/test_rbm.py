"""RBM within a network: a Dense layer of sigmoid units whose visible bias stays as it is."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from layer_cases.probe import Probe

from engine import Dataset, Graph, Trainer, compile, layers, optim
from engine.layers.base import ShapeError

torch = pytest.importorskip("torch", reason="PyTorch is an optional benchmark dependency")


def belief_network(**fields):
    return Graph.sequential(
        layers.Input(shape=(4,)),
        layers.RBM(units=5, **fields),
        layers.RBM(units=3, **fields),
        layers.Dense(units=2, activation="softmax"),
    )


def some_rows():
    random = np.random.default_rng(0)
    x = random.uniform(size=(40, 4))
    return Dataset.from_arrays(x, (x.sum(axis=1) > 2.0).astype(int))


def test_an_rbm_and_its_gradients_equal_a_sigmoid_layer_of_pytorch():
    x, cotangent = np.random.default_rng(0).standard_normal((2, 6, 5))
    probe = Probe(layers.RBM(units=5), (5,))
    probe.draw()
    given = torch.tensor(x, requires_grad=True)
    kernel, bias = (
        torch.tensor(probe.parameter(name).copy(), requires_grad=True)
        for name in ("kernel", "bias")
    )
    expected = torch.sigmoid(given @ kernel + bias)
    expected.backward(torch.tensor(cotangent))
    np.testing.assert_allclose(probe.predict(x), expected.detach().numpy(), rtol=1e-12)
    (found,) = probe.backward(cotangent, x)
    np.testing.assert_allclose(found, given.grad.numpy(), rtol=1e-10)
    np.testing.assert_allclose(probe.gradient("kernel"), kernel.grad.numpy(), rtol=1e-10)
    np.testing.assert_allclose(probe.gradient("bias"), bias.grad.numpy(), rtol=1e-10)
    assert not probe.gradient("visible_bias").any()


def test_back_propagation_leaves_the_visible_bias_alone():
    program = compile(belief_network(), "categorical_crossentropy")
    before = {}
    for name, view in program.parameters.items():
        if name.endswith("visible_bias"):
            view[...] = 0.3
        before[name] = view.copy()
    rule = optim.AdamW(learning_rate=0.01, weight_decay=0.1)
    for _ in Trainer(program, some_rows(), optimizer=rule).steps(epochs=2):
        pass
    for name, view in program.parameters.items():
        assert np.array_equal(view, before[name]) == name.endswith("visible_bias"), name


def test_settings_of_pre_training_change_while_a_program_runs():
    program = compile(belief_network(), "categorical_crossentropy")
    changed = {"pretraining_rate": 0.5, "gibbs_steps": 3, "persistent": True}
    assert program.adopt(belief_network(**changed))
    assert program.live[program.order[1]].gibbs_steps == 3
    assert not program.adopt(belief_network(visible="gaussian"))


def test_a_picture_in_front_of_it_is_to_be_flattened():
    with pytest.raises(ShapeError, match="Insert a Flatten") as caught:
        layers.RBM().out_shape((8, 8))
    assert caught.value.repair.layer == layers.Flatten()


def test_an_rbm_is_at_least_one_step_of_gibbs_sampling():
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"type": "rbm.v1", "gibbs_steps": 0}, layers.RBM)
