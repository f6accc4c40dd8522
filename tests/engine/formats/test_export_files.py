"""An export holds every weight bit for bit, or leaves no file and the old one whole."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import onnx
import pytest
import safetensors

from engine import Graph
from engine.data.preprocessing import Identity, OneHot, Preprocessing, Standardize
from engine.formats import FORMATS, ExportError, by_ending, export, writing
from engine.formats.trained import Description
from engine.layers import Activation, Dense, Input

ENDINGS = [each.ending for each in FORMATS]

PREPARED = Preprocessing(
    names=("age", "colour"),
    transforms=(
        Standardize(mean=40.1, scale=0.1 + 0.2, fill=39.0),
        OneHot(categories=("blau", "rot"), fill=1),
    ),
    classes=("no", "yes"),
)


@pytest.fixture
def network(trained):
    graph = Graph.sequential(
        Input(shape=(3,)), Dense(units=4, activation="tanh"), Dense(units=1, activation="sigmoid")
    )
    return trained(graph, PREPARED, loss="binary_crossentropy", name="Größe")


def read(path):
    """Return the arrays and the description of a file, each read with the format's own library."""
    if path.suffix == ".npz":
        with np.load(path) as archive:
            arrays = {name: archive[name] for name in archive.files}
        return arrays, str(arrays.pop("__dnngui__"))
    if path.suffix == ".safetensors":
        with safetensors.safe_open(path, "numpy") as file:
            arrays = {name: file.get_tensor(name) for name in file.offset_keys()}
            return arrays, file.metadata()["dnngui"]
    initializers = onnx.load(path).graph.initializer
    return {each.name: onnx.numpy_helper.to_array(each) for each in initializers}, None


def assert_same_bits(found, wanted):
    for name, array in wanted.items():
        assert found[name].dtype == array.dtype
        assert found[name].shape == array.shape
        assert found[name].tobytes() == array.tobytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_weights_are_kept_bit_for_bit_under_their_names(ending, network, tmp_path):
    report = export(tmp_path / f"net{ending}", network)
    arrays, description = read(report.path)
    assert {"dense_1/kernel", "dense_1/bias", "dense_2/kernel", "dense_2/bias"} <= set(arrays)
    assert_same_bits(arrays, network.parameters)
    if description:
        assert len(arrays) == 4
    assert report.bytes == report.path.stat().st_size
    assert report.format == ending[1:]
    assert "21 weights" in str(report.facts)


@pytest.mark.parametrize("ending", [".npz", ".safetensors"])
def test_graph_and_preprocessing_travel_with_the_weights(ending, network, tmp_path):
    _, text = read(export(tmp_path / f"net{ending}", network).path)
    plain = json.loads(text)
    assert plain["format"] == "dnngui.weights.v1"
    assert plain["name"] == "Größe"
    assert plain["preprocessing"]["transforms"][0]["scale"] == 0.1 + 0.2
    description = Description.from_json(text)
    assert description.graph == network.graph
    assert description.preprocessing == PREPARED
    assert description.loss == network.outputs[0].loss


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_network_gives_the_same_bytes(ending, network, tmp_path):
    first = export(tmp_path / f"a{ending}", network).path.read_bytes()
    assert export(tmp_path / f"b{ending}", network).path.read_bytes() == first


@pytest.mark.parametrize("ending", ENDINGS)
def test_odd_names_are_kept(ending, trained, tmp_path):
    graph = Graph.sequential(Input(shape=(2,)), *[Dense(units=2) for _ in range(5)])
    names = ["..", "слой№1", "a.npy", 'quote"<&>:*?|', "x" * 100]
    for node, name in zip(graph.nodes[1:], names, strict=True):
        graph = graph.rename(node.id, name)
    network = trained(graph)
    arrays, _ = read(export(tmp_path / f"net{ending}", network).path)
    assert_same_bits(arrays, network.parameters)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_layer_may_be_called_like_anything_inside_the_file(ending, trained, tmp_path):
    graph = Graph.sequential(Input(shape=(2,)), *[Dense(units=2) for _ in range(4)])
    for node, name in zip(
        graph.nodes, ["input", "output", "label", "__dnngui__", "N"], strict=True
    ):
        graph = graph.rename(node.id, name)
    network = trained(graph)
    arrays, _ = read(export(tmp_path / f"net{ending}", network).path)
    assert_same_bits(arrays, network.parameters)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_network_without_weights_can_be_taken_away(ending, trained, tmp_path):
    graph = Graph.sequential(Input(shape=(2,)), Activation(function="tanh"))
    assert export(tmp_path / f"net{ending}", trained(graph, name="")).path.exists()


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_float64_program_keeps_its_digits_where_the_format_can(ending, trained, tmp_path):
    graph = Graph.sequential(Input(shape=(3,)), Dense(units=5, activation="tanh"), Dense(units=2))
    network = trained(graph, dtype="float64")
    arrays, _ = read(export(tmp_path / f"net{ending}", network).path)
    kept = np.float32 if ending == ".onnx" else np.float64
    assert_same_bits(arrays, {name: each.astype(kept) for name, each in network.parameters.items()})


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_weights_that_are_not_finite_are_refused_with_the_layer_named(
    ending, bad, network, tmp_path
):
    network.parameters["dense_2/kernel"][1] = bad
    with pytest.raises(ExportError, match="weights of dense_2 are not finite"):
        export(tmp_path / f"net{ending}", network)
    assert not list(tmp_path.iterdir())


def test_predictions_that_are_not_finite_are_refused(trained, tmp_path):
    graph = Graph.sequential(Input(shape=(2,)), Dense(units=2), Dense(units=2))
    network = trained(graph)
    for array in network.parameters.values():
        array[...] = 1e30
    with pytest.raises(ExportError, match="predictions are not finite"), np.errstate(over="ignore"):
        export(tmp_path / "net.onnx", network)


def test_weights_beyond_float32_are_refused_for_onnx_alone(trained, tmp_path):
    graph = Graph.sequential(Input(shape=(2,)), Dense(units=2))
    network = trained(graph, dtype="float64")
    network.parameters["dense_1/bias"][0] = 1e300
    with pytest.raises(ExportError, match="dense_1/bias are too large"):
        export(tmp_path / "net.onnx", network)
    assert export(tmp_path / "net.npz", network).path.exists()


def test_an_unknown_ending_is_refused_with_the_known_ones(network, tmp_path):
    with pytest.raises(ExportError, match=r"\.onnx, \.safetensors, \.npz"):
        export(tmp_path / "net.h5", network)
    with pytest.raises(ExportError, match="one of: onnx, safetensors, npz"):
        export(tmp_path / "net.npz", network, "hdf5")


def test_a_named_format_needs_no_ending_and_an_ending_no_case(network, tmp_path):
    assert export(tmp_path / "weights", network, "safetensors").format == "safetensors"
    assert export(str(tmp_path / "NET.NPZ"), network).format == "npz"


def writes(change):
    """Return what a disk does that stores something else than it was given."""

    def write(path, content):
        path.write_bytes(change(content))

    return write


def flipped(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 4]) + content[middle + 1 :]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "change",
    [flipped, lambda content: content[:-1], lambda content: b""],
    ids=["bit", "short", "0"],
)
def test_a_disk_that_stores_something_else_is_found_out(
    ending, change, network, tmp_path, monkeypatch
):
    path = tmp_path / f"net{ending}"
    path.write_bytes(b"the old file")
    monkeypatch.setattr(writing, "_write", writes(change))
    with pytest.raises(ExportError, match="read back differently, so nothing was saved"):
        export(path, network)
    assert path.read_bytes() == b"the old file"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("chosen", FORMATS, ids=lambda each: each.name)
def test_a_writer_that_alters_a_weight_is_found_out(chosen, network):
    """The arrays are compared, not only the bytes that came from the same writer."""
    content = chosen.encode(network)
    network.parameters["dense_1/kernel"][0, 0] = np.nextafter(
        network.parameters["dense_1/kernel"][0, 0], np.float32(9)
    )
    with pytest.raises(ExportError, match="dense_1/kernel were read back differently"):
        chosen.check(content, network)


@pytest.mark.parametrize("ending", [".npz", ".safetensors"])
def test_a_writer_that_loses_an_array_is_found_out(ending, network, trained):
    chosen = by_ending(Path(f"net{ending}"))
    fewer = trained(Graph.sequential(Input(shape=(3,)), Dense(units=4)), PREPARED)
    with pytest.raises(ExportError, match="read back differently"):
        chosen.check(chosen.encode(fewer), network)
    with pytest.raises(ExportError, match="read back differently"):
        chosen.check(chosen.encode(network), fewer)


@pytest.mark.parametrize("ending", [".npz", ".safetensors"])
def test_a_writer_that_alters_the_description_is_found_out(ending, network):
    chosen = by_ending(Path(f"net{ending}"))
    content = chosen.encode(network)
    with pytest.raises(ExportError, match="description of other was read back differently"):
        chosen.check(content, replace(network, name="other"))


def test_a_model_that_names_the_wrong_class_is_found_out(network):
    chosen = by_ending(Path("net.onnx"))
    swapped = msgspec.structs.replace(PREPARED, classes=("yes", "no"))
    output = replace(network.outputs[0], preprocessing=swapped)
    with pytest.raises(ExportError, match="names other classes"):
        chosen.check(chosen.encode(network), replace(network, outputs=(output,)))


def test_a_model_that_predicts_something_else_is_not_saved(network, tmp_path):
    path = tmp_path / "net.onnx"
    export(path, network)
    before = path.read_bytes()
    honest = network.predict
    other = replace(network, predict=lambda raw: honest(raw) + 3e-5)
    with pytest.raises(ExportError, match=r"predictions differ by 3\.0e-05, more than 1e-05"):
        export(path, other)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def failing(number):
    def fail(*_):
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "There is no room for “.*net.npz” on the disk"),
        (errno.EDQUOT, "There is no room"),
        (errno.EACCES, "“.*net.npz” may not be written"),
        (errno.EROFS, "may not be written"),
        (errno.EIO, r"could not be written \(Input/output error\)"),
    ],
)
def test_a_failing_disk_is_said_in_a_sentence_and_leaves_the_old_file(
    step, number, sentence, network, tmp_path, monkeypatch
):
    path = tmp_path / "net.npz"
    path.write_bytes(b"the old file")
    monkeypatch.setattr(writing.os, step, failing(number))
    with pytest.raises(ExportError, match=sentence):
        export(path, network)
    assert path.read_bytes() == b"the old file"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
def test_a_write_that_the_system_cuts_short_is_said_in_a_sentence(network, tmp_path):
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, hard))
    try:
        with pytest.raises(ExportError, match="no room"):
            export(tmp_path / "net.npz", network)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_or_a_folder_in_place_of_the_file(network, tmp_path):
    with pytest.raises(ExportError, match=r"folder “.*missing” does not exist"):
        export(tmp_path / "missing" / "net.npz", network)
    (tmp_path / "net.npz").mkdir()
    with pytest.raises(ExportError, match="is a folder"):
        export(tmp_path / "net.npz", network)


def test_a_name_that_is_too_long_is_said_in_a_sentence(network, tmp_path):
    with pytest.raises(ExportError, match="could not be written"):
        export(tmp_path / ("x" * 300 + ".npz"), network)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such rights")
def test_the_rights_of_the_old_file_and_a_link_to_it_stay(network, tmp_path):
    path, link = tmp_path / "net.npz", tmp_path / "link.npz"
    path.write_bytes(b"the old file")
    path.chmod(0o640)
    link.symlink_to(path)
    export(link, network)
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert_same_bits(read(path)[0], network.parameters)


def test_the_formats_libraries_are_loaded_only_when_used():
    loaded = "import engine.formats, sys; print({'onnx', 'safetensors'} & set(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, check=True, text=True
    )
    assert result.stdout.strip() == "set()"


def test_identity_columns_that_are_never_missing_need_no_sample(trained, tmp_path):
    prepared = Preprocessing(names=("x",), transforms=(Identity(fill=2.0),))
    graph = Graph.sequential(Input(shape=(1,)), Dense(units=1))
    assert export(tmp_path / "net.onnx", trained(graph, prepared)).bytes > 0
