"""The locks that every machine installs from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]


def pins(name: str) -> set[str]:
    text = (ROOT / "packaging" / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+==[^\\\n]+?) \\$", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["run", "test"])
def test_a_lock_names_no_server_and_hashes_everything(name: str) -> None:
    text = (ROOT / "packaging" / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and line.strip()[0] != "#"]
    pinned = [line for line in lines if not line.startswith(" ")]
    assert len(pinned) == len(pins(name)) > 10
    assert all(
        re.fullmatch(r" +--hash=sha256:[0-9a-f]{64}( \\)?", line)
        for line in lines
        if line not in pinned
    )
    assert "://" not in text
    assert "torch" not in text


def test_the_tests_lock_holds_all_that_the_programs_does() -> None:
    assert pins("run") <= pins("test")


@pytest.mark.parametrize("name", ["run", "test"])
def test_a_lock_answers_what_the_project_declares(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]["test"] if name == "test" else []
    locked = [pin.split(";")[0].strip().split("==") for pin in pins(name)]
    for requirement in map(Requirement, [*project["dependencies"], *extra]):
        versions = [v for found, v in locked if found == canonicalize_name(requirement.name)]
        assert any(version in requirement.specifier for version in versions), requirement
