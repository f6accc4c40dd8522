"""``dnngui check``: layers, shapes, parameters, data and problems of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.commands import console
from dnngui.commands.projects import opened
from dnngui.document import formulas
from dnngui.document.run import load_data
from engine import shapes
from engine.check import check
from engine.facts import DataFacts
from engine.groups import fed_drawing
from engine.inference import infer
from engine.layers import Group
from engine.message import SpokenError
from engine.outputs import loss_of, own, targets_of
from engine.problems import Severity

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from dnngui.document.project import Project
    from engine.data.dataset import Dataset
    from engine.graph import Graph
    from engine.problems import Problem


def run(arguments: argparse.Namespace) -> int:
    """Write what a project is made of; return 1 where it cannot be trained."""
    project = opened(arguments.file).project
    _write_layers(project)
    dataset, failure = _data(project)
    console.say()
    if dataset is not None:
        _write_data(dataset)
    _write_outputs(project, dataset)
    _write_training(project)
    facts = DataFacts.of(dataset) if dataset is not None else None
    training = project.training
    found = check(project.graph, training.loss, facts, training.outputs)
    problems = (*found, *formulas.problems(project))
    if failure or problems:
        console.say()
    if failure is not None:
        console.say(f"Error: {failure}")
    for problem in problems:
        console.say(_line(problem))
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return 1 if errors or failure else 0


def _write_layers(project: Project) -> None:
    graph, inference = project.graph, infer(project.graph)
    rows = [("layer", "kind", "inputs", "output shape", "parameters"), *_rows(graph)]
    rows.append(("total", "", "", "", f"{sum(inference.parameter_counts.values()):,}"))
    console.table(rows, right=(4,))


def _rows(graph: Graph, within: str = "") -> Iterator[tuple[str, ...]]:
    """Yield a line for each layer, those of one copy of a group after the group."""
    inference = infer(graph)
    for node in (graph[identity] for identity in graph.order):
        shape = inference.shapes.get(node.id)
        count = inference.parameter_counts.get(node.id)
        layer, name = node.layer, f"{within}{node.name}"
        copies = f" × {layer.repeat}" if isinstance(layer, Group) and layer.repeat > 1 else ""
        yield (
            name,
            f"{layer.title}{copies}",
            ", ".join(graph[source].name for source in graph.sources(node.id)),
            shapes.text(shape) if shape is not None else "?",
            f"{count:,}" if count is not None else "?",
        )
        if isinstance(layer, Group):
            yield from _rows(fed_drawing(graph, node.id), f"{name}/")


def _data(project: Project) -> tuple[Dataset | None, SpokenError | None]:
    try:
        return load_data(project), None
    except SpokenError as error:
        return None, error


def _write_data(dataset: Dataset) -> None:
    kinds = ", ".join(f"{part.task} ({_outcome(part)})" for part in dataset.parts)
    console.say(
        f"data: {dataset.name}, {kinds}, {len(dataset.x_train)} rows to train "
        f"on, {len(dataset.x_test)} held out, {dataset.x_train.shape[1]} inputs"
    )
    if dataset.dropped_rows:
        console.say(f"      rows left out, as a value is missing: {dataset.dropped_rows}")
    if dataset.filled_values:
        console.say(f"      missing values filled: {dataset.filled_values}")


def _outcome(part: Dataset) -> str:
    return f"{len(part.classes)} classes" if part.classes else ", ".join(part.target_names)


def _write_outputs(project: Project, dataset: Dataset | None) -> None:
    """Write what each of several outputs learns."""
    graph, training = project.graph, project.training
    nodes = infer(graph).outputs
    if len(nodes) < 2:
        return
    targets = targets_of(graph, training.outputs, dataset) if dataset is not None else {}
    rows = [("output", "targets", "loss", "weight")]
    for node in nodes:
        loss = loss_of(graph, training.loss, training.outputs, node)
        weight = own(training.outputs, node).loss_weight
        names = ", ".join(targets.get(node, ())) or "?"
        rows.append((graph[node].name, names, loss.title, f"{weight:g}"))
    console.say()
    console.table(rows, right=(3,))
    console.say()


def _write_training(project: Project) -> None:
    settings = project.training
    batch = "all rows" if settings.batch_size is None else str(settings.batch_size)
    several = len(infer(project.graph).outputs) > 1
    loss = "" if several else f"{settings.loss.title}, "
    console.say(
        f"training: {loss}{settings.optimizer.title}, learning rate "
        f"{settings.optimizer.learning_rate:g}, batch size {batch}, {settings.epochs} epochs, "
        f"seed {settings.seed}"
    )


def _line(problem: Problem) -> str:
    kind = "Error" if problem.severity is Severity.ERROR else "Warning"
    repair = f" ({problem.repair.label})" if problem.repair is not None else ""
    return f"{kind}: {problem.message}{repair}"
