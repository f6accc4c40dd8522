"""What can be written behind ``dnngui``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from dnngui import __version__
from dnngui.commands.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

_LARGEST_SEED = 2**31 - 1


class Parser(argparse.ArgumentParser):
    """A parser whose errors are `UsageError`."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self.prog}: {message}. “{self.prog} --help” tells more.")


def _project(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE.dnn", help="the project")


def _own_table(parser: Parser) -> None:
    text = "use this table as the project's data from now on"
    parser.add_argument("--data", metavar="FILE.csv", help=text)


def _best(parser: Parser) -> None:
    text = "use the best weights of the run instead of the last ones"
    parser.add_argument("--best", action="store_true", help=text)


def _nothing(_parser: Parser) -> None:
    """Describe a command that takes no arguments."""


def _new(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help="of an example, see “dnngui examples”")
    _project(parser)
    _own_table(parser)


def _train(parser: Parser) -> None:
    add = parser.add_argument
    _project(parser)
    text = "train for N more epochs (else up to the project's number)"
    add("--epochs", metavar="N", type=_count, help=text)
    add("--seed", metavar="S", type=_seed, help="decides all that is random in the training")
    add("--save", metavar="OUT.dnn", help="where to keep what was learned")
    add("--log", metavar="RUN.csv", help="write the curves as a table, replacing the file")
    text = "change a setting: learning_rate=0.01, batch_size=full, optimizer=adam ..."
    add("--set", metavar="KEY=VALUE", action="append", default=[], help=text)
    text = "begin with first weights instead of going on with the file's run"
    add("--restart", action="store_true", help=text)
    _own_table(parser)


def _rate(parser: Parser) -> None:
    add = parser.add_argument
    _project(parser)
    text = "change a setting first: optimizer=adam, batch_size=64 ..."
    add("--set", metavar="KEY=VALUE", action="append", default=[], help=text)
    text = "try first weights instead of those of the file's run"
    add("--restart", action="store_true", help=text)
    add("--json", action="store_true", help="write JSON")


def _evaluate(parser: Parser) -> None:
    _project(parser)
    text = "a table to evaluate on, instead of the project's own rows"
    parser.add_argument("--data", metavar="FILE", help=text)
    parser.add_argument("--json", action="store_true", help="write JSON")
    _best(parser)


def _predict(parser: Parser) -> None:
    _project(parser)
    parser.add_argument(
        "data", metavar="DATA", help="a table with the columns of the training, or trees"
    )
    text = "where to write (else to the standard output)"
    parser.add_argument("-o", "--output", metavar="OUT.csv", help=text)
    _best(parser)


def _export(parser: Parser) -> None:
    _project(parser)
    parser.add_argument("output", metavar="OUT", help="its ending says the format")
    parser.add_argument("--format", metavar="FORMAT", help="onnx, safetensors or npz")
    _best(parser)


def _film(parser: Parser) -> None:
    add = parser.add_argument
    _project(parser)
    add("output", metavar="OUT", help="where to write: a .gif, or an .mp4 where PyAV is installed")
    text = "what is filmed: boundary, drawing or window (else the boundary)"
    add("--show", choices=("boundary", "drawing", "window"), default="boundary", help=text)
    add("--epochs", metavar="N", type=_count, help="train for N epochs (else the project's)")
    add("--seconds", metavar="N", type=_count, default=6, help="length of the film (else 6)")
    add("--rate", metavar="N", type=_count, default=12, help="pictures a second (else 12)")
    add("--width", metavar="N", type=_count, default=480, help="in pixels (else 480)")
    add("--appearance", choices=("light", "dark"), default="light", help="light or dark")
    text = "change a setting first: optimizer=adam, batch_size=64 ..."
    add("--set", metavar="KEY=VALUE", action="append", default=[], help=text)


def _demo(parser: Parser) -> None:
    parser.add_argument("--output", metavar="DIR", default="output", help="folder to write into")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1 on")
    return int(text)


def _seed(text: str) -> int:
    if not text.isdecimal() or int(text) > _LARGEST_SEED:
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a whole number from 0 to {_LARGEST_SEED}"
        )
    return int(text)


class Command(NamedTuple):
    """One command: its summary, its arguments, and the module and function that do it."""

    summary: str
    describe: Callable[[Parser], None]
    module: str
    function: str = "run"


COMMANDS = {
    "examples": Command(
        "list the examples: name, task, data set", _nothing, "projects", "list_examples"
    ),
    "new": Command("write an example as a project", _new, "projects", "new"),
    "check": Command("show layers, shapes, parameters and problems", _project, "check"),
    "train": Command("train a project, or go on with its run", _train, "train"),
    "rate": Command("look for a learning rate by a short trial", _rate, "rate"),
    "evaluate": Command(
        "show loss, metrics and confusion matrices of what was trained", _evaluate, "evaluate"
    ),
    "predict": Command("predict for the rows of a table", _predict, "predict"),
    "film": Command("film a project while it learns, as a GIF or MP4", _film, "film"),
    "export": Command("write the trained weights for others", _export, "export"),
}

HIDDEN = {
    "demo": Command("train an example and picture the window", _demo, "demo"),
}
"""What the setup on a machine without display calls."""


def command_parser(name: str) -> Parser:
    """Return the parser of one command's arguments."""
    command = (COMMANDS | HIDDEN)[name]
    parser = Parser(prog=f"dnngui {name}", description=f"{command.summary.capitalize()}.")
    command.describe(parser)
    _debug(parser)
    return parser


def window_parser() -> Parser:
    """Return the parser of what opens the window."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name.ljust(width)}  {command.summary}" for name, command in COMMANDS.items()]
    parser = Parser(
        prog="dnngui",
        usage="dnngui [PROJECT]\n       dnngui --new NAME\n       dnngui COMMAND ...",
        description="Draw a neural network, train it, watch it learn, take the weights away.",
        epilog="\n".join(["commands, all without a window:", *lines]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    text = "a project or a table to open in the window"
    parser.add_argument("project", metavar="PROJECT", nargs="*", help=text)
    parser.add_argument("--new", metavar="NAME", help="open an example, see “dnngui examples”")
    _debug(parser)
    parser.add_argument("--version", action="version", version=f"dnngui {__version__}")
    return parser


def _debug(parser: Parser) -> None:
    parser.add_argument("--debug", action="store_true", help="show where an error arose")
