"""A graph compiled: one flat vector of parameters and static plans that compute with it."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import losses
from engine.data.assignment import Wanting
from engine.inference import infer
from engine.inlining import inline
from engine.layers import Input
from engine.memory import Memory
from engine.message import SpokenError
from engine.noise import NoiseSource
from engine.objective import Objective, target_columns
from engine.plan import Plan
from engine.problems import Problem, Severity
from engine.replica import Part, Replica
from engine.shapes import size

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from engine.graph import Graph
    from engine.halves import Halves
    from engine.layers.base import Parameter
    from engine.tape import Unit

    Floats = NDArray[np.floating[Any]]
    LossOf = str | losses.AnyLoss

CHUNK = 512
"""Samples that are predicted at a time; more of them where all layers are narrow."""

_CACHED = 2**16
"""Values of the widest layer for so many samples that they stay in the processor's cache."""

_ROOM = 2**22
"""Values of all layers that are predicted at a time: pictures come fewer at once."""

_PLANS = 24


class CompileError(SpokenError):
    """The graph cannot be compiled.

    Attributes
    ----------
    problems
        All errors that were found; the first is the text.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        message = problems[0].message
        super().__init__(message.template, **message.arguments)


def compile(
    graph: Graph,
    loss: LossOf | Mapping[str, LossOf] = "binary_crossentropy",
    *,
    loss_weights: Mapping[str, float] | None = None,
    seed: int = 0,
    dtype: str = "float32",
) -> Program:
    """Return the program that computes ``graph`` and learns by ``loss``.

    Parameters
    ----------
    loss
        A loss or its name, such as ``"mean_squared_error"``; of a network with several outputs a
        loss for each by the layer's name, or one for all.
    loss_weights
        What the losses of several outputs are multiplied by in their sum, which is trained; 1 where
        none is said.
    seed
        Decides the first weights and the dropout masks.
    dtype
        ``"float32"``, or ``"float64"`` for checks of gradients.

    Raises
    ------
    CompileError
        Where a layer lacks an input, shapes do not fit, or the network has no end.
    SpokenError
        Where an output has no loss, or a loss or weight no output.
    """
    errors = tuple(p for p in infer(graph).problems if p.severity is Severity.ERROR)
    if errors:
        raise CompileError(errors)
    objectives = _objectives(graph, loss, loss_weights or {})
    return Program(graph, objectives, seed, np.dtype(dtype))


def _objectives(
    graph: Graph, loss: LossOf | Mapping[str, LossOf], weights: Mapping[str, float]
) -> tuple[Objective, ...]:
    """Return what the outputs learn, each at its layer in the graph without groups."""
    whole = inline(graph)
    shapes = infer(whole.graph).shapes
    ends = {graph[node].name: whole.outputs.get(node, node) for node in infer(graph).outputs}
    chosen = loss if isinstance(loss, Mapping) else dict.fromkeys(ends, loss)
    for name in (*chosen, *weights):
        if name not in ends:
            raise SpokenError(
                "The network has no output “{name}”. Its outputs are: {known}.",
                name=name,
                known=", ".join(ends),
            )
    for name in ends:
        if name not in chosen:
            raise SpokenError("The output “{name}” has no loss. Give it one.", name=name)
    return tuple(
        Objective.of(whole.graph, node, shapes[node], _loss(chosen[name]), weights.get(name, 1.0))
        for name, node in ends.items()
    )


def _loss(loss: LossOf) -> losses.AnyLoss:
    return losses.named(loss) if isinstance(loss, str) else loss


class Program:
    """A compiled graph with its parameters.

    Attributes
    ----------
    drawn
        The graph as it was given.
    graph
        The same with the layers of groups in the groups' places; all ids here are its own.
    trails
        By id: the groups around the layer and the layer, as they are drawn.
    outputs
        By id of a drawn group, and of the Input within: the layer whose output is its own.
    theta, gradient
        All parameters end to end, and their gradients: the same arrays for the program's life.
    unit
        What the gradient of a run's last step has to be multiplied by, see `true_gradient`.
    parameters, gradients
        Views into them by name: ``"dense_1/kernel"``.
    views
        The same by id of the layer and name of the parameter, each with its gradient.
    decays
        1 where L1 and L2 act (kernels), 0 elsewhere; as long as ``theta``.
    learned
        0 where a layer keeps something by itself, such as a running mean; 1 elsewhere.
    order
        Ids of the layers that take part, in the order of the forward pass.
    learning
        Ids of the layers at or behind something that learns.
    live
        The layers by id as they are declared now; live fields are read here while training.
    memories
        What stateful layers carry from batch to batch, by id of the layer and name.
    noise
        Where all chance within the network comes from.
    objectives
        Each output with its loss, and how they read targets, in the order of the outputs.
    output
        Id of the first output: what is meant where one is.
    width
        Number of values of one sample, over all inputs.
    chunk
        Samples that are predicted at a time.
    """

    def __init__(
        self,
        graph: Graph,
        objectives: tuple[Objective, ...],
        seed: int,
        dtype: np.dtype[Any],
    ) -> None:
        self._take_graph(graph)
        inference = infer(self.graph)
        self.seed, self.dtype = seed, dtype
        self.objectives = objectives
        self.order, self.output = inference.live, objectives[0].node
        self.shapes = inference.shapes
        self.output_shape = self.shapes[self.output]
        inputs = [node for node in self.order if isinstance(self.graph[node].layer, Input)]
        self.width = sum(size(self.shapes[node]) for node in inputs)
        values = {node: size(self.shapes[node]) for node in self.order}
        widest = max((values[node] for node in self.order if node not in inputs), default=1)
        self.chunk = min(max(_ROOM // sum(values.values()), 1), max(CHUNK, _CACHED // widest))
        self.noise = NoiseSource(seed)
        self.unit: Unit = 1.0
        self._plans: OrderedDict[tuple[object, ...], Plan] = OrderedDict()
        self._lay_out()
        self._take_live_fields()
        self.redraw(seed)

    def _take_graph(self, graph: Graph) -> None:
        inlined = inline(graph)
        self.drawn, self.graph = graph, inlined.graph
        self.trails, self.outputs = inlined.trails, inlined.outputs
        self._drawn = {self.outputs.get(node, node): node for node in infer(graph).outputs}

    @property
    def goals(self) -> list[int]:
        """Ids of the drawn layers that are the outputs, in the order of the objectives."""
        return [self._drawn[each.node] for each in self.objectives]

    @property
    def goal_names(self) -> list[str]:
        """Their names."""
        return [self.drawn[node].name for node in self.goals]

    def _lay_out(self) -> None:
        """Give each parameter its place in the flat vector."""
        places: dict[tuple[int, str], tuple[int, Parameter]] = {}
        self.blocks: dict[int, tuple[int, int]] = {}
        offset = 0
        for node in self.order:
            start = offset
            for parameter in self._declared(node):
                places[node, parameter.name] = offset, parameter
                offset += size(parameter.shape)
            if offset > start:
                self.blocks[node] = (start, offset)
        self.theta: Floats = np.zeros(offset, self.dtype)
        self.gradient: Floats = np.zeros(offset, self.dtype)
        self.decays: Floats = np.zeros(offset, self.dtype)
        self.learned: Floats = np.zeros(offset, self.dtype)
        self.parameters: dict[str, Floats] = {}
        self.gradients: dict[str, Floats] = {}
        self.views: dict[int, dict[str, tuple[Floats, Floats]]] = {}
        for (node, name), (start, parameter) in places.items():
            place = slice(start, start + size(parameter.shape))
            views = (
                self.theta[place].reshape(parameter.shape),
                self.gradient[place].reshape(parameter.shape),
            )
            whole = f"{self.graph[node].name}/{name}"
            self.parameters[whole], self.gradients[whole] = views
            self.views.setdefault(node, {})[name] = views
            self.decays[place] = float(parameter.decays)
            self.learned[place] = float(parameter.learned)
        self.learning = self.graph.descendants(self.blocks) & set(self.order)
        self.memories = {
            (node, name): Memory(units, self.dtype)
            for node in self.order
            for name, units in self._states(node).items()
        }

    def _declared(self, node: int) -> tuple[Parameter, ...]:
        inputs = [self.shapes[source] for source in self.graph.sources(node)]
        return self.graph[node].layer.parameters(*inputs)

    def _states(self, node: int) -> dict[str, int]:
        inputs = [self.shapes[source] for source in self.graph.sources(node)]
        return self.graph[node].layer.states(*inputs)

    def redraw(self, seed: int) -> None:
        """Draw first weights anew.

        Each layer has a generator of its own, so that its first weights do not depend on the
        layers beside it.
        """
        self.seed = seed
        for node in self.blocks:
            random = np.random.Generator(np.random.PCG64([seed, node]))
            for parameter in self._declared(node):
                values = parameter.initializer.draw(parameter.shape, parameter.fans, random)
                self.views[node][parameter.name][0][...] = values
        self.noise.state = NoiseSource(seed).state

    def adopt(self, graph: Graph) -> bool:
        """Take a graph that differs in nothing that is compiled; return whether it could be.

        Names and live fields such as a dropout rate may differ, and layers may have gone into a
        group or come out of one.
        """
        given = inline(graph).graph
        if infer(given).live != self.order or any(
            _compiled(given, node) != _compiled(self.graph, node) for node in self.order
        ):
            return False
        renamed = {self.graph[node].name: given[node].name for node in self.order}
        self.parameters = _renamed(self.parameters, renamed)
        self.gradients = _renamed(self.gradients, renamed)
        self._take_graph(graph)
        self._take_live_fields()
        return True

    def computes_as(self, other: Program, node: int) -> bool:
        """Whether a layer and all in front of it are compiled alike in ``other``."""
        mine, its = (each.graph.ancestors([node]) for each in (self, other))
        return mine == its and all(
            _compiled(self.graph, each) == _compiled(other.graph, each) for each in mine
        )

    def _take_live_fields(self) -> None:
        self.live = {node: self.graph[node].layer for node in self.order}

    # -- computing

    def plan(
        self,
        batch: int,
        *,
        training: bool = False,
        loss: bool = False,
        weighted: bool = False,
        part: Part | None = None,
        carried: int | None = None,
        leaves_unit: bool = False,
    ) -> Plan:
        """Return the plan for a batch size; the last few are kept.

        Parameters
        ----------
        weighted
            Whether the targets come with weights, see `encode`.
        part
            Of which batch the plan computes a part, with one of `replicas`; else None.
        carried, leaves_unit
            See `Plan`.
        """
        key = (batch, training, loss, weighted, part, carried, leaves_unit)
        if key not in self._plans:
            chosen = self.objectives if loss else ()
            self._plans[key] = Plan(
                self,
                batch,
                training=training,
                objectives=chosen,
                weighted=weighted,
                part=part,
                carried=carried,
                leaves_unit=leaves_unit,
            )
            if len(self._plans) > _PLANS:
                self._plans.popitem(last=False)
        self._plans.move_to_end(key)
        return self._plans[key]

    def true_gradient(self) -> Floats:
        """Return the gradient of a run's last step, which leaves factors out where it can."""
        return np.multiply(self.gradient, self.unit, dtype=self.dtype)

    @cached_property
    def replicas(self) -> tuple[Replica, Replica]:
        """What two threads write that share a batch; the first's is the program's own."""
        totals = np.ones(len(self.objectives), self.dtype)
        return (
            Replica(self, self.gradient, self.noise, totals),
            Replica(self, np.zeros_like(self.gradient), NoiseSource(self.seed), totals),
        )

    def augmented(self, x: ArrayLike) -> Floats:
        """Return samples as the plans read them: ``(n, width + 1)``, the last column ones.

        Raises
        ------
        SpokenError
            Where a sample has not ``width`` values.
        """
        given = np.asarray(x)
        rows = given.reshape(len(given), size(given.shape[1:]))
        if rows.shape[1] != self.width:
            raise SpokenError(
                "The network takes {width} values a sample and the data has {given}. "
                "Set the Input layer's shape to {given}.",
                width=self.width,
                given=rows.shape[1],
            )
        whole = np.empty((len(rows), self.width + 1), self.dtype)
        whole[:, :-1] = rows
        whole[:, -1] = 1.0
        return whole

    @property
    def loss(self) -> losses.AnyLoss:
        """The loss of the first output."""
        return self.objectives[0].loss

    def fresh(self, graph: Graph | None = None) -> Program:
        """Return another program of the same graph and losses, with first weights.

        Parameters
        ----------
        graph
            Another one, in which the outputs have the same names.
        """
        own, names = self.drawn if graph is None else graph, self.goal_names
        return compile(
            own,
            {name: each.loss for name, each in zip(names, self.objectives, strict=True)},
            loss_weights={
                name: each.weight for name, each in zip(names, self.objectives, strict=True)
            },
            seed=self.seed,
            dtype=self.dtype.name,
        )

    def encode(
        self, y: ArrayLike | Mapping[str, ArrayLike], weights: ArrayLike | None = None
    ) -> Floats:
        """Return targets as the loss reads them, ``(n, outputs)`` or numbers ``(n, steps)``.

        Integers are class numbers, ``(n,)`` or one for each step of the outputs, ``(n, steps)``, of
        which -1 is a step that does not count; numbers to be predicted come as floats. Where
        ``weights``, ``(n,)`` or ``(n, steps)``, are given or a step does not count, the weight of
        each step stands in further columns, and the loss is ``Σ w l / Σ w`` over the batch, as
        PyTorch's with weights of classes or an ``ignore_index`` (Keras divides by the batch size).

        Of several outputs the targets come by the layers' names, and stand behind each other.
        """
        of_all = self._targets(y)
        return self.encode_each(of_all, [weights] * len(of_all))

    def encode_each(self, y: Sequence[ArrayLike], weights: Sequence[ArrayLike | None]) -> Floats:
        """Return what `encode` does, with targets and weights in the order of the outputs."""
        pairs = list(zip(self.objectives, y, weights, strict=True))
        counts = [each.weigh(given, own, self.dtype) for each, given, own in pairs]
        weighted = any(count is not None for count in counts)
        columns = []
        for (objective, given, _), count in zip(pairs, counts, strict=True):
            found = objective.encode(given, self.dtype)
            columns.append(found)
            if weighted:
                alike = np.ones((len(found), objective.steps), self.dtype)
                columns.append(alike if count is None else count)
        return columns[0] if len(columns) == 1 else np.concatenate(columns, axis=1)

    def weigh_classes(self, weights: Sequence[Floats | None]) -> list[Floats | None]:
        """Let the classes of each output count so much in losses that look at all of them.

        Returns
        -------
        What samples of the classes are to count, ``(classes,)``; None where all count alike.
        """
        pairs = zip(self.objectives, weights, strict=True)
        objectives = tuple(each.weighing(own) for each, own in pairs)
        if objectives != self.objectives:
            self.objectives = objectives
            self._plans.clear()
        return [
            own if each.class_weights is None else np.array(each.class_weights)
            for each, own in zip(objectives, weights, strict=True)
        ]

    def _targets(self, y: ArrayLike | Mapping[str, ArrayLike]) -> list[ArrayLike]:
        names = self.goal_names
        if not isinstance(y, Mapping):
            if len(names) > 1:
                raise SpokenError(
                    "The network has several outputs: {names}. Give the targets by their names.",
                    names=", ".join(names),
                )
            return [y]
        for name in names:
            if name not in y:
                raise SpokenError("The output “{name}” has no targets. Give it some.", name=name)
        return [y[name] for name in names]

    def wanting(self, targets: Mapping[str, Sequence[str]]) -> list[Wanting]:
        """Return what `share_out` asks of each output, with the columns chosen by name."""
        return [
            Wanting(name, size(each.shape), tuple(targets.get(name, ())))
            for name, each in zip(self.goal_names, self.objectives, strict=True)
        ]

    def is_weighted(self, targets: Floats) -> bool:
        """Whether targets from `encode` come with weights."""
        columns: int = targets.shape[1]
        return columns > sum(each.width for each in self.objectives)

    @property
    def low_target(self) -> float:
        """The output that means "not this class": 0, or -1 where outputs are signed."""
        return self.objectives[0].low_target

    def predict(self, x: ArrayLike) -> Floats:
        """Return the outputs, last activation applied, for samples ``(n, ...)``.

        Of several outputs those of the first; see `predict_all`.
        """
        return self.activations(x, (self.output,))[self.output]

    def predict_all(self, x: ArrayLike) -> dict[str, Floats]:
        """Return what `predict` does, of every output by the layer's name."""
        nodes = [each.node for each in self.objectives]
        found = self.activations(x, nodes)
        return {name: found[node] for name, node in zip(self.goal_names, nodes, strict=True)}

    def activations(self, x: ArrayLike, nodes: Iterable[int]) -> dict[int, Floats]:
        """Return the outputs of several layers, each ``(n, *shape)``, by node id."""
        rows = self.augmented(x)
        found = {node: np.empty((len(rows), *self.shapes[node]), self.dtype) for node in nodes}
        for start in range(0, len(rows), self.chunk):
            part = rows[start : start + self.chunk]
            plan = self.plan(len(part))
            with np.errstate(all="ignore"):
                plan.forward(part.T)
            for node, values in found.items():
                values[start : start + len(part)] = np.moveaxis(plan.values(node, part.T), -1, 0)
        return found

    def evaluate(self, x: Floats, y: Floats) -> tuple[float, Floats]:
        """Return the mean loss and the predictions ``(n, outputs)``, dropout off.

        Of several outputs the weighted sum of the losses, and the predictions of the first.

        Parameters
        ----------
        x
            Samples from `augmented`.
        y
            Targets from `encode`.
        """
        found = self.evaluate_each(x, y)
        total = sum(
            each.weight * loss for each, (loss, _) in zip(self.objectives, found, strict=True)
        )
        return total, found[0][1]

    def evaluate_each(self, x: Floats, y: Floats) -> list[tuple[float, Floats]]:
        """Return mean loss and predictions, ``(n, values)``, of each output, dropout off."""
        predictions = [np.empty((len(x), size(each.shape)), self.dtype) for each in self.objectives]
        weighted = self.is_weighted(y)
        columns = target_columns(self.objectives, weighted=weighted)
        totals, counted = np.zeros(len(columns)), np.zeros(len(columns))
        for start in range(0, len(x), self.chunk):
            stop = start + self.chunk
            part, wanted = x[start:stop], y[start:stop]
            plan = self.plan(len(part), loss=True, weighted=weighted)
            with np.errstate(all="ignore"):
                loss = plan.forward_loss(part.T, wanted.T)
            for place, (each, own) in enumerate(zip(self.objectives, columns, strict=True)):
                weights = wanted[:, own.start + each.width : own.stop]
                share = float(weights.sum()) if weighted else len(part)
                totals[place] += (loss if len(columns) == 1 else plan.losses[place]) * share
                counted[place] += share
                flat = plan.tensors[each.node].value.reshape(-1, len(part))
                predictions[place][start:stop] = flat.T
        means = totals / np.where(counted > 0.0, counted, 1.0)
        return list(zip(means.tolist(), predictions, strict=True))

    def loss_and_gradients(
        self,
        x: ArrayLike,
        y: ArrayLike | Mapping[str, ArrayLike],
        weights: ArrayLike | None = None,
    ) -> tuple[float, dict[str, Floats]]:
        """Return the loss of a batch as in training, and views of the gradients by name."""
        rows, wanted = self.augmented(x), self.encode(y, weights)
        weighted = self.is_weighted(wanted)
        plan = self.plan(len(rows), training=True, loss=True, weighted=weighted)
        return plan.step(rows.T, wanted.T), self.gradients

    def backpropagate(self, x: ArrayLike, cotangent: ArrayLike) -> dict[str, Floats]:
        """Return the gradients of ``sum(cotangent * outputs)`` by name, as in training.

        Parameters
        ----------
        cotangent
            Of the first output, ``(n, *output_shape)``.
        """
        rows = self.augmented(x)
        plan = self.plan(len(rows), training=True)
        plan.forward(rows.T)
        for each in self.objectives[1:]:
            plan.gradient(each.node)[...] = 0.0
        plan.gradient(self.output)[...] = np.moveaxis(np.asarray(cotangent), 0, -1)
        plan.backward_tape.run(x=rows.T)
        return self.gradients

    def first_bad_layer(self, plan: Plan | Halves) -> str:
        """Return the name of the first layer whose weights or values are not finite.

        Where all are and the loss alone overflowed: the first whose values are so large that
        their squares do, or the output, whose loss it is.
        """
        for limit in (math.inf, math.sqrt(float(np.finfo(self.dtype).max)) / self.theta.size):
            for node in self.order:
                start, stop = self.blocks.get(node, (0, 0))
                if not (_within(self.theta[start:stop], limit) and plan.is_within(node, limit)):
                    return self.graph[node].name
        return self.graph[self.output].name


def _compiled(graph: Graph, node: int) -> tuple[object, ...]:
    """Return the kind of a layer and what of it cannot change without compiling anew."""
    layer = graph[node].layer
    fields = {name: getattr(layer, name) for name in layer.__struct_fields__}
    declared = [fields[name] for name in fields if name not in layer.live_fields]
    return type(layer), graph.sources(node), declared


def _within(values: Floats, limit: float) -> bool:
    """Whether all are finite and below ``limit`` in size."""
    return bool(np.all(np.abs(values) < limit))


def _renamed(views: Mapping[str, Floats], names: Mapping[str, str]) -> dict[str, Floats]:
    split = ((name.rsplit("/", 1), view) for name, view in views.items())
    return {f"{names[node]}/{parameter}": view for (node, parameter), view in split}
