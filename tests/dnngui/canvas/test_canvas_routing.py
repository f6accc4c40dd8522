"""Connections run straight where they can and past the cards where they cannot."""

from __future__ import annotations

import itertools
import random

import pytest

from dnngui.canvas.geometry import CARD_WIDTH, COLUMN, Box
from dnngui.canvas.items.edge import wire_path
from dnngui.canvas.routing import CLEARANCE, Wire, route

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


def stretches(lanes) -> list[tuple[float, float, float]]:
    return [(*sorted((lane.x1, lane.x2)), lane.y) for lane in lanes.values() if lane is not None]


@pytest.mark.parametrize("seed", range(8))
def test_lanes_keep_their_distance_from_cards_and_from_each_other(seed):
    dice = random.Random(seed)
    stands = [(column, 10.0 * dice.randrange(-30, 30)) for column in range(12)]
    boxes = [Box.of_card(column * COLUMN, y) for column, y in stands]
    ends = {(dice.randrange(12), dice.randrange(12)) for _ in range(40)}
    wires = {(a, b): wire(a, b, stands[a][1], stands[b][1]) for a, b in ends if a != b}
    runs = stretches(route(wires, boxes))
    assert len(runs) > 20
    for (left, right, y), (start, end, other) in itertools.combinations(runs, 2):
        assert abs(y - other) >= CLEARANCE or right <= start or end <= left
    for left, right, y in runs:
        # A lane begins at a port or clear of the cards it passes, so that only these count.
        passed = [box for box in boxes if left < box.left and box.right < right]
        assert all(y <= box.top - CLEARANCE or y >= box.bottom + CLEARANCE for box in passed)


def test_many_skips_over_the_same_layers_all_find_a_lane_of_their_own():
    wires = {skip: wire(0, 3) for skip in range(30)}
    heights = sorted(y for _, _, y in stretches(route(wires, cards(0, 1, 2, 3))))
    assert all(b - a >= CLEARANCE for a, b in itertools.pairwise(heights))


def test_a_backward_connection_keeps_its_lane_while_its_layers_are_dragged():
    back = {"back": wire(1, 0)}
    assert route(back, []) == route(back, cards(0, 1))
