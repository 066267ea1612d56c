"""Python's collection of garbage, seldom while a search or a command runs.

A search makes millions of small tuples and few cycles; looking for cycles all the time took a fifth
to a third of its turns, and a seventh of a whole `replan`, which reads, searches and writes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (50_000, 50, 20)
"""Python's three thresholds meanwhile (by default 700, 10, 10)."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Collect seldom in this block."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
