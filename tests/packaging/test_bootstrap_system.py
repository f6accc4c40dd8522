"""Which system packages the setup finds missing, and what it does about them."""

import sys
from collections.abc import Callable
from types import ModuleType

import pytest

OFFSCREEN = [
    "libglib2.0-0",
    "libgl1",
    "libegl1",
    "libdbus-1-3",
    "libfontconfig1",
    "libxkbcommon0",
]
X11 = [
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
]
APT = ["apt-get", "install", "-y", "--no-install-recommends"]

Which = Callable[[str], str | None]


def only(*names: str) -> Which:
    return lambda name: f"/usr/bin/{name}" if name in names else None


def test_debian_off_screen_gets_the_six_libraries_and_a_chinese_font(bootstrap: ModuleType) -> None:
    libraries = bootstrap.needed_libraries("linux", {"DISPLAY": ":0"}, window=False)
    command = bootstrap.install_command("apt-get", libraries, font=True, root=True)
    assert command == [*APT, *OFFSCREEN, "fonts-noto-cjk"]


def test_a_window_on_x11_adds_its_five_libraries(bootstrap: ModuleType) -> None:
    libraries = bootstrap.needed_libraries("linux", {"DISPLAY": ":0"}, window=True)
    command = bootstrap.install_command("apt-get", libraries, font=False, root=True)
    assert command == [*APT, *OFFSCREEN, *X11]


def test_a_window_on_wayland_alone_needs_no_x11(bootstrap: ModuleType) -> None:
    libraries = bootstrap.needed_libraries("linux", {"WAYLAND_DISPLAY": "wayland-0"}, window=True)
    command = bootstrap.install_command("apt-get", libraries, font=False, root=True)
    assert command == [*APT, *OFFSCREEN, "libwayland-cursor0"]


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_need_nothing_of_the_system(bootstrap: ModuleType, platform: str) -> None:
    assert bootstrap.needed_libraries(platform, {}, window=True) == {}


@pytest.mark.parametrize(
    ("manager", "expected"),
    [
        (
            "dnf",
            "sudo dnf install libGL.so.1()(64bit) libEGL.so.1()(64bit) google-noto-sans-cjk-fonts",
        ),
        (
            "zypper",
            "sudo zypper install libGL.so.1()(64bit) libEGL.so.1()(64bit) noto-sans-sc-fonts",
        ),
        ("pacman", "sudo pacman -S --needed libglvnd noto-fonts-cjk"),
        (
            "apt-get",
            "sudo apt-get install -y --no-install-recommends libgl1 libegl1 fonts-noto-cjk",
        ),
    ],
)
def test_each_package_manager_has_its_own_command(
    bootstrap: ModuleType, manager: str, expected: str
) -> None:
    libraries = {file: bootstrap.OFFSCREEN[file] for file in ("libGL.so.1", "libEGL.so.1")}
    command = bootstrap.install_command(manager, libraries, font=True, root=False)
    assert " ".join(command) == expected


@pytest.mark.skipif(sys.platform != "linux", reason="names of Linux libraries")
def test_a_library_is_missing_when_it_cannot_be_loaded(bootstrap: ModuleType) -> None:
    assert not bootstrap.is_missing("libc.so.6")
    assert bootstrap.is_missing("libnobody-has-this.so.1")


@pytest.fixture
def bare_linux(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Make this look like a bare Linux; return the list that collects what apt would install."""
    installed: list[list[str]] = []
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(bootstrap, "is_missing", lambda library: library == "libGL.so.1")
    monkeypatch.setattr(bootstrap, "has_chinese_font", lambda: False)
    monkeypatch.setattr(bootstrap, "apt_install", installed.append)
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    monkeypatch.setattr("shutil.which", only("apt-get"))
    return installed


def test_root_on_debian_installs_just_what_is_missing(
    bootstrap: ModuleType, bare_linux: list[list[str]]
) -> None:
    bootstrap.provide_system_packages(window=False, font=True)
    assert bare_linux == [[*APT, "libgl1", "fonts-noto-cjk"]]


def test_what_is_there_is_not_installed_again(
    bootstrap: ModuleType,
    bare_linux: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(bootstrap, "is_missing", lambda _: False)
    monkeypatch.setattr(bootstrap, "has_chinese_font", lambda: True)
    bootstrap.provide_system_packages(window=False, font=True)
    assert bare_linux == []
    assert capsys.readouterr().out == ""


def test_without_root_the_command_is_printed_and_not_run(
    bootstrap: ModuleType,
    bare_linux: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    bootstrap.provide_system_packages(window=False, font=False)
    assert bare_linux == []
    assert capsys.readouterr().out == (
        "The system lacks what Qt needs, please run:"
        " sudo apt-get install -y --no-install-recommends libgl1\n"
    )


def test_root_on_fedora_is_told_the_command_ready_for_the_shell(
    bootstrap: ModuleType,
    bare_linux: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("shutil.which", only("dnf"))
    bootstrap.provide_system_packages(window=False, font=False)
    assert bare_linux == []
    assert "please run: dnf install 'libGL.so.1()(64bit)'" in capsys.readouterr().out


def test_an_unknown_system_is_told_the_files(
    bootstrap: ModuleType,
    bare_linux: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("shutil.which", only())
    bootstrap.provide_system_packages(window=False, font=True)
    assert bare_linux == []
    assert "libGL.so.1, a font with Chinese characters" in capsys.readouterr().out


def test_a_failing_apt_is_reported_and_does_not_stop_the_start(
    bootstrap: ModuleType,
    bare_linux: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(command: list[str]) -> None:
        raise bootstrap.SetupError("The disk is full.")

    monkeypatch.setattr(bootstrap, "apt_install", fail)
    bootstrap.provide_system_packages(window=False, font=False)
    said = capsys.readouterr().out
    assert "The disk is full. Or run: apt-get install" in said


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ("win32", {}, True),
        ("darwin", {}, True),
        ("darwin", {"QT_QPA_PLATFORM": "minimal:size=1x1"}, False),
    ],
)
def test_a_display_is_what_the_environment_names(
    bootstrap: ModuleType, platform: str, environment: dict[str, str], expected: bool
) -> None:
    assert bootstrap.has_display(platform, environment) is expected


@pytest.mark.skipif(sys.platform != "linux", reason="X11")
def test_a_display_that_is_gone_does_not_answer(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    if bootstrap.is_missing("libxcb.so.1"):
        pytest.skip("no libxcb on this system")
    monkeypatch.setenv("DISPLAY", ":4711")
    assert not bootstrap.display_answers({"DISPLAY": ":4711"})
