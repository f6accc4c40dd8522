"""The training engine: NumPy alone, no window.

Importing it first asks the BLAS libraries for one thread: for the sizes that people draw, more
threads are slower, and the order of their sums would change the last bits from run to run.
"""

import os

for _variable in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
