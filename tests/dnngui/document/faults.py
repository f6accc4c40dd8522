"""Projects with one fault each, as a person could make it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec
import numpy as np

from dnngui.document import examples
from dnngui.document.project import Project, TrainingSettings
from engine import initializers, losses, optim
from engine.data.settings import Builtin, ColumnChoice, DataSettings, Generated, Table
from engine.graph import Graph
from engine.layers import Dense, Dropout, Input
from engine.optim.layers import LayerTraining

replace = msgspec.structs.replace


class Fault(NamedTuple):
    """What the doctor is to say of a project, and of what layer where it is one."""

    code: str
    project: Callable[[], Project]
    layer: str = ""


def trained(project: Project, **settings) -> Project:
    return replace(project, training=replace(project.training, **settings))


def with_rate(project: Project, rate: float) -> Project:
    return trained(project, optimizer=replace(project.training.optimizer, learning_rate=rate))


def with_layers(project: Project, *names: str, **fields) -> Project:
    graph = project.graph
    for node in graph.nodes:
        if node.name in names:
            graph = graph.replace(node.id, replace(node.layer, **fields))
    return project.with_graph(graph)


def circle() -> Project:
    return examples.named("Playground circle").build()


def iris() -> Project:
    return examples.named("Iris").build()


def diabetes() -> Project:
    return examples.named("Diabetes regression").build()


def line() -> Project:
    return examples.named("Linear regression y = 3 + 4x").build()


def own(*layers, data=None, loss=None, optimizer=None, batch_size=10, epochs=100) -> Project:
    training = TrainingSettings(
        loss=loss or losses.BinaryCrossentropy(),
        optimizer=optimizer or optim.SGD(learning_rate=0.03),
        batch_size=batch_size,
        epochs=epochs,
    )
    data = data or DataSettings(source=Generated(name="circle"))
    return Project(graph=Graph.sequential(*layers), data=data, training=training)


def hidden(units, activation, **fields) -> Dense:
    return Dense(units=units, activation=activation, **fields)


def end() -> Dense:
    return Dense(units=1, activation="sigmoid")


def all_frozen() -> Project:
    project = iris()
    layers = {node.id: LayerTraining(frozen=True) for node in project.graph.nodes[1:]}
    return trained(project, layers=layers)


def two_numbers(*layers, **settings) -> Project:
    return own(Input(shape=(2,)), *layers, **settings)


def deep_sigmoids() -> Project:
    return two_numbers(*(hidden(6, "sigmoid") for _ in range(7)), end())


def wild_start() -> Project:
    wild = initializers.Normal(standard_deviation=3.0)
    layers = [hidden(16, "relu", kernel_initializer=wild) for _ in range(6)]
    return two_numbers(*layers, end())


def dead_units() -> Project:
    return two_numbers(
        hidden(16, "relu", bias_initializer=initializers.Constant(value=-50.0)), end()
    )


def saturated() -> Project:
    wild = initializers.Normal(standard_deviation=30.0)
    names = ("dense_1", "dense_2", "dense_3")
    return with_layers(examples.named("Spiral 8-8-8").build(), *names, kernel_initializer=wild)


def unscaled_wine() -> Project:
    return own(
        Input(shape=(13,)),
        hidden(8, "tanh"),
        Dense(units=3, activation="softmax"),
        data=DataSettings(source=Builtin(name="wine"), standardize=False, test_share=0.3),
        loss=losses.SparseCategoricalCrossentropy(),
    )


def unscaled_targets() -> Project:
    project = diabetes()
    return replace(project, data=replace(project.data, standardize_target=False))


def probabilities_from_relu() -> Project:
    project = with_layers(circle(), "dense_3", activation="relu")
    return trained(project, loss=losses.BinaryCrossentropy())


def probabilities_from_a_line() -> Project:
    return with_layers(examples.named("One hidden layer").build(), "dense_2", activation="linear")


def three_of_four() -> Project:
    layers = [Input(shape=(2,)), hidden(2, "relu"), end()]
    data = examples.named("XOR").build().data
    project = own(*layers, data=data, batch_size=4, epochs=1500)
    return trained(with_rate(project, 0.3), seed=1)


def learned_by_heart() -> Project:
    return own(
        Input(shape=(10,)),
        hidden(64, "relu"),
        hidden(64, "relu"),
        Dense(units=1),
        data=DataSettings(source=Builtin(name="diabetes"), test_share=0.5),
        loss=losses.MeanSquaredError(),
        optimizer=optim.Adam(learning_rate=0.005),
        batch_size=32,
        epochs=60,
    )


def strong_dropout() -> Project:
    return two_numbers(
        hidden(32, "relu"),
        Dropout(rate=0.95),
        end(),
        optimizer=optim.Adam(learning_rate=0.01),
        epochs=60,
    )


def large_batch() -> Project:
    return two_numbers(
        hidden(8, "tanh"), end(), batch_size=None, epochs=40, optimizer=optim.SGD(learning_rate=0.1)
    )


def rare_class() -> Project:
    random = np.random.default_rng(0)
    common, rare = random.normal(0.0, 1.0, (380, 2)), random.normal(1.2, 1.0, (20, 2))
    rows = [f"{x:.3f},{y:.3f},common" for x, y in common]
    rows += [f"{x:.3f},{y:.3f},rare" for x, y in rare]
    table = "\n".join(["x,y,kind", *rows]).encode()
    columns = (
        ColumnChoice(name="x"),
        ColumnChoice(name="y"),
        ColumnChoice(name="kind", role="target", kind="category"),
    )
    source = Table(attachment="kinds", file_name="kinds.csv", columns=columns)
    data = DataSettings(source=source, test_share=0.25)
    project = two_numbers(hidden(8, "tanh"), end(), data=data, epochs=40)
    return replace(project, attachments={"kinds": table})


def mixed_spirals() -> DataSettings:
    return DataSettings(source=Generated(name="spiral", noise=50.0))


FAULTS: dict[str, Fault] = {
    "weights of 0.01": Fault(
        "start_too_small", examples.named("XOR (too-small start)").build, "dense_1"
    ),
    "the same weight everywhere": Fault(
        "start_alike",
        lambda: with_layers(
            circle(),
            *("dense_1", "dense_2", "dense_3"),
            kernel_initializer=initializers.Constant(value=0.1),
        ),
        "dense_1",
    ),
    "weights of zero": Fault(
        "start_alike",
        lambda: with_layers(iris(), "dense_1", "dense_2", kernel_initializer=initializers.Zeros()),
        "dense_1",
    ),
    "huge weights": Fault("exploding", wild_start, "dense_1"),
    "all layers frozen": Fault("all_frozen", all_frozen),
    "a rate of 3 on a circle": Fault("rate_too_high", lambda: with_rate(circle(), 3.0)),
    "a rate of 30 on flowers": Fault("rate_too_high", lambda: with_rate(iris(), 30.0)),
    "a rate of 5 on a line": Fault("not_finite", lambda: with_rate(line(), 5.0)),
    "a rate of 0.00001 on a circle": Fault("rate_too_low", lambda: with_rate(circle(), 1e-5)),
    "a rate of 0.00001 on flowers": Fault("rate_too_low", lambda: with_rate(iris(), 1e-5)),
    "eight sigmoids in a row": Fault("vanishing", deep_sigmoids, "dense_1"),
    "biases of -50 before ReLU": Fault("dead_units", dead_units, "dense_1"),
    "weights of 30 before tanh": Fault("saturated", saturated, "dense_1"),
    "inputs of a thousand": Fault("unscaled_inputs", unscaled_wine),
    "targets of hundreds": Fault("unscaled_targets", unscaled_targets),
    "probabilities out of ReLU": Fault("loss_activation", probabilities_from_relu, "dense_3"),
    "probabilities out of a line": Fault("loss_activation", probabilities_from_a_line, "dense_2"),
    "numbers out of sigmoid": Fault(
        "bounded_regression",
        lambda: with_layers(diabetes(), "dense_2", activation="sigmoid"),
        "dense_2",
    ),
    "a class of one in twenty": Fault("class_imbalance", rare_class),
    "many weights and few rows": Fault("overfitting", learned_by_heart),
    "a straight line around a disc": Fault("underfitting", lambda: two_numbers(end())),
    "two units on a spiral": Fault(
        "underfitting", lambda: two_numbers(hidden(2, "tanh"), end(), data=mixed_spirals())
    ),
    "two rectifiers on XOR": Fault("underfitting", three_of_four),
    "a dropout of 95%": Fault("dropout_too_strong", strong_dropout, "dropout_1"),
    "an L2 of 1": Fault("penalty_too_strong", lambda: trained(circle(), l2=1.0), "dense_1"),
    "an L1 and an L2 at once": Fault(
        "penalty_too_strong", lambda: trained(circle(), l1=0.5, l2=1.0), "dense_1"
    ),
    "batches of all rows": Fault("batch_too_large", large_batch),
    "points at random": Fault(
        "plateau",
        lambda: two_numbers(hidden(8, "tanh"), end(), data=mixed_spirals(), epochs=200),
    ),
}
