"""A restricted Boltzmann machine against sums over all its states."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from growth import least_growth
from sklearn.datasets import load_digits
from sklearn.neural_network import BernoulliRBM

from engine.unsupervised.rbm import Machine, Weights

KINDS = pytest.mark.parametrize("visible", ["bernoulli", "gaussian"])
VISIBLE, HIDDEN = 4, 3


def some_weights(visible=VISIBLE, hidden=HIDDEN, scale=1.0, seed=0, dtype=np.float64):
    random = np.random.default_rng(seed)
    shapes = ((visible, hidden), (hidden,), (visible,))
    return Weights(*((scale * random.standard_normal(shape)).astype(dtype) for shape in shapes))


def some_rows(visible, samples, seed=1):
    random = np.random.default_rng(seed)
    if visible == "gaussian":
        return random.standard_normal((VISIBLE, samples))
    return (random.uniform(size=(VISIBLE, samples)) < 0.4).astype(float)


def states(units):
    return [np.array(bits, float) for bits in itertools.product((0.0, 1.0), repeat=units)]


def energy(weights, visible, v, h):
    own = weights.visible_bias @ v
    if visible == "gaussian":
        own = -0.5 * np.sum((v - weights.visible_bias) ** 2)
    return -own - weights.bias @ h - v @ weights.kernel @ h


def summed_free_energy(weights, visible, v):
    return -np.log(sum(np.exp(-energy(weights, visible, v, h)) for h in states(HIDDEN)))


def log_partition(weights, visible):
    if visible == "bernoulli":
        every = itertools.product(states(VISIBLE), states(HIDDEN))
        return np.log(sum(np.exp(-energy(weights, visible, v, h)) for v, h in every))
    # The integral over v of one h is that of a normal distribution around a + W h.
    total = 0.0
    for h in states(HIDDEN):
        centre = weights.visible_bias + weights.kernel @ h
        total += np.exp(-energy(weights, visible, centre, h))
    return np.log(total) + 0.5 * VISIBLE * np.log(2.0 * np.pi)


def log_likelihood(weights, visible, rows):
    energies = [summed_free_energy(weights, visible, v) for v in rows.T]
    return -np.mean(energies) - log_partition(weights, visible)


def likelihood_gradient(weights, visible, rows, step=1e-5):
    """Return the gradient of the mean log-likelihood, by finite differences, end to end."""
    found = []
    for part in weights:
        for place in np.ndindex(part.shape):
            kept, values = part[place], []
            for distance in (step, -step):
                part[place] = kept + distance
                values.append(log_likelihood(weights, visible, rows))
            part[place] = kept
            found.append((values[0] - values[1]) / (2.0 * step))
    return np.array(found)


def flat(weights):
    return np.concatenate([part.ravel() for part in weights])


def mean_gradient(machine, rows, draws, **options):
    """Return the mean of many gradients at the same weights, and its standard error."""
    found = []
    for _ in range(draws):
        machine.contrast(rows, **options)
        found.append(flat(machine.gradient))
    # Gradients of chains that go on depend on each other: the means of long stretches do not.
    stretches = np.array(found).reshape(40, -1, len(found[0])).mean(axis=1)
    return stretches.mean(axis=0), stretches.std(axis=0, ddof=1) / np.sqrt(len(stretches))


@KINDS
def test_free_energy_is_the_sum_over_all_hidden_states(visible):
    weights, rows = some_weights(), some_rows(visible, 6)
    expected = [summed_free_energy(weights, visible, v) for v in rows.T]
    found = Machine(weights, visible, chains=1).free_energy(rows)
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_free_energy_of_large_sums_is_finite():
    weights = some_weights(scale=1e4)
    assert np.isfinite(Machine(weights, "bernoulli", chains=1).free_energy(np.eye(VISIBLE))).all()


@KINDS
def test_units_have_the_probabilities_that_the_energies_give_them(visible):
    weights, machine = some_weights(), Machine(some_weights(), visible, chains=1)
    v, h = some_rows(visible, 1), np.array([[1.0], [0.0], [1.0]])
    boltzmann = np.array([np.exp(-energy(weights, visible, v[:, 0], h)) for h in states(HIDDEN)])
    expected = boltzmann @ np.array(states(HIDDEN)) / boltzmann.sum()
    np.testing.assert_allclose(machine.hidden(v)[:, 0], expected, rtol=1e-12)
    if visible == "bernoulli":
        boltzmann = np.array(
            [np.exp(-energy(weights, visible, v, h[:, 0])) for v in states(VISIBLE)]
        )
        expected = boltzmann @ np.array(states(VISIBLE)) / boltzmann.sum()
    else:
        expected = weights.visible_bias + weights.kernel @ h[:, 0]
    np.testing.assert_allclose(machine.expected(h)[:, 0], expected, rtol=1e-12)


@KINDS
def test_the_data_enter_the_gradient_as_their_exact_means(visible):
    weights, rows, nothing = some_weights(), some_rows(visible, 7), np.zeros((VISIBLE, 7))
    start, found = Machine(weights, visible, chains=5), []
    for data in (rows, nothing):
        # Persistent chains do not know the data: what differs is what the data give.
        machine = Machine(weights, visible, chains=5)
        machine.resume(start.noise_state, some_rows(visible, 5, seed=3))
        machine.contrast(data, 2, persistent=True)
        found.append(machine.gradient)
    probabilities = 1.0 / (1.0 + np.exp(-(weights.kernel.T @ rows + weights.bias[:, None])))
    resting = 1.0 / (1.0 + np.exp(-weights.bias))
    expected = Weights(
        np.mean([np.outer(v, h) for v, h in zip(rows.T, probabilities.T, strict=True)], axis=0),
        probabilities.mean(axis=1) - resting,
        rows.mean(axis=1),
    )
    difference = flat(found[0]) - flat(found[1])
    np.testing.assert_allclose(difference, flat(expected), rtol=1e-10, atol=1e-14)


@KINDS
@pytest.mark.parametrize("steps", [1, 3])
def test_contrastive_divergence_is_the_algorithm_written_out(visible, steps):
    weights, rows = some_weights(), some_rows(visible, 5)
    machine = Machine(weights, visible, chains=1, seed=9)
    machine.contrast(rows, steps)
    random = np.random.Generator(np.random.PCG64(9))
    first = v = rows.T
    for _ in range(steps):
        h = 1.0 / (1.0 + np.exp(-(v @ weights.kernel + weights.bias)))
        drawn = (h > random.random((HIDDEN, 5)).T).astype(float)
        v = drawn @ weights.kernel.T + weights.visible_bias
        if visible == "gaussian":
            v = v + random.standard_normal((VISIBLE, 5)).T
        else:
            v = (1.0 / (1.0 + np.exp(-v)) > random.random((VISIBLE, 5)).T).astype(float)
    hidden = [1.0 / (1.0 + np.exp(-(x @ weights.kernel + weights.bias))) for x in (first, v)]
    expected = Weights(
        (first.T @ hidden[0] - v.T @ hidden[1]) / 5.0,
        (hidden[0] - hidden[1]).mean(axis=0),
        (first - v).mean(axis=0),
    )
    np.testing.assert_allclose(flat(machine.gradient), flat(expected), rtol=1e-10, atol=1e-14)


@KINDS
def test_persistent_chains_find_the_gradient_of_the_likelihood(visible):
    weights, rows = some_weights(scale=0.7), some_rows(visible, 10)
    exact = likelihood_gradient(weights, visible, rows)
    machine = Machine(weights, visible, chains=100, seed=4)
    mean, error = mean_gradient(machine, rows, 4000, persistent=True)
    assert error.max() < 0.01
    assert (np.abs(mean - exact) < 4.5 * error).all()


def test_one_step_from_the_data_does_not():
    weights, rows = some_weights(scale=1.5), some_rows("bernoulli", 10)
    exact = likelihood_gradient(weights, "bernoulli", rows)
    mean, error = mean_gradient(Machine(weights, "bernoulli", chains=1, seed=4), rows, 4000)
    assert (np.abs(mean - exact) > 10.0 * error).any()
    # It still leads uphill.
    assert mean @ exact > 0.8 * np.linalg.norm(mean) * np.linalg.norm(exact)


def test_digits_become_as_likely_as_with_scikit_learn():
    rows = (load_digits().data / 16.0)[:600]
    peer = BernoulliRBM(
        n_components=32, learning_rate=0.05, batch_size=20, n_iter=8, random_state=0
    )
    peer.fit(rows)
    weights = some_weights(64, 32, scale=0.01)
    machine = Machine(weights, "bernoulli", chains=20)
    untrained = _as_scikit_learn(weights).score_samples(rows).mean()
    energies = _as_scikit_learn(weights)._free_energy(rows)
    np.testing.assert_allclose(machine.free_energy(rows.T), energies, rtol=1e-10)
    for _ in range(8):
        for start in range(0, len(rows), 20):
            machine.contrast(rows[start : start + 20].T, persistent=True)
            for weight, gradient in zip(weights, machine.gradient, strict=True):
                weight += 0.05 * gradient
    expected = peer.score_samples(rows).mean()
    found = _as_scikit_learn(weights).score_samples(rows).mean()
    assert expected > untrained + 10.0
    assert found > expected - 1.0


def _as_scikit_learn(weights):
    peer = BernoulliRBM(n_components=len(weights.bias), random_state=0)
    peer.components_ = weights.kernel.T
    peer.intercept_hidden_, peer.intercept_visible_ = weights.bias, weights.visible_bias
    return peer


@KINDS
def test_single_precision_stays_single(visible):
    machine = Machine(some_weights(dtype=np.float32), visible, chains=3)
    rows = some_rows(visible, 5).astype(np.float32)
    machine.contrast(rows, persistent=True)
    found = [*machine.gradient, machine.free_energy(rows), machine.squared_error(rows)]
    assert {each.dtype for each in found} == {np.dtype(np.float32)}


def test_a_thousand_steps_allocate_nothing_that_grows():
    machine = Machine(some_weights(), "gaussian", chains=8)
    rows = some_rows("gaussian", 50)

    def run():
        for _ in range(250):
            machine.contrast(rows, 2, persistent=True)
            machine.contrast(rows)

    assert least_growth(run) < 4000
