"""The pre-training of RBMs in a project's file: its place in ``run.json``, its arrays beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta

from dnngui.document.generator_file import Pcg64File
from engine.layers import RBM
from engine.unsupervised.figures import Figures
from engine.unsupervised.layerrun import LayerState
from engine.unsupervised.pretraining import PretrainingSnapshot
from engine.unsupervised.rbm import Weights

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from engine.graph import Graph
    from engine.shapes import Shape

    Floats = NDArray[np.floating[Any]]

PRETRAINING = "pretraining"
"""Folder of the arrays."""

_PARTICLES = "particles"

Count = Annotated[int, Meta(ge=0, le=2**53)]


class RunningFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A `LayerState` but for its arrays.

    Attributes
    ----------
    chains
        Number of persistent chains, or 0 where there are none.
    """

    epoch: Count
    position: Count
    chains: Annotated[int, Meta(ge=0, le=1_000_000)]
    shuffle: Pcg64File
    noise: Pcg64File


class PretrainingFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A `PretrainingSnapshot` but for its arrays."""

    place: Count
    step: Count
    figures: tuple[Figures, ...]
    running: RunningFile | None = None

    @classmethod
    def of(cls, snapshot: PretrainingSnapshot) -> PretrainingFile:
        running = snapshot.running
        return cls(
            place=snapshot.place,
            step=snapshot.step,
            # JSON does not know others; nothing but the curves depends on them.
            figures=tuple(each for each in snapshot.figures if each.finite),
            running=None if running is None else _running(running),
        )

    def to_snapshot(
        self,
        theta: Floats,
        samples: int,
        kernels: Sequence[Shape],
        read: Callable[[str, Shape], Floats],
    ) -> PretrainingSnapshot:
        """Return the snapshot.

        Parameters
        ----------
        samples
            Number of training samples.
        kernels
            Shape of each RBM's kernel, in the order of their training.
        read
            Returns the array of a name, which has to have that shape.

        Raises
        ------
        ValueError
            Where it does not fit the network or its data.
        """
        running = None
        if self.place > len(kernels):
            raise ValueError("more layers were pre-trained than there are")
        if self.running is not None:
            if self.place == len(kernels) or self.running.position >= samples:
                raise ValueError("the pre-training stands behind its end")
            running = _read(self.running, kernels[self.place], read)
        return PretrainingSnapshot(theta, self.place, self.step, self.figures, running)


def kernels_of(graph: Graph, live: Sequence[int], shapes: dict[str, Shape]) -> list[Shape]:
    """Return the shape of each RBM's kernel, in the order of the forward pass."""
    nodes = (graph[node] for node in live)
    return [shapes[f"{node.name}/kernel"] for node in nodes if isinstance(node.layer, RBM)]


def arrays_of(snapshot: PretrainingSnapshot) -> dict[str, Floats]:
    """Return the arrays of the layer in training by name."""
    running = snapshot.running
    if running is None:
        return {}
    found = dict(running.velocity._asdict())
    if running.particles is not None:
        found[_PARTICLES] = running.particles
    return found


def _running(state: LayerState) -> RunningFile:
    return RunningFile(
        epoch=state.epoch,
        position=state.position,
        chains=0 if state.particles is None else state.particles.shape[1],
        shuffle=Pcg64File.of(state.shuffle_state),
        noise=Pcg64File.of(state.noise_state),
    )


def _read(
    described: RunningFile, kernel: Shape, read: Callable[[str, Shape], Floats]
) -> LayerState:
    visible, hidden = kernel
    shapes = {"kernel": kernel, "bias": (hidden,), "visible_bias": (visible,)}
    chains = described.chains
    return LayerState(
        epoch=described.epoch,
        position=described.position,
        velocity=Weights(**{name: read(name, shape) for name, shape in shapes.items()}),
        particles=read(_PARTICLES, (visible, chains)) if chains else None,
        shuffle_state=described.shuffle.to_state(),
        noise_state=described.noise.to_state(),
    )
