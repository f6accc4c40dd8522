"""The one file that sets everything up: whom it refuses, what it says and what it starts."""

import ast
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "packaging" / "bootstrap.py"

Started = list[tuple[tuple[str, ...], dict[str, str]]]


def test_the_file_can_be_read_by_python_3_8() -> None:
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names


@pytest.mark.parametrize("minor", [11, 12, 13, 14])
def test_supported_pythons_are_accepted(bootstrap: ModuleType, minor: int) -> None:
    assert bootstrap.python_problem((3, minor), "x86_64-pc-linux-gnu") == ""


@pytest.mark.parametrize(("minor", "age"), [(8, "old"), (10, "old"), (15, "new")])
def test_other_pythons_are_refused_and_a_fitting_one_is_named(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, minor: int, age: str
) -> None:
    monkeypatch.setattr(
        "shutil.which", lambda name: name if name in ("python3.12", "python3.11") else None
    )
    problem = bootstrap.python_problem((3, minor), "")
    assert f"Python 3.{minor} is too {age}" in problem
    assert problem.endswith("run this with python3.12.")


def test_musl_is_refused_before_anything_is_fetched(bootstrap: ModuleType) -> None:
    assert "glibc" in bootstrap.python_problem((3, 12), "x86_64-alpine-linux-musl")


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("[WinError 112] There is not enough space on the disk", "The disk is full"),
        ("PermissionError: [Errno 13] Permission denied: '/srv/.venv'", "cannot be written to"),
        ("[Errno 30] Read-only file system: '/srv/.venv'", "cannot be written to"),
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError("
            "Failed to establish a new connection: [Errno -2] Name or service not known)'\n"
            "ERROR: No matching distribution found for numpy==2.4.6",
            "cannot be reached",
        ),
        ("ReadTimeoutError: HTTPSConnectionPool: Read timed out.", "cannot be reached"),
        ("SSLError: certificate verify failed CERTIFICATE_VERIFY_FAILED", "PIP_CERT"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "not the one that the lock names",
        ),
        ("ERROR: No matching distribution found for numpy==2.4.6", "no ready-made packages"),
        ("one\nsomething unforeseen\n", "The setup failed (something unforeseen)"),
        ("", "The setup failed (no reason was given)"),
    ],
)
def test_a_failure_becomes_one_sentence(bootstrap: ModuleType, output: str, sentence: str) -> None:
    said = bootstrap.explain(output)
    assert sentence in said
    assert said.endswith(".")
    assert "\n" not in said


def test_a_failing_command_raises_what_its_output_means(bootstrap: ModuleType) -> None:
    script = "import sys; print('[Errno 28] No space left on device'); sys.exit(3)"
    with pytest.raises(bootstrap.SetupError, match="The disk is full"):
        bootstrap.run_quietly([sys.executable, "-c", script])


def test_no_command_shows_the_usage_and_is_misuse(
    bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main([]) == 2
    assert bootstrap.main(["--help"]) == 0
    assert "bootstrap.py run [--no-window]" in capsys.readouterr().out


def test_a_failed_setup_ends_with_its_sentence_and_code_one(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(wanted: str) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(bootstrap, "set_up", refuse)
    assert bootstrap.main(["test"]) == 1
    assert "cannot be written to" in capsys.readouterr().err


@pytest.fixture
def started(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Started:
    """Set up nothing; return the list of what would have been started and with which settings."""
    calls: Started = []
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(bootstrap, "set_up", lambda wanted: False)
    monkeypatch.setattr(bootstrap, "provide_system_packages", lambda window, font: None)
    monkeypatch.setattr(bootstrap, "display_answers", lambda environment: True)
    monkeypatch.setattr("os.chdir", lambda folder: None)

    def start(*arguments: str, **variables: str) -> int:
        calls.append((arguments, variables))
        return 0

    monkeypatch.setattr(bootstrap, "start", start)
    return calls


def test_with_a_display_the_program_opens(
    bootstrap: ModuleType, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    bootstrap.main(["run", "mine.dnn"])
    bootstrap.main(["run"])
    assert started == [(("-m", "dnngui", "mine.dnn"), {}), (("-m", "dnngui"), {})]


def test_without_a_display_the_example_trains_and_one_line_says_so(
    bootstrap: ModuleType, started: Started, capsys: pytest.CaptureFixture[str]
) -> None:
    bootstrap.main(["run"])
    output = str(ROOT / "output" / "demo")
    arguments = ("-m", "dnngui", "demo", "--output", output)
    assert started == [(arguments, {"QT_QPA_PLATFORM": "offscreen"})]
    said = capsys.readouterr().out
    assert said.startswith("There is no display")
    assert output in said
    assert said.count("\n") == 1


def test_a_display_that_does_not_answer_counts_as_none(
    bootstrap: ModuleType, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(bootstrap, "display_answers", lambda environment: False)
    bootstrap.main(["run"])
    assert started[0][0][:3] == ("-m", "dnngui", "demo")


def test_no_window_is_obeyed_also_with_a_display(
    bootstrap: ModuleType, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    bootstrap.main(["run", "--no-window"])
    assert started[0][0][:3] == ("-m", "dnngui", "demo")


def test_commands_of_the_program_need_no_display(bootstrap: ModuleType, started: Started) -> None:
    bootstrap.main(["run", "train", "mine.dnn", "--epochs", "3"])
    assert started == [(("-m", "dnngui", "train", "mine.dnn", "--epochs", "3"), {})]


def test_pytest_runs_off_screen_with_the_given_arguments(
    bootstrap: ModuleType, started: Started
) -> None:
    bootstrap.main(["test", "-x", "-q", "tests/engine"])
    arguments = ("-m", "pytest", "-x", "-q", "tests/engine")
    assert started == [(arguments, {"QT_QPA_PLATFORM": "offscreen"})]


def test_every_check_runs_also_after_a_failed_one(
    bootstrap: ModuleType,
    started: Started,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    codes = iter([1, 0, 0, 1, 0])
    monkeypatch.setattr("subprocess.call", lambda command, **_: next(codes))
    assert bootstrap.main(["check"]) == 1
    assert capsys.readouterr().out.endswith("Failed: ruff check, import-linter.\n")
