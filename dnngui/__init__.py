"""Draw a neural network, train it, watch it learn, take the weights away."""

__version__ = "0.1.0"
