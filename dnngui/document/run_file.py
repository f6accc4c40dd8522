"""A run as parts of a project's file: ``run.json`` and one array for each parameter and vector.

``numpy.load`` opens a project's file as it opens an ``.npz``, ``["weights/dense_1/kernel"]``.
"""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta

from dnngui.document import arrays
from dnngui.document.archive import DamagedError, part_name
from dnngui.document.generator_file import Pcg64File, Sfc64File
from dnngui.document.pretraining_file import (
    PRETRAINING,
    PretrainingFile,
    arrays_of,
    kernels_of,
)
from dnngui.document.record_file import RecordFile
from dnngui.document.refusal import damage
from dnngui.document.run import SavedRun
from engine.averaging import AnyAveraging
from engine.data.preprocessing import Preprocessing
from engine.inference import infer
from engine.inlining import inline
from engine.layers import Input
from engine.message import SpokenError
from engine.optim import OPTIMIZERS, AnyOptimizer
from engine.problems import Severity
from engine.schedules import PlateauState
from engine.shapes import size
from engine.snapshot import Snapshot
from engine.stopping import StoppingState
from engine.unsupervised.figures import ends_in_machine
from engine.workers import MOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from dnngui.document.archive import Archive
    from engine.graph import Graph
    from engine.shapes import Shape
    from engine.unsupervised.pretraining import PretrainingSnapshot

    Floats = NDArray[np.floating[Any]]

RUN = "run.json"
WEIGHTS, BEST, AVERAGE, OPTIMIZER = "weights", "best", "average", "optimizer"
MEMORY = "memory"
FOLDERS = (WEIGHTS, BEST, AVERAGE, OPTIMIZER, PRETRAINING, MEMORY)
_LARGEST = 64 * 2**20

Count = Annotated[int, Meta(ge=0, le=2**53)]


class UnusableRunError(SpokenError):
    """The run in a file cannot be gone on with, said in one sentence."""


class _RunFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of a run but its arrays."""

    dtype: Literal["float32", "float64"]
    parameters: tuple[str, ...]
    optimizer: str
    rule: AnyOptimizer | None = None
    optimizer_numbers: dict[str, float] = {}
    optimizer_steps: Count
    step: Count
    epoch: Count
    position: Count
    samples: Annotated[int, Meta(ge=1, le=2**53)]
    shuffle: Pcg64File
    dropout: Sfc64File
    preprocessing: Preprocessing
    record: RecordFile | None
    plateau: PlateauState = PlateauState()
    stopping: StoppingState = StoppingState()
    best: bool = False
    averaging: AnyAveraging | None = None
    average_count: Count = 0
    pretraining: PretrainingFile | None = None
    workers: Annotated[int, Meta(ge=1, le=MOST)] = 1
    memory_rows: Count = 0

    def __post_init__(self) -> None:
        if self.position >= self.samples:
            raise ValueError("the run stands behind the last sample of its epoch")
        if self.optimizer not in _KINDS:
            raise ValueError("the optimizer is not known")
        if self.rule is not None and self.rule.kind() != self.optimizer:
            raise ValueError("the run has two optimizers")

    def at_work(self) -> AnyOptimizer:
        """Return the optimizer of the run; the first files held its kind alone."""
        return self.rule or _KINDS[self.optimizer]()


_KINDS = {kind.kind(): kind for kind in OPTIMIZERS}


def run_parts(run: SavedRun) -> dict[str, bytes]:
    """Return the parts of a file that hold ``run``."""
    snapshot, before = run.snapshot, run.snapshot.pretraining
    described = _RunFile(
        dtype=snapshot.theta.dtype.name,  # type: ignore[arg-type]  # the two that a program takes
        parameters=tuple(run.shapes),
        optimizer=snapshot.optimizer.kind(),
        rule=snapshot.optimizer,
        optimizer_numbers=snapshot.optimizer_numbers,
        optimizer_steps=snapshot.optimizer_steps,
        step=snapshot.step,
        epoch=snapshot.epoch,
        position=snapshot.position,
        samples=run.samples,
        shuffle=Pcg64File.of(snapshot.shuffle_state),
        dropout=Sfc64File.of(snapshot.dropout_state),
        preprocessing=run.preprocessing,
        record=RecordFile.of(snapshot.record) if snapshot.record is not None else None,
        plateau=snapshot.plateau,
        stopping=snapshot.stopping,
        best=snapshot.best is not None,
        averaging=snapshot.averaging,
        average_count=snapshot.average_count,
        pretraining=PretrainingFile.of(before) if before is not None else None,
        workers=snapshot.workers,
        memory_rows=next((each.shape[1] for each in snapshot.memory.values()), 0),
    )
    parts = {RUN: msgspec.json.format(msgspec.json.encode(described), indent=1)}
    vectors = {WEIGHTS: snapshot.theta, BEST: snapshot.best, AVERAGE: snapshot.average}
    for folder, vector in vectors.items():
        if vector is not None:
            for name, array in _split(vector, run.shapes):
                parts[part_name(folder, name, ".npy")] = arrays.encode(array)
    for name, vector in snapshot.optimizer_state.items():
        parts[part_name(OPTIMIZER, name, ".npy")] = arrays.encode(vector)
    for key, state in snapshot.memory.items():
        parts[part_name(MEMORY, _memory_name(key), ".npy")] = arrays.encode(state)
    for name, array in (arrays_of(before) if before is not None else {}).items():
        parts[part_name(PRETRAINING, name, ".npy")] = arrays.encode(array)
    return parts


def read_run(archive: Archive, graph: Graph) -> SavedRun:
    """Return the run that a file holds for ``graph``.

    Raises
    ------
    UnusableRunError
        Where it is damaged, belongs to another network, or its weights are not finite.
    """
    try:
        return _read(archive, graph)
    except (DamagedError, ValueError, RecursionError) as error:
        if isinstance(error, UnusableRunError):
            raise
        raise UnusableRunError(
            "The training state in the file is damaged and was left out ({reason}). The network "
            "starts again from first weights.",
            reason=damage(error),
        ) from error


def _read(archive: Archive, graph: Graph) -> SavedRun:
    described = msgspec.json.decode(archive.read(RUN, _LARGEST), type=_RunFile)
    shapes = parameter_shapes(graph)
    if described.parameters != tuple(shapes) or not _fits(graph, described.preprocessing):
        raise _another_network()
    theta = _joined(archive, WEIGHTS, described.dtype, shapes)
    if not np.isfinite(theta).all():
        raise UnusableRunError(
            "The weights in the file are not finite numbers and were left out. The network "
            "starts again from first weights."
        )
    state = {
        name: _array(archive, part_name(OPTIMIZER, name, ".npy"), described.dtype, theta.shape)
        for name in _vectors(described.at_work())
    }
    best = _joined(archive, BEST, described.dtype, shapes) if described.best else None
    averaged = described.averaging is not None
    average = _joined(archive, AVERAGE, described.dtype, shapes) if averaged else None
    snapshot = _snapshot(described, theta, state, best, average)
    before = _pretraining(archive, described, graph, shapes, theta)
    return SavedRun(
        snapshot=dataclasses.replace(
            snapshot, pretraining=before, memory=_memory(archive, described, graph)
        ),
        shapes=shapes,
        samples=described.samples,
        preprocessing=described.preprocessing,
    )


def _memory(archive: Archive, described: _RunFile, graph: Graph) -> dict[tuple[int, str], Floats]:
    """Return what stateful layers carry, where the run was saved within an epoch."""
    whole = inline(graph).graph
    inference = infer(whole)
    found: dict[tuple[int, str], Floats] = {}
    if not described.memory_rows:
        return found
    for node in inference.live:
        inputs = [inference.shapes[source] for source in whole.sources(node)]
        for name, units in whole[node].layer.states(*inputs).items():
            part = part_name(MEMORY, _memory_name((node, name)), ".npy")
            shape = (units, described.memory_rows)
            found[node, name] = _array(archive, part, described.dtype, shape)
    return found


def _memory_name(key: tuple[int, str]) -> str:
    node, name = key
    return f"{node}-{name}"


def _pretraining(
    archive: Archive, described: _RunFile, graph: Graph, shapes: dict[str, Shape], theta: Floats
) -> PretrainingSnapshot | None:
    if described.pretraining is None:
        return None

    def read(name: str, shape: Shape) -> Floats:
        return _array(archive, part_name(PRETRAINING, name, ".npy"), described.dtype, shape)

    whole = inline(graph).graph
    kernels = kernels_of(whole, infer(whole).live, shapes)
    return described.pretraining.to_snapshot(theta, described.samples, kernels, read)


def _vectors(optimizer: AnyOptimizer) -> tuple[str, ...]:
    """Return the names of an optimizer's vectors."""
    nothing = np.zeros(0, np.float32)
    return tuple(optimizer.bind(nothing, nothing).state)


def _array(archive: Archive, name: str, dtype: str, shape: Shape) -> Floats:
    limit = math.prod(shape) * np.dtype(dtype).itemsize + arrays.HEADER
    return arrays.decode(archive.read(name, limit), dtype, shape)


def _joined(archive: Archive, folder: str, dtype: str, shapes: Mapping[str, Shape]) -> Floats:
    """Return the arrays of a folder end to end, one for each parameter."""
    parts = [
        _array(archive, part_name(folder, name, ".npy"), dtype, shape)
        for name, shape in shapes.items()
    ]
    joined = np.concatenate([array.reshape(-1) for array in parts] or [np.zeros(0)])
    return joined.astype(dtype, copy=False)


def _snapshot(
    described: _RunFile,
    theta: Floats,
    state: dict[str, Floats],
    best: Floats | None,
    average: Floats | None,
) -> Snapshot:
    return Snapshot(
        theta=theta,
        optimizer=described.at_work(),
        optimizer_state=state,
        optimizer_numbers=described.optimizer_numbers,
        optimizer_steps=described.optimizer_steps,
        step=described.step,
        epoch=described.epoch,
        position=described.position,
        shuffle_state=described.shuffle.to_state(),
        dropout_state=described.dropout.to_state(),
        record=described.record.to_record() if described.record is not None else None,
        plateau=described.plateau,
        stopping=described.stopping,
        best=best,
        averaging=described.averaging,
        average=average,
        average_count=described.average_count,
        workers=described.workers,
    )


def parameter_shapes(graph: Graph) -> dict[str, Shape]:
    """Return the shape of each parameter by name, in the order in which they lie in ``theta``.

    Raises
    ------
    UnusableRunError
        Where the graph cannot be compiled.
    """
    if any(problem.severity is Severity.ERROR for problem in infer(graph).problems):
        raise _another_network()
    graph = inline(graph).graph
    inference = infer(graph)
    shapes: dict[str, Shape] = {}
    for node in inference.live:
        inputs = [inference.shapes[source] for source in graph.sources(node)]
        for parameter in graph[node].layer.parameters(*inputs):
            shapes[f"{graph[node].name}/{parameter.name}"] = parameter.shape
    return shapes


def _fits(graph: Graph, preprocessing: Preprocessing) -> bool:
    """Whether a graph takes the inputs of a preparation, and has an output for each class.

    Where each step has a class, each step has these outputs.
    """
    inference = infer(graph)
    inputs = [node for node in inference.live if isinstance(graph[node].layer, Input)]
    width = sum(size(inference.shapes[node]) for node in inputs)
    if ends_in_machine(graph):
        return width == preprocessing.width
    shapes = [inference.shapes[node] for node in inference.outputs]
    prepared = preprocessing.outputs
    return (
        width == preprocessing.width
        and len(shapes) == len(prepared)
        and all(map(_predicts, shapes, prepared))
    )


def _predicts(shape: Shape, preprocessing: Preprocessing) -> bool:
    """Whether an output of such a shape can tell the targets of a preparation."""
    classes, targets = len(preprocessing.classes), len(preprocessing.target_names)
    outputs = shape[-1] if classes else size(shape)
    return outputs in {2: {1, 2}, 0: {targets}}.get(classes, {classes})


def _split(theta: Floats, shapes: Mapping[str, Shape]) -> Iterator[tuple[str, Floats]]:
    start = 0
    for name, shape in shapes.items():
        stop = start + size(shape)
        yield name, theta[start:stop].reshape(shape)
        start = stop


def _another_network() -> UnusableRunError:
    return UnusableRunError(
        "The weights in the file belong to another network and were left out. The network starts "
        "again from first weights."
    )
