#!/usr/bin/env python3
"""Set up dnngui on a fresh machine and start it, test it or check its sources.

    python3 packaging/bootstrap.py run [--no-window] [program arguments]
    python3 packaging/bootstrap.py test [pytest arguments]
    python3 packaging/bootstrap.py check

The packages go into .venv beside the sources, from a lock with hashes. Nothing outside of it
changes, except that root on Debian and its relatives also gets the system libraries and the
Chinese font that Qt misses. Every Python since 3.8 reads this file far enough to say which
Python it needs.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "setup.json"
LOCKS = {name: ROOT / "packaging" / "locks" / f"{name}.txt" for name in ("run", "test")}
OLDEST, NEWEST = (3, 11), (3, 14)
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
WITHOUT_QT = ("-q", "-x", "-n", "2", "-p", "no:pytest-qt", "tests/engine", "tests/dnngui")
CHECKS = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy"),
    "import-linter": ("-c", LINT_IMPORTS),
    "tests without Qt": ("-m", "pytest", *WITHOUT_QT),
}

# The libraries that Qt loads, each with its package in Debian and in Arch.
OFFSCREEN = {
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libGL.so.1": ("libgl1", "libglvnd"),
    "libEGL.so.1": ("libegl1", "libglvnd"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
}
X11 = {
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
}
WAYLAND = {"libwayland-cursor.so.0": ("libwayland-cursor0", "wayland")}
# Each package manager with its command and its package of a Chinese font.
MANAGERS = {
    "apt-get": ("apt-get install -y --no-install-recommends", "fonts-noto-cjk"),
    "dnf": ("dnf install", "google-noto-sans-cjk-fonts"),
    "zypper": ("zypper install", "noto-sans-sc-fonts"),
    "pacman": ("pacman -S --needed", "noto-fonts-cjk"),
}
CHINESE_FONT_FILE = re.compile(r"CJK|Noto(Sans|Serif)SC|SourceHan|wqy|DroidSansFallback", re.I)

# The first pattern found in what a failed command said decides the sentence.
FAILURES = {
    r"No space left|not enough space|Disk quota": (
        "The disk is full: free about 2 GB for {root} and run this again."
    ),
    r"Permission denied|Access is denied|Read-only file system": (
        "{root} cannot be written to: copy the project to a folder of yours and run this there."
    ),
    r"DO NOT MATCH THE HASHES": (
        "A package is not the one that the lock names: run this again, as its download may be"
        " damaged, and if it stays so use another package server."
    ),
    r"CERTIFICATE_VERIFY_FAILED": (
        "The package server's certificate cannot be verified: check the clock, and if your network"
        " has a certificate of its own, name its file in PIP_CERT."
    ),
    r"(?i)NewConnectionError|NameResolution|ProxyError|timed out|TimeoutError|connection "
    r"(reset|refused|aborted|broken)": (
        "The package server cannot be reached: connect to the network (behind a proxy, set"
        " HTTPS_PROXY) and run this again."
    ),
    r"No matching distribution": (
        "There are no ready-made packages for {system}: use a 64-bit Python 3.11 to 3.14 on Linux"
        " with glibc 2.34, macOS 14, Windows 10 or newer."
    ),
}


class SetupError(Exception):
    """What is wrong and what to do, in one sentence for the person at the terminal."""


def say(text: str) -> None:
    print(text, flush=True)


def python_problem(version: tuple[int, int], build: str) -> str:
    """Return why a Python cannot be used and what to do, or nothing when it can."""
    if not OLDEST <= version <= NEWEST:
        age = "old" if version < OLDEST else "new"
        names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
        better = next((name for name in names if shutil.which(name)), "")
        advice = f"run this with {better}" if better else "install one and run this with it"
        found = f"Python {version[0]}.{version[1]} is too {age}"
        return f"{found}: dnngui needs Python 3.11 to 3.14; {advice}."
    if "musl" in build:
        return (
            "Qt for Python has no packages for systems built on musl, such as Alpine: use one"
            " built on glibc, such as Debian, Fedora or Arch."
        )
    return ""


def explain(output: str) -> str:
    """Turn what a failed command said into one sentence."""
    for pattern, sentence in FAILURES.items():
        if re.search(pattern, output):
            system = f"{sysconfig.get_platform()} with Python {sys.version.split()[0]}"
            return sentence.format(root=ROOT, system=system)
    last = output.strip().splitlines()[-1:] or ["no reason was given"]
    return f"The setup failed ({last[0].strip()}): mend that and run this again."


def run_quietly(command: Sequence[str], **variables: str) -> None:
    """Run a command whose output matters only when it fails; then raise `SetupError`."""
    lines = []
    with subprocess.Popen(
        command,
        env={**child_environment(), **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            show_package(line)
    show_package("Done.")
    if process.returncode:
        raise SetupError(explain("".join(lines)))


def show_package(line: str) -> None:
    """Show on a terminal which package pip is at, always on the same line of it."""
    if sys.stdout.isatty() and line.startswith(("Collecting ", "Installing ", "Done.")):
        text = "  " + " ".join(line.split()[:2]) if line != "Done." else ""
        print(f"\r{text:<60}", end="\r", flush=True)


def child_environment() -> dict[str, str]:
    """Return the environment without what would lead pip or Python out of .venv."""
    astray = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
    return {name: value for name, value in os.environ.items() if name not in astray}


# ---------------------------------------------------------------- what the system provides


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Tell from the environment whether a window could be shown."""
    if environment.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal"):
        return False
    named = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    return not platform.startswith("linux") or bool(named)


def display_answers(environment: Mapping[str, str]) -> bool:
    """Ask the X server, as DISPLAY may name one that is gone; Qt would abort on it."""
    if environment.get("WAYLAND_DISPLAY") or not environment.get("DISPLAY"):
        return True
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused


def needed_libraries(
    platform: str, environment: Mapping[str, str], window: bool
) -> dict[str, tuple[str, str]]:
    """Return what Qt loads off screen, and with a window on the displays there are."""
    if not platform.startswith("linux"):
        return {}
    x11 = X11 if window and environment.get("DISPLAY") else {}
    wayland = WAYLAND if window and environment.get("WAYLAND_DISPLAY") else {}
    return {**OFFSCREEN, **x11, **wayland}


def is_missing(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


def has_chinese_font() -> bool:
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
        return bool(listed.stdout.strip())
    files = (name for _, _, names in os.walk("/usr/share/fonts") for name in names)
    return any(CHINESE_FONT_FILE.search(name) for name in files)


def install_command(
    manager: str, libraries: Mapping[str, tuple[str, str]], font: bool, root: bool
) -> list[str]:
    """Return the command that installs libraries, and on request a Chinese font."""
    command, font_package = MANAGERS[manager]
    if manager in ("apt-get", "pacman"):
        names = [names[manager == "pacman"] for names in libraries.values()]
    else:
        names = [f"{file}()(64bit)" for file in libraries]
    fonts = [font_package] if font else []
    return [*([] if root else ["sudo"]), *command.split(), *dict.fromkeys(names), *fonts]


def provide_system_packages(window: bool, font: bool) -> None:
    """Install what Qt misses where root and apt allow it, else say which command does it."""
    needed = needed_libraries(sys.platform, os.environ, window)
    missing = {file: names for file, names in needed.items() if is_missing(file)}
    font = font and bool(needed) and not has_chinese_font()
    if not missing and not font:
        return
    manager = next((name for name in MANAGERS if shutil.which(name)), "")
    if not manager:
        wanted = ", ".join([*missing, *["a font with Chinese characters"] * font])
        say(f"The system lacks what Qt needs, please install it: {wanted}.")
        return
    command = install_command(manager, missing, font, is_root())
    if not may_install():
        say(f"The system lacks what Qt needs, please run: {shlex.join(command)}")
        return
    say(f"Installing with apt-get what Qt needs: {' '.join(command[4:])}.")
    try:
        apt_install(command)
    except SetupError as error:
        say(f"apt-get did not install it. {error} Or run: {shlex.join(command)}")


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def may_install() -> bool:
    return is_root() and shutil.which("apt-get") is not None


def apt_install(command: Sequence[str]) -> None:
    # One source out of reach must not keep the others from delivering.
    with contextlib.suppress(SetupError):
        run_quietly(["apt-get", "update"])
    run_quietly(command, DEBIAN_FRONTEND="noninteractive")


# ---------------------------------------------------------------- the virtual environment


def venv_python() -> str:
    return str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def succeeds(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def fingerprints() -> dict[str, str]:
    """Return for each lock a hash of it, of the Python version and of the machine."""
    python = f"{sys.version_info[0]}.{sys.version_info[1]} {sysconfig.get_platform()}\n"
    return {
        name: hashlib.sha256(python.encode() + lock.read_bytes()).hexdigest()
        for name, lock in LOCKS.items()
    }


def next_step(wanted: str, stamp: Mapping[str, str], current: Mapping[str, str]) -> str:
    """Return "ready", "add" (to an environment that is whole) or "rebuild"."""
    if not stamp or any(current.get(name) != value for name, value in stamp.items()):
        return "rebuild"
    return "ready" if wanted in stamp else "add"


def read_stamp() -> dict[str, str]:
    """Return the locks installed in an environment that can still start, else nothing."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        works = succeeds([venv_python(), "-c", ""])
    except (OSError, ValueError):
        return {}
    return stamp if works and isinstance(stamp, dict) else {}


def set_up(wanted: str) -> bool:
    """Make .venv hold what a lock names; tell whether there was anything to do."""
    with one_at_a_time():
        current = fingerprints()
        step = next_step(wanted, read_stamp(), current)
        if step == "ready":
            return False
        say(f"Setting up {VENV}: this fetches packages and can take some minutes, once.")
        if step == "rebuild":
            make_environment()
        install(LOCKS[wanted])
        link_sources()
        # The test lock holds all that the run lock does.
        names = LOCKS if wanted == "test" else [wanted]
        STAMP.write_text(json.dumps({name: current[name] for name in names}), encoding="utf-8")
    return True


def make_environment() -> None:
    """Create .venv anew, without a pip of its own where Debian has taken ensurepip away."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise SetupError(f"{VENV} must be rebuilt: run this with a Python outside of it.")
    if VENV.exists():
        shutil.rmtree(VENV)
    python = sys.executable
    options = [] if importlib.util.find_spec("ensurepip") else ["--without-pip"]
    # A pip older than 22.3 cannot install into another Python.
    if options and not succeeds([python, "-m", "pip", "--python", python, "--version"]):
        provide_ensurepip()
        options = []
    run_quietly([python, "-m", "venv", *options, str(VENV)])


def provide_ensurepip() -> None:
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not may_install():
        raise SetupError(
            f"This Python has no pip: install it (on Debian: sudo apt-get install {package})"
            " and run this again."
        )
    say(f"Installing with apt-get: {package}.")
    apt_install(["apt-get", "install", "-y", "--no-install-recommends", package])


def install(lock: Path) -> None:
    own = [venv_python(), "-m", "pip"]
    lent = [sys.executable, "-m", "pip", "--python", venv_python()]
    pip = own if succeeds([*own, "--version"]) else lent
    options = ["--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    locked = ["--require-hashes", "--only-binary=:all:", "-r", str(lock)]
    run_quietly([*pip, "install", *options, *locked])


def link_sources() -> None:
    """Let .venv import the program from the sources; as a relative path both can move."""
    base = {"base": str(VENV), "platbase": str(VENV)}
    packages = Path(sysconfig.get_path("purelib", "venv", base))
    link = packages / "dnngui-sources.pth"
    link.write_text(os.path.relpath(ROOT, packages) + "\n", encoding="utf-8")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold a lock on this very file, so that two setups never work on one environment."""
    with Path(__file__).open("rb") as handle:
        # Windows refuses reads of locked bytes: the one locked lies beyond the end.
        handle.seek(1 << 30)
        if not try_lock(handle.fileno()):
            say("Another setup is at work here; waiting for it to end.")
            while not try_lock(handle.fileno()):
                time.sleep(1)
        yield


def try_lock(descriptor: int) -> bool:
    """Lock an open file if nobody else has; where files cannot be locked, go on without."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return not isinstance(error, (BlockingIOError, PermissionError))
    return True


# ---------------------------------------------------------------- the commands


def start(*arguments: str, **variables: str) -> int:
    """Become the Python of .venv, so that signals reach it; Windows can only call it."""
    command = [venv_python(), *arguments]
    environment = {**child_environment(), **variables}
    if os.name == "posix":
        os.execve(command[0], command, environment)
    return subprocess.call(command, env=environment)


def run(arguments: Sequence[str]) -> int:
    """Start the program, or without a display and without arguments its demonstration."""
    program = [argument for argument in arguments if argument != "--no-window"]
    window = len(program) == len(arguments) and has_display(sys.platform, os.environ)
    fresh = set_up("run")
    provide_system_packages(window, font=fresh)
    if program or (window and display_answers(os.environ)):
        return start("-m", "dnngui", *program)
    output = ROOT / "output" / "demo"
    reason = "As asked, no window" if arguments else "There is no display"
    say(f"{reason}: the example trains here; its picture and weights go to {output}.")
    return start("-m", "dnngui", "demo", "--output", str(output), QT_QPA_PLATFORM="offscreen")


def test(arguments: Sequence[str]) -> int:
    """Run pytest, off screen unless the environment names another platform."""
    fresh = set_up("test")
    provide_system_packages(window=False, font=fresh)
    os.chdir(ROOT)
    platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    return start("-m", "pytest", *arguments, QT_QPA_PLATFORM=platform)


def check(arguments: Sequence[str]) -> int:
    """Run every check of the sources, also after one has failed."""
    if arguments:
        raise SetupError("The checks take no arguments: leave them out.")
    set_up("test")
    failed = []
    for name, command in CHECKS.items():
        say(f"== {name}")
        if subprocess.call([venv_python(), *command], cwd=ROOT, env=child_environment()):
            failed.append(name)
    say(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


COMMANDS = {"run": run, "test": test, "check": check}


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says and return the exit code: 2 for misuse, 1 for failure."""
    if not arguments or arguments[0] not in COMMANDS:
        say((__doc__ or "").strip())
        return 0 if arguments and arguments[0] in ("-h", "--help") else 2
    try:
        build = str(sysconfig.get_config_var("HOST_GNU_TYPE"))
        problem = python_problem(sys.version_info[:2], build)
        if problem:
            raise SetupError(problem)
        return COMMANDS[arguments[0]](arguments[1:])
    except SetupError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(explain(str(error)), file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped: the next start completes the setup.", file=sys.stderr)
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
