"""The static plan of a program for one batch size: arrays, forward calls, loss, backward calls.

Inside a plan the batch comes last: a tensor is ``(*shape, batch)``, contiguous, followed by one row
of ones, so that a Dense layer's bias is the last row of its weights and costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from engine.doubling import doubling
from engine.layers import Activation, Dense, Input
from engine.layers.pooled_conv import PooledConvolution, pooled_convolutions
from engine.losssite import LossSite, copy_rows
from engine.objective import target_columns
from engine.shapes import Shape, size
from engine.slopes import shared_slopes
from engine.tape import Argument, Array, Arrays, Tape

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.doubling import Doubling
    from engine.layers import Layer
    from engine.memory import Memory
    from engine.noise import NoiseSource
    from engine.objective import Objective
    from engine.program import Program
    from engine.replica import Part
    from engine.tape import Unit

X, Y = Argument("x"), Argument("y")


class Tensor:
    """The output of one layer for a whole batch.

    Attributes
    ----------
    shape
        Shape of one sample.
    channels_first
        Whether the memory behind ``value`` is ``(channels, ..., batch)``.
    value
        ``(*shape, batch)``.

    Parameters
    ----------
    augmented
        Where it lies, ``(size + 1, batch)``; the last row is for ones.
    """

    def __init__(self, augmented: Array, shape: Shape, *, channels_first: bool = False) -> None:
        self.shape, batch = shape, augmented.shape[-1]
        self.channels_first = channels_first and len(shape) > 1
        self._augmented = augmented
        self._augmented[-1] = 1.0
        stored = self._augmented[:-1]
        if self.channels_first:
            self.value = np.moveaxis(stored.reshape(shape[-1], *shape[:-1], batch), 0, -2)
        else:
            self.value = stored.reshape(*shape, batch)
        self.argument: Argument | None = None

    def rows(self, *, ones: bool) -> Any:
        """Return the values as ``(size, batch)``, with a last row of ones where asked for."""
        if ones:
            return self.argument or self._augmented
        return self._augmented[:-1]


class Site:
    """One layer at its place in a plan: what its forward and backward write their calls with.

    Attributes
    ----------
    beside
        Whether another thread computes at the same time: then calls should be few and long, as each
        may wait for the interpreter.
    """

    def __init__(self, plan: Plan, node: int) -> None:
        self._plan, self._node = plan, node
        self.layer = plan.program.graph[node].layer
        self.training, self.beside = plan.training, plan.part is not None
        sources = plan.program.graph.sources(node)
        self._sources = sources
        self.inputs = [plan.tensors[source] for source in sources]
        self.output = plan.tensors[node]
        self._function = self.layer.activation_function()
        self.fused: bool = node in plan.fused

    # -- the workspace

    def call(
        self, function: Callable[..., object], *arguments: Any, out: Array | None = None
    ) -> None:
        self._plan.tape.call(function, *arguments, out=out)

    def method(self, owner: Any, name: str, *arguments: Any) -> None:
        self._plan.tape.method(owner, name, *arguments)

    def constant(self, value: float, like: Array) -> Array | float:
        return self._plan.arrays.constant(value, like)

    def bound(self, value: float, like: Array) -> Array:
        return self._plan.arrays.bound(value, like)

    def scratch(self, like: Array, key: str = "") -> Array:
        return self._plan.arrays.like(("scratch", key), like)

    def scratch_mask(self, like: Array) -> NDArray[np.bool_]:
        return self._plan.arrays.like("scratch", like, np.bool_)

    def array(self, like: Array, key: str) -> Array:
        return self._plan.arrays.like((self._node, key), like)

    def new_array(self, shape: tuple[int, ...], key: str, dtype: Any = None) -> Array:
        """Return an array of any shape that stays until the backward pass of the same layer."""
        return self._plan.arrays.get((self._node, key), shape, dtype)

    def new_scratch(self, shape: tuple[int, ...], key: str = "", dtype: Any = None) -> Array:
        """Return an array of any shape that the next layer may overwrite."""
        return self._plan.arrays.get(("scratch", key), shape, dtype)

    # -- the activation

    @property
    def pre_activation(self) -> Array:
        """Where the values in front of the activation go, or lie already."""
        if isinstance(self.layer, Activation):
            return self.inputs[0].value
        if self.fused or self._function.needs_input:
            return self.array(self.output.value, "pre_activation")
        return self.output.value

    def activate(self) -> None:
        doubled = self._plan.doubling
        if doubled is not None and self._node in doubled.halved:
            doubled.activate(self, self._node, self.pre_activation, self.output.value)
        elif not self.fused:
            self._function.forward(self, self.pre_activation, self.output.value)

    def activate_backward(self) -> None:
        """Turn ``output_gradient`` into that in front of the activation, in place."""
        gradient = self.output_gradient
        if self._node in self._plan.slopes:
            slope = self._plan.slopes[self._node].of(self, self._node)
            self.call(np.multiply, gradient, slope, gradient)
        elif not self.fused:
            self._function.backward(self, self.pre_activation, self.output.value, gradient)

    # -- parameters and gradients

    def parameter(self, name: str) -> Array:
        return self._plan.writes.views[self._node][name][0]

    def parameter_gradient(self, name: str) -> Array:
        return self._plan.writes.views[self._node][name][1]

    def merged_parameters(self) -> tuple[Array, Array]:
        """Return kernel and bias as one matrix ``(in + 1, out)``, and its gradient."""
        start, stop = self._plan.program.blocks[self._node]
        width, doubled = self.output.shape[-1], self._plan.doubling
        theta = self._plan.program.theta if doubled is None else doubled.weights
        return (
            theta[start:stop].reshape(-1, width),
            self._plan.writes.gradient[start:stop].reshape(-1, width),
        )

    @property
    def output_gradient(self) -> Array:
        return self._plan.gradient(self._node)

    def wants_gradient(self, position: int) -> bool:
        """Whether anything in front of input ``position`` learns."""
        return self._sources[position] in self._plan.program.learning

    def input_gradient(self, position: int) -> Array:
        """Return where to write the gradient of input ``position``."""
        return self._plan.claim_gradient(self._sources[position])

    # -- what is carried from batch to batch

    def start(self, name: str, first: Array, last: Array) -> None:
        """Write how a state starts: at zero, or where the batch before ended.

        Parameters
        ----------
        name
            One of the layer's `states`.
        first, last
            Where it lies before the first step and behind the last, ``(units, batch)``.
        """
        memory = self._plan.program.memories.get((self._node, name))
        if memory is None or self._plan.carried is None:
            self.call(first.fill, 0.0)
        else:
            self.call(memory.bring, first, self._plan.carried)
            self._plan.endings.append((memory, last))

    # -- chance

    def live(self) -> Layer:
        """Return the layer as it is declared now; for calls that run, not while recording."""
        return self._plan.program.live[self._node]

    @property
    def noise(self) -> NoiseSource:
        return self._plan.writes.noise


class Plan:
    """A program laid out for one batch size.

    Parameters
    ----------
    training
        Whether dropout is on.
    objectives
        Outputs and losses; none for a plan that only predicts or is given a cotangent.
    weighted
        Whether the targets come with weights.
    part
        Of which batch it computes a part, beside another thread; None where it has all of it.
    leaves_unit
        Whether the gradient may be left without factors, such as a mean's: whoever uses it
        multiplies by `unit`. For one loss without weights.
    carried
        Which row of what stateful layers carry belongs to the first sample: they begin where the
        batch before ended, see `keep`. None where they begin at zero.

    Attributes
    ----------
    fused
        Ids of the outputs whose losses are computed on logits.
    unit
        What the gradient has to be multiplied by, a number or as long as it is; 1 unless the plan
        leaves it.
    doubling
        How layers are computed at other scales, where that is faster; for a plan that leaves units.
    losses
        Where there are several outputs: the loss of each after `forward_loss` or `step`.
    forward
        ``forward(x)``: the network's values; ``x`` is ``(width + 1, batch)``, its last row ones.
    forward_loss
        ``forward_loss(x, y)``: the same and the loss; ``y`` is ``(outputs, batch)``, see
        `Program.encode`.
    step
        ``step(x, y)``: the same and, where the loss is finite, the gradient; returns the loss.
    joins
        Whether layers are computed together where that is faster.
    """

    joins: ClassVar[bool] = True

    def __init__(
        self,
        program: Program,
        batch: int,
        *,
        training: bool,
        objectives: tuple[Objective, ...] = (),
        weighted: bool = False,
        part: Part | None = None,
        carried: int | None = None,
        leaves_unit: bool = False,
    ) -> None:
        self.leaves_unit = leaves_unit
        self.unit: Unit = 1.0
        self.program, self.batch, self.training = program, batch, training
        self.part, self.writes = part, program if part is None else part.replica
        self.carried = carried
        self.endings: list[tuple[Memory, Array]] = []
        layers = {each.node: program.graph[each.node].layer for each in objectives}
        self.fused: frozenset[int] = frozenset(
            each.node
            for each in objectives
            if layers[each.node].activation_name() in each.loss.fuses
        )
        self.losses = np.zeros(len(objectives))
        self.arrays = Arrays(program.dtype)
        # The layers one by one stay the plain form: of a plan without a loss, with all its values.
        joined = self.joins and training and bool(objectives)
        self.slopes = shared_slopes(self.arrays, program, batch, self.fused) if training else {}
        doubles = joined and leaves_unit
        self.doubling = doubling(program, self.slopes) if doubles else None
        self.tensors: dict[int, Tensor] = {}
        for node in program.order:
            inputs = [self.tensors[source] for source in program.graph.sources(node)]
            layer = program.graph[node].layer
            first = layer.channels_first(*(tensor.channels_first for tensor in inputs))
            shape = program.shapes[node]
            augmented = (
                self.slopes[node].rows[node]
                if node in self.slopes
                else self.arrays.get(("value", node), (size(shape) + 1, batch))
            )
            self.tensors[node] = Tensor(augmented, shape, channels_first=first)
        if self.doubling is not None:
            self._double(self.doubling)
        self._pools = (
            pooled_convolutions(program.graph, program.order, program.shapes) if joined else {}
        )
        self._within = {source: pool for pool, source in self._pools.items()}
        self._claimed: set[int] = set()
        self._pending: list[tuple[Array, Array]] = []
        self.forward_tape = self._record(self._write_forward)
        self.forward = self.forward_tape.build("x")
        if objectives:
            whole = self._record(lambda: self._write_losses(objectives, weighted=weighted))
            self.loss_tape = Tape()
            self.loss_tape.extend(self.forward_tape)
            self.loss_tape.extend(whole)
            self.forward_loss = self.loss_tape.build("x", "y")
        if self.doubling is not None:
            self.unit = self.unit * self.doubling.unit
        self.backward_tape = self._record(self._write_backward) if training else Tape()
        if objectives and training:
            self.step_tape = Tape()
            self.step_tape.extend(self.loss_tape)
            self.step_tape.extend(self.backward_tape)
            self.step = self.step_tape.build("x", "y")

    def _double(self, doubling: Doubling) -> None:
        for slopes in {self.slopes[node] for node in doubling.nodes}:
            slopes.double(doubling.nodes)
        for node in doubling.nodes:
            self.tensors[node].rows(ones=True)[-1] = 2.0

    def _record(self, write: Callable[[], None]) -> Tape:
        self.tape = Tape()
        write()
        return self.tape

    def keep(self) -> None:
        """Let the next batch begin where this one ended."""
        for memory, state in self.endings:
            memory.keep(state, self.carried or 0)

    def values(self, node: int, x: Array) -> Array:
        """Return a layer's output after `forward`, ``(*shape, batch)``; ``x`` is what it read."""
        tensor = self.tensors[node]
        if tensor.argument is None:
            return tensor.value
        return x[:-1].reshape(tensor.value.shape)

    def is_within(self, node: int, limit: float) -> bool:
        """Whether a layer's values are below ``limit`` in size; of a fused one, the logits."""
        site = Site(self, self._within.get(node, node))
        values = site.pre_activation if site.fused else site.output.value
        return bool(np.all(np.abs(values) < limit))

    def gradient(self, node: int) -> Array:
        """Return the array of the gradient of a layer's output."""
        return self.arrays.like(("gradient", node), self.tensors[node].value)

    def claim_gradient(self, node: int) -> Array:
        """Return where to write a gradient: the first is kept, later ones are added to it."""
        total = self.gradient(node)
        if node not in self._claimed:
            self._claimed.add(node)
            return total
        part = self.arrays.like(("part", len(self._pending)), total)
        self._pending.append((total, part))
        return part

    def _write_forward(self) -> None:
        if self.doubling is not None:
            theta, doubled = self.program.theta, self.doubling
            self.tape.call(np.multiply, theta, doubled.scales, doubled.weights)
        column = 0
        for node in self.program.order:
            layer, tensor = self.program.graph[node].layer, self.tensors[node]
            if node in self._within:
                continue
            if node in self._pools:
                self._pooled(node).forward()
            elif isinstance(layer, Input):
                self._bring_input(node, tensor, column)
                column += size(tensor.shape)
            else:
                layer.forward(self.site(node))

    def site(self, node: int) -> Site:
        """Return what a layer writes its calls with."""
        return Site(self, node)

    def _pooled(self, pool: int) -> PooledConvolution:
        return PooledConvolution(Site(self, self._pools[pool]), Site(self, pool))

    def _bring_input(self, node: int, tensor: Tensor, column: int) -> None:
        """Let Dense layers read the given matrix itself; copy it for all others."""
        graph = self.program.graph
        readers = [graph[target].layer for target in graph.targets(node) if target in self.tensors]
        whole = tensor.shape == (self.program.width,)
        if whole and all(isinstance(layer, Dense) and layer.use_bias for layer in readers):
            tensor.argument = X
        else:
            rows = tensor.rows(ones=False)
            self.tape.call(copy_rows, rows, X, slice(column, column + len(rows)))

    def _write_losses(self, objectives: tuple[Objective, ...], *, weighted: bool) -> None:
        several = len(objectives) > 1
        rows = target_columns(objectives, weighted=weighted)
        for place, (objective, columns) in enumerate(zip(objectives, rows, strict=True)):
            site = LossSite(
                self,
                Site(self, objective.node),
                objective,
                Y,
                columns=columns if several else None,
                weighted=weighted,
                place=place,
                kept=self.losses[place : place + 1] if several else None,
            )
            objective.loss.emit(site)

    def _write_backward(self) -> None:
        for node in reversed(self.program.order):
            if node not in self.program.learning or node in self._within:
                continue
            self._pending.clear()
            if node in self._pools:
                self._pooled(node).backward()
            else:
                self.write_layer_backward(node)
            for total, part in self._pending:
                self.tape.call(np.add, total, part, total)

    def write_layer_backward(self, node: int) -> None:
        """Write the calls of one layer's backward pass."""
        site = self.site(node)
        site.layer.backward(site)
