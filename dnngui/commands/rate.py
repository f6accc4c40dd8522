"""``dnngui rate``: which learning rate to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dnngui.commands import console, settings
from dnngui.commands.projects import opened
from dnngui.commands.training import ready
from dnngui.document.run import restore
from engine.ratefinder import Trial

if TYPE_CHECKING:
    import argparse

    from engine.ratefinder import Sweep
    from engine.trainer import Trainer

_LINES = 20
"""About so many rates are written."""


def run(arguments: argparse.Namespace) -> int:
    """Write the loss at rising rates and a suggestion; return 1 where there is none."""
    saved = opened(arguments.file)
    trainer = ready(settings.apply(saved.project, arguments.set), arguments.file)
    if saved.run is not None and not arguments.restart:
        restore(trainer, saved.run)
    found = _searched(trainer)
    if arguments.json:
        console.say(msgspec.json.encode(_facts(found)).decode())
    else:
        _write(found)
    return 0 if found.suggestion is not None else 1


def _searched(trainer: Trainer) -> Sweep:
    trial = Trial()
    found = trial.nothing
    with console.Progress(trial.steps, "step") as progress:
        for found in trial.run(trainer):
            done = len(found.rates)
            if progress.due(done):
                progress.show(done, f"rate {found.rates[-1]:.2g}")
    return found


def _facts(found: Sweep) -> dict[str, object]:
    return {
        "rates": found.rates.tolist(),
        "losses": found.losses.tolist(),
        "suggestion": found.suggestion,
    }


def _write(found: Sweep) -> None:
    count = len(found.rates)
    places = sorted({*range(0, count, max(1, count // _LINES)), *range(count)[-1:]})
    rows = [["rate", "loss"]]
    rows += [[f"{found.rates[at]:.2g}", f"{found.losses[at]:.5g}"] for at in places]
    console.table(rows, right=(0, 1))
    if found.suggestion is None:
        console.say("suggestion: none, as the loss fell at no rate")
    else:
        console.say(f"suggestion: {found.suggestion:.2g}")
