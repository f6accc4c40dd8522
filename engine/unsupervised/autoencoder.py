"""Reconstruction as the target: what makes a network an autoencoder."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import msgspec

from engine.data.dataset import Task
from engine.data.preprocessing import OneHot, Preprocessing, Standardize, TargetScale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.data.dataset import Dataset
    from engine.data.preprocessing import Transform


def reconstructing(dataset: Dataset) -> Dataset:
    """Return a data set of the same rows whose targets are its prepared inputs.

    It is a regression with ``width`` targets; where the prepared inputs lie in 0..1, as pixels do,
    binary cross-entropy at sigmoid outputs learns it too. Metrics are in the units of the raw
    columns. Noise and Dropout layers disturb what the network reads and never these targets, so one
    of them right behind the Input makes a denoising autoencoder (Vincent et al. 2008).
    """
    steps = zip(dataset.preprocessing.names, dataset.preprocessing.transforms, strict=True)
    named = [pair for name, step in steps for pair in _targets(name, step)]
    preprocessing = msgspec.structs.replace(
        dataset.preprocessing,
        target_names=tuple(name for name, _ in named),
        target_scales=_scales(dataset.preprocessing, [scale for _, scale in named]),
        classes=(),
        further=(),
    )
    return dataclasses.replace(
        dataset,
        task=Task.REGRESSION,
        target_names=preprocessing.target_names,
        classes=(),
        y_train=dataset.x_train,
        y_test=dataset.x_test,
        preprocessing=preprocessing,
        reconstructs=True,
        further=(),
    )


def _targets(name: str, step: Transform) -> Iterator[tuple[str, TargetScale]]:
    """Yield name and scale of each input that a column becomes."""
    if isinstance(step, OneHot):
        for category in step.categories:
            yield f"{name}={category}", TargetScale(mean=0.0, scale=1.0)
    elif isinstance(step, Standardize):
        yield name, TargetScale(mean=step.mean, scale=step.scale)
    else:
        yield name, TargetScale(mean=0.0, scale=1.0)


def _scales(preprocessing: Preprocessing, scales: list[TargetScale]) -> tuple[TargetScale, ...]:
    """Return the scales, or none where nothing is scaled."""
    scaled = any(isinstance(step, Standardize) for step in preprocessing.transforms)
    return tuple(scales) if scaled else ()
