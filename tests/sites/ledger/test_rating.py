"""The rating over a ledger: every step an event; from hazard to colour to needs and back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import tiny_book
from ledgers import some_ledger

from sites.book import Hazard, PastVisit, Settings
from sites.calendar import WorkCalendar
from sites.errors import Refused
from sites.ledger import Ledger
from sites.ledger.rating import assess_all, events_behind, history_of, rate, set_by_hand
from sites.needs import needs_due
from sites.rating import Assessment

START = date(2026, 11, 2)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """One green site, checked today; an item every 15 days where red, 60 yellow, 120 green."""
    made = some_ledger(tmp_path)
    item = tiny_book.item(days_red=15, days_yellow=60, days_green=120)
    book = tiny_book.book(items=(item,), history=(visit(0, "routine"),), settings=Settings())
    with made.act(who="李示例", on=START) as act:
        for noun in ("settings", "sites", "bodies", "items", "history"):
            rows = getattr(book, noun)
            act.put_all(noun, (rows,) if noun == "settings" else rows)
        act.change("sites", "A", {"colour": "green"})
    return made


def visit(day: int, kind: str, **more: Any) -> PastVisit:
    values = {"site": "A", "on": START + timedelta(days=day), "body": tiny_book.HOUSING}
    return PastVisit.model_validate(values | {"kind": kind} | more)


def happens(ledger: Ledger, day: int, **rows: Any) -> None:
    with ledger.act(who="张示例", on=START + timedelta(days=day)) as act:
        for noun, row in rows.items():
            act.put(noun, row)


def rated(ledger: Ledger, day: int) -> Assessment:
    with ledger.act(who="李示例", source="rate", on=START + timedelta(days=day)) as act:
        return rate(act)[0]


def due_in(ledger: Ledger, day: int) -> int:
    """How many needs the week from that day on has."""
    first = START + timedelta(days=day)
    with ledger.reading() as rows:
        book = rows.book()
    return len(needs_due(book, WorkCalendar(()), first, first + timedelta(days=6)))


def hazard(id: str = "H1", **more: Any) -> Hazard:
    values = {"id": id, "site": "A", "what": "塔吊限位失效", "grade": "重大", "found_on": START}
    return Hazard.model_validate(values | {"body": tiny_book.HOUSING} | more)


def test_the_loop(ledger: Ledger) -> None:
    assert rated(ledger, 0).colour == "green"
    assert due_in(ledger, 7) == 0
    # hazard → red → more needs: the re-check and, 15 days after the last, the routine check
    found = START + timedelta(days=1)
    happens(ledger, 1, hazards=hazard(found_on=found, due=START + timedelta(days=4)))
    assert rated(ledger, 1).colour == "red"
    assert due_in(ledger, 7) == 2
    # closure and a clean re-check → one step up
    day = START + timedelta(days=5)
    done = {"replied_on": day, "rechecked_on": day, "closed_on": day, "recheck_result": "passed"}
    happens(ledger, 5, hazards=hazard(found_on=found, state="closed", **done))
    assert rated(ledger, 6).colour == "yellow"
    assert due_in(ledger, 7) == 0
    # nothing new: it stays, and says why; after the window and one more clean check it is green
    stays = rated(ledger, 20)
    assert (stays.colour, stays.points) == ("yellow", 80)
    assert rated(ledger, 95).colour == "yellow"
    happens(ledger, 96, history=visit(96, "routine"))
    assert rated(ledger, 97).colour == "green"
    with ledger.reading() as rows:
        verbs = [e.verb for e in history_of(rows, "A")]
        site = rows.row("sites", "A")
    assert verbs == ["rated", "lowered", "raised", "rated", "raised"]
    assert (site.colour, site.rated_on) == ("green", START + timedelta(days=97))


def test_each_step_is_an_event_with_who_and_why(ledger: Ledger) -> None:
    happens(ledger, 1, hazards=hazard())
    rated(ledger, 1)
    with ledger.reading() as rows:
        (event,) = history_of(rows, "A")
        change = rows.events(noun="sites", verb="rated")[0]
        (now,) = assess_all(rows, START + timedelta(days=1))
        behind = events_behind(rows, now)
    assert (event.verb, event.who, event.value("colour")) == ("lowered", "李示例", "red")
    assert "重大隐患" in event.value("why")
    assert change.value("rated_why") == event.value("why")
    assert [e.verb for e in behind["hazards", "H1"]] == ["added"]


def test_rating_again_changes_nothing_and_an_earlier_day_is_refused(ledger: Ledger) -> None:
    happens(ledger, 1, hazards=hazard())
    rated(ledger, 2)
    with ledger.reading() as rows:
        head = rows.head
    rated(ledger, 2)
    rated(ledger, 3)
    with ledger.reading() as rows:
        assert rows.head == head
    happens(ledger, 4, hazards=hazard("H2"))
    rated(ledger, 5)
    with pytest.raises(Refused, match="rated on"):
        rated(ledger, 4)


def test_a_failed_re_check_is_no_clean_one(ledger: Ledger) -> None:
    day = START + timedelta(days=3)
    first = hazard(state="recheck", replied_on=day, grade="一般（内部较重）")
    with ledger.act(who="李示例", on=START) as act:
        act.change("sites", "A", {"colour": "yellow", "rated_on": START})
        act.put("hazards", first)
    happens(ledger, 3, history=visit(3, "recheck"))
    with ledger.act(who="张示例", on=day) as act:
        act.put("hazards", first.but(state="open", round=1, replied_on=None), verb="recheck_fail")
    with ledger.act(who="张示例", on=day + timedelta(days=1)) as act:
        act.put("hazards", first.but(state="closed", round=1, closed_on=day))
    assert rated(ledger, 5).colour == "yellow"
    happens(ledger, 6, history=visit(6, "recheck"))
    assert rated(ledger, 7).colour == "green"


def test_by_hand(ledger: Ledger) -> None:
    with ledger.act(who="王示例", why="约谈后限期整改", on=START) as act:
        set_by_hand(act, "A", "yellow", "约谈后限期整改")
    with ledger.reading() as rows:
        (event,), site = history_of(rows, "A"), rows.row("sites", "A")
    assert (event.verb, event.who, event.why) == ("set", "王示例", "约谈后限期整改")
    assert (site.colour, site.rated_why) == ("yellow", "约谈后限期整改")
    assert rated(ledger, 1).colour == "yellow"
    happens(ledger, 2, history=visit(2, "routine"))
    assert rated(ledger, 3).colour == "green"


def test_a_finished_site_is_not_rated(ledger: Ledger) -> None:
    with ledger.act(who="李示例", on=START) as act:
        act.change("sites", "A", {"status": "finished"})
    with ledger.reading() as rows:
        assert assess_all(rows, START) == ()
