"""Text that the worker writes: of one moment each, in small pieces, and without a trace."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from test_same_bits import assert_same, on_the_command_line

from dnngui.document import examples
from dnngui.document.run import prepare
from dnngui.training.frames import Needs
from dnngui.training.writing import KEPT, LENGTH, Writing
from engine.data.settings import Sequences
from engine.layers import Dropout
from engine.writing import Alphabet, Writer

ASKED = Writing("the ", 0.8)


def project(epochs=3):
    """Return the example on few short windows, with dropout."""
    given = examples.named("Text, letter by letter").build()
    source = Sequences(name="text", samples=80, steps=32)
    data = msgspec.structs.replace(given.data, source=source)
    training = msgspec.structs.replace(given.training, epochs=epochs)
    graph, _ = given.graph.insert(given.graph.edges[-1], Dropout(rate=0.2))
    given = given.with_graph(graph)
    return msgspec.structs.replace(given, data=data, training=training)


def complete(view, trainer):
    written = view.picture(trainer, lambda: None)
    while view.unfinished:
        written = view.picture(trainer, lambda: None)
    return written


@pytest.fixture
def trainer():
    return prepare(project()).trainer


def test_a_sample_grows_from_what_it_begins_with_to_its_length(trainer):
    view = ASKED.view(trainer)
    lengths = []
    while view.unfinished:
        (sample,) = view.picture(trainer, lambda: None).samples
        assert sample.text.startswith("the ")
        assert view.whole == sample.complete
        lengths.append(len(sample.text))
    assert lengths == sorted(lengths)
    assert lengths[0] < LENGTH
    assert lengths[-1] == LENGTH
    assert sample.complete


def test_a_sample_is_of_one_moment_though_the_run_goes_on(trainer):
    view = ASKED.view(trainer)
    view.picture(trainer, lambda: None)
    start = trainer.program.theta.copy()
    for _ in trainer.steps(1):
        pass
    while not (written := view.picture(trainer, lambda: None)).samples[0].complete:
        pass
    own = prepare(project()).program
    own.theta[...] = start
    alphabet = Alphabet(trainer.dataset.classes)
    begin, _ = alphabet.read("the ")
    random = np.random.Generator(np.random.PCG64([0x7E47, 0]))
    writer = Writer(own, begin, temperature=0.8, random=random)
    while len(writer.numbers) < LENGTH:
        writer.write()
    assert written.samples[0].text == alphabet.written(writer.numbers)
    assert written.samples[0].epoch == 0.0


def test_the_newest_is_on_top_and_few_are_kept(trainer):
    view = ASKED.view(trainer)
    for _ in range(KEPT + 2):
        written = complete(view, trainer)
        next(trainer.steps())
    assert len(written.samples) == KEPT
    epochs = [sample.epoch for sample in written.samples]
    assert epochs == sorted(epochs, reverse=True)
    assert view.unfinished
    assert view.whole


@pytest.mark.parametrize("begin", ["", "§"])
def test_without_a_beginning_it_begins_with_a_symbol_of_the_data(trainer, begin):
    (sample,) = complete(Writing(begin, 1.0).view(trainer), trainer).samples
    first = trainer.dataset.classes[int(trainer.dataset.x_train[0, 0])]
    assert sample.text.startswith(first)


def test_weights_that_are_not_finite_end_the_sample(trainer):
    trainer.program.theta[...] = np.nan
    (sample,) = complete(ASKED.view(trainer), trainer).samples
    assert sample.text == "the "


@pytest.mark.parametrize("name", ["Sorting transformer", "Wave, GRU", "Digits"])
def test_what_is_no_text_is_not_written(name):
    assert ASKED.view(prepare(examples.named(name).build()).trainer) is None


def test_a_run_that_writes_has_the_bits_of_one_that_does_not(watched):
    given = project()
    watched.session.set_needs(Needs(views=(ASKED,)))
    watched.session.set_project(given)
    watched.session.run()
    seen = []

    def ended():
        frame = watched.session.drain()
        seen.extend(frame.views.values() if frame else ())
        return watched.session.state == "finished" and seen and seen[-1].samples[0].complete

    watched.wait_for(ended, 60_000)
    assert seen[-1].samples[0].epoch == 3.0
    assert_same(watched.session.snapshot(), on_the_command_line(given))
