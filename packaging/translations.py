#!/usr/bin/env python3
"""Keep the program's translations.

    python packaging/translations.py update     the texts of the program into the .ts file
    python packaging/translations.py release    the .ts file into the .qm file that Qt loads

`update` keeps the translations that there are, adds the texts that are new as unfinished and drops
those that are gone; it says which. Translate the new ones in the .ts file, by hand or with Qt
Linguist, then `release`.

Both files are committed. Texts are collected by following the sources rather than with Qt's
lupdate, which sees neither the engine's messages nor the titles of declarations. The .qm file is
made of the .ts alone, but Qt's lrelease is not there on every machine on which the program is
installed or tested, and a program without its .qm would be English without a word.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import declared  # noqa: E402  (the program beside this folder must be found first)
import linguist  # noqa: E402
import phrases  # noqa: E402

LANGUAGE = "zh_CN"
TS = ROOT / "resources" / "translations" / f"dnngui_{LANGUAGE}.ts"
QM = TS.with_suffix(".qm")


def collect() -> set[phrases.Phrase]:
    """Return every text of the program that a person may see."""
    paths = sorted(path for room in ("engine", "dnngui") for path in (ROOT / room).rglob("*.py"))
    return phrases.collect(paths) | declared.collect()


def update() -> None:
    """Bring the .ts file to what the sources say now."""
    known, wanted = linguist.read(TS), collect()
    linguist.write(TS, LANGUAGE, {phrase: known.get(phrase, "") for phrase in wanted})
    for phrase in sorted(known.keys() - wanted):
        print(f"gone: {phrase.context}: {phrase.text}")
    for phrase in sorted(wanted - known.keys()):
        print(f"to be translated: {phrase.context}: {phrase.text}")
    print(f"{len(wanted & known.keys())} of {len(wanted)} texts are translated.")


def release() -> None:
    """Make the .qm file.

    Raises
    ------
    subprocess.CalledProcessError
        Where lrelease refuses the .ts file.
    """
    import PySide6

    folder = Path(PySide6.__path__[0])
    found = [path for name in ("lrelease", "lrelease.exe") if (path := folder / name).exists()]
    if not found:
        raise SystemExit(f"Qt's lrelease is not in {folder}. Install PySide6 from its wheel.")
    subprocess.run([str(found[0]), "-silent", str(TS), "-qm", str(QM)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Keep the program's translations.")
    parser.add_argument("command", choices=("update", "release"))
    {"update": update, "release": release}[parser.parse_args().command]()


if __name__ == "__main__":
    main()
