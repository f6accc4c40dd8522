"""A restricted Boltzmann machine and its contrastive divergence.

Visible units ``v`` and hidden units ``h`` in {0, 1} have the energy

    E(v, h) = -a·v - b·h - v·W·h                    Bernoulli: v in {0, 1}
    E(v, h) = ½ ‖v - a‖² - b·h - v·W·h              Gaussian of unit variance: v real

with the kernel ``W (visible, hidden)``, the hidden bias ``b`` and the visible bias ``a``. Sources:
Hinton 2002, Hinton's "Practical guide to training restricted Boltzmann machines" (2010), Tieleman
2008 for persistent chains.

Arrays have the batch last, as everywhere within a plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.layers.rbm import VisibleKind

    Floats = NDArray[np.floating[Any]]


class Weights(NamedTuple):
    """Parameters of a machine, or a vector for each of them.

    Attributes
    ----------
    kernel
        ``(visible, hidden)``.
    bias
        Of the hidden units.
    """

    kernel: Floats
    bias: Floats
    visible_bias: Floats


class Machine:
    """An RBM: probabilities, energies, and the gradient of CD-k or PCD.

    Parameters
    ----------
    weights
        Read whenever something is computed and never written; all of one type.
    visible
        What the visible units are.
    chains
        Number of persistent Gibbs chains; the others are as many as the batch has samples.
    seed
        Decides the draws.

    Attributes
    ----------
    gradient
        What `contrast` found: the direction in which the log-likelihood of the data grows.
    """

    def __init__(
        self, weights: Weights, visible: VisibleKind, chains: int, seed: int | list[int] = 0
    ) -> None:
        self.weights, self.visible = weights, visible
        self.gradient = Weights(*(np.zeros_like(each) for each in weights))
        self._negative = Weights(*(np.zeros_like(each) for each in weights))
        self._random = np.random.Generator(np.random.PCG64(seed))
        self._phases: dict[int, _Phase] = {}
        self._chains = self._new_phase(chains)
        self._running = False

    # -- probabilities and energies, in fresh arrays

    def hidden(self, v: Floats) -> Floats:
        """Return the probability of each hidden unit, ``(hidden, n)``, for ``(visible, n)``."""
        return _sigmoid(self._hidden_sums(v))

    def expected(self, h: Floats) -> Floats:
        """Return the mean of each visible unit, ``(visible, n)``, for ``(hidden, n)``."""
        sums = self.weights.kernel.dot(h)
        sums += self.weights.visible_bias[:, None]
        return _sigmoid(sums) if self.visible == "bernoulli" else sums

    def free_energy(self, v: Floats) -> Floats:
        """Return ``F(v) = -log Σ_h exp(-E(v, h))`` of each column of ``(visible, n)``.

        With ``s = b + v·W`` this is ``-a·v - Σ_j log(1 + exp(s_j))`` for Bernoulli visible units
        and ``½ ‖v - a‖² - Σ_j log(1 + exp(s_j))`` for Gaussian ones.
        """
        bias = self.weights.visible_bias
        if self.visible == "bernoulli":
            own = -bias.dot(v)
        else:
            own = 0.5 * np.square(v - bias[:, None]).sum(axis=0)
        sums = self._hidden_sums(v)
        softplus = np.maximum(sums, 0.0) + np.log1p(np.exp(-np.abs(sums)))
        energy: Floats = own - softplus.sum(axis=0)
        return energy

    def squared_error(self, v: Floats) -> Floats:
        """Return the squared error of each column's reconstruction, mean over its values.

        The reconstruction passes the probabilities of the hidden units on, and nothing is drawn.
        """
        error: Floats = np.square(v - self.expected(self.hidden(v))).mean(axis=0)
        return error

    def _hidden_sums(self, v: Floats) -> Floats:
        sums: Floats = self.weights.kernel.T.dot(v)
        sums += self.weights.bias[:, None]
        return sums

    # -- learning

    def contrast(self, v: Floats, steps: int = 1, *, persistent: bool = False) -> None:
        """Write ``gradient`` for a batch, by CD-k or, with ``persistent``, by PCD-k.

        The mean of ``v hᵀ``, ``h`` and ``v`` (of ``v - a`` where it is Gaussian) over the data
        minus the same over the chains, the hidden units' probabilities standing for the units: this
        has the mean of drawn units and less noise. All that a chain passes on is drawn.

        Parameters
        ----------
        v
            ``(visible, n)``; for Bernoulli units anything from 0 to 1.
        steps
            The k of CD-k: how often the visible units are drawn.
        """
        data = self._phase(v.shape[1])
        self._activate(data, v)
        self._measure(data, v, self.gradient)
        chain = self._start(data, persistent=persistent)
        for _ in range(steps):
            self._draw_hidden(chain)
            self._draw_visible(chain)
            self._activate(chain, chain.visible)
        self._measure(chain, chain.visible, self._negative)
        for total, part in zip(self.gradient, self._negative, strict=True):
            np.subtract(total, part, total)

    def _start(self, data: _Phase, *, persistent: bool) -> _Phase:
        """Return the phase in which the chains run, its hidden probabilities those to draw from."""
        if not persistent:
            return data
        chain = self._chains
        if self._running:
            self._activate(chain, chain.visible)
        else:
            # The first chains start as CD does: at the data.
            np.copyto(chain.hidden, np.resize(data.hidden.T, chain.hidden.T.shape).T)
            self._running = True
        return chain

    def _phase(self, width: int) -> _Phase:
        """Return the arrays for that many samples; the last batch may be short."""
        if width not in self._phases:
            self._phases[width] = self._new_phase(width)
        return self._phases[width]

    def _new_phase(self, width: int) -> _Phase:
        visible, hidden = self.weights.kernel.shape
        return _Phase(visible, hidden, width, self.weights.kernel.dtype)

    def _activate(self, phase: _Phase, v: Floats) -> None:
        np.dot(self.weights.kernel.T, v, out=phase.hidden)
        np.add(phase.hidden, self.weights.bias[:, None], phase.hidden)
        _sigmoid(phase.hidden)

    def _draw_hidden(self, phase: _Phase) -> None:
        self._bernoulli(phase.hidden, phase.states)

    def _draw_visible(self, phase: _Phase) -> None:
        visible, noise = phase.visible, phase.noise
        np.dot(self.weights.kernel, phase.states, out=visible)
        np.add(visible, self.weights.visible_bias[:, None], visible)
        if self.visible == "bernoulli":
            _sigmoid(visible)
            self._bernoulli(visible, noise)
            np.copyto(visible, noise)
        else:
            self._random.standard_normal(dtype=noise.dtype.type, out=noise)
            np.add(visible, noise, visible)

    def _bernoulli(self, probabilities: Floats, states: Floats) -> None:
        self._random.random(dtype=states.dtype.type, out=states)
        np.less(states, probabilities, states, casting="unsafe")

    def _measure(self, phase: _Phase, v: Floats, into: Weights) -> None:
        """Write the means of ``v hᵀ``, ``h`` and ``v`` over a phase."""
        np.dot(v, phase.hidden.T, out=into.kernel)
        np.dot(phase.hidden, phase.ones, out=into.bias)
        np.dot(v, phase.ones, out=into.visible_bias)
        for each in into:
            np.multiply(each, 1.0 / v.shape[1], each)

    # -- what a snapshot holds

    @property
    def noise_state(self) -> dict[str, Any]:
        """State of the generator."""
        return dict(self._random.bit_generator.state)

    @property
    def particles(self) -> Floats | None:
        """Visible units of the persistent chains, a copy; None before the first."""
        return self._chains.visible.copy() if self._running else None

    def resume(self, noise_state: dict[str, Any], particles: Floats | None) -> None:
        """Draw on from there, bit for bit."""
        self._random.bit_generator.state = noise_state
        self._running = particles is not None
        if particles is not None:
            self._chains = self._new_phase(particles.shape[1])
            np.copyto(self._chains.visible, particles)


class _Phase:
    """Arrays for the units of a number of samples or chains."""

    def __init__(self, visible: int, hidden: int, width: int, dtype: np.dtype[Any]) -> None:
        self.visible: Floats = np.empty((visible, width), dtype)
        self.noise: Floats = np.empty((visible, width), dtype)
        self.hidden: Floats = np.empty((hidden, width), dtype)
        self.states: Floats = np.empty((hidden, width), dtype)
        self.ones: Floats = np.ones(width, dtype)


def _sigmoid(z: Floats) -> Floats:
    """Turn ``z`` into ``1 / (1 + exp(-z))`` in place and return it; it cannot overflow."""
    np.multiply(z, 0.5, z)
    np.tanh(z, z)
    np.multiply(z, 0.5, z)
    np.add(z, 0.5, z)
    return z
