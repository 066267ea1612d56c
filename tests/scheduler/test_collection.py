"""Garbage is collected seldom in a block, and as before behind it, whatever happens in it."""

from __future__ import annotations

import gc

import pytest

from scheduler.collection import SELDOM, seldom_collected


def test_garbage_is_collected_as_before_behind_the_block() -> None:
    usual = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold() == SELDOM
    assert gc.get_threshold() == usual
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert gc.get_threshold() == usual


def interrupted() -> None:
    """Work that Ctrl-C ends."""
    with seldom_collected():
        raise KeyboardInterrupt
