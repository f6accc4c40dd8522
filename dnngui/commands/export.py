"""``dnngui export``: the trained weights in a file for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.commands import console
from dnngui.commands.errors import UsageError
from dnngui.commands.paths import destination
from dnngui.commands.projects import opened, trained_run
from dnngui.commands.taking import sample_rows, taken
from engine import formats

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Write the weights in the format that the file's ending or ``--format`` says."""
    output = destination(arguments.output)
    try:
        chosen = formats.named(arguments.format) if arguments.format else formats.by_ending(output)
    except formats.ExportError as error:
        raise UsageError(str(error)) from error
    saved = opened(arguments.file)
    kept = trained_run(saved, arguments.file, best=arguments.best)
    trained = taken(saved.project, kept, sample_rows(saved.project))
    report = formats.export(output, trained, chosen.name)
    console.say(f"{report.path} ({report.bytes:,} bytes): {report.facts}")
    return 0
