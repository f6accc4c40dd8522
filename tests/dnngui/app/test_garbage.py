"""Cycles are collected in the window's thread alone."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from dnngui.app.garbage import GarbageCollector


class Cycle:
    def __init__(self):
        self.me = self


@pytest.fixture(autouse=True)
def python_collects_again():
    yield
    gc.unfreeze()
    gc.enable()


def test_cycles_are_collected_by_the_timer_and_not_before(qtbot):
    collector = GarbageCollector()
    cycle = Cycle()
    gone = weakref.ref(cycle)
    del cycle
    filling = [[] for _ in range(5000)]
    assert gone() is not None
    qtbot.waitUntil(lambda: gone() is None, timeout=5000)
    assert filling
    collector.deleteLater()


def test_another_thread_collects_nothing(qtbot):
    collector = GarbageCollector()
    cycle = Cycle()
    gone = weakref.ref(cycle)
    del cycle
    thread = threading.Thread(target=lambda: [[] for _ in range(100_000)])
    thread.start()
    thread.join()
    assert gone() is not None
    collector.deleteLater()
