"""How the virtual environment is made, kept, and made anew."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "packaging" / "bootstrap.py"


@pytest.fixture
def workshop(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> tuple[Path, list[str]]:
    """Give the setup a folder of its own; return it and the list of the steps it takes."""
    venv = tmp_path / ".venv"
    steps: list[str] = []
    locks = {name: tmp_path / f"{name}.txt" for name in ("run", "test")}
    for lock in locks.values():
        lock.write_text("numpy==2.4.6", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "VENV", venv)
    monkeypatch.setattr(bootstrap, "STAMP", venv / "setup.json")
    monkeypatch.setattr(bootstrap, "LOCKS", locks)
    monkeypatch.setattr(bootstrap, "succeeds", lambda command: True)

    def make_environment() -> None:
        steps.append("make")
        venv.mkdir(exist_ok=True)
        (venv / "setup.json").unlink(missing_ok=True)

    monkeypatch.setattr(bootstrap, "make_environment", make_environment)
    monkeypatch.setattr(bootstrap, "install", lambda lock: steps.append(lock.stem))
    monkeypatch.setattr(bootstrap, "link_sources", lambda: None)
    return tmp_path, steps


def test_a_second_start_has_nothing_to_do(
    bootstrap: ModuleType, workshop: tuple[Path, list[str]]
) -> None:
    _, steps = workshop
    assert bootstrap.set_up("run") is True
    assert bootstrap.set_up("run") is False
    assert steps == ["make", "run"]


def test_the_tests_packages_are_added_and_hold_the_programs(
    bootstrap: ModuleType, workshop: tuple[Path, list[str]]
) -> None:
    _, steps = workshop
    bootstrap.set_up("run")
    bootstrap.set_up("test")
    bootstrap.set_up("run")
    assert steps == ["make", "run", "test"]


def test_a_changed_lock_builds_anew(
    bootstrap: ModuleType, workshop: tuple[Path, list[str]]
) -> None:
    folder, steps = workshop
    bootstrap.set_up("run")
    (folder / "run.txt").write_text("numpy==2.5.0", encoding="utf-8")
    bootstrap.set_up("run")
    assert steps == ["make", "run", "make", "run"]


def test_an_interrupted_setup_is_not_taken_for_a_whole_one(
    bootstrap: ModuleType, workshop: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, steps = workshop
    install = bootstrap.install

    def interrupt(lock: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "install", interrupt)
    with pytest.raises(KeyboardInterrupt):
        bootstrap.set_up("run")
    monkeypatch.setattr(bootstrap, "install", install)
    assert bootstrap.set_up("run") is True
    assert steps == ["make", "make", "run"]


def test_an_environment_whose_python_is_gone_is_built_anew(
    bootstrap: ModuleType, workshop: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, steps = workshop
    bootstrap.set_up("run")
    monkeypatch.setattr(bootstrap, "succeeds", lambda command: False)
    bootstrap.set_up("run")
    assert steps == ["make", "run", "make", "run"]


def test_another_python_version_does_not_fit_the_stamp(
    bootstrap: ModuleType, workshop: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bootstrap.fingerprints()
    monkeypatch.setattr("sys.version_info", (3, 14, 0))
    after = bootstrap.fingerprints()
    assert bootstrap.next_step("run", before, after) == "rebuild"


def test_the_environment_imports_the_sources_also_after_a_move(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "项目"
    venv = home / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    (home / "sources_seen.py").touch()
    monkeypatch.setattr(bootstrap, "ROOT", home)
    monkeypatch.setattr(bootstrap, "VENV", venv)
    bootstrap.link_sources()

    moved = home.rename(tmp_path / "moved")
    monkeypatch.setattr(bootstrap, "VENV", moved / ".venv")
    command = [bootstrap.venv_python(), "-c", "import sources_seen; print(sources_seen.__file__)"]
    seen = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(seen.stdout.strip()) == moved / "sources_seen.py"


def test_two_setups_never_work_at_once(bootstrap: ModuleType) -> None:
    with SOURCE.open("rb") as other:
        other.seek(1 << 30)
        with bootstrap.one_at_a_time():
            assert not bootstrap.try_lock(other.fileno())
        assert bootstrap.try_lock(other.fileno())


def test_settings_that_lead_pip_astray_are_left_behind(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PIP_CERT", "/certificate.pem")
    environment = bootstrap.child_environment()
    assert not {"PIP_USER", "PYTHONPATH"} & set(environment)
    assert environment["PIP_CERT"] == "/certificate.pem"
