"""All benchmarks, one after the other: ``python -m tests.benchmarks``.

Each stands beside its peers in one run; see the modules for what they measure. PyTorch comes with
``pip install .[bench]``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NAMES = (
    "steps",
    "maps",
    "conv",
    "recurrent",
    "plots",
    "canvas",
    "start",
    "opening",
    "doctor",
    "edits",
    "timeline",
    "window_share",
)


def main() -> int:
    folder = Path(__file__).parent
    worst = 0
    for name in sys.argv[1:] or NAMES:
        # A process of its own for each: the threads that BLAS takes are decided as NumPy loads.
        print(f"\n== {name}", flush=True)
        worst |= subprocess.run(
            [sys.executable, str(folder / f"{name}.py")], check=False
        ).returncode
    return worst


if __name__ == "__main__":
    sys.exit(main())
