"""The command line: what it offers, how it refuses, and the commands around a project."""

import gc
import os
import subprocess
import sys
import types
from pathlib import Path

import msgspec
import pytest

from dnngui.cli import main
from dnngui.document.examples import EXAMPLES, named
from dnngui.document.file import SavedProject, load, save
from engine import layers, losses
from engine.data.settings import DataSettings, Generated, Table, Text

HEAVY = {"PySide6", "pyqtgraph", "pandas", "sklearn", "scipy", "onnx", "safetensors"}

COLOURS = ("red", "green", "blue")

TABLE = "id;weight;colour;kind\n" + "".join(
    f"{row};{row % 7},5;{COLOURS[row % 3]};{'ab'[row % 2]}\n" for row in range(1, 41)
)
"""Semicolons and decimal commas, a column of row numbers, a category, and two classes."""


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(capsys, *words):
    """Return the exit code, the lines of the result and those beside it."""
    code = main(list(words))
    result = capsys.readouterr()
    return code, result.out.splitlines(), result.err.splitlines()


def refused(capsys, *words):
    """Return the one line that says why the command is misuse."""
    code, out, err = run(capsys, *words)
    assert (code, out, len(err)) == (2, [], 1), (code, out, err)
    return err[0]


def process(*words, **options):
    """Run the program as a person does, from another process."""
    return subprocess.run(
        [sys.executable, "-m", "dnngui", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        **options,
    )


# ---------------------------------------------------------------- what it offers


def test_help_names_every_command_but_the_hidden_one(capsys):
    code, out, err = run(capsys, "--help")
    text = "\n".join(out)
    assert (code, err) == (0, [])
    for name in ("examples", "new", "check", "train", "evaluate", "predict", "export"):
        assert f"\n  {name} " in text
    assert "demo" not in text
    assert "import" not in text


def test_each_command_explains_itself(capsys):
    for name in ("examples", "new", "check", "train", "evaluate", "predict", "export", "demo"):
        code, out, err = run(capsys, name, "--help")
        assert (code, err) == (0, [])
        assert out[0].startswith(f"usage: dnngui {name}")


def test_the_version_is_told(capsys):
    code, out, _ = run(capsys, "--version")
    assert (code, out) == (0, ["dnngui 0.1.0"])


def test_examples_are_listed_one_a_line_with_task_and_data(capsys):
    code, out, _ = run(capsys, "examples")
    assert code == 0
    assert [line.split("  ")[0] for line in out] == [example.name for example in EXAMPLES]
    iris = next(line for line in out if line.startswith("Iris"))
    assert iris.split() == ["Iris", "multiclass", "iris"]


@pytest.mark.parametrize(
    ("words", "unneeded"),
    [
        (["--help"], {"numpy", "msgspec"}),
        (["examples"], set()),
        (["check", "circle.dnn"], set()),
        (["train", "circle.dnn", "--epochs", "1"], set()),
        (["export", "trained.dnn", "weights.npz"], set()),
    ],
    ids=lambda words: words[0] if isinstance(words, list) and words else "",
)
def test_no_command_loads_a_library_that_it_does_not_need(words, unneeded):
    main(["new", "Playground circle", "circle.dnn"])
    main(["train", "circle.dnn", "--epochs", "1", "--save", "trained.dnn"])
    forbidden = HEAVY | unneeded
    script = (
        "import sys; from dnngui.cli import main; code = main(sys.argv[1:]);"
        f"loaded = sorted({forbidden!r} & set(sys.modules));"
        "sys.exit(str(loaded) if loaded else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


# ---------------------------------------------------------------- how it refuses


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["trian", "a.dnn"], "no command “trian”. Did you mean “train”?"),
        (["nothing.dnn"], "no file “nothing.dnn”, and no such command"),
        (["train"], "required: FILE.dnn"),
        (["train", "a.dnn", "--epochs", "0"], "“0” is not a whole number from 1 on"),
        (["train", "a.dnn", "--epochs", "many"], "“many” is not a whole number"),
        (["train", "a.dnn", "--nonsense"], "unrecognized arguments: --nonsense"),
        (["train", "a.dnn", "--save", "nowhere/b.dnn"], "folder “nowhere” does not exist"),
        (["new", "XOR", "."], "“.” is a folder"),
        (["new", "Spirals", "a.dnn"], "Did you mean “Spiral 8-8-8”?"),
        (["--new", "Spirals"], "Did you mean “Spiral 8-8-8”?"),
        (["import", "model.onnx", "a.dnn"], "There is no command “import”"),
    ],
)
def test_misuse_is_answered_with_one_line_and_code_2(capsys, words, said):
    assert said in refused(capsys, *words)


@pytest.fixture
def around(tmp_path):
    """A trained project, an untouched one, a table of its columns and a folder."""
    main(["new", "Playground circle", "net.dnn"])
    main(["train", "net.dnn", "--epochs", "1", "--save", "net.dnn"])
    (tmp_path / "rows.csv").write_text("x1,x2,class\n0,0,0\n1,1,1\n")
    (tmp_path / "folder").mkdir()


@pytest.mark.parametrize("missing", [True, False], ids=["missing", "folder"])
@pytest.mark.parametrize(
    "words",
    [
        "{}",
        "check {}",
        "train {}",
        "train net.dnn --data {}",
        "new XOR b.dnn --data {}",
        "evaluate {}",
        "evaluate net.dnn --data {}",
        "predict {} rows.csv",
        "predict net.dnn {}",
        "export {} weights.npz",
    ],
)
def test_a_path_with_nothing_to_read_is_misuse_in_every_command(
    capsys, monkeypatch, around, words, missing
):
    capsys.readouterr()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    name = "nothing.dnn" if missing else "folder"
    said = refused(capsys, *words.format(name).split())
    if missing:
        assert said.startswith("There is no file “nothing.dnn”")
    else:
        assert said == "“folder” is a folder. Write the name of a file."


@pytest.mark.parametrize("name", ["nowhere/out.onnx", "folder"])
@pytest.mark.parametrize(
    "words",
    [
        "new XOR {}",
        "train net.dnn --save {}",
        "train net.dnn --log {}",
        "predict net.dnn rows.csv -o {}",
        "export net.dnn {}",
    ],
)
def test_a_path_that_cannot_be_written_is_misuse_before_any_work(capsys, around, words, name):
    capsys.readouterr()
    said = refused(capsys, *words.format(name).split())
    if name == "folder":
        assert said == "“folder” is a folder. Write the name of a file."
    else:
        assert said == "The folder “nowhere” does not exist. Choose another."


@pytest.mark.parametrize(
    "words", ["check bad", "train bad", "evaluate net.dnn --data bad", "predict net.dnn bad"]
)
def test_a_file_that_is_not_what_it_should_be_is_a_failure(capsys, tmp_path, around, words):
    (tmp_path / "bad").write_bytes(b"\0\1")
    capsys.readouterr()
    code, out, err = run(capsys, *words.split())
    assert (code, out, len(err)) == (1, [], 1)


def test_where_an_error_arose_is_told_only_when_asked(capsys):
    _, _, err = run(capsys, "--debug", "check", "nothing.dnn")
    assert "Traceback" in err[0]
    assert err[-1] == "There is no file “nothing.dnn”. Check its name."
    assert run(capsys, "check", "--debug", "nothing.dnn")[2][0] == err[0]


def test_a_defect_of_the_program_is_one_line_too(capsys, monkeypatch):
    def broken(_arguments):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("dnngui.commands.check.run", broken)
    code, _, err = run(capsys, "check", "a.dnn")
    assert code == 1
    assert err == [
        "Something went wrong inside the program (ZeroDivisionError: by zero). --debug shows where."
    ]


def test_without_a_display_the_window_is_refused_and_the_commands_named(capsys, monkeypatch):
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert "no display" in refused(capsys)


def test_two_projects_or_a_project_and_an_example_do_not_open_together(capsys):
    main(["new", "XOR", "a.dnn"])
    capsys.readouterr()
    assert "one project" in refused(capsys, "a.dnn", "a.dnn")
    assert "one project" in refused(capsys, "a.dnn", "--new", "XOR")


def test_a_console_without_the_characters_shows_others(tmp_path):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = process("new", "nothing", "a.dnn", env=environment)
    assert done.returncode == 2
    assert done.stderr.startswith("There is no example ?nothing?.")
    assert process("--help", env=environment).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_that_goes_away_leaves_no_traceback():
    command = f"{sys.executable} -m dnngui --help | true"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == ""


# ---------------------------------------------------------------- the window


@pytest.fixture
def windows(monkeypatch):
    """Stand in for the window, which has tests of its own."""
    opened = []
    module = types.ModuleType("dnngui.app.main")
    module.run_window = lambda path, example: opened.append((path, example)) or 7
    monkeypatch.setitem(sys.modules, "dnngui.app.main", module)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    yield opened
    gc.enable()


def test_the_window_opens_with_nothing_a_project_a_table_or_an_example(windows, tmp_path):
    (tmp_path / "own.csv").write_text(TABLE)
    main(["new", "XOR", "mine.dnn"])
    assert main([]) == 7
    assert main(["mine.dnn"]) == 7
    assert main(["own.csv"]) == 7
    assert main(["--new", "iris"]) == 7
    assert windows == [
        (None, None),
        (Path("mine.dnn"), None),
        (Path("own.csv"), None),
        (None, "Iris"),
    ]


def test_a_window_that_misses_a_library_is_said(capsys, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setitem(sys.modules, "dnngui.app.main", None)
    assert "something is missing" in refused(capsys)


# ---------------------------------------------------------------- new


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_new_project_is_the_example_under_its_own_name(capsys, example):
    code, out, err = run(capsys, "new", example.name, "mine.dnn")
    assert (code, out, err) == (0, ["mine.dnn"], [])
    assert load("mine.dnn").project == msgspec.structs.replace(example.build(), name="mine")


def test_a_name_without_an_ending_gets_one(capsys):
    assert run(capsys, "new", "XOR", "mine")[1] == ["mine.dnn"]


def test_a_project_that_exists_is_not_overwritten(capsys):
    main(["new", "XOR", "mine.dnn"])
    capsys.readouterr()
    assert "exists already" in refused(capsys, "new", "Iris", "mine.dnn")
    assert load("mine.dnn").project.graph == named("XOR").build().graph


def test_a_project_is_saved_under_its_own_ending(capsys):
    assert "ends with .dnn: mine.dnn." in refused(capsys, "new", "Iris", "mine.txt")


def test_a_persons_own_table_becomes_the_data_and_the_network_fits_it(capsys, tmp_path):
    (tmp_path / "own.csv").write_text(TABLE)
    code, out, err = run(capsys, "new", "Iris", "mine.dnn", "--data", "own.csv")
    assert (code, out) == (0, ["mine.dnn"])
    assert err == ["Target: kind", "Features: weight, colour", "Ignored: id"]
    project = load("mine.dnn").project
    assert isinstance(project.data.source, Table)
    assert project.attachments == {"own.csv": TABLE.encode()}
    first, last = project.graph.nodes[0].layer, project.graph.nodes[-1].layer
    assert first.shape == (4,)
    assert (last.units, last.activation) == (1, "sigmoid")
    code, out, _ = run(capsys, "check", "mine.dnn")
    assert code == 0
    assert "data: own.csv, binary (2 classes)" in "\n".join(out)


def test_a_table_that_is_missing_or_none_is_refused_in_a_sentence(capsys, tmp_path):
    assert run(capsys, "new", "Iris", "a.dnn", "--data", "no.csv") == (
        2,
        [],
        ["There is no file “no.csv”. Check its name."],
    )
    (tmp_path / "empty.csv").write_text("")
    assert run(capsys, "new", "Iris", "a.dnn", "--data", "empty.csv")[2] == [
        "The file “empty.csv” is empty. Open one that has rows."
    ]
    assert not (tmp_path / "a.dnn").exists()


# ---------------------------------------------------------------- check


def test_check_shows_layers_shapes_and_parameters(capsys):
    main(["new", "Digits", "digits.dnn"])
    capsys.readouterr()
    code, out, err = run(capsys, "check", "digits.dnn")
    assert (code, err) == (0, [])
    rows = [line.split() for line in out]
    assert ["input_1", "Input", "8", "×", "8", "0"] in rows
    assert ["dense_1", "Dense", "flatten_1", "128", "8,320"] in rows
    assert ["dropout_1", "Dropout", "dense_1", "128", "0"] in rows
    assert ["dense_2", "Dense", "dropout_1", "10", "1,290"] in rows
    assert ["total", "9,610"] in rows


def test_check_shows_what_a_group_holds(capsys):
    main(["new", "Digits, residual", "digits.dnn"])
    capsys.readouterr()
    code, out, _ = run(capsys, "check", "digits.dnn")
    assert code == 0
    rows = [" ".join(line.split()) for line in out]
    assert "residual_block Group × 2 activation_1 8 × 8 × 16 9,344" in rows
    assert "residual_block/add_1 Add input_1, batch_norm_2 8 × 8 × 16 0" in rows
    assert "total 9,690" in rows


def test_check_names_the_problem_and_its_repair_and_exits_with_1(capsys):
    project = named("Iris").build()
    wide = project.graph.replace(1, layers.Input(shape=(5,)))
    save("wide.dnn", SavedProject(project.with_graph(wide)))
    code, out, _ = run(capsys, "check", "wide.dnn")
    assert code == 1
    assert out[-1] == (
        "Error: input_1 takes 5 values and a sample of the data has 4. (Set shape to 4)"
    )


def test_check_warns_and_exits_with_0_where_it_can_be_trained(capsys):
    project = msgspec.structs.replace(
        named("XOR").build(), data=DataSettings(source=Generated(name="regression plane"))
    )
    training = msgspec.structs.replace(
        project.training, loss=named("Diabetes regression").build().training.loss
    )
    save("bounded.dnn", SavedProject(msgspec.structs.replace(project, training=training)))
    code, out, _ = run(capsys, "check", "bounded.dnn")
    assert code == 0
    assert out[-1].startswith("Warning: dense_3 ends with Sigmoid")


def test_check_names_an_ending_that_poisson_cannot_read(capsys):
    project = named("Diabetes regression").build()
    training = msgspec.structs.replace(project.training, loss=losses.Poisson())
    save("counts.dnn", SavedProject(msgspec.structs.replace(project, training=training)))
    code, out, _ = run(capsys, "check", "counts.dnn")
    assert code == 1
    assert "takes the logarithm of the outputs" in out[-2]
    assert out[-2].endswith("ends with Linear. (Use Softplus)")
    assert out[-1].endswith("some are negative. (Do not scale the targets)")


def test_check_of_data_that_are_missing_says_so_and_exits_with_1(capsys):
    project = msgspec.structs.replace(
        named("Iris").build(),
        data=DataSettings(source=Table(attachment="gone.csv", file_name="gone.csv")),
    )
    save("gone.dnn", SavedProject(project))
    code, out, _ = run(capsys, "check", "gone.dnn")
    assert code == 1
    assert out[-1].startswith("Error: The project does not hold the file “gone.csv”.")


def test_a_text_of_ones_own_is_learned_letter_by_letter(capsys):
    Path("verse.txt").write_text("Über allen Gipfeln ist Ruh, in allen Wipfeln. " * 9, "utf-8")
    assert main(["new", "Text, letter by letter", "verse.dnn", "--data", "verse.txt"]) == 0
    project = load("verse.dnn").project
    assert project.data.source == Text(attachment="verse.txt", file_name="verse.txt")
    assert main(["check", "verse.dnn"]) == 0
    Path("short.txt").write_text("too short")
    assert main(["new", "Text, letter by letter", "short.dnn", "--data", "short.txt"]) == 1
    assert "“short.txt” has 9 characters" in capsys.readouterr().err
