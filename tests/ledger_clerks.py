"""What two clerks do at once, each with a ledger of his own: for threads and for processes."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from sites.book import Site
from sites.ledger import Overtaken, open_ledger


def count_up(place: str, who: str, times: int) -> None:
    """Add one to a site's notes so many times, each in an act of its own."""
    with closing(open_ledger(place)) as ledger:
        for _ in range(times):
            with ledger.act(who) as act:
                there = act.row("sites", "A")
                act.put("sites", there.but(note=str(int(there.note) + 1)))


def add_sites(place: str, who: str, times: int) -> None:
    """Add sites of one's own, several in one act."""
    with closing(open_ledger(place)) as ledger:
        for n in range(times):
            with ledger.act(who) as act:
                act.put_all("sites", [Site(id=f"{who}{n}{m}", name=who) for m in range(3)])


def look_then_change(place: str, who: str, field: str, value: str, meet: Any) -> str:
    """Look, wait until everybody has looked, and change a field: what was said to it."""
    with closing(open_ledger(place)) as ledger:
        with ledger.reading() as rows:
            seen, _ = rows.head
        meet.wait()
        try:
            with ledger.act(who) as act:
                act.change("sites", "A", {field: value}, seen=seen)
        except Overtaken as overtaken:
            return f"{who}: {overtaken.says.zh}"
    return "written"
