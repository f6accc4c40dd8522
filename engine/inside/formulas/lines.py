"""How formulas of layers are written down."""

Both = tuple[tuple[str, ...], tuple[str, ...]]
"""The lines of the forward and those of the backward pass."""
