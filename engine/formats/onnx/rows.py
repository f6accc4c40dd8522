"""Raw rows on which two ways to compute a network are compared, and how a model is fed them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.preprocessing import OneHot, Preprocessing, Standardize, Transform
from engine.formats.onnx.network import width
from engine.formats.onnx.preprocessing import takes_table

if TYPE_CHECKING:
    import onnx
    from numpy.typing import NDArray

    from engine.formats.trained import Trained

ROWS = 64
SAMPLE = 64


def probes(trained: Trained) -> NDArray[np.float64]:
    """Return raw rows within the range of the training part, ``(rows, columns)``.

    At least `ROWS` are drawn, the same ones each time; up to `SAMPLE` are training rows. Every
    column is missing in one of them, every category and an unknown one (index -1) come up.
    """
    random = np.random.Generator(np.random.PCG64(0))
    steps: tuple[Transform | None, ...] = (None,) * width(trained.graph)
    if trained.preprocessing is not None:
        steps = trained.preprocessing.transforms
    sample = _sample(trained, len(steps))
    gaps = min(len(steps), 8) if trained.preprocessing else 0
    kinds = max((len(step.categories) + 1 for step in steps if isinstance(step, OneHot)), default=0)
    count = max(ROWS, kinds + gaps)
    columns = [_column(step, sample[:, place], count, random) for place, step in enumerate(steps)]
    drawn = np.stack(columns, axis=1)
    for gap in range(gaps):
        drawn[count - 1 - gap, gap::gaps] = np.nan
    return np.concatenate([drawn, sample])


def _sample(trained: Trained, columns: int) -> NDArray[np.float64]:
    if trained.sample is None or not len(trained.sample):
        return np.empty((0, columns))
    rows = np.asarray(trained.sample, np.float64).reshape(len(trained.sample), -1)
    return rows[np.linspace(0, len(rows) - 1, min(SAMPLE, len(rows))).astype(np.int64)]


def _column(
    step: Transform | None, seen: NDArray[np.float64], count: int, random: np.random.Generator
) -> NDArray[np.float64]:
    if isinstance(step, OneHot):
        return (np.arange(count) % (len(step.categories) + 1) - 1).astype(np.float64)
    known = seen[~np.isnan(seen)]
    if len(known):
        low, high = float(known.min()), float(known.max())
    elif isinstance(step, Standardize):
        low, high = step.mean - 2.0 * step.scale, step.mean + 2.0 * step.scale
    else:
        middle = step.fill if step is not None else 0.0
        low, high = middle - 1.0, middle + 1.0
    drawn = random.uniform(low, high, count)
    # A column of whole numbers, such as a year, has no digits for float32 to lose.
    whole = len(known) > 0 and bool((known == np.rint(known)).all())
    return np.rint(drawn) if whole else drawn


def feeds(
    model: onnx.ModelProto, rows: NDArray[np.float64], preprocessing: Preprocessing | None
) -> dict[str, NDArray[Any]]:
    """Return what ``model`` is given for raw ``rows``, by the names of its inputs."""
    from onnx import helper

    inputs = model.graph.input
    if preprocessing is None or takes_table(preprocessing):
        kind = helper.tensor_dtype_to_np_dtype(inputs[0].type.tensor_type.elem_type)
        return {inputs[0].name: rows.astype(kind)}
    found: dict[str, NDArray[Any]] = {}
    for value, step, cells in zip(inputs, preprocessing.transforms, rows.T, strict=True):
        if isinstance(step, OneHot):
            found[value.name] = _texts(step, cells)[:, None]
        else:
            kind = helper.tensor_dtype_to_np_dtype(value.type.tensor_type.elem_type)
            found[value.name] = cells.astype(kind)[:, None]
    return found


def _texts(step: OneHot, cells: NDArray[np.float64]) -> NDArray[Any]:
    unknown = "unknown"
    while unknown in step.categories:
        unknown += "?"
    words = [*step.categories, unknown]
    texts = ["" if np.isnan(cell) else words[int(cell)] for cell in cells]
    return np.array(texts, dtype=object)
