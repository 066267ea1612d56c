"""The day is China's, wherever the server stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from commands._signing import day_said
from sites.clock import china_now, china_today

time_machine = pytest.importorskip("time_machine", reason="time-machine is not installed")


@pytest.fixture(autouse=True)
def night() -> Iterator[None]:
    """Four in the morning of 1 December in China, on a server that runs on UTC."""
    moment = datetime(2026, 11, 30, 20, tzinfo=ZoneInfo("UTC"))
    with time_machine.travel(moment, tick=False):
        assert date.today() == date(2026, 11, 30)  # the server's own day
        yield


def test_it_is_tomorrow_in_china() -> None:
    assert china_today() == date(2026, 12, 1)
    assert (china_now().hour, china_now().astimezone(UTC).hour) == (4, 20)


def test_what_is_signed_is_signed_on_chinas_day() -> None:
    assert day_said(None) == date(2026, 12, 1)
    assert day_said("今天") == date(2026, 12, 1)
