"""Urgent calls in the ledger: accepted, arrived, reported, each an event with its moment."""

from __future__ import annotations

from datetime import datetime

from sites.base import Text
from sites.book import Settings
from sites.calls import Moment, accepted, call_id, moment_said, moved
from sites.errors import Refused
from sites.kept import Call
from sites.ledger.ledger import Ledger
from sites.lookup import site_called


def accept(
    ledger: Ledger,
    site: str,
    at: str | None,
    now: datetime,
    by: str,
    complaint: str = "",
    note: str = "",
) -> Call:
    """Start a call's clock; ``site`` as people call it, ``at`` as they say the time.

    Raises
    ------
    BookError, Refused
        If there is no such site, or the time cannot be understood or lies ahead.
    """
    when = moment_said(at, now)
    with ledger.act(who=by, source="call new", on=when.date()) as act:
        settings = next(iter(act.rows("settings")), Settings())
        id = call_id(when.date(), (c.id for c in act.rows("calls")))
        place = site_called(site, act.rows("sites"))
        call = accepted(id, place.id, when, settings, by, complaint, note)
        act.put("calls", call, verb="accepted")
    return call


def move(ledger: Ledger, id: str, moment: Moment, at: str | None, now: datetime, by: str) -> Call:
    """Tell that people have arrived, or have reported back.

    Raises
    ------
    Refused
        If there is no such call, or the step is out of its order.
    """
    when = moment_said(at, now)
    with ledger.act(who=by, source=f"call {moment}", on=when.date()) as act:
        before = act.row("calls", id)
        if before is None:
            raise Refused(Text(zh=f"没有紧急呼叫{id}", en=f"no urgent call {id}"))
        after = moved(before, moment, when)
        act.put("calls", after, verb=moment)
    return after
