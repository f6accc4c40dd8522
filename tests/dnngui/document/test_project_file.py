import io
import os
import stat
import sys
import zipfile

import msgspec
import numpy as np
import pytest
from document_projects import (
    CSV,
    classifier,
    edited_json,
    regression_on_a_table,
    repacked,
    same_run,
    trained,
    with_training,
)

from dnngui.document import file as project_file
from dnngui.document.examples import EXAMPLES
from dnngui.document.file import FileError, SavedProject, load, save
from dnngui.document.project import Project
from dnngui.document.run import SavedRun, saved_run
from engine import layers, optim
from engine.record import Evaluation

PICTURE = b"\x89PNG\r\n\x1a\n and so on"


def full(steps=13) -> SavedProject:
    project = classifier()
    return SavedProject(project, saved_run(trained(project, steps)), PICTURE)


def with_snapshot(run, **fields) -> SavedRun:
    values = {name: getattr(run.snapshot, name) for name in run.snapshot.__dataclass_fields__}
    snapshot = type(run.snapshot)(**(values | fields))
    return SavedRun(snapshot, run.shapes, run.samples, run.preprocessing)


# ---------------------------------------------------------------- what is saved is opened


def test_everything_comes_back(tmp_path):
    saved = full()
    save(tmp_path / "a.dnn", saved)
    opened = load(tmp_path / "a.dnn")
    assert opened.project == saved.project
    assert same_run(opened.run, saved.run)
    assert opened.picture == PICTURE
    assert opened.warnings == ()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_every_example_comes_back(tmp_path, example):
    save(tmp_path / "a.dnn", SavedProject(example.build()))
    opened = load(tmp_path / "a.dnn")
    assert (opened.project, opened.run) == (example.build(), None)


def test_a_persons_own_table_comes_back_byte_for_byte(tmp_path):
    project = regression_on_a_table()
    strange = {"my table.csv": CSV, "%41/../数据\\\n.csv": b"\x00\xff", "": b""}
    project = msgspec.structs.replace(project, attachments=strange)
    save(tmp_path / "a.dnn", SavedProject(project))
    assert load(tmp_path / "a.dnn").project.attachments == strange


def test_saving_what_was_opened_gives_the_same_bytes(tmp_path):
    save(tmp_path / "a.dnn", full())
    save(tmp_path / "b.dnn", load(tmp_path / "a.dnn"))
    assert (tmp_path / "a.dnn").read_bytes() == (tmp_path / "b.dnn").read_bytes()


def test_numpy_opens_the_weights_as_they_are(tmp_path):
    trainer = trained(classifier(), 5)
    save(tmp_path / "a.dnn", SavedProject(classifier(), saved_run(trainer)))
    with np.load(tmp_path / "a.dnn", allow_pickle=False) as archive:
        for name, array in trainer.program.parameters.items():
            np.testing.assert_array_equal(archive[f"weights/{name}"], array, strict=True)
        assert archive["optimizer/first"].dtype == np.float32


def test_every_bit_of_a_weight_is_kept(tmp_path):
    """Subnormal, negative zero, and one that no short decimal number names."""
    run = full().run
    theta = run.snapshot.theta.copy()
    theta[:4] = [np.float32(1e-45), -0.0, np.nextafter(np.float32(0.1), np.float32(1.0)), 3e38]
    save(tmp_path / "a.dnn", SavedProject(classifier(), with_snapshot(run, theta=theta)))
    assert load(tmp_path / "a.dnn").run.snapshot.theta.tobytes() == theta.tobytes()


def test_curves_keep_numbers_that_are_not_finite(tmp_path):
    run = full().run
    record = msgspec.structs.replace(
        run.snapshot.record,
        evaluations=[
            Evaluation(
                step=0,
                epoch=0.25,
                loss=float("inf"),
                test_loss=float("nan"),
                metrics={"r2": float("-inf")},
            )
        ],
    )
    save(tmp_path / "a.dnn", SavedProject(classifier(), with_snapshot(run, record=record)))
    opened = load(tmp_path / "a.dnn").run.snapshot.record.evaluations[0]
    assert opened.loss == float("inf")
    assert np.isnan(opened.test_loss)
    assert opened.metrics == {"r2": float("-inf")}


def test_a_run_in_float64_and_one_without_curves_come_back(tmp_path):
    run = full().run
    doubled = {name: values.astype(float) for name, values in run.snapshot.optimizer_state.items()}
    run = with_snapshot(run, best=None, optimizer_state=doubled, record=None)
    exact = with_snapshot(run, theta=run.snapshot.theta.astype(np.float64) + 1e-12)
    save(tmp_path / "a.dnn", SavedProject(classifier(), exact))
    assert same_run(load(tmp_path / "a.dnn").run, exact)


# ---------------------------------------------------------------- what cannot be gone on with


def test_a_run_of_another_drawing_is_left_out_and_the_project_saved(tmp_path):
    saved = full()
    graph = saved.project.graph.replace(2, layers.Dense(units=9))
    project = saved.project.with_graph(graph)
    save(tmp_path / "a.dnn", SavedProject(project, saved.run, PICTURE))
    opened = load(tmp_path / "a.dnn")
    assert (opened.project, opened.run, opened.picture) == (project, None, PICTURE)
    assert opened.warnings == ()


def test_a_table_that_could_not_be_opened_again_is_not_saved(tmp_path, monkeypatch):
    path = tmp_path / "a.dnn"
    save(path, full())
    before = path.read_bytes()
    monkeypatch.setattr(project_file, "LARGEST_FILE", len(CSV) - 1)
    with pytest.raises(FileError, match="would be opened differently"):
        save(path, SavedProject(regression_on_a_table()))
    assert path.read_bytes() == before


def test_a_drawing_that_is_not_finished_can_be_saved(tmp_path):
    project = Project(graph=classifier().graph.remove([4]).add(layers.Dense())[0])
    save(tmp_path / "a.dnn", SavedProject(project, full().run))
    assert load(tmp_path / "a.dnn").project == project


def test_weights_that_are_not_finite_are_not_saved(tmp_path):
    run = full().run
    theta = run.snapshot.theta.copy()
    theta[2] = np.nan
    save(tmp_path / "a.dnn", SavedProject(classifier(), with_snapshot(run, theta=theta)))
    assert load(tmp_path / "a.dnn").run is None


def test_a_project_with_a_number_that_json_lacks_is_refused_and_the_old_file_stays(tmp_path):
    path = tmp_path / "a.dnn"
    save(path, full())
    before = path.read_bytes()
    graph = classifier().graph.replace(1, layers.Input(shape=(2,)))
    project = classifier().with_graph(graph)
    broken = with_training(project, tolerance=float("inf"))
    with pytest.raises(FileError, match="cannot be saved"):
        save(path, SavedProject(broken))
    surrogate = msgspec.structs.replace(project, name="\udcff")
    with pytest.raises(FileError, match="cannot be saved"):
        save(path, SavedProject(surrogate))
    assert path.read_bytes() == before


# ---------------------------------------------------------------- the old file stays whole


class Full:
    """A disk that is full: nothing more is written."""

    def __call__(self, *_args, **_options):
        raise OSError(28, "No space left on device")


def shortened(monkeypatch):
    """Let the disk swallow the end of the file without a word."""
    whole = os.fsync

    def fsync(descriptor):
        whole(descriptor)
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.truncate(descriptor, os.fstat(descriptor).st_size - 7)

    monkeypatch.setattr(os, "fsync", fsync)


@pytest.mark.parametrize(
    "failure",
    [
        lambda patch: patch.setattr(io, "open", Full()),
        lambda patch: patch.setattr(os, "fsync", Full()),
        lambda patch: patch.setattr(os, "replace", Full()),
        shortened,
    ],
    ids=["opening", "fsync", "replace", "short write"],
)
def test_whatever_fails_the_old_file_stays_and_nothing_else_is_left(tmp_path, monkeypatch, failure):
    path = tmp_path / "a.dnn"
    save(path, full(3))
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        failure(patch)
        with pytest.raises(FileError):
            save(path, full(9))
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.dnn"]
    save(path, full(9))
    assert load(path).run.snapshot.step == 9


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")
def test_a_disk_that_is_full_in_the_middle_of_a_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.dnn"
    save(path, full(3))
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        opened = io.open
        patch.setattr(
            io,
            "open",
            lambda name, mode="r", *rest, **more: opened(
                "/dev/full" if "x" in mode else name, mode.replace("x", "w"), *rest, **more
            ),
        )
        with pytest.raises(FileError, match="no room"):
            save(path, full(9))
    assert path.read_bytes() == before


def test_a_stopped_save_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "a.dnn"
    save(path, full(3))
    before = path.read_bytes()

    def interrupt(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            save(path, full(9))
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.dnn"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes and links of POSIX")
def test_mode_and_link_of_the_old_file_are_kept(tmp_path):
    real = tmp_path / "real.dnn"
    save(real, full(3))
    real.chmod(0o640)
    link = tmp_path / "link.dnn"
    link.symlink_to(real)
    save(link, full(9))
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert load(real).run.snapshot.step == 9


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(FileError, match="does not exist"):
        save(tmp_path / "nowhere" / "a.dnn", full())


# ---------------------------------------------------------------- what is no project


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not a project of dnngui"),
        (b"hello", "is not a project of dnngui"),
        (b"PK\x03\x04 cut off", "was not copied to its end"),
    ],
)
def test_what_is_no_project_is_refused_in_one_sentence(tmp_path, content, said):
    path = tmp_path / "a.dnn"
    path.write_bytes(content)
    with pytest.raises(FileError, match=said) as caught:
        load(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_zip_of_something_else_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.dnn", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(FileError, match="is not a project of dnngui"):
        load(tmp_path / "a.dnn")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(FileError, match="There is no file"):
        load(tmp_path / "a.dnn")
    with pytest.raises(FileError, match="is a folder"):
        load(tmp_path)
    with pytest.raises(FileError, match="cannot be read"):
        load("a\0b")


def test_a_file_of_a_newer_program_asks_for_an_update(tmp_path):
    save(tmp_path / "a.dnn", full())

    def newer(document):
        document["version"] = 2
        document["project"]["hologram"] = True

    edited_json(tmp_path / "a.dnn", "project.json", newer)
    with pytest.raises(FileError, match=r"newer dnngui \(version 2 .*Update the program"):
        load(tmp_path / "a.dnn")


def edit_layer(document, **fields):
    document["project"]["graph"]["nodes"][1]["layer"] |= fields


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda d: d.update(extra=1), "“extra” does not belong there"),
        (lambda d: d["project"].update(extra=1), "“extra” does not belong there"),
        (lambda d: d.update(format="other"), "“other” is not known"),
        (lambda d: d.update(version="1"), "version: it must be a whole number"),
        (lambda d: edit_layer(d, units=0), "a whole number of at least 1"),
        (lambda d: edit_layer(d, units=2.5), "a whole number"),
        (lambda d: edit_layer(d, type="dense.v9"), "“dense.v9” is not known"),
        (lambda d: d["project"]["graph"].update(next_id=2), "below the next free one"),
        (
            lambda d: d["project"]["graph"]["edges"].append({"source": 1, "target": 4}),
            "more inputs than it takes",
        ),
        (lambda d: d["project"]["graph"]["edges"][0].update(source=4), "run in a circle"),
        (lambda d: d["project"]["training"].update(epochs=-1), "a whole number of at least 1"),
        (lambda d: d["project"]["training"].update(batch_size=0), "batch size is between"),
        (lambda d: d["project"]["positions"].update({"1": {"x": 1e9, "y": 0}}), "at most 1000000"),
        (lambda d: d["project"]["data"].update(test_share=2), "at most 0.9"),
    ],
)
def test_every_number_of_a_project_is_checked(tmp_path, edit, said):
    path = tmp_path / "a.dnn"
    save(path, full())
    edited_json(path, "project.json", edit)
    with pytest.raises(FileError, match=said) as caught:
        load(path)
    assert "Open another copy" in str(caught.value)


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: d.update(step=-1),
        lambda d: d.update(position=d["samples"]),
        lambda d: d.update(samples=0),
        lambda d: d.update(epoch=1.5),
        lambda d: d.update(optimizer="lbfgs"),
        lambda d: d.update(optimizer="momentum"),
        lambda d: d.update(dtype="float16"),
        lambda d: d.update(dtype="float64"),
        lambda d: d["parameters"].reverse(),
        lambda d: d["shuffle"].update(state=str(2**128)),
        lambda d: d["shuffle"].update(increment="-1"),
        lambda d: d["dropout"]["words"].pop(),
        lambda d: d["dropout"]["words"].__setitem__(0, str(2**64)),
        lambda d: d["dropout"].update(uinteger=2**32),
        lambda d: d["preprocessing"]["transforms"].pop(),
        lambda d: d["preprocessing"].update(classes=["a", "b", "c"]),
        lambda d: d["record"].update(loss_stride=0),
        lambda d: d["record"].update(pending_count=d["record"]["loss_stride"]),
        lambda d: d["record"].update(losses=[0.0] * 2048),
        lambda d: d["record"]["evaluations"][0].update(loss="large"),
        lambda d: d.update(note="unknown"),
        lambda d: d.update(workers=0),
        lambda d: d.update(workers=3),
    ],
)
def test_a_run_with_a_wrong_number_is_left_out_with_a_warning(tmp_path, edit):
    path = tmp_path / "a.dnn"
    saved = full()
    save(path, saved)
    edited_json(path, "run.json", edit)
    opened = load(path)
    assert (opened.project, opened.run, opened.picture) == (saved.project, None, PICTURE)
    (warning,) = opened.warnings
    assert "starts again from first weights" in str(warning)


def test_a_run_from_before_the_number_of_workers_was_kept_had_one(tmp_path):
    path = tmp_path / "a.dnn"
    save(path, full())
    edited_json(path, "run.json", lambda d: d.pop("workers"))
    assert load(path).run.snapshot.workers == 1


def npy(array) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.asarray(array), allow_pickle=True)
    return buffer.getvalue()


KERNEL = "weights/dense_1/kernel.npy"


@pytest.mark.parametrize(
    "content",
    [
        npy(np.zeros((2, 5), np.float64)),
        npy(np.zeros((5, 2), np.float32)),
        npy(np.zeros((2, 5), np.float32, order="F")),
        npy(np.zeros((2, 5), object)),
        npy(np.full((2, 5), np.inf, np.float32)),
        npy(np.zeros((2, 5), np.float32))[:-1],
        npy(np.zeros((2, 5), np.float32)) + b"\0",
        b"",
        b"\x93NUMPY\x01\x00\xff\xff",
    ],
    ids=["type", "shape", "order", "objects", "infinite", "short", "long", "empty", "header"],
)
def test_weights_of_another_kind_are_left_out_with_a_warning(tmp_path, content):
    path = tmp_path / "a.dnn"
    save(path, full())
    repacked(path, lambda parts: parts.update({KERNEL: content}))
    opened = load(path)
    assert opened.run is None
    assert len(opened.warnings) == 1


def test_a_missing_array_leaves_the_run_out(tmp_path):
    path = tmp_path / "a.dnn"
    save(path, full())
    repacked(path, lambda parts: parts.pop("optimizer/second.npy"))
    assert load(path).run is None


def test_a_table_that_is_damaged_is_left_out_with_a_warning(tmp_path):
    path = tmp_path / "a.dnn"
    project = regression_on_a_table()
    content = np.random.default_rng(0).bytes(500)
    save(path, SavedProject(msgspec.structs.replace(project, attachments={"a b.csv": content})))
    whole = bytearray(path.read_bytes())
    whole[whole.index(b"attachments/a b.csv") + 200] ^= 1
    path.write_bytes(whole)
    opened = load(path)
    assert opened.project == msgspec.structs.replace(project, attachments={})
    assert [str(each) for each in opened.warnings] == [
        "The table “a b.csv” in the file is damaged and was left out. Open it again."
    ]


def test_a_part_that_does_not_belong_or_stands_twice_is_refused(tmp_path):
    path = tmp_path / "a.dnn"
    save(path, full())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../etc/passwd", "")
    with pytest.raises(FileError, match="does not belong"):
        load(path)
    save(path, full())
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("project.json", archive.read("project.json"))
    with pytest.raises(FileError, match="was not copied to its end"):
        load(path)


def test_a_part_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path, monkeypatch):
    path = tmp_path / "a.dnn"
    save(path, full())
    monkeypatch.setattr(project_file, "_LARGEST_DOCUMENT", 100_000)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", b" " * 100_001)
    with pytest.raises(FileError, match="too large"):
        load(path)


def test_an_optimizer_of_another_kind_starts_afresh_on_the_saved_weights(tmp_path):
    """As where the project's optimizer was changed after the run."""
    saved = full()
    project = with_training(saved.project, optimizer=optim.SGD())
    save(tmp_path / "a.dnn", SavedProject(project, saved.run))
    assert same_run(load(tmp_path / "a.dnn").run, saved.run)
