"""Records of many moments share what they have in common, and come back as they were."""

from __future__ import annotations

import gc

import pytest

from dnngui.training.ledger import Ledger
from engine.record import EVALUATIONS, LOSSES, Evaluation, Record


def grown(record, losses, begin=0):
    for place in range(begin, begin + losses):
        record.add_loss(float(place))
        if place % 5 == 0:
            evaluation = Evaluation(step=place, epoch=place / 5, loss=float(place))
            record.add_evaluation(evaluation)
    return record


@pytest.mark.parametrize("many", [3, 40, LOSSES + 700, 6 * EVALUATIONS])
def test_each_record_comes_back_as_it_was(many):
    ledger, record = Ledger(), Record()
    pages, expected = [], []
    for place in range(0, many, 7):
        grown(record, 7, place)
        pages.append(ledger.page(record.copy()))
        expected.append(record.copy())
    assert [page.record() for page in pages] == expected


def test_a_record_that_grew_shares_its_beginning():
    ledger, record = Ledger(), grown(Record(), 50)
    first = ledger.page(record.copy())
    second = ledger.page(grown(record, 50, 50).copy())
    assert first.losses[0] is second.losses[0]
    assert first.evaluations[0] is second.evaluations[0]


def test_branches_do_not_mix():
    ledger, record = Ledger(), grown(Record(), 20)
    root = ledger.page(record.copy())
    left = ledger.page(grown(record.copy(), 10, 100).copy())
    right = ledger.page(grown(root.record(), 10, 200).copy())
    again = ledger.page(grown(root.record(), 3, 300).copy())
    assert left.record().losses == [*range(20), *range(100, 110)]
    assert right.record().losses == [*range(20), *range(200, 210)]
    assert again.record().losses == [*range(20), *range(300, 303)]
    assert root.record() == record


def test_a_record_that_comes_back_goes_its_own_way():
    ledger = Ledger()
    page = ledger.page(grown(Record(), 10))
    grown(page.record(), 5, 10)
    assert len(page.record().losses) == 10


def test_many_pages_are_few_references_for_the_search_for_cycles():
    ledger, record = Ledger(), grown(Record(), 1500)
    pages = [ledger.page(grown(record, 1, place).copy()) for place in range(1500, 1900)]
    referents = {id(each): len(gc.get_referents(each)) for page in pages for each in page.losses}
    assert sum(referents.values()) < 2 * LOSSES
