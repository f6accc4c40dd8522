"""The training engine: NumPy alone, no window.

Importing it first asks the BLAS libraries for one thread: for the sizes that people draw, more
threads are slower, and the order of their sums would change the last bits from run to run. Where
two threads pay, they are our own, each with half of a batch: see `engine.workers`.
"""

import os

for _variable in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

from engine import layers, optim  # noqa: E402 - NumPy reads the variables above when it loads
from engine.data.dataset import Dataset  # noqa: E402
from engine.graph import Graph  # noqa: E402
from engine.program import Program, compile  # noqa: E402
from engine.record import Record  # noqa: E402
from engine.trainer import Trainer  # noqa: E402

__all__ = [
    "Dataset",
    "Graph",
    "Program",
    "Record",
    "Trainer",
    "compile",
    "layers",
    "optim",
]
