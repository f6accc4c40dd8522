"""Filters as the worker computes them."""

from __future__ import annotations

import numpy as np

from dnngui.document.examples import named
from dnngui.training.filters import FiltersOf
from dnngui.training.frames import Needs

REQUEST = FiltersOf(3, (8, 8, 1))


def test_the_filters_of_an_rbm_follow_its_learning(watched):
    project = named("Digits, restricted Boltzmann machine").build()
    session = watched.session
    session.set_needs(Needs(views=(REQUEST,)))
    session.set_project(project)
    # Where nothing was read before, the digits take their time.
    session.snapshot(60)
    first = watched.frame(lambda frame: frame.views.get(REQUEST) is not None).views[REQUEST]
    assert first.weights.shape == (64, 8, 8, 1)
    assert first.units == 64
    session.step_batch()
    later = watched.frame(
        lambda frame: frame.steps_made == 1 and frame.views.get(REQUEST) is not None
    )
    kernel = session.snapshot().snapshot.theta[: 64 * 64].reshape(64, 64)
    found = later.views[REQUEST].weights
    np.testing.assert_array_equal(found.reshape(64, 64), kernel.T)
    assert not np.array_equal(found, first.weights)


def test_a_layer_that_sees_no_picture_has_none(watched):
    project = named("Digits, deep belief network").build()
    request = FiltersOf(project.graph.order[-1], (8, 8, 1))
    watched.session.set_needs(Needs(views=(request,)))
    watched.session.set_project(project)
    watched.session.snapshot(60)
    frame = watched.frame(lambda frame: request in frame.views)
    assert frame.views[request] is None
