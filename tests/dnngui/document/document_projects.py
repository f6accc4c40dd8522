"""Projects and runs that the tests of this folder share."""

import zipfile

import msgspec
import numpy as np

from dnngui.document.project import Position, Project, TrainingSettings, ViewSettings
from dnngui.document.run import prepare
from engine import losses, optim
from engine.data.settings import ColumnChoice, DataSettings, Generated, Table
from engine.graph import Graph
from engine.layers import Dense, Dropout, Input
from engine.outputs import OutputTraining

CSV = b"width,kind,height\n" + b"1.5,a,2\n2.5,b,1\n0.5,a,3\n3.5,c,0\n" * 5
"""Twenty rows: a number, a category of three, a number."""


def classifier(optimizer=None, batch_size=7, seed=3) -> Project:
    """Return two classes, dropout, and batches that do not divide the rows."""
    graph = Graph.sequential(
        Input(shape=(2,)),
        Dense(units=5, activation="tanh"),
        Dropout(rate=0.3),
        Dense(units=1, activation="sigmoid"),
    )
    return Project(
        name="Kreis – 圆",
        graph=graph,
        positions={node.id: Position(210.0 * node.id, -0.1) for node in graph.nodes},
        data=DataSettings(source=Generated(samples=60, noise=10.0, seed=5)),
        training=TrainingSettings(
            optimizer=optimizer or optim.Adam(learning_rate=0.01), batch_size=batch_size, seed=seed
        ),
        view=ViewSettings(horizontal="x2"),
    )


def regression_on_a_table() -> Project:
    """Return a project that holds a person's own table."""
    graph = Graph.sequential(Input(shape=(4,)), Dense(units=1))
    columns = (
        ColumnChoice(name="width", role="feature", kind="number"),
        ColumnChoice(name="kind", role="feature", kind="category"),
        ColumnChoice(name="height", role="target", kind="number"),
    )
    source = Table(attachment="my table.csv", file_name="my table.csv", columns=columns)
    return Project(
        graph=graph,
        data=DataSettings(source=source, test_share=0.2),
        training=TrainingSettings(loss=losses.MeanSquaredError()),
        attachments={"my table.csv": CSV},
    )


def two_outputs() -> Project:
    """Return a project in which a number and a class are learned from a table."""
    project = regression_on_a_table()
    columns = (
        ColumnChoice(name="width", role="feature", kind="number"),
        ColumnChoice(name="kind", role="target", kind="category"),
        ColumnChoice(name="height", role="target", kind="number"),
    )
    source = msgspec.structs.replace(project.data.source, columns=columns)
    graph = Graph.sequential(Input(shape=(1,)), Dense(units=4, activation="tanh"), Dense(units=1))
    graph, kind = graph.add(Dense(units=3, activation="softmax"))
    outputs = {
        3: OutputTraining(targets="height", loss_weight=0.5),
        kind: OutputTraining(loss=losses.SparseCategoricalCrossentropy()),
    }
    return msgspec.structs.replace(
        project,
        graph=graph.connect(2, kind),
        data=msgspec.structs.replace(project.data, source=source),
        training=msgspec.structs.replace(project.training, outputs=outputs),
    )


def with_training(project: Project, **fields) -> Project:
    return msgspec.structs.replace(
        project, training=msgspec.structs.replace(project.training, **fields)
    )


def trained(project: Project, steps: int):
    """Return a trainer that made so many steps."""
    trainer = prepare(project).trainer
    advance(trainer, steps)
    return trainer


def advance(trainer, steps: int) -> None:
    for _, _ in zip(range(steps), trainer.steps(), strict=False):
        pass


def same_run(one, other) -> bool:
    """Whether two saved runs agree in every bit and every word."""
    a, b = one.snapshot, other.snapshot
    vectors = all(
        np.array_equal(a.optimizer_state[name], b.optimizer_state[name])
        for name in (*a.optimizer_state, *b.optimizer_state)
    )
    plain = ("optimizer", "optimizer_steps", "step", "epoch", "position", "shuffle_state")
    return (
        a.theta.tobytes() == b.theta.tobytes()
        and a.theta.dtype == b.theta.dtype
        and vectors
        and all(getattr(a, name) == getattr(b, name) for name in (*plain, "dropout_state"))
        and a.record == b.record
        and dict(one.shapes) == dict(other.shapes)
        and (one.samples, one.preprocessing) == (other.samples, other.preprocessing)
    )


def repacked(path, change) -> None:
    """Rewrite a project's file with parts that ``change`` has edited, checksums made anew."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def edited_json(path, part, edit) -> None:
    def change(parts):
        document = msgspec.json.decode(parts[part])
        edit(document)
        parts[part] = msgspec.json.encode(document)

    repacked(path, change)
