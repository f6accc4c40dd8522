"""Whether a network, its loss and its data fit each other, with repairs where one exists."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from engine import losses, shapes
from engine.activations import FUNCTIONS
from engine.data.dataset import Dataset, Task
from engine.graph import Edge
from engine.inference import ending_activation, infer
from engine.layers import Activation, Dense, Dropout, Embedding, Flatten, Input, RecursiveTree
from engine.message import Message, Term
from engine.postorder import FIRST_WORD
from engine.problems import Problem, Repair, Severity
from engine.readings import Values, problems_of_readings
from engine.shapes import size
from engine.unsupervised.figures import ends_in_machine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import Any

    from numpy.typing import NDArray

    from engine.activations import ActivationName
    from engine.graph import Graph
    from engine.losses import AnyLoss
    from engine.shapes import Shape

_MOST_REPAIRS = 20


@dataclass(frozen=True)
class DataFacts:
    """What of a data set matters for the drawing.

    Attributes
    ----------
    feature_shape
        Shape of one prepared sample.
    outputs
        Number of classes, or of target columns for a regression.
    steps
        Where each step of a sequence has a class: how many steps there are. Else 0.
    shares
        Whether all targets of a regression lie between 0 and 1.
    vocabulary
        Of trees: how many tokens there are. Else 0.
    values
        What values the inputs have, where that is known.
    asked, held_out
        Test rows that there were to be, and that there are.
    """

    task: Task
    feature_shape: Shape
    outputs: int
    steps: int = 0
    shares: bool = False
    vocabulary: int = 0
    values: Values | None = None
    asked: int = 0
    held_out: int = 0

    @classmethod
    def of(cls, dataset: Dataset) -> DataFacts:
        targets = len(dataset.classes) or len(dataset.target_names)
        target = dataset.y_train
        steps = target.shape[1] if dataset.classes and target.ndim == 2 else 0
        shares = dataset.task is Task.REGRESSION and _are_shares(target)
        words = len(dataset.preprocessing.words)
        vocabulary = FIRST_WORD + words if words else 0
        return cls(
            dataset.task,
            dataset.feature_shape,
            targets,
            steps,
            shares,
            vocabulary,
            Values.of(dataset),
            asked=dataset.test_rows_asked,
            held_out=len(dataset.x_test),
        )

    @property
    def classes(self) -> int:
        return 0 if self.task is Task.REGRESSION else self.outputs

    @property
    def fitting_units(self) -> tuple[int, ...]:
        """Numbers of outputs that fit, the usual one first."""
        if self.task is Task.BINARY and not self.steps:
            return (1, 2)
        return (self.outputs,)


def check(graph: Graph, loss: AnyLoss, facts: DataFacts | None) -> tuple[Problem, ...]:
    """Return all that is wrong or odd; without ``facts`` the data is left out."""
    inference = infer(graph)
    found = list(inference.problems)
    if facts is not None:
        found.extend(_input_problems(graph, inference.live, facts))
        found.extend(_vocabulary_problems(graph, inference.live, facts))
        if facts.values is not None:
            found.extend(problems_of_readings(graph, inference.live, facts.values))
        found.extend(_split_problems(facts))
    ending = _ending_problems(graph, loss, facts)
    broken = _broken_chain(graph, loss, facts) if _has_error(ending) else None
    if broken is not None:
        # Where the network was cut in two, the end of its first part is not its end.
        found = [each for each in found if (each.code, each.node) != (broken.code, broken.node)]
        ending = [broken]
    found.extend(ending)
    return tuple(sorted(found, key=lambda problem: problem.severity is not Severity.ERROR))


def fit(graph: Graph, loss: AnyLoss, facts: DataFacts) -> tuple[Graph, AnyLoss]:
    """Return the network with every repair that makes it fit the data.

    What the drawing lacks as a whole, such as an input, is left to the person.
    """
    for _ in range(_MOST_REPAIRS):
        problems = check(graph, loss, facts)
        possible = [each.repair for each in problems if each.repair and each.node is not None]
        repairs = [each for each in possible if each.data is None]
        if not repairs:
            break
        graph, loss = repairs[0].graph or graph, repairs[0].loss or loss
    return graph, loss


def _are_shares(target: NDArray[Any]) -> bool:
    return bool(target.min(initial=1.0) >= 0.0 and target.max(initial=0.0) <= 1.0)


def _input_problems(graph: Graph, live: Collection[int], facts: DataFacts) -> Iterator[Problem]:
    """Compare the values of a sample with what the inputs share out between them."""
    inputs = [node for node in graph.nodes if node.id in live and isinstance(node.layer, Input)]
    taken = sum(size(node.layer.shape) for node in inputs if isinstance(node.layer, Input))
    given = size(facts.feature_shape)
    if not inputs or taken == given:
        return
    first = inputs[0]
    repair = None
    if len(inputs) == 1:
        mended = graph.replace(first.id, Input(shape=facts.feature_shape))
        label = Message("Set shape to {shape}", {"shape": shapes.text(facts.feature_shape)})
        repair = Repair(label, graph=mended)
    yield Problem(
        Severity.ERROR,
        "input_width",
        Message(
            "{name} takes {taken} values and a sample of the data has {given}.",
            {"name": first.name, "taken": taken, "given": given},
        ),
        first.id,
        "shape",
        repair,
    )


def _vocabulary_problems(
    graph: Graph, live: Collection[int], facts: DataFacts
) -> Iterator[Problem]:
    """Compare the words of the data with those that the first layers know."""
    for node in graph.nodes:
        layer = node.layer
        if node.id not in live or not isinstance(layer, Embedding | RecursiveTree):
            continue
        sources = [graph[source].layer for source in graph.sources(node.id)]
        if not all(isinstance(source, Input) for source in sources):
            continue
        if layer.vocabulary < facts.vocabulary:
            mended = msgspec.structs.replace(layer, vocabulary=facts.vocabulary)
            label = Message("Set vocabulary to {vocabulary}", {"vocabulary": facts.vocabulary})
            yield Problem(
                Severity.ERROR,
                "vocabulary",
                Message(
                    "{name} knows {known} tokens and the data has {given}.",
                    {"name": node.name, "known": layer.vocabulary, "given": facts.vocabulary},
                ),
                node.id,
                "vocabulary",
                Repair(label, graph=graph.replace(node.id, mended)),
            )


def _split_problems(facts: DataFacts) -> Iterator[Problem]:
    """Say where much less is held out than was asked for."""
    if 2 * facts.held_out < facts.asked:
        text = (
            "Of {asked} rows to be held out for testing {held} are, as each class keeps a row to "
            "train on. Do not keep the shares of classes, or bring more rows of each."
        )
        message = Message(text, {"asked": facts.asked, "held": facts.held_out})
        yield Problem(Severity.WARNING, "few_test_rows", message)


def _ending_problems(graph: Graph, loss: AnyLoss, facts: DataFacts | None) -> list[Problem]:
    """Return what is wrong with the end of the network, where it has just one."""
    inference = infer(graph)
    if inference.output is None or inference.output not in inference.shapes:
        return []
    if ends_in_machine(graph):
        # It learns its inputs, whatever the targets are.
        return []
    found: list[Problem] = []
    if not sum(inference.parameter_counts.get(node, 0) for node in inference.live):
        found.append(_nothing_learns(graph, inference.output))
    ending = _Ending(graph, inference.output, inference.shapes[inference.output], loss, facts)
    return [*found, *ending.problems()]


def _has_error(problems: Iterable[Problem]) -> bool:
    return any(each.severity is Severity.ERROR for each in problems)


def _broken_chain(graph: Graph, loss: AnyLoss, facts: DataFacts | None) -> Problem | None:
    """Return the missing connection where one would make the network whole."""
    inference = infer(graph)
    assert inference.output is not None
    for problem in inference.problems:
        if problem.code != "not_connected" or problem.node is None:
            continue
        if graph.why_not_connect(inference.output, problem.node) is not None:
            continue
        whole = graph.connect(inference.output, problem.node)
        problems = [*infer(whole).problems, *_ending_problems(whole, loss, facts)]
        if not _has_error(problems):
            names = {"source": graph[inference.output].name, "target": graph[problem.node].name}
            repair = Repair(Message("Connect {source} to {target}", names), graph=whole)
            return dataclasses.replace(problem, severity=Severity.ERROR, repair=repair)
    return None


def _nothing_learns(graph: Graph, output: int) -> Problem:
    text = "No layer of the network has weights, so it cannot learn. Add a Dense layer."
    (source,) = graph.sources(output)[:1]
    mended, _ = graph.insert(Edge(source, output), Dense())
    repair = Repair(Message("Add a Dense layer"), graph=mended)
    return Problem(Severity.WARNING, "nothing_learns", Message(text), output, repair=repair)


class _Ending:
    """The last layer, the loss and the targets."""

    def __init__(
        self, graph: Graph, output: int, shape: Shape, loss: AnyLoss, facts: DataFacts | None
    ) -> None:
        self._graph, self._node, self._loss, self._facts = graph, graph[output], loss, facts
        self._shape = shape
        self._steps = facts.steps if facts is not None else 0
        self._outputs = shape[-1] if self._steps else size(shape)
        self._activation = ending_activation(graph, output)

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
        if self._activation == "softmax" and self._outputs == 1:
            text = "Softmax of one output is always 1: {name} can learn nothing."
            yield self._problem(
                Severity.ERROR, "softmax_of_one", text, self._with_activation("sigmoid")
            )
        elif self._loss.fuses == "softmax" and self._outputs == 1:
            text = "{loss} needs one output per class and {name} gives one in all."
            yield self._problem(
                Severity.ERROR, "loss_outputs", text, self._with_loss(losses.BinaryCrossentropy())
            )
        elif self._loss.fuses == "sigmoid" and self._activation == "softmax":
            text = "{loss} goes with sigmoid and {name} ends with {activation}."
            yield self._problem(
                Severity.WARNING,
                "loss_activation",
                text,
                self._with_loss(losses.SparseCategoricalCrossentropy()),
            )
        elif self._loss.fuses not in (None, self._activation) and not (
            self._loss.fuses == "sigmoid" and (low, high) == (0, 1) and not self._jumps
        ):
            text = "{loss} reads probabilities and {name} ends with {activation}."
            yield self._wrong_activation("loss_activation", text, self._loss.fuses)
        elif self._loss.signed and low >= 0:
            text = "{loss} needs outputs of both signs and {name} ends with {activation}."
            yield self._wrong_activation("loss_activation", text, "linear")
        elif self._predicts_numbers and (low, high) != (-math.inf, math.inf):
            text = "{name} ends with {activation}, which cannot reach every number."
            yield self._wrong_activation("bounded_regression", text, "linear")

    @property
    def _jumps(self) -> bool:
        """Whether the outputs are 0 or 1 and nothing between: clipped, they pass nothing back."""
        return FUNCTIONS[self._activation].straight_through

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
        return Repair(Message("Use {loss}", {"loss": Term(loss.title)}), loss=loss)

    def _with_units(self, units: int) -> Repair:
        """Repair the number of outputs, with the activation and loss that go with it."""
        activation, loss = self._usual_ending(units)
        layer, node = self._node.layer, self._node.id
        if isinstance(layer, Dense):
            label = Message("Set units to {units}", {"units": units})
            mended = msgspec.structs.replace(layer, units=units, activation=activation)
            return Repair(label, graph=self._graph.replace(node, mended), loss=loss)
        label = Message("Add a Dense layer of {units}", {"units": units})
        graph, added = self._graph.add(Dense(units=units, activation=activation))
        return Repair(label, graph=graph.connect(node, added), loss=loss)

    def _usual_ending(self, units: int) -> tuple[ActivationName, AnyLoss]:
        if self._facts is None or not self._facts.classes:
            return self._activation, self._loss
        if units == 1:
            return "sigmoid", losses.BinaryCrossentropy()
        return "softmax", losses.SparseCategoricalCrossentropy()

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
