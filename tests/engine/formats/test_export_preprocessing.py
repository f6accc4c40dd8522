"""A model takes raw rows: it fills, scales and encodes them inside, and answers in raw units."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import onnx
import pytest

from engine import Graph
from engine.data.load import load
from engine.data.preprocessing import Identity, OneHot, Preprocessing, Standardize, TargetScale
from engine.data.settings import Builtin, DataSettings, Generated
from engine.formats import export
from engine.layers import Dense, Flatten, Input


def classifier(width, units=1, activation="sigmoid", shape=None):
    hidden, last = Dense(units=6, activation="tanh"), Dense(units=units, activation=activation)
    return Graph.sequential(Input(shape=shape or (width,)), Flatten(), hidden, last)


def numbers(steps, **more):
    names = tuple(f"x{place}" for place in range(len(steps)))
    return Preprocessing(names=names, transforms=tuple(steps), **more)


IDENTITIES = numbers([Identity(fill=0.5), Identity(fill=-2.0), Identity()])
STANDARDIZED = numbers(
    [Standardize(mean=5.8, scale=0.8, fill=5.6), Standardize(mean=-3, scale=9, fill=0)]
)
MIXED = numbers([Identity(fill=0.25), Standardize(mean=120.0, scale=30.0, fill=110.0)])
COLOURS = OneHot(categories=("red", "grün", "深蓝"), fill=1)
CATEGORIES = Preprocessing(
    names=("colour", "weight [kg]", "size"),
    transforms=(
        COLOURS,
        Standardize(mean=70.0, scale=12.0, fill=68.0),
        OneHot(categories=("S", "L")),
    ),
)
TEXTS = Preprocessing(names=("colour",), transforms=(COLOURS,))


def raw_rows(preprocessing, count=40):
    """Return rows with every category, an unknown one and a gap in each column."""
    random = np.random.default_rng(5)
    columns = []
    for step in preprocessing.transforms:
        if isinstance(step, OneHot):
            columns.append(np.arange(count) % (len(step.categories) + 1) - 1.0)
        else:
            middle, spread = getattr(step, "mean", 0.0), getattr(step, "scale", 3.0)
            columns.append(middle + spread * random.normal(size=count))
    raw = np.stack(columns, axis=1)
    for column in range(raw.shape[1]):
        raw[-1 - column, column] = np.nan
    return raw


def fed(preprocessing, raw, kind=np.float32):
    """Return what a person at the other end gives the model: one table, or a column each."""
    if not any(isinstance(step, OneHot) for step in preprocessing.transforms):
        return raw.astype(kind)
    given = {}
    for name, step, cells in zip(preprocessing.names, preprocessing.transforms, raw.T, strict=True):
        if isinstance(step, OneHot):
            words = {-1.0: "never seen", **dict(enumerate(step.categories))}
            texts = ["" if np.isnan(cell) else words[cell] for cell in cells]
            given[name] = np.array(texts, dtype=object)[:, None]
        else:
            given[name] = cells.astype(kind)[:, None]
    return given


@pytest.mark.parametrize(
    "preprocessing",
    [IDENTITIES, STANDARDIZED, MIXED, CATEGORIES, TEXTS],
    ids=["identity", "standardize", "mixed", "categories", "texts"],
)
def test_raw_rows_go_in(preprocessing, trained, run, tmp_path):
    network = trained(classifier(preprocessing.width), preprocessing)
    export(tmp_path / "net.onnx", network)
    raw = raw_rows(preprocessing)
    found = run(tmp_path / "net.onnx", fed(preprocessing, raw))["output"]
    np.testing.assert_allclose(found, network.predict(raw), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("scale", [1.0, 300.0])
def test_a_column_far_from_zero_comes_in_as_float64_and_keeps_its_digits(
    scale, trained, run, tmp_path
):
    far = numbers([Standardize(mean=1e6, scale=scale, fill=1e6), Identity()])
    network = trained(classifier(2), far)
    report = export(tmp_path / "net.onnx", network)
    model = onnx.load(tmp_path / "net.onnx")
    assert model.graph.input[0].type.tensor_type.elem_type == onnx.TensorProto.DOUBLE
    raw = raw_rows(far, 500)
    found = run(tmp_path / "net.onnx", raw)["output"]
    np.testing.assert_allclose(found, network.predict(raw), rtol=1e-5, atol=1e-5)
    assert "float64" in str(report.facts)


def test_whole_numbers_far_from_zero_have_no_digits_to_lose_and_come_in_as_float32(
    trained, run, tmp_path
):
    far = numbers([Standardize(mean=1_000_015.4, scale=9.7, fill=1_000_016.0)])
    raw = np.random.default_rng(2).integers(1_000_000, 1_000_030, (200, 1)).astype(float)
    network = trained(classifier(1), far, sample=raw)
    export(tmp_path / "whole.onnx", network)
    found = run(tmp_path / "whole.onnx", raw.astype(np.float32))["output"]
    np.testing.assert_allclose(found, network.predict(raw), rtol=1e-5, atol=1e-5)
    export(tmp_path / "broken.onnx", replace(network, sample=raw + 0.3))
    found = run(tmp_path / "broken.onnx", raw + 0.3)["output"]
    np.testing.assert_allclose(found, network.predict(raw + 0.3), rtol=1e-5, atol=1e-5)


def test_labels_come_with_a_column_far_from_zero(trained, run, tmp_path):
    far = numbers([Standardize(mean=1e8, scale=1.0, fill=1e8)] * 2, classes=("no", "yes"))
    network = trained(classifier(2), far)
    export(tmp_path / "net.onnx", network)
    raw = raw_rows(far, 500)
    outputs = network.predict(raw)[:, 0]
    clear = np.abs(outputs - 0.5) > 1e-5
    found = run(tmp_path / "net.onnx", raw)["label"]
    assert ((found == "yes") == (outputs > 0.5))[clear].all()


def test_a_column_far_from_zero_beside_categories_keeps_its_digits(trained, run, tmp_path):
    far = Preprocessing(
        names=("year", "colour"), transforms=(Standardize(mean=2e6, scale=3.0, fill=2e6), COLOURS)
    )
    network = trained(classifier(4), far)
    export(tmp_path / "net.onnx", network)
    raw = raw_rows(far, 100)
    found = run(tmp_path / "net.onnx", fed(far, raw, np.float64))["output"]
    np.testing.assert_allclose(found, network.predict(raw), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(
    "scales",
    [
        (TargetScale(mean=152.1, scale=77.0),),
        (TargetScale(mean=-3.0, scale=1e-3), TargetScale(mean=2e5, scale=9e4)),
    ],
)
def test_numbers_come_out_in_the_units_of_the_target(scales, trained, run, tmp_path):
    targets = tuple(f"y{place}" for place in range(len(scales)))
    prepared = numbers(STANDARDIZED.transforms, target_names=targets, target_scales=scales)
    network = trained(classifier(2, len(scales), "linear"), prepared)
    export(tmp_path / "net.onnx", network)
    raw = raw_rows(prepared)
    expected = network.predict(raw)
    found = run(tmp_path / "net.onnx", fed(prepared, raw))["output"]
    means, spreads = (
        np.array(part) for part in zip(*((s.mean, s.scale) for s in scales), strict=True)
    )
    np.testing.assert_allclose((found - means) / spreads, (expected - means) / spreads, atol=1e-5)
    assert (np.ptp(found, axis=0) > spreads / 10).all()


SETS = [
    ("iris", 3, "softmax"),
    ("wine", 3, "softmax"),
    ("breast cancer", 1, "sigmoid"),
    ("digits", 10, "softmax"),
    ("diabetes", 1, "linear"),
]


@pytest.mark.parametrize(("name", "units", "activation"), SETS)
def test_a_built_in_set_goes_in_raw_as_float32(name, units, activation, trained, run, tmp_path):
    data = load(DataSettings(source=Builtin(name=name)))
    graph = classifier(data.x_train.shape[1], units, activation, data.feature_shape)
    network = trained(graph, data.preprocessing, sample=data.raw_train)
    export(tmp_path / "net.onnx", network)
    expected = network.predict(data.raw_test)
    found = run(tmp_path / "net.onnx", data.raw_test.astype(np.float32))["output"]
    scale = data.preprocessing.target_scales[0].scale if data.preprocessing.target_scales else 1.0
    assert np.abs(found - expected).max() < 1e-5 * scale


def test_generated_points_go_in_as_they_are(trained, run, tmp_path):
    data = load(DataSettings(source=Generated(name="spiral")))
    network = trained(classifier(2), data.preprocessing, sample=data.raw_train)
    export(tmp_path / "net.onnx", network)
    found = run(tmp_path / "net.onnx", data.raw_test.astype(np.float32))["output"]
    np.testing.assert_allclose(found, network.predict(data.raw_test), atol=1e-5)


CLASSES = ("Iris setosa", "versicolor ✿", "other")


@pytest.mark.parametrize(
    ("units", "activation", "loss"),
    [
        (3, "softmax", "categorical_crossentropy"),
        (2, "softmax", "sparse_categorical_crossentropy"),
        (1, "sigmoid", "binary_crossentropy"),
        (1, "tanh", "hinge"),
    ],
)
def test_the_label_is_the_class_in_words(units, activation, loss, trained, run, tmp_path):
    prepared = numbers(STANDARDIZED.transforms, classes=CLASSES[: max(units, 2)])
    network = trained(classifier(2, units, activation), prepared, loss=loss)
    export(tmp_path / "net.onnx", network)
    raw = raw_rows(prepared, 200)
    outputs = network.predict(raw)
    middle = 0.5 if activation == "sigmoid" else 0.0
    chosen = outputs.argmax(axis=1) if units > 1 else (outputs[:, 0] > middle).astype(int)
    assert len(set(chosen)) > 1
    found = run(tmp_path / "net.onnx", fed(prepared, raw))["label"]
    assert found.tolist() == [CLASSES[index] for index in chosen]


def test_a_label_goes_by_the_threshold_of_the_project(trained, run, tmp_path):
    prepared = numbers(STANDARDIZED.transforms, classes=("no", "yes"))
    raw = raw_rows(prepared, 200)
    outputs = trained(classifier(2), prepared).predict(raw)[:, 0]
    threshold = float(np.quantile(outputs, 0.9))
    network = trained(classifier(2), prepared, threshold=threshold)
    export(tmp_path / "net.onnx", network)
    found = run(tmp_path / "net.onnx", fed(prepared, raw))["label"]
    clear = np.abs(outputs - threshold) > 1e-5
    assert ((found == "yes") == (outputs > threshold))[clear].all()
    assert np.mean(found == "yes") == pytest.approx(0.1, abs=0.01)


def test_a_model_says_what_its_columns_targets_and_classes_are(trained, tmp_path):
    prepared = Preprocessing(
        names=("a, b", "ü"),
        transforms=STANDARDIZED.transforms,
        target_names=("kind",),
        classes=("no", "yes"),
    )
    network = trained(classifier(2), prepared, name="Ja oder nein?", loss="binary_crossentropy")
    export(tmp_path / "net.onnx", network)
    model = onnx.load(tmp_path / "net.onnx")
    said = {entry.key: entry.value for entry in model.metadata_props}
    assert json.loads(said["columns"]) == ["a, b", "ü"]
    assert json.loads(said["targets"]) == ["kind"]
    assert json.loads(said["classes"]) == ["no", "yes"]
    assert (said["name"], said["loss"]) == ("Ja oder nein?", "binary_crossentropy")
    batch, columns = model.graph.input[0].type.tensor_type.shape.dim
    assert (batch.dim_param, columns.dim_value) == ("N", 2)
    assert (model.ir_version, model.opset_import[0].version) == (9, 20)


def test_columns_called_like_weights_and_outputs_do_not_collide(trained, run, tmp_path):
    names = ("dense_1/kernel", "output", "label", "")
    step = Standardize(mean=1.0, scale=2.0, fill=0.0)
    prepared = Preprocessing(
        names=names, transforms=(step, COLOURS, step, step), classes=("no", "yes")
    )
    network = trained(classifier(6), prepared)
    export(tmp_path / "net.onnx", network)
    raw = raw_rows(prepared)
    given = fed(prepared, raw)
    given["dense_1/kernel_2"] = given.pop("dense_1/kernel")
    given["column 4"] = given.pop("")
    found = run(tmp_path / "net.onnx", given)
    assert list(found) == ["output_2", "label_2"]
    np.testing.assert_allclose(found["output_2"], network.predict(raw), atol=1e-5)
