"""Whether a network, its losses and its data fit each other, with repairs where one exists."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from engine import shapes
from engine.data.assignment import AssignmentError, share_out
from engine.ending import Ending, usual_ending
from engine.flattening import problems_of_flattening
from engine.graph import Edge
from engine.inference import infer
from engine.inlining import inline
from engine.layers import Concatenate, Dense, Embedding, Input, RecursiveTree
from engine.message import Message
from engine.outputs import loss_of, moved, own, wanting, with_output
from engine.problems import Problem, Repair, Severity
from engine.readings import problems_of_readings
from engine.shapes import size
from engine.unsupervised.figures import ends_in_machine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from engine.facts import DataFacts
    from engine.graph import Graph
    from engine.losses import AnyLoss
    from engine.outputs import Outputs

_MOST_REPAIRS = 20

_NAMED = 3
"""Layers that a sentence names; of more it says that there are others."""

_NONE: Outputs = {}


class Fitted(NamedTuple):
    """A network with all that it is trained for."""

    graph: Graph
    loss: AnyLoss
    outputs: Outputs = _NONE

    def repaired(self, repair: Repair) -> Fitted:
        """Return the network with the values of a repair in place."""
        graph, loss, outputs = self
        if repair.graph is not None:
            graph, outputs = repair.graph, moved(outputs, repair.graph)
        if repair.loss is None:
            return Fitted(graph, loss, outputs)
        if repair.output is None:
            return Fitted(graph, repair.loss, outputs)
        changed = msgspec.structs.replace(own(outputs, repair.output), loss=repair.loss)
        return Fitted(graph, loss, with_output(outputs, repair.output, changed))


def check(
    graph: Graph, loss: AnyLoss, facts: DataFacts | None, outputs: Outputs = _NONE
) -> tuple[Problem, ...]:
    """Return all that is wrong or odd; without ``facts`` the data is left out.

    Parameters
    ----------
    loss
        That of the only output, or of each that has none of its own.
    outputs
        What several outputs are trained for.
    """
    inference = infer(graph)
    found = list(inference.problems)
    if facts is not None:
        live = frozenset(inference.live)
        found.extend(_input_problems(graph, live, facts))
        found.extend(_vocabulary_problems(graph, live, facts))
        if facts.values is not None:
            found.extend(problems_of_readings(graph, live, facts.values))
        found.extend(_split_problems(facts))
        if not facts.ordered:
            found.extend(_stateful_problems(graph))
    ending = _ending_problems(graph, loss, facts, outputs)
    broken = _broken_chain(graph, loss, facts, outputs) if _has_error(ending) else None
    if broken is not None:
        # Where the network was cut in two, the end of its first part is not its end.
        found = [each for each in found if (each.code, each.node) != (broken.code, broken.node)]
        ending = [broken]
    elif not _has_error(ending):
        found.extend(problems_of_flattening(graph))
    found.extend(ending)
    return tuple(sorted(found, key=lambda problem: problem.severity is not Severity.ERROR))


def fit(graph: Graph, loss: AnyLoss, facts: DataFacts, outputs: Outputs = _NONE) -> Fitted:
    """Return the network with every repair that makes it fit the data.

    What the drawing lacks as a whole, such as an input, is left to the person.
    """
    fitted = Fitted(graph, loss, outputs)
    for _ in range(_MOST_REPAIRS):
        problems = check(fitted.graph, fitted.loss, facts, fitted.outputs)
        possible = [each.repair for each in problems if each.repair and each.node is not None]
        repairs = [each for each in possible if each.data is None]
        if not repairs:
            break
        fitted = fitted.repaired(repairs[0])
    return fitted


def _input_problems(graph: Graph, live: Collection[int], facts: DataFacts) -> Iterator[Problem]:
    """Compare the values of a sample with what the inputs share out between them."""
    inputs = [node for node in graph.nodes if node.id in live and isinstance(node.layer, Input)]
    taken = sum(size(node.layer.shape) for node in inputs if isinstance(node.layer, Input))
    given = size(facts.feature_shape)
    if not inputs or taken == given:
        return
    first = inputs[0]
    arguments = {"taken": taken, "given": given}
    text = Message(
        "The inputs together take {taken} values and a sample of the data has {given}.", arguments
    )
    repair = None
    if len(inputs) == 1:
        text = Message(
            "{name} takes {taken} values and a sample of the data has {given}.",
            {"name": first.name, **arguments},
        )
        mended = graph.replace(first.id, Input(shape=facts.feature_shape))
        label = Message("Set shape to {shape}", {"shape": shapes.text(facts.feature_shape)})
        repair = Repair(label, graph=mended)
    yield Problem(Severity.ERROR, "input_width", text, first.id, "shape", repair)


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


def _stateful_problems(graph: Graph) -> Iterator[Problem]:
    """Tell of layers that carry a state from batch to batch, though batches are shuffled."""
    whole = inline(graph)
    inference = infer(whole.graph)
    told: set[tuple[int, ...]] = set()
    for node in inference.live:
        sources = [inference.shapes.get(source) for source in whole.graph.sources(node)]
        if None in sources or not whole.graph[node].layer.states(*filter(None, sources)):
            continue
        *within, drawn = whole.trails[node]
        if (*within, drawn) in told:
            continue
        told.add((*within, drawn))
        text = (
            "{name} carries its state from batch to batch, and the rows are shuffled. "
            "Keep the rows in their order, or switch Stateful off."
        )
        name = whole.graph[node].name.rpartition("/")[2]
        label = Message("Keep the rows in their order")
        yield Problem(
            Severity.ERROR,
            "stateful",
            Message(text, {"name": name}),
            drawn,
            "stateful",
            Repair(label, data={"in_order": True}),
            tuple(within),
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


def _ending_problems(
    graph: Graph, loss: AnyLoss, facts: DataFacts | None, outputs: Outputs
) -> list[Problem]:
    """Return what is wrong with the ends of the network."""
    inference = infer(graph)
    nodes = inference.outputs
    if not nodes or any(node not in inference.shapes for node in nodes):
        return []
    if ends_in_machine(graph):
        # It learns its inputs, whatever the targets are.
        return []
    found: list[Problem] = []
    if not sum(inference.parameter_counts.get(node, 0) for node in inference.live):
        found.append(_nothing_learns(graph, nodes[0]))
    if facts is None:
        own_facts: Sequence[DataFacts | None] = [None] * len(nodes)
    else:
        try:
            chosen, left = share_out(facts.columns, wanting(graph, outputs, nodes))
        except AssignmentError as error:
            node = nodes[error.output]
            return [*found, Problem(Severity.ERROR, "targets", error.message, node, "targets")]
        if not all(chosen):
            return [*found, _without_target(graph, nodes, chosen)]
        if left:
            found.append(_left_over(graph, nodes, facts, left))
        own_facts = [facts.of_columns(each) for each in chosen]
    for node, each in zip(nodes, own_facts, strict=True):
        output = node if len(nodes) > 1 else None
        ending = Ending(graph, node, loss_of(graph, loss, outputs, node), each, output)
        found.extend(ending.problems())
    return found


def _without_target(graph: Graph, nodes: Sequence[int], chosen: Sequence[Sequence[int]]) -> Problem:
    """Tell of outputs that have nothing to learn; the usual case is one target and stray ends."""
    names = ", ".join(graph[node].name for node in nodes[:_NAMED])
    if sum(map(bool, chosen)) > 1:
        node = next(node for node, each in zip(nodes, chosen, strict=True) if not each)
        text = "The data has no target for {name}. Choose one for it, or delete the layer."
        return Problem(
            Severity.ERROR, "targets", Message(text, {"name": graph[node].name}), node, "targets"
        )
    text = "The network ends in several layers: {names}. Join or delete all but one."
    message = Message(text, {"names": names})
    if len(nodes) > _NAMED:
        text = "The network ends in {count} layers: {names} and others. Join or delete all but one."
        message = Message(text, {"count": len(nodes), "names": names})
    joined, merge = graph.add(Concatenate())
    for node in nodes:
        joined = joined.connect(node, merge)
    repair = Repair(Message("Join them with Concatenate"), graph=joined)
    return Problem(Severity.ERROR, "several_outputs", message, nodes[-1], repair=repair)


def _left_over(
    graph: Graph, nodes: Sequence[int], facts: DataFacts, left: Sequence[int]
) -> Problem:
    """Tell of a target that no output learns; an output beside the last one would."""
    columns = facts.columns
    first = columns[left[0]]
    alike = [place for place in left if columns[place].part == first.part]
    missing = facts.of_columns(alike[:1] if first.is_class else alike)
    units, activation, loss = usual_ending(missing)
    mended, added = graph.add(Dense(units=units, activation=activation))
    mended = mended.connect(graph.sources(nodes[-1])[0], added)
    if first.output:
        mended = mended.rename(added, first.output)
    label = Message("Add an output for {column}", {"column": first.name})
    return Problem(
        Severity.ERROR,
        "targets_left",
        Message(
            "The data also has “{column}” to be predicted, and the network has no output for it. "
            "Add one, or ignore the column.",
            {"column": first.name},
        ),
        nodes[-1],
        repair=Repair(label, graph=mended, loss=loss, output=added),
    )


def _has_error(problems: Iterable[Problem]) -> bool:
    return any(each.severity is Severity.ERROR for each in problems)


def _broken_chain(
    graph: Graph, loss: AnyLoss, facts: DataFacts | None, outputs: Outputs
) -> Problem | None:
    """Return the missing connection where one would make the network whole."""
    inference = infer(graph)
    for end in inference.outputs:
        for problem in inference.problems:
            if problem.code != "not_connected" or problem.node is None:
                continue
            if graph.why_not_connect(end, problem.node) is not None:
                continue
            whole = graph.connect(end, problem.node)
            problems = [*infer(whole).problems, *_ending_problems(whole, loss, facts, outputs)]
            if not _has_error(problems):
                names = {"source": graph[end].name, "target": graph[problem.node].name}
                repair = Repair(Message("Connect {source} to {target}", names), graph=whole)
                return dataclasses.replace(problem, severity=Severity.ERROR, repair=repair)
    return None


def _nothing_learns(graph: Graph, output: int) -> Problem:
    text = "No layer of the network has weights, so it cannot learn. Add a Dense layer."
    (source,) = graph.sources(output)[:1]
    mended, _ = graph.insert(Edge(source, output), Dense())
    repair = Repair(Message("Add a Dense layer"), graph=mended)
    return Problem(Severity.WARNING, "nothing_learns", Message(text), output, repair=repair)
