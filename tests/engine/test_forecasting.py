"""Forecasts in the units of the series, by what the network predicts for windows of it."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Graph, compile, layers
from engine.data.load import load
from engine.data.sequences import piece
from engine.data.settings import DataSettings, Sequences
from engine.forecasting import Forecaster

SOURCE = Sequences(name="sine wave", samples=40, steps=5, noise=5.0, seed=7)


@pytest.fixture
def dataset():
    return load(DataSettings(source=SOURCE))


@pytest.fixture
def program():
    graph = Graph.sequential(layers.Input(shape=(5, 1)), layers.GRU(units=3), layers.Dense(units=1))
    return compile(graph, "mean_squared_error", seed=1)


def predicted(program, dataset, window):
    """Return what follows one raw window, in raw units."""
    inputs = dataset.preprocessing.transform(np.asarray(window)[None])
    return dataset.preprocessing.inverse_target(program.predict(inputs))[0, 0]


def test_one_step_reads_the_series_itself(program, dataset):
    series = np.sin(np.arange(12.0))
    found = Forecaster(program, dataset.preprocessing).one_step(series)
    wanted = [predicted(program, dataset, series[i : i + 5]) for i in range(7)]
    assert np.allclose(found, wanted, atol=1e-6)


def test_a_free_forecast_reads_what_it_foretold(program, dataset):
    start, breaths = np.sin(np.arange(5.0)), []
    forecaster = Forecaster(program, dataset.preprocessing)
    found = forecaster.free(start, 8, lambda: breaths.append(1))
    series = list(start)
    for _ in range(8):
        series.append(predicted(program, dataset, series[-5:]))
    assert np.allclose(found, series[5:], atol=1e-6)
    assert len(breaths) == 8


def test_a_network_that_knows_the_wave_foretells_it_freely():
    """``x(t+1) = 2 cos(w) x(t) - x(t-1)`` for a sine of one frequency."""
    graph = Graph.sequential(layers.Input(shape=(2,)), layers.Dense(units=1))
    program = compile(graph, "mean_squared_error", dtype="float64")
    program.parameters["dense_1/kernel"][...] = [[-1.0], [2 * np.cos(0.3)]]
    program.parameters["dense_1/bias"][...] = 0.0
    source = Sequences(name="sine wave", samples=10, steps=2)
    wave = np.sin(0.3 * np.arange(40))
    data = load(DataSettings(source=source, standardize=False, standardize_target=False))
    found = Forecaster(program, data.preprocessing).free(wave[:2], 38, lambda: None)
    # Windows pass as float32.
    assert np.allclose(found, wave[2:], atol=1e-4)


def test_a_piece_is_the_wave_of_the_samples_and_no_sample():
    read, truth = piece(SOURCE, 64)
    assert np.array_equal(piece(SOURCE, 64)[0], read)
    time = 2 * np.pi * np.arange(64) / 16
    phases = np.linspace(0, 2 * np.pi, 4000)
    waves = np.sin(phases[:, None] + time) + 0.5 * np.sin(3 * (phases[:, None] + time))
    assert np.abs(waves - truth).max(axis=1).min() < 5e-3
    assert 0.5 < np.std(read - truth) / (1.5 * 0.05) < 1.5
    quiet = Sequences(name="sine wave", samples=40, steps=5, seed=7)
    assert np.array_equal(*piece(quiet, 64))
