"""Whether a last layer, its loss and its targets fit each other, with repairs where they do not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec

from engine import losses, shapes
from engine.activations import FUNCTIONS
from engine.data.dataset import Task
from engine.facts import Negative
from engine.graph import Edge
from engine.inference import ending_activation, ending_layer, infer
from engine.layers import Activation, Dense, Dropout, Flatten, Input, RecursiveTree
from engine.message import Message, Term
from engine.problems import Problem, Repair, Severity
from engine.shapes import size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.activations import ActivationName
    from engine.facts import DataFacts
    from engine.graph import Graph
    from engine.losses import AnyLoss

_TOUCH_ZERO: frozenset[ActivationName] = frozenset({"relu", "hard_sigmoid", "step"})
"""Activations without negative values of which some are exactly 0."""


class Ending:
    """A last layer, its loss and its targets."""

    def __init__(
        self,
        graph: Graph,
        node: int,
        loss: AnyLoss,
        facts: DataFacts | None,
        output: int | None = None,
    ) -> None:
        """Take what belongs together.

        Parameters
        ----------
        node
            The last layer, of which the shape is known.
        output
            The same where there are several: then a repair of the loss is of its own.
        """
        self._graph, self._node, self._loss, self._facts = graph, graph[node], loss, facts
        self._shape = shape = infer(graph).shapes[node]
        self._output = output
        self._steps = facts.steps if facts is not None else 0
        self._outputs = shape[-1] if self._steps else size(shape)
        self._activation = ending_activation(graph, node)

    def problems(self) -> Iterator[Problem]:
        if self._steps and self._shape[:-1] != (self._steps,):
            yield self._steps_problem()
            return
        if not self._steps and len(self._shape) != 1:
            yield self._rank_problem()
            return
        if self._facts is not None and (problem := self._task_problem(self._facts)):
            yield problem
            return
        if self._facts is not None:
            yield from self._unit_problems(self._facts)
        yield from self._activation_problems()

    def _rank_problem(self) -> Problem:
        edge = self._where_steps_begin()
        if edge is not None:
            mended, _ = self._graph.insert(edge, Flatten())
        else:
            mended, added = self._graph.add(Flatten())
            mended = mended.connect(self._node.id, added)
        repair = Repair(Message("Add a Flatten"), graph=mended)
        text = "{name} ends the network with several dimensions per sample. Add a Flatten."
        return self._problem(Severity.ERROR, "output_rank", text, repair)

    def _steps_problem(self) -> Problem:
        text = (
            "The data has a class for each of {steps} steps and {name} gives {shape}. "
            "Let the layers before it give a sequence of {steps} steps."
        )
        given = shapes.text(self._shape)
        return self._problem(
            Severity.ERROR, "output_steps", text, self._with_tree(), steps=self._steps, shape=given
        )

    def _with_tree(self) -> Repair | None:
        """Repair a network that does not read trees as such, where one layer makes it do so."""
        inputs = [node.id for node in self._graph.nodes if isinstance(node.layer, Input)]
        if self._facts is None or not self._facts.vocabulary or len(inputs) != 1:
            return None
        readers = self._graph.targets(inputs[0])
        if len(readers) != 1 or isinstance(self._graph[readers[0]].layer, RecursiveTree):
            return None
        tree = RecursiveTree(vocabulary=self._facts.vocabulary)
        mended, _ = self._graph.insert(Edge(inputs[0], readers[0]), tree)
        shape = infer(mended).shapes.get(self._node.id, ())
        if shape[:-1] != (self._steps,):
            return None
        label = Message("Insert a {layer}", {"layer": Term(RecursiveTree.title)})
        return Repair(label, graph=mended)

    def _where_steps_begin(self) -> Edge | None:
        """Return the connection to the first of the Dense layers that end the network."""
        found, node = None, self._node
        while isinstance(node.layer, (Dense, Dropout, Activation)):
            (source,) = self._graph.sources(node.id)
            if isinstance(node.layer, Dense):
                found = Edge(source, node.id)
            node = self._graph[source]
        return found

    def _task_problem(self, facts: DataFacts) -> Problem | None:
        of_shares = facts.shares and isinstance(self._loss, losses.BinaryCrossentropy)
        if facts.task is Task.REGRESSION and self._loss.for_classes and not of_shares:
            text = "{loss} is for classes and the data has numbers to predict."
            return self._problem(
                Severity.ERROR, "loss_task", text, self._with_loss(losses.MeanSquaredError())
            )
        return None

    def _unit_problems(self, facts: DataFacts) -> Iterator[Problem]:
        if self._outputs in facts.fitting_units:
            return
        wanted = facts.fitting_units[0]
        if facts.classes:
            text = "The data has {wanted} classes and {name} gives {outputs} outputs."
            arguments = {"wanted": facts.classes}
        else:
            text = "The data has {wanted} targets and {name} gives {outputs} outputs."
            arguments = {"wanted": wanted}
        yield self._problem(
            Severity.ERROR, "outputs", text, self._with_units(wanted), "units", **arguments
        )

    def _activation_problems(self) -> Iterator[Problem]:
        low, high = FUNCTIONS[self._activation].limits
        fuses = self._loss.fuses
        if self._activation == "softmax" and self._outputs == 1:
            text = "Softmax of one output is always 1: {name} can learn nothing."
            yield self._problem(
                Severity.ERROR, "softmax_of_one", text, self._with_activation("sigmoid")
            )
        elif fuses == ("softmax",) and self._outputs == 1:
            text = "{loss} needs one output per class and {name} gives one in all."
            yield self._problem(
                Severity.ERROR, "loss_outputs", text, self._with_loss(losses.BinaryCrossentropy())
            )
        elif fuses == ("sigmoid",) and self._activation == "softmax":
            text = "{loss} goes with sigmoid and {name} ends with {activation}."
            if self._facts is None or self._facts.classes:
                repair = self._with_loss(losses.SparseCategoricalCrossentropy())
            else:
                repair = self._with_activation("sigmoid")
            yield self._problem(Severity.WARNING, "loss_activation", text, repair)
        elif fuses and not self._gives_shares:
            text = "{loss} reads probabilities and {name} ends with {activation}."
            right = "sigmoid" if self._outputs == 1 else fuses[0]
            yield self._wrong_activation("loss_activation", text, right)
        elif self._loss.signed and low >= 0:
            text = "{loss} needs outputs of both signs and {name} ends with {activation}."
            yield self._wrong_activation("loss_activation", text, "linear")
        elif self._loss.positive:
            yield from self._problems_of_positive(low, high)
        elif self._predicts_numbers and (low, high) != (-math.inf, math.inf):
            text = "{name} ends with {activation}, which cannot reach every number."
            yield self._wrong_activation("bounded_regression", text, "linear")

    def _problems_of_positive(self, low: float, high: float) -> Iterator[Problem]:
        """Tell what keeps a loss from the logarithms of outputs that may be any above 0."""
        if low < 0.0:
            text = (
                "{loss} takes the logarithm of the outputs, which must be positive, and {name} "
                "ends with {activation}."
            )
            # What layers without an activation give, such as a sum, may be positive all the same.
            layer = ending_layer(self._graph, self._node.id)
            sure = isinstance(layer, Activation) or "activation" in layer.__struct_fields__
            severity = Severity.ERROR if sure else Severity.WARNING
            repair = self._with_activation("softplus")
            yield self._problem(severity, "positive_outputs", text, repair, "activation")
        elif self._activation in _TOUCH_ZERO:
            text = (
                "{loss} takes the logarithm of the outputs, and {name} ends with {activation}, "
                "which can be 0."
            )
            yield self._wrong_activation("positive_outputs", text, "softplus")
        elif self._predicts_numbers and high < math.inf:
            text = "{name} ends with {activation}, which cannot reach every positive number."
            yield self._wrong_activation("bounded_regression", text, "softplus")
        if self._facts is not None and self._facts.negative is not None:
            yield self._negative_targets(self._facts.negative)

    def _negative_targets(self, negative: Negative) -> Problem:
        if negative is Negative.BY_SCALING:
            text = "{loss} is for counts, and the targets are scaled: some are negative."
            label = Message("Do not scale the targets")
            repair = Repair(label, data={"standardize_target": False})
        else:
            text = "{loss} is for counts, and some targets are negative."
            repair = self._with_loss(losses.MeanSquaredError())
        return self._problem(Severity.WARNING, "negative_targets", text, repair)

    @property
    def _gives_shares(self) -> bool:
        """Whether the loss can read the outputs as probabilities."""
        function, fuses = FUNCTIONS[self._activation], self._loss.fuses
        within = function.limits == (0.0, 1.0) and not function.straight_through
        # A step's outputs are 0 or 1 and nothing between: clipped, they pass nothing back.
        return self._activation in fuses or ("sigmoid" in fuses and within)

    @property
    def _predicts_numbers(self) -> bool:
        """Whether any number may have to be reached."""
        facts = self._facts
        return facts is not None and facts.task is Task.REGRESSION and not facts.shares

    def _wrong_activation(self, code: str, text: str, right: ActivationName) -> Problem:
        repair = self._with_activation(right)
        return self._problem(Severity.WARNING, code, text, repair, "activation")

    def _problem(
        self,
        severity: Severity,
        code: str,
        text: str,
        repair: Repair | None,
        field: str | None = None,
        **arguments: str | int | float,
    ) -> Problem:
        known: dict[str, str | int | float] = {
            "name": self._node.name,
            "loss": Term(self._loss.title),
            "outputs": self._outputs,
            "activation": Term(FUNCTIONS[self._activation].title),
        }
        used = {name: value for name, value in known.items() if f"{{{name}}}" in text}
        return Problem(
            severity, code, Message(text, used | arguments), self._node.id, field, repair
        )

    def _with_loss(self, loss: AnyLoss) -> Repair:
        label = Message("Use {loss}", {"loss": Term(loss.title)})
        return Repair(label, loss=loss, output=self._output)

    def _with_units(self, units: int) -> Repair:
        """Repair the number of outputs, with the activation and loss that go with it."""
        activation, loss = self._usual_ending(units)
        layer, node = self._node.layer, self._node.id
        if isinstance(layer, Dense):
            label = Message("Set units to {units}", {"units": units})
            mended = msgspec.structs.replace(layer, units=units, activation=activation)
            graph = self._graph.replace(node, mended)
            return Repair(label, graph=graph, loss=loss, output=self._output)
        label = Message("Add a Dense layer of {units}", {"units": units})
        graph, added = self._graph.add(Dense(units=units, activation=activation))
        output = None if self._output is None else added
        return Repair(label, graph=graph.connect(node, added), loss=loss, output=output)

    def _usual_ending(self, units: int) -> tuple[ActivationName, AnyLoss]:
        if self._facts is None or not self._facts.classes:
            return self._activation, self._loss
        return _of_classes(units)

    def _with_activation(self, name: ActivationName) -> Repair:
        layer = self._node.layer
        if isinstance(layer, Dense):
            mended = self._graph.replace(
                self._node.id, msgspec.structs.replace(layer, activation=name)
            )
        elif isinstance(layer, Activation):
            mended = self._graph.replace(
                self._node.id, msgspec.structs.replace(layer, function=name)
            )
        else:
            mended, added = self._graph.add(Activation(function=name))
            mended = mended.connect(self._node.id, added)
        label = Message("Use {name}", {"name": Term(FUNCTIONS[name].title)})
        return Repair(label, graph=mended)


def usual_ending(facts: DataFacts) -> tuple[int, ActivationName, AnyLoss]:
    """Return the units, the activation and the loss that go with targets."""
    units = facts.fitting_units[0]
    if not facts.classes:
        return units, "linear", losses.MeanSquaredError()
    return units, *_of_classes(units)


def _of_classes(units: int) -> tuple[ActivationName, AnyLoss]:
    if units == 1:
        return "sigmoid", losses.BinaryCrossentropy()
    return "softmax", losses.SparseCategoricalCrossentropy()
