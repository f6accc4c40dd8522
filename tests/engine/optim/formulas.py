"""Every optimizer as its paper or PyTorch's page writes it, one step with fresh arrays each.

``rule(h, s, w, g, t, rate)`` returns the next weights; ``s`` is a dictionary for the state and
``h`` the declaration, read for its hyperparameters alone.
"""

from __future__ import annotations

import numpy as np


def sgd(h, s, w, g, t, rate):
    return w - rate * g


def momentum(h, s, w, g, t, rate):
    s["b"] = h.momentum * s.get("b", 0) + g
    return w - rate * s["b"]


def nesterov(h, s, w, g, t, rate):
    s["b"] = h.momentum * s.get("b", 0) + g
    return w - rate * (g + h.momentum * s["b"])


def _moments(h, s, g, t):
    s["m"] = h.beta_1 * s.get("m", 0) + (1 - h.beta_1) * g
    s["v"] = h.beta_2 * s.get("v", 0) + (1 - h.beta_2) * g**2
    return s["m"] / (1 - h.beta_1**t), s["v"] / (1 - h.beta_2**t)


def adam(h, s, w, g, t, rate):
    mean, square = _moments(h, s, g, t)
    return w - rate * mean / (np.sqrt(square) + h.epsilon)


def adamw(h, s, w, g, t, rate):
    return adam(h, s, w - rate * h.weight_decay * w, g, t, rate)


def amsgrad(h, s, w, g, t, rate):
    mean, _ = _moments(h, s, g, t)
    s["max"] = np.maximum(s.get("max", 0), s["v"])
    return w - rate * mean / (np.sqrt(s["max"] / (1 - h.beta_2**t)) + h.epsilon)


def adamax(h, s, w, g, t, rate):
    s["m"] = h.beta_1 * s.get("m", 0) + (1 - h.beta_1) * g
    s["u"] = np.maximum(h.beta_2 * s.get("u", np.zeros_like(g)), np.abs(g) + h.epsilon)
    return w - rate / (1 - h.beta_1**t) * s["m"] / s["u"]


def nadam(h, s, w, g, t, rate):
    _, square = _moments(h, s, g, t)
    mu, after = (h.beta_1 * (1 - 0.5 * 0.96 ** (k * h.momentum_decay)) for k in (t, t + 1))
    s["product"] = s.get("product", 1) * mu
    mean = after * s["m"] / (1 - s["product"] * after) + (1 - mu) * g / (1 - s["product"])
    return w - rate * mean / (np.sqrt(square) + h.epsilon)


def radam(h, s, w, g, t, rate):
    mean, _ = _moments(h, s, g, t)
    longest = 2 / (1 - h.beta_2) - 1
    length = longest - 2 * t * h.beta_2**t / (1 - h.beta_2**t)
    if length <= 5:
        return w - rate * mean
    top = (length - 4) * (length - 2) * longest
    r = np.sqrt(top / ((longest - 4) * (longest - 2) * length))
    return w - rate * mean * r * np.sqrt(1 - h.beta_2**t) / (np.sqrt(s["v"]) + h.epsilon)


def rmsprop(h, s, w, g, t, rate):
    s["v"] = h.rho * s.get("v", 0) + (1 - h.rho) * g**2
    s["mean"] = h.rho * s.get("mean", 0) + (1 - h.rho) * g
    spread = s["v"] - s["mean"] ** 2 if h.centered else s["v"]
    s["b"] = h.momentum * s.get("b", 0) + g / (np.sqrt(np.maximum(spread, 0)) + h.epsilon)
    return w - rate * s["b"]


def adagrad(h, s, w, g, t, rate):
    s["sum"] = s.get("sum", 0) + g**2
    return w - rate * g / (np.sqrt(s["sum"]) + h.epsilon)


def adadelta(h, s, w, g, t, rate):
    s["v"] = h.rho * s.get("v", 0) + (1 - h.rho) * g**2
    d = g * np.sqrt(s.get("d", 0) + h.epsilon) / np.sqrt(s["v"] + h.epsilon)
    s["d"] = h.rho * s.get("d", 0) + (1 - h.rho) * d**2
    return w - rate * d


def lion(h, s, w, g, t, rate):
    m = s.get("m", np.zeros_like(g))
    s["m"] = h.beta_2 * m + (1 - h.beta_2) * g
    return w - rate * (np.sign(h.beta_1 * m + (1 - h.beta_1) * g) + h.weight_decay * w)


def rprop(h, s, w, g, t, rate):
    last, length = s.get("last", np.zeros_like(g)), s.get("length", np.full_like(g, rate))
    agreement = g * last
    factor = np.where(agreement > 0, h.growth, np.where(agreement < 0, h.shrinkage, 1.0))
    s["length"] = np.clip(length * factor, 1e-6, 50.0)
    s["last"] = np.where(agreement < 0, 0.0, g)
    return w - np.sign(s["last"]) * s["length"]
