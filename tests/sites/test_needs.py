"""What holds for the needs of any book."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_book import HOUSING, LAST, TODAY, URBAN, book, due, item

from sites.book import (
    Body,
    Campaign,
    Complaint,
    DayMark,
    Hazard,
    PastVisit,
    Settings,
    Site,
    SiteBook,
)

DAYS = st.dates(date(2026, 6, 1), date(2027, 1, 31))
MAYBE = st.none() | DAYS
SITES = st.sampled_from(["A", "B", "C", "D"])
BODIES = st.sampled_from([HOUSING, URBAN, "消防", "矛调中心"])


@st.composite
def books(draw: st.DrawFn) -> SiteBook:
    """Four sites, four bodies (one of them a partner), and rows of every kind of source."""

    def rows(kind: Any, size: int = 5, **fields: Any) -> tuple[Any, ...]:
        many = range(draw(st.integers(0, size)))
        return tuple(kind(**{k: draw(v) for k, v in fields.items()}, **_id(kind, n)) for n in many)

    def _id(kind: Any, number: int) -> dict[str, str]:
        return {} if kind is PastVisit else {"id": f"{kind.__name__}{number}"}

    states = st.sampled_from(["active", "active", "stopped", "finished"])
    colours = st.sampled_from(["red", "yellow", "green"])
    return book(
        settings=Settings(today=draw(st.sampled_from([None, TODAY, date(2026, 12, 2)]))),
        sites=tuple(
            Site(id=s, name=s, colour=draw(colours), status=draw(states), starts_on=draw(MAYBE))
            for s in "ABCD"
        ),
        bodies=(
            Body(id=HOUSING),
            Body(id=URBAN, recheck_in="days"),
            Body(id="消防", acts_as="消防救援"),
            Body(id="矛调中心", type="partner"),
        ),
        items=tuple(
            item(f"i{k}", draw(BODIES), on=draw(st.booleans()), rain=draw(st.sampled_from(RAINS)))
            for k in range(draw(st.integers(1, 5)))
        ),
        history=rows(PastVisit, site=SITES, on=DAYS, body=BODIES),
        complaints=rows(Complaint, site=SITES, on=DAYS, body=BODIES, finish_by=MAYBE),
        hazards=rows(
            Hazard, 8, site=SITES, what=st.just("x"), body=BODIES, due=MAYBE, replied_on=MAYBE
        ),
        campaigns=rows(
            Campaign, 3, first=DAYS, last=DAYS, body=BODIES, sites=st.sampled_from([(), ("A",)])
        ),
        day_marks=tuple(DayMark(on=d, weather=("rain",)) for d in draw(st.sets(DAYS, max_size=9))),
    )


RAINS = ("postpone", "as_planned", "must")


@settings(max_examples=60, deadline=None)
@given(books(), st.randoms(use_true_random=False))
def test_any_book(found_book: SiteBook, random: Random) -> None:
    found = due(found_book)
    status = {s.id: s.status for s in found_book.sites}
    assert len({n.id for n in found}) == len(found)
    for need in found:
        assert need.owed == (need.due <= LAST)
        assert need.due <= LAST + timedelta(days=15)
        assert status[need.site] != "finished"
        assert need.body in (HOUSING, URBAN, "消防救援")
        assert status[need.site] == "active" or need.kind in ("case", "recheck")
        assert need.why.zh.endswith("。")
        assert need.why.en.endswith(".")
    assert due(_shuffled(found_book, random)) == found


def _shuffled(found_book: SiteBook, random: Random) -> SiteBook:
    sheets = ("items", "history", "complaints", "hazards", "campaigns", "day_marks")
    changes = {}
    for sheet in sheets:
        rows = list(getattr(found_book, sheet))
        random.shuffle(rows)
        changes[sheet] = tuple(rows)
    return found_book.but(**changes)
