"""Whatever happens to a file's bytes, it is opened right, opened in part, or refused in words."""

import zipfile

import msgspec
import pytest
from document_projects import CSV, classifier, same_run, trained
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dnngui.document.file import FileError, SavedProject, load, save
from dnngui.document.run import saved_run

PICTURE = b"\x89PNG\r\n\x1a\n and so on"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("damage")


@pytest.fixture(scope="module")
def saved():
    project = msgspec.structs.replace(classifier(), attachments={"a.csv": CSV})
    return SavedProject(project, saved_run(trained(project, 13)), PICTURE)


@pytest.fixture(scope="module")
def whole(folder, saved):
    save(folder / "whole.dnn", saved)
    return (folder / "whole.dnn").read_bytes()


def check_opened(path, saved):
    """Open the file: what it gives is what was saved, or is missing with a word about it."""
    try:
        opened = load(path)
    except FileError:
        return
    without_tables = msgspec.structs.replace(saved.project, attachments={})
    assert msgspec.structs.replace(opened.project, attachments={}) == without_tables
    missing = 0
    if opened.project.attachments != saved.project.attachments:
        assert opened.project.attachments == {}
        missing += 1
    if opened.run is None:
        missing += 1
    else:
        assert same_run(opened.run, saved.run)
    assert opened.picture in (None, PICTURE)
    assert len(opened.warnings) == missing


damage = settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@damage
@given(data=st.data())
def test_flipped_bits_are_noticed(folder, saved, whole, data):
    broken = bytearray(whole)
    places = st.integers(0, len(whole) * 8 - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=3, unique=True)):
        broken[place // 8] ^= 1 << place % 8
    (folder / "flipped.dnn").write_bytes(broken)
    check_opened(folder / "flipped.dnn", saved)


@damage
@given(data=st.data())
def test_bytes_of_the_directory_may_be_anything(folder, saved, whole, data):
    """The directory of a zip has no checksum of its own."""
    start = whole.index(b"PK\x01\x02")
    broken = bytearray(whole)
    for place in data.draw(st.lists(st.integers(start, len(whole) - 1), min_size=1, max_size=3)):
        broken[place] = data.draw(st.integers(0, 255))
    (folder / "directory.dnn").write_bytes(broken)
    check_opened(folder / "directory.dnn", saved)


@damage
@given(share=st.floats(0.0, 1.0, exclude_max=True), tail=st.binary(max_size=40))
@example(share=0.0, tail=b"")
def test_a_file_that_was_cut_off_is_refused_or_whole(folder, saved, whole, share, tail):
    (folder / "cut.dnn").write_bytes(whole[: int(share * len(whole))] + tail)
    check_opened(folder / "cut.dnn", saved)


@damage
@given(
    part=st.sampled_from(["project.json", "run.json"]),
    replacement=st.one_of(
        st.binary(max_size=60),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=8,
        ).map(lambda value: msgspec.json.encode(_encodable(value))),
        st.just(b'{"project":' * 5000),
        st.just(b"[" * 100_000),
    ),
)
def test_a_document_may_be_anything(folder, whole, part, replacement):
    (folder / "whole.zip").write_bytes(whole)
    with zipfile.ZipFile(folder / "whole.zip") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(folder / "document.dnn", "w") as archive:
        for name, content in (parts | {part: replacement}).items():
            archive.writestr(name, content)
    if part == "run.json":
        opened = load(folder / "document.dnn")
        assert opened.run is None
        assert len(opened.warnings) == 1
    else:
        with pytest.raises(FileError):
            load(folder / "document.dnn")


def _encodable(value):
    """Integers and texts that JSON's encoder takes."""
    if isinstance(value, dict):
        return {str(_encodable(key)): _encodable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_encodable(each) for each in value]
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    return str(value) if isinstance(value, int) and abs(value) >= 2**63 else value
