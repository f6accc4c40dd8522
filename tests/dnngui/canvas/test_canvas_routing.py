"""Connections run straight where they can and past the cards where they cannot."""

from __future__ import annotations

import pytest

from dnngui.canvas.geometry import CARD_WIDTH, COLUMN, Box
from dnngui.canvas.items.edge import wire_path
from dnngui.canvas.routing import Wire, route

HALF = CARD_WIDTH / 2.0


def wire(start: int, end: int, y1: float = 0.0, y2: float = 0.0) -> Wire:
    """From the column ``start`` to the column ``end``."""
    return Wire(start * COLUMN + HALF, y1, end * COLUMN - HALF, y2)


def cards(*columns: int, y: float = 0.0) -> list[Box]:
    return [Box.of_card(column * COLUMN, y) for column in columns]


def touches(path, boxes) -> bool:
    points = [path.pointAtPercent(step / 400.0) for step in range(401)]
    return any(box.grown(-1.0).holds(point.x(), point.y()) for box in boxes for point in points)


def test_neighbours_are_connected_directly():
    assert route({"a": wire(0, 1)}, cards(0, 1)) == {"a": None}


def test_a_skip_runs_above_what_it_skips():
    boxes = cards(0, 1, 2, 3)
    lane = route({"skip": wire(0, 3)}, boxes)["skip"]
    assert lane is not None
    assert lane.y < boxes[1].top
    assert not touches(wire_path(wire(0, 3), lane), boxes)


def test_a_longer_skip_runs_outside_a_shorter_one():
    wires = {"long": wire(0, 4), "short": wire(1, 3)}
    lanes = route(wires, cards(0, 1, 2, 3, 4))
    assert lanes["long"].y < lanes["short"].y


def test_a_branch_that_has_its_row_for_itself_stays_in_it():
    boxes = [*cards(0, 1, 2, 3), *cards(1, y=-200.0)]
    lane = route({"late": wire(1, 3, -200.0, 0.0)}, boxes)["late"]
    assert lane is not None
    assert lane.y == -200.0


@pytest.mark.parametrize("dy", [0.0, 60.0, 200.0])
def test_a_connection_that_runs_backwards_goes_around_both_cards(dy):
    boxes = [*cards(1), *cards(0, y=dy)]
    back = wire(1, 0, 0.0, dy)
    path = wire_path(back, route({"back": back}, boxes)["back"])
    inner = [box.grown(-2.0) for box in boxes]
    assert not touches(path, inner)


def test_a_connection_starts_and_ends_level_at_its_ports():
    for lane in (None, route({"skip": wire(0, 3)}, cards(0, 1, 2, 3))["skip"]):
        path = wire_path(wire(0, 3), lane)
        assert path.angleAtPercent(0.0) == pytest.approx(0.0, abs=1.0)
        assert path.angleAtPercent(1.0) % 360.0 == pytest.approx(0.0, abs=1.0)
