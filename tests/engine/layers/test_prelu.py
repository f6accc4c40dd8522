"""PReLU against PyTorch."""

from __future__ import annotations

import numpy as np
import pytest
from layer_cases.probe import Probe

from engine import layers

torch = pytest.importorskip("torch", reason="PyTorch is an optional benchmark dependency")


@pytest.mark.parametrize("channels_first", [False, True])
@pytest.mark.parametrize("shape", [(5,), (4, 3), (4, 5, 3)])
def test_prelu_and_its_gradients_equal_pytorch(shape, channels_first):
    random = np.random.default_rng(0)
    x, cotangent = random.standard_normal((2, 6, *shape))
    x[0] = 0.0
    probe = Probe(layers.PReLU(), shape, channels_first=channels_first)
    np.testing.assert_array_equal(probe.parameter("slope"), np.full(shape[-1], 0.25))
    probe.draw()
    given = torch.tensor(x, requires_grad=True)
    slope = torch.tensor(probe.parameter("slope").copy(), requires_grad=True)
    expected = torch.nn.functional.prelu(given.movedim(-1, 1), slope).movedim(1, -1)
    expected.backward(torch.tensor(cotangent))
    np.testing.assert_allclose(probe.predict(x), expected.detach().numpy(), rtol=1e-12)
    (found,) = probe.backward(cotangent, x)
    np.testing.assert_allclose(found, given.grad.numpy(), rtol=1e-12)
    np.testing.assert_allclose(probe.gradient("slope"), slope.grad.numpy(), rtol=1e-10)
