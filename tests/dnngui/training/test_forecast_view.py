"""Forecasts of a piece of the wave, by the network as it stands."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from dnngui.document import examples
from dnngui.document.run import prepare
from dnngui.training.forecast import BEYOND, Forecast
from engine.data.sequences import piece
from engine.data.settings import Sequences


def wave():
    given = examples.named("Wave, GRU").build()
    source = Sequences(name="sine wave", samples=60, steps=24, noise=5.0)
    return msgspec.structs.replace(given, data=msgspec.structs.replace(given.data, source=source))


def test_both_forecasts_are_what_the_network_predicts():
    project = wave()
    dataset, program, trainer = prepare(project)
    source = project.data.source
    breaths = []
    found = Forecast(source).view(trainer).picture(trainer, lambda: breaths.append(1))
    read, truth = piece(source, 24 + BEYOND)

    def after(window):
        inputs = dataset.preprocessing.transform(np.array(window)[None])
        return dataset.preprocessing.inverse_target(program.predict(inputs))[0, 0]

    assert np.array_equal(found.truth, truth)
    assert np.allclose(found.one_step, [after(read[i : i + 24]) for i in range(BEYOND)], atol=1e-6)
    series = list(read[:24])
    for _ in range(BEYOND):
        series.append(after(series[-24:]))
    assert np.allclose(found.free, series[24:], atol=1e-5)
    assert len(breaths) > BEYOND


def test_training_brings_the_forecasts_nearer_to_the_truth():
    _, _, trainer = prepare(wave())
    view = Forecast(wave().data.source).view(trainer)

    def error():
        found = view.picture(trainer, lambda: None)
        return np.abs(found.one_step - found.truth[24:]).mean()

    before = error()
    for _ in trainer.steps(30):
        pass
    assert error() < 0.5 * before


@pytest.mark.parametrize("name", ["Digits", "Linear regression y = 3 + 4x", "Sorting transformer"])
def test_data_of_another_kind_have_no_forecast(name):
    trainer = prepare(examples.named(name).build()).trainer
    assert Forecast(Sequences(name="sine wave", steps=24)).view(trainer) is None
